package home

import (
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pupitre/data/workstation"
)

const (
	server     = "https://pupitre.example"
	person     = "0190b2f0-0000-7000-8000-000000000001"
	federation = "0190b2f0-0000-7000-8000-0000000000ff"
)

func newHome(t *testing.T) *Home {
	t.Helper()
	folders, err := workstation.NewFolders(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	h, err := Open(folders, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *Home) files(t *testing.T) (names []string) {
	t.Helper()
	err := filepath.WalkDir(h.Folders.Data, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, d.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestADirectoryIsMadeMadeAnewAndDropped(t *testing.T) {
	h := newHome(t)
	open := func() {
		t.Helper()
		d, err := h.openDirectory(t.Context(), server, person, federation)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
	open()
	path, err := h.directoryPath(server, person, federation)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	open()
	if err := os.WriteFile(path+".index", []byte("names"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := h.dropDirectory(server, person, federation); err != nil {
		t.Fatal(err)
	}
	if names := h.files(t); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
	if err := h.dropDirectory(server, person, federation); err != nil {
		t.Errorf("dropped twice: %v", err)
	}
}

// The id comes from a server and becomes part of a file name.
func TestADirectorysIDCannotLeaveTheFolder(t *testing.T) {
	h := newHome(t)
	for _, id := range []string{"", "../../../etc/passwd", "0190b2f0/../../x", "CON"} {
		if _, err := h.openDirectory(t.Context(), server, person, id); err == nil {
			t.Errorf("%q was taken", id)
		}
	}
	if names := h.files(t); len(names) != 0 {
		t.Errorf("made %v", names)
	}
}

func TestADamagedStoreIsSalvagedAndTold(t *testing.T) {
	h := newHome(t)
	open := func(wantSalvaged bool) {
		t.Helper()
		s, salvaged, err := h.openStore(t.Context(), server, person)
		if err != nil {
			t.Fatal(err)
		}
		if salvaged != wantSalvaged {
			t.Errorf("salvaged %v, want %v", salvaged, wantSalvaged)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	open(false)
	path := filepath.Join(h.Folders.Person(server, person), storeFile)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < len(raw); i++ {
		raw[i] ^= 0x5a
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	open(true)
	open(false)
}
