package schedulepage

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"pupitre/data/fault"
	"pupitre/data/holiday"
	"pupitre/data/schedule"
	"pupitre/ui/draft"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the dialog.
const (
	fieldHolidayPlace   = "chat.holidays.place"
	fieldHolidayUntil   = "chat.holidays.until"
	fieldHolidayEaster  = "chat.holidays.easter"
	fieldHolidayInstead = "chat.holidays.instead"
	fieldHolidayHalf    = "chat.holidays.half"
	fieldHolidayAll     = "chat.holidays.all"
	fieldHolidayDay     = "chat.holidays.day."
)

// yearsAtOnce is how many years can be generated, this one included.
const yearsAtOnce = 6

// Values of the choice of Easter.
const (
	easterFriday = "friday"
	easterMonday = "monday"
)

// holidays is the dialog that closes the chat on the holidays of a law: preview, ticks, nothing twice.
type holidays struct {
	page        *Page
	place       holiday.Jurisdiction
	first, last int
	choice      holiday.Choice
	entries     []holiday.Entry
	skipped     map[string]bool // ids of the events that are not to be made
	rows        *fyne.Container
	easter      *widgets.Row
	all         *widgets.Check
	failure     *widgets.Row
	accept      *widgets.Button
	dialog      *widgets.Dialog
	focus       fyne.Focusable
	showing     bool
}

// showHolidays opens the dialog at the likely law, for this year and the next.
func (pg *Page) showHolidays() {
	p := pg.P
	year := pg.presenter.now().Date().Year()
	h := &holidays{page: pg, place: pg.presenter.jurisdiction(), first: year, last: year + 1, skipped: map[string]bool{}, rows: widgets.Column(look.Space8)}
	h.accept = widgets.NewPrimaryButton("", h.add)
	h.all = widgets.NewCheck(p.T("schedulepage.holidays.all"))
	h.all.SetFieldID(fieldHolidayAll)
	h.all.OnChanged = h.tickAll
	body := widgets.Column(look.Space12, widgets.Body(p.T("schedulepage.holidays.body")), h.options(), h.all, h.rows)
	h.dialog = widgets.NewDialog(p.T("schedulepage.holidays.heading"), body, h.accept,
		widgets.NewButton(p.T("schedulepage.cancel"), func() { h.dialog.Close() }))
	h.refresh()
	h.dialog.Show(pg.Canvas(), h.focus)
}

// options are what the law, the years and the employer decide.
func (h *holidays) options() fyne.CanvasObject {
	p := h.page.P
	var places []widgets.Option
	for _, j := range holiday.Jurisdictions() {
		places = append(places, widgets.Option{Value: string(j), Label: holiday.Place(p, j)})
	}
	place := h.choose(p.T("schedulepage.holidays.place"), fieldHolidayPlace, string(h.place), places, func(v string) { h.place = holiday.Jurisdiction(v) })
	until := h.choose(p.T("schedulepage.holidays.until"), fieldHolidayUntil, strconv.Itoa(h.last), h.years(), func(v string) {
		if year, err := strconv.Atoi(v); err == nil {
			h.last = year
		}
	})
	easter := widgets.NewSegmented(p.T("schedulepage.holidays.easter"),
		widgets.Option{Value: easterFriday, Label: p.T("holiday.name.good_friday")},
		widgets.Option{Value: easterMonday, Label: p.T("holiday.name.easter_monday")})
	easter.SetFieldID(fieldHolidayEaster)
	easter.SetSelected(easterFriday)
	easter.OnChanged = func(v string) {
		h.choice.EasterMonday = v == easterMonday
		h.refresh()
	}
	h.easter = widgets.NewRow(p.T("schedulepage.holidays.easter"), p.T("schedulepage.holidays.easter_help"), easter, look.ControlWide)
	instead := h.choose(p.T("schedulepage.holidays.instead"), fieldHolidayInstead, string(holiday.AsWritten), []widgets.Option{
		{Value: string(holiday.AsWritten), Label: p.T("schedulepage.holidays.as_written")},
		{Value: string(holiday.Before), Label: p.T("schedulepage.holidays.before")},
		{Value: string(holiday.After), Label: p.T("schedulepage.holidays.after")},
	}, func(v string) { h.choice.Substitute = holiday.Substitute(v) })
	half := widgets.NewBareCheck(p.T("schedulepage.holidays.half"))
	half.SetFieldID(fieldHolidayHalf)
	half.OnChanged = func(checked bool) {
		h.choice.HalfDays = checked
		h.refresh()
	}
	h.failure = widgets.NewRow(p.T("schedulepage.holidays.half"), p.T("schedulepage.holidays.half_help"), half, look.ControlNarrow)
	return widgets.NewCard("", widgets.Rows(place, until, h.easter, instead, h.failure))
}

// choose is a row with a list.
func (h *holidays) choose(label, id, value string, options []widgets.Option, chosen func(string)) *widgets.Row {
	s := widgets.NewSelect(h.page.P, label, options...)
	s.SetFieldID(id)
	s.SetSelected(value)
	s.OnChanged = func(v string) {
		if h.showing {
			return
		}
		h.showing = true
		chosen(v)
		h.showing = false
		h.refresh()
	}
	if h.focus == nil {
		h.focus = s
	}
	return widgets.NewRow(label, "", s, look.ControlWide)
}

// years are this one and the next ones.
func (h *holidays) years() (out []widgets.Option) {
	for year := h.first; year < h.first+yearsAtOnce; year++ {
		out = append(out, widgets.Option{Value: strconv.Itoa(year), Label: strconv.Itoa(year)})
	}
	return out
}

// refresh lists the days of the law and the choices anew.
func (h *holidays) refresh() {
	h.entries = h.preview()
	h.easter.Hidden = h.place != holiday.Quebec
	h.rows.Objects = nil
	year := 0
	for _, e := range h.entries {
		if y := e.Date.Year(); y != year {
			year = y
			h.rows.Objects = append(h.rows.Objects, widgets.Strong(strconv.Itoa(year)))
		}
		h.rows.Objects = append(h.rows.Objects, h.day(e))
	}
	h.rows.Refresh()
	h.count()
	h.dialog.Relayout()
}

// preview lists the days that are not past: to close the others would change nothing.
func (h *holidays) preview() []holiday.Entry {
	today := h.page.presenter.now().Date()
	all := holiday.Preview(h.place, h.first, h.last, h.choice, h.page.presenter.chat().Special)
	return slices.DeleteFunc(all, func(e holiday.Entry) bool { return e.Date < today })
}

// day is one holiday: a tick, its date, and the law.
func (h *holidays) day(e holiday.Entry) fyne.CanvasObject {
	p := h.page.P
	s := e.Special()
	date := p.LongDate(e.Date.Start().Wall())
	if e.Half {
		date = p.T("schedulepage.holidays.half_day", "Date", date)
	}
	c := widgets.NewCheck(s.Name(string(p.Language())))
	c.SetFieldID(fieldHolidayDay + s.ID)
	c.SetChecked(e.Already || !h.skipped[s.ID])
	c.OnChanged = func(checked bool) {
		h.skipped[s.ID] = !checked
		h.count()
	}
	lines := []fyne.CanvasObject{small(p.T("schedulepage.holidays.law", "Date", date, "Law", p.T(e.Law)))}
	if !e.Already {
		return widgets.Column("", c, widgets.Padded("", look.Space24, widgets.Column("", lines...)))
	}
	c.Disable()
	badge := widgets.NewBadge(p.T("schedulepage.holidays.already"), widgets.Information)
	return widgets.Column("", widgets.Ends(c, badge), widgets.Padded("", look.Space24, widgets.Column("", lines...)))
}

// ticked are the events to make.
func (h *holidays) ticked() (out []schedule.Special) {
	for _, e := range h.entries {
		if s := e.Special(); !e.Already && !h.skipped[s.ID] {
			out = append(out, s)
		}
	}
	return out
}

// tickAll ticks every day, or none.
func (h *holidays) tickAll(checked bool) {
	if h.showing {
		return
	}
	for _, e := range h.entries {
		h.skipped[e.Special().ID] = !checked
	}
	h.refresh()
}

// count says how many days are to be added.
func (h *holidays) count() {
	n := len(h.ticked())
	h.accept.SetLabel(h.page.P.N("schedulepage.holidays.add", n))
	setEnabled(h.accept, n > 0)
	left := 0
	for _, e := range h.entries {
		if !e.Already {
			left++
		}
	}
	h.showing = true
	h.all.SetChecked(n > 0 && n == left)
	h.showing = false
	h.failure.SetError("")
}

// add makes the events as one step of undo.
func (h *holidays) add() {
	pg, events := h.page, h.ticked()
	if err := pg.presenter.addHolidays(h.place, events); err != nil {
		h.failure.SetError(pg.P.Err(err))
		return
	}
	h.dialog.Close()
	pg.Editor.OfferUndo(pg.P.N("schedulepage.holidays.added", len(events)), pg.P.T("schedulepage.undo"))
}

// addHolidays makes events, or writes over those of the same holiday and date that do not close it any more.
func (h *Presenter) addHolidays(place holiday.Jurisdiction, events []schedule.Special) error {
	if h.readOnly() || len(events) == 0 {
		return nil
	}
	kept := map[string]bool{}
	for _, s := range h.chat().Special {
		kept[s.ID] = true
	}
	for _, s := range events {
		kept[s.ID] = true
	}
	if len(kept) > schedule.MaxEvents {
		return fault.New(fault.Invalid, "schedulepage.addHolidays", "schedulepage.events.full", "Max", schedule.MaxEvents)
	}
	h.place = place
	h.act("", func(d *draft.Draft) {
		for _, s := range events {
			putEvent(d, s)
		}
	})
	h.event, h.cursor = schedule.EventEntity(events[0].ID), events[0].Start.Date()
	h.deps.Editor.Edit(func(*draft.Draft) {})
	return nil
}
