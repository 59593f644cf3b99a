package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
)

// IconButton is a square button that shows only an icon; its label is its tooltip.
type IconButton struct {
	control
	// OnTapped runs when the button is pressed.
	OnTapped func()

	icon resources.IconName
}

// NewIconButton makes an icon button called label.
func NewIconButton(icon resources.IconName, label string, onTapped func()) *IconButton {
	b := &IconButton{icon: icon, OnTapped: onTapped}
	b.label, b.tip = label, label
	b.extend(b)
	return b
}

// SetIcon changes the icon and what the button is called.
func (b *IconButton) SetIcon(icon resources.IconName, label string) {
	if b.icon == icon && b.label == label {
		return
	}
	b.icon, b.label, b.tip = icon, label, label
	b.Refresh()
}

// Tapped presses the button.
func (b *IconButton) Tapped(*fyne.PointEvent) {
	if b.Disabled() {
		return
	}
	b.takeFocus()
	b.press()
}

// TypedKey presses the button with Space or Enter.
func (b *IconButton) TypedKey(key *fyne.KeyEvent) {
	if !isActivation(key) {
		b.control.TypedKey(key)
		return
	}
	b.press()
}

func (b *IconButton) press() {
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// CreateRenderer makes the parts.
func (b *IconButton) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(b, &iconButtonDrawing{button: b, veil: newBox(), ring: newRing(), image: newImage()})
}

type iconButtonDrawing struct {
	button *IconButton
	veil   *canvas.Rectangle
	ring   *canvas.Rectangle
	image  *canvas.Image
}

func (d *iconButtonDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.veil, d.image, d.ring}
}

func (d *iconButtonDrawing) paint() {
	b := d.button
	veil, ink := fyne.ThemeColorName(""), theme.ColorNameForeground
	switch {
	case b.Disabled():
		ink = theme.ColorNameDisabled
	case b.pressed:
		veil = theme.ColorNamePressed
	case b.hovered:
		veil = theme.ColorNameHover
	}
	paintBox(d.veil, veil, "", theme.SizeNameInputRadius)
	paintRing(d.ring, b.ringed(), look.Size(theme.SizeNameInputRadius))
	setIcon(d.image, b.icon, ink)
}

func (d *iconButtonDrawing) measure() fyne.Size {
	return fyne.NewSquareSize(look.Size(look.ControlHeight))
}

func (d *iconButtonDrawing) arrange(size fyne.Size) {
	d.veil.Resize(size)
	placeRing(d.ring, fyne.Position{}, size)
	icon := look.Size(theme.SizeNameInlineIcon)
	placeIcon(d.image, (size.Width-icon)/2, size.Height, icon)
}
