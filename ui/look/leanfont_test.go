package look

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/math/fixed"

	"pupitre/resources"
)

func face(t *testing.T, file []byte) *font.Face {
	t.Helper()
	f, err := font.ParseTTF(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// placed are the glyphs of a text: which ones, and where.
func placed(shaper *shaping.HarfbuzzShaper, f *font.Face, written string) (list [][4]int) {
	text := []rune(written)
	out := shaper.Shape(shaping.Input{Text: text, RunEnd: len(text), Direction: di.DirectionLTR, Face: f, Size: fixed.I(14)})
	for _, g := range out.Glyphs {
		list = append(list, [4]int{int(g.GlyphID), int(g.XAdvance), int(g.XOffset), int(g.YOffset)})
	}
	return list
}

// ruly is what a face has rules about.
const ruly = "1100×760 9 h 30 12:45 (A) [B] {C} A-B a->b <-> x2 3x4 1⁄2 13⁄16 e\u0301 C\u0327 @ACME « Été » l’œuvre fi ffl"

// texts are pairs of what calls for rules, and random texts of all that people write here.
func texts() (list []string) {
	for _, a := range "0179ABOaefiltx()[]{}<>-+*/=:;.,@#&'!?|\\" {
		for _, b := range "0179ABOaefiltx()[]{}<>-+*/=:;.,@#&'!?|\\" {
			list = append(list, string([]rune{a, b}))
		}
	}
	letters := []rune("\u0301\u0300\u0302\u0308\u0327–—‘’“”…•→←⁄×−\u202f")
	for r := ' '; r < '\u017f'; r++ {
		letters = append(letters, r)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		text := make([]rune, 1+r.IntN(12))
		for i := range text {
			text[i] = letters[r.IntN(len(letters))]
		}
		list = append(list, string(text))
	}
	return append(list, ruly)
}

// The lean face has fewer rules, and places the same glyphs at the same places.
func TestLeanFontDrawsTheSame(t *testing.T) {
	for _, weight := range []resources.Weight{resources.Regular, resources.SemiBold} {
		file := resources.Font(weight)
		whole, lean := face(t, file), face(t, leanFont(file))
		if len(ruled(whole)) <= len(ruled(lean)) || len(ruled(lean)) == 0 {
			t.Fatalf("%d of %d substitutions are left", len(ruled(lean)), len(ruled(whole)))
		}
		var a, b shaping.HarfbuzzShaper
		for _, text := range texts() {
			if diff := cmp.Diff(placed(&a, whole, text), placed(&b, lean, text)); diff != "" {
				t.Fatalf("%q: %s", text, diff)
			}
		}
	}
}

// ruled are the lookups that have rules.
func ruled(f *font.Face) (list []int) {
	for i, lookup := range f.GSUB.Lookups {
		if len(lookup.Subtables) > 0 {
			list = append(list, i)
		}
	}
	return list
}

// What is no font, or has no substitutions, stays as it is.
func TestLeanFontOfSomethingElse(t *testing.T) {
	if got := leanFont([]byte("this is not a font at all")); string(got) != "this is not a font at all" {
		t.Errorf("%q", got)
	}
}

// A rule that is applied by another one is kept: without it, the look of fractions would go.
func TestLeanFontTestSeesALostRule(t *testing.T) {
	file := resources.Font(resources.Regular)
	lean := leanFont(file)
	at, _ := tableAt(lean, "GSUB")
	broken := face(t, file)
	broken.GSUB.Features = nil
	dropUnshaped(lean[at:], broken.GSUB)
	var a, b shaping.HarfbuzzShaper
	if cmp.Equal(placed(&a, face(t, file), ruly), placed(&b, face(t, lean), ruly)) {
		t.Error("a face without any rule draws the same")
	}
}
