package draft

import (
	"maps"
	"slices"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Type takes the text of a control as it is being typed. Letters of one visit to a control are one step of undo.
func (d *Draft) Type(c Cell, text string) { d.typeAs("type "+c.Entity+" "+c.Field+" "+c.Part, c, text) }

func (d *Draft) typeAs(token string, c Cell, text string) {
	f := d.schema.field(c.Entity, c.Field)
	if f == nil || f.part(c.Part) < 0 || !d.editable(c.Entity) || text == d.Text(c) {
		return
	}
	d.act(token, func() {
		k := key{c.Entity, c.Field}
		r, ok := d.records[k]
		if !ok {
			r.saw = d.state(k)
		}
		r.texts = slices.Clone(d.texts(k, f))
		r.texts[f.part(c.Part)] = text
		if r.strict {
			_, faults := f.read(r.texts)
			r.strict = faults != nil
		}
		d.put(c, r)
	})
}

// editable tells whether there is something to type into: not in what this person may only read, nor in what is not there.
func (d *Draft) editable(entity string) bool {
	k := d.schema.Kind(entity)
	if k == nil || k.ReadOnly || d.Dying(entity) {
		return false
	}
	return k.Entity != "" || d.Born(entity) || len(d.view[entity]) > 0
}

// Choose takes a value picked from a list: a whole edit of its own, checked at once.
func (d *Draft) Choose(c Cell, text string) {
	d.typeAs("", c, text)
	d.Leave(c)
}

// Leave ends a visit to a control: from now on its fault is shown, and a record that changes nothing is dropped.
func (d *Draft) Leave(c Cell) {
	d.token = ""
	k := key{c.Entity, c.Field}
	r, ok := d.records[k]
	switch {
	case !ok || c.Field == "":
	case d.changed(k) || d.Born(c.Entity):
		r.strict = true
		d.records[k] = r
		d.amend(k)
	default:
		delete(d.records, k)
		d.amend(k)
	}
}

// Add makes an entity of a collection, with the texts of some controls, as one step. The id is the caller's: a new UUIDv7.
func (d *Draft) Add(kind, id string, texts map[Cell]string) (entity string) {
	entity = EntityOf(kind, id)
	if d.ReadOnly(entity) || len(d.view[entity]) > 0 || d.Born(entity) {
		return entity
	}
	d.act("", func() {
		d.put(Cell{Entity: entity}, record{life: born})
		for _, c := range slices.SortedFunc(maps.Keys(texts), compareCells) {
			text := texts[c]
			c.Entity = entity
			d.typeAs("", c, text)
		}
	})
	return entity
}

// Remove lets the next save delete an entity; one that was made here simply goes. It is refused, with
// "draft.in_use", while a field names it (see Users).
func (d *Draft) Remove(entity string) error {
	if k := d.schema.Kind(entity); k == nil || k.Entity != "" || k.ReadOnly || d.Dying(entity) {
		return nil
	}
	if users := d.Users(entity); len(users) > 0 {
		return fault.New(fault.Conflict, "draft.Remove", "draft.in_use")
	}
	d.act("", func() {
		stored := len(d.view[entity]) > 0
		d.dropAll(entity)
		if stored {
			d.put(Cell{Entity: entity}, record{life: dying, seen: maps.Clone(d.view[entity])})
		}
	})
	return nil
}

// Restore takes a deletion back that is not saved.
func (d *Draft) Restore(entity string) {
	if d.Dying(entity) {
		d.act("", func() { d.drop(key{entity, ""}) })
	}
}

// dropAll drops every record of an entity within the open step.
func (d *Draft) dropAll(entity string) {
	for _, k := range d.keys() {
		if k.entity == entity {
			d.drop(k)
		}
	}
}

// Revert drops the whole draft; it can be undone.
func (d *Draft) Revert() {
	d.act("", func() {
		for _, k := range d.keys() {
			d.drop(k)
		}
	})
}

// TakeTheirs drops the record of one field, or of an entity and all its fields, in favour of what is stored; it can be
// undone.
func (d *Draft) TakeTheirs(c Cell) {
	d.act("", func() {
		if c.Field == "" {
			d.dropAll(c.Entity)
			return
		}
		d.drop(key{c.Entity, c.Field})
	})
}

// KeepMine answers a change elsewhere by "mine all the same": what is stored now counts as seen, so that saving replaces
// it.
func (d *Draft) KeepMine(c Cell) {
	k := key{c.Entity, c.Field}
	r, ok := d.records[k]
	switch {
	case !ok:
	case r.life == dying:
		r.seen = maps.Clone(d.view[c.Entity])
		d.records[k] = r
	default:
		r.saw = d.state(k)
		d.records[k] = r
	}
}

// Forget drops the record of a field and every step of undo about it, for a value that is stored past the draft.
func (d *Draft) Forget(entity, field string) { d.forget(key{entity, field}) }

// Overlay is the view with edits laid over it, as the store shows them while they wait.
func Overlay(view syncing.View, edits []syncing.FieldEdit, deletes ...syncing.Deletion) syncing.View {
	out := syncing.View{}
	for name, entity := range view {
		out[name] = maps.Clone(entity)
	}
	for _, e := range edits {
		if out[e.Entity] == nil {
			out[e.Entity] = syncing.Entity{}
		}
		s := out[e.Entity][e.Field]
		s.Value, s.Pending = e.Value, true
		out[e.Entity][e.Field] = s
	}
	for _, gone := range deletes {
		delete(out, gone.Entity)
	}
	return out
}

// Propose puts a stored value into a field as a whole edit, for one that the server gave back.
func (d *Draft) Propose(entity, field string, value wire.Value) {
	f := d.schema.field(entity, field)
	if f == nil {
		return
	}
	d.act("", func() {
		for i, text := range f.show(value) {
			d.typeAs("", Cell{entity, field, f.parts()[i]}, text)
		}
	})
	for _, part := range f.parts() {
		d.Leave(Cell{entity, field, part})
	}
}
