package settings

import (
	"slices"

	"pupitre/data/syncing"
)

// InOrder puts the edits of one save in an order that the server can take one entity after the other: what others refer to
// comes before what refers to it, otherwise as given. A new telephony provider is there before it becomes the default.
func InOrder(edits []syncing.FieldEdit) []syncing.FieldEdit {
	out := slices.Clone(edits)
	slices.SortStableFunc(out, func(a, b syncing.FieldEdit) int { return tier(a.Entity) - tier(b.Entity) })
	return out
}

// tier is 0 for entities that refer to nothing.
func tier(entity string) int {
	k, _ := KindOf(entity)
	if slices.ContainsFunc(k.Fields, func(f Field) bool { return f.Refers != "" }) {
		return 1
	}
	return 0
}
