//go:build linux

package main

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"pupitre/data/wire"
)

// driverName is SQLite's with package database/sql; data/store brings the driver into the program.
const driverName = "sqlite3"

const (
	plainTable = `CREATE TABLE directory_row (generation INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
		PRIMARY KEY (generation, id)) STRICT, WITHOUT ROWID`
	plainInsert = `INSERT INTO directory_row (generation, id, kind, body) VALUES (1, ?, ?, ?)`
	plainIndex  = `CREATE INDEX directory_row_kind ON directory_row (generation, kind, id)`
)

// plainly inserts as a program does that uses SQLite with care and nothing more: a prepared statement for one row, as many rows
// in a transaction as the desktop stores at once, the index last, the desktop's table and safety on disk.
func plainly(ctx context.Context, path string, rows []wire.DirectoryRow) (err error) {
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	settings := url.Values{"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_txlock": {"immediate"}}
	db, err := sql.Open(driverName, "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+settings.Encode())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, plainTable); err != nil {
		return err
	}
	for page := range slices.Chunk(rows, rowsAtOnce) {
		if err := insertPlainly(ctx, db, page); err != nil {
			return err
		}
	}
	_, err = db.ExecContext(ctx, plainIndex)
	return err
}

func insertPlainly(ctx context.Context, db *sql.DB, rows []wire.DirectoryRow) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	insert, err := tx.PrepareContext(ctx, plainInsert) // the transaction closes it
	if err != nil {
		return err
	}
	for _, r := range rows {
		if _, err := insert.ExecContext(ctx, r.ID, r.Kind, string(r.Body)); err != nil {
			return err
		}
	}
	return tx.Commit()
}
