package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/store/pgtest"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// furnish puts something into the tables of every kind: texts, numbers, truths, nothing, bytes.
func furnish(t *testing.T, s *Server) {
	t.Helper()
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	writeOK(t, s, func(tx *Tx) error {
		if _, err := tx.NewSpace(testSpace); err != nil {
			return err
		}
		if err := (suiteTx{tx}).AddMember(access.Member{Provider: "provider-1", Person: "person-1", Role: access.Primary}); err != nil {
			return err
		}
		if err := tx.PutDevice(Device{ID: "device-1", Person: "person-1", Name: "L’ordinateur « é »", CreatedAt: at}); err != nil {
			return err
		}
		if err := tx.PutLedger(testSpace, "device-1", syncing.LedgerEntry{Seq: 1, Hash: "0f"}); err != nil {
			return err
		}
		if err := tx.AppendHistory(testSpace, syncing.History{Rev: 1, Entity: "profile", Field: "f", New: wire.Value(`"v"`), At: at}); err != nil {
			return err
		}
		if err := tx.Bury(testSpace, wire.Item{Entity: "event:1", Rev: 9, Audience: access.Everyone}); err != nil {
			return err
		}
		return putItems(tx, 1, 5)
	})
}

// content is every row of every table of data, as text, without the epochs.
func content(t *testing.T, s *Server) string {
	t.Helper()
	file, err := OpenServer(context.Background(), Options{Path: filepath.Join(t.TempDir(), "schema.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer closeOK(t, file)
	tables, err := tablesOf(context.Background(), file.db.writer)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, table := range tables {
		rows, err := s.db.readers.Query(table.selectAll())
		if err != nil {
			t.Fatal(err)
		}
		row := newCells(len(table.columns))
		for rows.Next() {
			if err := rows.Scan(row.pointers...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprint(&b, table.name)
			for i, v := range row.values {
				if table.columns[i] != "epoch" {
					fmt.Fprintf(&b, " %s=%T:%v", table.columns[i], v, v)
				}
			}
			b.WriteByte('\n')
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func backupOf(t *testing.T, s *Server) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copie.db")
	if err := s.Backup(context.Background(), to); err != nil {
		t.Fatal(err)
	}
	if got := folder(t, filepath.Dir(to)); len(got) != 1 {
		t.Errorf("files beside the backup: %q", got)
	}
	return to
}

// A backup of either database restores into either, and each has the same content in the end, with new epochs.
func TestBackupsRestoreIntoEither(t *testing.T) {
	ctx := context.Background()
	for _, from := range []string{"SQLite", "PostgreSQL"} {
		for _, to := range []string{"SQLite", "PostgreSQL"} {
			t.Run(from+" to "+to, func(t *testing.T) {
				place := func(kind string) Options {
					if kind == "SQLite" {
						return Options{Path: filepath.Join(t.TempDir(), "server.db")}
					}
					return Options{URL: pgtest.Database(t)}
				}
				source, err := OpenServer(ctx, place(from))
				if err != nil {
					t.Fatal(err)
				}
				furnish(t, source)
				want, backup := content(t, source), backupOf(t, source)
				_, epoch := spaceOf(t, source)
				closeOK(t, source)
				target := place(to)
				report, err := Restore(ctx, backup, target)
				if err != nil || report.Replaced != "" || report.Spaces != 1 {
					t.Fatalf("%+v %v", report, err)
				}
				restored, err := OpenServer(ctx, target)
				if err != nil {
					t.Fatal(err)
				}
				defer closeOK(t, restored)
				if got := content(t, restored); got != want {
					t.Errorf("restored:\n%s\nwant:\n%s", got, want)
				}
				if _, now := spaceOf(t, restored); now == epoch {
					t.Error("the epoch is the old one")
				}
			})
		}
	}
}

func TestPostgresRestoreKeepsWhatStoodThere(t *testing.T) {
	ctx := context.Background()
	o := Options{URL: pgtest.Database(t), Now: func() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC) }}
	s, err := OpenServer(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	furnish(t, s)
	backup := backupOf(t, s)
	writeOK(t, s, func(tx *Tx) error { return putItems(tx, 10, 12) })

	_, err = Restore(ctx, backup, o)
	wantKey(t, err, "store.busy") // a server is running
	if rev, _ := spaceOf(t, s); rev != 12 {
		t.Fatalf("revision %d after a refused restore, want 12", rev)
	}
	closeOK(t, s)

	report, err := Restore(ctx, backup, o)
	if err != nil || report.Replaced != "pupitre_replaced_20260304t050607" {
		t.Fatalf("%+v %v", report, err)
	}
	s = openURL(t, o.URL)
	if rev, _ := spaceOf(t, s); rev != 5 {
		t.Errorf("revision %d after the restore, want 5", rev)
	}
	var kept int64
	if err := s.db.readers.QueryRow(`SELECT rev FROM pupitre_replaced_20260304t050607.space`).Scan(&kept); err != nil || kept != 12 {
		t.Errorf("kept beside: revision %d, %v; want 12", kept, err)
	}
	var schemas int
	err = s.db.readers.QueryRow(`SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'pupitre_restore_%'`).Scan(&schemas)
	if err != nil || schemas != 0 {
		t.Errorf("%d schemas left from the work, %v", schemas, err)
	}
	writeOK(t, s, func(tx *Tx) error { return putItems(tx, 20, 21) }) // indexes and keys have come along
}

func TestPostgresRestoreWaitsForAServerThatIsEnding(t *testing.T) {
	o := Options{URL: pgtest.Database(t)}
	s := openURL(t, o.URL)
	furnish(t, s)
	backup := backupOf(t, s)
	ended := make(chan error)
	go func() {
		time.Sleep(partings / 10)
		ended <- s.Close()
	}()
	_, err := Restore(context.Background(), backup, o)
	if err := errors.Join(err, <-ended); err != nil {
		t.Error(err)
	}
}

func TestPostgresRestoreRefuses(t *testing.T) {
	ctx := context.Background()
	sound := filledServer(t, 200)
	closeOK(t, sound)
	damaged := filepath.Join(t.TempDir(), "damaged.db")
	if err := os.WriteFile(damaged, scribbled(t, sound.Path()), 0o600); err != nil {
		t.Fatal(err)
	}
	url := pgtest.Database(t)
	_, err := Restore(ctx, damaged, Options{URL: url})
	wantKey(t, err, "store.damaged")
	_, err = Restore(ctx, filepath.Join(t.TempDir(), "none.db"), Options{URL: url})
	wantKey(t, err, "store.backup_missing")
	_, err = Restore(ctx, sound.Path(), Options{URL: foreignPostgres(t)})
	wantKey(t, err, "store.not_ours")
}

// foreignPostgres is a database of another program.
func foreignPostgres(t *testing.T) (url string) {
	t.Helper()
	url = pgtest.Database(t)
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer closeOK(t, db)
	if _, err := db.Exec(`CREATE TABLE recipe (name TEXT)`); err != nil {
		t.Fatal(err)
	}
	return url
}

func TestRenewEpochs(t *testing.T) {
	s := newPostgres(t)
	furnish(t, s)
	rev, before := spaceOf(t, s)
	n, err := s.RenewEpochs(context.Background())
	if after, epoch := spaceOf(t, s); err != nil || n != 1 || after != rev || epoch == before {
		t.Errorf("%d spaces, %v, revision %d, epoch %q; before %d, %q", n, err, after, epoch, rev, before)
	}
}
