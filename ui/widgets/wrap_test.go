package widgets

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// wordByWord is wrapText as it is written down: a line takes words as long as they fit.
func wordByWord(text string, width float32, measure func(string) float32) (lines []string) {
	for _, paragraph := range strings.Split(text, "\n") {
		if measure(paragraph) <= width {
			lines = append(lines, paragraph)
			continue
		}
		line := ""
		for _, word := range strings.FieldsFunc(paragraph, func(r rune) bool { return r == ' ' }) {
			longer := joined(line, []string{word})
			if measure(longer) <= width {
				line = longer
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			whole, rest := cutWord(word, width, measure)
			lines, line = append(lines, whole...), rest
		}
		lines = append(lines, line)
	}
	return lines
}

func TestWrapIsWordByWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("AVVAimm   \n\u00a0")), 0, 120, -1).Draw(t, "text")
		width := rapid.Float32Range(-5, 300).Draw(t, "width")
		k := newKerning(rapid.Float32Range(-0.8, 0.8).Draw(t, "closer"))
		want := wordByWord(text, width, k.measure)
		if got := wrapText(text, width, k.measure); !slices.Equal(got, want) {
			t.Fatalf("%q in %v: %q, want %q", text, width, got, want)
		}
		widest := float32(0)
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' }) {
			widest = max(widest, k.measure(word))
		}
		if got := widestWord(text, k.measure); got != widest {
			t.Fatalf("%q: the widest word has %v, want %v", text, got, widest)
		}
	})
}

// A paragraph costs three shapings a line at most, however many words its lines have.
func TestWrapMeasuresLittle(t *testing.T) {
	const text = "Ai im VA mA iV AV mi Am Vi iA "
	k := newKerning(0.8)
	lines := wrapText(strings.Repeat(text, 30), 600, k.measure)
	words := 0
	for asked := range k.asked {
		if !strings.Contains(asked, " ") {
			words++ // the first of each line is measured by itself, and the same word once
		}
	}
	if len(k.asked)-words > 3*len(lines) || words > 10 || len(lines) < 5 {
		t.Errorf("%d lines, %d texts were measured", len(lines), len(k.asked))
	}
}

// A word without end, as of a file that is none, is cut where it stands: what is shaped of it is no longer than two lines.
func TestAWordWithoutEndIsNotShapedWhole(t *testing.T) {
	const width, longest = 600, 2 * 600 / 3 // of the narrowest letter
	word := strings.Repeat("iAm", 30_000)
	for name, cut := range map[string]func(k kerning) string{
		"wrapped":           func(k kerning) string { return strings.Join(wrapText("Ai "+word+" mi", width, k.measure), "") },
		"cut at its end":    func(k kerning) string { return ellipsize("Ai "+word, width, k.measure) },
		"cut in its middle": func(k kerning) string { return ellipsizeMiddle("Ai "+word, width, k.measure) },
	} {
		k := newKerning(0.8)
		if got := cut(k); !strings.HasPrefix(got, "Ai") {
			t.Errorf("%s: %.20q", name, got)
		}
		for asked := range k.asked {
			if len(asked) > longest {
				t.Errorf("%s: %d letters were shaped at once", name, len(asked))
				break
			}
		}
	}
}

// A page that is placed again asks for the same lines: they are cut once, and again when anything about them is another.
func TestTextIsCutOnce(t *testing.T) {
	text := Body("Le service ouvre à 9\u00a0h\u00a030 et ferme à 17\u00a0h.")
	first := text.wrap(120)
	narrow := text.wrap(80)
	if again := text.wrap(120); &again[0] != &first[0] || len(narrow) <= len(first) {
		t.Errorf("%q, then %q", first, again)
	}
	text.SetText("Fermé.")
	if lines := text.wrap(120); !slices.Equal(lines, []string{"Fermé."}) {
		t.Errorf("%q", lines)
	}
	text.SetText("")
	if lines := text.wrap(120); !slices.Equal(lines, []string{""}) {
		t.Errorf("%q", lines)
	}
}
