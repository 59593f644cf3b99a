package home

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/uuid"

	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/store"
)

// openDirectory opens the file of a federation's directory, beside the person's store. It can be read again from the
// server, so one that is damaged is simply made anew.
func (h *Home) openDirectory(ctx context.Context, server, person, federation string) (desk.DirectoryFile, error) {
	const op = "home.openDirectory"
	path, err := h.directoryPath(server, person, federation)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	file, err := store.OpenDirectory(ctx, store.Options{Path: path})
	if key, _ := fault.KeyOf(err); err != nil && key == "store.damaged" {
		h.log.Warn("the directory was damaged and is read again", "path", path, "error", err)
		if err := removeDatabase(path); err != nil {
			return nil, fault.Wrap(op, err)
		}
		file, err = store.OpenDirectory(ctx, store.Options{Path: path})
	}
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	return file, nil
}

// dropDirectory removes it; one that is not there is no error.
func (h *Home) dropDirectory(server, person, federation string) error {
	path, err := h.directoryPath(server, person, federation)
	if err != nil {
		return err
	}
	return removeDatabase(path)
}

// directoryPath takes only ids that are UUIDs: they come from a server and become part of a file name.
func (h *Home) directoryPath(server, person, federation string) (string, error) {
	id, err := uuid.Parse(federation)
	if err != nil {
		return "", fault.As(fault.Invalid, "home.directoryPath", "", err)
	}
	return filepath.Join(h.PersonFolder(server, person), "directory-"+id.String()+".db"), nil
}

func removeDatabase(path string) error {
	var errs []error
	for _, name := range []string{path, path + "-wal", path + "-shm", path + ".lock", path + ".index"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return fault.As(fault.Unavailable, "home.removeDatabase", "workstation.not_writable", errors.Join(errs...), "Folder", filepath.Dir(path))
}
