package schedulepage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"pupitre/data/schedule"
)

// handOp is what a hand is doing.
type handOp int

const (
	handIdle handOp = iota
	handDraw
	handMove
	handStart // resizing at the start
	handEnd   // resizing at the end
)

// Scrolling while a hand is at an edge of what is seen.
const (
	edgeEvery = 40 * time.Millisecond
	edgeStep  = 14 // Fyne units
)

// hand is the mouse at work.
type hand struct {
	op     handOp
	index  int
	began  int  // ISO day on which the held block's span began
	from   mark // where it was pressed; on the tail of a night, after 24:00 of the day before
	start  int  // of the span, minutes after midnight of its day
	end    int
	copies bool
	moved  bool
	last   fyne.Position
	change change
}

// Cursor tells what a press would do.
func (g *weekGrid) Cursor() desktop.Cursor { return g.pointer }

// MouseIn looks at what is under the pointer.
func (g *weekGrid) MouseIn(e *desktop.MouseEvent) { g.MouseMoved(e) }

// MouseMoved looks at what is under the pointer.
func (g *weekGrid) MouseMoved(e *desktop.MouseEvent) {
	_, op, ok := g.find(e.Position)
	g.pointer = desktop.DefaultCursor
	switch {
	case !ok:
		g.point(mark{})
		return
	case g.readOnly:
	case op == handStart, op == handEnd:
		g.pointer = desktop.VResizeCursor
	case op == handMove:
		g.pointer = desktop.PointerCursor
	case op == handDraw:
		g.pointer = desktop.CrosshairCursor
	}
	g.point(g.at(e.Position))
}

// MouseOut points nowhere.
func (g *weekGrid) MouseOut() {
	g.pointer = desktop.DefaultCursor
	g.point(mark{})
}

// MouseDown takes what is under the pointer.
func (g *weekGrid) MouseDown(e *desktop.MouseEvent) {
	g.takeFocus()
	b, op, ok := g.find(e.Position)
	if !ok {
		return
	}
	g.cursor, g.held = g.at(e.Position), false
	if op != handDraw {
		g.choose(b.By.Index)
	} else if e.Button == desktop.MouseButtonPrimary {
		g.choose(newSchedule)
	}
	if g.readOnly || e.Button != desktop.MouseButtonPrimary {
		return
	}
	g.hand = hand{op: op, index: newSchedule, from: g.at(e.Position), last: e.Position, copies: e.Modifier&fyne.KeyModifierShortcutDefault != 0}
	g.host.grabbed()
	if op != handDraw {
		g.hand.index, g.hand.began = b.By.Index, began(b)
		g.hand.start, g.hand.end = bounds(g.shown[b.By.Index].Span)
		if b.Tail {
			g.hand.from.minute += schedule.MinutesPerDay
		}
	}
}

// MouseUp ends a press that did not become a drag.
func (g *weekGrid) MouseUp(*desktop.MouseEvent) {
	if !g.hand.moved {
		g.hand = hand{}
	}
}

// Dragged follows the pointer.
func (g *weekGrid) Dragged(e *fyne.DragEvent) {
	if g.hand.op == handIdle {
		return
	}
	g.hand.last = e.Position
	g.follow()
	g.scrollAtEdge()
}

// follow shows the week as it would be if the hand let go now.
func (g *weekGrid) follow() {
	to := g.at(g.hand.last)
	c, ok := g.hand.changed(to, g.hand.last.Y >= g.y(schedule.MinutesPerDay), g.step())
	if !ok {
		return
	}
	c.everyDay = g.everyDay
	g.hand.change, g.hand.moved = c, true
	shown, held := c.apply(g.weekly)
	g.show(shown, held)
	g.point(to)
}

// changed is what the hand would do at a minute; foot tells that it is below midnight.
func (h hand) changed(to mark, foot bool, step int) (c change, ok bool) {
	if foot {
		to.minute = schedule.MinutesPerDay
	}
	c = change{index: h.index, day: h.began, toDay: h.began, copies: h.copies}
	switch h.op {
	case handIdle:
		return c, false
	case handDraw:
		return h.drawn(to, step)
	case handStart:
		c.span = spanOf(min(max(round(to.minute, step), max(0, h.end-schedule.MinutesPerDay+step)), min(h.end, schedule.MinutesPerDay)-step), h.end)
	case handEnd:
		end := to.minute
		if to.day == h.began%7+1 && !foot { // pulled into the next day: past midnight
			end += schedule.MinutesPerDay
		}
		c.span = spanOf(h.start, min(max(round(end, step), h.start+step), h.start+schedule.MinutesPerDay-step, 2*schedule.MinutesPerDay))
		if h.start == 0 && end >= schedule.MinutesPerDay {
			c.span = schedule.AllDay
		}
	case handMove:
		c.toDay = to.day
		length := h.end - h.start
		start := round(h.start+to.minute-h.from.minute%schedule.MinutesPerDay, step)
		most := schedule.MinutesPerDay - step
		if h.end <= schedule.MinutesPerDay {
			most = schedule.MinutesPerDay - length
		}
		if h.from.minute >= schedule.MinutesPerDay { // held by its tail, a day later
			c.toDay = (to.day+5)%7 + 1
		}
		start = min(max(start, 0), most)
		c.span = spanOf(start, start+length)
	}
	return c, true
}

// drawn is a new schedule over a rectangle of days and hours.
func (h hand) drawn(to mark, step int) (change, bool) {
	first, last := min(h.from.day, to.day), max(h.from.day, to.day)
	days := schedule.NoDay
	for day := first; day <= last; day++ {
		days |= schedule.DaysOf(day)
	}
	start, end := h.from.minute/step*step, round(to.minute, step)
	if end <= start {
		start, end = min(end, start), max(h.from.minute/step*step+step, end)
	}
	return change{index: newSchedule, days: days, span: spanOf(start, min(max(end, start+step), schedule.MinutesPerDay))}, true
}

func round(minute, step int) int { return (minute + step/2) / step * step }

// DragEnd lets go: what is shown is done.
func (g *weekGrid) DragEnd() {
	g.scrolls()
	h := g.hand
	g.hand = hand{}
	if !h.moved {
		return
	}
	after, held := h.change.apply(g.weekly)
	if held < len(g.weekly) && after[held].Span == g.weekly[held].Span && after[held].Days == g.weekly[held].Days {
		g.show(g.weekly, h.index) // back where it was
		return
	}
	g.host.changed("", h.change)
}

// scrollAtEdge goes on scrolling while the hand is at an edge of what is seen.
func (g *weekGrid) scrollAtEdge() {
	g.scrolls()
	top, height := g.host.viewport()
	dy := float32(0)
	switch y := g.hand.last.Y; {
	case y < top+unit(edgeStep):
		dy = -unit(edgeStep)
	case y > top+height-unit(edgeStep):
		dy = unit(edgeStep)
	}
	if dy == 0 {
		return
	}
	g.scrolls = g.run.After(edgeEvery, func() {
		if g.hand.op == handIdle {
			return
		}
		before, _ := g.host.viewport()
		g.host.scrollBy(dy)
		after, _ := g.host.viewport()
		if after != before {
			g.hand.last.Y += after - before
			g.follow()
			g.scrollAtEdge()
		}
	})
}

// Tapped is a click: the press has selected already.
func (g *weekGrid) Tapped(*fyne.PointEvent) {}

// DoubleTapped draws an hour where there is nothing.
func (g *weekGrid) DoubleTapped(e *fyne.PointEvent) {
	if _, op, ok := g.find(e.Position); ok && op == handDraw && !g.readOnly {
		g.drawAt(g.at(e.Position))
	}
}

// TappedSecondary offers what can be done with the block.
func (g *weekGrid) TappedSecondary(e *fyne.PointEvent) {
	if b, op, ok := g.find(e.Position); ok && op != handDraw {
		g.host.menu(b.By.Index, began(b), g.anchor(e.Position))
	}
}

// drawAt makes an hour of service, on the quarter.
func (g *weekGrid) drawAt(at mark) {
	start := min(at.minute/coarse*coarse, schedule.MinutesPerDay-60)
	g.host.changed("", change{index: newSchedule, days: schedule.DaysOf(at.day), span: spanOf(start, start+60)})
}
