package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/wire"
)

// dump is the bytes of a database and its log; an empty log says nothing.
func dump(t testing.TB, path string) string {
	t.Helper()
	out := string(readFile(t, path))
	if log, err := os.ReadFile(path + walSuffix); err == nil && len(log) > 0 {
		out += "\x00log\x00" + string(log)
	}
	return out
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// scribbled is the content of a database with all but its first page's head overwritten here and there.
func scribbled(t testing.TB, path string) []byte {
	t.Helper()
	b := readFile(t, path)
	for page := 1; page*4096 < len(b); page++ {
		copy(b[page*4096:], "scribbled over by a failing disk")
	}
	return b
}

// raw runs a statement on a closed database, as another program would.
func raw(t testing.TB, path string, statements ...string) {
	t.Helper()
	if err := createPrivate(path); err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(newConnector(sqliteDSN(path, readWrite, time.Second)))
	for _, s := range statements {
		if _, err := db.ExecContext(context.Background(), s); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// newerCopy is a copy of a database that a later program has migrated.
func newerCopy(t testing.TB, path string, k kind) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "newer.db")
	if err := copyFile(path, to); err != nil {
		t.Fatal(err)
	}
	raw(t, to, "INSERT INTO "+k.table+" (version_id, is_applied) VALUES (9001, 1)", "CREATE TABLE of_the_future (x)")
	return to
}

// foreignDatabase is a sound database of another program.
func foreignDatabase(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "foreign.db")
	raw(t, path, "CREATE TABLE recipe (name TEXT)", "INSERT INTO recipe VALUES ('pouding chômeur')")
	return path
}

// benchItem is a field like many.
func benchItem(rev int64) wire.Item {
	return wire.Item{
		Entity: "section", Field: fmt.Sprintf("field %d", rev), Value: wire.Value(`"Téléphonie Boréale"`), Rev: rev,
		Audience: access.Everyone, Device: "device", Seq: rev, Person: "person", At: savedAt,
	}
}
