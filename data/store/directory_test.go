package store

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// newDirectory opens a directory in a folder of the test.
func newDirectory(t testing.TB) *Directory {
	t.Helper()
	d, err := OpenDirectory(context.Background(), Options{Path: filepath.Join(t.TempDir(), "directory.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeOK(t, d) })
	return d
}

func directoryRows(from, to int) (rows []wire.DirectoryRow) {
	for i := from; i < to; i++ {
		rows = append(rows, wire.DirectoryRow{ID: fmt.Sprintf("%06d", i), Kind: "user", Body: json.RawMessage(fmt.Sprintf(`{"n":%d}`, i))})
	}
	return rows
}

func mustDo(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCount(t testing.TB, d *Directory, want int64) {
	t.Helper()
	if n, err := d.Count(""); n != want || err != nil {
		t.Errorf("%d rows are shown (%v), want %d", n, err, want)
	}
}

// A generation is shown when it is whole, the one before until then; a restart goes on where the last page ended.
func TestDirectoryPages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "directory.db")
	open := func() *Directory {
		d, err := OpenDirectory(t.Context(), Options{Path: path})
		mustDo(t, err)
		return d
	}
	d := open()
	first := wire.RowsHead{Generation: 7, Current: 7, Size: 50}
	mustDo(t, d.AddPage(first, "", directoryRows(0, 30), true))
	wantCount(t, d, 0)
	closeOK(t, d)
	d = open()
	defer closeOK(t, d)
	p, err := d.Progress()
	if want := (wire.RowsProgress{Coming: 7, After: "000029", Received: 30, Size: 50}); err != nil || p != want {
		t.Fatalf("%+v %v, want %+v", p, err, want)
	}
	mustDo(t, d.AddPage(first, "000029", directoryRows(30, 50), false))
	wantCount(t, d, 50)

	second := wire.RowsHead{Generation: 9, Current: 9, Size: 20}
	mustDo(t, d.AddPage(second, "", directoryRows(100, 110), true))
	wantCount(t, d, 50)
	if _, err := d.Row("000103"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a row of a generation that is not whole: %v", err)
	}
	mustDo(t, d.AddPage(second, "000109", directoryRows(110, 120), false))
	wantCount(t, d, 20)
	r, err := d.Row("000103")
	if err != nil || string(r.Body) != `{"n":103}` || r.Kind != "user" {
		t.Errorf("%+v %v", r, err)
	}
	if n, err := d.Count("user"); n != 20 || err != nil {
		t.Errorf("%d users, %v", n, err)
	}
}

func TestDirectoryRefusesPagesOutOfPlace(t *testing.T) {
	d := newDirectory(t)
	head := wire.RowsHead{Generation: 7, Current: 7, Size: 50}
	mustDo(t, d.AddPage(head, "", directoryRows(0, 30), true))
	before, err := d.Progress()
	mustDo(t, err)
	for name, err := range map[string]error{
		"the same page again":   d.AddPage(head, "", directoryRows(0, 30), true),
		"a page after a gap":    d.AddPage(head, "000040", directoryRows(41, 50), false),
		"the middle of another": d.AddPage(wire.RowsHead{Generation: 8}, "000029", directoryRows(30, 50), false),
		"rows that are there":   d.AddPage(head, "000029", directoryRows(29, 50), false),
	} {
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after, err := d.Progress(); after != before || err != nil {
		t.Errorf("%+v became %+v (%v)", before, after, err)
	}
	mustDo(t, d.AddPage(head, "000029", directoryRows(30, 50), false))
	if err := d.AddPage(head, "", directoryRows(0, 30), true); !fault.Is(err, fault.Conflict) {
		t.Errorf("a page of the generation that is shown: %v", err)
	}
	wantCount(t, d, 50)
}

func TestDirectorySweep(t *testing.T) {
	d := newDirectory(t)
	mustDo(t, d.AddPage(wire.RowsHead{Generation: 1, Size: 95}, "", directoryRows(0, 95), false))
	mustDo(t, d.AddPage(wire.RowsHead{Generation: 2, Size: 9}, "", directoryRows(0, 40), true))
	mustDo(t, d.Restart()) // generation 2 is gone on the server
	mustDo(t, d.AddPage(wire.RowsHead{Generation: 3, Size: 60}, "", directoryRows(0, 60), false))
	mustDo(t, d.AddPage(wire.RowsHead{Generation: 4, Size: 60}, "", directoryRows(0, 5), true))
	rounds := 0
	for done := false; !done; rounds++ {
		var err error
		done, err = d.Sweep(30)
		mustDo(t, err)
	}
	if rounds < 4 {
		t.Errorf("135 rows were removed in %d rounds of about 30", rounds)
	}
	wantCount(t, d, 60)
	var left int
	mustDo(t, d.view(func(t *txn) error { return t.row("test", "SELECT count(*) FROM directory_row").scan(&left) }))
	if left != 65 {
		t.Errorf("%d rows are left, want those shown and those coming, 65", left)
	}
	n := 0
	for r, err := range d.Rows() {
		mustDo(t, err)
		if r.ID != fmt.Sprintf("%06d", n) {
			t.Fatalf("row %d is %s", n, r.ID)
		}
		n++
	}
	if n != 60 {
		t.Errorf("%d rows were listed", n)
	}
}
