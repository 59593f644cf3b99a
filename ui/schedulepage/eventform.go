package schedulepage

import (
	"strconv"

	"fyne.io/fyne/v2"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the form.
const (
	fieldEventRemove = "chat.event_remove"
	fieldEventAgain  = "chat.event_again"
	fieldMeeting     = "chat.meeting"
)

// eventForm is the selected event, with exact values, and those that take place at the same time.
type eventForm struct {
	fieldset
	root    *fyne.Container
	times   []*editing.Row // hidden while it lasts whole days
	meeting *ruleList
	meets   *fyne.Container
}

func newEventForm(pg *Page, entity string) *eventForm {
	f := &eventForm{fieldset: fieldset{page: pg, entity: entity}}
	p := pg.P
	f.times = []*editing.Row{f.time(editing.PartStart), f.time(editing.PartEnd)}
	plain := func(text string) string { return text }
	f.rows = []*editing.Row{
		editing.NewRow(pg.Host, f.id(schedule.FieldNameFR, "")),
		editing.NewRow(pg.Host, f.id(schedule.FieldNameEN, "")),
		f.state(),
		f.allDay(),
		f.typed(editing.PartFirst, maxDate, plain),
		f.times[0],
		f.typed(editing.PartLast, maxDate, plain),
		f.times[1],
		f.tick(schedule.FieldYearly, "", func(checked bool) { f.choose(schedule.FieldYearly, "", strconv.FormatBool(checked)) }),
	}
	objects := []fyne.CanvasObject{}
	for _, row := range f.rows {
		objects = append(objects, row.Root)
	}
	again := widgets.NewButton(p.T("schedulepage.event.again"), func() { pg.duplicateEvent(entity) })
	again.SetFieldID(fieldEventAgain)
	remove := widgets.NewQuietButton(p.T("schedulepage.events.remove"), func() { pg.removeEvent(entity) })
	remove.SetIcon(resources.Delete)
	remove.SetFieldID(fieldEventRemove)
	acts := widgets.Padded(look.Space12, look.Space16, widgets.WrapLine(look.Space8, again, remove))
	f.root = widgets.Column(look.Space8, widgets.NewCard("", widgets.Column("", widgets.Rows(objects...), acts)), f.together())
	return f
}

// allDay is the box for whole days; without it the times of a day's work are proposed.
func (f *eventForm) allDay() *editing.Row {
	return f.tick(schedule.FieldSpan, editing.PartAllDay, func(checked bool) {
		s, _, ok := f.page.presenter.special(f.entity)
		if !ok || s.End <= s.Start { // its dates are half-typed: only the box changes
			f.choose(schedule.FieldSpan, editing.PartAllDay, strconv.FormatBool(checked))
			return
		}
		start, end := s.Start.Date().Start(), ((s.End - 1).Date() + 1).Start()
		if !checked {
			start, end = s.Start.Date().At(9*60), (s.End - 1).Date().At(17*60)
		}
		f.page.Editor.Edit(func(d *draft.Draft) {
			d.Propose(f.entity, schedule.FieldSpan, schedule.EventSpanValue(start, end))
		})
	})
}

// together is the list of the events at the same time, in the order in which they win.
func (f *eventForm) together() fyne.CanvasObject {
	p := f.page.P
	f.meeting = newRuleList(p.T("schedulepage.event.together"), fieldMeeting)
	f.meeting.onSelected = func(index int) { f.page.chooseEvent(f.page.eventEntity(index)) }
	f.meeting.onGrabbed = f.page.presenter.grab
	f.meeting.onMoved = f.page.presenter.moveEvent
	f.meeting.onOpened = func(int) { f.page.focusEvent() }
	f.meeting.onRemoved = func(index int) { f.page.removeEvent(f.page.eventEntity(index)) }
	f.meeting.onMenu = func(int, fyne.CanvasObject) {}
	f.meets = widgets.Column(look.Space8, widgets.Strong(p.T("schedulepage.event.together")),
		widgets.NewCard(look.Space4, f.meeting), small(p.T("schedulepage.event.together_help")))
	return f.meets
}

// refresh shows the draft as it is, and tells whether the page has to be placed anew.
func (f *eventForm) refresh(events []schedule.Special, index int) (moved bool) {
	moved = hide(f.times, f.text(schedule.FieldSpan, editing.PartAllDay) == strconv.FormatBool(true))
	moved = f.refreshRows() || moved
	p := f.page.P
	var rules []rule
	for place, i := range schedule.Meeting(events, index) {
		s := events[i]
		kind := p.T("schedulepage.event.loses")
		if place == 0 {
			kind = p.T("schedulepage.event.wins")
		}
		rules = append(rules, rule{
			index: i, place: place, name: nameOf(p, s), kind: kind, hours: eventSentence(p, s), open: s.State == schedule.Open,
		})
	}
	moved = moved || len(rules) != len(f.meeting.rules) || f.meets.Hidden != (len(rules) < 2)
	f.meets.Hidden = len(rules) < 2
	f.meeting.set(rules, index)
	return moved
}

// sentenceOfEvent is what a person who may only read is told of the selected event.
func sentenceOfEvent(pg *Page, s schedule.Special) fyne.CanvasObject {
	return widgets.NewCard(look.Space12, widgets.Column(look.Space4, widgets.Strong(nameOf(pg.P, s)), widgets.Body(words.Event(pg.P, s))))
}
