package schedulepage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Sizes of the two halves, in Fyne units at 100 %.
const (
	sideWidth  = 300 // the schedules
	eventWidth = 340 // the events
	narrow     = 640 // under it the list stands above the picture
	leastHalf  = 300 // height of the halves side by side
	leastWeek  = 420 // height of the picture under the list
	headMargin = 8
)

// halves puts the list beside the picture, or above it where there is no room for both. Side by side they take what is left
// of the window and scroll each for itself.
type halves struct {
	widget.BaseWidget
	view *widgets.Scroll // that everything stands in
	head fyne.CanvasObject
	side half
	main fyne.CanvasObject
	laid func() // after a layout
}

// half is the list at the left: the scroll, what stands in it, and its width in Fyne units at 100 %.
type half struct {
	root, content fyne.CanvasObject
	width         float32
}

func newHalves(head fyne.CanvasObject, side half, main fyne.CanvasObject, laid func()) *halves {
	h := &halves{head: head, side: side, main: main, laid: laid}
	h.ExtendBaseWidget(h)
	return h
}

// Children are the objects inside.
func (h *halves) Children() []fyne.CanvasObject {
	return []fyne.CanvasObject{h.side.root, h.main}
}

// HeightFor is what the window leaves, or what the halves need.
func (h *halves) HeightFor(width float32) float32 {
	if width < unit(narrow) {
		return h.sideHeight(width) + look.Size(look.Space16) + unit(leastWeek)
	}
	left := h.view.Size().Height - widgets.HeightOf(h.head, width) - unit(headMargin)
	return max(left, unit(leastHalf))
}

func (h *halves) sideHeight(width float32) float32 {
	return widgets.HeightOf(h.side.content, width+2*look.Size(look.Space8))
}

// CreateRenderer places the halves.
func (h *halves) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(halvesLayout{h}, h.side.root, h.main))
}

type halvesLayout struct{ halves *halves }

// MinSize is small: both halves scroll.
func (halvesLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(unit(240), unit(160)) }

// Layout places the halves.
func (l halvesLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	gap, edge := look.Size(look.Space16), look.Size(look.Space8)
	o[0].Move(fyne.NewPos(-edge, 0)) // the list keeps as much room on both sides for its bar
	if size.Width < unit(narrow) {
		height := l.halves.sideHeight(size.Width)
		o[0].Resize(fyne.NewSize(size.Width+2*edge, height))
		o[1].Move(fyne.NewPos(0, height+gap))
		o[1].Resize(fyne.NewSize(size.Width, max(size.Height-height-gap, 0)))
	} else {
		width := unit(l.halves.side.width)
		o[0].Resize(fyne.NewSize(width+2*edge, size.Height))
		o[1].Move(fyne.NewPos(width+gap, 0))
		o[1].Resize(fyne.NewSize(size.Width-width-gap, size.Height))
	}
	l.halves.laid()
}
