package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
)

// CreateRenderer makes the first rows.
func (b *tableBody) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(b, &tableBodyDrawing{body: b})
}

// tableBodyDrawing keeps as many rows as are seen at once, and gives them other contents as the table scrolls.
type tableBodyDrawing struct {
	body  *tableBody
	rows  []*tableRow
	parts []fyne.CanvasObject
}

func (d *tableBodyDrawing) objects() []fyne.CanvasObject { return d.parts }
func (d *tableBodyDrawing) paint()                       {}
func (d *tableBodyDrawing) measure() fyne.Size           { return fyne.NewSquareSize(rowHeight()) }

func (d *tableBodyDrawing) arrange(size fyne.Size) {
	t := d.body.table
	if size.Height <= 0 || len(d.body.spans) == 0 {
		return
	}
	t.state.Top = t.clamp(t.state.Top) // the window, the zoom or the count may have changed
	t.ask()
	seen := t.inView()
	d.resizeTo(seen.to - seen.from)
	for i, row := range d.rows {
		row.show(d.body, seen.from+i)
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
}

// tableText is one cell on the screen.
type tableText struct {
	text  *canvas.Text
	ghost *canvas.Rectangle // stands for a text on its way
	image *canvas.Image
	icon  resources.IconName
	tint  fyne.ThemeColorName
	theme *look.Theme // that icon was drawn for
	full  string      // the text before it was cut …
	room  float32     // … to this width
	marks tableMarks
}

func newTableRow(columns, marks int) *tableRow {
	r := &tableRow{back: newBox(), bar: newBox(), line: newBox()}
	for range columns {
		r.cells = append(r.cells, &tableText{text: newLabel(fyne.TextAlignLeading), ghost: newBox(), image: newImage(), marks: newTableMarks(marks)})
	}
	return r
}

func (r *tableRow) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.back, r.bar, r.line}
	for _, c := range r.cells {
		out = c.marks.appendTo(out)
		out = append(out, c.text, c.ghost, c.image)
	}
	return out
}

// show gives the row the content of a row of the table, at its place.
func (r *tableRow) show(b *tableBody, row int) {
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
		c.show(cell, ready, box, b.table.columns[i], row)
		c.marks.show(c, cell.Marks, selected)
	}
}

func (c *tableText) hide() {
	c.text.Hidden, c.ghost.Hidden, c.image.Hidden = true, true, true
	c.marks.hide()
}

func (c *tableText) show(cell TableCell, ready bool, box rect, column TableColumn, row int) {
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
	c.text.Hidden = cell.Text == ""
	color, size := look.Color(ink), look.Size(theme.SizeNameText)
	if c.full != cell.Text || c.room != box.size.Width || c.text.TextSize != size || c.text.TextStyle.Bold != cell.Bold {
		c.full, c.room = cell.Text, box.size.Width
		c.text.TextSize, c.text.TextStyle.Bold = size, cell.Bold
		c.text.Text = column.cut(cell.Text, c.room, func(s string) float32 { return fyne.MeasureText(s, size, c.text.TextStyle).Width })
	}
	c.text.Color, c.text.Alignment = color, column.Align
	height := c.text.MinSize().Height
	c.text.Move(box.at.AddXY(0, (box.size.Height-height)/2))
	c.text.Resize(fyne.NewSize(box.size.Width, height))
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
