package fieldwords

import (
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// Book writes fields and values with the names of what they are about and of what they refer to: the telephony provider
// rather than its id, the servers in their order, whose address it is. The zero value knows no name.
type Book struct {
	View   syncing.View               // what stands; nil when nothing was read yet
	Past   func(entity string) string // the last name of what is no more, "" when not known; may be nil
	Person func(id string) string     // a person's name, "" when not known; may be nil
}

// refersTo is the kind of the entities that a field names by their id, "" for a field that names none.
func refersTo(entity, field string) string {
	if KindOf(entity) == Member && field == wire.ResellerField {
		return string(Reseller)
	}
	k, _ := settings.KindOf(entity)
	f, _ := k.Field(field)
	return f.Refers
}

// several tells whether an entity is one of many, so that it takes its name to know which.
func several(entity string) bool {
	k, ok := settings.KindOf(entity)
	return ok && k.Many && KindOf(entity) != Person
}

// Name is what an entity is called, "" when that is not known or it has no name.
func (b Book) Name(entity string) string {
	if person := wire.MemberOf(entity); person != "" && b.Person != nil {
		return b.Person(person)
	}
	if !several(entity) {
		return ""
	}
	if name := settings.String(b.View.Field(entity, settings.FieldName).Value); name != "" || b.Past == nil {
		return name
	}
	return b.Past(entity)
}

// named is the name of what a value refers to. What nothing is known of was deleted, once the space was read.
func (b Book) named(p *i18n.Printer, kind, id string) string {
	if name := b.Name(kind + ":" + id); name != "" {
		return name
	}
	if b.View == nil {
		return p.T("fields.reference", "ID", id)
	}
	return p.T("references.gone")
}

// Value is [Value] with names.
func (b Book) Value(p *i18n.Printer, entity, field string, value wire.Value) string {
	if kind, id := refersTo(entity, field), settings.String(value); kind != "" && id != "" {
		return b.named(p, kind, id)
	}
	if entity == settings.EntityAppServers && field == settings.FieldOrder {
		names := []string{}
		for _, id := range settings.AppServersFrom(map[string]wire.Value{field: value}).Order {
			names = append(names, b.named(p, string(Server), id))
		}
		if len(names) > 0 {
			return p.List(names...)
		}
		return Value(p, entity, field, nil)
	}
	return Value(p, entity, field, value)
}

// Label is [Label] with the name of the entity where there are several; an empty field means the entity as a whole.
func (b Book) Label(p *i18n.Printer, entity, field string) string {
	if field == "" {
		return b.Whole(p, entity)
	}
	label := Label(p, entity, field)
	if name := b.Name(entity); name != "" {
		return p.T("draft.field_of", "Field", label, "Name", name)
	}
	return label
}

// Whole is what an entity is called as a whole: its section, or its name and what it is.
func (b Book) Whole(p *i18n.Printer, entity string) string {
	kind := KindOf(entity)
	switch name := b.Name(entity); {
	case name == "":
		return Section(p, kind)
	case kind == Member:
		return name
	default:
		return p.T("references.whole", "Name", name, "Kind", One(p, kind))
	}
}

// Gone tells that an entity was there and is no more: nothing can be written in it.
func (b Book) Gone(entity string) bool { return several(entity) && len(b.View[entity]) == 0 }

// Stands tells whether what a value refers to is there, as the server's rules want.
func (b Book) Stands(entity, field string, value wire.Value) bool {
	kind, id := refersTo(entity, field), settings.String(value)
	return kind == "" || id == "" || len(b.View[kind+":"+id]) > 0
}
