package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"pupitre/data/fault"
)

const (
	sqlTables     = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
	sqlQuickCheck = `PRAGMA quick_check(1)`
	sqlFullCheck  = `PRAGMA integrity_check(1)`
)

// inspect looks at a file without changing it and gives the version of its schema, 0 for a file that is missing or empty.
// At most SQLite puts an empty log beside it. It refuses a file that is damaged, of a newer version, or not of this kind.
func inspect(ctx context.Context, path string, o Options, k kind) (version int64, err error) {
	const op = "store.inspect"
	log, err := sizeOf(path + walSuffix) // before the file: another program that makes it now writes the file first
	if err != nil {
		return 0, mapOS(op, path, err)
	}
	size, err := sizeOf(path)
	if err != nil {
		return 0, mapOS(op, path, err)
	}
	switch {
	case size == 0 && log > 0: // SQLite would take the file for a new one, and throw the log away
		return 0, damaged(op, path, errors.New("the file is empty and its log is not"))
	case size == 0:
		return 0, nil
	}
	db := sql.OpenDB(newConnector(sqliteDSN(path, readOnly, o.BusyTimeout)))
	defer func() { _ = db.Close() }() // it was only read
	if err := check(ctx, db, path, sqlQuickCheck); err != nil {
		return 0, err
	}
	return k.version(ctx, db, path, sqlTables)
}

// check runs one of SQLite's two checks; store.damaged when it finds something.
func check(ctx context.Context, db *sql.DB, path, query string) error {
	const op = "store.check"
	var verdict string
	if err := db.QueryRowContext(ctx, query).Scan(&verdict); err != nil {
		return mapError(op, path, err)
	}
	if verdict != "ok" {
		return damaged(op, path, errors.New(verdict))
	}
	return nil
}

func damaged(op, path string, err error) error {
	return fault.As(fault.Internal, op, "store.damaged", err, "Path", path)
}

// version is that of the schema, 0 when there is none; tables is the query for the names of the tables. It refuses a file of another kind and one of a newer version.
func (k kind) version(ctx context.Context, db *sql.DB, path, tables string) (int64, error) {
	const op = "store.version"
	ours, others, err := k.look(ctx, db, tables)
	if err != nil {
		return 0, mapError(op, path, err)
	}
	if !ours && others > 0 {
		return 0, fault.New(fault.Invalid, op, "store.not_ours", "Path", path)
	}
	if !ours {
		return 0, nil
	}
	var version int64
	// The table's name is a constant of this package.
	query := fmt.Sprintf("SELECT COALESCE(MAX(version_id), 0) FROM %s WHERE is_applied", k.table)
	if err := db.QueryRowContext(ctx, query).Scan(&version); err != nil {
		return 0, mapError(op, path, err)
	}
	latest, err := k.latest()
	if err != nil {
		return 0, err
	}
	if version > latest {
		return 0, fault.New(fault.Conflict, op, "store.newer_version")
	}
	return version, nil
}

// look tells whether the table of the kind's versions is there, and how many other tables are.
func (k kind) look(ctx context.Context, db *sql.DB, tables string) (ours bool, others int, err error) {
	rows, err := db.QueryContext(ctx, tables)
	if err != nil {
		return false, 0, err
	}
	defer func() { _ = rows.Close() }() // its error is that of rows.Err
	for rows.Next() {
		name, err := scanText(rows)
		if err != nil {
			return false, 0, err
		}
		if name == k.table {
			ours = true
		} else {
			others++
		}
	}
	return ours, others, rows.Err()
}
