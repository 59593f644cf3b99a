package shell

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pupitre/i18n"
)

func TestWordsWithoutCaseOrAccents(t *testing.T) {
	for text, want := range map[string][]string{
		"Nom du fournisseur":      {"nom", "du", "fournisseur"},
		"L’Économie d'ŒUVRES":     {"l", "economie", "d", "oeuvres"},
		"  ça–là; 9 h 30 ":        {"ca", "la", "9", "h", "30"},
		"E\u0301te\u0301, Straße": {"ete", "strasse"},
		"…":                       {},
	} {
		if diff := cmp.Diff(want, words(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// Other words for a thing are found in both languages, whatever the window speaks.
func TestWordsOfAList(t *testing.T) {
	list := func(p *i18n.Printer) string {
		return map[i18n.Language]string{i18n.French: "poste,  numéro court", i18n.English: "extension, "}[p.Language()]
	}
	if diff := cmp.Diff([]string{"poste", "numéro court", "extension"}, Words(list)); diff != "" {
		t.Error(diff)
	}
}

func TestSmallTyposAreForgiven(t *testing.T) {
	for _, c := range []struct {
		typed, word string
		want        bool
	}{
		{"fourniseur", "fournisseur", true},   // a letter too few
		{"fournissseur", "fournisseur", true}, // one too many
		{"fournesseur", "fournisseur", true},  // a wrong one
		{"fuornisseur", "fournisseur", true},  // two swapped
		{"lnague", "langue", true},
		{"fusea", "fuseau", true}, // not finished, and right so far
		{"fosea", "fuseau", true}, // not finished, one mistake
		{"lanhie", "langue", false},
		{"non", "nom", false}, // short words would match anything
		{"profil", "fuseau", false},
	} {
		if got := near(c.typed, c.word); got != c.want {
			t.Errorf("near(%q, %q) = %v", c.typed, c.word, got)
		}
	}
}

// One mistake in a word of four letters or more never hides it, wherever the mistake is.
func TestOneMistakeNeverHidesAWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-z]{4,14}`).Draw(t, "word")
		at := rapid.IntRange(0, len(word)-1).Draw(t, "at")
		letter := rapid.StringMatching(`[a-z]`).Draw(t, "letter")
		typed := map[string]string{
			"wrong":    word[:at] + letter + word[at+1:],
			"too many": word[:at] + letter + word[at:],
		}
		if len(word) > 4 {
			typed["too few"] = word[:at] + word[at+1:]
		}
		for kind, mistaken := range typed {
			if !near(mistaken, word) {
				t.Fatalf("%s: %q does not find %q", kind, mistaken, word)
			}
		}
	})
}

// Under one name the page comes before its card among the settings, whichever was registered first.
func TestAPageComesBeforeWhatIsInsideAnother(t *testing.T) {
	names := []string{"Clavardage", "Live Chat"}
	f := newFinder([]Entry{
		{ID: "card", Names: names, Place: Place{Route: "settings", Section: "chat"}},
		{ID: "command", Names: names, Run: func() {}},
		{ID: "page", Names: names, Place: Place{Route: "chat"}},
		{ID: "inside", Names: []string{"Activer le clavardage"}, Place: Place{Route: "chat", Section: "chat"}},
	})
	got := []string{}
	for _, e := range f.search("clavardage", 10) {
		got = append(got, e.ID)
	}
	if diff := cmp.Diff([]string{"page", "card", "command", "inside"}, got); diff != "" {
		t.Error(diff)
	}
}

func finderOf() *finder {
	return newFinder([]Entry{
		{ID: "page", Names: []string{"Paramètres", "Settings"}},
		{ID: "name", Names: []string{"Nom du fournisseur", "Provider name"}, Also: []string{"raison sociale"}, Help: []string{"Sur le portail et dans les courriels."}},
		{ID: "zone", Names: []string{"Fuseau horaire", "Time zone"}, Also: []string{"heure"}, Help: []string{"Les heures suivent cette horloge."}},
		{ID: "language", Names: []string{"Langue par défaut", "Default language"}},
	})
}

func TestSearch(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"", "page name zone language"},
		{"param", "page"},
		{"SETTINGS", "page"},
		{"nom fournisseur", "name"},
		{"fournisseur nom", "name"},
		{"defaut", "language"},
		{"langage", "language"}, // a typo in French, a beginning in neither language
		{"heure", "zone"},
		{"portail", "name"},
		{"horaire", "zone"},
		{"seau", "zone"}, // inside a word
		{"nom zone", ""}, // every word has to be met
		{"xyzzy", ""},
	} {
		got := []string{}
		for _, e := range finderOf().search(c.query, 10) {
			got = append(got, e.ID)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q finds %q, want %q", c.query, s, c.want)
		}
	}
}

func TestBestResultFirst(t *testing.T) {
	f := newFinder([]Entry{
		{ID: "help", Names: []string{"x"}, Help: []string{"le thème"}},
		{ID: "typo", Names: []string{"thémis"}},
		{ID: "inside", Names: []string{"anathème"}},
		{ID: "also", Names: []string{"y"}, Also: []string{"thème"}},
		{ID: "later", Names: []string{"mon thème"}},
		{ID: "start", Names: []string{"Thème clair"}},
	})
	got := []string{}
	for _, e := range f.search("theme", 10) {
		got = append(got, e.ID)
	}
	if diff := cmp.Diff([]string{"start", "later", "inside", "also", "help", "typo"}, got); diff != "" {
		t.Error(diff)
	}
	if got := f.search("theme", 2); len(got) != 2 {
		t.Errorf("%d results, the limit was 2", len(got))
	}
}
