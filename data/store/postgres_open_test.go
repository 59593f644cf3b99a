package store

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"pupitre/data/store/pgtest"
)

func TestPlaceOf(t *testing.T) {
	for address, want := range map[string]string{
		"postgres://me:secret@db1:5432,db2:5433/pupitre?sslmode=verify-full": "postgres://db1:5432,db2:5433/pupitre",
		"postgres://me:secret@/pupitre?host=/run/postgresql":                 "postgres:///run/postgresql/pupitre",
		"postgres://me:se%cret@db1/x":                                        "postgres://", // not understood: nothing is shown
	} {
		if got := PlaceOf(address); got != want {
			t.Errorf("PlaceOf(%q) = %q, want %q", address, got, want)
		}
	}
}

// A statement time-out would end the wait of a commit for its standby and report it as done; a commit that does not wait for
// the disk may be lost by a crash. See decision 10.
func TestPostgresSettings(t *testing.T) {
	s := openURL(t, pgtest.Database(t)+"&synchronous_commit=off")
	show := func(name string) (written, read string) {
		t.Helper()
		err := errors.Join(s.db.writer.QueryRow(`SELECT current_setting($1)`, name).Scan(&written),
			s.db.readers.QueryRow(`SELECT current_setting($1)`, name).Scan(&read))
		if err != nil {
			t.Fatal(err)
		}
		return written, read
	}
	for name, want := range map[string][2]string{
		"statement_timeout":                   {"0", "15s"},
		"lock_timeout":                        {"5s", "5s"},
		"idle_in_transaction_session_timeout": {"30s", "30s"},
		"synchronous_commit":                  {"on", "on"},
		"application_name":                    {"pupitre-server", "pupitre-server"},
	} {
		if written, read := show(name); written != want[0] || read != want[1] {
			t.Errorf("%s: writers %q, readers %q; want %q", name, written, read, want)
		}
	}
	// A stricter promise of the operator stays.
	strict := openURL(t, pgtest.Database(t)+"&synchronous_commit=remote_apply")
	var got string
	if err := strict.db.writer.QueryRow(`SHOW synchronous_commit`).Scan(&got); err != nil || got != "remote_apply" {
		t.Errorf("synchronous_commit %q, %v; want remote_apply", got, err)
	}
}

func TestPostgresMigrationsAreTranslated(t *testing.T) {
	files := postgresFiles{fstest.MapFS{"1.sql": {Data: []byte("CREATE TABLE t (a TEXT NOT NULL, b BLOB, text BIGINT); -- TEXTS")}}}
	got, err := fs.ReadFile(files, "1.sql")
	if want := `CREATE TABLE t (a TEXT COLLATE "C" NOT NULL, b BYTEA, text BIGINT); -- TEXTS`; err != nil || string(got) != want {
		t.Errorf("%s, %v; want %s", got, err, want)
	}
}

func TestTablesInOrder(t *testing.T) {
	got, err := inOrder([]table{{name: "c", refs: []string{"b", "c"}}, {name: "b", refs: []string{"a"}}, {name: "a"}})
	if err != nil || len(got) != 3 || got[0].name != "a" || got[1].name != "b" || got[2].name != "c" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := inOrder([]table{{name: "a", refs: []string{"b"}}, {name: "b", refs: []string{"a"}}}); !errors.Is(err, errCycle) {
		t.Errorf("a circle: %v", err)
	}
}
