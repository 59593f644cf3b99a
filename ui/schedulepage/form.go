package schedulepage

import (
	"strconv"

	"fyne.io/fyne/v2"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// maxTime bounds what can be typed as a time, in code points.
const maxTime = 20

// form is the selected schedule, with exact values.
type form struct {
	page   *Page
	entity string
	root   *fyne.Container
	rows   []*editing.Row
	times  []*editing.Row // hidden while it lasts all day
}

func newForm(pg *Page, entity string) *form {
	f := &form{page: pg, entity: entity}
	p := pg.P
	f.rows = append(f.rows, editing.NewRow(pg.Host, f.id(schedule.FieldName, "")))
	if pg.presenter.readOnly() {
		for _, field := range []string{schedule.FieldType, schedule.FieldState} {
			f.rows = append(f.rows, editing.NewRow(pg.Host, f.id(field, "")))
		}
	} else {
		f.rows = append(f.rows, f.kind(), f.state(), f.days(), f.allDay())
		f.times = []*editing.Row{f.time(editing.PartStart), f.time(editing.PartEnd)}
		f.rows = append(f.rows, f.times...)
	}
	objects := []fyne.CanvasObject{}
	for _, row := range f.rows {
		objects = append(objects, row.Root)
	}
	body := []fyne.CanvasObject{widgets.Rows(objects...)}
	if !pg.presenter.readOnly() {
		lunch := widgets.NewButton(p.T("schedulepage.form.lunch"), func() { pg.addLunch(entity) })
		lunch.SetFieldID(fieldLunch)
		remove := widgets.NewQuietButton(p.T("schedulepage.form.remove"), func() { pg.remove(entity) })
		remove.SetIcon(resources.Delete)
		remove.SetFieldID(fieldRemove)
		body = append(body, widgets.Padded(look.Space12, look.Space16, widgets.WrapLine(look.Space8, lunch, remove)))
	}
	f.root = widgets.Column("", widgets.NewCard("", widgets.Column("", body...)))
	return f
}

func (f *form) id(field, part string) editing.FieldID {
	return f.page.Editor.Model().ID(draft.Cell{Entity: f.entity, Field: field, Part: part})
}

func (f *form) text(field, part string) string { return f.page.Editor.Model().Text(f.id(field, part)) }

// choose passes on what the person has picked.
func (f *form) choose(field, part, text string) {
	if !f.page.Left && text != f.text(field, part) {
		f.page.Editor.Choose(f.id(field, part), text)
	}
}

// kind is the type; with another type comes its usual state.
func (f *form) kind() *editing.Row {
	s := widgets.NewSelect(f.page.P, fieldwords.Label(f.page.P, f.entity, schedule.FieldType), fieldwords.ChatTypes(f.page.P)...)
	id := f.id(schedule.FieldType, "")
	s.SetFieldID(string(id))
	s.SetSelected(f.text(schedule.FieldType, ""))
	s.OnChanged = func(value string) {
		if f.page.Left || value == f.text(schedule.FieldType, "") {
			return
		}
		f.page.Editor.Edit(func(d *draft.Draft) {
			d.Act(func() {
				d.Propose(f.entity, schedule.FieldType, settings.Text(value))
				d.Propose(f.entity, schedule.FieldState, settings.Text(string(schedule.Type(value).DefaultState())))
			})
		})
	}
	return editing.NewCustomRow(f.page.Host, id, s, look.ControlMedium, s.SetSelected)
}

func (f *form) state() *editing.Row {
	p := f.page.P
	s := widgets.NewSegmented(fieldwords.Label(p, f.entity, schedule.FieldState),
		widgets.Option{Value: string(schedule.Open), Label: p.T("schedulepage.state.open")},
		widgets.Option{Value: string(schedule.Closed), Label: p.T("schedulepage.state.closed")})
	id := f.id(schedule.FieldState, "")
	s.SetFieldID(string(id))
	s.SetSelected(f.text(schedule.FieldState, ""))
	s.OnChanged = func(value string) { f.choose(schedule.FieldState, "", value) }
	return editing.NewCustomRow(f.page.Host, id, s, look.ControlMedium, s.SetSelected)
}

// shortDay is the name of an ISO day where there is little room.
func shortDay(p *i18n.Printer, iso int) string {
	switch iso {
	case 1:
		return p.T("schedulepage.day.monday")
	case 2:
		return p.T("schedulepage.day.tuesday")
	case 3:
		return p.T("schedulepage.day.wednesday")
	case 4:
		return p.T("schedulepage.day.thursday")
	case 5:
		return p.T("schedulepage.day.friday")
	case 6:
		return p.T("schedulepage.day.saturday")
	}
	return p.T("schedulepage.day.sunday")
}

func daysOf(text string) schedule.Days {
	w, _ := schedule.WeeklyFrom("", map[string]wire.Value{schedule.FieldDays: wire.Value(text)})
	return w.Days
}

// days are seven boxes, and one for every day.
func (f *form) days() *editing.Row {
	p, checks, objects := f.page.P, [8]*widgets.Check{}, []fyne.CanvasObject{}
	id := f.id(schedule.FieldDays, "")
	tell := func(days schedule.Days) {
		stored := schedule.Weekly{Days: days}.Fields(f.page.presenter.language)[schedule.FieldDays]
		f.choose(schedule.FieldDays, "", stored.String())
	}
	now := func() schedule.Days { return daysOf(f.text(schedule.FieldDays, "")) }
	showing := false
	for iso := 1; iso <= 7; iso++ {
		c := widgets.NewCheck(shortDay(p, iso))
		c.SetFieldID(string(id) + "." + strconv.Itoa(iso))
		c.OnChanged = func(checked bool) {
			switch {
			case showing:
			case checked:
				tell(now() | schedule.DaysOf(iso))
			default:
				tell(now() &^ schedule.DaysOf(iso))
			}
		}
		checks[iso], objects = c, append(objects, c)
	}
	all := widgets.NewCheck(p.T("schedulepage.day.every"))
	all.SetFieldID(string(id) + ".every")
	all.OnChanged = func(checked bool) {
		if !showing {
			tell(map[bool]schedule.Days{true: schedule.EveryDay}[checked])
		}
	}
	show := func(text string) {
		showing = true
		for iso := 1; iso <= 7; iso++ {
			checks[iso].SetChecked(daysOf(text).Has(iso))
		}
		all.SetChecked(daysOf(text) == schedule.EveryDay)
		showing = false
	}
	show(f.text(schedule.FieldDays, ""))
	boxes := widgets.Column(look.Space4, widgets.WrapLine(look.Space8, objects...), all)
	return editing.NewCustomRow(f.page.Host, id, boxes, look.ControlWide, show)
}

func (f *form) allDay() *editing.Row {
	id := f.id(schedule.FieldSpan, editing.PartAllDay)
	c := widgets.NewBareCheck(fieldwords.ControlLabel(f.page.P, f.entity, schedule.FieldSpan, editing.PartAllDay))
	c.SetFieldID(string(id))
	show := func(text string) { c.SetChecked(text == strconv.FormatBool(true)) }
	show(f.text(schedule.FieldSpan, editing.PartAllDay))
	c.OnChanged = func(checked bool) {
		if f.page.Left || strconv.FormatBool(checked) == f.text(schedule.FieldSpan, editing.PartAllDay) {
			return
		}
		span := schedule.AllDay
		if !checked {
			span = schedule.Between(9*60, 17*60)
		}
		f.page.Editor.Edit(func(d *draft.Draft) { d.Propose(f.entity, schedule.FieldSpan, schedule.SpanValue(span)) })
	}
	return editing.NewCustomRow(f.page.Host, id, c, look.ControlNarrow, show)
}

// time is a typed time. It is written as the language does once the keyboard has left it.
func (f *form) time(part string) *editing.Row {
	p, id := f.page.P, f.id(schedule.FieldSpan, part)
	e := widgets.NewEntry(fieldwords.ControlLabel(p, f.entity, schedule.FieldSpan, part))
	e.SetFieldID(string(id))
	e.SetHint(fieldwords.Hint(p, f.entity, schedule.FieldSpan, part))
	e.SetMaxLength(maxTime)
	told := ""
	show := func(text string) {
		if !e.Focused() || text != told {
			e.SetText(f.shown(part, text))
		}
	}
	show(f.text(schedule.FieldSpan, part))
	e.OnChanged = func(text string) {
		if now := f.text(schedule.FieldSpan, part); f.page.Left || text == now || text == f.shown(part, now) {
			return
		}
		told = text
		f.page.Editor.Type(id, text)
	}
	e.OnCommitted = func(string) {
		if !f.page.Left {
			told = ""
			f.page.Editor.Leave(id)
		}
	}
	return editing.NewCustomRow(f.page.Host, id, e, look.ControlMedium, show)
}

// shown writes a time as the language does when it can be read, else as it was typed.
func (f *form) shown(part, text string) string {
	parse := schedule.ParseTime
	if part == editing.PartEnd {
		parse = schedule.ParseEnd
	}
	if minute, err := parse(text); err == nil {
		return words.Minute(f.page.P, minute)
	}
	return text
}

// refresh shows the draft as it is, and tells whether the page has to be placed anew.
func (f *form) refresh() (moved bool) {
	hide := f.text(schedule.FieldSpan, editing.PartAllDay) == strconv.FormatBool(true)
	for _, row := range f.times {
		moved = moved || row.Root.Hidden != hide
		row.Root.Hidden = hide
	}
	for _, row := range f.rows {
		moved = row.Refresh() || moved
	}
	return moved
}
