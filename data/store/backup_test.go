package store

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

const testSpace = "provider:0190a1b2-0000-7000-8000-000000000001"

// filledServer opens a server's database with one space of n items.
func filledServer(t *testing.T, n int64) *Server {
	t.Helper()
	s := newServer(t)
	writeOK(t, s, func(tx *Tx) error {
		if _, err := tx.NewSpace(testSpace); err != nil {
			return err
		}
		return putItems(tx, 1, n)
	})
	return s
}

// putItems writes items with the revisions from to to.
func putItems(tx *Tx, from, to int64) error {
	for rev := from; rev <= to; rev++ {
		it := wire.Item{Entity: "profile", Field: strings.Repeat("f", int(rev)), Value: wire.Value(`"v"`), Rev: rev, Audience: access.Everyone}
		if err := tx.PutItem(testSpace, it); err != nil {
			return err
		}
	}
	return tx.SetRev(testSpace, to)
}

func writeOK(t *testing.T, s *Server, f func(tx *Tx) error) {
	t.Helper()
	if err := s.Write(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// rev and epoch of the test's space.
func spaceOf(t *testing.T, s *Server) (rev int64, epoch string) {
	t.Helper()
	err := s.Read(context.Background(), func(tx *Tx) error {
		sp, err := tx.Space(testSpace)
		rev, epoch = sp.Rev, sp.Epoch
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return rev, epoch
}

func wantKey(t *testing.T, err error, key string) {
	t.Helper()
	if got, _ := fault.KeyOf(err); got != key {
		t.Fatalf("error %v has the sentence %q, want %q", err, got, key)
	}
}

// folder lists the files of a folder, lock files left out.
func folder(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), lockSuffix) {
			names = append(names, e.Name())
		}
	}
	return names
}

func TestBackupWhileWriting(t *testing.T) {
	ctx := context.Background()
	s := filledServer(t, 3)
	to := filepath.Join(t.TempDir(), "copie du jour.db")
	writeOK(t, s, func(tx *Tx) error {
		if err := putItems(tx, 4, 9); err != nil {
			return err
		}
		return s.Backup(ctx, to) // of the state before this transaction
	})
	if got := folder(t, filepath.Dir(to)); !slices.Equal(got, []string{"copie du jour.db"}) {
		t.Errorf("files beside the backup: %q", got)
	}
	info, err := os.Stat(to)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("permissions %v, %v; password hashes are in there", info.Mode(), err)
	}
	b, err := OpenServer(ctx, Options{Path: to})
	if err != nil {
		t.Fatal(err)
	}
	defer closeOK(t, b)
	if rev, _ := spaceOf(t, b); rev != 3 {
		t.Errorf("revision in the backup: %d, want 3", rev)
	}
}

func TestBackupNeverOverwrites(t *testing.T) {
	s := filledServer(t, 1)
	to := filepath.Join(t.TempDir(), "backup.db")
	if err := os.WriteFile(to, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := s.Backup(context.Background(), to)
	wantKey(t, err, "store.backup_exists")
	if got, err := os.ReadFile(to); string(got) != "precious" || err != nil {
		t.Errorf("the file is now %q, %v", got, err)
	}
	if got := folder(t, filepath.Dir(to)); len(got) != 1 {
		t.Errorf("files left behind: %q", got)
	}
}

func TestRestore(t *testing.T) {
	ctx := context.Background()
	s := filledServer(t, 3)
	_, before := spaceOf(t, s)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	saved := dump(t, backup)
	writeOK(t, s, func(tx *Tx) error { return putItems(tx, 4, 9) })
	o := Options{Path: s.Path(), Now: func() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC) }}

	_, err := Restore(ctx, backup, o)
	wantKey(t, err, "store.busy") // the server is running
	if rev, _ := spaceOf(t, s); rev != 9 {
		t.Fatalf("revision %d after a refused restore, want 9", rev)
	}
	closeOK(t, s)

	report, err := Restore(ctx, backup, o)
	if err != nil {
		t.Fatal(err)
	}
	if want := s.Path() + ".replaced-20260304T050607Z"; report.Replaced != want || report.Spaces != 1 {
		t.Errorf("report %+v, want %s and 1 space", report, want)
	}
	if dump(t, backup) != saved {
		t.Error("the backup was changed")
	}
	wantRestored(t, s.Path(), 3, before)
	wantRestored(t, report.Replaced, 9, "")
	if got := folder(t, filepath.Dir(s.Path())); len(got) != 2 {
		t.Errorf("files beside the database: %q", got)
	}
}

// wantRestored opens a database and checks its revision, and that its epoch is another than old.
func wantRestored(t *testing.T, path string, rev int64, old string) {
	t.Helper()
	s, err := OpenServer(context.Background(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	defer closeOK(t, s)
	if got, epoch := spaceOf(t, s); got != rev || epoch == old {
		t.Errorf("%s: revision %d, epoch %q; want %d and another epoch", filepath.Base(path), got, epoch, rev)
	}
}

func TestRestoreIntoAnEmptyFolder(t *testing.T) {
	ctx := context.Background()
	s := filledServer(t, 2)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "new", "server.db")
	report, err := Restore(ctx, backup, Options{Path: to})
	if err != nil || report.Replaced != "" {
		t.Fatalf("report %+v, error %v", report, err)
	}
	wantRestored(t, to, 2, "")
}

func TestRestoreRefuses(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	desktop := newDesktop(t)
	closeOK(t, desktop)
	sound := filledServer(t, 200)
	closeOK(t, sound)
	cases := map[string]struct{ from, key string }{
		"a missing file":      {filepath.Join(dir, "none.db"), "store.backup_missing"},
		"an empty file":       {file("empty.db", nil), "store.backup_missing"},
		"another kind":        {desktop.Path(), "store.not_ours"},
		"not a database":      {file("text.db", []byte(strings.Repeat("not a database ", 400))), "store.damaged"},
		"a damaged database":  {file("damaged.db", scribbled(t, sound.Path())), "store.damaged"},
		"a newer version":     {newerCopy(t, sound.Path(), serverKind), "store.newer_version"},
		"half of a database":  {file("half.db", readFile(t, sound.Path())[:8192]), "store.damaged"},
		"somebody's database": {foreignDatabase(t), "store.not_ours"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := filledServer(t, 1)
			closeOK(t, s)
			before := dump(t, s.Path())
			_, err := Restore(context.Background(), c.from, Options{Path: s.Path()})
			wantKey(t, err, c.key)
			if dump(t, s.Path()) != before {
				t.Error("the database was changed")
			}
			if got := folder(t, filepath.Dir(s.Path())); len(got) != 1 {
				t.Errorf("files left behind: %q", got)
			}
		})
	}
}
