//go:build linux

package screen

import (
	"cmp"
	"image"
	"image/color"
	"math"
	"slices"
)

// template is a text as a pattern of zero mean and unit length: correlation with it forgets colours and contrast.
type template struct {
	w, h int
	v    []float32
}

func newTemplate(img *image.Gray) template {
	t := template{w: img.Rect.Dx(), h: img.Rect.Dy()}
	var sum float64
	for y := range t.h {
		for x := range t.w {
			v := float32(img.GrayAt(img.Rect.Min.X+x, img.Rect.Min.Y+y).Y)
			t.v = append(t.v, v)
			sum += float64(v)
		}
	}
	mean := float32(sum / float64(max(1, len(t.v))))
	var square float64
	for i := range t.v {
		t.v[i] -= mean
		square += float64(t.v[i]) * float64(t.v[i])
	}
	length := float32(math.Sqrt(square))
	for i := range t.v {
		t.v[i] /= length
	}
	return t
}

// plane is a picture's lightness, with sums that give mean and variance of any rectangle at once.
type plane struct {
	w, h    int
	v       []float32
	sum, sq []float64 // (w+1)×(h+1) summed areas
}

func newPlane(img *image.RGBA) *plane {
	p := &plane{w: img.Rect.Dx(), h: img.Rect.Dy()}
	p.v = make([]float32, p.w*p.h)
	for y := range p.h {
		for x := range p.w {
			i := img.PixOffset(img.Rect.Min.X+x, img.Rect.Min.Y+y)
			p.v[y*p.w+x] = 0.299*float32(img.Pix[i]) + 0.587*float32(img.Pix[i+1]) + 0.114*float32(img.Pix[i+2])
		}
	}
	p.addUp()
	return p
}

// addUp fills the summed areas.
func (p *plane) addUp() {
	p.sum, p.sq = make([]float64, (p.w+1)*(p.h+1)), make([]float64, (p.w+1)*(p.h+1))
	for y := range p.h {
		var row, rowSq float64
		for x := range p.w {
			v := float64(p.v[y*p.w+x])
			row, rowSq = row+v, rowSq+v*v
			above, here := y*(p.w+1)+x+1, (y+1)*(p.w+1)+x+1
			p.sum[here], p.sq[here] = p.sum[above]+row, p.sq[above]+rowSq
		}
	}
}

// soften is the plane with each pixel the mean of its neighbourhood of three by three; the border stays black.
func (p *plane) soften() *plane {
	soft := &plane{w: p.w, h: p.h, v: make([]float32, len(p.v))}
	for y := 1; y < p.h-1; y++ {
		for x := 1; x < p.w-1; x++ {
			soft.v[y*p.w+x] = float32(p.area(p.sum, x-1, y-1, 3, 3) / 9)
		}
	}
	soft.addUp()
	return soft
}

// soften does the same to a text, which grows by a pixel on each side.
func soften(img *image.Gray) *image.Gray {
	soft := image.NewGray(image.Rect(0, 0, img.Rect.Dx()+2, img.Rect.Dy()+2))
	for y := range soft.Rect.Dy() {
		for x := range soft.Rect.Dx() {
			sum := 0
			for i := range 9 { // outside of the picture GrayAt is black
				sum += int(img.GrayAt(img.Rect.Min.X+x-i%3, img.Rect.Min.Y+y-i/3).Y)
			}
			soft.SetGray(x, y, color.Gray{Y: uint8(sum / 9)})
		}
	}
	return soft
}

func (p *plane) area(sums []float64, x, y, w, h int) float64 {
	stride := p.w + 1
	return sums[(y+h)*stride+x+w] - sums[y*stride+x+w] - sums[(y+h)*stride+x] + sums[y*stride+x]
}

func (p *plane) rect() image.Rectangle { return image.Rect(0, 0, p.w, p.h) }

// all gives the places in an area where the picture is like the template, the best first.
func (p *plane) all(t template, area image.Rectangle, threshold float64) []image.Rectangle {
	type hit struct {
		at   image.Point
		like float64
	}
	var hits []hit
	for y := area.Min.Y; y+t.h <= area.Max.Y; y++ {
		for x := area.Min.X; x+t.w <= area.Max.X; x++ {
			if l := p.likeness(t, x, y); l > threshold {
				hits = append(hits, hit{image.Pt(x, y), l})
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.like, a.like) })
	var places []image.Rectangle
	for _, h := range hits {
		place := image.Rect(0, 0, t.w, t.h).Add(h.at)
		if !slices.ContainsFunc(places, place.Overlaps) {
			places = append(places, place)
		}
	}
	return places
}

// minInk is the variance below which an area is empty: most of a window is, and costs nothing.
const minInk = 60

// likeness is the correlation, without sign: light on dark is the same text as dark on light.
func (p *plane) likeness(t template, x, y int) float64 {
	n := float64(t.w * t.h)
	sum := p.area(p.sum, x, y, t.w, t.h)
	variance := p.area(p.sq, x, y, t.w, t.h) - sum*sum/n
	if variance < minInk*n {
		return 0
	}
	if !p.promising(t, x, y, math.Sqrt(variance/n)) {
		return 0
	}
	var dot float32
	for row := range t.h {
		line := p.v[(y+row)*p.w+x:][:t.w]
		pattern := t.v[row*t.w:][:t.w]
		for i, v := range pattern {
			dot += v * line[i]
		}
	}
	return math.Abs(float64(dot)) / math.Sqrt(variance)
}

// promising tries the middle line alone before the whole: where that is nothing like it, the rest is not looked at.
func (p *plane) promising(t template, x, y int, deviation float64) bool {
	line := p.v[(y+t.h/2)*p.w+x:][:t.w]
	pattern := t.v[t.h/2*t.w:][:t.w]
	var dot, own, mean, patternMean, patternOwn float64
	for i, v := range pattern {
		mean, patternMean = mean+float64(line[i]), patternMean+float64(v)
	}
	mean, patternMean = mean/float64(t.w), patternMean/float64(t.w)
	for i, v := range pattern {
		a, b := float64(line[i])-mean, float64(v)-patternMean
		dot, own, patternOwn = dot+a*b, own+a*a, patternOwn+b*b
	}
	if own < deviation || patternOwn == 0 {
		return false
	}
	return math.Abs(dot) > 0.7*math.Sqrt(own*patternOwn)
}
