package schedulepage

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the events' controls.
const (
	fieldClose     = "chat.close_until"
	fieldCloseDate = "chat.close_until.date"
	fieldCloseTime = "chat.close_until.time"
	fieldEvent     = "chat.remove_event."
)

// eventsView is the special events, which both languages share: in the order of time, those that are past greyed.
type eventsView struct {
	page *Page
	root *fyne.Container
	told []string
}

func newEventsView(pg *Page) *eventsView {
	return &eventsView{page: pg, root: widgets.Column(look.Space8)}
}

// refresh shows the events of the chat, and tells whether they have changed.
func (v *eventsView) refresh(chat schedule.Chat) bool {
	p, zone := v.page.P, planOf(chat, v.page.presenter.language).Zone
	now := schedule.LocalOf(v.page.Editor.Clock.Now().In(zone))
	events := slices.Clone(chat.Special)
	slices.SortStableFunc(events, func(a, b schedule.Special) int { return cmp.Compare(a.Start, b.Start) })
	var told []string
	for _, s := range events {
		told = append(told, s.ID+s.Name(string(p.Language()))+v.sentence(s)+map[bool]string{true: "past"}[past(s, now)])
	}
	if slices.Equal(told, v.told) && len(v.root.Objects) > 0 {
		return false
	}
	v.told = told
	v.root.Objects = []fyne.CanvasObject{v.title()}
	for _, s := range events {
		v.root.Objects = append(v.root.Objects, v.line(s, past(s, now)))
	}
	if len(events) == 0 {
		v.root.Objects = append(v.root.Objects, small(p.T("schedulepage.events.empty")))
	}
	v.root.Refresh()
	return true
}

// title has the quickest way to an event.
func (v *eventsView) title() fyne.CanvasObject {
	title := widgets.Strong(v.page.P.T("schedulepage.kind.events"))
	if v.page.presenter.readOnly() {
		return title
	}
	closes := widgets.NewButton(v.page.P.T("schedulepage.close.title"), v.page.showClosing)
	closes.SetFieldID(fieldClose)
	return widgets.Ends(title, closes)
}

func past(s schedule.Special, now schedule.Local) bool { return !s.Yearly && s.End <= now }

func (v *eventsView) sentence(s schedule.Special) string {
	p := v.page.P
	text := words.Event(p, s)
	if s.Yearly {
		text = p.T("schedulepage.events.yearly", "Event", text)
	}
	return text
}

// line is one event.
func (v *eventsView) line(s schedule.Special, past bool) fyne.CanvasObject {
	name := widgets.Strong(s.Name(string(v.page.P.Language())))
	if past {
		name.SetColor(look.ColorMuted)
	}
	text := widgets.Column("", name, small(v.sentence(s)))
	if v.page.presenter.readOnly() {
		return text
	}
	remove := widgets.NewIconButton(resources.Delete, v.page.P.T("schedulepage.events.remove"), func() { v.page.remove(schedule.EventEntity(s.ID)) })
	remove.SetFieldID(fieldEvent + s.ID)
	return widgets.Ends(text, remove)
}

// closing is the question "until when?".
type closing struct {
	page       *Page
	date, time *widgets.Row
	day, hour  *widgets.Entry
	dialog     *widgets.Dialog
}

// showClosing asks until when the chat closes, an hour from now on the quarter if nothing else is said.
func (pg *Page) showClosing() {
	p := pg.P
	zone := planOf(pg.presenter.chat(), pg.presenter.language).Zone
	until := pg.Editor.Clock.Now().In(zone).Truncate(coarse * time.Minute).Add(time.Hour)
	c := &closing{page: pg}
	c.day, c.hour = widgets.NewEntry(p.T("schedulepage.verify.date")), widgets.NewEntry(p.T("schedulepage.verify.time"))
	c.day.SetFieldID(fieldCloseDate)
	c.day.SetMaxLength(maxDate)
	c.day.SetText(p.ISODate(until))
	c.hour.SetFieldID(fieldCloseTime)
	c.hour.SetMaxLength(maxTime)
	c.hour.SetText(p.Time(until))
	c.date = widgets.NewRow(c.day.Label(), p.T("schedulepage.verify.date_help"), c.day, look.ControlMedium)
	c.time = widgets.NewRow(c.hour.Label(), p.T("schedulepage.verify.time_help", "Zone", zone.String()), c.hour, look.ControlMedium)
	body := widgets.Column(look.Space8, widgets.Body(p.T("schedulepage.close.body")), widgets.Rows(c.date, c.time))
	accept := widgets.NewPrimaryButton(p.T("schedulepage.close.accept"), c.accept)
	c.dialog = widgets.NewDialog(p.T("schedulepage.close.title"), body, accept, widgets.NewButton(p.T("schedulepage.cancel"), func() { c.dialog.Close() }))
	c.dialog.Show(pg.Canvas(), c.hour)
}

// accept adds the event to the draft, or tells at the field what cannot be.
func (c *closing) accept() {
	p, h := c.page.P, c.page.presenter
	date, dateErr := schedule.ParseDate(strings.TrimSpace(c.day.Text()))
	minute, timeErr := schedule.ParseEnd(c.hour.Text())
	c.date.SetError(p.Err(dateErr))
	c.time.SetError(p.Err(timeErr))
	if dateErr != nil || timeErr != nil {
		return
	}
	zone := planOf(h.chat(), h.language).Zone
	now := schedule.LocalOf(c.page.Editor.Clock.Now().In(zone))
	if until := date.At(minute); until <= now {
		c.time.SetError(p.Err(fault.New(fault.Invalid, "schedulepage.accept", "schedulepage.close.past")))
	} else if err := h.closeUntil(now, until); err != nil {
		c.time.SetError(p.Err(err))
	} else {
		c.dialog.Close()
	}
}

// closeUntil adds an event that closes the chat from now and ends by itself.
func (h *Presenter) closeUntil(now, until schedule.Local) error {
	s, err := schedule.CloseUntil(h.chat().Special, now, until)
	if err != nil {
		return err
	}
	s.ID = h.deps.Editor.NewID()
	s.NameFR = i18n.For(i18n.French).T("schedulepage.close.name")
	s.NameEN = i18n.For(i18n.English).T("schedulepage.close.name")
	entity := schedule.EventEntity(s.ID)
	h.act("", func(d *draft.Draft) {
		d.Add(editing.KindEvent, s.ID, nil)
		fields := s.Fields()
		for _, f := range d.Schema().Kind(entity).Fields {
			write(d, entity, f, fields[f.Name])
		}
	})
	return nil
}
