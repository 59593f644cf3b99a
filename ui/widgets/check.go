package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
)

// Check is a box to tick.
type Check struct {
	control
	// OnChanged runs when the person ticks or unticks it, and by SetChecked.
	OnChanged func(checked bool)

	checked bool
	bare    bool
}

// NewCheck makes a box followed by its label.
func NewCheck(label string) *Check {
	c := &Check{}
	c.label = label
	c.extend(c)
	return c
}

// NewBareCheck makes a box alone, for a row that already bears the label.
func NewBareCheck(label string) *Check {
	c := &Check{bare: true}
	c.label = label
	c.extend(c)
	return c
}

// Checked tells whether the box is ticked.
func (c *Check) Checked() bool { return c.checked }

// SetChecked ticks or unticks the box.
func (c *Check) SetChecked(checked bool) {
	if c.checked == checked {
		return
	}
	c.checked = checked
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(checked)
	}
}

// Tapped toggles the box.
func (c *Check) Tapped(*fyne.PointEvent) {
	if c.Disabled() {
		return
	}
	c.takeFocus()
	c.SetChecked(!c.checked)
}

// TypedKey toggles the box with Space; Enter is left to the form.
func (c *Check) TypedKey(key *fyne.KeyEvent) {
	if key.Name != fyne.KeySpace || c.Disabled() {
		c.control.TypedKey(key)
		return
	}
	c.SetChecked(!c.checked)
}

// CreateRenderer makes the parts.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(c, &checkDrawing{
		check: c, square: newBox(), ring: newRing(), image: newImage(), text: newLabel(fyne.TextAlignLeading),
	})
}

type checkDrawing struct {
	check  *Check
	square *canvas.Rectangle
	ring   *canvas.Rectangle
	image  *canvas.Image
	text   *canvas.Text
}

func (d *checkDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.square, d.image, d.text, d.ring}
}

func (d *checkDrawing) paint() {
	c := d.check
	back, edge, tick, ink := theme.ColorNameInputBackground, theme.ColorNameInputBorder, theme.ColorNameForegroundOnPrimary, theme.ColorNameForeground
	switch {
	case c.Disabled():
		back, edge, tick, ink = theme.ColorNameDisabledButton, look.ColorBorder, theme.ColorNameDisabled, theme.ColorNameDisabled
	case c.checked:
		back, edge = theme.ColorNamePrimary, theme.ColorNamePrimary
	case c.hovered:
		edge = theme.ColorNamePrimary
	}
	paintBox(d.square, back, edge, look.Space4)
	d.square.StrokeWidth = look.Size(look.Line) * 1.5
	paintRing(d.ring, c.ringed(), look.Size(look.Space4))
	icon := resources.Check
	if !c.checked {
		icon = ""
	}
	setIcon(d.image, icon, tick)
	setLabel(d.text, d.label(), ink, false)
}

func (d *checkDrawing) label() string {
	if d.check.bare {
		return ""
	}
	return d.check.label
}

func (d *checkDrawing) measure() fyne.Size {
	width := look.Size(theme.SizeNameInlineIcon)
	if label := d.label(); label != "" {
		width += look.Size(look.Space8) + textWidth(label, false)
	}
	return fyne.NewSize(width, look.Size(look.ControlHeight))
}

func (d *checkDrawing) arrange(size fyne.Size) {
	side := look.Size(theme.SizeNameInlineIcon) - 2
	placeIcon(d.square, 1, size.Height, side)
	placeIcon(d.image, 1, size.Height, side)
	placeRing(d.ring, d.square.Position(), d.square.Size())
	least := d.text.MinSize()
	d.text.Move(fyne.NewPos(side+2+look.Size(look.Space8), (size.Height-least.Height)/2))
	d.text.Resize(least)
}
