package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"pupitre/ui/look"
)

// plate is the ground of a large card with its border or, while it has the keyboard, its ring. In software OpenGL each
// pixel of a rounded rectangle costs as much as a dozen plain ones, be it filled, hollow or hidden: a ground, a border and
// a ring of the size of a window take 50 ms a frame. So only the corners are round here, and one line is drawn at a time.
type plate struct {
	top, bottom *canvas.Rectangle // with the corners
	left, right *canvas.Rectangle // the edges between them
	inner       *canvas.Rectangle // the ground between them all; covers the lines that these have inside

	stroke, radius, out float32
}

func newPlate() *plate {
	return &plate{top: newBox(), bottom: newBox(), left: newBox(), right: newBox(), inner: newBox()}
}

// objects are the parts, from back to front.
func (p *plate) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.top, p.bottom, p.left, p.right, p.inner}
}

// paint gives the colours; ringed is with the mark of keyboard focus, just outside the card.
func (p *plate) paint(ringed bool) {
	line, width := look.ColorBorder, look.Line
	p.out = 0
	if ringed {
		line, width = look.ColorFocusRing, look.RingWidth
		p.out = look.Size(look.RingWidth)
	}
	p.stroke, p.radius = look.Size(width), look.Size(look.CardRadius)+p.out
	for _, part := range []*canvas.Rectangle{p.top, p.bottom, p.left, p.right} {
		paintBox(part, look.ColorSurface, line, "")
		part.StrokeWidth = p.stroke
	}
	p.top.TopLeftCornerRadius, p.top.TopRightCornerRadius = p.radius, p.radius
	p.bottom.BottomLeftCornerRadius, p.bottom.BottomRightCornerRadius = p.radius, p.radius
	paintBox(p.inner, look.ColorSurface, "", "")
}

// arrange places the parts for a card of a size.
func (p *plate) arrange(size fyne.Size) {
	at := fyne.NewPos(-p.out, -p.out)
	size = size.AddWidthHeight(2*p.out, 2*p.out)
	lap := 4 * p.stroke // by which the parts go into one another: painters differ in where a line lies
	high := min(float32(math.Ceil(float64(p.radius+lap))), size.Height/2)
	place := func(part *canvas.Rectangle, x, y, width, height float32) {
		part.Move(at.AddXY(x, y))
		part.Resize(fyne.NewSize(max(width, 0), max(height, 0)))
	}
	place(p.top, 0, 0, size.Width, high)
	place(p.bottom, 0, size.Height-high, size.Width, high)
	place(p.left, 0, high-lap/2, lap, size.Height-2*high+lap)
	place(p.right, size.Width-lap, high-lap/2, lap, size.Height-2*high+lap)
	place(p.inner, p.stroke, high-lap, size.Width-2*p.stroke, size.Height-2*high+2*lap)
}
