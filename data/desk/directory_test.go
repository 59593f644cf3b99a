package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"pupitre/data/desk"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

var errCut = errors.New("the connection was cut")

// shelf is a server with one directory, that can be cut off or lose a generation.
type shelf struct {
	generation int64
	rows       int
	pages      int // that are given before the connection is cut, -1 for no cut
	given      int // rows, over all pages
	gone       int64
}

func (s *shelf) Rows(_ context.Context, _ string, generation int64, after string, _ int) (wire.RowsPage, error) {
	const page = 100
	if generation != 0 && generation == s.gone {
		return wire.RowsPage{}, &syncing.Refusal{Code: wire.CodeResnapshot}
	}
	if s.pages == 0 {
		return wire.RowsPage{}, errCut
	}
	s.pages--
	out := wire.RowsPage{Head: wire.RowsHead{Generation: s.generation, Current: s.generation, Size: int64(s.rows)}, Tail: wire.RowsTail{Next: after}}
	for i := range s.rows {
		id := fmt.Sprintf("%05d", i)
		if id <= after {
			continue
		}
		if len(out.Rows) == page {
			out.Tail.More = true
			break
		}
		out.Rows = append(out.Rows, wire.DirectoryRow{ID: id, Kind: "user", Body: json.RawMessage(`{}`)})
		out.Tail.Next = id
	}
	s.given += len(out.Rows)
	return out, nil
}

func newShelf(t *testing.T) (*store.Directory, func(want int64)) {
	t.Helper()
	d, err := store.OpenDirectory(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "directory.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d, func(want int64) {
		t.Helper()
		if n, err := d.Count(""); n != want || err != nil {
			t.Errorf("%d rows are shown (%v), want %d", n, err, want)
		}
	}
}

// A reading that was cut at 40 % goes on there, and fetches nothing twice.
func TestDirectoryGoesOnAfterACut(t *testing.T) {
	d, shown := newShelf(t)
	s := &shelf{generation: 5, rows: 1000, pages: 4}
	if _, err := desk.ReadDirectory(t.Context(), s, d, "x"); !errors.Is(err, errCut) {
		t.Fatalf("%v", err)
	}
	shown(0)
	if p, err := d.Progress(); p.Received != 400 || err != nil {
		t.Errorf("%+v %v", p, err)
	}
	s.pages = -1
	if generation, err := desk.ReadDirectory(t.Context(), s, d, "x"); generation != 5 || err != nil {
		t.Errorf("%d %v", generation, err)
	}
	shown(1000)
	if s.given != 1000 {
		t.Errorf("%d rows were fetched for 1000", s.given)
	}
}

// A generation that the server does not keep any more is left in the middle; what is shown stays until the next is whole.
func TestDirectoryLeavesALostGeneration(t *testing.T) {
	d, shown := newShelf(t)
	s := &shelf{generation: 5, rows: 200, pages: -1}
	if _, err := desk.ReadDirectory(t.Context(), s, d, "x"); err != nil {
		t.Fatal(err)
	}
	s.generation, s.rows, s.pages = 6, 1000, 3
	if _, err := desk.ReadDirectory(t.Context(), s, d, "x"); !errors.Is(err, errCut) {
		t.Fatalf("%v", err)
	}
	shown(200)
	s.gone, s.generation, s.rows, s.pages = 6, 7, 300, -1
	if generation, err := desk.ReadDirectory(t.Context(), s, d, "x"); generation != 7 || err != nil {
		t.Errorf("%d %v", generation, err)
	}
	shown(300)
}
