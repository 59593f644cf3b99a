package server_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"pupitre/data/access"
	"pupitre/data/store"
	"pupitre/data/wire"
)

const federation = "0198c0de-1111-7000-8000-000000000001"

func (r *rig) addFederation() string {
	r.t.Helper()
	r.must(r.store.Write(r.t.Context(), func(tx *store.Tx) error {
		return tx.AddFederation(store.Federation{ID: federation, Provider: r.provider.ID, CreatedAt: r.clock.Now()})
	}))
	return wire.DirectorySpace(federation)
}

// entries are rows of a directory, in the order of their ids.
func entries(n int, version string) iter.Seq[wire.DirectoryRow] {
	return func(yield func(wire.DirectoryRow) bool) {
		for i := range n {
			row := wire.DirectoryRow{
				ID: fmt.Sprintf("%07d", i), Kind: "user",
				Body: json.RawMessage(fmt.Sprintf(`{"name":"Zoé \"%s\" %d","of_the_future":[%d]}`, version, i, i)),
			}
			if !yield(row) {
				return
			}
		}
	}
}

func (r *rig) load(n int, version string) int64 {
	r.t.Helper()
	generation, err := r.server.LoadDirectory(r.t.Context(), federation, entries(n, version))
	r.must(err)
	return generation
}

// rowsOf reads a page, as a reader that understands zstd.
func (r *rig) rowsOf(token, space, query, after string) wire.RowsPage {
	r.t.Helper()
	got := r.do(request{
		method: "GET", path: "/v1/spaces/" + space + "/rows" + query, token: token, header: map[string]string{"Accept-Encoding": "zstd"},
	})
	if got.status != 200 || got.header.Get("Content-Encoding") != "zstd" || got.header.Get("Content-Type") != wire.RowsType {
		r.t.Fatalf("%d %v %s", got.status, got.header, got.body)
	}
	z, err := zstd.NewReader(bytes.NewReader(got.body))
	r.must(err)
	defer z.Close()
	text, err := io.ReadAll(z)
	r.must(err)
	page := wire.RowsPage{}
	page.Head, page.Tail, err = wire.ReadRows(bytes.NewReader(text), after, func(_ wire.RowsHead, row wire.DirectoryRow) error {
		row.Body = slices.Clone(row.Body)
		page.Rows = append(page.Rows, row)
		return nil
	})
	r.must(err)
	return page
}

// readAll reads a directory page by page.
func (r *rig) readAll(token, space string, limit int) (rows []wire.DirectoryRow, generation int64) {
	r.t.Helper()
	for after, more := "", true; more; {
		query := fmt.Sprintf("?limit=%d", limit)
		if generation > 0 {
			query += fmt.Sprintf("&generation=%d&after=%s", generation, url.QueryEscape(after))
		}
		page := r.rowsOf(token, space, query, after)
		generation, after, more = page.Head.Generation, page.Tail.Next, page.Tail.More
		rows = append(rows, page.Rows...)
	}
	return rows, generation
}

func TestRowsArriveWholeAndInOrder(t *testing.T) {
	r := newRig(t)
	space := r.addFederation()
	token := r.signIn(access.Reseller, 1).Token
	if page := r.rowsOf(token, space, "", ""); page.Head != (wire.RowsHead{}) || page.Tail.More || len(page.Rows) != 0 {
		t.Errorf("before the first import: %+v", page)
	}
	want := r.load(2350, "first")
	for _, limit := range []int{1000, 999, 2350, 20_000, 450} {
		rows, generation := r.readAll(token, space, limit)
		if len(rows) != 2350 || generation != want {
			t.Errorf("limit %d: %d rows of generation %d, want 2350 of %d", limit, len(rows), generation, want)
		}
		next, stop := iter.Pull(entries(2350, "first"))
		for i, row := range rows {
			if e, _ := next(); row.ID != e.ID || !bytes.Equal(row.Body, e.Body) {
				t.Fatalf("row %d is %+v, want %+v", i, row, e)
			}
		}
		stop()
	}
	if s := decode[wire.Session](t, r.do(request{method: "GET", path: "/v1/session", token: token})); len(s.Federations) != 1 || s.Federations[0].Space != space {
		t.Errorf("the session knows %+v", s.Federations)
	}
}

// Who has begun with a generation may go on with it for 30 days, and learns that there is another one.
func TestGenerationsSwitchAtOnce(t *testing.T) {
	r := newRig(t)
	space := r.addFederation()
	token := r.signIn(access.Support, 1).Token
	first := r.load(300, "first")
	begun := r.rowsOf(token, space, "?limit=100", "")
	lines := r.events(t.Context(), token)
	await(t, lines, fmt.Sprintf(`"space":"%s","rev":%d`, space, first))
	second := r.load(200, "second")
	await(t, lines, fmt.Sprintf(`"space":"%s","rev":%d`, space, second))
	on := fmt.Sprintf("?limit=200&generation=%d&after=%s", first, begun.Tail.Next)
	rest := r.rowsOf(token, space, on, begun.Tail.Next)
	if rest.Head != (wire.RowsHead{Generation: first, Current: second, Size: 300}) || len(rest.Rows) != 200 || rest.Tail.More {
		t.Errorf("%+v, %d rows", rest.Head, len(rest.Rows))
	}
	if rows, generation := r.readAll(token, space, 1000); len(rows) != 200 || generation != second {
		t.Errorf("%d rows of generation %d", len(rows), generation)
	}
	tidy := func(want int) {
		t.Helper()
		if out, err := r.server.Tidy(t.Context()); err != nil || out.Generations != want {
			t.Errorf("%+v %v, want %d generations removed", out, err, want)
		}
	}
	r.clock.add(29 * 24 * time.Hour)
	tidy(0)
	r.clock.add(24*time.Hour - time.Second)
	token = r.signIn(access.Support, 1).Token
	r.rowsOf(token, space, on, begun.Tail.Next)
	r.clock.add(time.Second)
	tidy(1)
	tidy(0)
	path := "/v1/spaces/" + space + "/rows" + on
	r.refuses(t, refusal{"", request{method: "GET", path: path, token: token}, 410, "resnapshot_required", ""})
}

// What fails on the way is never seen, and what was begun goes like an old generation.
func TestFailedImport(t *testing.T) {
	r := newRig(t)
	space := r.addFederation()
	token := r.signIn(access.Support, 1).Token
	first := r.load(10, "first")
	bad := func(yield func(wire.DirectoryRow) bool) {
		for row := range entries(5000, "second") {
			if !yield(row) {
				return
			}
		}
		yield(wire.DirectoryRow{ID: "x", Kind: "user", Body: json.RawMessage(`{"a":`)})
	}
	if _, err := r.server.LoadDirectory(t.Context(), federation, bad); err == nil {
		t.Fatal("a broken row was taken")
	}
	if rows, generation := r.readAll(token, space, 1000); len(rows) != 10 || generation != first {
		t.Errorf("%d rows of generation %d", len(rows), generation)
	}
	half := fmt.Sprintf("/v1/spaces/%s/rows?generation=%d", space, first+1)
	r.refuses(t, refusal{"", request{method: "GET", path: half, token: token}, 410, "resnapshot_required", ""})
	r.clock.add(31 * 24 * time.Hour)
	if out, err := r.server.Tidy(t.Context()); err != nil || out.Generations != 1 {
		t.Errorf("%+v %v", out, err)
	}
	if strings.Contains(r.dump(), "second") {
		t.Error("rows of the failed import are left")
	}
}

func TestRowsRefusals(t *testing.T) {
	r := newRig(t)
	space := r.addFederation()
	generation := r.load(3, "first")
	token := r.signIn(access.Primary, 1).Token
	path := "/v1/spaces/" + space + "/rows"
	get := func(query string) request { return request{method: "GET", path: path + query, token: token} }
	for _, c := range []refusal{
		{"nobody", request{method: "GET", path: path}, 401, "signed_out", "server.signed_out"},
		{"another federation", request{method: "GET", path: "/v1/spaces/directory:x/rows", token: token}, 403, "access_revoked", "server.access_revoked"},
		{"no directory", request{method: "GET", path: "/v1/spaces/" + r.space + "/rows", token: token}, 403, "access_revoked", "server.access_revoked"},
		{"unknown generation", get("?generation=999"), 410, "resnapshot_required", ""},
		{"after without a generation", get("?after=x"), 400, "invalid", "server.malformed"},
		{"no number", get("?generation=x"), 400, "invalid", "server.malformed"},
		{"limit 0", get("?limit=0"), 400, "invalid", "server.malformed"},
		{"limit too large", get("?limit=20001"), 400, "invalid", "server.malformed"},
		{"after too long", get(fmt.Sprintf("?generation=%d&after=%s", generation, strings.Repeat("x", 121))), 400, "invalid", "server.malformed"},
	} {
		t.Run(c.name, func(t *testing.T) { r.refuses(t, c) })
	}
	plain := r.do(get("")) // a reader without zstd
	if plain.status != 200 || strings.Count(string(plain.body), "\n") != 5 {
		t.Errorf("%d %s", plain.status, plain.body)
	}
}
