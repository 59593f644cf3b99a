package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"pupitre/data/fault"
	"pupitre/data/syncing"
)

// opener is one of the two kinds of database, for the tests that hold for both.
type opener struct {
	name string
	kind kind
	open func(o Options) (interface{ Close() error }, error)
	fill func(t testing.TB) string // path of a closed database with something in it
}

var openers = []opener{
	{
		"server", serverKind,
		func(o Options) (interface{ Close() error }, error) {
			s, err := OpenServer(context.Background(), o)
			return s, err
		},
		func(t testing.TB) string {
			s := newServer(t)
			err := s.Write(context.Background(), func(tx *Tx) error {
				if _, err := tx.NewSpace(testSpace); err != nil {
					return err
				}
				return putItems(tx, 1, 150)
			})
			if err != nil {
				t.Fatal(err)
			}
			closeOK(t, s)
			return s.Path()
		},
	},
	{
		"desktop", desktopKind,
		func(o Options) (interface{ Close() error }, error) {
			d, err := OpenDesktop(context.Background(), o)
			return d, err
		},
		func(t testing.TB) string {
			path, _ := busyDesktop(t, 20, 20)
			return path
		},
	},
}

// refusal is a file that must not be opened.
type refusal struct {
	name, key string
	make      func(t *testing.T, k opener) (path string)
}

// changed makes a refusal out of a sound database whose bytes are changed.
func changed(name, key string, change func(b []byte) []byte) refusal {
	return refusal{name, key, func(t *testing.T, k opener) string {
		path := k.fill(t)
		damage(t, path, change)
		return path
	}}
}

var refusals = []refusal{
	{"a newer version", "store.newer_version", func(t *testing.T, k opener) string { return newerCopy(t, k.fill(t), k.kind) }},
	{"a newer version after a crash", "store.newer_version", func(t *testing.T, k opener) string {
		return newerWithLog(t, k.fill(t), k.kind)
	}},
	{"pages that were scribbled over", "store.damaged", func(t *testing.T, k opener) string {
		path := k.fill(t)
		damage(t, path, func([]byte) []byte { return scribbled(t, path) })
		return path
	}},
	changed("a lost first page", "store.damaged", func(b []byte) []byte {
		clear(b[:pageSize])
		return b
	}),
	changed("half of a file", "store.damaged", func(b []byte) []byte { return b[:len(b)/2] }),
	changed("a text", "store.damaged", func([]byte) []byte { return []byte(strings.Repeat("Bonjour! ", 1000)) }),
	{"another program's database", "store.not_ours", func(t *testing.T, _ opener) string { return foreignDatabase(t) }},
	{"the other kind", "store.not_ours", func(t *testing.T, k opener) string {
		i := slices.IndexFunc(openers, func(o opener) bool { return o.name != k.name })
		return openers[i].fill(t)
	}},
	{"a folder", "store.cannot_open", func(t *testing.T, _ opener) string { return t.TempDir() }},
}

func TestOpenRefuses(t *testing.T) {
	for _, k := range openers {
		for _, c := range refusals {
			t.Run(k.name+"/"+c.name, func(t *testing.T) {
				path := c.make(t, k)
				before := snapshot(t, path)
				db, err := k.open(Options{Path: path, BusyTimeout: time.Millisecond})
				if err == nil {
					closeOK(t, db)
				}
				wantKey(t, err, c.key)
				if snapshot(t, path) != before {
					t.Error("the stored bytes were changed")
				}
			})
		}
	}
}

// snapshot is dump for what may be a folder.
func snapshot(t *testing.T, path string) string {
	t.Helper()
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return strings.Join(folder(t, path), "\n")
	}
	return dump(t, path)
}

// newerWithLog is a newer database whose program was killed: its latest commits are in the log.
func newerWithLog(t testing.TB, path string, k kind) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "killed.db")
	db := sql.OpenDB(newConnector(sqliteDSN(path, readWrite, time.Second), "PRAGMA wal_autocheckpoint = 0"))
	defer closeOK(t, db)
	if _, err := db.ExecContext(context.Background(), "INSERT INTO "+k.table+" (version_id, is_applied) VALUES (9001, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := copyDatabase(path, to); err != nil {
		t.Fatal(err)
	}
	if size, err := sizeOf(to + walSuffix); size == 0 || err != nil {
		t.Fatalf("no log: %d bytes, %v", size, err)
	}
	return to
}

func TestOpenWaitsForAnotherProgramThenSaysSo(t *testing.T) {
	for _, k := range openers {
		t.Run(k.name, func(t *testing.T) {
			path := k.fill(t)
			before := dump(t, path)
			other := sql.OpenDB(newConnector(sqliteDSN(path, readWrite, time.Second)))
			defer closeOK(t, other)
			tx, err := other.BeginTx(context.Background(), nil)
			if err != nil {
				t.Fatal(err)
			}
			_, err = k.open(Options{Path: path, BusyTimeout: 20 * time.Millisecond})
			wantKey(t, err, "store.busy")
			if !fault.Is(err, fault.Unavailable) {
				t.Errorf("code %q: the caller must know that trying again helps", fault.CodeOf(err))
			}
			if err := tx.Rollback(); err != nil {
				t.Fatal(err)
			}
			db, err := k.open(Options{Path: path, BusyTimeout: 20 * time.Millisecond})
			if err != nil {
				t.Fatalf("after the other program has gone: %v", err)
			}
			closeOK(t, db)
			if dump(t, path) != before {
				t.Error("the stored bytes were changed")
			}
		})
	}
}

func TestEveryConnectionHasItsSettings(t *testing.T) {
	ctx := context.Background()
	d := newDesktop(t)
	for pool, want := range map[*sql.DB]map[string]string{
		d.db.writer: {
			"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000", "fullfsync": "1",
			"checkpoint_fullfsync": "1", "trusted_schema": "0", "query_only": "0",
		},
		d.db.readers: {"journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "5000", "trusted_schema": "0", "query_only": "1"},
	} {
		for pragma, value := range want {
			var got string
			if err := pool.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&got); err != nil || got != value {
				t.Errorf("%s = %q, %v; want %q", pragma, got, err, value)
			}
		}
	}
}

func TestFilesArePrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no permission bits")
	}
	d := newDesktop(t)
	for _, name := range []string{d.Path(), d.Path() + walSuffix, d.Path() + lockSuffix} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", filepath.Base(name), info, err)
		}
	}
}

func TestPathsNeedNoEscape(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Données de l'été #1 100% & co", "où ça?.db")
	if runtime.GOOS == "windows" {
		path = strings.ReplaceAll(path, "?", "")
	}
	d, err := OpenDesktop(context.Background(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	closeOK(t, d)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestSavedIsThereAfterReopening(t *testing.T) {
	ctx := context.Background()
	d := newDesktop(t)
	var device string
	err := d.Update(func(tx syncing.ClientTx) (err error) {
		device, err = tx.Device()
		return errors.Join(err, tx.PutOutbox(row(1, syncing.Pending)))
	})
	if err != nil {
		t.Fatal(err)
	}
	if id, err := uuid.Parse(device); err != nil || id.Version() != 7 {
		t.Errorf("device %q is no UUID of version 7", device)
	}
	killed := filepath.Join(t.TempDir(), "killed.db") // what a kill -9 leaves, with the log
	if err := copyDatabase(d.Path(), killed); err != nil {
		t.Fatal(err)
	}
	again, err := OpenDesktop(ctx, Options{Path: killed})
	if err != nil {
		t.Fatal(err)
	}
	defer closeOK(t, again)
	err = again.View(func(tx syncing.ClientTx) error {
		id, err := tx.Device()
		if id != device {
			t.Errorf("device %q, want %q", id, device)
		}
		_, missing := tx.OutboxRow(testSpace, 1)
		return errors.Join(err, missing)
	})
	if err != nil {
		t.Error(err)
	}
}

func TestMapErrorKeepsWhatTheCallerAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := newServer(t)
	err := s.Write(ctx, func(tx *Tx) error {
		_, err := tx.NewSpace(testSpace)
		cancel()
		return err
	})
	if !errors.Is(err, context.Canceled) || !fault.Is(err, fault.Unavailable) {
		t.Errorf("a write whose request went away: %v", err)
	}
	err = s.Write(ctx, func(*Tx) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a write for a request that went away before: %v", err)
	}
	err = s.Write(context.Background(), func(tx *Tx) error {
		return tx.SetRev(testSpace, 1)
	})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("the space is there although its transaction was not committed: %v", err)
	}
	err = s.Write(context.Background(), func(tx *Tx) error {
		_, err := tx.exec("test", `INSERT INTO member (provider, person, role, created_at) VALUES ('p', 'q', 'support', 1)`)
		return err
	})
	if !errors.Is(err, ErrForeignKey) {
		t.Errorf("a member of nothing: %v", err)
	}
	err = s.Write(context.Background(), func(tx *Tx) error {
		_, _ = tx.NewSpace(testSpace)
		_, err := tx.NewSpace(testSpace)
		return err
	})
	if !errors.Is(err, ErrUnique) || !fault.Is(err, fault.Conflict) {
		t.Errorf("two spaces of one id: %v", err)
	}
}

func TestARequestThatGoesAwayEndsItsTransaction(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := newServer(t)
	err := s.Write(ctx, func(tx *Tx) error {
		cancel()
		for range 1000 { // the transaction is undone in the background
			if _, err := tx.NewSpace(testSpace); err != nil {
				return err
			}
			if err := tx.execOne("test", `DELETE FROM space WHERE id = $1`, testSpace); err != nil {
				return err
			}
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || !fault.Is(err, fault.Unavailable) {
		t.Errorf("error %v", err)
	}
}

func TestAClosedStoreSaysSo(t *testing.T) {
	d := newDesktop(t)
	closeOK(t, d)
	err := d.Update(func(syncing.ClientTx) error { return nil })
	if !fault.Is(err, fault.Internal) {
		t.Errorf("error %v, want an internal one: it is a defect of the caller", err)
	}
	wantKey(t, err, "error.unexpected")
}
