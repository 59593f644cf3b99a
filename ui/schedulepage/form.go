package schedulepage

import (
	"strconv"

	"fyne.io/fyne/v2"

	"pupitre/data/schedule"
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
	fieldset
	root  *fyne.Container
	times []*editing.Row // hidden while it lasts all day
}

func newForm(pg *Page, entity string) *form {
	f := &form{fieldset: fieldset{page: pg, entity: entity}}
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
	return f.tick(schedule.FieldSpan, editing.PartAllDay, func(checked bool) {
		span := schedule.AllDay
		if !checked {
			span = schedule.Between(9*60, 17*60)
		}
		f.page.Editor.Edit(func(d *draft.Draft) { d.Propose(f.entity, schedule.FieldSpan, schedule.SpanValue(span)) })
	})
}

// refresh shows the draft as it is, and tells whether the page has to be placed anew.
func (f *form) refresh() (moved bool) {
	moved = hide(f.times, f.text(schedule.FieldSpan, editing.PartAllDay) == strconv.FormatBool(true))
	return f.refreshRows() || moved
}
