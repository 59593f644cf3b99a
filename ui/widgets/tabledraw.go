package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/ui/look"
)

// minTableRows is how many rows the smallest table shows.
const minTableRows = 3

// CreateRenderer makes the parts.
func (t *Table) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(t, &tableDrawing{table: t, plate: newPlate(), head: newBox(), line: newBox()})
}

// tableDrawing is the frame of a table: a card, the line of titles, and the rows or what stands for them.
type tableDrawing struct {
	table      *Table
	plate      *plate
	head, line *canvas.Rectangle
}

func (d *tableDrawing) objects() []fyne.CanvasObject {
	return append(append(d.plate.objects(), d.head, d.line), d.table.Children()...)
}

func (d *tableDrawing) paint() {
	t := d.table
	d.plate.paint(t.body.focused && t.slot == nil)
	paintBox(d.head, theme.ColorNameHeaderBackground, "", "")
	d.head.TopLeftCornerRadius = look.Size(look.CardRadius) - look.Size(look.Line)
	d.head.TopRightCornerRadius = d.head.TopLeftCornerRadius
	paintBox(d.line, look.ColorBorder, "", "")
}

func (d *tableDrawing) measure() fyne.Size {
	width := float32(0)
	for _, c := range d.table.columns {
		if !c.Optional {
			width += c.leastWidth()
		}
	}
	return fyne.NewSize(min(width, look.Size(look.ControlWide)), heightForRows(d.table.rowsShown()))
}

// rowsShown is how many rows the table asks room for.
func (t *Table) rowsShown() int {
	if t.FitRows == 0 || t.slot != nil {
		return minTableRows
	}
	rows := min(max(t.count, 1), t.FitRows)
	if t.room > 0 {
		rows = min(rows, t.room)
	}
	return rows
}

// giveWay makes a table that fits its rows lower by so much, as far as it can still be read, and tells by how much it did.
func (t *Table) giveWay(height float32) (gained float32) {
	rows := t.rowsShown()
	if t.FitRows == 0 || t.slot != nil || rows <= minTableRows {
		return 0
	}
	t.room = max(rows-int(math.Ceil(float64(height/rowHeight()))), minTableRows)
	return float32(rows-t.room) * rowHeight()
}

func (d *tableDrawing) arrange(size fyne.Size) {
	t, line, high := d.table, look.Size(look.Line), rowHeight()
	inner := size.SubtractWidthHeight(2*line, 2*line)
	d.plate.arrange(size)
	d.head.Move(fyne.NewSquareOffsetPos(line))
	d.head.Resize(fyne.NewSize(inner.Width, high))
	d.line.Move(fyne.NewPos(line, line+high))
	d.line.Resize(fyne.NewSize(inner.Width, line))
	at := fyne.NewPos(line, 2*line+high)
	rows := fyne.NewSize(inner.Width, max(inner.Height-high-line, 0))
	t.body.spans = planColumns(t.columns, inner.Width-barSpace())
	for i, h := range t.heads {
		h.Hidden = t.body.spans[i].width == 0
		h.Move(fyne.NewPos(line+t.body.spans[i].x, line))
		h.Resize(fyne.NewSize(t.body.spans[i].width, high))
		h.Refresh()
	}
	if t.slot != nil {
		t.slot.Move(at)
		t.slot.Resize(rows)
		return
	}
	t.body.Move(at)
	t.bar.Move(at.AddXY(inner.Width-barSpace(), 0))
	t.bar.Resize(fyne.NewSize(barSpace(), rows.Height))
	if t.body.Size() != rows {
		t.body.Resize(rows)
	} else {
		t.body.Refresh()
	}
	t.bar.Refresh()
}
