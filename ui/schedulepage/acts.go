package schedulepage

import (
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/i18n"
	"pupitre/ui/widgets"
)

// askCopySet copies the other language's schedules over those shown, after a question when there are any.
func (pg *Page) askCopySet() {
	p, h := pg.P, pg.presenter
	if len(h.chat().Weekly(h.language)) == 0 {
		h.copySet()
		return
	}
	var dialog *widgets.Dialog
	accept := widgets.NewPrimaryButton(p.T("schedulepage.set.replace"), func() {
		dialog.Close()
		h.copySet()
	})
	title, body := p.T("schedulepage.set.replace_fr"), p.T("schedulepage.set.replace_fr_body")
	if h.language == string(i18n.English) {
		title, body = p.T("schedulepage.set.replace_en"), p.T("schedulepage.set.replace_en_body")
	}
	dialog = widgets.NewDialog(title, widgets.Body(body), accept, widgets.NewButton(p.T("schedulepage.cancel"), func() { dialog.Close() }))
	dialog.Show(pg.Canvas(), nil)
}

// add makes a schedule and goes to its name.
func (pg *Page) add() {
	pg.presenter.add()
	pg.focusName()
}

func (pg *Page) addLunch(entity string) {
	pg.presenter.addLunch(entity)
	pg.focusName()
}

func (pg *Page) focusName() {
	pg.root.Refresh()
	if c := pg.Canvas(); c != nil && pg.presenter.selected != "" {
		widgets.SelectField(c, pg.presenter.selected+"."+schedule.FieldName)
	}
}

// remove deletes a schedule and offers to bring it back.
func (pg *Page) remove(entity string) {
	name := pg.Editor.Model().Name(entity)
	pg.presenter.remove(entity)
	pg.Editor.OfferUndo(pg.P.T("schedulepage.removed", "Name", name), pg.P.T("schedulepage.undo"))
	if c := pg.Canvas(); c != nil && c.Focused() == nil {
		widgets.FocusField(c, fieldList)
	}
}

// choose selects a schedule of the set, -1 for none.
func (pg *Page) choose(index int) {
	weekly := pg.presenter.chat().Weekly(pg.presenter.language)
	pg.presenter.selected = ""
	if index >= 0 && index < len(weekly) {
		pg.presenter.selected = schedule.ScheduleEntity(weekly[index].ID)
	}
	pg.refresh()
}

// entity is that of a schedule of the set, "" for none.
func (pg *Page) entity(index int) string {
	weekly := pg.presenter.chat().Weekly(pg.presenter.language)
	if index < 0 || index >= len(weekly) {
		return ""
	}
	return schedule.ScheduleEntity(weekly[index].ID)
}

// addEvent makes an event on the day of the year's cursor and goes to its name.
func (pg *Page) addEvent() {
	on := pg.presenter.date()
	pg.presenter.addEvent(on, on)
	pg.focusEvent()
}

func (pg *Page) duplicateEvent(entity string) {
	pg.presenter.duplicateEvent(entity)
	pg.focusEvent()
}

// removeEvent deletes an event and offers to bring it back.
func (pg *Page) removeEvent(entity string) {
	s, _, ok := pg.presenter.special(entity)
	if !ok || pg.presenter.readOnly() {
		return
	}
	pg.presenter.event = ""
	pg.presenter.remove(entity)
	pg.Editor.OfferUndo(pg.P.T("schedulepage.removed", "Name", nameOf(pg.P, s)), pg.P.T("schedulepage.undo"))
	if c := pg.Canvas(); c != nil && c.Focused() == nil {
		widgets.FocusField(c, fieldEvents)
	}
}

// chooseEvent selects an event, "" for none, and shows the year in which it takes place.
func (pg *Page) chooseEvent(entity string) {
	h := pg.presenter
	h.event = entity
	if s, _, ok := h.special(entity); ok && len(s.In(h.date(), h.date())) == 0 {
		if start, _, _ := s.Time(h.now()); start != 0 {
			h.cursor, pg.year.seen = start.Date(), false
		}
	}
	pg.refresh()
}

// focusEvent goes to the name of the selected event.
func (pg *Page) focusEvent() {
	pg.root.Refresh()
	if c := pg.Canvas(); c != nil && pg.presenter.event != "" {
		widgets.SelectField(c, pg.presenter.event+"."+schedule.FieldNameFR)
	}
}

// eventEntity is that of an event of the chat, "" for none.
func (pg *Page) eventEntity(index int) string {
	events := pg.presenter.chat().Special
	if index < 0 || index >= len(events) {
		return ""
	}
	return schedule.EventEntity(events[index].ID)
}

// defaultLanguage is the language that new subscribers have.
func defaultLanguage(h *Presenter) string {
	return settings.String(h.draft().Value(settings.EntityProfile, settings.FieldDefaultLanguage))
}
