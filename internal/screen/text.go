//go:build linux

package screen

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"

	"github.com/go-text/render"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// Reader finds words in a picture: it draws them the way the toolkit does (the same shaping and the same rasteriser) and
// looks where the picture has that shape, in whatever colours. Tests see what a person sees, without a door into the program.
type Reader struct {
	faces []*font.Face
	sizes []float32 // pixels
	cache map[string][]template
}

// likeness is the correlation from which two pictures of a text are the same. One changed letter in a sentence of twenty
// stays below, in the faces and sizes that text_test.go tries.
const likeness = 0.93

// NewReader reads text set in the given fonts (TrueType files) and sizes, in pixels.
func NewReader(fonts [][]byte, sizes []float32) (*Reader, error) {
	r := &Reader{sizes: sizes, cache: map[string][]template{}}
	for _, raw := range fonts {
		face, err := font.ParseTTF(bytes.NewReader(raw))
		if err != nil {
			return nil, err
		}
		r.faces = append(r.faces, face)
	}
	return r, nil
}

// ErrNotSeen says that the words are not in the picture.
var ErrNotSeen = errors.New("not on the screen")

// Find gives the place of the words, the first from the top when they stand in several. Words on two lines are two texts.
func (r *Reader) Find(img *image.RGBA, words string) (image.Rectangle, error) {
	gray := newPlane(img)
	for _, t := range r.templates(words) {
		if at, ok := gray.find(t); ok {
			return image.Rect(0, 0, t.w, t.h).Add(at).Add(img.Rect.Min), nil
		}
	}
	return image.Rectangle{}, fmt.Errorf("%q: %w", words, ErrNotSeen)
}

func (r *Reader) templates(words string) []template {
	if known, ok := r.cache[words]; ok {
		return known
	}
	var all []template
	for _, face := range r.faces {
		for _, size := range r.sizes {
			all = append(all, newTemplate(drawWords(words, face, size)))
		}
	}
	r.cache[words] = all
	return all
}

// drawWords sets white words on black, cut to what has ink.
func drawWords(words string, face *font.Face, size float32) *image.Gray {
	runes := []rune(words)
	run := (&shaping.HarfbuzzShaper{}).Shape(shaping.Input{
		Text: runes, RunEnd: len(runes), Direction: di.DirectionLTR, Face: face, Size: fixed.Int26_6(size * 64),
	})
	const margin = 4
	ascent := run.LineBounds.Ascent.Ceil()
	page := image.NewRGBA(image.Rect(0, 0, run.Advance.Ceil()+2*margin, ascent-run.LineBounds.Descent.Floor()+2*margin))
	draw.Draw(page, page.Rect, image.Black, image.Point{}, draw.Src)
	pen := render.Renderer{FontSize: size, PixScale: 1, Color: color.White}
	pen.DrawShapedRunAt(run, page, margin, margin+ascent)
	gray := image.NewGray(page.Rect)
	draw.Draw(gray, gray.Rect, page, image.Point{}, draw.Src)
	return cutToInk(gray)
}

func cutToInk(img *image.Gray) *image.Gray {
	var ink image.Rectangle
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
			if img.GrayAt(x, y).Y > 32 {
				ink = ink.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return img.SubImage(ink).(*image.Gray)
}

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
	p.sum, p.sq = make([]float64, (p.w+1)*(p.h+1)), make([]float64, (p.w+1)*(p.h+1))
	for y := range p.h {
		var row, rowSq float64
		for x := range p.w {
			i := img.PixOffset(img.Rect.Min.X+x, img.Rect.Min.Y+y)
			v := 0.299*float64(img.Pix[i]) + 0.587*float64(img.Pix[i+1]) + 0.114*float64(img.Pix[i+2])
			p.v[y*p.w+x] = float32(v)
			row, rowSq = row+v, rowSq+v*v
			above, here := y*(p.w+1)+x+1, (y+1)*(p.w+1)+x+1
			p.sum[here], p.sq[here] = p.sum[above]+row, p.sq[above]+rowSq
		}
	}
	return p
}

func (p *plane) area(sums []float64, x, y, w, h int) float64 {
	stride := p.w + 1
	return sums[(y+h)*stride+x+w] - sums[y*stride+x+w] - sums[(y+h)*stride+x] + sums[y*stride+x]
}

// find gives the place of the best likeness, when it is good enough.
func (p *plane) find(t template) (image.Point, bool) {
	best, at := likeness, image.Point{}
	for y := 0; y+t.h <= p.h; y++ {
		for x := 0; x+t.w <= p.w; x++ {
			if l := p.likeness(t, x, y); l > best {
				best, at = l, image.Pt(x, y)
			}
		}
	}
	return at, best > likeness
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
