package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// SaveBar stands at the bottom of a page while something is unsaved: how much, and what to do about it.
type SaveBar struct {
	widget.BaseWidget
	text                *Text
	line                *fyne.Container
	view, discard, save *Button
}

// NewSaveBar makes a bar, hidden at first. view may be nil; save should be a primary button.
func NewSaveBar(view, discard, save *Button) *SaveBar {
	b := &SaveBar{text: Strong(""), view: view, discard: discard, save: save}
	buttons := []fyne.CanvasObject{discard, save}
	if view != nil {
		buttons = []fyne.CanvasObject{view, discard, save}
	}
	b.line = Padded(look.Space12, look.Space24, Ends(b.text, Line(look.Space8, buttons...)))
	b.Hidden = true
	b.ExtendBaseWidget(b)
	return b
}

// SetText says how much is unsaved, such as "3 modifications".
func (b *SaveBar) SetText(text string) {
	if b.text.Text() == text {
		return
	}
	b.text.SetText(text)
	b.Refresh()
}

// SetSaving shows that saving is under way.
func (b *SaveBar) SetSaving(saving bool) {
	b.save.SetBusy(saving)
	if saving {
		b.discard.Disable()
	} else {
		b.discard.Enable()
	}
}

// Children are the objects inside.
func (b *SaveBar) Children() []fyne.CanvasObject { return []fyne.CanvasObject{b.line} }

// HeightFor is the height of the bar at a width.
func (b *SaveBar) HeightFor(width float32) float32 { return HeightOf(b.line, width) }

// CreateRenderer makes the parts.
func (b *SaveBar) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(b, &saveBarDrawing{bar: b, back: newBox(), edge: newBox()})
}

type saveBarDrawing struct {
	bar        *SaveBar
	back, edge *canvas.Rectangle
}

func (d *saveBarDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back, d.edge, d.bar.line}
}

func (d *saveBarDrawing) paint() {
	paintBox(d.back, look.ColorSurface, "", "")
	paintBox(d.edge, look.ColorBorder, "", "")
}

func (d *saveBarDrawing) measure() fyne.Size { return leastNow(d.bar.line) }

func (d *saveBarDrawing) arrange(size fyne.Size) {
	d.back.Resize(size)
	d.edge.Resize(fyne.NewSize(size.Width, look.Size(look.Line)))
	d.bar.line.Resize(size)
}
