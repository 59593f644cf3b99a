package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// barSpace is the width kept for the scroll bar: a finger's where fingers are used.
func barSpace() float32 {
	if look.Current().Options().Touch {
		return look.Size(look.Space24)
	}
	return look.Size(look.Space16)
}

// tableBar is the scroll bar of a table. Its thumb can be dragged; a press beside it goes a page further. Keys move the
// rows, so it takes no focus.
type tableBar struct {
	widget.BaseWidget
	table   *Table
	grip    float32 // where in the thumb it is held
	held    bool
	hovered bool
}

var (
	_ fyne.Draggable    = (*tableBar)(nil)
	_ fyne.Scrollable   = (*tableBar)(nil)
	_ desktop.Mouseable = (*tableBar)(nil)
	_ desktop.Hoverable = (*tableBar)(nil)
)

func newTableBar(t *Table) *tableBar {
	b := &tableBar{table: t}
	b.ExtendBaseWidget(b)
	return b
}

// thumb is where the thumb stands and how long it is, in Fyne units; length is 0 when all rows are in view.
func (b *tableBar) thumb() (y, length float32) {
	t, track := b.table, b.Size().Height
	furthest := t.furthest()
	if furthest == 0 || track <= 0 {
		return 0, 0
	}
	share := t.body.rowsHigh() / float64(t.count)
	length = min(max(float32(share)*track, look.Size(look.Space24)), track)
	return float32(t.state.Top/furthest) * (track - length), length
}

// goTo moves the rows so that the thumb begins at y.
func (b *tableBar) goTo(y float32) {
	_, length := b.thumb()
	if free := b.Size().Height - length; length > 0 && free > 0 {
		b.table.scrollTo(float64(y) / float64(free) * b.table.furthest())
	}
}

// MouseDown takes hold of the thumb, or goes a page towards the pointer.
func (b *tableBar) MouseDown(e *desktop.MouseEvent) {
	y, length := b.thumb()
	t := b.table
	switch at := e.Position.Y; {
	case length == 0 || e.Button != desktop.MouseButtonPrimary:
	case at < y:
		t.scrollTo(t.state.Top - t.body.rowsHigh())
	case at > y+length:
		t.scrollTo(t.state.Top + t.body.rowsHigh())
	default:
		b.grip, b.held = at-y, true
		if t.OnGrab != nil {
			t.OnGrab()
		}
		b.Refresh()
	}
}

// MouseUp lets go.
func (b *tableBar) MouseUp(*desktop.MouseEvent) { b.release() }

// Dragged moves the rows with the thumb.
func (b *tableBar) Dragged(e *fyne.DragEvent) {
	if b.held {
		b.goTo(e.Position.Y - b.grip)
	}
}

// DragEnd lets go.
func (b *tableBar) DragEnd() { b.release() }

func (b *tableBar) release() {
	if b.held {
		b.held = false
		b.Refresh()
	}
}

// Scrolled turns the wheel over the bar as over the rows.
func (b *tableBar) Scrolled(e *fyne.ScrollEvent) { b.table.body.Scrolled(e) }

// MouseIn widens the thumb.
func (b *tableBar) MouseIn(*desktop.MouseEvent) { b.setHovered(true) }

// MouseMoved is of no use here.
func (b *tableBar) MouseMoved(*desktop.MouseEvent) {}

// MouseOut makes it thin again.
func (b *tableBar) MouseOut() { b.setHovered(false) }

func (b *tableBar) setHovered(hovered bool) {
	b.hovered = hovered
	b.Refresh()
}

// CreateRenderer makes the thumb.
func (b *tableBar) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(b, &tableBarDrawing{bar: b, thumb: newBox()})
}

type tableBarDrawing struct {
	bar   *tableBar
	thumb *canvas.Rectangle
}

func (d *tableBarDrawing) objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.thumb} }
func (d *tableBarDrawing) measure() fyne.Size           { return fyne.NewSize(barSpace(), rowHeight()) }

func (d *tableBarDrawing) paint() { paintBox(d.thumb, theme.ColorNameScrollBar, "", "") }

func (d *tableBarDrawing) arrange(size fyne.Size) {
	y, length := d.bar.thumb()
	d.thumb.Hidden = length == 0
	width, gap := look.Size(look.Space8), look.Size(look.Space4)/2
	if d.bar.hovered || d.bar.held || look.Current().Options().Touch {
		width = size.Width - 2*gap
	}
	d.thumb.CornerRadius = width / 2
	d.thumb.Move(fyne.NewPos(size.Width-width-gap, y+gap))
	d.thumb.Resize(fyne.NewSize(width, max(length-2*gap, 0)))
}
