package i18n

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A catalogue that cannot be read names its file: whoever broke it finds it at once.
func TestLoadNamesTheFileThatIsWrong(t *testing.T) {
	for name, c := range map[string]struct{ file, content, want string }{
		"not TOML":       {"a.fr.toml", `[a`, "a.fr.toml"},
		"language":       {"a.de.toml", "[a]\nb = \"c\"", `a.de.toml: language "de"`},
		"no language":    {"a.toml", "[a]\nb = \"c\"", "a.toml"},
		"not a sentence": {"a.fr.toml", "[a]\nb = 3", "a.fr.toml"},
	} {
		fsys := fstest.MapFS{catalogueDir + "/" + c.file: {Data: []byte(c.content)}}
		if _, err := load(fsys); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

func TestLoadMissingInOneLanguageFallsBackToFrench(t *testing.T) {
	c, err := load(fstest.MapFS{
		catalogueDir + "/a.fr.toml": {Data: []byte("[a]\nonly_french = \"Seulement ici {{.X}}\"\nplain = \"oui\"")},
		catalogueDir + "/a.en.toml": {Data: []byte("[a]\nplain = \"yes\"")},
	})
	if err != nil {
		t.Fatal(err)
	}
	p := newPrinter(English, c)
	if got := p.T("a.only_french", "X", "x"); got != "Seulement ici x" {
		t.Errorf("got %q, want the source language rather than an id", got)
	}
	if got := p.T("a.plain"); got != "yes" {
		t.Errorf("got %q", got)
	}
}
