package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"pupitre/data/fault"
)

// ErrUnique is in the chain of an error that comes from a unique index or a primary key; its code is fault.Conflict.
var ErrUnique = errors.New("a row with this key exists already")

// ErrForeignKey is in the chain of an error that comes from a reference to a row that does not exist.
var ErrForeignKey = errors.New("the row referred to does not exist")

// mapError gives an error of the database its code and sentence; path is the database file. It is the only place that knows
// the codes of a driver, and looks at codes only, never at texts.
func mapError(op, path string, err error) error {
	if err == nil {
		return nil
	}
	var lite sqlite3.Error
	mapped, postgres := mapPostgres(op, path, err)
	switch {
	case errors.As(err, &lite):
		return mapSQLite(op, path, lite, err)
	case errors.Is(err, sql.ErrNoRows):
		return fault.As(fault.NotFound, op, "store.not_found", err)
	case isFault(err):
		return fault.Wrap(op, err)
	case postgres:
		return mapped
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fault.As(fault.Unavailable, op, "", err)
	}
	var errno syscall.Errno
	var file *fs.PathError
	if errors.As(err, &errno) || errors.As(err, &file) {
		return mapOS(op, path, err)
	}
	return fault.As(fault.Internal, op, "", err)
}

func isFault(err error) bool { return errors.As(err, new(*fault.Error)) }

func mapSQLite(op, path string, lite sqlite3.Error, err error) error {
	switch lite.Code {
	case sqlite3.ErrFull:
		return diskFull(op, err)
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrFormat:
		return fault.As(fault.Internal, op, "store.damaged", err, "Path", path)
	case sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrProtocol:
		return fault.As(fault.Unavailable, op, "store.busy", err)
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrAuth:
		return notWritable(op, path, err)
	case sqlite3.ErrIoErr, sqlite3.ErrCantOpen:
		return mapErrno(op, path, lite, err)
	case sqlite3.ErrConstraint:
		return mapConstraint(op, lite, err)
	case sqlite3.ErrInterrupt:
		return fault.As(fault.Unavailable, op, "", errors.Join(context.Canceled, err))
	case sqlite3.ErrNomem:
		return fault.As(fault.Unavailable, op, "", err)
	}
	return fault.As(fault.Internal, op, "", err)
}

// mapErrno looks at what the operating system said, which SQLite passes on for these two codes only.
func mapErrno(op, path string, lite sqlite3.Error, err error) error {
	switch {
	case slices.Contains(fullErrnos, lite.SystemErrno):
		return diskFull(op, err)
	case isReadOnly(lite.SystemErrno):
		return notWritable(op, path, err)
	case lite.Code == sqlite3.ErrCantOpen:
		return cannotOpen(op, path, err)
	}
	return fault.As(fault.Unavailable, op, "store.disk_error", err)
}

func mapConstraint(op string, lite sqlite3.Error, err error) error {
	switch lite.ExtendedCode {
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey, sqlite3.ErrConstraintRowID:
		return fault.As(fault.Conflict, op, "", errors.Join(ErrUnique, err))
	case sqlite3.ErrConstraintForeignKey:
		return fault.As(fault.Internal, op, "", errors.Join(ErrForeignKey, err))
	}
	return fault.As(fault.Internal, op, "", err)
}

// mapOS is mapError for what the package does with files itself.
func mapOS(op, path string, err error) error {
	if err == nil {
		return nil
	}
	var errno syscall.Errno
	switch {
	case errors.As(err, &errno) && slices.Contains(fullErrnos, errno):
		return diskFull(op, err)
	case errors.Is(err, fs.ErrPermission), isReadOnly(errno):
		return notWritable(op, path, err)
	}
	return cannotOpen(op, path, err)
}

func isReadOnly(errno syscall.Errno) bool {
	return errors.Is(errno, fs.ErrPermission) || slices.Contains(readOnlyErrnos, errno)
}

func diskFull(op string, err error) error {
	return fault.As(fault.Unavailable, op, "store.disk_full", err)
}

func notWritable(op, path string, err error) error {
	return fault.As(fault.Unavailable, op, "store.not_writable", err, "Folder", filepath.Dir(path))
}

func cannotOpen(op, path string, err error) error {
	return fault.As(fault.Unavailable, op, "store.cannot_open", err, "Path", path)
}
