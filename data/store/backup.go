package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"pupitre/data/fault"
)

// sqlCopyInto writes a consistent, compact copy while others go on reading and writing.
const sqlCopyInto = `VACUUM INTO $1`

// Backup writes a consistent copy of the database to path, a file that must not exist (store.backup_exists), and checks it
// before it gets its name: a backup that is there is whole. Readers and writers go on meanwhile. The copy of either database
// is one of SQLite: it can be restored into either, or served as it is.
func (s *Server) Backup(ctx context.Context, path string) error {
	const op = "store.Backup"
	path, err := filepath.Abs(path)
	if err != nil {
		return mapOS(op, path, err)
	}
	if err := checkFree(op, path); err != nil {
		return err
	}
	from, o := s.db.path, s.db.opt
	if s.db.config != nil {
		if from, err = s.exportPostgres(ctx, path); err != nil {
			return err
		}
		defer func() { _ = removeDatabase(from) }() // a copy of it is what counts
	}
	tmp, err := copyInto(ctx, from, path, o)
	if err != nil {
		return err
	}
	defer func() { _ = removeDatabase(tmp) }() // after the rename there is nothing left to remove
	if err := verify(ctx, tmp, o, serverKind); err != nil {
		return err
	}
	return publish(tmp, path)
}

// checkFree refuses a path that is taken.
func checkFree(op, path string) error {
	_, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = fault.New(fault.Conflict, op, "store.backup_exists", "Path", path)
	}
	return mapError(op, path, err)
}

// copyInto copies the database from, also one in use, to a temporary file in the folder of to.
func copyInto(ctx context.Context, from, to string, o Options) (tmp string, err error) {
	const op = "store.copyInto"
	f, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+".*.tmp")
	if err != nil {
		return "", mapOS(op, to, err)
	}
	tmp = f.Name()
	err = f.Close() // SQLite accepts an empty file, and this one is nobody else's to read
	if err == nil {
		err = vacuumInto(ctx, from, tmp, o)
	}
	if err == nil {
		err = syncFile(tmp)
	}
	if err != nil {
		return "", errors.Join(mapError(op, to, err), removeDatabase(tmp))
	}
	return tmp, nil
}

func vacuumInto(ctx context.Context, from, to string, o Options) error {
	db := sql.OpenDB(newConnector(sqliteDSN(from, copyFrom, o.BusyTimeout)))
	_, err := db.ExecContext(ctx, sqlCopyInto, to)
	return errors.Join(err, db.Close())
}

// verify reads the whole file and tells whether it is a sound database of the kind and of a version that is known.
func verify(ctx context.Context, path string, o Options, k kind) error {
	db := sql.OpenDB(newConnector(sqliteDSN(path, readOnly, o.BusyTimeout)))
	defer func() { _ = db.Close() }() // it was only read
	if err := check(ctx, db, path, sqlFullCheck); err != nil {
		return err
	}
	version, err := k.version(ctx, db, path, sqlTables)
	if err == nil && version == 0 {
		return fault.New(fault.Invalid, "store.verify", "store.not_ours", "Path", path)
	}
	return err
}

// publish gives a finished file its name unless the name is taken, also by somebody who was faster.
func publish(tmp, path string) error {
	const op = "store.publish"
	err := os.Link(tmp, path)
	if errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Conflict, op, "store.backup_exists", "Path", path)
	}
	if err != nil { // a file system without links: the name was free a moment ago
		err = os.Rename(tmp, path)
	}
	if err == nil {
		err = syncFolder(path)
	}
	return mapError(op, path, err)
}
