package draft

import "pupitre/data/syncing"

// Preview is the view as saving would leave it. Text that cannot be read yet counts as what is stored.
func (d *Draft) Preview() syncing.View {
	var edits []syncing.FieldEdit
	var gone []syncing.Deletion
	for _, c := range d.Changes() {
		switch c.Op {
		case Added:
			edits = append(edits, d.birth(c.Entity)...)
		case Removed:
			gone = append(gone, syncing.Deletion{Entity: c.Entity})
		case Edited:
			edits = append(edits, syncing.FieldEdit{Entity: c.Entity, Field: c.Field, Value: d.Value(c.Entity, c.Field)})
		}
	}
	return Overlay(d.view, edits, gone...)
}

// CanTake tells whether this person can write a field through the draft, of an entity that is there or is to be made.
func (d *Draft) CanTake(entity, field string) bool {
	return d.schema.field(entity, field) != nil && !d.ReadOnly(entity) && !d.Dying(entity)
}

// Take puts stored values into the draft as one step of undo, as those of a file; entities of collections that are not
// there yet are made. What CanTake refuses is left out.
func (d *Draft) Take(edits []syncing.FieldEdit) {
	d.act("", func() {
		for _, e := range edits {
			if !d.CanTake(e.Entity, e.Field) {
				continue
			}
			if d.schema.Kind(e.Entity).Entity == "" && len(d.view[e.Entity]) == 0 && !d.Born(e.Entity) {
				d.put(Cell{Entity: e.Entity}, record{life: born})
			}
			d.Propose(e.Entity, e.Field, e.Value)
		}
	})
}
