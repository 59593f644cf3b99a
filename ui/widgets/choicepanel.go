package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// choicePanel is what the open list shows.
type choicePanel struct {
	widget.BaseWidget
	choices *choiceList
	field   *choiceField // nil for a short list
	keys    *keyCatcher  // has the keyboard of a short list
	list    *widget.List
	none    *Text
}

func newChoicePanel(l *choiceList, long bool) *choicePanel {
	p := &choicePanel{choices: l}
	if long {
		p.field = newChoiceField(l)
	} else {
		p.keys = newKeyCatcher(l)
	}
	p.none = NewText(l.owner.printer.T("widgets.select.none"), TextStyle{Color: look.ColorMuted})
	p.list = widget.NewList(
		func() int { return len(l.found) },
		func() fyne.CanvasObject { return newChoiceLine(l) },
		func(id widget.ListItemID, o fyne.CanvasObject) { o.(*choiceLine).set(id) },
	)
	p.list.HideSeparators = true
	p.ExtendBaseWidget(p)
	return p
}

func (p *choicePanel) focus() fyne.Focusable {
	if p.field != nil {
		return p.field
	}
	return p.keys
}

func (p *choicePanel) typed(text string) {
	switch {
	case text == "":
	case p.field != nil:
		p.field.SetText(text)
		p.field.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	default:
		p.choices.jump(text)
	}
}

// Children are the objects inside.
func (p *choicePanel) Children() []fyne.CanvasObject {
	if p.field != nil {
		return []fyne.CanvasObject{p.field}
	}
	return []fyne.CanvasObject{p.keys}
}

// CreateRenderer makes the parts.
func (p *choicePanel) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(p, &choicePanelDrawing{panel: p})
}

type choicePanelDrawing struct{ panel *choicePanel }

func (d *choicePanelDrawing) objects() []fyne.CanvasObject {
	p := d.panel
	return append(p.Children(), p.list, p.none)
}

func (d *choicePanelDrawing) paint() { d.panel.none.Hidden = len(d.panel.choices.found) > 0 }

// head is the height above the list.
func (d *choicePanelDrawing) head() float32 {
	if d.panel.field == nil {
		return look.Size(look.Space4)
	}
	return look.Size(look.ControlHeight) + 2*look.Size(look.Space8)
}

// measure keeps the size of the whole list, so that the panel does not jump while one filters.
func (d *choicePanelDrawing) measure() fyne.Size {
	width, options := float32(0), d.panel.choices.owner.options
	for _, o := range options {
		width = max(width, textWidth(o.Label, true)+fyne.MeasureText(o.Note, look.Size(theme.SizeNameCaptionText), fyne.TextStyle{}).Width)
	}
	width += look.Size(look.Space48) + look.Size(theme.SizeNameInlineIcon)
	pitch := look.Size(look.ControlHeight) + theme.Padding() // as Fyne's list lays its lines out
	lines := min(float32(len(options)), float32(math.Floor(float64(look.Size(look.PopupHeight)/pitch))))
	height := pitch*lines - theme.Padding()
	return fyne.NewSize(min(width, look.Size(look.DialogWidth)), height+d.head()+look.Size(look.Space4))
}

func (d *choicePanelDrawing) arrange(size fyne.Size) {
	p, pad := d.panel, look.Size(look.Space4)
	if p.field != nil {
		gap := look.Size(look.Space8)
		p.field.Move(fyne.NewSquareOffsetPos(gap))
		p.field.Resize(fyne.NewSize(size.Width-2*gap, look.Size(look.ControlHeight)))
	}
	p.list.Move(fyne.NewPos(pad, d.head()))
	p.list.Resize(fyne.NewSize(size.Width-2*pad, size.Height-d.head()-pad))
	p.none.Move(fyne.NewPos(look.Size(look.Space16), d.head()+look.Size(look.Space8)))
	p.none.Resize(fyne.NewSize(size.Width-2*look.Size(look.Space16), p.none.HeightFor(size.Width-2*look.Size(look.Space16))))
}

// choiceField filters a long list.
type choiceField struct {
	Entry
	choices *choiceList
}

func newChoiceField(l *choiceList) *choiceField {
	f := &choiceField{choices: l}
	f.label = l.owner.printer.T("widgets.select.filter")
	f.OnChanged = l.filter
	f.init(f)
	f.SetHint(f.label)
	return f
}

// AcceptsTab keeps Tab, which takes the mark and leaves, as in the lists of browsers.
func (f *choiceField) AcceptsTab() bool { return true }

// TypedKey lets the list have the keys that move its mark.
func (f *choiceField) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyHome, fyne.KeyEnd: // of the text
	default:
		if f.choices.takeKey(key) {
			return
		}
	}
	f.Entry.TypedKey(key)
}

// keyCatcher has the keyboard while a short list is open.
type keyCatcher struct {
	control
	choices *choiceList
}

func newKeyCatcher(l *choiceList) *keyCatcher {
	k := &keyCatcher{choices: l}
	k.label = l.owner.label
	k.extend(k)
	return k
}

// AcceptsTab keeps Tab, which takes the mark and leaves.
func (k *keyCatcher) AcceptsTab() bool { return true }

// TypedKey gives the list its keys; Space takes the mark.
func (k *keyCatcher) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeySpace {
		k.choices.take(k.choices.mark)
		return
	}
	k.control.TypedKey(key)
}

// TypedRune jumps to the next choice that begins so.
func (k *keyCatcher) TypedRune(r rune) {
	if r > ' ' {
		k.choices.jump(string(r))
	}
}

// CreateRenderer draws nothing.
func (k *keyCatcher) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(nil))
}
