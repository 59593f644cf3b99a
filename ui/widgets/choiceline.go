package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/resources"
	"pupitre/ui/look"
)

// choiceLine is one choice of the open list.
type choiceLine struct {
	widget.BaseWidget
	choices *choiceList
	index   int
	hovered bool
}

func newChoiceLine(l *choiceList) *choiceLine {
	line := &choiceLine{choices: l}
	line.ExtendBaseWidget(line)
	return line
}

// MouseIn shows that the choice can be taken.
func (l *choiceLine) MouseIn(*desktop.MouseEvent) {
	l.hovered = true
	l.Refresh()
}

// MouseMoved is of no use here.
func (l *choiceLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the hover.
func (l *choiceLine) MouseOut() {
	l.hovered = false
	l.Refresh()
}

func (l *choiceLine) set(index int) {
	l.index = index
	l.Refresh()
}

func (l *choiceLine) option() Option {
	if l.index < len(l.choices.found) {
		return l.choices.found[l.index]
	}
	return Option{}
}

// Tapped takes the choice.
func (l *choiceLine) Tapped(*fyne.PointEvent) { l.choices.take(l.index) }

// CreateRenderer makes the parts.
func (l *choiceLine) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(l, &choiceLineDrawing{
		line: l, back: newBox(), tick: newImage(),
		text: NewText("", TextStyle{Overflow: Ellipsis}), note: newLabel(fyne.TextAlignTrailing),
	})
}

type choiceLineDrawing struct {
	line *choiceLine
	back *canvas.Rectangle
	tick *canvas.Image
	text *Text
	note *canvas.Text
}

func (d *choiceLineDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back, d.text, d.note, d.tick}
}

func (d *choiceLineDrawing) paint() {
	l := d.line
	option := l.option()
	chosen := option.Ticked || option.Value == l.choices.owner.selected
	back, ink, note := fyne.ThemeColorName(""), theme.ColorNameForeground, look.ColorMuted
	switch {
	case l.index == l.choices.mark:
		back, ink, note = look.ColorAccentSoft, look.ColorOnAccent, look.ColorOnAccent
	case l.hovered:
		back = theme.ColorNameHover
	}
	paintBox(d.back, back, "", theme.SizeNameSelectionRadius)
	d.text.SetText(option.Label)
	d.text.SetStyle(TextStyle{Color: ink, Bold: chosen, Overflow: Ellipsis})
	setLabel(d.note, option.Note, note, false)
	d.note.TextSize = look.Size(theme.SizeNameCaptionText)
	tick := resources.Check
	if !chosen {
		tick = ""
	}
	setIcon(d.tick, tick, ink)
}

func (d *choiceLineDrawing) measure() fyne.Size {
	return fyne.NewSize(look.Size(look.Space48), look.Size(look.ControlHeight))
}

func (d *choiceLineDrawing) arrange(size fyne.Size) {
	d.back.Resize(size)
	side, icon := look.Size(look.Space8), look.Size(theme.SizeNameInlineIcon)
	placeIcon(d.tick, size.Width-side-icon, size.Height, icon)
	note := d.note.MinSize()
	right := size.Width - side - icon - look.Size(look.Space8)
	d.note.Move(fyne.NewPos(right-note.Width, (size.Height-note.Height)/2))
	d.note.Resize(note)
	if note.Width > 0 {
		right -= note.Width + look.Size(look.Space8)
	}
	d.text.Move(fyne.NewPos(side, 0))
	d.text.Resize(fyne.NewSize(max(right-side, 0), size.Height))
}
