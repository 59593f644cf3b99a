package store

import (
	"bytes"
	"os"
	"slices"
	"testing"
	"time"

	"pupitre/data/directory"
	"pupitre/data/directory/sample"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

func sampleRows(seed uint64) []wire.DirectoryRow {
	return slices.Collect(sample.Federation(sample.Options{Seed: seed, Accounts: 4, Entries: 3000}))
}

// show makes rows the ones that a desktop shows.
func show(t testing.TB, d *Directory, generation int64, rows []wire.DirectoryRow) {
	t.Helper()
	mustDo(t, d.AddPage(wire.RowsHead{Generation: generation, Current: generation, Size: int64(len(rows))}, "", rows, false))
}

func indexBytes(t testing.TB, x *directory.Index, err error) []byte {
	t.Helper()
	mustDo(t, err)
	var b bytes.Buffer
	mustDo(t, x.Save(&b))
	return b.Bytes()
}

// served builds the index of rows that a server holds.
func served(t testing.TB, s *Server, rows []wire.DirectoryRow) []byte {
	t.Helper()
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	var generation int64
	mustDo(t, s.Write(t.Context(), func(tx *Tx) (err error) {
		if err := tx.AddProvider(Provider{ID: "p1", CreatedAt: now}); err != nil {
			return err
		}
		if err := tx.AddFederation(Federation{ID: "f1", Provider: "p1", CreatedAt: now}); err != nil {
			return err
		}
		if generation, err = tx.NewGeneration("f1", now); err != nil {
			return err
		}
		if err := tx.AddDirectoryRows(generation, rows); err != nil {
			return err
		}
		return tx.SwitchGeneration(generation, now)
	}))
	x, err := s.BuildIndex(t.Context(), generation)
	return indexBytes(t, x, err)
}

// A desktop, a server on SQLite and one on PostgreSQL have the same index of the same rows, to the byte: an answer cannot tell
// where it was found.
func TestIndexIsTheSameEverywhere(t *testing.T) {
	rows := sampleRows(5)
	d := newDirectory(t)
	show(t, d, 1, rows)
	x, err := d.BuildIndex(t.Context())
	here := indexBytes(t, x, err)
	if x.Len() != 3000 || x.Skipped() != 0 {
		t.Fatalf("%d entries, %d skipped", x.Len(), x.Skipped())
	}
	for name, s := range map[string]*Server{"SQLite": newServer(t), "PostgreSQL": newPostgres(t)} {
		if !bytes.Equal(here, served(t, s, rows)) {
			t.Errorf("the server's index on %s is another than the desktop's", name)
		}
	}
}

// An index is found again as long as its rows are shown, and neither believed when it is damaged nor when it is of other rows.
func TestIndexBesideItsRows(t *testing.T) {
	d := newDirectory(t)
	missing := func(why string) {
		t.Helper()
		if _, err := d.LoadIndex(); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", why, err)
		}
	}
	missing("before the first one")
	show(t, d, 1, sampleRows(5))
	x, err := d.BuildIndex(t.Context())
	mustDo(t, err)
	mustDo(t, d.SaveIndex(x))
	again, err := d.LoadIndex()
	if !bytes.Equal(indexBytes(t, x, nil), indexBytes(t, again, err)) {
		t.Error("another index came back")
	}
	show(t, d, 2, sampleRows(6))
	missing("of the rows before")
	mustDo(t, d.SaveIndex(x))
	missing("saved too late")

	x, err = d.BuildIndex(t.Context())
	mustDo(t, err)
	mustDo(t, d.SaveIndex(x))
	raw := readFile(t, d.indexPath())
	raw[len(raw)/2] ^= 1
	mustDo(t, os.WriteFile(d.indexPath(), raw, 0o600))
	missing("damaged")
}

// What the index finds is read from the rows in the same order; one that is gone is left out.
func TestRowsOfAnAnswer(t *testing.T) {
	d := newDirectory(t)
	show(t, d, 1, sampleRows(5))
	x, err := d.BuildIndex(t.Context())
	mustDo(t, err)
	r, err := x.Search(t.Context(), directory.Query{Category: directory.User, Text: "tremb"})
	mustDo(t, err)
	ids := r.IDs(0, 20)
	if len(ids) < 5 {
		t.Fatalf("only %d answers: the test would show little", len(ids))
	}
	rows, err := d.RowsOf(slices.Insert(slices.Clone(ids), 2, "gone"))
	mustDo(t, err)
	for i, row := range rows {
		e, err := directory.Decode(row)
		if err != nil || e.ID != ids[i] || e.Kind != directory.User {
			t.Errorf("answer %d: %+v %v, want %s", i, e, err, ids[i])
		}
	}
	if len(rows) != len(ids) {
		t.Errorf("%d rows of %d answers", len(rows), len(ids))
	}
}

// A federation without a directory is searched like any other, and nobody is found.
func TestIndexOfNoDirectory(t *testing.T) {
	x, err := newServer(t).BuildIndex(t.Context(), 0)
	if err != nil || x.Len() != 0 {
		t.Errorf("%v", err)
	}
}
