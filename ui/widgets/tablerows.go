package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
)

// CreateRenderer makes the first rows.
func (b *tableBody) CreateRenderer() fyne.WidgetRenderer {
	b.drawing = &tableBodyDrawing{body: b}
	return newRenderer(b, b.drawing)
}

// tableBodyDrawing keeps as many rows as can be seen at once. A row of the table stands in the same one of them as long as it is in
// view: what moves as the table scrolls is not drawn anew.
type tableBodyDrawing struct {
	body  *tableBody
	rows  []*tableRow
	parts []fyne.CanvasObject
	scale float32 // pixels to a unit, for which the texts were drawn
}

func (d *tableBodyDrawing) objects() []fyne.CanvasObject { return d.parts }
func (d *tableBodyDrawing) paint()                       {}

// measure is asked before each frame, when it is known on which screen the window is: texts for another one are drawn anew.
func (d *tableBodyDrawing) measure() fyne.Size {
	if d.scale != 0 && d.scale != scaleOf(d.body) {
		d.arrange(d.body.Size())
	}
	return fyne.NewSquareSize(rowHeight())
}

func (d *tableBodyDrawing) arrange(size fyne.Size) {
	t := d.body.table
	if size.Height <= 0 || len(d.body.spans) == 0 {
		return
	}
	t.state.Top = t.clamp(t.state.Top) // the window, the zoom or the count may have changed
	t.ask()
	seen := t.inView()
	d.scale = scaleOf(d.body)
	d.resizeTo(min(int(math.Ceil(d.body.rowsHigh()))+1, t.count))
	for i := range d.rows {
		row := seen.from + i
		slot := d.rows[row%len(d.rows)]
		if row < seen.to {
			slot.show(d.body, row, d.scale)
		} else {
			slot.hide()
		}
	}
}

// resizeTo keeps n rows. It grows as the window does; what is out of use is let go, so that memory follows the window.
func (d *tableBodyDrawing) resizeTo(n int) {
	if len(d.rows) == n {
		return
	}
	for len(d.rows) < n {
		d.rows = append(d.rows, newTableRow(len(d.body.table.columns), d.body.table.Marks))
	}
	clear(d.rows[n:])
	d.rows = d.rows[:n]
	d.parts = d.parts[:0:0]
	for _, row := range d.rows {
		d.parts = append(d.parts, row.objects()...)
	}
}

// tableRow is one row on the screen.
type tableRow struct {
	back, bar, line *canvas.Rectangle
	cells           []*tableText
	row             int // that stands here, -1 for none
}

// tableText is one cell on the screen.
type tableText struct {
	line  tableLine
	ghost *canvas.Rectangle // stands for a text on its way
	image *canvas.Image
	icon  resources.IconName
	tint  fyne.ThemeColorName
	theme *look.Theme // that icon was drawn for
	marks tableMarks
}

func newTableRow(columns, marks int) *tableRow {
	r := &tableRow{back: newBox(), bar: newBox(), line: newBox()}
	for range columns {
		r.cells = append(r.cells, &tableText{line: newTableLine(), ghost: newBox(), image: newImage(), marks: newTableMarks(marks)})
	}
	return r
}

func (r *tableRow) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.back, r.bar, r.line}
	for _, c := range r.cells {
		out = c.marks.appendTo(out)
		out = append(out, c.line.text, c.line.picture, c.ghost, c.image)
	}
	return out
}

// hide shows no row of the table here.
func (r *tableRow) hide() {
	r.row = -1
	r.back.Hidden, r.bar.Hidden, r.line.Hidden = true, true, true
	for _, c := range r.cells {
		c.hide()
	}
}

// show gives the row the content of a row of the table, at its place.
func (r *tableRow) show(b *tableBody, row int, scale float32) {
	r.row, r.back.Hidden = row, false
	at, line := b.place(row), look.Size(look.Line)
	selected := b.table.state.Selected == row
	fill := fyne.ThemeColorName("")
	switch {
	case selected:
		fill = look.ColorAccentSoft
	case b.hover == row:
		fill = theme.ColorNameHover
	}
	paintBox(r.back, fill, "", "")
	paintBox(r.bar, theme.ColorNamePrimary, "", "")
	ground := at
	if bottom := b.Size().Height; at.below() >= bottom { // the last row follows the corners of the card
		ground.size.Height = bottom - at.at.Y
		radius := min(look.Size(look.CardRadius)-line, ground.size.Height)
		r.back.BottomLeftCornerRadius, r.back.BottomRightCornerRadius = radius, radius
		r.bar.BottomLeftCornerRadius = radius
	} else {
		r.back.BottomLeftCornerRadius, r.back.BottomRightCornerRadius, r.bar.BottomLeftCornerRadius = 0, 0, 0
	}
	ground.place(r.back)
	r.bar.Hidden = !selected // the bar tells the selection by its shape
	r.bar.Move(ground.at)
	r.bar.Resize(fyne.NewSize(look.Size(look.Space4), ground.size.Height))
	paintBox(r.line, theme.ColorNameSeparator, "", "")
	r.line.Hidden = row == b.table.count-1
	inset := float32(0)
	if y := at.below(); y > b.Size().Height-look.Size(look.CardRadius) {
		inset = look.Size(look.CardRadius) // it must not cross the round corners
	}
	r.line.Move(fyne.NewPos(inset, at.at.Y+at.size.Height-line))
	r.line.Resize(fyne.NewSize(at.size.Width-2*inset, line))
	for i, c := range r.cells {
		span := b.spans[i]
		if span.width == 0 || b.table.Cell == nil {
			c.hide()
			continue
		}
		cell, ready := b.table.Cell(row, i)
		if selected && cell.Color == "" {
			cell.Color = look.ColorOnAccent
		}
		box := rect{at.at.AddXY(span.x+cellPad(), 0), fyne.NewSize(max(span.width-2*cellPad(), 0), at.size.Height)}
		c.show(cell, ready, box, b.table.columns[i], row, scale)
		c.marks.show(c, cell.Marks, selected)
	}
}

func (c *tableText) hide() {
	c.line.hide()
	c.ghost.Hidden, c.image.Hidden = true, true
	c.marks.hide()
}

func (c *tableText) show(cell TableCell, ready bool, box rect, column TableColumn, row int, scale float32) {
	c.hide()
	if !ready {
		c.showGhost(box, row)
		return
	}
	ink := cell.Color
	if ink == "" {
		ink = theme.ColorNameForeground
	}
	box = c.showIcon(cell.Icon, ink, box)
	c.line.set(cell.Text, cell.Bold, box.size.Width, column)
	c.line.show(box, look.Color(ink), scale)
}

// showIcon places the icon and gives the box that is left for the text.
func (c *tableText) showIcon(icon resources.IconName, tint fyne.ThemeColorName, box rect) rect {
	if icon == "" {
		return box
	}
	if current := look.Current(); c.icon != icon || c.tint != tint || c.theme != current {
		c.icon, c.tint, c.theme = icon, tint, current
		setIcon(c.image, icon, tint)
	}
	c.image.Hidden = false
	side := look.Size(look.IconSmall)
	c.image.Move(box.at.AddXY(0, (box.size.Height-side)/2))
	c.image.Resize(fyne.NewSquareSize(side))
	taken := side + look.Size(look.Space8)
	return rect{box.at.AddXY(taken, 0), fyne.NewSize(max(box.size.Width-taken, 0), box.size.Height)}
}

// showGhost draws a bar whose length varies from row to row, as texts do.
func (c *tableText) showGhost(box rect, row int) {
	paintBox(c.ghost, look.ColorSkeleton, "", look.Space4)
	c.ghost.Hidden = false
	part := 0.45 + 0.12*float32(row%4)
	high := look.Size(look.Space12)
	c.ghost.Move(box.at.AddXY(0, (box.size.Height-high)/2))
	c.ghost.Resize(fyne.NewSize(box.size.Width*part, high))
}
