//go:build linux

package e2e

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "pupitre/data/store" // brings SQLite to database/sql
)

// nobody is a user who owns nothing.
const nobody = 65534

// No permission stops root: the program runs as another user.
func TestADataFolderThatCannotBeWritten(t *testing.T) {
	for lang, p := range printers {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			c := w.computer("guest")
			w.check(os.Chmod(c.home, 0o755))
			folder := c.data()
			w.check(os.Mkdir(folder, 0o555))
			var uid uint32
			if os.Geteuid() == 0 {
				uid = nobody
			}
			c.refusesAs(uid, c.env(), p.T("workstation.not_writable", "Folder", folder), "--server", "http://127.0.0.1:1", "--data", folder, "--lang", lang)
			if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
				t.Errorf("something was written: %v, %v", left, err)
			}
		})
	}
}

// storeFile is the database of the only person who has signed in on this computer.
func (c *computer) storeFile() string {
	c.w.t.Helper()
	found, err := filepath.Glob(filepath.Join(c.data(), "people", "*", "*", "*.db"))
	c.w.check(err)
	if len(found) != 1 {
		c.w.t.Fatalf("one store was expected, not %v", found)
	}
	return found[0]
}

func TestADatabaseOfANewerVersionIsLeftAlone(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	d := c.open(s)
	d.signIn(marie)
	d.synced()
	d.quit()
	file := c.storeFile()
	db, err := sql.Open("sqlite3", file)
	w.check(err)
	_, err = db.Exec("INSERT INTO desktop_schema (version_id, is_applied) VALUES (999999, 1)")
	w.check(err)
	w.check(db.Close())
	before := digest(t, filepath.Dir(file))

	for lang, p := range printers {
		again := c.open(s, "--lang", lang)
		again.p = p
		again.startsSigningIn()
		again.sees(p.T("store.newer_version"))
		again.crash()
	}
	if after := digest(t, filepath.Dir(file)); after != before {
		t.Errorf("the newer database was touched:\n%s\n%s", before, after)
	}
}

func TestADamagedDatabaseIsSetAside(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	d := c.open(s)
	d.signIn(marie)
	d.synced()
	d.quit()
	file := c.storeFile()
	damaged := bytes.Repeat([]byte("not a database. "), 4096)
	w.check(os.WriteFile(file, damaged, 0o600))

	again := c.open(s)
	again.startsSigningIn()
	again.sees(again.p.T("desktop.salvaged"))
	again.synced()
	kept := false
	w.check(filepath.WalkDir(filepath.Dir(file), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(path)
		kept = kept || bytes.Equal(raw, damaged)
		return err
	}))
	if !kept {
		t.Error("the damaged bytes are not kept anywhere")
	}
}

// digest is the sum of every database of a folder, by name.
func digest(t *testing.T, folder string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".db" { // SQLite may put an empty log beside it
			return err
		}
		raw, err := os.ReadFile(path)
		fmt.Fprintf(&all, "%s %x\n", entry.Name(), sha256.Sum256(raw))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
