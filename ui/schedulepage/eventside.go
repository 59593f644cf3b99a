package schedulepage

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the side.
const (
	fieldEvents    = "chat.events"
	fieldEventSide = "chat.event_side"
	fieldEventAdd  = "chat.event_add"
)

// eventRows is how many events are seen at once; more scroll.
const eventRows = 8

// eventSide is the special events, which both languages share, and the selected one with exact values.
type eventSide struct {
	page     *Page
	root     *widgets.Scroll
	content  fyne.CanvasObject
	table    *widgets.Table
	rows     []eventRow
	add      *widgets.Button
	empty    *fyne.Container
	full     *fyne.Container
	slot     *fyne.Container
	shown    string // entity of what the slot shows
	told     string // what a person who may only read is told of it
	form     *eventForm
	warnings *fyne.Container
	warned   []string
	showing  bool
}

// eventRow is an event as the list shows it.
type eventRow struct {
	entity string
	name   string
	start  schedule.Local // of the time that it takes place next, or took place last
	past   bool
	open   bool
	yearly bool
}

// orderEvents puts what takes place now and later first, the next on top, then what is past, the last on top.
func orderEvents(p *i18n.Printer, events []schedule.Special, now schedule.Local) []eventRow {
	rows := make([]eventRow, 0, len(events))
	for _, s := range events {
		start, _, ahead := s.Time(now)
		rows = append(rows, eventRow{
			entity: schedule.EventEntity(s.ID), name: nameOf(p, s), start: start, past: !ahead,
			open: s.State == schedule.Open, yearly: s.Yearly,
		})
	}
	slices.SortStableFunc(rows, func(a, b eventRow) int {
		switch {
		case a.past != b.past:
			if a.past {
				return 1
			}
			return -1
		case a.past:
			return cmp.Compare(b.start, a.start)
		}
		return cmp.Compare(a.start, b.start)
	})
	return rows
}

// nameOf is an event's name in the language of p.
func nameOf(p *i18n.Printer, s schedule.Special) string {
	if name := s.Name(string(p.Language())); name != "" {
		return name
	}
	return p.T("schedulepage.event.unnamed")
}

// eventSentence is when an event takes place, in words.
func eventSentence(p *i18n.Printer, s schedule.Special) string {
	if s.End <= s.Start {
		return p.T("schedulepage.event.undated")
	}
	text := words.Event(p, s)
	if s.Yearly {
		text = p.T("schedulepage.events.yearly", "Event", text)
	}
	return text
}

func newEventSide(pg *Page) *eventSide {
	p := pg.P
	s := &eventSide{page: pg, slot: widgets.Column(""), warnings: widgets.Column(look.Space8)}
	s.table = widgets.NewTable(p.T("schedulepage.kind.events"),
		widgets.TableColumn{ID: "date", Title: p.T("schedulepage.event.date"), Fit: "2000-00-00"},
		widgets.TableColumn{ID: "name", Title: p.T("schedulepage.event.name"), Weight: 1},
		widgets.TableColumn{ID: "state", Title: p.T("schedulepage.event.state"), Fit: p.T("schedulepage.state.closed"), Optional: true})
	s.table.SetFieldID(fieldEvents)
	s.table.FitRows = eventRows
	s.table.Cell = s.cell
	s.table.OnSelected = s.choose
	s.table.OnActivated = func(row int) { s.choose(row); pg.focusEvent() }
	s.table.Menu = s.menu
	s.table.OnGrab = pg.presenter.grab
	title := fyne.CanvasObject(widgets.Strong(p.T("schedulepage.kind.events")))
	objects := []fyne.CanvasObject{}
	if !pg.presenter.readOnly() {
		s.add = widgets.NewButton(p.T("schedulepage.list.add"), pg.addEvent)
		s.add.SetIcon(resources.Add)
		s.add.SetFieldID(fieldEventAdd)
		title = widgets.Ends(title, s.add)
	}
	s.empty = widgets.Padded(look.Space8, look.Space8, small(p.T("schedulepage.events.empty")))
	s.full = widgets.Column("", small(p.T("schedulepage.events.full", "Max", schedule.MaxEvents)))
	objects = append(objects, title, s.full, s.table, s.empty, s.slot, s.warnings)
	s.content = widgets.Padded("", look.Space8, widgets.Column(look.Space8, objects...))
	s.root = widgets.NewScroll(s.content)
	s.root.SetFieldID(fieldEventSide)
	return s
}

// cell is what a row shows; what is past is grey.
func (s *eventSide) cell(row, column int) (widgets.TableCell, bool) {
	p, r := s.page.P, s.rows[row]
	cell := widgets.TableCell{Color: theme.ColorNameForeground}
	if r.past {
		cell.Color = look.ColorMuted
	}
	switch column {
	case 0:
		cell.Text = p.ISODate(r.start.Wall())
	case 1:
		cell.Text = r.name
		if r.yearly {
			cell.Icon = resources.Sync
		}
	case 2:
		cell.Text = p.T("schedulepage.state.closed")
		if r.open {
			cell.Text = p.T("schedulepage.state.open")
		}
	}
	return cell, true
}

func (s *eventSide) choose(row int) {
	if !s.showing && row >= 0 && row < len(s.rows) {
		s.page.chooseEvent(s.rows[row].entity)
	}
}

// menu is what can be done with a row.
func (s *eventSide) menu(row int) []widgets.MenuItem {
	pg, p := s.page, s.page.P
	if pg.presenter.readOnly() || row < 0 || row >= len(s.rows) {
		return nil
	}
	entity := s.rows[row].entity
	return []widgets.MenuItem{
		{Label: p.T("schedulepage.menu.edit"), Icon: resources.Edit, OnTapped: pg.focusEvent},
		{Label: p.T("schedulepage.event.again"), Icon: resources.ContentCopy, OnTapped: func() { pg.duplicateEvent(entity) }},
		{Label: p.T("schedulepage.events.remove"), Icon: resources.Delete, Separated: true, OnTapped: func() { pg.removeEvent(entity) }},
	}
}

// refresh shows the events of the draft, and tells whether the page has to be placed anew.
func (s *eventSide) refresh(chat schedule.Chat) (moved bool) {
	h := s.page.presenter
	rows := orderEvents(s.page.P, chat.Special, h.now())
	moved = len(rows) != len(s.rows)
	if !slices.Equal(rows, s.rows) {
		s.rows = rows
		s.table.SetCount(len(rows))
	}
	s.showing = true
	if at := slices.IndexFunc(rows, func(r eventRow) bool { return r.entity == h.event }); at != s.table.Selected() {
		s.table.Select(at)
	}
	s.showing = false
	s.empty.Hidden, s.table.Hidden = len(rows) > 0, len(rows) == 0
	s.full.Hidden = !h.full()
	if s.add != nil {
		setEnabled(s.add, !h.full())
	}
	moved = s.detail(chat) || moved
	moved = s.tell(chat) || moved
	if moved {
		s.root.Refresh()
	}
	return moved
}

// detail shows the selected event.
func (s *eventSide) detail(chat schedule.Chat) (moved bool) {
	h := s.page.presenter
	event, index, ok := h.special(h.event)
	if !ok {
		h.event = ""
	}
	told := ""
	if ok && h.readOnly() {
		told = nameOf(s.page.P, event) + eventSentence(s.page.P, event)
	}
	if s.shown != h.event || s.told != told {
		moved, s.shown, s.told, s.form, s.slot.Objects = true, h.event, told, nil, nil
		switch {
		case !ok:
		case h.readOnly():
			s.slot.Objects = []fyne.CanvasObject{sentenceOfEvent(s.page, event)}
		default:
			s.form = newEventForm(s.page, h.event)
			s.slot.Objects = []fyne.CanvasObject{s.form.root}
		}
		s.slot.Refresh()
	}
	if s.form != nil {
		moved = s.form.refresh(chat.Special, index) || moved
	}
	return moved
}

// tell writes what is probably not meant with the events, and tells whether it has changed.
func (s *eventSide) tell(chat schedule.Chat) bool {
	plan := planOf(chat, s.page.presenter.language)
	lines := []string{}
	for _, w := range plan.Warnings(s.page.Editor.Clock.Now()) {
		if w.By.Kind == schedule.BySpecial && w.Kind == schedule.WarnNeverWins {
			lines = append(lines, words.Warning(s.page.P, plan, w))
		}
	}
	if slices.Equal(lines, s.warned) {
		return false
	}
	s.warned, s.warnings.Objects = lines, nil
	for _, line := range lines {
		s.warnings.Objects = append(s.warnings.Objects, widgets.NewBanner(widgets.Caution, line))
	}
	s.warnings.Refresh()
	return true
}

// setEnabled turns a button on or off.
func setEnabled(b *widgets.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}
