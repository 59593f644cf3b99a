package store

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/fault"
	"pupitre/data/store/pgtest"
	"pupitre/data/wire"
)

// shelfOf is a server with a federation whose directory has some rows.
func shelfOf(t *testing.T, s *Server, n int) (first int64) {
	t.Helper()
	at := time.UnixMilli(1)
	mustDo(t, s.Write(t.Context(), func(tx *Tx) (err error) {
		mustDo(t, tx.AddProvider(Provider{ID: "p", CreatedAt: at}))
		mustDo(t, tx.AddFederation(Federation{ID: "f", Provider: "p", Name: "Boréal", CreatedAt: at}))
		if first, err = tx.BeginGeneration(Generation{Federation: "f", MadeAt: at, Cause: wire.ChangeImport, Person: "x"}); err != nil {
			return err
		}
		if err := tx.AddDirectoryRows(first, numbered(n)); err != nil {
			return err
		}
		return tx.TakePlace("f", first, 0, at)
	}))
	return first
}

func numbered(n int) (rows []wire.DirectoryRow) {
	for i := range n {
		rows = append(rows, wire.DirectoryRow{ID: fmt.Sprintf("%03d", i), Kind: "user", Body: []byte(`{}`)})
	}
	return rows
}

func openFile(t *testing.T) *Server {
	t.Helper()
	s, err := OpenServer(t.Context(), Options{Path: filepath.Join(t.TempDir(), "server.db")})
	mustDo(t, err)
	t.Cleanup(func() { mustDo(t, s.Close()) })
	return s
}

// A generation is copied in pieces, changed, takes the place of the one that it was made from, and gives it back.
func TestGenerationsTakeEachOthersPlace(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { takePlaces(t, openFile(t)) })
	t.Run("PostgreSQL", func(t *testing.T) {
		address, _ := pgtest.OwnedDatabase(t)
		takePlaces(t, openURL(t, address))
	})
}

func takePlaces(t *testing.T, s *Server) {
	first := shelfOf(t, s, 25)
	at := time.UnixMilli(5)
	var second int64
	mustDo(t, s.Write(t.Context(), func(tx *Tx) (err error) {
		second, err = tx.BeginGeneration(Generation{Federation: "f", MadeAt: at, Cause: wire.ChangePlan, Parent: first})
		if err != nil {
			return err
		}
		pieces := 0
		for after := ""; ; pieces++ {
			if after, err = tx.CopyRows(first, second, after, 10); err != nil || after == "" {
				break
			}
		}
		if pieces != 3 {
			t.Errorf("%d pieces", pieces)
		}
		mustDo(t, err)
		return tx.UpdateDirectoryRow(second, wire.DirectoryRow{ID: "007", Kind: "user", Body: []byte(`{"name":"x"}`)})
	}))
	failure := s.Write(t.Context(), func(tx *Tx) error { return tx.TakePlace("f", second, second, at) })
	if !fault.Is(failure, fault.NotFound) {
		t.Errorf("in the place of another: %v", failure)
	}
	state := func() (f Federation, g Generation, rows int) {
		mustDo(t, s.Read(t.Context(), func(tx *Tx) (err error) {
			if f, err = tx.Federation("f"); err != nil {
				return err
			}
			g, err = tx.Generation(f.Generation)
			list, failure := tx.DirectoryRows(f.Generation, "", 100)
			rows = len(list)
			mustDo(t, failure)
			return err
		}))
		return f, g, rows
	}
	mustDo(t, s.Write(t.Context(), func(tx *Tx) error { return tx.TakePlace("f", second, first, at) }))
	f, g, rows := state()
	want := Generation{ID: second, Federation: "f", Size: 25, MadeAt: at.UTC(), Cause: wire.ChangePlan, Parent: first}
	if diff := cmp.Diff(want, g); diff != "" || rows != 25 || f.Name != "Boréal" {
		t.Errorf("%s %+v, %d rows", diff, f, rows)
	}
	mustDo(t, s.Write(t.Context(), func(tx *Tx) error { return tx.TakePlace("f", first, second, at) }))
	if _, g, _ := state(); g.ID != first || !g.LeftAt.IsZero() || g.Person != "x" {
		t.Errorf("taken back: %+v", g)
	}
	mustDo(t, s.Read(t.Context(), func(tx *Tx) error { // neither the current one nor one that was left just now is old
		old, err := tx.OldGenerations(at.Add(-time.Millisecond))
		if len(old) != 0 {
			t.Errorf("old: %v", old)
		}
		return err
	}))
	mustDo(t, s.Write(t.Context(), func(tx *Tx) error { return tx.Abandon(second) }))
	mustDo(t, s.Read(t.Context(), func(tx *Tx) error {
		old, err := tx.OldGenerations(at.Add(-time.Millisecond))
		if len(old) != 1 || old[0] != second {
			t.Errorf("abandoned, and old: %v", old)
		}
		return err
	}))
}

// A desktop whose leftovers were not swept reads a generation that was taken back all the same.
func TestAGenerationComesBack(t *testing.T) {
	d, err := OpenDirectory(t.Context(), Options{Path: t.TempDir() + "/directory.db"})
	mustDo(t, err)
	defer func() { mustDo(t, d.Close()) }()
	show(t, d, 1, numbered(5))
	show(t, d, 2, numbered(3))
	show(t, d, 1, numbered(4))
	if n, err := d.Count(""); err != nil || n != 4 {
		t.Errorf("%d rows, %v", n, err)
	}
	rows, err := d.RowsOfKind("user")
	if err != nil || len(rows) != 4 || rows[0].ID != "000" {
		t.Errorf("%v %v", rows, err)
	}
}

// Refused lines are listed from any of them on, and go in pieces before their import does.
func TestImportProblemsGoBeforeTheirImport(t *testing.T) {
	s := openFile(t)
	shelfOf(t, s, 1)
	mustDo(t, s.Write(t.Context(), func(tx *Tx) error {
		mustDo(t, tx.AddPerson(Person{ID: "x", Email: "x@x.example", Code: "100042"}))
		mustDo(t, tx.AddImport(Import{ID: "i", Federation: "f", Person: "x", State: wire.ImportReady, Report: "{}", MadeAt: time.UnixMilli(5)}))
		mustDo(t, tx.AddImportProblems("i", 0, []string{`0`, `1`}))
		return tx.AddImportProblems("i", 2, []string{`2`, `3`, `4`})
	}))
	mustDo(t, s.Read(t.Context(), func(tx *Tx) error {
		got, err := tx.ImportProblems("i", 1, 3)
		if diff := cmp.Diff([]string{`1`, `2`, `3`}, got); diff != "" {
			t.Error(diff)
		}
		return err
	}))
	prune := func(before int64) (done bool) {
		mustDo(t, s.Write(t.Context(), func(tx *Tx) (err error) {
			done, err = tx.PruneImports(time.UnixMilli(before), 2)
			return err
		}))
		return done
	}
	if !prune(4) {
		t.Error("one that is not old was touched")
	}
	for range 3 {
		if prune(5) {
			t.Error("all at once")
		}
	}
	if !prune(5) {
		t.Error("more is left")
	}
	err := s.Read(t.Context(), func(tx *Tx) error {
		_, err := tx.Import("f", "i")
		return err
	})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("the import is still there: %v", err)
	}
}
