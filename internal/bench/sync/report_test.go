//go:build linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestMarkdown(t *testing.T) {
	r := &result{Title: "Push", Problem: "no npm"}
	r.aim("ratio", "", 0.25, 0.2, 0.3, 0.4)
	r.add("pushed", "ms", 150)
	r.add("never measured", "ms")
	r.note("%d edits", 7)
	var out bytes.Buffer
	if err := r.markdown(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"## Push\n", "| ratio | 0.30 [0.25–0.35] | 3 | ≤ 0.25 |\n", "| pushed, ms | 150 [150–150] | 1 | – |\n", "\n7 edits\n", "**Not measured:** no npm",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "never measured") {
		t.Error("a line without a measure")
	}
}

// The computer becomes twice as slow half-way: the ratio of neighbours does not move.
func TestRatios(t *testing.T) {
	if got := ratios([]float64{1, 2}, []float64{4, 8, 9}); !slices.Equal(got, []float64{0.25, 0.25}) {
		t.Error(got)
	}
}

// A part that cannot be measured says so in its place, in both outputs, and is an error at the end.
func TestPartThatFails(t *testing.T) {
	dir := t.TempDir()
	o := options{
		server: filepath.Join(dir, "no-program"), folder: dir, json: filepath.Join(dir, "out.json"), only: "fanout,memory",
		runs: 1, edits: 1, rows: 1, desktops: 1, changes: 1, streams: 1,
	}
	var out bytes.Buffer
	if err := run(t.Context(), o, &out); err == nil || !strings.Contains(err.Error(), "memory: ") {
		t.Errorf("%v", err)
	}
	if n := strings.Count(out.String(), "**Not measured:**"); n != 2 {
		t.Errorf("%d parts say so\n%s", n, out.String())
	}
	var got report
	text, err := os.ReadFile(o.json)
	if err := errors.Join(err, json.Unmarshal(text, &got)); err != nil {
		t.Fatal(err)
	}
	if len(got.Parts) != 2 || got.Parts[1].Problem == "" || got.Sync.Median <= 0 {
		t.Errorf("%+v", got)
	}
	left, err := filepath.Glob(filepath.Join(dir, "pupitre-bench-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestPouchWithoutNode(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	p, err := startPouch(t.Context(), bench{dir: t.TempDir()})
	if err == nil || p.close() != nil {
		t.Errorf("%v", err)
	}
}

// The line breaks in the middle of the answer that was named, and stays broken.
func TestCutLine(t *testing.T) {
	body := strings.Repeat("x", 3*cutAfter)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }))
	defer s.Close()
	c := http.Client{Transport: &cutLine{page: 2}}
	read := func() (int, error) {
		req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, s.URL, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		res, err := c.Do(req)
		if err != nil {
			return 0, err
		}
		defer func() { _ = res.Body.Close() }()
		text, err := io.ReadAll(res.Body)
		return len(text), err
	}
	if n, err := read(); n != len(body) || err != nil {
		t.Errorf("before: %d %v", n, err)
	}
	if n, err := read(); n != cutAfter || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("cut: %d %v", n, err)
	}
	if n, err := read(); n != 0 || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("after: %d %v", n, err)
	}
}
