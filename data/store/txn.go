package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// txn is one transaction on either kind of database. Methods of the two kinds are built on exec, row and list.
type txn struct {
	ctx      context.Context
	sql      *sql.Tx
	db       *database
	writable bool
	failed   error // the first statement that failed; from then on the transaction can only be undone
}

// errReadTransaction is the cause when somebody writes in a Read or a View, a defect of the caller.
var errReadTransaction = errors.New("this transaction is for reading")

// sound tells whether the transaction can go on, and may write.
func (t *txn) sound(op string) error {
	if t.failed != nil {
		return fault.Wrap(op, t.failed)
	}
	if !t.writable {
		return fault.As(fault.Internal, op, "", errReadTransaction)
	}
	return nil
}

// exec runs a statement and gives the number of rows it touched.
func (t *txn) exec(op, query string, args ...any) (int64, error) {
	if err := t.sound(op); err != nil {
		return 0, err
	}
	res, err := t.sql.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, t.fail(op, err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return 0, t.fail(op, err)
	}
	return n, nil
}

// execOne is exec for a statement that must touch exactly one row; fault.NotFound when it touches none.
func (t *txn) execOne(op, query string, args ...any) error {
	n, err := t.exec(op, query, args...)
	if err == nil && n != 1 {
		return mapError(op, t.db.path, sql.ErrNoRows)
	}
	return err
}

// result is the row that a query has given, to be scanned once.
type result struct {
	t   *txn
	op  string
	row *sql.Row
	err error
}

// row runs a query that gives one row, also one with RETURNING.
func (t *txn) row(op, query string, args ...any) result {
	if t.failed != nil {
		return result{op: op, err: fault.Wrap(op, t.failed)}
	}
	return result{t: t, op: op, row: t.sql.QueryRowContext(t.ctx, query, args...)}
}

// scan reads the row; fault.NotFound when there is none, which does not spoil the transaction.
func (r result) scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	err := r.row.Scan(dest...)
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		return mapError(r.op, r.t.db.path, err)
	}
	return r.t.fail(r.op, err)
}

// rows runs a query that gives any number of rows; list is its usual caller.
func (t *txn) rows(op, query string, args ...any) (*sql.Rows, error) {
	if t.failed != nil {
		return nil, fault.Wrap(op, t.failed)
	}
	rows, err := t.sql.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, t.fail(op, err)
	}
	return rows, nil
}

// scanner is a row under the cursor.
type scanner interface{ Scan(dest ...any) error }

// querier is what list needs of a transaction.
type querier interface {
	rows(op, query string, args ...any) (*sql.Rows, error)
	fail(op string, err error) error
}

// list runs a query and turns each of its rows into a T.
func list[T any](t querier, op string, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := t.rows(op, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // its error is that of rows.Err
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, t.fail(op, err)
		}
		out = append(out, v)
	}
	if err := rows.Err(); err != nil {
		return nil, t.fail(op, err)
	}
	return out, nil
}

// fail maps the error of a statement and spoils the transaction.
func (t *txn) fail(op string, err error) error {
	if cause := t.ctx.Err(); cause != nil {
		err = errors.Join(cause, err) // the driver only says that the transaction is over
	}
	err = mapError(op, t.db.path, err)
	if t.failed == nil {
		t.failed = err
	}
	return err
}

// scanText is the scan function of a query with one text column.
func scanText(s scanner) (text string, err error) {
	err = s.Scan(&text)
	return text, err
}

// millis is how times are stored: milliseconds since 1970, UTC; 0 for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// fromMillis is the reverse of millis.
func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// valueArg is how a value is bound: NULL when there is none.
func valueArg(v wire.Value) any {
	if v == nil {
		return nil
	}
	return string(v)
}

// valueOf is the reverse of valueArg.
func valueOf(s sql.NullString) wire.Value {
	if !s.Valid {
		return nil
	}
	return wire.Value(s.String)
}

// encode gives compact JSON. It leaves <, > and & as they are: values are canonical, and must come back byte for byte.
func encode(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "", fault.Wrap("store.encode", err)
	}
	return string(bytes.TrimRight(b.Bytes(), "\n")), nil
}
