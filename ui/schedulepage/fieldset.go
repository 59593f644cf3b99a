package schedulepage

import (
	"strconv"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// fieldset is the rows of one schedule or event, joined to the draft.
type fieldset struct {
	page   *Page
	entity string
	rows   []*editing.Row
}

func (f *fieldset) id(field, part string) editing.FieldID {
	return f.page.Editor.Model().ID(draft.Cell{Entity: f.entity, Field: field, Part: part})
}

func (f *fieldset) text(field, part string) string {
	return f.page.Editor.Model().Text(f.id(field, part))
}

// choose passes on what the person has picked.
func (f *fieldset) choose(field, part, text string) {
	if !f.page.Left && text != f.text(field, part) {
		f.page.Editor.Choose(f.id(field, part), text)
	}
}

// state is open or closed.
func (f *fieldset) state() *editing.Row {
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

// tick is a box of a field or a part; ticked does what a click means.
func (f *fieldset) tick(field, part string, ticked func(checked bool)) *editing.Row {
	id := f.id(field, part)
	c := widgets.NewBareCheck(fieldwords.ControlLabel(f.page.P, f.entity, field, part))
	c.SetFieldID(string(id))
	show := func(text string) { c.SetChecked(text == strconv.FormatBool(true)) }
	show(f.text(field, part))
	c.OnChanged = func(checked bool) {
		if !f.page.Left && strconv.FormatBool(checked) != f.text(field, part) {
			ticked(checked)
		}
	}
	return editing.NewCustomRow(f.page.Host, id, c, look.ControlNarrow, show)
}

// typed is a part of a span that is typed. It is written as the language does once the keyboard has left it.
func (f *fieldset) typed(part string, most int, write func(text string) string) *editing.Row {
	p, id := f.page.P, f.id(schedule.FieldSpan, part)
	e := widgets.NewEntry(fieldwords.ControlLabel(p, f.entity, schedule.FieldSpan, part))
	e.SetFieldID(string(id))
	e.SetHint(fieldwords.Hint(p, f.entity, schedule.FieldSpan, part))
	e.SetMaxLength(most)
	told := ""
	show := func(text string) {
		if !e.Focused() || text != told {
			e.SetText(write(text))
		}
	}
	show(f.text(schedule.FieldSpan, part))
	e.OnChanged = func(text string) {
		if now := f.text(schedule.FieldSpan, part); f.page.Left || text == now || text == write(now) {
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

// time is a typed time of a span.
func (f *fieldset) time(part string) *editing.Row {
	parse := schedule.ParseTime
	if part == editing.PartEnd {
		parse = schedule.ParseEnd
	}
	return f.typed(part, maxTime, func(text string) string {
		if minute, err := parse(text); err == nil {
			return words.Minute(f.page.P, minute)
		}
		return text
	})
}

// refreshRows shows the draft as it is, and tells whether the page has to be placed anew.
func (f *fieldset) refreshRows() (moved bool) {
	for _, row := range f.rows {
		moved = row.Refresh() || moved
	}
	return moved
}

// hide shows or hides rows, and tells whether that changes anything.
func hide(rows []*editing.Row, hidden bool) (moved bool) {
	for _, row := range rows {
		moved = moved || row.Root.Hidden != hidden
		row.Root.Hidden = hidden
	}
	return moved
}
