package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pupitre/data/fault"
	"pupitre/data/store/pgtest"
	"pupitre/data/syncing"
)

// impatient is a database on which waits for locks end soon.
func impatient(t *testing.T) *Server {
	t.Helper()
	s := openURL(t, pgtest.Database(t)+"&lock_timeout=100ms&deadlock_timeout=20ms")
	writeOK(t, s, func(tx *Tx) error {
		for _, id := range []string{testSpace, "provider:b"} {
			if _, err := tx.NewSpace(id); err != nil {
				return err
			}
		}
		return nil
	})
	return s
}

// count adds one to the revision of a space.
func count(tx *Tx, space string) error {
	sp, err := tx.Lock(space)
	if err != nil {
		return err
	}
	return tx.SetRev(space, sp.Rev+1)
}

// terminate ends the connection of a transaction, as an administrator or a fail-over does.
func terminate(t *testing.T, s *Server, tx *Tx) {
	t.Helper()
	var pid int
	if err := tx.sql.QueryRow(`SELECT pg_backend_pid()`).Scan(&pid); err != nil {
		t.Error(err)
	}
	if _, err := s.db.readers.Exec(`SELECT pg_terminate_backend($1, 5000)`, pid); err != nil {
		t.Error(err)
	}
}

func TestPostgresWaitsForALongTransaction(t *testing.T) {
	s := impatient(t)
	locked, failed := make(chan struct{}), make(chan error)
	go func() {
		failed <- s.Write(context.Background(), func(tx *Tx) error {
			err := count(tx, testSpace)
			close(locked)
			time.Sleep(400 * time.Millisecond) // several times what the other waits for a lock
			return err
		})
	}()
	<-locked
	writeOK(t, s, func(tx *Tx) error { return count(tx, testSpace) })
	if err := <-failed; err != nil {
		t.Fatal(err)
	}
	if rev, _ := spaceOf(t, s); rev != 2 || s.Retries() == 0 {
		t.Errorf("revision %d after %d retries, want 2 after some", rev, s.Retries())
	}
}

func TestPostgresSolvesADeadlock(t *testing.T) {
	s := impatient(t)
	const turns = 10
	failures := make(chan error, 2)
	for _, order := range [][]string{{testSpace, "provider:b"}, {"provider:b", testSpace}} {
		go func() {
			var failed error
			for range turns {
				failed = errors.Join(failed, s.Write(context.Background(), func(tx *Tx) error {
					return errors.Join(count(tx, order[0]), count(tx, order[1]))
				}))
			}
			failures <- failed
		}()
	}
	if err := errors.Join(<-failures, <-failures); err != nil {
		t.Fatal(err)
	}
	if rev, _ := spaceOf(t, s); rev != 2*turns {
		t.Errorf("revision %d, want %d", rev, 2*turns)
	}
}

func TestPostgresSurvivesALostConnection(t *testing.T) {
	s := impatient(t)
	runs := 0
	writeOK(t, s, func(tx *Tx) error {
		if runs++; runs == 1 {
			terminate(t, s, tx)
		}
		return count(tx, testSpace)
	})
	if rev, _ := spaceOf(t, s); rev != 1 || runs != 2 {
		t.Errorf("revision %d after %d runs, want 1 after 2", rev, runs)
	}
	runs = 0
	err := s.Read(context.Background(), func(tx *Tx) error {
		if runs++; runs == 1 {
			terminate(t, s, tx)
		}
		_, err := tx.Space(testSpace)
		return err
	})
	if err != nil || runs != 2 {
		t.Errorf("a read: %d runs, %v", runs, err)
	}
}

// A connection that is lost while committing leaves the outcome open. Write says so; WriteRepeatable finds out.
func TestPostgresUnknownOutcome(t *testing.T) {
	s := impatient(t)
	push := func(runs *int) func(tx *Tx) error {
		return func(tx *Tx) error {
			*runs++
			if _, known, err := tx.Ledger(testSpace, "device-1", 1); err != nil || known {
				return err
			}
			err := errors.Join(count(tx, testSpace), tx.PutLedger(testSpace, "device-1", syncing.LedgerEntry{Seq: 1, Hash: "0f"}))
			if *runs == 1 {
				terminate(t, s, tx)
			}
			return err
		}
	}
	runs := 0
	err := s.Write(context.Background(), push(&runs))
	wantKey(t, err, "store.no_connection")
	if !errors.Is(err, errOutcomeUnknown) || fault.CodeOf(err) != fault.Unavailable || runs != 1 {
		t.Errorf("%d runs, %v", runs, err)
	}
	runs = 0
	if err := s.WriteRepeatable(context.Background(), push(&runs)); err != nil || runs != 2 {
		t.Errorf("%d runs, %v", runs, err)
	}
	if rev, _ := spaceOf(t, s); rev != 1 {
		t.Errorf("revision %d, want 1", rev)
	}
}

// "Look, then insert" is right on PostgreSQL too: who was slower looks again.
func TestPostgresLooksAgainAtATakenKey(t *testing.T) {
	s := impatient(t)
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	runs := 0
	writeOK(t, s, func(tx *Tx) error {
		runs++
		_, err := tx.ProviderBySlug("boreale")
		if !fault.Is(err, fault.NotFound) {
			return err
		}
		if runs == 1 { // somebody else is faster
			writeOK(t, s, func(tx *Tx) error { return tx.AddProvider(Provider{ID: "one", Slug: "boreale", CreatedAt: at}) })
		}
		return tx.AddProvider(Provider{ID: "two", Slug: "boreale", CreatedAt: at})
	})
	if runs != 2 {
		t.Errorf("%d runs, want 2", runs)
	}
}

func TestPostgresRefuses(t *testing.T) {
	newer := pgtest.Database(t)
	s := openURL(t, newer)
	if _, err := s.db.writer.Exec(`INSERT INTO server_schema (version_id, is_applied) VALUES (9001, true)`); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ url, key string }{
		"no address of PostgreSQL": {"mysql://root:secret@localhost/x", "store.bad_url"},
		"a port that is none":      {"postgres://me:secret@localhost:port/x", "store.bad_url"},
		"nobody there":             {"postgres://me:secret@127.0.0.1:1/x?connect_timeout=1", "store.no_connection"},
		"an unknown user":          {strings.Replace(newer, "postgres@", "stranger@", 1), "store.access_denied"},
		"an unknown database":      {strings.Replace(newer, "/test_", "/none_", 1), "store.access_denied"},
		"another program's":        {foreignPostgres(t), "store.not_ours"},
		"a newer version":          {newer, "store.newer_version"},
		"a server without writing": {newer + "&target_session_attrs=standby", "store.no_connection"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
			defer cancel()
			s, err := OpenServer(ctx, Options{URL: c.url})
			if err == nil {
				closeOK(t, s)
			}
			wantKey(t, err, c.key)
			if strings.Contains(fmt.Sprintf("%v %+v", err, err), "secret") {
				t.Errorf("the password is in the error: %v", err)
			}
		})
	}
}

// Two servers that start at once on a new database migrate it once.
func TestPostgresMigratesOnce(t *testing.T) {
	url := pgtest.Database(t)
	failures := make(chan error, 3)
	for range cap(failures) {
		go func() {
			s, err := OpenServer(context.Background(), Options{URL: url})
			if err == nil {
				err = s.Close()
			}
			failures <- err
		}()
	}
	for range cap(failures) {
		if err := <-failures; err != nil {
			t.Error(err)
		}
	}
	s := openURL(t, url)
	var twice int
	err := s.db.readers.QueryRow(`SELECT count(*) FROM (SELECT version_id FROM server_schema GROUP BY version_id HAVING count(*) > 1) d`).Scan(&twice)
	if err != nil || twice != 0 {
		t.Errorf("%d migrations done twice, %v", twice, err)
	}
}

func TestPostgresHints(t *testing.T) {
	s := newPostgres(t)
	ctx, cancel := context.WithCancel(context.Background())
	ready, got, ended := make(chan struct{}), make(chan string, 1), make(chan error)
	go func() { ended <- s.Listen(ctx, func() { close(ready) }, func(hint string) { got <- hint }) }()
	<-ready
	if err := s.Notify(ctx, "un indice"); err != nil {
		t.Fatal(err)
	}
	if hint := <-got; hint != "un indice" {
		t.Errorf("%q", hint)
	}
	furnish(t, s)
	heads, err := s.Heads(ctx, []string{testSpace, "provider:none"})
	if err != nil || len(heads) != 1 || heads[0].Space != testSpace || heads[0].Rev != 5 || heads[0].Epoch == "" {
		t.Errorf("%+v %v", heads, err)
	}
	cancel()
	if err := <-ended; err == nil {
		t.Error("listening ended without a reason")
	}
	lite := newServer(t)
	if _, err := lite.Heads(context.Background(), nil); !errors.Is(err, errNotPostgres) {
		t.Errorf("on SQLite: %v", err)
	}
}
