package store

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"pupitre/data/memstore"
	"pupitre/data/store/pgtest"
	"pupitre/data/store/storetest"
)

// newPostgres opens a server's database on PostgreSQL.
func newPostgres(t testing.TB) *Server {
	t.Helper()
	return openURL(t, pgtest.Database(t))
}

func openURL(t testing.TB, url string) *Server {
	t.Helper()
	s, err := OpenServer(context.Background(), Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeOK(t, s) })
	return s
}

func TestPostgresContract(t *testing.T) {
	storetest.ServerStore(t, func(t *testing.T) storetest.Server { return suiteServer{newPostgres(t)} })
}

func TestPostgresAgreesWithItsTwin(t *testing.T) {
	t.Parallel()
	s := newPostgres(t)
	storetest.ServersAgree(t, func(t *rapid.T) (a, b storetest.Server) {
		for _, table := range []string{"history", "mutation", "item", "member", "space", "person", "provider"} {
			if _, err := s.db.writer.Exec("DELETE FROM " + table); err != nil { // far quicker than TRUNCATE for a few rows
				t.Fatal(err)
			}
		}
		return suiteServer{s}, twinServer{memstore.NewServer()}
	})
}

// Columns ordered by a language would give the desktops of one provider other orders than the server, and than SQLite.
func TestPostgresOrdersByBytes(t *testing.T) {
	s := newPostgres(t)
	var linguistic bool
	if err := s.db.readers.QueryRow(`SELECT 'é' < 'z' COLLATE "default"`).Scan(&linguistic); err != nil || !linguistic {
		t.Fatalf("the test's database orders by bytes anyway (%v): this test would show nothing", err)
	}
	rows, err := s.db.readers.Query(`SELECT table_name || '.' || column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		name, err := scanText(rows)
		if err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s is not in the order of bytes", name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
