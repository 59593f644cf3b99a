//go:build linux

package main

import (
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"
)

// driverName is SQLite's with package database/sql; data/store brings the driver into the program.
const driverName = "sqlite3"

// rowsAtOnce is as many as the server writes in one transaction.
const rowsAtOnce = 5000

// plainly inserts the lines of a file as a program does that uses SQLite with care and nothing more: parsed, not checked; a
// prepared statement for one row, each transaction on the disk, the indexes last.
func plainly(ctx context.Context, file, path string, f *figures) (err error) {
	settings := url.Values{"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_txlock": {"immediate"}}
	db, err := sql.Open(driverName, "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+settings.Encode())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	columnNames := []string{}
	for _, c := range columns {
		columnNames = append(columnNames, string(c)+" TEXT")
	}
	if _, err := db.ExecContext(ctx, "CREATE TABLE entry (id TEXT PRIMARY KEY, "+strings.Join(columnNames, ", ")+") WITHOUT ROWID"); err != nil {
		return err
	}
	begun := time.Now()
	if err := eachLine(file, func(int, []string) error { return nil }); err != nil {
		return err
	}
	f.parse = time.Since(begun)
	begun = time.Now()
	if err := insertAll(ctx, db, file); err != nil {
		return err
	}
	f.plain = time.Since(begun)
	for _, c := range []string{"name", "phone", "extension"} {
		if _, err := db.ExecContext(ctx, fmt.Sprintf("CREATE INDEX entry_%s ON entry (kind, %s)", c, c)); err != nil {
			return err
		}
	}
	f.indexed = time.Since(begun)
	return nil
}

// eachLine gives the lines under the titles.
func eachLine(path string, do func(n int, cells []string) error) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	in := csv.NewReader(file)
	in.Comma, in.ReuseRecord = ';', true
	if _, err := in.Read(); err != nil {
		return err
	}
	for n := 0; ; n++ {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := do(n, cells); err != nil {
			return err
		}
	}
}

func insertAll(ctx context.Context, db *sql.DB, file string) error {
	statement := "INSERT INTO entry VALUES (?" + strings.Repeat(", ?", len(columns)) + ")"
	var tx *sql.Tx
	var insert *sql.Stmt
	args := make([]any, len(columns)+1)
	err := eachLine(file, func(n int, cells []string) (err error) {
		if n%rowsAtOnce == 0 {
			if tx != nil {
				if err := tx.Commit(); err != nil {
					return err
				}
			}
			if tx, err = db.BeginTx(ctx, nil); err != nil {
				return err
			}
			if insert, err = tx.PrepareContext(ctx, statement); err != nil {
				return err
			}
		}
		args[0] = fmt.Sprintf("0198c0de-%08d", n)
		for i, c := range cells {
			args[i+1] = c
		}
		_, err = insert.ExecContext(ctx, args...)
		return err
	})
	if tx == nil {
		return err
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
