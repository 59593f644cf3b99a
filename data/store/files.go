package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"pupitre/data/fault"
)

// What is added to the name of a database for its companions.
const (
	walSuffix  = "-wal"  // SQLite's write-ahead log, which is part of the data until a checkpoint
	shmSuffix  = "-shm"  // SQLite's index of the log, which can always be made again
	lockSuffix = ".lock" // ours: tells whether the database is in use
)

// errNoFile is the cause when a folder, a device or the like stands where a file should.
var errNoFile = errors.New("not a regular file")

// lockShared tells others that the database is in use; store.busy when somebody is replacing it.
func lockShared(path string) (*flock.Flock, error) {
	l := newLock(path)
	return l, locked(path, l.TryRLock)
}

// lockAlone makes sure that nobody else uses the database; store.busy when somebody does.
func lockAlone(path string) (*flock.Flock, error) {
	l := newLock(path)
	return l, locked(path, l.TryLock)
}

func newLock(path string) *flock.Flock {
	return flock.New(path+lockSuffix, flock.SetPermissions(0o600))
}

func locked(path string, try func() (bool, error)) error {
	const op = "store.lock"
	switch ok, err := try(); {
	case err != nil:
		return mapOS(op, path, err)
	case !ok:
		return fault.New(fault.Unavailable, op, "store.busy")
	}
	return nil
}

// createPrivate makes an empty file that only its owner reads, unless the file exists. SQLite gives its companions the
// same permissions.
func createPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// sizeOf is a file's size in bytes, 0 when there is none; an error when it is no file.
func sizeOf(path string) (int64, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, &fs.PathError{Op: "open", Path: path, Err: errNoFile}
	}
	return info.Size(), nil
}

// nothingAt tells whether a database has neither a file nor a log.
func nothingAt(path string) (bool, error) {
	size, err := sizeOf(path)
	if err != nil {
		return false, err
	}
	log, err := sizeOf(path + walSuffix)
	return size == 0 && log == 0, err
}

// asideName is a name beside path that does not exist yet: path.<why>-20260102T150405Z.
func asideName(path, why string, now time.Time) (string, error) {
	base := fmt.Sprintf("%s.%s-%s", path, why, now.UTC().Format("20060102T150405Z"))
	name := base
	for i := 2; ; i++ {
		_, err := os.Lstat(name)
		if errors.Is(err, fs.ErrNotExist) {
			return name, nil
		}
		if err != nil {
			return "", err
		}
		name = fmt.Sprintf("%s-%d", base, i)
	}
}

// copyFile copies the bytes of from to a new private file and waits until they are on the disk. A missing from is no
// error: there is nothing to copy.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it was only read
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// move renames a file that may be missing.
func move(from, to string) error {
	if err := os.Rename(from, to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// removeDatabase removes a temporary database and its companions.
func removeDatabase(path string) error {
	return removeAll(path, path+walSuffix, path+shmSuffix, path+lockSuffix)
}

// removeAll removes files, of which some may be missing.
func removeAll(names ...string) error {
	var errs []error
	for _, name := range names {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// syncFile waits until a file is on the disk.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder waits until the names in a file's folder are on the disk. Windows has no such thing and needs none.
func syncFolder(path string) error {
	f, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) {
		return errors.Join(err, f.Close())
	}
	return f.Close()
}

// setAside renames a database, with its log, to a name beside it; "" when there is none.
func setAside(path, why string, now time.Time) (string, error) {
	const op = "store.setAside"
	if empty, err := nothingAt(path); err != nil || empty {
		return "", mapOS(op, path, errors.Join(err, removeCompanions(path)))
	}
	aside, err := asideName(path, why, now)
	if err != nil {
		return "", mapOS(op, path, err)
	}
	// The log goes last: should the computer stop in between, a log without its file is refused, whereas a file without
	// its log would be opened and lack its latest commits.
	err = errors.Join(move(path, aside), move(path+walSuffix, aside+walSuffix), removeCompanions(path))
	return aside, mapError(op, path, err)
}

// removeCompanions removes what SQLite keeps beside a file and does not need any more.
func removeCompanions(path string) error { return removeAll(path+walSuffix, path+shmSuffix) }
