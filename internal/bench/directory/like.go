//go:build linux

package main

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"pupitre/data/directory"
	"pupitre/data/wire"
)

// driverName is SQLite's with package database/sql; data/store brings the driver into the program.
const driverName = "sqlite3"

// The table that one makes for LIKE: folded words in one column, so that folding costs nothing while it is asked.
const (
	likeTable = `CREATE TABLE entry (id TEXT PRIMARY KEY, kind TEXT, name TEXT, words TEXT, phone TEXT, extension TEXT, email TEXT, custom TEXT,
		account TEXT, site TEXT, department TEXT, location TEXT, number_type TEXT, extension_type TEXT, body TEXT) WITHOUT ROWID`
	likeInsert = `INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	likeIndex  = `CREATE INDEX entry_name ON entry (kind, name)`
)

// like measures the same queries with LIKE: the page in the order of its column, or of the names, and how many there are.
func like(ctx context.Context, path string, rows []wire.DirectoryRow, asked []directory.Query) (list []answer, err error) {
	db, err := sql.Open(driverName, "file:"+path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	if err := fillLike(ctx, db, rows); err != nil {
		return nil, err
	}
	for _, q := range asked {
		where, args := conditions(q)
		begun := time.Now()
		if err := likePage(ctx, db, q, where, args); err != nil {
			return nil, err
		}
		a := answer{ms: ms(time.Since(begun))}
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM entry WHERE "+where, args...).Scan(&a.found); err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

func fillLike(ctx context.Context, db *sql.DB, rows []wire.DirectoryRow) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, finished(tx.Rollback())) }()
	if _, err := tx.ExecContext(ctx, likeTable); err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, likeInsert)
	if err != nil {
		return err
	}
	for _, r := range rows {
		e, err := directory.Decode(r)
		if err != nil {
			return err
		}
		_, err = insert.ExecContext(ctx, e.ID, e.Kind, directory.Fold(e.Name), strings.Join(e.Words(), " "), e.Phone, e.Extension, e.Email, e.Custom,
			e.Account, e.Site, e.Department, e.Location, e.NumberType, e.ExtensionType, string(r.Body))
		if err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, likeIndex); err != nil {
		return err
	}
	return tx.Commit()
}

// finished forgives the rollback of what is committed.
func finished(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// conditions are the query in SQL. The columns' names are those of the table above, and of nobody else.
func conditions(q directory.Query) (where string, args []any) {
	where, args = "kind = ?", []any{q.Category}
	for _, w := range directory.Words(q.Text) {
		where, args = where+" AND words LIKE ?", append(args, "%"+w+"%")
	}
	for column, ids := range q.Filters {
		where, args = where+" AND "+string(column)+" = ?", append(args, ids[0])
	}
	return where, args
}

func likePage(ctx context.Context, db *sql.DB, q directory.Query, where string, args []any) (err error) {
	by := "name"
	if q.Sort != "" {
		by = string(q.Sort)
	}
	if q.Down {
		by += " DESC"
	}
	rows, err := db.QueryContext(ctx, "SELECT body FROM entry WHERE "+where+" ORDER BY "+by+" LIMIT ?", append(args, pageSize)...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var body string
		if err := rows.Scan(&body); err != nil {
			return err
		}
	}
	return rows.Err()
}
