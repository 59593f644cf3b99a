//go:build !windows

package store

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"pupitre/data/syncing"
)

// nobody is the ordinary user of these tests: root may write anywhere.
const nobody = 65534

// childEnv names the folder that a child process may use; without it TestAsOrdinaryUser starts one.
const childEnv = "PUPITRE_STORE_TEST_FOLDER"

// asOrdinary runs the test pattern again in a process of another user than root, in a folder of its own.
func asOrdinary(t *testing.T, pattern string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "pupitre-store")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { removeTree(t, dir) })
	program, home := filepath.Join(dir, "store.test"), filepath.Join(dir, "home")
	if err := errors.Join(os.Chmod(dir, 0o755), copyProgram(program), os.Mkdir(home, 0o700)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-test.run=^"+pattern+"$", "-test.v", "-test.count=1")
	cmd.Dir = home
	cmd.Env = append(os.Environ(), childEnv+"="+home, "TMPDIR="+home)
	if os.Getuid() == 0 {
		if err := os.Chown(home, nobody, nobody); err != nil {
			t.Fatal(err)
		}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatalf("as an ordinary user: %v", err)
	}
	if !strings.Contains(string(out), "--- PASS: "+pattern) || strings.Contains(string(out), "--- SKIP") {
		t.Fatal("as an ordinary user: the test did not run")
	}
}

func copyProgram(to string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	in, err := os.Open(self)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o755)
	if err != nil {
		return errors.Join(err, in.Close())
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, in.Close(), out.Close())
}

// removeTree also removes folders without write permission, for somebody who is not root.
func removeTree(t *testing.T, dir string) {
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			err = os.Chmod(path, 0o700)
		}
		return err
	})
	if err := errors.Join(err, os.RemoveAll(dir)); err != nil {
		t.Error(err)
	}
}

func TestAsOrdinaryUser(t *testing.T) {
	if os.Getenv(childEnv) == "" {
		asOrdinary(t, "TestAsOrdinaryUser")
		return
	}
	if os.Getuid() == 0 {
		t.Fatal("still root: permissions would not count")
	}
	for _, k := range openers {
		t.Run(k.name+"/a folder that cannot be written", func(t *testing.T) { folderReadOnly(t, k) })
		t.Run(k.name+"/a file that cannot be written", func(t *testing.T) { fileReadOnly(t, k) })
		t.Run(k.name+"/a new store where it may not be", func(t *testing.T) { newInReadOnly(t, k) })
	}
	t.Run("salvage in a folder that cannot be written", salvageReadOnly)
	t.Run("backup and restore in a folder that cannot be written", backupReadOnly)
	t.Run("a real limit of the system is a full disk", fileSizeLimit)
}

// chmod changes permissions, and gives them back after the test.
func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.Chmod(path, 0o700); err != nil {
			t.Error(err)
		}
	})
}

func wantRefused(t *testing.T, k opener, path string) {
	t.Helper()
	db, err := k.open(Options{Path: path})
	if err == nil {
		closeOK(t, db)
	}
	wantKey(t, err, "store.not_writable")
}

func folderReadOnly(t *testing.T, k opener) {
	path := k.fill(t)
	before := dump(t, path)
	chmod(t, filepath.Dir(path), 0o500)
	wantRefused(t, k, path)
	if dump(t, path) != before {
		t.Error("the stored bytes were changed")
	}
}

func fileReadOnly(t *testing.T, k opener) {
	path := k.fill(t)
	before := dump(t, path)
	chmod(t, path, 0o400)
	wantRefused(t, k, path)
	if dump(t, path) != before {
		t.Error("the stored bytes were changed")
	}
}

func newInReadOnly(t *testing.T, k opener) {
	dir := t.TempDir()
	chmod(t, dir, 0o500)
	wantRefused(t, k, filepath.Join(dir, "new.db"))
	wantRefused(t, k, filepath.Join(dir, "deeper", "new.db"))
	if got := folder(t, dir); len(got) != 0 {
		t.Errorf("files left behind: %q", got)
	}
}

func salvageReadOnly(t *testing.T) {
	path, _ := busyDesktop(t, 3, 3)
	damage(t, path, func(b []byte) []byte {
		clear(b[:pageSize])
		return b
	})
	before, files := dump(t, path), folder(t, filepath.Dir(path))
	chmod(t, filepath.Dir(path), 0o500)
	_, err := Salvage(context.Background(), path)
	wantKey(t, err, "store.not_writable")
	if dump(t, path) != before || len(folder(t, filepath.Dir(path))) != len(files) {
		t.Error("the damaged file or its folder was changed")
	}
}

func backupReadOnly(t *testing.T) {
	ctx := context.Background()
	s := filledServer(t, 3)
	dir := t.TempDir()
	if err := s.Backup(ctx, filepath.Join(dir, "backup.db")); err != nil {
		t.Fatal(err)
	}
	chmod(t, dir, 0o500)
	wantKey(t, s.Backup(ctx, filepath.Join(dir, "second.db")), "store.not_writable")

	old := filledServer(t, 1)
	closeOK(t, old)
	before := dump(t, old.Path())
	chmod(t, filepath.Dir(old.Path()), 0o500)
	_, err := Restore(ctx, filepath.Join(dir, "backup.db"), Options{Path: old.Path()})
	wantKey(t, err, "store.not_writable")
	if dump(t, old.Path()) != before {
		t.Error("the database was changed")
	}
}

// fileSizeLimit lets writes fail in the system rather than in SQLite.
func fileSizeLimit(t *testing.T) {
	d := newDesktop(t)
	signal.Ignore(syscall.SIGXFSZ)
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	limited := old
	limited.Cur = 400 << 10
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limited); err != nil {
		t.Fatal(err)
	}
	n := fillDesktop(t, d)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	wantFull(t, d, n)
	if err := d.Update(func(tx syncing.ClientTx) error { return tx.PutMeta("after", bulk) }); err != nil {
		t.Errorf("after room was made: %v", err)
	}
}
