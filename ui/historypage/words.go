package historypage

import (
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/fieldwords"
)

// Title is the page's name.
func Title(p *i18n.Printer) string { return p.T("history.title") }

// section is the title of where this person finds what a change is about.
func (h *Presenter) section(p *i18n.Printer, kind fieldwords.Kind) string {
	switch {
	case h.deps.Role.MayReadSettings():
	case kind == fieldwords.Person:
		return p.T("account.page.title")
	case kind == fieldwords.Member:
		return p.T("people_page.title_own")
	}
	return fieldwords.Section(p, kind)
}

func missing(v wire.Value) bool { return len(v) == 0 || string(v) == "null" }

// book has the names of what changes are about: those that stand, else the last ones that the history tells.
func (h *Presenter) book() fieldwords.Book {
	return fieldwords.Book{View: h.view, Past: h.model.LastName, Person: h.personName}
}

// personName is the name of somebody whom the history tells of, or of a colleague.
func (h *Presenter) personName(id string) string {
	if name := h.model.PersonName(id); name != "" || h.deps.Name == nil {
		return name
	}
	return h.deps.Name(id)
}

// who names the person of a change in a column.
func (h *Presenter) who(p *i18n.Printer, r HistoryRow) string {
	switch r.PersonID {
	case "":
		return p.T("history.server")
	case h.deps.Person:
		return p.T("history.me")
	}
	return r.Person
}

// line writes a change in one line, without who and when, which have their columns.
func (h *Presenter) line(p *i18n.Printer, r HistoryRow) string {
	if told, ok := fieldwords.Happened(p, r.Entity, r.Field, r.Old, r.New); ok {
		return told
	}
	b := h.book()
	label := b.Label(p, r.Entity, r.Field)
	before, after := b.Value(p, r.Entity, r.Field, r.Old), b.Value(p, r.Entity, r.Field, r.New)
	switch {
	case h.secret(r.Entity, r.Field):
		return p.T("history.line.secret", "Field", label)
	case missing(r.Old):
		return p.T("history.line.set", "Field", label, "New", after)
	case missing(r.New):
		return p.T("history.line.cleared", "Field", label, "Old", before)
	}
	return p.T("history.line.changed", "Field", label, "Old", before, "New", after)
}

// sentence writes a change as people say it.
func (h *Presenter) sentence(p *i18n.Printer, r HistoryRow) string {
	when, b := p.DateTime(r.At.In(h.deps.Zone())), h.book()
	if told, ok := fieldwords.Happened(p, r.Entity, r.Field, r.Old, r.New); ok {
		return h.event(p, r, when, told)
	}
	before, after := b.Value(p, r.Entity, r.Field, r.Old), b.Value(p, r.Entity, r.Field, r.New)
	if r.PersonID == h.deps.Person {
		switch {
		case h.secret(r.Entity, r.Field):
			return p.T("history.you.secret", "When", when)
		case missing(r.Old):
			return p.T("history.you.set", "When", when, "New", after)
		case missing(r.New):
			return p.T("history.you.cleared", "When", when, "Old", before)
		}
		return p.T("history.you.changed", "When", when, "Old", before, "New", after)
	}
	who := r.Person
	if r.PersonID == "" {
		who = p.T("history.server_inside")
	}
	switch {
	case h.secret(r.Entity, r.Field):
		return p.T("history.other.secret", "When", when, "Who", who)
	case missing(r.Old):
		return p.T("history.other.set", "When", when, "Who", who, "New", after)
	case missing(r.New):
		return p.T("history.other.cleared", "When", when, "Who", who, "Old", before)
	}
	return p.T("history.other.changed", "When", when, "Who", who, "Old", before, "New", after)
}

// event says who did what the history tells as a whole, and when.
func (h *Presenter) event(p *i18n.Printer, r HistoryRow, when, what string) string {
	switch r.PersonID {
	case h.deps.Person:
		return p.T("portal_history.by_you", "What", what, "When", when)
	case "":
		return p.T("portal_history.by", "What", what, "When", when, "Who", p.T("history.server_inside"))
	}
	return p.T("portal_history.by", "What", what, "When", when, "Who", r.Person)
}

// source says where a change was made.
func (h *Presenter) source(p *i18n.Printer, r HistoryRow) string {
	section := h.section(p, fieldwords.KindOf(r.Entity))
	if r.Device == "" {
		return p.T("history.detail.section", "Section", section)
	}
	return p.T("history.detail.section_device", "Section", section, "Device", r.Device)
}

// periodText names a period.
func periodText(p *i18n.Printer, period Period) string {
	switch period {
	case Today:
		return p.T("history.period.today")
	case LastWeek:
		return p.T("history.period.week")
	case LastMonth:
		return p.T("history.period.month")
	case ChosenDays:
		return p.T("history.period.chosen")
	case Always:
	}
	return p.T("history.period.all")
}
