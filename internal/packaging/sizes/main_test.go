package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOwner(t *testing.T) {
	for function, want := range map[string]string{
		"main.main":                                             ours,
		"pupitre/data/wire.Canonical":                           ours,
		"runtime.mallocgc":                                      library,
		"net/http.(*Server).Serve":                              library,
		"slices.SortFunc[go.shape.[]github.com/x/y.Z]":          library,
		"fyne.io/fyne/v2/widget.(*Label).Text":                  "code of fyne.io/fyne/v2",
		"github.com/mattn/go-sqlite3.Open":                      "code of github.com/mattn/go-sqlite3",
		"golang.org/x/text/unicode/norm.NFC":                    "code of golang.org/x/text",
		"github.com/go-text/typesetting/font/opentype.Parse":    "code of github.com/go-text/typesetting",
		"github.com/x/y/z.Generic[go.shape.*pupitre/data/wire]": "code of github.com/x/y",
	} {
		if got := owner(function); got != want {
			t.Errorf("%s: %q, want %q", function, got, want)
		}
	}
}

// What fills this test's own program: nearly all of the file is found, and nothing twice.
func TestParts(t *testing.T) {
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	found, err := partsOf(path)
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[string]int64{}
	var sum int64
	for _, p := range found {
		sizes[p.name] = p.bytes
		sum += p.bytes
	}
	if sum > info.Size() || sum < info.Size()*9/10 {
		t.Errorf("%d of %d bytes are found", sum, info.Size())
	}
	for _, name := range []string{ours, library, tables, constants} {
		if sizes[name] <= 0 {
			t.Errorf("%s: %d bytes", name, sizes[name])
		}
	}
}

func TestTable(t *testing.T) {
	embedded := []part{{"files of a", 1 << 20}, {"files of b", 1}, {"files of c", 2}}
	var out bytes.Buffer
	if err := write(&out, "program", inside([]part{{constants, 3 << 20}, {ours, 4 << 20}}, embedded)); err != nil {
		t.Fatal(err)
	}
	got := strings.Join(strings.Fields(out.String()), " ")
	want := "7.0 MiB program 4.0 MiB code of pupitre 2.0 MiB constants, types and other data 1.0 MiB files of a 0.0 MiB 2 others"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestWithoutPackages(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "SHA256SUMS"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(&bytes.Buffer{}, dir); err == nil || !strings.Contains(err.Error(), "make package") {
		t.Error(err)
	}
}
