package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// ProseTable is a small table for reading: its columns share the width by what they hold, its cells wrap, its first row is its
// head. A list of many rows is a Table.
type ProseTable struct {
	widget.BaseWidget
	rows [][]*Prose
}

// NewProseTable makes a table of rows of the same length.
func NewProseTable(rows ...[]*Prose) *ProseTable {
	t := &ProseTable{rows: rows}
	t.ExtendBaseWidget(t)
	return t
}

// Children are the cells, in reading order.
func (t *ProseTable) Children() (cells []fyne.CanvasObject) {
	for _, row := range t.rows {
		for _, cell := range row {
			cells = append(cells, cell)
		}
	}
	return cells
}

// pads are the space at the sides of a cell and above and below it.
func (t *ProseTable) pads() (side, over float32) {
	return look.Size(look.Space12), look.Size(look.Space8)
}

// columns are the widths of the columns: what each would like when there is room, else no less than its longest word, and the
// rest in proportion to what is missing.
func (t *ProseTable) columns(width float32) []float32 {
	side, _ := t.pads()
	n := len(t.rows[0])
	least, whole := make([]float32, n), make([]float32, n)
	for _, row := range t.rows {
		for i, cell := range row {
			a, b := cell.widths()
			least[i], whole[i] = max(least[i], a), max(whole[i], b)
		}
	}
	return shareWidth(least, whole, width-2*side*float32(n))
}

// shareWidth gives columns a width each that makes up the whole.
func shareWidth(least, whole []float32, width float32) []float32 {
	out, leastSum, wholeSum := make([]float32, len(least)), float32(0), float32(0)
	for i := range least {
		leastSum += least[i]
		wholeSum += whole[i]
	}
	for i := range out {
		switch {
		case wholeSum <= width: // room to spare, which goes to the wide ones
			out[i] = whole[i] * width / wholeSum
		case leastSum >= width: // words have to be cut
			out[i] = least[i] * width / leastSum
		default:
			out[i] = least[i] + (width-leastSum)*(whole[i]-least[i])/(wholeSum-leastSum)
		}
	}
	return out
}

func (t *ProseTable) rowHeight(row []*Prose, columns []float32) (height float32) {
	_, over := t.pads()
	for i, cell := range row {
		height = max(height, cell.HeightFor(columns[i]))
	}
	return height + 2*over
}

// HeightFor is the height of the table at a width.
func (t *ProseTable) HeightFor(width float32) (height float32) {
	columns := t.columns(width)
	for _, row := range t.rows {
		height += t.rowHeight(row, columns)
	}
	return height
}

// CreateRenderer makes the parts.
func (t *ProseTable) CreateRenderer() fyne.WidgetRenderer {
	d := &proseTableDrawing{table: t, back: newBox(), head: newBox()}
	d.parts = []fyne.CanvasObject{d.back, d.head}
	for i, row := range t.rows {
		if i > 0 {
			line := newBox()
			d.lines = append(d.lines, line)
			d.parts = append(d.parts, line)
		}
		for _, cell := range row {
			d.parts = append(d.parts, cell)
		}
	}
	return newRenderer(t, d)
}

type proseTableDrawing struct {
	table      *ProseTable
	back, head *canvas.Rectangle
	lines      []*canvas.Rectangle // above each row but the first
	parts      []fyne.CanvasObject
}

func (d *proseTableDrawing) objects() []fyne.CanvasObject { return d.parts }

func (d *proseTableDrawing) paint() {
	paintBox(d.back, look.ColorSurface, look.ColorBorder, look.Space8)
	paintBox(d.head, theme.ColorNameHeaderBackground, look.ColorBorder, look.Space8)
	for _, line := range d.lines {
		paintBox(line, theme.ColorNameSeparator, "", "")
	}
}

func (d *proseTableDrawing) measure() fyne.Size {
	side, _ := d.table.pads()
	width := float32(len(d.table.rows[0])) * (2*side + look.Size(look.Space48))
	return fyne.NewSize(width, d.table.HeightFor(max(width, d.table.Size().Width)))
}

func (d *proseTableDrawing) arrange(size fyne.Size) {
	t := d.table
	side, over := t.pads()
	columns, y := t.columns(size.Width), float32(0)
	d.back.Resize(size)
	for i, row := range t.rows {
		height := t.rowHeight(row, columns)
		if i == 0 {
			d.head.Resize(fyne.NewSize(size.Width, height))
		} else {
			d.lines[i-1].Move(fyne.NewPos(1, y))
			d.lines[i-1].Resize(fyne.NewSize(size.Width-2, look.Size(look.Line)))
		}
		x := side
		for j, cell := range row {
			cell.Move(fyne.NewPos(x, y+over))
			cell.Resize(fyne.NewSize(columns[j], height-2*over))
			x += columns[j] + 2*side
		}
		y += height
	}
}
