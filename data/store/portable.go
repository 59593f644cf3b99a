package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"pupitre/data/fault"
)

// A backup of either database is a file of SQLite with the server's schema. Both have the same tables, so what is said here
// is read from the file: a table that a later migration adds is copied without a word about it.

// table is one of the server's.
type table struct {
	name    string
	columns []string
	key     []string // columns of the primary key, in its order
	refs    []string // tables that it refers to
}

const (
	sqlColumns = `SELECT name, pk FROM pragma_table_info($1) ORDER BY cid`
	sqlRefs    = `SELECT DISTINCT "table" FROM pragma_foreign_key_list($1)`
)

// errCycle is the cause when tables refer to each other in a circle.
var errCycle = errors.New("tables refer to each other in a circle")

// tablesOf lists the tables of a server's database on SQLite, each after those that it refers to. The versions of the schema
// are not data.
func tablesOf(ctx context.Context, db *sql.DB) ([]table, error) {
	names, err := textsOf(ctx, db, sqlTables)
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var tables []table
	for _, name := range names {
		if name == serverKind.table {
			continue
		}
		t, err := describe(ctx, db, name)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return inOrder(tables)
}

func describe(ctx context.Context, db *sql.DB, name string) (t table, err error) {
	t.name = name
	if t.refs, err = textsOf(ctx, db, sqlRefs, name); err != nil {
		return t, err
	}
	rows, err := db.QueryContext(ctx, sqlColumns, name)
	if err != nil {
		return t, err
	}
	defer func() { _ = rows.Close() }() // its error is that of rows.Err
	places := map[string]int{}
	for rows.Next() {
		var column string
		var place int
		if err := rows.Scan(&column, &place); err != nil {
			return t, err
		}
		t.columns = append(t.columns, column)
		if place > 0 {
			places[column] = place
			t.key = append(t.key, column)
		}
	}
	slices.SortFunc(t.key, func(a, b string) int { return places[a] - places[b] })
	return t, rows.Err()
}

// queries are what a database and a transaction have in common for textsOf.
type queries interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func textsOf(ctx context.Context, db queries, query string, args ...any) (out []string, err error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // its error is that of rows.Err
	for rows.Next() {
		text, err := scanText(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, rows.Err()
}

// inOrder puts each table after those that it refers to.
func inOrder(tables []table) (out []table, err error) {
	done := map[string]bool{}
	for len(out) < len(tables) {
		before := len(out)
		for _, t := range tables {
			ready := !slices.ContainsFunc(t.refs, func(ref string) bool { return ref != t.name && !done[ref] })
			if !done[t.name] && ready {
				out, done[t.name] = append(out, t), true
			}
		}
		if len(out) == before {
			return nil, fault.As(fault.Internal, "store.inOrder", "", errCycle)
		}
	}
	return out, nil
}

// selectAll is the query for the rows in the order of the key. Names come from our own migrations, and are quoted all the
// same.
func (t table) selectAll() string {
	return fmt.Sprintf(`SELECT %s FROM %s ORDER BY %s`, quoted(t.columns), quote(t.name), quoted(t.key))
}

func (t table) insert() string {
	places := make([]string, len(t.columns))
	for i := range places {
		places[i] = fmt.Sprintf("$%d", i+1)
	}
	return fmt.Sprintf(`INSERT INTO %s (%s) VALUES (%s)`, quote(t.name), quoted(t.columns), strings.Join(places, ", "))
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func quoted(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = quote(name)
	}
	return strings.Join(out, ", ")
}

// cells are the values of a row, to be scanned and then given on as they are.
type cells struct{ values, pointers []any }

func newCells(n int) *cells {
	c := &cells{values: make([]any, n), pointers: make([]any, n)}
	for i := range c.values {
		c.pointers[i] = &c.values[i]
	}
	return c
}

// fill copies all rows of the tables into a database on SQLite, in one transaction.
func fill(ctx context.Context, from *sql.Tx, into *sql.DB, tables []table) error {
	tx, err := into.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after Commit it does nothing
	for _, t := range tables {
		if err := t.fill(ctx, from, tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (t table) fill(ctx context.Context, from, into *sql.Tx) error {
	insert, err := into.PrepareContext(ctx, t.insert())
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }() // the transaction has its own end
	rows, err := from.QueryContext(ctx, t.selectAll())
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // its error is that of rows.Err
	row := newCells(len(t.columns))
	for rows.Next() {
		if err := rows.Scan(row.pointers...); err != nil {
			return err
		}
		if _, err := insert.ExecContext(ctx, row.values...); err != nil {
			return err
		}
	}
	return rows.Err()
}
