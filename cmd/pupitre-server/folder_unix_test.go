//go:build !windows

package main

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"pupitre/cmd/internal/cli"
)

// nobody is the ordinary user of these tests: root may write anywhere.
const nobody = 65534

// A folder without write permission, seen by another user than root.
func TestFolderWithoutWritePermission(t *testing.T) {
	dir, err := os.MkdirTemp("", "pupitre-server-folder-")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{dir, filepath.Join(dir, "below")} {
		cmd := program(t, "serve", "--listen", "127.0.0.1:0", "--data", data)
		cmd.Dir = "/"
		if os.Getuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		}
		got := finish(t, cmd)
		if got.code != cli.Unfit || got.out != "" || !strings.Contains(got.err, "ne peut pas écrire dans le dossier") {
			t.Errorf("%s: %+v", data, got)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// A database of a newer version is refused and stays as it was.
func TestNewerDatabase(t *testing.T) {
	data := t.TempDir()
	if got := runProgram(t, "migrate", "--data", data); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	path := filepath.Join(data, "pupitre-server.db")
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"INSERT INTO server_schema (version_id, is_applied) VALUES (9999, 1)", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode = DELETE",
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"serve", "--listen", "127.0.0.1:0", "--data", data},
		{"migrate", "--data", data},
		{"provider", "list", "--data", data},
		{"backup", "--data", data, "--to", filepath.Join(data, "copy.db")},
	} {
		if got := runProgram(t, args...); got.code != cli.Unfit || got.out != "" || !strings.Contains(got.err, "version plus récente") {
			t.Errorf("%v: %+v", args, got)
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was touched: %v", err)
	}
}
