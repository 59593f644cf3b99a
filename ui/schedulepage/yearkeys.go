package schedulepage

import (
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/schedule"
)

// FieldID is the stable id of the picture.
func (g *yearGrid) FieldID() string { return fieldYear }

// Label is what the picture is called.
func (g *yearGrid) Label() string { return g.p.T("schedulepage.year.title") }

// FocusGained shows ring and cursor.
func (g *yearGrid) FocusGained() {
	g.focused = true
	g.point(g.cursor, true)
	g.Refresh()
}

// FocusLost hides them.
func (g *yearGrid) FocusLost() {
	g.focused = false
	g.anchor = g.cursor
	g.Refresh()
}

// Focused tells whether the picture has the keyboard.
func (g *yearGrid) Focused() bool { return g.focused }

// TypedRune ignores text.
func (g *yearGrid) TypedRune(rune) {}

// TypedShortcut passes the shortcut to the window.
func (g *yearGrid) TypedShortcut(s fyne.Shortcut) { passShortcut(g, s) }

// TypedKey moves the cursor by days, weeks and months, draws a stretch with Shift, and opens or adds.
func (g *yearGrid) TypedKey(e *fyne.KeyEvent) {
	year, month, _ := g.cursor.Civil()
	switch e.Name {
	case fyne.KeyLeft:
		g.moveTo(g.cursor - 1)
	case fyne.KeyRight:
		g.moveTo(g.cursor + 1)
	case fyne.KeyUp:
		g.moveTo(g.cursor - 7)
	case fyne.KeyDown:
		g.moveTo(g.cursor + 7)
	case fyne.KeyHome:
		g.moveTo(schedule.DateOf(year, month, 1))
	case fyne.KeyEnd:
		g.moveTo(schedule.DateOf(year, month+1, 1) - 1)
	case fyne.KeyPageUp:
		g.moveTo(months(g.cursor, -1))
	case fyne.KeyPageDown:
		g.moveTo(months(g.cursor, 1))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		g.enter()
	case fyne.KeyEscape:
		if g.anchor == g.cursor {
			passKey(g, e)
			return
		}
		g.anchor = g.cursor
		g.Refresh()
	default:
		passKey(g, e)
	}
}

// months is a date so many months later, on the last day of the month where it has not that day.
func months(from schedule.Date, by int) schedule.Date {
	year, month, day := from.Civil()
	last := schedule.DateOf(year, month+time.Month(by)+1, 1) - 1
	_, _, most := last.Civil()
	return schedule.DateOf(year, month+time.Month(by), min(day, most))
}

// moveTo takes the cursor to a date, and with Shift the drawn stretch along. A stretch stays in its year.
func (g *yearGrid) moveTo(date schedule.Date) {
	extends := g.modifiers()&fyne.KeyModifierShift != 0
	if date.Year() != g.year {
		if extends || date.Year() < schedule.MinYear || date.Year() > schedule.MaxYear {
			return
		}
		g.host.turned(date)
		return
	}
	g.cursor = date
	if !extends {
		g.anchor = date
	}
	g.point(date, true)
	top, bottom := g.band(date)
	g.host.revealed(top, bottom)
	g.Refresh()
}

// enter adds an event over the drawn stretch, or opens what is at the cursor.
func (g *yearGrid) enter() {
	if first, last := g.span(); first != last {
		g.finish(first, last)
		return
	}
	g.host.taken(g.cursor)
}
