package schedulepage

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"pupitre/data/schedule"
	"pupitre/i18n"
	"pupitre/ui/task"
)

// yearHost is what the picture of the year tells of.
type yearHost interface {
	// pointed tells which date the pointer or the cursor is at; ok is false for none.
	pointed(date schedule.Date, ok bool)
	// taken tells that a date was clicked or opened.
	taken(date schedule.Date)
	// drawn tells that the dates from the first to the last were drawn.
	drawn(first, last schedule.Date)
	// turned asks for another year, in which the cursor is at a date.
	turned(to schedule.Date)
	// revealed scrolls a band of the picture into view.
	revealed(top, bottom float32)
	// scrollBy scrolls; viewport is the part that is seen.
	scrollBy(dy float32)
	viewport() (top, height float32)
	// grabbed tells that a drag of the picture's own begins.
	grabbed()
}

// yearGrid is the picture of a year: twelve small months, each day deeper the longer it is open, marked where an event, a
// holiday or a change of the clock falls on it. Events are drawn over its days by mouse and by keyboard.
type yearGrid struct {
	widget.BaseWidget
	host      yearHost
	p         *i18n.Printer
	run       task.Runner
	modifiers func() fyne.KeyModifier

	year     int
	days     []yearDay
	longest  int // minutes
	today    schedule.Date
	selected func(date schedule.Date) bool // on the selected event
	readOnly bool

	cursor, anchor schedule.Date // the range between them is what the hand or the keyboard has drawn
	pressed, drags bool
	last           fyne.Position
	scrolls        func()
	hover          schedule.Date
	focused        bool
	pixels         *image.RGBA
	picture        *canvas.Raster
	faces          faces
}

func newYearGrid(host yearHost, p *i18n.Printer, run task.Runner) *yearGrid {
	g := &yearGrid{host: host, p: p, run: run, modifiers: keyModifiers, scrolls: func() {}, selected: func(schedule.Date) bool { return false }}
	g.ExtendBaseWidget(g)
	return g
}

// set shows a year.
func (g *yearGrid) set(year int, days []yearDay, longest int, cursor, today schedule.Date, selected func(schedule.Date) bool) {
	if g.year != year || g.cursor != cursor && !g.pressed {
		g.anchor = cursor
		g.cursor = cursor
	}
	g.year, g.days, g.longest, g.today, g.selected = year, days, longest, today, selected
	g.Refresh()
}

// span is what is drawn: the dates between cursor and anchor.
func (g *yearGrid) span() (first, last schedule.Date) {
	return min(g.cursor, g.anchor), max(g.cursor, g.anchor)
}

// point tells the host which date is meant.
func (g *yearGrid) point(date schedule.Date, ok bool) {
	if !ok {
		date = 0
	}
	if g.hover != date {
		g.hover = date
		g.host.pointed(date, ok)
	}
}

// Cursor tells what a press would do.
func (g *yearGrid) Cursor() desktop.Cursor {
	if g.hover == 0 {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// MouseIn looks at what is under the pointer.
func (g *yearGrid) MouseIn(e *desktop.MouseEvent) { g.MouseMoved(e) }

// MouseMoved looks at what is under the pointer.
func (g *yearGrid) MouseMoved(e *desktop.MouseEvent) { g.point(g.dateAt(e.Position)) }

// MouseOut points nowhere.
func (g *yearGrid) MouseOut() { g.point(0, false) }

// MouseDown begins at a date.
func (g *yearGrid) MouseDown(e *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && c.Focused() != fyne.Focusable(g) {
		c.Focus(g)
	}
	date, ok := g.dateAt(e.Position)
	if !ok || e.Button != desktop.MouseButtonPrimary {
		return
	}
	g.pressed, g.drags, g.last = true, false, e.Position
	if e.Modifier&fyne.KeyModifierShift == 0 {
		g.anchor = date
	}
	g.cursor = date
	if !g.readOnly {
		g.host.grabbed()
	}
	g.Refresh()
}

// MouseUp ends a press that did not become a drag; a click with Shift ends the stretch.
func (g *yearGrid) MouseUp(e *desktop.MouseEvent) {
	if !g.pressed || g.drags {
		return
	}
	g.pressed = false
	if first, last := g.span(); first != last && e.Modifier&fyne.KeyModifierShift != 0 {
		g.finish(first, last)
	}
}

// Tapped is a click on a date.
func (g *yearGrid) Tapped(e *fyne.PointEvent) {
	if date, ok := g.dateAt(e.Position); ok && g.anchor == g.cursor {
		g.host.taken(date)
	}
}

// Dragged follows the pointer.
func (g *yearGrid) Dragged(e *fyne.DragEvent) {
	if !g.pressed || g.readOnly {
		return
	}
	g.drags, g.last = true, e.Position
	g.follow()
	g.scrollAtEdge()
}

// follow takes the drawn stretch to the date under the hand, or the nearest one.
func (g *yearGrid) follow() {
	if date, ok := g.dateAt(g.last); ok && date != g.cursor {
		g.cursor = date
		g.point(date, true)
		g.Refresh()
	}
}

// scrollAtEdge goes on scrolling while the hand is at an edge of what is seen.
func (g *yearGrid) scrollAtEdge() {
	g.scrolls()
	top, height := g.host.viewport()
	dy := float32(0)
	switch y := g.last.Y; {
	case y < top+unit(edgeStep):
		dy = -unit(edgeStep)
	case y > top+height-unit(edgeStep):
		dy = unit(edgeStep)
	}
	if dy == 0 {
		return
	}
	g.scrolls = g.run.After(edgeEvery, func() {
		if !g.drags {
			return
		}
		before, _ := g.host.viewport()
		g.host.scrollBy(dy)
		after, _ := g.host.viewport()
		if after != before {
			g.last.Y += after - before
			g.follow()
			g.scrollAtEdge()
		}
	})
}

// DragEnd makes an event of what was drawn.
func (g *yearGrid) DragEnd() {
	g.scrolls()
	if !g.drags {
		return
	}
	g.pressed, g.drags = false, false
	g.finish(g.span())
}

// finish tells what was drawn.
func (g *yearGrid) finish(first, last schedule.Date) {
	g.anchor = g.cursor
	g.Refresh()
	if !g.readOnly {
		g.host.drawn(first, last)
	}
}

// CreateRenderer makes the picture.
func (g *yearGrid) CreateRenderer() fyne.WidgetRenderer {
	g.picture = canvas.NewRaster(g.paint)
	return &yearRenderer{grid: g}
}

type yearRenderer struct{ grid *yearGrid }

// Destroy has nothing to give back.
func (*yearRenderer) Destroy() {}

// MinSize is a month of small days; HeightFor tells the rest.
func (r *yearRenderer) MinSize() fyne.Size { return fyne.NewSize(unit(leastMonth), unit(leastMonth)) }

// Layout places the picture.
func (r *yearRenderer) Layout(size fyne.Size) { r.grid.picture.Resize(size) }

// Objects are the picture.
func (r *yearRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.grid.picture} }

// Refresh paints the year anew.
func (r *yearRenderer) Refresh() { r.grid.picture.Refresh() }
