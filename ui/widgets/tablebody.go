package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// tableBody is the rows: what has the keyboard, the pointer and the wheel. It is a fyne.Scrollable, so Fyne cuts off what
// it draws beyond its edge.
type tableBody struct {
	control
	table *Table
	spans []tableSpan
	hover int // row under the pointer, -1 when there is none

	drawing *tableBodyDrawing // nil before the rows are drawn
}

var (
	_ fyne.Scrollable        = (*tableBody)(nil)
	_ fyne.SecondaryTappable = (*tableBody)(nil)
	_ desktop.Hoverable      = (*tableBody)(nil)
)

func newTableBody(t *Table, label string) *tableBody {
	b := &tableBody{table: t, hover: -1}
	b.label = label
	b.extend(b)
	return b
}

// rowsHigh is how many rows fit, in rows.
func (b *tableBody) rowsHigh() float64 { return float64(b.Size().Height) / float64(rowHeight()) }

// rowAt is the row at a height of the body, -1 when there is none.
func (b *tableBody) rowAt(y float32) int {
	row := int(b.table.state.Top + float64(y)/float64(rowHeight()))
	if y < 0 || row >= b.table.count {
		return -1
	}
	return row
}

// grain is the part of a unit to which rows are placed. The difference of two numbers near a million carries noise, and a
// text that stands on half a pixel would go up in one row and down in the next.
const grain = 1.0 / 16

// place is where a row stands in the body. The difference is small even at the millionth row, so float32 holds it.
func (b *tableBody) place(row int) rect {
	y := math.Round((float64(row)-b.table.state.Top)*float64(rowHeight())/grain) * grain
	return rect{fyne.NewPos(0, float32(y)), fyne.NewSize(b.Size().Width, rowHeight())}
}

// FocusGained rings the table; the ring stands around the frame.
func (b *tableBody) FocusGained() {
	b.control.FocusGained()
	b.table.Refresh()
}

// FocusLost hides the ring.
func (b *tableBody) FocusLost() {
	b.control.FocusLost()
	b.table.Refresh()
}

// Scrolled moves the rows. At their end, the scroll around the table goes on.
func (b *tableBody) Scrolled(e *fyne.ScrollEvent) {
	t := b.table
	before := t.state.Top
	t.scrollTo(before - float64(e.Scrolled.DY)/float64(rowHeight()))
	if t.state.Top != before {
		b.point(e.Position)
		return
	}
	if outer := scrollAround(t); outer != nil {
		outer.Scrolled(e)
	}
}

// scrollAround is the nearest scroll that o stands in, nil when it stands in none.
func scrollAround(o fyne.CanvasObject) fyne.Scrollable {
	path := pathTo(rootOf(o), o)
	for i := len(path) - 2; i >= 0; i-- {
		if s, ok := path[i].(*Scroll); ok {
			return s.scroll
		}
	}
	return nil
}

// Tapped selects the row under the pointer.
func (b *tableBody) Tapped(e *fyne.PointEvent) {
	b.takeFocus()
	row := b.rowAt(e.Position.Y)
	if row < 0 {
		return
	}
	b.table.Select(row)
	if b.table.OnTapped != nil {
		b.table.OnTapped(row)
	}
	if i, span := b.columnAt(e.Position.X); i >= 0 && b.table.columns[i].Action {
		cell := b.place(row)
		b.openMenu(row, rect{fyne.NewPos(span.x, cell.at.Y), fyne.NewSize(span.width, cell.size.Height)})
	}
}

// columnAt is the column at a distance from the left, -1 when there is none.
func (b *tableBody) columnAt(x float32) (int, tableSpan) {
	for i, span := range b.spans {
		if x >= span.x && x < span.x+span.width {
			return i, span
		}
	}
	return -1, tableSpan{}
}

// TappedSecondary selects the row under the pointer and opens its menu there.
func (b *tableBody) TappedSecondary(e *fyne.PointEvent) {
	b.takeFocus()
	if row := b.rowAt(e.Position.Y); row >= 0 {
		b.table.Select(row)
		b.openMenu(row, rect{at: e.Position})
	}
}

// MouseIn shows which row is under the pointer.
func (b *tableBody) MouseIn(e *desktop.MouseEvent) { b.point(e.Position) }

// MouseMoved follows the pointer.
func (b *tableBody) MouseMoved(e *desktop.MouseEvent) { b.point(e.Position) }

// MouseOut ends the hover.
func (b *tableBody) MouseOut() { b.setHover(-1) }

// MouseDown shows no press: a row shows that it is selected.
func (b *tableBody) MouseDown(*desktop.MouseEvent) {}

// MouseUp has nothing to end.
func (b *tableBody) MouseUp(*desktop.MouseEvent) {}

// Cursor is an arrow, as over any list.
func (b *tableBody) Cursor() desktop.Cursor { return desktop.DefaultCursor }

func (b *tableBody) point(at fyne.Position) { b.setHover(b.rowAt(at.Y)) }

func (b *tableBody) setHover(row int) {
	if b.hover == row {
		return
	}
	b.hover = row
	b.table.redrawSoon()
}

// TypedKey moves the selection, activates it or opens its menu.
func (b *tableBody) TypedKey(key *fyne.KeyEvent) {
	t := b.table
	page := max(int(b.rowsHigh())-1, 1)
	switch key.Name {
	case fyne.KeyDown:
		b.move(1)
	case fyne.KeyUp:
		b.move(-1)
	case fyne.KeyPageDown:
		b.move(page)
	case fyne.KeyPageUp:
		b.move(-page)
	case fyne.KeyHome:
		t.Select(min(0, t.count-1))
	case fyne.KeyEnd:
		t.Select(t.count - 1)
	case desktop.KeyMenu:
		if row := t.state.Selected; row >= 0 {
			t.show(row)
			b.openMenu(row, b.place(row))
		}
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if t.OnActivated != nil && t.state.Selected >= 0 {
			t.OnActivated(t.state.Selected)
			return
		}
		b.control.TypedKey(key)
	default:
		b.control.TypedKey(key)
	}
}

// move selects a row so many further; with none selected, the first in view.
func (b *tableBody) move(by int) {
	t := b.table
	if t.count == 0 {
		return
	}
	if t.state.Selected < 0 {
		t.Select(min(int(t.state.Top+0.999), t.count-1))
		return
	}
	t.Select(min(max(t.state.Selected+by, 0), t.count-1))
}

// openMenu opens the menu of a row at a place of the body.
func (b *tableBody) openMenu(row int, at rect) {
	if b.table.Menu == nil {
		return
	}
	items := b.table.Menu(row)
	if len(items) == 0 {
		return
	}
	origin := positionOf(b)
	m := ShowMenu(b, items...)
	panel := m.overlay.panel
	m.overlay.place = func(window fyne.Size) rect { return besideSpot(origin.Add(at.at), at.size, panel.MinSize(), window) }
	m.overlay.Refresh()
}

// besideSpot puts a panel under a spot of the window, or above it when there is no room, inside the window.
func besideSpot(at fyne.Position, spot, panel, window fyne.Size) rect {
	panel = fyne.NewSize(min(panel.Width, window.Width), min(panel.Height, window.Height))
	y := at.Y + spot.Height
	if y+panel.Height > window.Height {
		y = at.Y - panel.Height
	}
	x := min(max(at.X, 0), window.Width-panel.Width)
	return rect{fyne.NewPos(x, max(y, 0)), panel}
}
