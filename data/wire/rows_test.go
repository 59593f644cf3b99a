package wire_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pupitre/data/wire"
)

func row(id string) wire.DirectoryRow {
	return wire.DirectoryRow{ID: id, Kind: "user", Body: json.RawMessage(`{"name":"Zoé"}`)}
}

func page(t testing.TB, head wire.RowsHead, tail wire.RowsTail, rows ...wire.DirectoryRow) string {
	t.Helper()
	var b bytes.Buffer
	if err := wire.WriteHead(&b, head); err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		b.Write(wire.AppendRow(nil, r))
	}
	if err := wire.WriteTail(&b, tail); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func collect(text, after string) (rows []wire.DirectoryRow, head wire.RowsHead, tail wire.RowsTail, err error) {
	head, tail, err = wire.ReadRows(strings.NewReader(text), after, func(_ wire.RowsHead, r wire.DirectoryRow) error {
		r.Body = slices.Clone(r.Body)
		rows = append(rows, r)
		return nil
	})
	return rows, head, tail, err
}

func TestRowsSurvivePages(t *testing.T) {
	odd := wire.DirectoryRow{ID: "\"<é>\u2028", Kind: "\\", Body: json.RawMessage(`{ "a" : 1.50, "b":"\u00e9" }`)}
	head, tail := wire.RowsHead{Generation: 3, Current: 4, Size: 9}, wire.RowsTail{Next: "b", More: true}
	rows, gotHead, gotTail, err := collect(page(t, head, tail, odd, row("a"), row("b")), "")
	if err != nil || gotHead != head || gotTail != tail || len(rows) != 3 {
		t.Fatalf("%v %+v %+v %v", rows, gotHead, gotTail, err)
	}
	if rows[0].ID != odd.ID || rows[0].Kind != odd.Kind || string(rows[0].Body) != string(odd.Body) {
		t.Errorf("%+v became %+v", odd, rows[0])
	}
}

func TestReadRowsRefuses(t *testing.T) {
	whole := page(t, wire.RowsHead{Generation: 3, Size: 2}, wire.RowsTail{Next: "b"}, row("a"), row("b"))
	for cut := range len(whole) {
		if _, _, _, err := collect(whole[:cut], ""); err == nil && cut < len(whole)-1 {
			t.Fatalf("a page cut after %d of %d bytes was taken", cut, len(whole))
		}
	}
	head := wire.RowsHead{Generation: 3}
	many := make([]wire.DirectoryRow, wire.MaxRows+1)
	for i := range many {
		many[i] = row(fmt.Sprintf("%06d", i))
	}
	long := row("a")
	long.Body = json.RawMessage(`{"a":"` + strings.Repeat("x", wire.MaxRow) + `"}`)
	for name, c := range map[string]struct {
		text, after string
		want        error
	}{
		"nothing":            {"", "", wire.ErrCutPage},
		"no head":            {string(wire.AppendRow(nil, row("a"))), "", wire.ErrBadPage},
		"two heads":          {page(t, head, wire.RowsTail{})[:10] + "\n", "", wire.ErrBadPage},
		"a page of a portal": {"<html>", "", wire.ErrBadPage},
		"out of order":       {page(t, head, wire.RowsTail{Next: "a"}, row("b"), row("a")), "", wire.ErrBadPage},
		"twice the same":     {page(t, head, wire.RowsTail{Next: "a"}, row("a"), row("a")), "", wire.ErrBadPage},
		"before the cursor":  {page(t, head, wire.RowsTail{Next: "a"}, row("a")), "b", wire.ErrBadPage},
		"the wrong end":      {page(t, head, wire.RowsTail{Next: "c"}, row("a")), "", wire.ErrBadPage},
		"nothing, and more":  {page(t, head, wire.RowsTail{Next: "b", More: true}), "b", wire.ErrBadPage},
		"no id":              {page(t, head, wire.RowsTail{}, row("")), "", wire.ErrBadPage},
		"no object":          {page(t, head, wire.RowsTail{Next: "a"}, wire.DirectoryRow{ID: "a", Kind: "k", Body: json.RawMessage(`[1]`)}), "", wire.ErrBadPage},
		"a long row":         {page(t, head, wire.RowsTail{Next: "a"}, long), "", wire.ErrBadPage},
		"too many rows":      {page(t, head, wire.RowsTail{Next: many[len(many)-1].ID}, many...), "", wire.ErrBadPage},
		"text after the end": {whole + whole, "", wire.ErrBadPage},
	} {
		if _, _, _, err := collect(c.text, c.after); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	stop := errors.New("stop")
	if _, _, err := wire.ReadRows(strings.NewReader(whole), "", func(wire.RowsHead, wire.DirectoryRow) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the reader's own error: %v", err)
	}
}

func TestBlobsIn(t *testing.T) {
	a, b := strings.Repeat("a", 64), strings.Repeat("0b", 32)
	for value, want := range map[string]string{
		`{"sha256":"` + a + `"}`: "[" + a + "]",
		`[{"x":{"of_the_future":[{"sha256":"` + b + `","sha256x":1}]}},{"sha256":"` + a + `"},{"sha256":"` + a + `"}]`: "[" + b + " " + a + "]",
		`{"sha256":"` + strings.ToUpper(a) + `"}`: "[]",
		`{"sha256":"` + a[1:] + `"}`:              "[]",
		`{"sha256":["` + a + `"]}`:                "[]",
		`"sha256"`:                                "[]",
		`"` + a + `"`:                             "[]",
		`{"sha256":`:                              "[]",
		``:                                        "[]",
	} {
		if got := fmt.Sprint(wire.BlobsIn(wire.Value(value))); got != want {
			t.Errorf("%s refers to %s, want %s", value, got, want)
		}
	}
}

// The quick way of reading a line gives what the general way gives.
func TestRowsReadBothWays(t *testing.T) {
	head := page(t, wire.RowsHead{Generation: 1}, wire.RowsTail{})
	head = head[:strings.Index(head, "\n")+1]
	for line, want := range map[string]string{
		`{"id":"a","kind":"k","body":{"x":"}"}}`:             `a k {"x":"}"}`,
		`{"id":"a","kind":"k","body":{},"of_the_future":{}}`: `a k {}`,
		`{"kind":"k","id":"a","body":{}}`:                    `a k {}`,
		`{"id":"\u0061","kind":"k","body":{}}`:               `a k {}`,
		`{ "id":"a", "kind":"k", "body":{} }`:                `a k {}`,
	} {
		rows, _, _, err := collect(head+line+"\n"+`{"tail":{"next":"a"}}`, "")
		if err != nil || len(rows) != 1 || fmt.Sprintf("%s %s %s", rows[0].ID, rows[0].Kind, rows[0].Body) != want {
			t.Errorf("%s: %+v %v, want %s", line, rows, err, want)
		}
	}
	for _, line := range []string{`{"id":"a","kind":"k","body":{}`, `{"id":"a","kind":"k","body":{}}}`, `{"id":"a","kind":"k","body":}`, `{"id":"a"kind":"k","body":{}}`} {
		if _, _, _, err := collect(head+line+"\n"+`{"tail":{"next":"a"}}`, ""); !errors.Is(err, wire.ErrBadPage) {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// FuzzReadRows proves that no page makes the reader panic, and that what it accepts is within the bounds, in order, and
// the same when it is written and read again.
func FuzzReadRows(f *testing.F) {
	head := wire.RowsHead{Generation: 3, Current: 3, Size: 2}
	f.Add(page(f, head, wire.RowsTail{Next: "b"}, row("a"), row("b")), "")
	f.Add(page(f, head, wire.RowsTail{Next: "b", More: true}, row("b")), "a")
	f.Add(page(f, wire.RowsHead{}, wire.RowsTail{}), "")
	f.Add("{\"head\":{}}\n{\"id\":\"\\u0001\",\"kind\":\"k\",\"body\":{}}\n{\"tail\":{\"next\":\"\\u0001\"}}", "")
	f.Add(`{"head":null}`, "x")
	f.Fuzz(func(t *testing.T, text, after string) {
		rows, head, tail, err := collect(text, after)
		if err != nil {
			return
		}
		last := after
		for _, r := range rows {
			if !wire.GoodRow(r) || r.ID <= last {
				t.Fatalf("row %+v after %q", r, last)
			}
			last = r.ID
		}
		if tail.Next != last || len(rows) > wire.MaxRows || head.Generation < 0 {
			t.Fatalf("%+v %+v, %d rows to %q", head, tail, len(rows), last)
		}
		again, head2, tail2, err := collect(page(t, head, tail, rows...), after)
		if err != nil || head2 != head || tail2 != tail || len(again) != len(rows) {
			t.Fatalf("%d rows became %d (%v)", len(rows), len(again), err)
		}
	})
}

// FuzzBlobsIn proves that references are found in any value, and are always hashes.
func FuzzBlobsIn(f *testing.F) {
	f.Add(`{"sha256":"` + strings.Repeat("a", 64) + `"}`)
	f.Add(`[[{"sha256":{"sha256":"x"}}]]`)
	f.Add(`"sha256"`)
	f.Fuzz(func(t *testing.T, text string) {
		found := wire.BlobsIn(wire.Value(text))
		for _, hash := range found {
			if !wire.IsHash(hash) {
				t.Fatalf("%q is no hash", hash)
			}
		}
		if v, err := wire.Canonical([]byte(text)); err == nil && !slices.Equal(found, wire.BlobsIn(v)) {
			t.Fatalf("%q refers to %v, and its canonical spelling to %v", text, found, wire.BlobsIn(v))
		}
	})
}
