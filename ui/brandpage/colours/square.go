package colours

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"pupitre/data/branding"
	"pupitre/ui/brand"
	"pupitre/ui/brandpage/hand"
	"pupitre/ui/look"
)

// keyStep is how far an arrow goes, in shares; one of 255 is the least that can be seen.
const keyStep = 1.0 / 100

// square chooses saturation, from left to right, and brightness, from bottom to top, of a hue.
type square struct {
	hand.Control
	onChanged func(s, v float64)
	onEnded   func()
	at        hsv
	drawn     float64 // hue of the picture
	pixels    *image.NRGBA
}

func newSquare(label string) *square {
	q := &square{drawn: -1}
	q.Extend(q, label)
	return q
}

func (q *square) set(at hsv) {
	if q.at != at {
		q.at = at
		q.Refresh()
	}
}

func (q *square) choose(s, v float64) {
	s, v = min(max(s, 0), 1), min(max(v, 0), 1)
	if s != q.at.s || v != q.at.v {
		q.onChanged(s, v)
	}
}

func (q *square) point(p fyne.Position) {
	size := q.Size()
	q.choose(float64(p.X/max(size.Width, 1)), 1-float64(p.Y/max(size.Height, 1)))
}

// MouseDown goes to where the pointer is.
func (q *square) MouseDown(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary {
		q.Take()
		q.point(e.Position)
	}
}

// MouseUp ends a press.
func (q *square) MouseUp(*desktop.MouseEvent) { q.onEnded() }

// Dragged follows the pointer.
func (q *square) Dragged(e *fyne.DragEvent) { q.point(e.Position) }

// DragEnd ends a drag.
func (q *square) DragEnd() { q.onEnded() }

// Cursor is a cross.
func (q *square) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// TypedKey moves the mark.
func (q *square) TypedKey(key *fyne.KeyEvent) {
	const page = 10
	s, v := q.at.s, q.at.v
	switch key.Name {
	case fyne.KeyLeft:
		s -= keyStep
	case fyne.KeyRight:
		s += keyStep
	case fyne.KeyUp:
		v += keyStep
	case fyne.KeyDown:
		v -= keyStep
	case fyne.KeyPageUp:
		v += page * keyStep
	case fyne.KeyPageDown:
		v -= page * keyStep
	case fyne.KeyHome:
		s = 0
	case fyne.KeyEnd:
		s = 1
	default:
		q.Control.TypedKey(key)
		return
	}
	q.choose(s, v)
	q.onEnded()
}

// paint draws the hue's square, small: it is stretched, and its colours change evenly.
func (q *square) paint() *image.NRGBA {
	const side = 48
	if q.pixels != nil && q.drawn == q.at.h {
		return q.pixels
	}
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			c := hsv{q.at.h, float64(x) / (side - 1), 1 - float64(y)/(side-1)}.colour()
			img.SetNRGBA(x, y, brand.Color(c))
		}
	}
	q.pixels, q.drawn = img, q.at.h
	return img
}

// CreateRenderer makes the parts.
func (q *square) CreateRenderer() fyne.WidgetRenderer {
	r := &squareRenderer{
		square: q, img: &canvas.Image{FillMode: canvas.ImageFillStretch},
		edge: canvas.NewRectangle(color.Transparent), outer: canvas.NewCircle(color.Transparent), mark: canvas.NewCircle(color.White),
	}
	r.dress()
	return r
}

type squareRenderer struct {
	square *square
	img    *canvas.Image
	edge   *canvas.Rectangle
	outer  *canvas.Circle
	mark   *canvas.Circle
}

// Destroy has nothing to free.
func (r *squareRenderer) Destroy() {}

// Objects are the parts, from back to front.
func (r *squareRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.img, r.edge, r.outer, r.mark}
}

// MinSize is wide enough to point at a colour.
func (r *squareRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Size(look.ControlMedium)/2, look.Size(look.ControlMedium)*0.6)
}

// Layout places the mark.
func (r *squareRenderer) Layout(size fyne.Size) {
	r.img.Resize(size)
	out := float32(0)
	if r.square.Focused() {
		out = look.Size(look.RingWidth) + 1
	}
	r.edge.Move(fyne.NewPos(-out, -out))
	r.edge.Resize(size.AddWidthHeight(2*out, 2*out))
	x, y := float32(r.square.at.s)*size.Width, float32(1-r.square.at.v)*size.Height
	side := look.Size(look.Space16)
	for _, c := range []*canvas.Circle{r.outer, r.mark} {
		c.Resize(fyne.NewSquareSize(side))
		c.Move(fyne.NewPos(x-side/2, y-side/2))
		side -= 4
	}
}

// Refresh shows the colour.
func (r *squareRenderer) Refresh() {
	r.dress()
	r.Layout(r.square.Size())
	canvas.Refresh(r.square)
}

func (r *squareRenderer) dress() {
	if img := r.square.paint(); r.img.Image != img {
		r.img.Image = img
		r.img.Refresh()
	}
	r.edge.StrokeColor, r.edge.StrokeWidth = look.Color(look.ColorBorder), look.Size(look.Line)
	if r.square.Focused() {
		r.edge.StrokeColor, r.edge.StrokeWidth = look.Color(look.ColorFocusRing), look.Size(look.RingWidth)
	}
	c := r.square.at.colour()
	r.outer.FillColor, r.outer.StrokeColor, r.outer.StrokeWidth = brand.Color(branding.White), brand.Color(branding.Black), 1
	r.mark.FillColor = brand.Color(c)
}
