package branding

import "math"

// oklab is a colour in Oklab (Björn Ottosson, 2020; CSS Color 4, 9.2): equal distances look equally different.
type oklab struct{ l, a, b float64 }

func (c Colour) oklab() oklab {
	r, g, b := c.linear()
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return oklab{
		l: 0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		a: 1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		b: 0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

// colour is the nearest sRGB colour; ok is false where the screen has none.
func (o oklab) colour() (c Colour, ok bool) {
	l := cube(o.l + 0.3963377774*o.a + 0.2158037573*o.b)
	m := cube(o.l - 0.1055613458*o.a - 0.0638541728*o.b)
	s := cube(o.l - 0.0894841775*o.a - 1.2914855480*o.b)
	r := 4.0767416621*l - 3.3077115913*m + 0.2309699292*s
	g := -1.2684380046*l + 2.6097574011*m - 0.3413193965*s
	b := -0.0041960863*l - 0.7034186147*m + 1.7076147010*s
	const slack = 1e-4 // the matrices have ten digits
	ok = min(r, g, b) >= -slack && max(r, g, b) <= 1+slack
	return Colour{R: fromLinear(r), G: fromLinear(g), B: fromLinear(b)}, ok
}

func cube(v float64) float64 { return v * v * v }

// distance is how different two colours look.
func (o oklab) distance(p oklab) float64 {
	return math.Sqrt((o.l-p.l)*(o.l-p.l) + (o.a-p.a)*(o.a-p.a) + (o.b-p.b)*(o.b-p.b))
}

// shade is the colour of the same hue at another lightness, 0 to 1. Chroma is kept as far as the screen can show it.
func (o oklab) shade(lightness float64) Colour {
	c, ok := oklab{lightness, o.a, o.b}.colour()
	if ok {
		return c
	}
	least, most := 0.0, 1.0 // share of the chroma: grey is always there
	for range 20 {
		middle := (least + most) / 2
		if _, ok := (oklab{lightness, o.a * middle, o.b * middle}).colour(); ok {
			least = middle
		} else {
			most = middle
		}
	}
	c, _ = oklab{lightness, o.a * least, o.b * least}.colour()
	return c
}

// shades is how many steps of lightness are tried; finer than what 8 bits can show of a grey.
const shades = 1024

// NearestPassing is the shade of c that has at least the ratio beside other and looks least different from c: the hue stays,
// lightness changes, chroma gives way only where the screen has no such colour. That is done in OKLCH, where a step of
// lightness looks the same in every hue; HSL would turn yellow into mud long before it turned blue into night. A colour that
// passes is its own answer; ok is false when no shade passes.
func NearestPassing(c, other Colour, ratio float64) (nearest Colour, ok bool) {
	if Contrast(c, other) >= ratio {
		return c, true
	}
	from, best := c.oklab(), math.Inf(1)
	for i := range shades + 1 {
		shade := from.shade(float64(i) / shades)
		if Contrast(shade, other) < ratio {
			continue
		}
		if d := from.distance(shade.oklab()); d < best {
			nearest, best, ok = shade, d, true
		}
	}
	return nearest, ok
}
