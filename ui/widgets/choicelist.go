package widgets

import "fyne.io/fyne/v2"

// choiceList is the open list of a [Select]: a field to filter when the list is long, and the choices. The keyboard stays
// in one place; Up, Down, Page Up, Page Down, Home and End move the mark, Enter takes it, Esc leaves.
type choiceList struct {
	owner   *Select
	overlay *overlay
	panel   *choicePanel
	found   []Option
	mark    int
}

func openChoiceList(s *Select, typed string) *choiceList {
	l := &choiceList{owner: s}
	l.panel = newChoicePanel(l, len(s.options) >= filterFrom)
	l.overlay = newOverlay(canvasOf(s), l.panel)
	l.overlay.place = beside(s, l.panel)
	l.overlay.onKey = l.takeKey
	l.overlay.onClose = s.closed
	l.filter("")
	l.overlay.open(l.panel.focus())
	l.panel.typed(typed)
	l.show()
	return l
}

// filter keeps the choices that match, and marks the one in force, or else the first.
func (l *choiceList) filter(query string) {
	l.found = filterOptions(l.owner.options, query)
	l.mark = 0
	for i, o := range l.found {
		if o.Value == l.owner.selected && query == "" {
			l.mark = i
		}
	}
	l.show()
}

// jump marks the first choice that begins with what was typed, for short lists without a filter.
func (l *choiceList) jump(typed string) {
	for step := 1; step <= len(l.found); step++ {
		i := (l.mark + step) % len(l.found)
		if beginsWith(l.found[i].Label, typed) {
			l.mark = i
			l.show()
			return
		}
	}
}

func (l *choiceList) show() {
	l.panel.list.Refresh()
	l.panel.Refresh()
	if l.mark < len(l.found) && l.panel.list.Size().Height > 0 {
		l.panel.list.ScrollTo(l.mark)
	}
}

// page is how many choices Page Up and Page Down jump over.
const page = 8

func (l *choiceList) takeKey(key *fyne.KeyEvent) bool {
	last := len(l.found) - 1
	switch key.Name {
	case fyne.KeyDown:
		l.mark = min(l.mark+1, last)
	case fyne.KeyUp:
		l.mark--
	case fyne.KeyPageDown:
		l.mark = min(l.mark+page, last)
	case fyne.KeyPageUp:
		l.mark -= page
	case fyne.KeyHome:
		l.mark = 0
	case fyne.KeyEnd:
		l.mark = last
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		l.take(l.mark)
		return true
	default:
		return false
	}
	l.mark = max(l.mark, 0)
	l.show()
	return true
}

// take chooses and closes.
func (l *choiceList) take(i int) {
	if i < 0 || i >= len(l.found) {
		return
	}
	value := l.found[i].Value
	l.overlay.close()
	l.owner.SetSelected(value)
}
