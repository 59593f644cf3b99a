package hand

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"pupitre/ui/look"
)

// Slider chooses a share from 0 to 1: by dragging, and by the keys. Left and Right go a step, Page Up and Page Down ten,
// Home and End to the ends.
type Slider struct {
	Control
	// OnChanged runs at each change by the person; OnEnded when a drag, or a key, is over.
	OnChanged func(value float64)
	OnEnded   func()

	value, step float64
	track       image.Image // stretched over the track; nil for a plain one
}

// NewSlider makes a slider called label; step is how far a key goes, from 0 to 1. track may be nil.
func NewSlider(label string, step float64, track image.Image) *Slider {
	s := &Slider{step: step, track: track, OnChanged: func(float64) {}, OnEnded: func() {}}
	s.Extend(s, label)
	return s
}

// Value is the share chosen.
func (s *Slider) Value() float64 { return s.value }

// SetValue shows a share, without OnChanged.
func (s *Slider) SetValue(v float64) {
	if v = bounded(v); v != s.value {
		s.value = v
		s.Refresh()
	}
}

func bounded(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return min(max(v, 0), 1)
}

func (s *Slider) choose(v float64) {
	if v = bounded(v); v != s.value {
		s.value = v
		s.Refresh()
		s.OnChanged(v)
	}
}

// MouseDown goes to where the pointer is.
func (s *Slider) MouseDown(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary {
		s.Take()
		s.choose(s.at(e.Position.X))
	}
}

// MouseUp ends a press; a drag has ended already.
func (s *Slider) MouseUp(*desktop.MouseEvent) { s.OnEnded() }

// Dragged follows the pointer.
func (s *Slider) Dragged(e *fyne.DragEvent) { s.choose(s.at(e.Position.X)) }

// DragEnd ends a drag.
func (s *Slider) DragEnd() { s.OnEnded() }

func (s *Slider) at(x float32) float64 {
	inset := look.Size(look.Space8)
	return float64((x - inset) / max(s.Size().Width-2*inset, 1))
}

// TypedKey moves the thumb.
func (s *Slider) TypedKey(key *fyne.KeyEvent) {
	const page = 10
	to := s.value
	switch key.Name {
	case fyne.KeyLeft, fyne.KeyDown:
		to -= s.step
	case fyne.KeyRight, fyne.KeyUp:
		to += s.step
	case fyne.KeyPageDown:
		to -= page * s.step
	case fyne.KeyPageUp:
		to += page * s.step
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = 1
	default:
		s.Control.TypedKey(key)
		return
	}
	s.choose(to)
	s.OnEnded()
}

// Cursor is a hand.
func (s *Slider) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer makes the parts.
func (s *Slider) CreateRenderer() fyne.WidgetRenderer {
	r := &sliderRenderer{
		slider: s, line: canvas.NewRectangle(nil), done: canvas.NewRectangle(nil),
		image: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleSmooth},
		thumb: canvas.NewCircle(color.White), ring: canvas.NewCircle(color.Transparent),
	}
	r.image.Image, r.image.Hidden = s.track, s.track == nil
	r.dress()
	return r
}

type sliderRenderer struct {
	slider      *Slider
	line, done  *canvas.Rectangle
	image       *canvas.Image
	thumb, ring *canvas.Circle
}

// Destroy has nothing to free.
func (r *sliderRenderer) Destroy() {}

// Objects are the parts, from back to front.
func (r *sliderRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.line, r.done, r.image, r.ring, r.thumb}
}

// MinSize is as high as a target has to be.
func (r *sliderRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Size(look.ControlNarrow), max(look.Size(look.Space24), look.Size(look.ControlHeight)-look.Size(look.Space8)))
}

// Layout places the thumb.
func (r *sliderRenderer) Layout(size fyne.Size) {
	inset, thumb := look.Size(look.Space8), look.Size(look.Space16)
	high := look.Size(look.Space4)
	if r.slider.track != nil {
		high = look.Size(look.Space12)
	}
	top, width := (size.Height-high)/2, max(size.Width-2*inset, 0)
	x := inset + float32(r.slider.value)*width
	for _, o := range []fyne.CanvasObject{r.line, r.image} {
		o.Move(fyne.NewPos(inset, top))
		o.Resize(fyne.NewSize(width, high))
	}
	r.done.Move(fyne.NewPos(inset, top))
	r.done.Resize(fyne.NewSize(x-inset, high))
	r.thumb.Resize(fyne.NewSquareSize(thumb))
	r.thumb.Move(fyne.NewPos(x-thumb/2, (size.Height-thumb)/2))
	out := look.Size(look.RingWidth) + 1
	r.ring.Resize(fyne.NewSquareSize(thumb + 2*out))
	r.ring.Move(fyne.NewPos(x-thumb/2-out, (size.Height-thumb)/2-out))
}

// Refresh shows the value.
func (r *sliderRenderer) Refresh() {
	r.dress()
	r.Layout(r.slider.Size())
	canvas.Refresh(r.slider)
}

func (r *sliderRenderer) dress() {
	radius := look.Size(look.Space4) / 2
	r.line.FillColor, r.line.CornerRadius = look.Color(theme.ColorNameInputBorder), radius
	r.done.FillColor, r.done.CornerRadius = look.Color(theme.ColorNamePrimary), radius
	r.line.Hidden, r.done.Hidden = r.slider.track != nil, r.slider.track != nil
	r.thumb.FillColor, r.thumb.StrokeColor = look.Color(look.ColorSurface), look.Color(theme.ColorNameForeground)
	r.thumb.StrokeWidth = 2
	r.ring.StrokeColor, r.ring.StrokeWidth = look.Color(look.ColorFocusRing), look.Size(look.RingWidth)
	r.ring.Hidden = !r.slider.Focused()
}
