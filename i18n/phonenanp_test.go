package i18n

import (
	"testing"

	"pgregory.net/rapid"
)

// The short way writes numbers as the library does, and leaves all others to it.
func TestShortWayOfNumbersIsTheLibrarys(t *testing.T) {
	short := 0
	text := rapid.StringMatching(`\+1[2-9][0-9]{9}|\+1[0-9]{8,12}|\+?[0-9]{0,14}|\+1[0-9é x-]{10}`)
	rapid.Check(t, func(t *rapid.T) {
		e164 := text.Draw(t, "number")
		if _, ok := nanp(e164); ok {
			short++
		}
		for _, l := range []Language{French, English} {
			p := For(l)
			if got, want := p.Phone(e164), p.anyPhone(e164); got != want {
				t.Fatalf("%q: %q, the library writes %q", e164, got, want)
			}
		}
	})
	if short == 0 {
		t.Error("no number went the short way: the test does not look there")
	}
}
