package colours

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"pupitre/data/branding"
	"pupitre/ui/brand"
	"pupitre/ui/brandpage/hand"
	"pupitre/ui/look"
)

// Swatches is a grid of colours to choose from, one of them at a time under the pointer or the cursor. The arrows move,
// Space and Enter choose.
type Swatches struct {
	hand.Control
	// OnPicked runs when a colour is chosen; OnPointed when another one is under the pointer or the cursor, -1 for none.
	OnPicked  func(index int)
	OnPointed func(index int)

	list    []branding.Colour
	columns int
	cursor  int
	hover   int
	chosen  branding.Colour
	marked  bool
}

// NewSwatches makes a grid called label, with so many columns.
func NewSwatches(label string, columns int, list []branding.Colour) *Swatches {
	s := &Swatches{list: list, columns: columns, hover: -1, OnPicked: func(int) {}, OnPointed: func(int) {}}
	s.Extend(s, label)
	return s
}

// List are the colours.
func (s *Swatches) List() []branding.Colour { return s.list }

// SetList changes the colours.
func (s *Swatches) SetList(list []branding.Colour) {
	if fmt.Sprint(list) != fmt.Sprint(s.list) {
		s.list, s.cursor, s.hover = list, 0, -1
		s.Refresh()
	}
}

// SetChosen marks a colour, if it is among them.
func (s *Swatches) SetChosen(c branding.Colour, marked bool) {
	if s.chosen != c || s.marked != marked {
		s.chosen, s.marked = c, marked
		s.Refresh()
	}
}

// Pointed is the colour under the pointer, else under the cursor while it is seen; -1 for none.
func (s *Swatches) Pointed() int {
	switch {
	case s.hover >= 0:
		return s.hover
	case s.Focused() && s.cursor < len(s.list):
		return s.cursor
	}
	return -1
}

func (s *Swatches) rows() int { return (len(s.list) + s.columns - 1) / s.columns }

// cell is the side of a colour and the gap to the next one.
func (s *Swatches) cell() (side, gap float32) {
	gap = look.Size(look.Space4)
	side = (s.Size().Width - gap*float32(s.columns-1)) / float32(s.columns)
	return min(side, s.most()), gap
}

func (s *Swatches) most() float32 { return look.Size(look.ControlHeight) }

func (s *Swatches) place(i int) fyne.Position {
	side, gap := s.cell()
	return fyne.NewPos(float32(i%s.columns)*(side+gap), float32(i/s.columns)*(side+gap))
}

func (s *Swatches) find(p fyne.Position) int {
	side, gap := s.cell()
	x, y := int(p.X/(side+gap)), int(p.Y/(side+gap))
	if i := y*s.columns + x; x >= 0 && y >= 0 && x < s.columns && i < len(s.list) {
		return i
	}
	return -1
}

func (s *Swatches) point(i int) {
	if s.hover != i {
		s.hover = i
		s.Refresh()
		s.OnPointed(s.Pointed())
	}
}

// MouseIn looks at what is under the pointer.
func (s *Swatches) MouseIn(e *desktop.MouseEvent) { s.point(s.find(e.Position)) }

// MouseMoved looks at what is under the pointer.
func (s *Swatches) MouseMoved(e *desktop.MouseEvent) { s.point(s.find(e.Position)) }

// MouseOut points at nothing.
func (s *Swatches) MouseOut() { s.point(-1) }

// Tapped chooses what is under the pointer.
func (s *Swatches) Tapped(e *fyne.PointEvent) {
	s.Take()
	if i := s.find(e.Position); i >= 0 {
		s.cursor = i
		s.Refresh()
		s.OnPicked(i)
	}
}

// FocusGained tells which colour is meant.
func (s *Swatches) FocusGained() {
	s.Control.FocusGained()
	s.OnPointed(s.Pointed())
}

// FocusLost points at nothing.
func (s *Swatches) FocusLost() {
	s.Control.FocusLost()
	s.OnPointed(s.Pointed())
}

// TypedKey moves the cursor, or chooses.
func (s *Swatches) TypedKey(key *fyne.KeyEvent) {
	to := s.cursor
	switch key.Name {
	case fyne.KeyLeft:
		to--
	case fyne.KeyRight:
		to++
	case fyne.KeyUp:
		to -= s.columns
	case fyne.KeyDown:
		to += s.columns
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = len(s.list) - 1
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if s.cursor < len(s.list) {
			s.OnPicked(s.cursor)
		}
		return
	default:
		s.Control.TypedKey(key)
		return
	}
	if to >= 0 && to < len(s.list) {
		s.cursor = to
		s.Refresh()
		s.OnPointed(s.Pointed())
	}
}

// Cursor is a hand.
func (s *Swatches) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer makes the parts.
func (s *Swatches) CreateRenderer() fyne.WidgetRenderer {
	r := &swatchesRenderer{swatches: s, ring: canvas.NewRectangle(color.Transparent), dot: canvas.NewCircle(color.Transparent)}
	r.dress()
	return r
}

type swatchesRenderer struct {
	swatches *Swatches
	boxes    []*canvas.Rectangle
	ring     *canvas.Rectangle
	dot      *canvas.Circle
}

// Destroy has nothing to free.
func (r *swatchesRenderer) Destroy() {}

// Objects are the colours, then the marks.
func (r *swatchesRenderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, len(r.boxes)+2)
	for _, b := range r.boxes {
		out = append(out, b)
	}
	return append(out, r.dot, r.ring)
}

// MinSize is that of small targets side by side.
func (r *swatchesRenderer) MinSize() fyne.Size {
	s := r.swatches
	gap, least := look.Size(look.Space4), look.Size(look.Space24)
	width := float32(s.columns)*(least+gap) - gap
	side := least
	if s.Size().Width > width {
		side, _ = s.cell()
	}
	return fyne.NewSize(width, float32(max(s.rows(), 1))*(side+gap)-gap)
}

// HeightFor is the height at a width.
func (s *Swatches) HeightFor(width float32) float32 {
	gap := look.Size(look.Space4)
	side := min((width-gap*float32(s.columns-1))/float32(s.columns), s.most())
	return float32(max(s.rows(), 1))*(side+gap) - gap
}

// Layout places the colours.
func (r *swatchesRenderer) Layout(fyne.Size) {
	s := r.swatches
	side, _ := s.cell()
	for i, b := range r.boxes {
		b.Move(s.place(i))
		b.Resize(fyne.NewSquareSize(side))
	}
	out := look.Size(look.RingWidth)
	if at := s.Pointed(); at >= 0 {
		r.ring.Move(s.place(at).SubtractXY(out, out))
		r.ring.Resize(fyne.NewSquareSize(side + 2*out))
	}
	for i, c := range s.list {
		if s.marked && c == s.chosen {
			dot := look.Size(look.Space8)
			r.dot.Resize(fyne.NewSquareSize(dot))
			r.dot.Move(s.place(i).AddXY((side-dot)/2, (side-dot)/2))
		}
	}
}

// Refresh shows what has changed.
func (r *swatchesRenderer) Refresh() {
	r.dress()
	r.Layout(r.swatches.Size())
	canvas.Refresh(r.swatches)
}

func (r *swatchesRenderer) dress() {
	s := r.swatches
	for len(r.boxes) < len(s.list) {
		r.boxes = append(r.boxes, canvas.NewRectangle(nil))
	}
	r.boxes = r.boxes[:len(s.list)]
	r.dot.Hidden = true
	for i, c := range s.list {
		b := r.boxes[i]
		b.FillColor, b.StrokeColor = brand.Color(c), look.Color(look.ColorBorder)
		b.StrokeWidth, b.CornerRadius = look.Size(look.Line), look.Size(look.Space4)
		if s.marked && c == s.chosen {
			r.dot.Hidden, r.dot.FillColor = false, brand.Color(branding.TextOn(c))
		}
	}
	r.ring.StrokeColor, r.ring.StrokeWidth = look.Color(look.ColorFocusRing), look.Size(look.RingWidth)
	r.ring.CornerRadius = look.Size(look.Space4) + look.Size(look.RingWidth)
	r.ring.Hidden = s.Pointed() < 0
}
