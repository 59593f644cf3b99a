package schedulepage

import (
	"strings"
	"time"

	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/i18n"
	"pupitre/ui/draft"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the dialog.
const (
	fieldClose     = "chat.close_until"
	fieldCloseDate = "chat.close_until.date"
	fieldCloseTime = "chat.close_until.time"
)

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
	h.act("", func(d *draft.Draft) { putEvent(d, s) })
	return nil
}
