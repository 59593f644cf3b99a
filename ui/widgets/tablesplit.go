package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// WithDetail shows a list, such as a table, and what is known of the line selected: at the right where there is room for
// both, under the list otherwise. A hidden detail takes no room. The detail stands in a card and scrolls when it is long.
func WithDetail(list, detail fyne.CanvasObject) *fyne.Container {
	return newContainer(detailLayout{}, list, detail)
}

// Detail is the card beside or under a list.
type Detail struct {
	widget.BaseWidget
	content fyne.CanvasObject
	scroll  *Scroll
}

// NewDetail makes the card of a detail.
func NewDetail(content fyne.CanvasObject) *Detail {
	d := &Detail{content: content, scroll: NewScroll(Padded(look.Space12, look.Space16, content))}
	d.ExtendBaseWidget(d)
	return d
}

// Children are the objects inside.
func (d *Detail) Children() []fyne.CanvasObject { return []fyne.CanvasObject{d.scroll} }

// HeightFor is the height at which nothing is scrolled.
func (d *Detail) HeightFor(width float32) float32 {
	line := look.Size(look.Line)
	return HeightOf(d.content, width-2*line-2*look.Size(look.Space16)) + 2*look.Size(look.Space12) + 2*line
}

// CreateRenderer makes the parts.
func (d *Detail) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(d, &detailDrawing{detail: d, back: newBox()})
}

type detailDrawing struct {
	detail *Detail
	back   *canvas.Rectangle
}

func (d *detailDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back, d.detail.scroll}
}

func (d *detailDrawing) paint() {
	paintBox(d.back, look.ColorSurface, look.ColorBorder, look.CardRadius)
}
func (d *detailDrawing) measure() fyne.Size { return d.detail.scroll.MinSize() }

func (d *detailDrawing) arrange(size fyne.Size) {
	line := look.Size(look.Line)
	d.back.Resize(size)
	d.detail.scroll.Move(fyne.NewSquareOffsetPos(line))
	d.detail.scroll.Resize(size.SubtractWidthHeight(2*line, 2*line))
}

// detailLayout is that of WithDetail.
type detailLayout struct{}

// beside tells whether list and detail stand side by side.
func (detailLayout) beside(width float32) bool {
	return width >= look.Size(look.ContentWidth)+look.Size(look.ControlWide)
}

// MinSize is that of the list.
func (detailLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout shares the place out; under a list, a detail has half of the height at most.
func (l detailLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	gap := look.Size(look.Space16)
	o[0].Move(fyne.Position{})
	switch {
	case !o[1].Visible():
		o[0].Resize(size)
	case l.beside(size.Width):
		width := look.Size(look.ControlWide) + look.Size(look.Space24)
		left := size.Width - width - gap
		o[0].Resize(fyne.NewSize(left, size.Height))
		o[1].Move(fyne.NewPos(left+gap, 0))
		o[1].Resize(fyne.NewSize(width, min(HeightOf(o[1], width), size.Height)))
	default:
		height := min(HeightOf(o[1], size.Width), size.Height/2)
		o[0].Resize(fyne.NewSize(size.Width, size.Height-height-gap))
		o[1].Move(fyne.NewPos(0, size.Height-height))
		o[1].Resize(fyne.NewSize(size.Width, height))
	}
}
