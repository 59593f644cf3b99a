package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
)

// MenuItem is one line of a menu.
type MenuItem struct {
	Label     string
	Icon      resources.IconName // may be empty
	Hint      string             // keys that do the same, at the right; may be empty
	Checked   bool               // shows a tick
	Disabled  bool
	Plain     bool // tells something and cannot be chosen; readable, unlike what is disabled
	Separated bool // a hairline stands above
	OnTapped  func()
}

// Menu is an open menu.
type Menu struct{ overlay *overlay }

// ShowMenu opens a menu beside anchor: under it, or above when there is no room. Up, Down, Home and End move, Enter and
// Space choose, Esc closes.
func ShowMenu(anchor fyne.CanvasObject, items ...MenuItem) *Menu {
	c := canvasOf(anchor)
	if c == nil || len(items) == 0 {
		return nil
	}
	m := &Menu{}
	lines := make([]fyne.CanvasObject, 0, len(items))
	var first *menuLine
	for _, item := range items {
		line := newMenuLine(m, item)
		if item.Separated {
			lines = append(lines, Padded(look.Space4, "", NewSeparator()))
		}
		lines = append(lines, line)
		if first == nil && !item.Disabled && !item.Plain {
			first = line
		}
	}
	panel := Padded(look.Space4, look.Space4, Column("", lines...))
	m.overlay = newOverlay(c, panel)
	m.overlay.place = beside(anchor, panel)
	m.overlay.onKey = m.takeKey
	if first == nil {
		m.overlay.open(nil)
	} else {
		m.overlay.open(first)
	}
	return m
}

// Close takes the menu away.
func (m *Menu) Close() { m.overlay.close() }

func (m *Menu) takeKey(key *fyne.KeyEvent) bool {
	c := m.overlay.canvas
	switch key.Name {
	case fyne.KeyDown:
		c.FocusNext()
	case fyne.KeyUp:
		c.FocusPrevious()
	case fyne.KeyHome:
		c.Unfocus()
		c.FocusNext()
	case fyne.KeyEnd:
		c.Unfocus()
		c.FocusPrevious()
	default:
		return false
	}
	return true
}

// beside puts a panel under anchor, or above it when there is no room, aligned with its left edge, or its right one.
func beside(anchor, panel fyne.CanvasObject) func(fyne.Size) rect {
	return func(window fyne.Size) rect {
		gap := look.Size(look.Space4)
		at, owner, size := positionOf(anchor), anchor.Size(), panel.MinSize()
		size.Width = min(max(size.Width, owner.Width), window.Width-2*gap)
		size.Height = min(size.Height, window.Height-2*gap)
		x := at.X
		if x+size.Width > window.Width-gap {
			x = max(at.X+owner.Width-size.Width, gap)
		}
		y := at.Y + owner.Height + gap
		if y+size.Height > window.Height-gap {
			y = max(at.Y-size.Height-gap, gap)
		}
		return rect{fyne.NewPos(x, y), size}
	}
}

// menuLine is one line of an open menu.
type menuLine struct {
	control
	menu *Menu
	item MenuItem
}

func newMenuLine(m *Menu, item MenuItem) *menuLine {
	l := &menuLine{menu: m, item: item}
	l.label = item.Label
	l.extend(l)
	if item.Disabled || item.Plain {
		l.Disable()
	}
	return l
}

// Tapped chooses the line.
func (l *menuLine) Tapped(*fyne.PointEvent) { l.choose() }

// TypedKey chooses the line with Space or Enter.
func (l *menuLine) TypedKey(key *fyne.KeyEvent) {
	if isActivation(key) {
		l.choose()
		return
	}
	l.control.TypedKey(key)
}

func (l *menuLine) choose() {
	if l.Disabled() {
		return
	}
	l.menu.Close()
	if l.item.OnTapped != nil {
		l.item.OnTapped()
	}
}

// CreateRenderer makes the parts.
func (l *menuLine) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(l, &menuLineDrawing{
		line: l, back: newBox(), image: newImage(), tick: newImage(),
		text: newLabel(fyne.TextAlignLeading), hint: newLabel(fyne.TextAlignTrailing),
	})
}

type menuLineDrawing struct {
	line        *menuLine
	back        *canvas.Rectangle
	image, tick *canvas.Image
	text, hint  *canvas.Text
}

func (d *menuLineDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back, d.image, d.text, d.hint, d.tick}
}

func (d *menuLineDrawing) paint() {
	l := d.line
	back, edge, ink, hint := fyne.ThemeColorName(""), fyne.ThemeColorName(""), theme.ColorNameForeground, look.ColorMuted
	switch {
	case l.item.Plain:
		ink = look.ColorMuted
	case l.Disabled():
		ink, hint = theme.ColorNameDisabled, theme.ColorNameDisabled
	case l.focused:
		back, edge, ink, hint = look.ColorAccentSoft, look.ColorFocusRing, look.ColorOnAccent, look.ColorOnAccent
	case l.hovered:
		back = theme.ColorNameHover
	}
	paintBox(d.back, back, edge, theme.SizeNameSelectionRadius)
	setIcon(d.image, l.item.Icon, ink)
	tick := resources.Check
	if !l.item.Checked {
		tick = ""
	}
	setIcon(d.tick, tick, ink)
	setLabel(d.text, l.item.Label, ink, false)
	setLabel(d.hint, l.item.Hint, hint, false)
	d.hint.TextSize = look.Size(theme.SizeNameCaptionText)
}

func (d *menuLineDrawing) left() float32 {
	left := look.Size(look.Space12)
	if d.line.item.Icon != "" {
		left += look.Size(theme.SizeNameInlineIcon) + look.Size(look.Space8)
	}
	return left
}

func (d *menuLineDrawing) measure() fyne.Size {
	width := d.left() + textWidth(d.line.item.Label, false) + look.Size(look.Space24) + d.hint.MinSize().Width
	width += look.Size(theme.SizeNameInlineIcon) + look.Size(look.Space8)
	return fyne.NewSize(width, look.Size(look.ControlHeight))
}

func (d *menuLineDrawing) arrange(size fyne.Size) {
	d.back.Resize(size)
	icon, side := look.Size(theme.SizeNameInlineIcon), look.Size(look.Space12)
	placeIcon(d.image, side, size.Height, icon)
	placeIcon(d.tick, size.Width-side/2-icon, size.Height, icon)
	height := d.text.MinSize().Height
	d.text.Move(fyne.NewPos(d.left(), (size.Height-height)/2))
	d.text.Resize(fyne.NewSize(size.Width-d.left(), height))
	hint := d.hint.MinSize()
	right := size.Width - side
	if d.line.item.Checked {
		right -= icon
	}
	d.hint.Move(fyne.NewPos(right-hint.Width, (size.Height-hint.Height)/2))
	d.hint.Resize(hint)
}
