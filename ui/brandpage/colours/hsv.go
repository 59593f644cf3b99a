// Package colours is the picker of a colour: a square of saturation and brightness, a line of hues, and the named palette.
package colours

import (
	"math"

	"pupitre/data/branding"
)

// hsv is a colour as the picker has it (Smith, 1978): hue in turns, 0 to 1, saturation and brightness 0 to 1. A grey has no
// hue and black no saturation, so the picker keeps the last ones.
type hsv struct{ h, s, v float64 }

func toHSV(c branding.Colour) hsv {
	r, g, b := float64(c.R)/255, float64(c.G)/255, float64(c.B)/255
	most, least := max(r, g, b), min(r, g, b)
	out := hsv{v: most}
	chroma := most - least
	if chroma == 0 {
		return out
	}
	out.s = chroma / most
	switch most {
	case r:
		out.h = math.Mod((g-b)/chroma+6, 6) / 6
	case g:
		out.h = ((b-r)/chroma + 2) / 6
	default:
		out.h = ((r-g)/chroma + 4) / 6
	}
	return out
}

func (c hsv) colour() branding.Colour {
	channel := func(n float64) uint8 {
		k := math.Mod(n+6*c.h, 6)
		return uint8(math.Round(255 * (c.v - c.v*c.s*min(max(min(k, 4-k), 0), 1))))
	}
	return branding.Colour{R: channel(5), G: channel(3), B: channel(1)}
}
