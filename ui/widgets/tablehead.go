package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
)

// tableHead is the title of a column. Pressed, it orders the rows by its column, then the other way round.
type tableHead struct {
	control
	table  *Table
	column TableColumn
}

func newTableHead(t *Table, column int) *tableHead {
	h := &tableHead{table: t, column: t.columns[column]}
	h.label = h.column.Title
	h.extend(h)
	if !h.column.Sortable {
		h.Disable()
	}
	return h
}

// Tapped orders the rows.
func (h *tableHead) Tapped(*fyne.PointEvent) {
	if h.Disabled() {
		return
	}
	h.takeFocus()
	h.table.sortBy(h.column.ID)
}

// TypedKey orders the rows with Space or Enter; Down goes to the rows.
func (h *tableHead) TypedKey(key *fyne.KeyEvent) {
	switch {
	case isActivation(key) && !h.Disabled():
		h.table.sortBy(h.column.ID)
	case key.Name == fyne.KeyDown:
		focusOn(h.table.body)
	default:
		h.control.TypedKey(key)
	}
}

// CreateRenderer makes the parts.
func (h *tableHead) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(h, &tableHeadDrawing{head: h, veil: newBox(), ring: newRing(), arrow: newImage(), text: newLabel(fyne.TextAlignLeading)})
}

type tableHeadDrawing struct {
	head       *tableHead
	veil, ring *canvas.Rectangle
	arrow      *canvas.Image
	text       *canvas.Text
}

func (d *tableHeadDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.veil, d.text, d.arrow, d.ring}
}

func (d *tableHeadDrawing) paint() {
	h := d.head
	ink, arrow := look.ColorMuted, resources.IconName("")
	if h.table.sorted == h.column.ID && h.column.Sortable {
		ink, arrow = theme.ColorNameForeground, resources.KeyboardArrowUp
		if h.table.descending {
			arrow = resources.KeyboardArrowDown
		}
	}
	veil := fyne.ThemeColorName("")
	if h.hovered && !h.Disabled() {
		veil = theme.ColorNameHover
	}
	paintBox(d.veil, veil, "", look.Space8)
	paintRing(d.ring, h.ringed(), look.Size(look.Space4))
	setIcon(d.arrow, arrow, ink)
	setLabel(d.text, h.column.Title, ink, true)
	d.text.TextSize = look.Size(theme.SizeNameCaptionText)
}

func (d *tableHeadDrawing) measure() fyne.Size {
	return fyne.NewSize(look.Size(look.ControlNarrow), rowHeight())
}

func (d *tableHeadDrawing) arrange(size fyne.Size) {
	inside := look.Size(look.RingWidth) + 2*ringGap // the ring stays within the line of titles
	d.veil.Resize(size)
	placeRing(d.ring, fyne.NewSquareOffsetPos(inside), size.SubtractWidthHeight(2*inside, 2*inside))
	icon, gap := look.Size(look.IconSmall), look.Size(look.Space4)
	room := size.Width - 2*cellPad()
	if d.arrow.Visible() {
		room -= icon + gap
	}
	measure := func(s string) float32 { return fyne.MeasureText(s, d.text.TextSize, d.text.TextStyle).Width }
	d.text.Text = ellipsize(d.head.column.Title, max(room, 0), measure)
	least := d.text.MinSize()
	x := cellPad()
	if d.head.column.Align == fyne.TextAlignTrailing {
		x = size.Width - cellPad() - least.Width
	}
	d.text.Move(fyne.NewPos(x, (size.Height-least.Height)/2))
	d.text.Resize(least)
	at := x + least.Width + gap
	if d.head.column.Align == fyne.TextAlignTrailing {
		at = x - gap - icon
	}
	placeIcon(d.arrow, at, size.Height, icon)
}
