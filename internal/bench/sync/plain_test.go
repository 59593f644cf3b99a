//go:build linux

package main

import (
	"database/sql"
	"path/filepath"
	"slices"
	"testing"
)

func TestPlainlyInsertsEveryRow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plain", "directory.db")
	rows := slices.Collect(sampleRows(rowsAtOnce + 7))
	if err := plainly(t.Context(), path, rows); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open(driverName, path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var n int
	if err := db.QueryRow(`SELECT count(*) FROM directory_row INDEXED BY directory_row_kind WHERE generation = 1 AND kind = 'user'`).Scan(&n); err != nil || n != len(rows) {
		t.Errorf("%d rows of %d, %v", n, len(rows), err)
	}
}
