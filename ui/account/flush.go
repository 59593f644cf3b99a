package account

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// flush is a row without its side padding, for a place that has its own: a dialog.
type flush struct {
	widget.BaseWidget
	row *widgets.Row
}

func newFlush(row *widgets.Row) *flush {
	f := &flush{row: row}
	f.ExtendBaseWidget(f)
	return f
}

func (f *flush) side() float32 { return look.Size(look.Space16) }

// Children are the objects inside.
func (f *flush) Children() []fyne.CanvasObject { return []fyne.CanvasObject{f.row} }

// HeightFor is the height of the row at a width.
func (f *flush) HeightFor(width float32) float32 { return f.row.HeightFor(width + 2*f.side()) }

// CreateRenderer places the row.
func (f *flush) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(flushLayout{f}, f.row))
}

type flushLayout struct{ of *flush }

// MinSize is the row without its padding.
func (l flushLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	least := o[0].MinSize()
	width := max(least.Width-2*l.of.side(), 0)
	return fyne.NewSize(width, l.of.HeightFor(max(l.of.Size().Width, width)))
}

// Layout lets the padding of the row stand outside.
func (l flushLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(-l.of.side(), 0))
	o[0].Resize(fyne.NewSize(size.Width+2*l.of.side(), size.Height))
}
