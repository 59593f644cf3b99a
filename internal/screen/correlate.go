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
	w, h   int
	v      []float32
	blocks []block // the ones that say most first
}

// block is a part of a template: sum is that of its values, over the root of their number.
type block struct {
	x, y, w, h         int
	sum, root, perRoot float64
}

// side of a block in pixels: about the stroke and the gap of a letter.
const side = 4

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
	t.divide()
	return t
}

func (t *template) divide() {
	for y := 0; y < t.h; y += side {
		for x := 0; x < t.w; x += side {
			b := block{x: x, y: y, w: min(side, t.w-x), h: min(side, t.h-y)}
			b.root = math.Sqrt(float64(b.w * b.h))
			for row := range b.h {
				for _, v := range t.v[(y+row)*t.w+x:][:b.w] {
					b.sum += float64(v)
				}
			}
			b.perRoot = 1 / b.root
			b.sum *= b.perRoot
			t.blocks = append(t.blocks, b)
		}
	}
	slices.SortStableFunc(t.blocks, func(a, b block) int { return cmp.Compare(math.Abs(b.sum), math.Abs(a.sum)) })
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
			if l := p.likeness(t, x, y, threshold); l > threshold {
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

// likeness is the correlation, without sign: light on dark is the same text as dark on light. It is 0 where it cannot reach
// the threshold.
func (p *plane) likeness(t template, x, y int, threshold float64) float64 {
	n := float64(t.w * t.h)
	sum := p.area(p.sum, x, y, t.w, t.h)
	variance := p.area(p.sq, x, y, t.w, t.h) - sum*sum/n
	if variance < minInk*n {
		return 0
	}
	length := math.Sqrt(variance)
	if !p.promising(t, x, y, sum/n, length, threshold) {
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
	return math.Abs(float64(dot)) / length
}

// promising compares the means of the blocks before the whole. Vectors of unit length with a correlation of c are √(2−2c)
// apart, and their means over blocks, which are a projection of them, no more: what is further apart cannot be the text.
func (p *plane) promising(t template, x, y int, mean, length, threshold float64) bool {
	most := 2 - 2*threshold
	per, base := 1/length, mean/length
	var same, inverse float64 // how far from the text, and from the text in inverted colours
	for i := range t.blocks {
		b := &t.blocks[i]
		own := p.area(p.sum, x+b.x, y+b.y, b.w, b.h)*b.perRoot*per - base*b.root
		near, far := own-b.sum, own+b.sum
		same += near * near
		inverse += far * far
		if min(same, inverse) > most {
			return false
		}
	}
	return true
}
