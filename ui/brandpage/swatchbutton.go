package brandpage

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/branding"
	"pupitre/ui/brand"
	"pupitre/ui/brandpage/hand"
	"pupitre/ui/look"
)

// swatchButton shows a colour and opens its picker.
type swatchButton struct {
	hand.Control
	colour   branding.Colour
	onTapped func()
}

func newSwatchButton(label string, onTapped func()) *swatchButton {
	b := &swatchButton{onTapped: onTapped}
	b.Extend(b, label)
	return b
}

func (b *swatchButton) set(c branding.Colour) {
	if b.colour != c {
		b.colour = c
		b.Refresh()
	}
}

// Tapped opens the picker.
func (b *swatchButton) Tapped(*fyne.PointEvent) {
	b.Take()
	b.onTapped()
}

// TypedKey opens the picker with Space or Enter.
func (b *swatchButton) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.onTapped()
	default:
		b.Control.TypedKey(key)
	}
}

// Cursor is a hand.
func (b *swatchButton) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer makes the parts.
func (b *swatchButton) CreateRenderer() fyne.WidgetRenderer {
	r := &swatchButtonRenderer{button: b, box: canvas.NewRectangle(nil), ring: canvas.NewRectangle(color.Transparent)}
	r.dress()
	return r
}

type swatchButtonRenderer struct {
	button    *swatchButton
	box, ring *canvas.Rectangle
}

// Destroy has nothing to free.
func (r *swatchButtonRenderer) Destroy() {}

// Objects are the field and its ring.
func (r *swatchButtonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.ring}
}

// MinSize is that of a control.
func (r *swatchButtonRenderer) MinSize() fyne.Size {
	return fyne.NewSquareSize(look.Size(look.ControlHeight))
}

// Layout places the parts.
func (r *swatchButtonRenderer) Layout(size fyne.Size) {
	r.box.Resize(size)
	out := look.Size(look.RingWidth) + 1
	r.ring.Move(fyne.NewPos(-out, -out))
	r.ring.Resize(size.AddWidthHeight(2*out, 2*out))
}

// Refresh shows the colour.
func (r *swatchButtonRenderer) Refresh() {
	r.dress()
	r.Layout(r.button.Size())
	canvas.Refresh(r.button)
}

func (r *swatchButtonRenderer) dress() {
	radius := look.Size(theme.SizeNameInputRadius)
	r.box.FillColor, r.box.CornerRadius = brand.Color(r.button.colour), radius
	r.box.StrokeColor, r.box.StrokeWidth = look.Color(theme.ColorNameInputBorder), look.Size(theme.SizeNameInputBorder)
	r.ring.StrokeColor, r.ring.StrokeWidth = look.Color(look.ColorFocusRing), look.Size(look.RingWidth)
	r.ring.CornerRadius, r.ring.Hidden = radius+look.Size(look.RingWidth), !r.button.Focused()
}
