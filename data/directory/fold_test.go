package directory

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"Éric Côté":         "eric cote",
		"E\u0301ric":        "eric",
		"Œuvre, cœur":       "oeuvre, coeur",
		"Ægir Łódź Ørsted":  "aegir lodz orsted",
		"Đorđe Strauß GROẞ": "dorde strauss gross",
		"İstanbul":          "istanbul",
		"Noël Lʼécuyer":     "noel lʼecuyer",
		"514 555-0123":      "514 555-0123",
		"":                  "",
	} {
		if got := Fold(text); got != want {
			t.Errorf("Fold(%q) is %q, want %q", text, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string][]word{
		"Marie-Ève  L’Écuyer":  {{"marie", "marie"}, {"eve", "ève"}, {"l", "l"}, {"ecuyer", "écuyer"}},
		"(514) 555-0123":       {{"5145550123", "5145550123"}},
		"+1 514 tremb 55 5":    {{"1514", "1514"}, {"tremb", "tremb"}, {"555", "555"}},
		"Salle A204":           {{"salle", "salle"}, {"a204", "a204"}},
		"ventes@exemple.ca":    {{"ventes", "ventes"}, {"exemple", "exemple"}, {"ca", "ca"}},
		"\u0301 - …":           nil,
		"cote\u0301 \u0301 bé": {{"cote", "coté"}, {"be", "bé"}},
	} {
		if diff := cmp.Diff(want, words(text), cmp.AllowUnexported(word{})); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// The fold of a beginning is the beginning of the fold, and folding twice changes nothing: the index relies on the first, and
// queries that were copied from an answer on the second.
func TestFoldGoesLetterByLetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := lower(rapid.String().Draw(t, "text"))
		cut := rapid.IntRange(0, len([]rune(text))).Draw(t, "cut")
		if begin := string([]rune(text)[:cut]); !strings.HasPrefix(foldLower(text), foldLower(begin)) {
			t.Errorf("%q does not begin %q", foldLower(begin), foldLower(text))
		}
		if once := Fold(text); Fold(once) != once {
			t.Errorf("%q folds to %q, and that to %q", text, once, Fold(once))
		}
	})
}
