//go:build linux

package main

import (
	"path/filepath"
	"testing"
)

// Both sides read the same lines: as many as asked for, each with an extension, and the plain side has all of them.
func TestTheFileIsWholeAndInsertedWhole(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "directory.csv")
	naming, err := writeFile(file, options{rows: 300, accounts: 3})
	if err != nil || len(naming) < 3 {
		t.Fatalf("%d rows that give names: %v", len(naming), err)
	}
	lines := 0
	err = eachLine(file, func(_ int, cells []string) error {
		lines++
		if len(cells) != len(columns) || cells[4] == "" {
			t.Fatalf("%q", cells)
		}
		return nil
	})
	if err != nil || lines != 300 {
		t.Errorf("%d lines: %v", lines, err)
	}
	var f figures
	if err := plainly(t.Context(), file, filepath.Join(dir, "plain.db"), &f); err != nil || f.plain <= 0 || f.indexed < f.plain {
		t.Errorf("%+v %v", f, err)
	}
}
