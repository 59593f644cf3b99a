package picture

import (
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"slices"
)

// sample is a colour of a picture, multiplied by its opacity so that what is hardly seen hardly counts, and how often it is.
type sample struct {
	at    [4]int // red, green, blue, opacity
	count int
}

// box is a part of the colour space with the samples in it.
type box struct {
	samples []sample
	count   int
	widest  int // the channel in which the samples differ most …
	spread  int // … and by how much
}

func newBox(samples []sample) box {
	b := box{samples: samples}
	for channel := range 4 {
		least, most := 255, 0
		for _, s := range samples {
			least, most = min(least, s.at[channel]), max(most, s.at[channel])
		}
		if most-least > b.spread {
			b.widest, b.spread = channel, most-least
		}
	}
	for _, s := range samples {
		b.count += s.count
	}
	return b
}

// split cuts the box where half of its pixels are on either side.
func (b box) split() (box, box) {
	slices.SortFunc(b.samples, func(s, t sample) int { return cmp.Compare(s.at[b.widest], t.at[b.widest]) })
	seen, cut := 0, 1
	for i, s := range b.samples[:len(b.samples)-1] {
		seen += s.count
		cut = i + 1
		if 2*seen >= b.count {
			break
		}
	}
	return newBox(b.samples[:cut]), newBox(b.samples[cut:])
}

// mean is the average colour of the box.
func (b box) mean() color.NRGBA {
	var sum [4]int
	for _, s := range b.samples {
		for i, v := range s.at {
			sum[i] += v * s.count
		}
	}
	alpha := sum[3]
	if alpha == 0 {
		return color.NRGBA{}
	}
	c := func(v int) uint8 { return uint8(min((v*255+alpha/2)/alpha, 255)) }
	return color.NRGBA{R: c(sum[0]), G: c(sum[1]), B: c(sum[2]), A: uint8((alpha + b.count/2) / b.count)}
}

// samplesOf counts the colours of a picture, in an order that does not depend on chance.
func samplesOf(img *image.NRGBA) []sample {
	counts := map[[4]int]int{}
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:]
		for x := range img.Rect.Dx() {
			p := row[4*x : 4*x+4]
			a := int(p[3])
			counts[[4]int{int(p[0]) * a / 255, int(p[1]) * a / 255, int(p[2]) * a / 255, a}]++
		}
	}
	out := make([]sample, 0, len(counts))
	for at, n := range counts {
		out = append(out, sample{at, n})
	}
	slices.SortFunc(out, func(s, t sample) int { return slices.Compare(s.at[:], t.at[:]) })
	return out
}

// boxes divides the colours by median cut (Heckbert, 1982): always the box in which most pixels differ most.
func boxes(samples []sample, most int) []box {
	out := []box{newBox(samples)}
	for len(out) < most {
		best := slices.MaxFunc(out, func(a, b box) int { return cmp.Compare(a.spread*a.count, b.spread*b.count) })
		if best.spread == 0 {
			break
		}
		i := slices.IndexFunc(out, func(b box) bool { return &b.samples[0] == &best.samples[0] })
		left, right := best.split()
		out[i] = left
		out = append(out, right)
	}
	return out
}

// quantise reduces a picture to so many colours, 256 at most, and spreads the error over the neighbours (Floyd and
// Steinberg, 1976) where dither is set.
func quantise(img *image.NRGBA, colours int, dither bool) *image.Paletted {
	var palette color.Palette
	for _, b := range boxes(samplesOf(img), colours) {
		palette = append(palette, b.mean())
	}
	out := image.NewPaletted(img.Rect, palette)
	if dither {
		draw.FloydSteinberg.Draw(out, out.Rect, img, img.Rect.Min)
	} else {
		draw.Draw(out, out.Rect, img, img.Rect.Min, draw.Src)
	}
	return out
}

// exactPalette gives the picture with a palette of its own colours, nil when it has more than 256.
func exactPalette(img *image.NRGBA) *image.Paletted {
	index := map[color.NRGBA]uint8{}
	out := image.NewPaletted(img.Rect, nil)
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
			c := img.NRGBAAt(x, y)
			i, known := index[c]
			if !known {
				if len(out.Palette) == 256 {
					return nil
				}
				i = uint8(len(out.Palette))
				index[c] = i
				out.Palette = append(out.Palette, c)
			}
			out.SetColorIndex(x, y, i)
		}
	}
	return out
}

// ToPalette is a picture in at most so many colours, 256 at most: its own when it has no more, else the best ones found, without
// dither, which suits drawn pictures and makes their files small.
func ToPalette(img *image.NRGBA, colours int) *image.Paletted {
	if exact := exactPalette(img); exact != nil && len(exact.Palette) <= colours {
		return exact
	}
	return quantise(img, colours, false)
}
