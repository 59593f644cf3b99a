package widgets

import (
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// kerning measures a text whose letters have widths of their own and stand closer or wider in pairs.
type kerning struct {
	wide   map[rune]float32
	closer float32
	asked  map[string]bool // texts of more than a letter
}

func (k kerning) measure(text string) (width float32) {
	runes := []rune(text)
	if len(runes) > 1 {
		k.asked[text] = true
	}
	for i, r := range runes {
		width += k.wide[r]
		if i > 0 && runes[i-1] == 'A' && r == 'V' {
			width -= k.closer
		}
	}
	return width
}

func newKerning(closer float32) kerning {
	return kerning{map[rune]float32{'A': 9, 'V': 9, 'i': 3, 'm': 12, ' ': 4, '…': 10}, closer, map[string]bool{}}
}

// A text is cut where halving would cut it.
func TestFitsIsWhatHalvingFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runes := []rune(rapid.StringOfN(rapid.SampledFrom([]rune("AVVAim ")), 0, 40, -1).Draw(t, "text"))
		width := rapid.Float32Range(-5, 400).Draw(t, "width")
		suffix := rapid.SampledFrom([]string{"", "…"}).Draw(t, "suffix")
		k := newKerning(rapid.Float32Range(-0.8, 0.8).Draw(t, "closer"))
		want := max(sort.Search(len(runes)+1, func(n int) bool { return k.measure(string(runes[:n])+suffix) > width })-1, 0)
		if got := fits(runes, width, suffix, k.measure); got != want {
			t.Fatalf("%q in %v: %d letters, want %d", string(runes), width, got, want)
		}
	})
}

// A long text that is cut is shaped three times, however long it is; one that fits, once.
func TestEllipsizeMeasuresLittle(t *testing.T) {
	for text, most := range map[string]int{strings.Repeat("mi AV ", 200): 3, "mi AV": 1} {
		k := newKerning(0.8)
		if got := ellipsize(text, 100, k.measure); k.measure(got) > 100 {
			t.Fatalf("%q is too wide", got)
		}
		if delete(k.asked, ellipsize(text, 100, k.measure)); len(k.asked) > most {
			t.Errorf("%d texts were measured, want %d: %v", len(k.asked), most, k.asked)
		}
	}
}

// monospaced measures ten a letter.
func monospaced(text string) float32 { return float32(10 * utf8.RuneCountInString(text)) }

// Two names that differ at their end are told apart in as little room as there is.
func TestEllipsizeMiddleKeepsTheEnd(t *testing.T) {
	for _, c := range []struct {
		text    string
		letters float32
		want    string
	}{
		{"Fonderie Rivard Laval", 21, "Fonderie Rivard Laval"},
		{"Fonderie Rivard Laval", 20, "Fonderie Rivar…Laval"},
		{"Fonderie Rivard Montréal", 18, "Fonderie…Montréal"},
		{"Imprimerie Brisson Baie-Comeau", 18, "Imprim…Baie-Comeau"},
		{"Imprimerie Brisson Baie-Comeau", 16, "Imprime…e-Comeau"},
		{"Groupe du Fleuve Rivière du Loup", 20, "Groupe du Fl…du Loup"},
		{"Anticonstitutionnellement2", 8, "Ant…ent2"},
		{"Laval", 3, "L…l"},
		{"Laval", 2, "L…"},
		{"Laval", 0, "…"},
		{"", 0, ""},
	} {
		if got := ellipsizeMiddle(c.text, 10*c.letters, monospaced); got != c.want {
			t.Errorf("%q in %v letters: %q, want %q", c.text, c.letters, got, c.want)
		}
	}
}

// A text that is cut in its middle fits, and has the beginning and the end of the whole.
func TestEllipsizeMiddleFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("AVVAim ")), 0, 60, -1).Draw(t, "text")
		width := rapid.Float32Range(30, 400).Draw(t, "width")
		k := newKerning(rapid.Float32Range(-0.8, 0.8).Draw(t, "closer"))
		got := ellipsizeMiddle(text, width, k.measure)
		begin, end, cut := strings.Cut(got, "…")
		if k.measure(got) > width || !strings.HasPrefix(text, begin) || !strings.HasSuffix(text, end) || !cut && got != text {
			t.Fatalf("%q in %v: %q", text, width, got)
		}
	})
}

// What is pointed out of a text that was cut ends where the cut is, between two letters.
func TestWhatIsAlikeOfACutText(t *testing.T) {
	for _, c := range []struct {
		cut, full string
		want      int
	}{{"Émile", "Émile", 6}, {"Émi…", "Émile", 4}, {"d…", "d’Amours", 1}, {"Fo…val", "Fonderie Laval", 2}, {"…", "Laval", 0}, {"", "", 0}} {
		if got := alike(c.cut, c.full); got != c.want {
			t.Errorf("%q of %q: %d bytes, want %d", c.cut, c.full, got, c.want)
		}
	}
}
