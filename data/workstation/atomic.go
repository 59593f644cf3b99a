package workstation

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/afero"
)

// fileMode keeps other accounts of the computer out.
const fileMode = 0o600

// writeAtomic replaces path so that a reader, a crash or a power cut sees the old bytes or the new ones, never a part:
// write beside, flush, rename, flush the folder. google/renameio does the same without afero and not on Windows.
func writeAtomic(fsys afero.Fs, path string, data []byte) (err error) {
	dir := filepath.Dir(path)
	if err := fsys.MkdirAll(dir, folderMode); err != nil {
		return err
	}
	temp, err := afero.TempFile(fsys, dir, ".tmp-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreMissing(fsys.Remove(temp.Name())))
		}
	}()
	if err := fill(temp, data); err != nil {
		return err
	}
	if err := fsys.Chmod(temp.Name(), fileMode); err != nil {
		return err
	}
	if err := fsys.Rename(temp.Name(), path); err != nil {
		return err
	}
	return syncFolder(fsys, dir)
}

func fill(file afero.File, data []byte) error {
	_, err := file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// syncFolder makes the new name itself durable. Windows has no such call: its journal keeps renames.
func syncFolder(fsys afero.Fs, dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := fsys.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
