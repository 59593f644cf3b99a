package editing

import (
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/draft"
	"pupitre/ui/fieldwords"
)

// Label is what a control is called.
func (m *Model) Label(p *i18n.Printer, id FieldID) string {
	c := m.Cell(id)
	return fieldwords.ControlLabel(p, c.Entity, c.Field, c.Part)
}

// fieldName is what a field is called in a list, with its entity where there are several.
func (m *Model) fieldName(p *i18n.Printer, entity, field string) string {
	label := fieldwords.Label(p, entity, field)
	k := m.draft.Schema().Kind(entity)
	if k == nil || k.Entity != "" || field == "" {
		return label
	}
	return p.T("draft.field_of", "Field", label, "Name", m.nameOr(p, entity))
}

// nameOr is the name of an entity, or what one without a name is called.
func (m *Model) nameOr(p *i18n.Printer, entity string) string {
	name := m.Name(entity)
	if name == "" {
		name = settings.String(m.draft.Stored(entity, settings.FieldName))
	}
	if name == "" {
		return p.T("draft.unnamed")
	}
	return name
}

// changeName is what a change is about.
func (m *Model) changeName(p *i18n.Printer, c draft.Change) string {
	switch c.Op {
	case draft.Added:
		return p.T("draft.added", "Kind", fieldwords.One(p, fieldwords.KindOf(c.Entity)), "Name", m.nameOr(p, c.Entity))
	case draft.Removed:
		return p.T("draft.removed", "Kind", fieldwords.One(p, fieldwords.KindOf(c.Entity)), "Name", m.nameOr(p, c.Entity))
	case draft.Edited:
	}
	return m.fieldName(p, c.Entity, c.Field)
}

// Value writes a stored value for people, with the names of what it refers to.
func (m *Model) Value(p *i18n.Printer, entity, field string, value wire.Value) string {
	if len(value) == 0 || string(value) == "null" {
		return p.T("settings.notice.empty")
	}
	if k := m.draft.Schema().Kind(entity); k != nil {
		for _, f := range k.Fields {
			if f.Name == field && f.To != "" {
				return m.nameOr(p, draft.EntityOf(f.To, settings.String(value)))
			}
		}
	}
	if entity == order.Entity && field == order.Field {
		return m.orderText(p, draft.IDs(value))
	}
	return fieldwords.Value(p, entity, field, value)
}

// orderText names the servers of an order; those that are no more are left out.
func (m *Model) orderText(p *i18n.Printer, ids []string) string {
	names := []string{}
	for _, id := range ids {
		if entity := draft.EntityOf(KindServer, id); m.Name(entity) != "" {
			names = append(names, m.nameOr(p, entity))
		}
	}
	if len(names) == 0 {
		return p.T("settings.notice.empty")
	}
	return p.List(names...)
}

// Where writes the fields that name an entity, for a refusal to delete it.
func (m *Model) Where(p *i18n.Printer, entity string) string {
	names := []string{}
	for _, c := range m.draft.Users(entity) {
		if fieldwords.KindOf(c.Entity) == fieldwords.Reseller {
			names = append(names, m.nameOr(p, c.Entity))
			continue
		}
		names = append(names, fieldwords.Label(p, c.Entity, c.Field))
	}
	return p.List(names...)
}

// noticeTitle says what happened to an edit.
func (m *Model) noticeTitle(p *i18n.Printer, n desk.Notice) string {
	label := m.fieldName(p, n.Entity, n.Field)
	switch {
	case n.Conflict == "":
		return p.T("settings.notice.rejected", "Field", label, "Mine", m.Value(p, n.Entity, n.Field, n.Mine))
	case n.By != "":
		return p.T("settings.notice.conflict_by", "Field", label, "Person", n.By)
	}
	return p.T("settings.notice.conflict", "Field", label)
}

// noticeBody says both values of a conflict, or why the server refused the edit.
func (m *Model) noticeBody(p *i18n.Printer, n desk.Notice) string {
	if n.Conflict != "" {
		return p.T("settings.notice.conflict_body",
			"Theirs", m.Value(p, n.Entity, n.Field, n.Theirs), "Mine", m.Value(p, n.Entity, n.Field, n.Mine))
	}
	if err := settings.CheckField(n.Entity, n.Field, n.Mine); err != nil {
		if key, _ := fault.KeyOf(err); key != "" {
			return p.Err(err) // the same rule as the server's, with its figures
		}
	}
	if i18n.Known(n.Code) {
		return p.T(n.Code)
	}
	return ""
}

// unread lists the fields whose text in the draft cannot be read yet, by entity and field: one look at the whole draft.
func (m *Model) unread() map[draft.Cell]bool {
	out := map[draft.Cell]bool{}
	for _, r := range m.draft.Faults() {
		out[draft.Cell{Entity: r.Cell.Entity, Field: r.Cell.Field}] = true
	}
	return out
}

// after writes the new value of a change, as typed where it cannot be read yet.
func (m *Model) after(p *i18n.Printer, c draft.Change, unread map[draft.Cell]bool) string {
	if !unread[draft.Cell{Entity: c.Entity, Field: c.Field}] {
		return m.Value(p, c.Entity, c.Field, c.New)
	}
	if text := settings.CleanName(m.Text(m.first(c.Entity, c.Field))); text != "" {
		return text
	}
	return p.T("settings.notice.empty")
}
