package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
)

// ButtonKind is the weight of a button.
type ButtonKind int

// The kinds.
const (
	Secondary ButtonKind = iota // the usual button
	Primary                     // the one that goes on; one in a view
	Quiet                       // no background until the pointer is there
	Danger                      // destroys something; in confirmations only
)

// Button does something when tapped, or with Space or Enter. It takes the focus when tapped, so that the field left
// behind commits its text.
type Button struct {
	control
	// OnTapped runs when the button is pressed.
	OnTapped func()

	kind ButtonKind
	icon resources.IconName
	busy bool
}

// NewButton makes a secondary button.
func NewButton(label string, onTapped func()) *Button { return newButton(label, Secondary, onTapped) }

// NewPrimaryButton makes the main button of a view.
func NewPrimaryButton(label string, onTapped func()) *Button {
	return newButton(label, Primary, onTapped)
}

// NewQuietButton makes a button without a background.
func NewQuietButton(label string, onTapped func()) *Button { return newButton(label, Quiet, onTapped) }

// NewDangerButton makes a button for an act that destroys.
func NewDangerButton(label string, onTapped func()) *Button {
	return newButton(label, Danger, onTapped)
}

func newButton(label string, kind ButtonKind, onTapped func()) *Button {
	b := &Button{OnTapped: onTapped, kind: kind}
	b.label = label
	b.extend(b)
	return b
}

// SetLabel changes the text.
func (b *Button) SetLabel(label string) {
	if b.label == label {
		return
	}
	b.label = label
	b.Refresh()
}

// SetIcon puts an icon before the text.
func (b *Button) SetIcon(icon resources.IconName) {
	if b.icon == icon {
		return
	}
	b.icon = icon
	b.Refresh()
}

// SetKind changes the weight.
func (b *Button) SetKind(kind ButtonKind) {
	if b.kind == kind {
		return
	}
	b.kind = kind
	b.Refresh()
}

// SetBusy shows that what the button began is under way; it does nothing meanwhile and keeps the focus.
func (b *Button) SetBusy(busy bool) {
	if b.busy == busy {
		return
	}
	b.busy = busy
	b.Refresh()
}

// Busy tells whether the button is busy.
func (b *Button) Busy() bool { return b.busy }

// Tapped presses the button.
func (b *Button) Tapped(*fyne.PointEvent) {
	if b.Disabled() {
		return
	}
	b.takeFocus()
	b.press()
}

// TypedKey presses the button with Space or Enter.
func (b *Button) TypedKey(key *fyne.KeyEvent) {
	if !isActivation(key) {
		b.control.TypedKey(key)
		return
	}
	b.press()
}

func (b *Button) press() {
	if b.Disabled() || b.busy || b.OnTapped == nil {
		return
	}
	b.OnTapped()
}

// CreateRenderer makes the parts.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(b, &buttonDrawing{
		button: b, back: newBox(), veil: newBox(), ring: newRing(),
		image: newImage(), text: newLabel(fyne.TextAlignLeading),
	})
}

// colors are those of the background, of the text and of the edge.
func (b *Button) colors() (back, text, edge fyne.ThemeColorName) {
	switch {
	case b.Disabled() && b.kind == Quiet:
		return "", theme.ColorNameDisabled, ""
	case b.Disabled():
		return theme.ColorNameDisabledButton, theme.ColorNameDisabled, look.ColorBorder
	case b.kind == Primary:
		return theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary, ""
	case b.kind == Danger:
		return theme.ColorNameError, theme.ColorNameForegroundOnError, ""
	case b.kind == Quiet:
		return "", theme.ColorNameForeground, ""
	}
	return theme.ColorNameButton, theme.ColorNameForeground, look.ColorButtonEdge
}

type buttonDrawing struct {
	button     *Button
	back, veil *canvas.Rectangle
	ring       *canvas.Rectangle
	image      *canvas.Image
	text       *canvas.Text
}

func (d *buttonDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back, d.veil, d.image, d.text, d.ring}
}

func (d *buttonDrawing) paint() {
	b := d.button
	back, text, edge := b.colors()
	paintBox(d.back, back, edge, theme.SizeNameInputRadius)
	paintBox(d.veil, b.veil(), "", theme.SizeNameInputRadius)
	paintRing(d.ring, b.ringed(), look.Size(theme.SizeNameInputRadius))
	setIcon(d.image, d.icon(), text)
	setLabel(d.text, b.label, text, b.kind == Primary || b.kind == Danger)
}

func (d *buttonDrawing) icon() resources.IconName {
	if d.button.busy {
		return resources.Sync
	}
	return d.button.icon
}

// veil is the shade over a control that the pointer is on.
func (b *Button) veil() fyne.ThemeColorName {
	switch {
	case b.Disabled() || b.busy:
		return ""
	case b.pressed:
		return theme.ColorNamePressed
	case b.hovered:
		return theme.ColorNameHover
	}
	return ""
}

func (d *buttonDrawing) measure() fyne.Size {
	width := d.contentWidth() + 2*look.Size(look.Space12)
	return fyne.NewSize(max(width, look.Size(look.ControlHeight)), look.Size(look.ControlHeight))
}

func (d *buttonDrawing) contentWidth() float32 {
	width := textWidth(d.button.label, d.text.TextStyle.Bold)
	if d.icon() != "" {
		width += look.Size(theme.SizeNameInlineIcon) + look.Size(look.Space8)
	}
	return width
}

func (d *buttonDrawing) arrange(size fyne.Size) {
	d.back.Resize(size)
	d.veil.Resize(size)
	placeRing(d.ring, fyne.Position{}, size)
	x := (size.Width - d.contentWidth()) / 2
	if d.icon() != "" {
		icon := look.Size(theme.SizeNameInlineIcon)
		placeIcon(d.image, x, size.Height, icon)
		x += icon + look.Size(look.Space8)
	}
	least := d.text.MinSize()
	d.text.Move(fyne.NewPos(x, (size.Height-least.Height)/2))
	d.text.Resize(least)
}
