package directory

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestHighlights(t *testing.T) {
	for _, c := range []struct {
		text, query string
		column      Column
		want        string // the text with its highlights in brackets
	}{
		{"Marie Tremblay", "tremb", ByName, "Marie [Tremb]lay"},
		{"Émile Lebœuf", "emile oeu", ByName, "[Émile] Leb[œu]f"},
		{"Émile Lebœuf", "boe", ByName, "Émile Le[bœ]uf"},
		{"Élise Côté-Roy", "Cote élise", ByName, "[Élise] [Côté]-Roy"},
		{"E\u0301lise", "é", ByName, "[E\u0301]lis[e]"},
		{"Groß", "ss", ByName, "Gro[ß]"},
		{"Anna Hannah", "an", ByName, "[An]na H[an]nah"},
		{"514 555-0123", "5145550", ByPhone, "[514 555-0]123"},
		{"514 555-0123", "1 514", ByPhone, "[514] 555-0123"},
		{"+1 514 555-0123", "1514", ByPhone, "+[1 514] 555-0123"},
		{"514 555-0123", "0123", ByPhone, "514 555-[0123]"},
		{"Salle 12 34", "1234", ByName, "Salle [12 34]"},
		{"Marie", "", ByName, "Marie"},
		{"", "x", ByName, ""},
		{"Marie", "–", ByName, "Marie"},
	} {
		if got := bracketed(c.text, Highlights(c.text, c.query, c.column)); got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.query, c.text, got, c.want)
		}
	}
}

func bracketed(text string, spans []Span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.From] + "[" + text[s.From:s.To] + "]")
		at = s.To
	}
	return b.String() + text[at:]
}

// A traced text has the words of the search, and every word of a text that is searched for is highlighted in it.
func TestHighlightsFollowTheSearch(t *testing.T) {
	text := rapid.StringOf(rapid.SampledFrom([]rune("aéeœÆßłØ 12-’\u0301\u0327ÎŞ가각")))
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "text")
		var got []string
		for _, w := range traceWords(s) {
			got = append(got, string(w.folded))
		}
		if want := Words(s); !slices.Equal(got, want) {
			t.Fatalf("%q: traced %q, want %q", s, got, want)
		}
		spans := Highlights(s, s, ByName)
		if (len(got) > 0) != (len(spans) > 0) {
			t.Fatalf("%q does not highlight itself", s)
		}
		for i, p := range spans {
			if p.From < 0 || p.To > len(s) || p.From >= p.To || (i > 0 && p.From <= spans[i-1].To) {
				t.Fatalf("%q: %v", s, spans)
			}
		}
	})
}
