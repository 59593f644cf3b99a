package schedulepage

import (
	"strings"

	"fyne.io/fyne/v2"

	"pupitre/data/schedule"
)

// PointIn is where a minute of an ISO day is on the canvas.
func PointIn(grid fyne.CanvasObject, day, minute int) fyne.Position {
	return positionOf(grid).Add(InGrid(grid, day, minute))
}

// InGrid is where it is in the picture.
func InGrid(grid fyne.CanvasObject, day, minute int) fyne.Position {
	g, ok := grid.(*weekGrid)
	if !ok {
		panic("not the week")
	}
	return fyne.NewPos(g.x(day)+g.dayWidth()/2, g.y(minute))
}

// PointInList is where a row is on the canvas.
func PointInList(list fyne.CanvasObject, row int) fyne.Position {
	l, ok := list.(*ruleList)
	if !ok {
		panic("not the list")
	}
	return positionOf(l).AddXY(40, (float32(row)+0.5)*l.rowHeight())
}

// Hold makes modifier keys count as held by a picture or a list.
func Hold(o fyne.CanvasObject, keys fyne.KeyModifier) {
	switch w := o.(type) {
	case *weekGrid:
		w.modifiers = func() fyne.KeyModifier { return keys }
	case *yearGrid:
		w.modifiers = func() fyne.KeyModifier { return keys }
	case *ruleList:
		w.modifiers = func() fyne.KeyModifier { return keys }
	}
}

// Paint draws the week once, as a frame does.
func Paint(o fyne.CanvasObject, width, height int) {
	if g, ok := o.(*weekGrid); ok {
		g.paint(width, height)
	}
}

// Plain is a text with ordinary spaces.
func Plain(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

// positionOf is measured from the content: the test canvas adds a padding that a window of ours has not.
func positionOf(o fyne.CanvasObject) fyne.Position {
	d := fyne.CurrentApp().Driver()
	return d.AbsolutePositionForObject(o).Subtract(d.AbsolutePositionForObject(d.CanvasForObject(o).Content()))
}

// PointInYear is where a date is on the canvas.
func PointInYear(grid fyne.CanvasObject, date schedule.Date) fyne.Position {
	g, ok := grid.(*yearGrid)
	if !ok {
		panic("not the year")
	}
	p := g.plan(g.Size().Width)
	return positionOf(g).Add(p.place(date)).AddXY(p.day/2, p.row/2)
}

// DateIn is the date under a position of the year; ok is false for none.
func DateIn(grid fyne.CanvasObject, at fyne.Position) (schedule.Date, bool) {
	g, ok := grid.(*yearGrid)
	if !ok {
		panic("not the year")
	}
	return g.dateAt(at.Subtract(positionOf(g)))
}
