package colours

import (
	"testing"

	"pupitre/data/branding"
)

// Every colour of a fine grid comes back from the picker's own form.
func TestColoursComeBack(t *testing.T) {
	for r := 0; r < 256; r += 3 {
		for g := 0; g < 256; g += 3 {
			for b := 0; b < 256; b += 3 {
				c := branding.Colour{R: uint8(r), G: uint8(g), B: uint8(b)}
				if got := toHSV(c).colour(); got != c {
					t.Fatalf("%s came back as %s", c.Hex(), got.Hex())
				}
			}
		}
	}
}

func TestKnownHues(t *testing.T) {
	for want, c := range map[float64]branding.Colour{0: {R: 255}, 1.0 / 6: {R: 255, G: 255}, 1.0 / 3: {G: 255}, 0.5: {G: 255, B: 255}, 2.0 / 3: {B: 255}, 5.0 / 6: {R: 255, B: 255}} {
		if got := toHSV(c); got.h != want || got.s != 1 || got.v != 1 {
			t.Errorf("%s: %+v, want a hue of %v", c.Hex(), got, want)
		}
	}
}
