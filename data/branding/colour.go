// Package branding is the look that a provider gives to what the public sees: two colours, a logo, a favicon. It knows the
// rules and judges contrast; its folder picture turns files of any kind into the images that are kept.
package branding

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"pupitre/data/fault"
)

// Colour is an opaque colour in sRGB, 8 bits a channel.
type Colour struct{ R, G, B uint8 }

// Black and White are the colours that text is set in.
var (
	Black = Colour{}
	White = Colour{0xff, 0xff, 0xff}
)

// Hex is the stored form, "#1f5fd6".
func (c Colour) Hex() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// ParseHex reads "#1f5fd6", "1F5FD6" or "#15d", spaces around allowed. Fault: branding.colour_unreadable.
func ParseHex(s string) (Colour, error) {
	digits := strings.TrimPrefix(strings.TrimSpace(s), "#")
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 6 {
		return Colour{}, fault.New(fault.Invalid, "branding.ParseHex", "branding.colour_unreadable")
	}
	return Colour{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n)}, nil
}

// Luminance is the relative luminance of WCAG 2.x, from 0 for black to 1 for white.
func (c Colour) Luminance() float64 {
	r, g, b := c.linear()
	return 0.2126*r + 0.7152*g + 0.0722*b
}

// linear gives the channels proportional to light, 0 to 1 (IEC 61966-2-1).
func (c Colour) linear() (r, g, b float64) {
	return toLinear[c.R], toLinear[c.G], toLinear[c.B]
}

// toLinear undoes the transfer function of sRGB.
var toLinear = func() (t [256]float64) {
	for i := range t {
		v := float64(i) / 255
		if v <= 0.04045 {
			t[i] = v / 12.92
		} else {
			t[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return t
}()

// fromLinear applies the transfer function, to the nearest of 256 steps; what is out of bounds is brought to them.
func fromLinear(v float64) uint8 {
	if v <= 0.0031308 {
		v *= 12.92
	} else {
		v = 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	return uint8(math.Round(min(max(v, 0), 1) * 255))
}

// Contrast is the contrast ratio of WCAG 2.x, from 1 to 21. It is compared unrounded: 4.4999 is not 4.5.
func Contrast(a, b Colour) float64 {
	la, lb := a.Luminance(), b.Luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// TextOn is the colour of text that reads best on a background, black or white. One of them always has 4.58 at least.
func TextOn(background Colour) Colour {
	if Contrast(White, background) >= Contrast(Black, background) {
		return White
	}
	return Black
}
