package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/blob"
	"pupitre/data/store/pgtest"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// newWalled opens a database on PostgreSQL whose role is no superuser, with the providers p1 and p2. Each has exactly one row
// in every table that is keyed by a provider, its space or its federation.
func newWalled(t testing.TB) *Server {
	t.Helper()
	address, _ := pgtest.OwnedDatabase(t)
	s := openURL(t, address)
	for n, p := range []string{"p1", "p2"} {
		if err := s.Write(context.Background(), func(tx *Tx) error { return furnishWalled(tx, p, n) }); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func furnishWalled(tx *Tx, p string, n int) error {
	at, space, person := time.UnixMilli(1), syncing.ProviderSpace(p), "a-"+p
	if err := tx.AddProvider(Provider{ID: p, Slug: p, CreatedAt: at}); err != nil {
		return err
	}
	if _, err := tx.NewSpace(space); err != nil {
		return err
	}
	picture := Blob{Info: blob.Info{SHA256: fmt.Sprintf("%064d", n), Type: "image/png"}, Body: []byte{1}, CreatedAt: at}
	err := errors.Join(
		tx.AddPerson(Person{ID: person, Email: p + "@x.example", Code: fmt.Sprintf("10004%d", n), CreatedAt: at}),
		tx.AddMember(access.Member{Provider: p, Person: person, Role: access.Primary}, at),
		tx.AddInvite(Invite{SecretHash: p, Provider: p, Person: person, CreatedAt: at, ExpiresAt: at}),
		tx.AddKioskCode(KioskCode{SecretHash: p, Provider: p, Person: person, CreatedAt: at, ExpiresAt: at}),
		tx.AddFederation(Federation{ID: "f-" + p, Provider: p, CreatedAt: at}),
		tx.PutPortalAccess(PortalAdministrator{Federation: "f-" + p, Person: person, Access: access.EnterpriseAdmin, CreatedAt: at}),
		tx.AddImport(Import{ID: "i-" + p, Federation: "f-" + p, Person: person, State: wire.ImportRunning, Report: "{}", MadeAt: at}),
		tx.AddImportProblems("i-"+p, 0, []string{"{}"}),
		tx.PutItem(space, wire.Item{Entity: "profile", Field: "name", Value: wire.Value(`"x"`), Rev: 1, At: at}),
		tx.AppendHistory(space, syncing.History{Rev: 1, Entity: "profile", Field: "name", At: at}),
		tx.PutLedger(space, "d", syncing.LedgerEntry{Seq: 1}),
		tx.PutBlob(p, picture),
	)
	if err != nil {
		return err
	}
	if _, err := tx.PutAppServerState(p, AppServerState{State: `{}`, Holder: "h", Until: at}, at); err != nil {
		return err
	}
	generation, err := tx.NewGeneration("f-"+p, at)
	if err != nil {
		return err
	}
	return tx.AddDirectoryRows(generation, []wire.DirectoryRow{{ID: "u1", Kind: "user", Body: []byte(`{}`)}})
}

// walled lists the tables behind the wall.
func walled(t *testing.T, s *Server) []string {
	t.Helper()
	names, err := textsOf(t.Context(), s.db.readers, `SELECT relname::text FROM pg_class
		WHERE relrowsecurity AND relforcerowsecurity AND relnamespace = current_schema()::regnamespace ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// A table that names a provider, a space or a federation in its rows stands behind the wall: whoever adds one decides so.
func TestEveryTableOfProvidersIsWalled(t *testing.T) {
	s := newWalled(t)
	keyed, err := textsOf(t.Context(), s.db.readers, `SELECT DISTINCT table_name::text FROM information_schema.columns
		WHERE table_schema = current_schema() AND column_name IN ('provider', 'space', 'federation', 'generation') ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	if len(keyed) < 9 {
		t.Fatalf("only %v: the test does not look where they are", keyed)
	}
	behind := walled(t, s)
	for _, table := range keyed {
		if !slices.Contains(behind, table) {
			t.Errorf("%s belongs to providers and has no row-level security: see 00005_people.sql", table)
		}
	}
}

// Queries that forget to ask for a provider find nothing of another, and change nothing.
func TestTheWall(t *testing.T) {
	s := newWalled(t)
	within := For(t.Context(), "p1")
	count := func(ctx context.Context, table string) (n int) {
		t.Helper()
		if err := s.Read(ctx, func(tx *Tx) error {
			query := "SELECT count(*) FROM " + table
			return tx.row("test", query).scan(&n)
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	tables := walled(t, s)
	if len(tables) < 11 {
		t.Fatalf("only %v", tables)
	}
	for _, table := range tables {
		all, mine, nobodys := count(t.Context(), table), count(within, table), count(For(t.Context(), "p3"), table)
		if table == "presence" {
			continue // comes and goes
		}
		if all != 2 || mine != 1 || nobodys != 0 {
			t.Errorf("%s: %d rows, %d within a provider, %d within another: want 2, 1, 0", table, all, mine, nobodys)
		}
	}
	if n := count(t.Context(), "item"); n != 2 {
		t.Errorf("the scope of a transaction outlived it: %d rows", n)
	}
}

func TestTheWallForWriters(t *testing.T) {
	s := newWalled(t)
	within := For(t.Context(), "p1")
	for query, want := range map[string]int64{
		`UPDATE member SET lead = TRUE`:            1,
		`UPDATE item SET value = '"y"'`:            1,
		`DELETE FROM directory_row`:                1,
		`DELETE FROM kiosk_code`:                   1,
		`UPDATE space SET rev = rev`:               1,
		`DELETE FROM invite WHERE provider = 'p2'`: 0,
	} {
		err := s.Write(within, func(tx *Tx) error {
			query := query
			n, err := tx.exec("test", query)
			if n != want {
				t.Errorf("%s: %d rows, want %d", query, n, want)
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", query, err)
		}
	}
	at := time.UnixMilli(1)
	for name, f := range map[string]func(*Tx) error{
		"an item": func(tx *Tx) error {
			return tx.PutItem(syncing.ProviderSpace("p2"), wire.Item{Entity: "profile", Field: "stolen", Rev: 2, At: at})
		},
		"an item that is there": func(tx *Tx) error {
			return tx.PutItem(syncing.ProviderSpace("p2"), wire.Item{Entity: "profile", Field: "name", Rev: 3, At: at})
		},
		"a member": func(tx *Tx) error {
			return tx.AddMember(access.Member{Provider: "p2", Person: "a-p1", Role: access.Delegate}, at)
		},
		"a row of a directory": func(tx *Tx) error {
			return tx.AddDirectoryRows(2, []wire.DirectoryRow{{ID: "u2", Kind: "user", Body: []byte(`{}`)}})
		},
	} {
		if err := s.Write(within, f); err == nil {
			t.Errorf("%s was written into another provider", name)
		}
	}
	if err := s.Read(t.Context(), func(tx *Tx) error {
		it, ok, err := tx.Item(syncing.ProviderSpace("p2"), "profile", "name")
		if !ok || string(it.Value) != `"x"` {
			t.Errorf("%v %s: what is another's has changed", ok, it.Value)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

// Everywhere lifts the wall for a question, and puts it back.
func TestEverywhere(t *testing.T) {
	s := newWalled(t)
	err := s.Read(For(t.Context(), "p1"), func(tx *Tx) error {
		count := func() (n int) {
			if err := tx.row("test", `SELECT count(*) FROM member`).scan(&n); err != nil {
				t.Error(err)
			}
			return n
		}
		before, during := count(), 0
		err := tx.Everywhere(func() error {
			during = count()
			return nil
		})
		if after := count(); before != 1 || during != 2 || after != 1 {
			t.Errorf("%d, %d, %d rows; want 1, 2, 1", before, during, after)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// BenchmarkWall measures what the wall costs a page of the feed and a page of a directory.
func BenchmarkWall(b *testing.B) {
	s := newWalled(b)
	at, space := time.UnixMilli(1), syncing.ProviderSpace("p1")
	var generation int64
	err := s.Write(context.Background(), func(tx *Tx) (err error) {
		for n := range 5000 {
			it := wire.Item{Entity: fmt.Sprintf("e%d", n), Field: "f", Value: wire.Value("1"), Rev: int64(n + 2), At: at, Audience: access.Everyone}
			if err := tx.PutItem(space, it); err != nil {
				return err
			}
		}
		if generation, err = tx.NewGeneration("f-p1", at); err != nil {
			return err
		}
		rows := make([]wire.DirectoryRow, 20_000)
		for n := range rows {
			rows[n] = wire.DirectoryRow{ID: fmt.Sprintf("%07d", n), Kind: "user", Body: []byte(`{"name":"Zoé Roy","number":"+15145550123"}`)}
		}
		return tx.AddDirectoryRows(generation, rows)
	})
	if err != nil {
		b.Fatal(err)
	}
	for name, ctx := range map[string]context.Context{"open": context.Background(), "walled": For(context.Background(), "p1")} {
		b.Run("feed/"+name, func(b *testing.B) {
			for b.Loop() {
				err := s.Read(ctx, func(tx *Tx) error {
					items, err := tx.Items(space, 1000, []string{access.Everyone}, 500)
					if len(items) != 500 {
						b.Fatalf("%d items", len(items))
					}
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("rows/"+name, func(b *testing.B) {
			for b.Loop() {
				err := s.Read(ctx, func(tx *Tx) error {
					rows, err := tx.DirectoryRows(generation, "0010000", 1000)
					if len(rows) != 1000 {
						b.Fatalf("%d rows", len(rows))
					}
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
