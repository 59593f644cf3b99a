// Package preview draws what the public will see of a look: the portal, a sign-in page, a mobile application, an e-mail. The
// pictures are built once; a colour that changes repaints colours only, so they follow a hand that drags.
package preview

import (
	"image"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"pupitre/data/branding"
	"pupitre/ui/brand"
)

// ink is what a part is painted with.
type ink int

// The inks. Those of the page are the portal's light ones, whatever theme this program has: the public sees the page.
const (
	paper ink = iota
	page
	text
	muted
	line
	chrome   // of a browser or a telephone
	header   // colour 1
	onHeader // the text on it
	second   // colour 2
	onSecond // the text on it
	link     // colour 1, or its nearest shade that can be read on white
	dark     // chrome of a browser in the dark
	darkTab
	onDark
)

// inks are the colours of the page, as the portal's style sheet has them in the light.
var inks = map[ink]color.NRGBA{
	paper: {R: 0xff, G: 0xff, B: 0xff, A: 0xff}, page: {R: 0xf5, G: 0xf7, B: 0xfa, A: 0xff},
	text: {R: 0x17, G: 0x1c, B: 0x26, A: 0xff}, muted: {R: 0x52, G: 0x5d, B: 0x70, A: 0xff},
	line: {R: 0xdc, G: 0xe1, B: 0xea, A: 0xff}, chrome: {R: 0xd3, G: 0xd9, B: 0xe3, A: 0xff},
	dark: {R: 0x1f, G: 0x20, B: 0x23, A: 0xff}, darkTab: {R: 0x35, G: 0x36, B: 0x3a, A: 0xff}, onDark: {R: 0xe8, G: 0xea, B: 0xed, A: 0xff},
}

// colouring is a look with what follows from it.
type colouring struct {
	branding.Brand
	link branding.Colour // of links on white
}

// coloured finds what follows from a look. The shade takes a millisecond to find, so it is kept while its colour stays.
func (c colouring) coloured(b branding.Brand) colouring {
	if c.link == (branding.Colour{}) || c.Color1 != b.Color1 {
		c.link, _ = branding.NearestPassing(b.Color1, branding.White, branding.LeastText)
	}
	c.Brand = b
	return c
}

// inkOf is the colour of an ink in a look.
func inkOf(b colouring, i ink) color.Color {
	switch i {
	case header:
		return brand.Color(b.Color1)
	case onHeader:
		return brand.Color(branding.TextOn(b.Color1))
	case second:
		return brand.Color(b.Color2)
	case onSecond:
		return brand.Color(branding.TextOn(b.Color2))
	case link:
		return brand.Color(b.link)
	}
	return inks[i]
}

// sheet is one drawing: parts that are placed by its plan, each with its ink.
type sheet struct {
	objects []fyne.CanvasObject
	fills   map[ink][]func(color.Color)
	// plan places the parts for a width and gives the height; it may be called often.
	plan func(width float32) (height float32)
	unit float32        // Fyne units to a pixel of the drawing
	real func() float32 // Fyne units to a pixel of the screen
}

func newSheet(unit float32) *sheet {
	return &sheet{fills: map[ink][]func(color.Color){}, unit: unit}
}

func (s *sheet) add(o fyne.CanvasObject, i ink, fill func(color.Color)) {
	s.objects = append(s.objects, o)
	s.fills[i] = append(s.fills[i], fill)
}

// paint gives every part its colour.
func (s *sheet) paint(b colouring) {
	for i, fills := range s.fills {
		c := inkOf(b, i)
		for _, fill := range fills {
			fill(c)
		}
	}
}

// box is a field of colour.
func (s *sheet) box(i ink, radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(nil)
	r.CornerRadius = radius * s.unit
	s.add(r, i, func(c color.Color) { r.FillColor = c })
	return r
}

// frame is a field with an edge.
func (s *sheet) frame(i, edge ink, radius float32) *canvas.Rectangle {
	r := s.box(i, radius)
	r.StrokeWidth = 1
	s.fills[edge] = append(s.fills[edge], func(c color.Color) { r.StrokeColor = c })
	return r
}

// image is a picture at its real size; nil leaves its place empty.
func (s *sheet) image(img *image.NRGBA) *canvas.Image {
	o := &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScalePixels}
	if img != nil {
		o.Image = img
	}
	o.Hidden = img == nil
	s.objects = append(s.objects, o)
	return o
}

// words is a text of at most so many lines.
type words struct {
	whole string
	lines []*canvas.Text
}

func (s *sheet) words(whole string, i ink, size float32, bold bool, most int) *words {
	w := &words{whole: whole}
	for range most {
		t := canvas.NewText("", nil)
		t.TextSize, t.TextStyle.Bold = size*s.unit, bold
		w.lines = append(w.lines, t)
		s.add(t, i, func(c color.Color) { t.Color = c })
	}
	return w
}

// place sets the text into a width at a position, and gives where it ends. What does not fit ends with ….
func (w *words) place(at fyne.Position, width float32, align fyne.TextAlign) (bottom float32) {
	first := w.lines[0]
	broken := wrap(w.whole, width, len(w.lines), func(s string) float32 {
		return fyne.MeasureText(s, first.TextSize, first.TextStyle).Width
	})
	height := first.TextSize * 1.35
	for i, t := range w.lines {
		t.Hidden = i >= len(broken)
		if t.Hidden {
			continue
		}
		t.Text, t.Alignment = broken[i], align
		t.Move(at.AddXY(0, height*float32(i)))
		t.Resize(fyne.NewSize(width, height))
	}
	return at.Y + height*float32(len(broken))
}

// width is that of the text on one line.
func (w *words) width() float32 {
	return fyne.MeasureText(w.whole, w.lines[0].TextSize, w.lines[0].TextStyle).Width
}

// wrap breaks a text between words into at most so many lines; the last is cut with … when there is more.
func wrap(whole string, width float32, most int, measure func(string) float32) (lines []string) {
	rest := strings.Split(whole, " ")
	for len(rest) > 0 {
		n := 1
		for n < len(rest) && measure(strings.Join(rest[:n+1], " ")) <= width {
			n++
		}
		if len(lines) == most-1 && (n < len(rest) || measure(strings.Join(rest, " ")) > width) {
			return append(lines, cut(strings.Join(rest, " "), width, measure))
		}
		lines, rest = append(lines, strings.Join(rest[:n], " ")), rest[n:]
	}
	return lines
}

func cut(text string, width float32, measure func(string) float32) string {
	letters := []rune(text)
	for n := len(letters) - 1; n > 0; n-- {
		if short := strings.TrimRight(string(letters[:n]), " ") + "…"; measure(short) <= width {
			return short
		}
	}
	return "…"
}

func place(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(width, 0), max(height, 0)))
}
