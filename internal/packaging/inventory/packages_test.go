package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shipped are the programs, as they are built for a system.
func shipped(t *testing.T, system string) []goPackage {
	t.Helper()
	programs := target{
		mains:    []string{"./cmd/pupitre", "./cmd/pupitre-server", "./cmd/pupitrectl"},
		settings: []string{"GOOS=" + system, "GOARCH=amd64", "CGO_ENABLED=1"},
		tags:     "sqlite_fts5,migrated_fynedo",
	}
	packages, err := programs.packages(root)
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

// A font, a drawing or a list that somebody adds to a program, or that another version of a module brings, is in no line of embedded.
func TestSomebodyHasLookedAtEveryEmbeddedFile(t *testing.T) {
	used := map[carried]bool{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		packages := shipped(t, system)
		for _, file := range unknown(packages) {
			t.Errorf("%s: whose work is %s? Add a line to embedded.go, and its licence where it is not ours", system, file)
		}
		for _, p := range packages {
			for _, file := range p.EmbedFiles {
				for _, e := range embedded {
					used[e] = used[e] || e.has(p.ImportPath+"/"+file)
				}
			}
		}
	}
	for _, e := range embedded {
		if !used[e] {
			t.Errorf("no program has %s any more", e.files)
		}
		if e.whose != "" && !named(e.whose) {
			t.Errorf("%s is of %q, whose licence is nowhere", e.files, e.whose)
		}
	}
}

// named tells whether own or brought has an entry of that name.
func named(name string) bool {
	for _, o := range own {
		if o.name == name {
			return true
		}
	}
	for _, b := range brought {
		if b.name == name {
			return true
		}
	}
	return false
}

func TestAFileThatNobodyHasLookedAt(t *testing.T) {
	planted := []goPackage{
		{ImportPath: "pupitre/resources", EmbedFiles: []string{"fonts/Inter-Regular.ttf", "fonts/Comic.ttf", "icons/sub/add.svg"}},
		{ImportPath: "x.example/y", EmbedFiles: []string{"data.bin"}},
	}
	want := []string{"pupitre/resources/fonts/Comic.ttf", "pupitre/resources/icons/sub/add.svg", "x.example/y/data.bin"}
	if got := unknown(planted); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// What a module has copied from others has its licences deeper in the module, beside the code or the files.
func TestLicencesInsideModules(t *testing.T) {
	found, err := inside(append(shipped(t, "linux"), shipped(t, "darwin")...))
	if err != nil {
		t.Fatal(err)
	}
	text := string(notices(found))
	for name, words := range map[string]string{
		"fyne.io/fyne/v2/theme/font":                         "Bitstream Vera",
		"github.com/klauspost/compress/zstd/internal/xxhash": "Caleb Spare",
		"github.com/go-text/typesetting/harfbuzz":            "Behdad Esfahbod",
		"github.com/wneessen/go-mail/smtp":                   "The Go Authors",
		"github.com/zalando/go-keyring/internal/shellescape": "Alessio Treglia",
	} {
		if !slices.ContainsFunc(found, func(c component) bool { return c.path == name }) || !strings.Contains(text, words) {
			t.Errorf("no licence of %s", name)
		}
	}
	for _, c := range found {
		for _, other := range c.texts {
			if strings.HasSuffix(other.name, ".go") {
				t.Errorf("%s has the source file %s for a licence", c.path, other.name)
			}
		}
	}
}

// A licence inside a module that ours cannot be shipped with stops the build as one at its top does.
func TestALicenceInsideAModuleThatCannotBeShipped(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "deep", "er")
	if err := os.MkdirAll(deep, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "deep", "COPYING"), []byte("GNU GENERAL PUBLIC LICENSE"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := goPackage{ImportPath: "x.example/y/deep/er", Dir: deep}
	p.Module = &struct{ Path, Dir string }{"x.example/y", dir}
	if _, err := inside([]goPackage{p}); err == nil || !strings.Contains(err.Error(), "x.example/y/deep") {
		t.Errorf("%v", err)
	}
}
