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
// person may not write, or whose old value the rules of today refuse are left out.
func planRestore(view syncing.View, member access.Member, entity string, then map[string]wire.Value) Restoring {
	out := Restoring{Entity: entity}
	for _, field := range slices.Sorted(maps.Keys(then)) {
		value, now := then[field], view.Field(entity, field)
		if syncing.Same(value, now.Value) || !MayRestore(member, entity, field, value) {
			continue
		}
		out.Edits = append(out.Edits, syncing.FieldEdit{Entity: entity, Field: field, Saw: now, Value: value})
	}
	return out
}

// MayRestore tells whether this person may write the value in the field. It only avoids offering what the server would
// refuse.
func MayRestore(member access.Member, entity, field string, value wire.Value) bool {
	policy := settings.Policy{}
	return fieldwords.Editable(entity, field) &&
		policy.May(member, wire.Edit, entity, field) == "" && policy.Check(entity, field, value) == ""
}

// inverse takes edits back: over the view that they led to, the values that they found.
func inverse(view syncing.View, edits []syncing.FieldEdit) []syncing.FieldEdit {
	out := make([]syncing.FieldEdit, 0, len(edits))
	for _, e := range edits {
		out = append(out, syncing.FieldEdit{Entity: e.Entity, Field: e.Field, Saw: view.Field(e.Entity, e.Field), Value: e.Saw.Value})
	}
	return out
}
