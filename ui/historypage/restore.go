package historypage

import (
	"maps"
	"slices"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/ui/fieldwords"
)

// Restoring is a set of edits that bring old values back, for a person to confirm.
type Restoring struct {
	Entity string
	Edits  []syncing.FieldEdit // Saw is what stands now
}

// planRestore makes the edits that give an entity's fields the values of then. Fields that have them already, that this
// person may not write, whose old value the rules of today refuse, or refers to what is no more are left out; nothing is left
// of an entity that was deleted, or whose fields would not go together. It only avoids offering what the server would refuse.
func planRestore(view syncing.View, member access.Member, entity string, then map[string]wire.Value) Restoring {
	out, book, policy := Restoring{Entity: entity}, fieldwords.Book{View: view}, settings.Policy{}
	if book.Gone(entity) {
		return out
	}
	after := map[string]wire.Value{}
	for field, state := range view[entity] {
		after[field] = state.Value
	}
	for _, field := range slices.Sorted(maps.Keys(then)) {
		value, now := then[field], view.Field(entity, field)
		if syncing.Same(value, now.Value) || !MayWrite(member, entity, field) || !book.Stands(entity, field, value) ||
			policy.Check(entity, field, value) != "" {
			continue
		}
		after[field] = value
		out.Edits = append(out.Edits, syncing.FieldEdit{Entity: entity, Field: field, Saw: now, Value: value})
	}
	if settings.CheckTogether(entity, after) != nil {
		out.Edits = nil
	}
	return out
}

// MayWrite tells whether this person may write the field by an edit. The places of people are changed on their own page.
func MayWrite(member access.Member, entity, field string) bool {
	k, ok := settings.KindOf(entity)
	if !ok {
		return false
	}
	_, known := k.Field(field)
	return known && settings.Policy{}.May(member, wire.Edit, entity, field) == ""
}

// inverse takes edits back: over the view that they led to, the values that they found.
func inverse(view syncing.View, edits []syncing.FieldEdit) []syncing.FieldEdit {
	out := make([]syncing.FieldEdit, 0, len(edits))
	for _, e := range edits {
		out = append(out, syncing.FieldEdit{Entity: e.Entity, Field: e.Field, Saw: view.Field(e.Entity, e.Field), Value: e.Saw.Value})
	}
	return out
}
