package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
)

// Chip is something in force that can be taken away, such as a filter: with a click, or with Delete, Space or Enter.
type Chip struct {
	control
	// OnRemove runs when the person takes it away.
	OnRemove func()

	text, note string
}

// NewChip makes a chip that says text. label is what its button does, in words that name the thing.
func NewChip(text, label string, onRemove func()) *Chip {
	c := &Chip{OnRemove: onRemove, text: text}
	c.label, c.tip = label, label
	c.extend(c)
	return c
}

// SetNote sets what stands behind the text, muted, such as a count.
func (c *Chip) SetNote(note string) {
	if c.note == note {
		return
	}
	c.note = note
	c.Refresh()
}

// Text is what the chip says.
func (c *Chip) Text() string { return c.text }

// Tapped takes the chip away.
func (c *Chip) Tapped(*fyne.PointEvent) {
	c.takeFocus()
	c.remove()
}

// TypedKey takes the chip away with Delete, Backspace, Space or Enter.
func (c *Chip) TypedKey(key *fyne.KeyEvent) {
	if isActivation(key) || key.Name == fyne.KeyDelete || key.Name == fyne.KeyBackspace {
		c.remove()
		return
	}
	c.control.TypedKey(key)
}

func (c *Chip) remove() {
	if c.OnRemove != nil && !c.Disabled() {
		hideTip(c)
		c.OnRemove()
	}
}

// CreateRenderer makes the parts.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(c, &chipDrawing{
		chip: c, back: newBox(), ring: newRing(), image: newImage(),
		text: NewText("", TextStyle{Overflow: Ellipsis}), note: newLabel(fyne.TextAlignLeading),
	})
}

type chipDrawing struct {
	chip       *Chip
	back, ring *canvas.Rectangle
	image      *canvas.Image
	text       *Text
	note       *canvas.Text
}

func (d *chipDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back, d.text, d.note, d.image, d.ring}
}

func (d *chipDrawing) paint() {
	c := d.chip
	edge := theme.ColorNamePrimary
	if !c.hovered {
		edge = look.ColorBorder
	}
	paintBox(d.back, look.ColorAccentSoft, edge, theme.SizeNameInputRadius)
	paintRing(d.ring, c.ringed(), look.Size(theme.SizeNameInputRadius))
	d.text.SetText(c.text)
	d.text.SetColor(look.ColorOnAccent)
	setLabel(d.note, c.note, look.ColorOnAccent, false)
	d.note.TextSize = look.Size(theme.SizeNameCaptionText)
	setIcon(d.image, resources.Close, look.ColorOnAccent)
}

// chipHeight is a little lower than a control, as chips stand in lines: 44 units for fingers.
func chipHeight() float32 { return look.Size(look.ControlHeight) - look.Size(look.Space4) }

func (d *chipDrawing) measure() fyne.Size {
	width := min(textWidth(d.chip.text, false), look.Size(look.ControlMedium)) + 2*look.Size(look.Space12)
	if d.chip.note != "" {
		width += d.note.MinSize().Width + look.Size(look.Space8)
	}
	return fyne.NewSize(width+look.Size(look.IconSmall)+look.Size(look.Space8), chipHeight())
}

func (d *chipDrawing) arrange(size fyne.Size) {
	d.back.Resize(size)
	placeRing(d.ring, fyne.Position{}, size)
	pad, icon, gap := look.Size(look.Space12), look.Size(look.IconSmall), look.Size(look.Space8)
	right := size.Width - pad
	placeIcon(d.image, right-icon, size.Height, icon)
	right -= icon + gap
	if d.chip.note != "" {
		note := d.note.MinSize()
		d.note.Move(fyne.NewPos(right-note.Width, (size.Height-note.Height)/2))
		d.note.Resize(note)
		right -= note.Width + gap
	}
	d.text.Move(fyne.NewPos(pad, 0))
	d.text.Resize(fyne.NewSize(max(right-pad, 0), size.Height))
}
