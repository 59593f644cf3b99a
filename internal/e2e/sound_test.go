//go:build linux

package e2e

import (
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// soundFiles proves that every database of a folder is whole, as the kill has left it. It looks at copies: the program
// itself has to find its files untouched. It gives how many there were.
func (w *world) soundFiles(folder string) (found int) {
	w.t.Helper()
	copies := w.folder("copies")
	w.check(filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || filepath.Ext(path) != ".db" {
			return err
		}
		found++
		kept := filepath.Join(copies, fmt.Sprintf("%d.db", found))
		for _, part := range []string{"", "-wal"} { // the index of the log is made anew from the log
			if err := copyFile(kept+part, path+part); err != nil {
				return err
			}
		}
		return sound(kept)
	}))
	w.check(os.RemoveAll(copies))
	return found
}

func copyFile(to, from string) error {
	raw, err := os.ReadFile(from)
	if os.IsNotExist(err) && strings.HasSuffix(from, "-wal") {
		return nil
	}
	if err != nil {
		return err
	}
	return os.WriteFile(to, raw, 0o600)
}

// sound asks SQLite itself.
func sound(file string) error {
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // a copy
	var verdict string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if verdict != "ok" {
		return fmt.Errorf("%s: %s", file, verdict)
	}
	return nil
}

func TestADamagedFileIsNotSound(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.db")
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE t (x); INSERT INTO t SELECT randomblob(5000) FROM (SELECT 1 UNION SELECT 2 UNION SELECT 3)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := sound(file); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < 4096+64; i++ { // the head of the second page
		raw[i] ^= 0xff
	}
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := sound(file); err == nil {
		t.Error("the damage is not seen")
	}
}
