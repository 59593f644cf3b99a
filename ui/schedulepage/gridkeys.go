package schedulepage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"pupitre/data/schedule"
)

// keyToken joins presses of keys that move one block into one step of undo.
const keyToken = "week keys"

// choose tells the host what is selected.
func (g *weekGrid) choose(index int) {
	if g.selected != index {
		g.selected = index
		g.host.picked(index)
		g.Refresh()
	}
}

func (g *weekGrid) takeFocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && c.Focused() != fyne.Focusable(g) {
		c.Focus(g)
	}
}

// FieldID is the stable id of the picture.
func (g *weekGrid) FieldID() string { return fieldGrid }

// Label is what the picture is called.
func (g *weekGrid) Label() string { return g.p.T("schedulepage.grid.title") }

// FocusGained shows ring and cursor.
func (g *weekGrid) FocusGained() {
	g.focused = true
	g.point(g.cursor)
	g.Refresh()
}

// FocusLost hides them.
func (g *weekGrid) FocusLost() {
	g.focused, g.held = false, false
	g.Refresh()
}

// Focused tells whether the picture has the keyboard.
func (g *weekGrid) Focused() bool { return g.focused }

// TypedRune answers + and −.
func (g *weekGrid) TypedRune(r rune) {
	switch r {
	case '+':
		g.host.zoomed(1)
	case '-', '−':
		g.host.zoomed(-1)
	}
}

// TypedShortcut takes the arrows with Alt, which go by the minute and which the driver of a window gives as shortcuts and
// never as keys, and passes the rest to the window.
func (g *weekGrid) TypedShortcut(s fyne.Shortcut) {
	switch key, ok := withAlt(s); {
	case ok && (key == fyne.KeyUp || key == fyne.KeyDown || key == fyne.KeyLeft || key == fyne.KeyRight):
		g.TypedKey(&fyne.KeyEvent{Name: key})
	default:
		passShortcut(g, s)
	}
}

// TypedKey moves the cursor, or the block that is held.
func (g *weekGrid) TypedKey(e *fyne.KeyEvent) {
	if g.held && g.moveHeld(e.Name) {
		return
	}
	switch e.Name {
	case fyne.KeyUp:
		g.moveCursor(0, -g.step())
	case fyne.KeyDown:
		g.moveCursor(0, g.step())
	case fyne.KeyLeft:
		g.moveCursor(-1, 0)
	case fyne.KeyRight:
		g.moveCursor(1, 0)
	case fyne.KeyHome:
		g.moveCursor(0, -schedule.MinutesPerDay)
	case fyne.KeyEnd:
		g.moveCursor(0, schedule.MinutesPerDay)
	case fyne.KeyPageDown:
		g.nextBlock(1)
	case fyne.KeyPageUp:
		g.nextBlock(-1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		g.pickUp()
	case fyne.KeyDelete, fyne.KeyBackspace:
		if b, ok := g.boxAt(g.cursor); ok && !g.readOnly {
			g.host.removed(b.By.Index, began(b))
		}
	case desktop.KeyMenu, fyne.KeyF10:
		if b, ok := g.boxAt(g.cursor); ok {
			g.host.menu(b.By.Index, began(b), g.anchor(fyne.NewPos(g.x(g.cursor.day), g.y(g.cursor.minute))))
		}
	default:
		passKey(g, e)
	}
}

func (g *weekGrid) moveCursor(days, minutes int) {
	last := schedule.MinutesPerDay - coarse
	if g.step() == fine {
		last = schedule.MinutesPerDay - fine
	}
	g.setCursor(mark{min(max(g.cursor.day+days, 1), 7), min(max(g.cursor.minute+minutes, 0), last)})
}

func (g *weekGrid) setCursor(at mark) {
	g.cursor = at
	g.point(at)
	g.host.reveal(g.y(at.minute), g.y(at.minute+coarse))
	g.Refresh()
}

// nextBlock goes to the next block in reading order: day by day, hour by hour.
func (g *weekGrid) nextBlock(by int) {
	here := g.cursor.day*schedule.MinutesPerDay + g.cursor.minute
	best, found := mark{}, 0
	for _, b := range g.boxes {
		at := b.Day*schedule.MinutesPerDay + b.Start
		if (at-here)*by > 0 && (found == 0 || (at-found)*by < 0) {
			best, found = mark{b.Day, b.Start}, at
		}
	}
	if found != 0 {
		g.setCursor(best)
	}
}

// pickUp takes the block under the cursor, or draws an hour where there is none.
func (g *weekGrid) pickUp() {
	b, ok := g.boxAt(g.cursor)
	switch {
	case ok:
		g.choose(b.By.Index)
		g.held = !g.readOnly
	case g.readOnly:
		return
	default:
		g.drawAt(g.cursor)
		g.held = true
	}
	g.Refresh()
}

// moveHeld moves or resizes the block that the keyboard holds, and tells whether the key meant that.
func (g *weekGrid) moveHeld(key fyne.KeyName) bool {
	b, ok := g.boxOf(g.selected, g.cursor)
	if !ok {
		g.held = false
		return false
	}
	start, end := bounds(g.shown[b.By.Index].Span)
	c := change{index: b.By.Index, day: began(b), toDay: began(b), everyDay: g.everyDay, span: g.shown[b.By.Index].Span}
	minutes := map[fyne.KeyName]int{fyne.KeyUp: -g.step(), fyne.KeyDown: g.step()}[key]
	switch {
	case key == fyne.KeyReturn, key == fyne.KeyEnter, key == fyne.KeySpace, key == fyne.KeyEscape:
		g.held = false
		g.Refresh()
		return true
	case minutes != 0 && g.modifiers()&fyne.KeyModifierShift != 0:
		end = min(max(end+minutes, start+coarse), start+schedule.MinutesPerDay-coarse)
		c.span = spanOf(start, end)
	case minutes != 0:
		length, most := end-start, schedule.MinutesPerDay-coarse
		if end <= schedule.MinutesPerDay {
			most = schedule.MinutesPerDay - length
		}
		start = min(max(start+minutes, 0), most)
		c.span = spanOf(start, start+length)
	case key == fyne.KeyLeft:
		c.toDay = (began(b)+5)%7 + 1
	case key == fyne.KeyRight:
		c.toDay = began(b)%7 + 1
	default:
		return false
	}
	if c.span == g.shown[b.By.Index].Span && c.toDay == c.day {
		return true
	}
	g.cursor = mark{c.toDay, c.span.Start}
	g.host.changed(keyToken, c)
	g.setCursor(g.cursor)
	return true
}

// boxOf is the block of a schedule at the cursor, else its first of the day.
func (g *weekGrid) boxOf(index int, at mark) (found box, ok bool) {
	for _, b := range g.boxes {
		if b.By.Index != index || b.Day != at.day {
			continue
		}
		if !ok || (at.minute >= b.Start && at.minute < b.End) {
			found, ok = b, true
		}
	}
	return found, ok
}
