package picture

import (
	"cmp"
	"image"
	"slices"

	"pupitre/data/branding"
)

// seen is the least opacity of what counts as a part of a picture.
const seen = 128

// Edge is the colour of a picture's outline, for the contrast with what is around it: the average of the pixels that touch
// the border or something transparent. ok is false when nothing of the picture is seen.
func Edge(img *image.NRGBA) (c branding.Colour, ok bool) {
	var sum [3]int
	n := 0
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
			p := img.NRGBAAt(x, y)
			if p.A < seen || !onEdge(img, x, y) {
				continue
			}
			sum[0], sum[1], sum[2] = sum[0]+int(p.R), sum[1]+int(p.G), sum[2]+int(p.B)
			n++
		}
	}
	if n == 0 {
		return branding.Colour{}, false
	}
	mean := func(v int) uint8 { return uint8((v + n/2) / n) }
	return branding.Colour{R: mean(sum[0]), G: mean(sum[1]), B: mean(sum[2])}, true
}

// onEdge tells whether a neighbour of the pixel is outside or transparent; outside, a pixel has no opacity.
func onEdge(img *image.NRGBA, x, y int) bool {
	return img.NRGBAAt(x-1, y).A < seen || img.NRGBAAt(x+1, y).A < seen ||
		img.NRGBAAt(x, y-1).A < seen || img.NRGBAAt(x, y+1).A < seen
}

// Colours are those that a picture has most of, at most so many, the most frequent first: "use the logo's colours".
func Colours(img *image.NRGBA, most int) []branding.Colour {
	var opaque []sample
	for _, s := range samplesOf(img) {
		if s.at[3] >= seen {
			opaque = append(opaque, s)
		}
	}
	if len(opaque) == 0 || most < 1 {
		return nil
	}
	parts := boxes(opaque, most)
	slices.SortStableFunc(parts, func(a, b box) int { return cmp.Compare(b.count, a.count) })
	out := make([]branding.Colour, 0, len(parts))
	for _, b := range parts {
		c := b.mean()
		if found := (branding.Colour{R: c.R, G: c.G, B: c.B}); !slices.Contains(out, found) {
			out = append(out, found)
		}
	}
	return out
}
