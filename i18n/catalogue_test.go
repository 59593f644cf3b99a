package i18n_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"pupitre/i18n"
)

// entry is a message as it stands in a catalogue file.
type entry struct {
	*goi18n.Message
	file string // base name
	area string
	lang i18n.Language
}

type form struct{ name, text string }

// forms lists the plural forms that are written, in CLDR's order; a plain message has "other" alone.
func (e entry) forms() []form {
	all := []form{{"zero", e.Zero}, {"one", e.One}, {"two", e.Two}, {"few", e.Few}, {"many", e.Many}, {"other", e.Other}}
	return slices.DeleteFunc(all, func(f form) bool { return f.text == "" })
}

func (e entry) formNames() string {
	names := []string{}
	for _, f := range e.forms() {
		names = append(names, f.name)
	}
	return strings.Join(names, " ")
}

func (e entry) plural() bool { return e.formNames() != "other" }

var placeholder = regexp.MustCompile(`\{\{\s*(.*?)\s*\}\}`)

// placeholders lists what stands between {{ and }} in a text, each once, in order of the alphabet.
func placeholders(text string) []string {
	found := []string{}
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// placeholders of a message are those of its form "other"; a test proves that the other forms have the same.
func (e entry) placeholders() []string { return placeholders(e.Other) }

// allMessages reads the catalogue files as they are on disk.
func allMessages(t *testing.T) []entry {
	t.Helper()
	files, err := filepath.Glob("catalogue/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no catalogue: %v", err)
	}
	var all []entry
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, parse(t, filepath.Base(file), content)...)
	}
	return all
}

func parse(t *testing.T, base string, content []byte) []entry {
	t.Helper()
	bundle := goi18n.NewBundle(language.French)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	parsed, err := bundle.ParseMessageFileBytes(content, base)
	if err != nil {
		t.Fatalf("%s: %v", base, err)
	}
	area, rest, _ := strings.Cut(base, ".")
	lang, ok := i18n.Parse(strings.TrimSuffix(rest, ".toml"))
	if !ok {
		t.Fatalf("%s: a catalogue file is named <area>.<language>.toml", base)
	}
	var entries []entry
	for _, m := range parsed.Messages {
		entries = append(entries, entry{Message: m, file: base, area: area, lang: lang})
	}
	return entries
}

// byID indexes the messages of one language.
func byID(all []entry, lang i18n.Language) map[string]entry {
	index := map[string]entry{}
	for _, m := range all {
		if m.lang == lang {
			index[m.ID] = m
		}
	}
	return index
}

var wellFormedID = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)

// shapeProblems finds what is wrong with one message whatever the others are.
func shapeProblems(m entry) (problems []string) {
	if !wellFormedID.MatchString(m.ID) {
		problems = append(problems, "an id is lower case, with full stops and underscores")
	}
	if !strings.HasPrefix(m.ID, m.area+".") {
		problems = append(problems, "an id begins with its file's area")
	}
	want := map[i18n.Language]string{i18n.French: "one many other", i18n.English: "one other"}[m.lang]
	if m.plural() && m.formNames() != want {
		problems = append(problems, "plural forms are "+m.formNames()+", CLDR asks for "+want)
	}
	for _, f := range m.forms() {
		if !slices.Equal(placeholders(f.text), m.placeholders()) {
			problems = append(problems, "form "+f.name+" has other placeholders than form other")
		}
		for _, p := range placeholders(f.text) {
			if !regexp.MustCompile(`^\.[A-Z][A-Za-z0-9]*$`).MatchString(p) {
				problems = append(problems, "placeholder {{"+p+"}}: a name with a capital is expected")
			}
		}
		if strings.Count(f.text, "{{") != strings.Count(f.text, "}}") || strings.Count(f.text, "{{") != len(placeholder.FindAllString(f.text, -1)) {
			problems = append(problems, "braces do not match")
		}
	}
	if m.plural() && !slices.Contains(m.placeholders(), ".N") {
		problems = append(problems, "a plural shows its count with {{.N}}")
	}
	return problems
}

// pairProblems finds what differs between the two languages.
func pairProblems(french, english map[string]entry) (problems []string) {
	for id, f := range french {
		e, ok := english[id]
		switch {
		case !ok:
			problems = append(problems, f.file+": "+id+" has no English text")
		case !slices.Equal(f.placeholders(), e.placeholders()):
			problems = append(problems, id+": placeholders "+strings.Join(f.placeholders(), " ")+" in French, "+
				strings.Join(e.placeholders(), " ")+" in English")
		case f.plural() != e.plural():
			problems = append(problems, id+" has plural forms in one language only")
		case f.area != e.area:
			problems = append(problems, id+" stands in "+f.file+" and in "+e.file)
		}
	}
	for id, e := range english {
		if _, ok := french[id]; !ok {
			problems = append(problems, e.file+": "+id+" has no French text, and French is the source")
		}
	}
	slices.Sort(problems)
	return problems
}

func TestCatalogueShape(t *testing.T) {
	seen := map[string]string{}
	for _, m := range allMessages(t) {
		for _, p := range shapeProblems(m) {
			t.Errorf("%s: %s: %s", m.file, m.ID, p)
		}
		key := string(m.lang) + " " + m.ID
		if other, twice := seen[key]; twice {
			t.Errorf("%s: %s stands in %s too", m.file, m.ID, other)
		}
		seen[key] = m.file
	}
}

func TestBothLanguagesAreComplete(t *testing.T) {
	all := allMessages(t)
	for _, p := range pairProblems(byID(all, i18n.French), byID(all, i18n.English)) {
		t.Error(p)
	}
}

func TestShapeChecksCanFail(t *testing.T) {
	good := parse(t, "a.fr.toml", []byte("[a.n]\none = \"{{.N}} x\"\nmany = \"{{.N}} de x\"\nother = \"{{.N}} x\"\n"))
	if p := shapeProblems(good[0]); len(p) != 0 {
		t.Errorf("a sound message is refused: %v", p)
	}
	for name, content := range map[string]string{
		"area":          "[b]\nc = \"x\"",
		"id":            "[a]\nBad = \"x\"",
		"French many":   "[a.n]\none = \"{{.N}} x\"\nother = \"{{.N}} x\"",
		"count hidden":  "[a.n]\none = \"x\"\nmany = \"x\"\nother = \"x\"",
		"form differs":  "[a.n]\none = \"{{.N}} x\"\nmany = \"{{.N}} {{.X}}\"\nother = \"{{.N}} x\"",
		"not a name":    "[a]\nc = \"{{ .x | printf }}\"",
		"broken braces": "[a]\nc = \"{{.X}\"",
	} {
		entries := parse(t, "a.fr.toml", []byte(content))
		if len(entries) != 1 || len(shapeProblems(entries[0])) == 0 {
			t.Errorf("%s: %q is let pass", name, content)
		}
	}
}

func TestPairChecksCanFail(t *testing.T) {
	for name, c := range map[string][2]string{
		"missing English": {"[a]\nb = \"x\"\nc = \"x\"", "[a]\nb = \"x\""},
		"missing French":  {"[a]\nb = \"x\"", "[a]\nb = \"x\"\nc = \"x\""},
		"placeholders":    {"[a]\nb = \"{{.X}}\"", "[a]\nb = \"{{.Y}}\""},
		"plural":          {"[a.b]\none = \"{{.N}}\"\nmany = \"{{.N}}\"\nother = \"{{.N}}\"", "[a]\nb = \"{{.N}}\""},
	} {
		f := byID(parse(t, "a.fr.toml", []byte(c[0])), i18n.French)
		e := byID(parse(t, "a.en.toml", []byte(c[1])), i18n.English)
		if got := pairProblems(f, e); len(got) != 1 {
			t.Errorf("%s: problems %v, want one", name, got)
		}
	}
}
