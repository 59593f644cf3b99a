// Package editing joins the draft to what is stored, and shows it: the editor that lives as long as a person is signed in,
// and the parts that every page of settings is made of (rows, save bar, list of changes, notices). Pages are strangers to
// each other; what they share of one draft is here.
package editing

import (
	"strings"

	"pupitre/data/settings"
	"pupitre/ui/draft"
)

// FieldID names a control for good, in every language: drafts, focus and the palette find it by this id. It is the stored
// entity, the field and, for a group, the part: "profile.name", "appserver:<id>.address.port". Without a field it names the
// entity. The person's own entity is called "administrator", as its section.
type FieldID string

// me stands for the entity of who is signed in.
const me = "administrator"

// ID is that of a control.
func (m *Model) ID(c draft.Cell) FieldID {
	id := c.Entity
	if id == settings.PersonEntity(m.person) {
		id = me
	}
	for _, part := range []string{c.Field, c.Part} {
		if part != "" {
			id += "." + part
		}
	}
	return FieldID(id)
}

// Cell is the control of an id.
func (m *Model) Cell(id FieldID) draft.Cell {
	entity, rest, _ := strings.Cut(string(id), ".")
	if entity == me {
		entity = settings.PersonEntity(m.person)
	}
	field, part, _ := strings.Cut(rest, ".")
	return draft.Cell{Entity: entity, Field: field, Part: part}
}
