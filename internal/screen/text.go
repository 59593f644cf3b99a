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
	"strings"
	"unicode/utf8"

	"github.com/go-text/render"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// Reader finds words in a picture: it draws them the way the toolkit does (the same shaping and the same rasteriser) and
// looks where the picture has that shape, in whatever colours. Tests see what a person sees, without a door into the program.
type Reader struct {
	types []typeface
	cache map[string]template
	last  view
}

// view is the picture that was looked at last, and what was not found in it: who waits for words looks at the same picture
// again and again.
type view struct {
	img         *image.RGBA
	sharp, soft *plane // made when needed
	unseen      map[string]bool
}

// typeface is a face in one size.
type typeface struct {
	face  *font.Face
	size  float32 // pixels
	index int     // in Reader.types, for the cache
}

// likeness is the correlation from which two pictures of a text are the same. One changed letter in a sentence of twenty
// stays below, in the faces and sizes that text_test.go tries.
const likeness = 0.97

// NewReader reads text set in the given fonts (TrueType files) and sizes, in pixels.
func NewReader(fonts [][]byte, sizes []float32) (*Reader, error) {
	r := &Reader{cache: map[string]template{}}
	for _, raw := range fonts {
		face, err := font.ParseTTF(bytes.NewReader(raw))
		if err != nil {
			return nil, err
		}
		for _, size := range sizes {
			r.types = append(r.types, typeface{face, size, len(r.types)})
		}
	}
	return r, nil
}

// softLikeness is the same for words that are looked at softly, each by itself.
const softLikeness = 0.9

// ErrNotSeen says that the words are not in the picture.
var ErrNotSeen = errors.New("not on the screen")

// Find gives the place of the words, wrapped over as many lines as they may be.
func (r *Reader) Find(img *image.RGBA, words string) (image.Rectangle, error) {
	r.show(img)
	if r.last.unseen[words] {
		return image.Rectangle{}, fmt.Errorf("%q: %w", words, ErrNotSeen)
	}
	page := r.last.page()
	for _, t := range r.types {
		if place, ok := r.sentence(page, t, strings.Fields(words)); ok {
			return place.Add(img.Rect.Min), nil
		}
	}
	return image.Rectangle{}, r.missed(words, words)
}

// show turns to a picture, and forgets what is known of another.
func (r *Reader) show(img *image.RGBA) {
	if l := r.last.img; l == nil || l.Rect != img.Rect || l.Stride != img.Stride || !bytes.Equal(l.Pix, img.Pix) {
		r.last = view{img: img, unseen: map[string]bool{}}
	}
}

// missed remembers it under the key.
func (r *Reader) missed(key, words string) error {
	r.last.unseen[key] = true
	return fmt.Errorf("%q: %w", words, ErrNotSeen)
}

func (v *view) page() *plane {
	if v.sharp == nil {
		v.sharp = newPlane(v.img)
	}
	return v.sharp
}

func (v *view) softPage() *plane {
	if v.soft == nil {
		v.soft = v.page().soften()
	}
	return v.soft
}

// FindSoft gives the place of words that are drawn between the pixels, as the graphics card does where the toolkit's layout
// does not end on whole ones: both sides are blurred a little, and every word is looked for after the one before, on the
// same line or under it. It mistakes é for ê, and a last letter for another.
func (r *Reader) FindSoft(img *image.RGBA, words string) (image.Rectangle, error) {
	const softly = "softly "
	r.show(img)
	if r.last.unseen[softly+words] {
		return image.Rectangle{}, fmt.Errorf("%q: %w", words, ErrNotSeen)
	}
	page := r.last.softPage()
	all := joinShort(strings.Fields(words))
	for _, t := range r.types {
		if len(all) == 0 {
			break
		}
		for _, first := range page.all(r.soft(t, all[0]), page.rect(), softLikeness) {
			if whole, ok := r.followSoft(page, t, all[1:], first); ok {
				return whole.Add(img.Rect.Min), nil
			}
		}
	}
	return image.Rectangle{}, r.missed(softly+words, words)
}

func (r *Reader) followSoft(page *plane, t typeface, words []string, first image.Rectangle) (image.Rectangle, bool) {
	whole, last, start := first, first, first.Min.X
	for _, word := range words {
		const overlap = 4 // the blur widens both
		pattern, size := r.soft(t, word), int(t.size)
		beside := image.Rect(last.Max.X-overlap, last.Min.Y-size/2, last.Max.X+size+pattern.w, last.Max.Y+size/2)
		under := image.Rect(start-size*20, last.Min.Y+size, start+size*20+pattern.w, last.Max.Y+2*size)
		places := page.all(pattern, beside.Intersect(page.rect()), softLikeness)
		if len(places) == 0 {
			places = page.all(pattern, under.Intersect(page.rect()), softLikeness)
		}
		if len(places) == 0 {
			return whole, false
		}
		last = places[0]
		whole = whole.Union(last)
	}
	return whole, true
}

// joinShort puts words of one or two letters to their neighbours: alone they look like too much else.
func joinShort(words []string) []string {
	const short = 2
	var all []string
	for _, word := range words {
		last := len(all) - 1
		if last >= 0 && (utf8.RuneCountInString(word) <= short || utf8.RuneCountInString(all[last]) <= short) {
			all[last] += " " + word
			continue
		}
		all = append(all, word)
	}
	return all
}

func (r *Reader) soft(t typeface, word string) template {
	key := fmt.Sprint("soft", t.index, word)
	known, ok := r.cache[key]
	if !ok {
		known = newTemplate(soften(drawWords(word, t)))
		r.cache[key] = known
	}
	return known
}

// sentence looks for the beginning everywhere, and for the rest only where it must then be.
func (r *Reader) sentence(page *plane, t typeface, words []string) (image.Rectangle, bool) {
	anchor := min(2, len(words))
	if anchor == 0 {
		return image.Rectangle{}, false
	}
	for {
		for _, place := range page.all(r.template(t, words[:anchor]), page.rect(), likeness) {
			if whole, ok := r.follow(page, t, words, place); ok {
				return whole, true
			}
		}
		if anchor--; anchor == 0 { // a line may end after the first word
			return image.Rectangle{}, false
		}
	}
}

// follow reads the words from where the first ones stand: the longest line that is there, then the rest under it.
func (r *Reader) follow(page *plane, t typeface, words []string, first image.Rectangle) (image.Rectangle, bool) {
	line := int(math.Ceil(float64(t.size) * 1.7)) // more than any line spacing in use
	band := image.Rect(first.Min.X-2, first.Min.Y-line/2, page.w, first.Max.Y+line/2).Intersect(page.rect())
	for n := len(words); n > 0; n-- {
		places := page.all(r.template(t, words[:n]), band, likeness)
		if len(places) == 0 || places[0].Min.X > first.Min.X+2 {
			continue
		}
		if n == len(words) {
			return places[0], true
		}
		under := image.Rect(first.Min.X-line*20, places[0].Min.Y+int(t.size/2), page.w, places[0].Max.Y+line).Intersect(page.rect())
		for _, next := range page.all(r.template(t, words[n:n+1]), under, likeness) {
			if rest, ok := r.follow(page, t, words[n:], next); ok {
				return places[0].Union(rest), true
			}
		}
	}
	return image.Rectangle{}, false
}

func (r *Reader) template(t typeface, words []string) template {
	text := strings.Join(words, " ")
	key := fmt.Sprint(t.index, text)
	known, ok := r.cache[key]
	if !ok {
		known = newTemplate(drawWords(text, t))
		r.cache[key] = known
	}
	return known
}

// drawWords sets white words on black, cut to what has ink.
func drawWords(words string, t typeface) *image.Gray {
	runes := []rune(words)
	run := (&shaping.HarfbuzzShaper{}).Shape(shaping.Input{
		Text: runes, RunEnd: len(runes), Direction: di.DirectionLTR, Face: t.face, Size: fixed.Int26_6(t.size * 64),
	})
	const margin = 4
	ascent := run.LineBounds.Ascent.Ceil()
	page := image.NewRGBA(image.Rect(0, 0, run.Advance.Ceil()+2*margin, ascent-run.LineBounds.Descent.Floor()+2*margin))
	draw.Draw(page, page.Rect, image.Black, image.Point{}, draw.Src)
	pen := render.Renderer{FontSize: t.size, PixScale: 1, Color: color.White}
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
