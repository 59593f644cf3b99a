// Package lettering shapes lines of text and draws them, for widgets that change a hundred texts with a key. What is measured and
// drawn is what Fyne's canvas.Text measures and draws, to the pixel: the same shaping and the same rasteriser. Fyne 2.7 prepares
// the typeface and plans its substitutions anew for each text, once to measure and once to draw; here that is done once for all.
package lettering

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"math/bits"
	"sync"

	"fyne.io/fyne/v2"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"

	"pupitre/ui/look"
)

// Line is a line of text in a size and a weight. It does not change and may be shared.
type Line struct {
	Width, Height float32 // Fyne units, as of fyne.MeasureText

	size  float32
	runs  []run
	mu    sync.Mutex
	drawn picture // the last one: rows that scroll, and columns that repeat a name, ask for it again
}

// run is a part of a line in one script, and where it begins, in Fyne units.
type run struct {
	shaping.Output
	x float32
}

// picture is a drawing, and what it was made for.
type picture struct {
	scale float32
	ink   color.Color
	image *image.RGBA
}

// Bounds of what is remembered: some ten windows full of cells, with their pictures, of which fewer are kept where a screen has many
// pixels to a unit; and the widths of what was tried while texts were cut.
const (
	mostLines  = 1024
	mostPixels = 4 << 20 // of four bytes
	mostWidths = 8192
)

// letters are all lines and widths; widgets of any window share them.
var letters = &setter{faces: map[bool]*font.Face{}, lines: map[text]*Line{}, widths: map[text]float32{}, outlines: map[glyph][]opentype.Segment{}}

// text is what makes one line another one.
type text struct {
	text string
	size float32
	bold bool
}

// setter shapes texts. Its shaper is for one goroutine at a time.
type setter struct {
	mu        sync.Mutex
	shaper    shaping.HarfbuzzShaper
	segmenter shaping.Segmenter
	faces     map[bool]*font.Face // bold or not
	lines     map[text]*Line      // nil for a text that cannot be set
	pixels    int                 // drawn since lines was empty
	widths    map[text]float32
	outlines  map[glyph][]opentype.Segment
}

// Set shapes a text of a size in Fyne units. It gives nil for a text with a letter that the typeface lacks, or with a character that
// is none: canvas.Text looks for it in other faces.
func Set(s string, size float32, bold bool) *Line {
	if !ours() {
		return nil
	}
	letters.mu.Lock()
	defer letters.mu.Unlock()
	key := text{s, size, bold}
	line, known := letters.lines[key]
	if !known {
		if len(letters.lines) >= mostLines || letters.pixels >= mostPixels {
			clear(letters.lines)
			letters.pixels = 0
		}
		line = letters.shape(key)
		letters.lines[key] = line
	}
	return line
}

// Width is the width of a text, in Fyne units: that of fyne.MeasureText.
func Width(s string, size float32, bold bool) float32 {
	if !ours() {
		return measured(s, size, bold)
	}
	letters.mu.Lock()
	defer letters.mu.Unlock()
	key := text{s, size, bold}
	width, known := letters.widths[key]
	if !known {
		if len(letters.widths) >= mostWidths {
			clear(letters.widths)
		}
		if line := letters.shape(key); line != nil {
			width = line.Width
		} else {
			width = measured(s, size, bold)
		}
		letters.widths[key] = width
	}
	return width
}

func measured(s string, size float32, bold bool) float32 {
	return fyne.MeasureText(s, size, fyne.TextStyle{Bold: bold}).Width
}

// ours tells whether the theme in force is one of ours: their typeface is known.
func ours() bool {
	app := fyne.CurrentApp()
	if app == nil {
		return false
	}
	_, ok := app.Settings().Theme().(*look.Theme)
	return ok
}

// face is the typeface in a weight, nil when its file cannot be read.
func (s *setter) face(bold bool) *font.Face {
	face, known := s.faces[bold]
	if !known {
		file := look.Current().Font(fyne.TextStyle{Bold: bold})
		if read, err := font.ParseTTF(bytes.NewReader(file.Content())); err == nil {
			face = read
		}
		s.faces[bold] = face
		s.shaper.SetFontCacheSize(len(s.faces))
	}
	return face
}

// only is a choice of one face.
type only struct{ *font.Face }

// ResolveFace implements shaping.Fontmap.
func (o only) ResolveFace(rune) *font.Face { return o.Face }

// shape sets a text, as Fyne 2.7 does (internal/painter, walkString); nil when the typeface cannot.
func (s *setter) shape(t text) *Line {
	face := s.face(t.bold)
	if face == nil || !has(face, t.text) {
		return nil
	}
	size := fixed.Int26_6(t.size * 64)
	space := s.shaper.Shape(shaping.Input{Text: []rune{' '}, RunEnd: 1, Direction: di.DirectionLTR, Face: face, Size: size})
	line := &Line{Height: units(space.LineBounds.LineThickness()), size: t.size}
	runes := []rune(t.text)
	all := shaping.Input{Text: runes, RunEnd: len(runes), Direction: di.DirectionLTR, Face: face, Size: size}
	for _, in := range s.segmenter.Split(all, only{face}) {
		out := s.shaper.Shape(in)
		line.runs = append(line.runs, run{out, line.Width})
		for _, g := range out.Glyphs {
			line.Width += units(g.XAdvance)
		}
	}
	return line
}

// has tells whether a face has each letter of a text.
func has(face *font.Face, s string) bool {
	for _, r := range s {
		if _, ok := face.NominalGlyph(r); !ok || r < ' ' {
			return false
		}
	}
	return true
}

func units(n fixed.Int26_6) float32 { return float32(n) / 64 }

// Picture is the line drawn at so many pixels to a unit. It must not be changed.
func (l *Line) Picture(scale float32, ink color.Color) *image.RGBA {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.drawn.image != nil && l.drawn.scale == scale && l.drawn.ink == ink {
		return l.drawn.image
	}
	letters.mu.Lock()
	img := letters.draw(l, scale, ink)
	letters.pixels += img.Rect.Dx() * img.Rect.Dy()
	letters.mu.Unlock()
	l.drawn = picture{scale, ink, img}
	return img
}

// pixels is how many a length needs, at least one, and no power of two: software OpenGL (llvmpipe) compiles a program for each kind of
// texture, pictures whose sides are powers of two being others, which takes some ten milliseconds of the frame that has the first.
func pixels(length, scale float32) int {
	n := max(int(math.Ceil(float64(length*scale))), 1)
	if bits.OnesCount(uint(n)) == 1 {
		n++
	}
	return n
}
