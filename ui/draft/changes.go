package draft

import (
	"cmp"
	"maps"
	"slices"

	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Op is what a change does.
type Op int

// The operations. Added and Removed concern an entity as a whole.
const (
	Edited Op = iota
	Added
	Removed
)

// Change is one thing that saving would do.
type Change struct {
	Op       Op
	Entity   string
	Field    string     // "" unless edited
	Old, New wire.Value // of an edited field; New is what stands there as typed when it cannot be read yet
}

// changed tells that saving would write the field. A value that came back to what was seen is no wish, even when the field
// has moved elsewhere meanwhile; nor is one that equals what is stored now.
func (d *Draft) changed(k key) bool {
	r, ok := d.records[k]
	f := d.schema.field(k.entity, k.field)
	if !ok || f == nil {
		return false
	}
	saw, now := f.meaning(r.saw.Value), f.meaning(d.state(k).Value)
	if v, faults := f.read(r.texts); faults == nil {
		return !syncing.Same(v, saw) && !syncing.Same(v, now)
	}
	return !slices.Equal(r.texts, f.show(saw)) && !slices.Equal(r.texts, f.show(now))
}

// Changed tells that saving would write the field; with a cell without a field, that it would touch the entity at all.
func (d *Draft) Changed(c Cell) bool {
	if c.Field != "" {
		return d.changed(key{c.Entity, c.Field})
	}
	if d.records[key{c.Entity, ""}].life != asStored {
		return true
	}
	k := d.schema.Kind(c.Entity)
	return k != nil && slices.ContainsFunc(k.Fields, func(f Field) bool { return d.changed(key{c.Entity, f.Name}) })
}

// Changes lists what saving would do, in reading order. An entity made here is one change, with its fields.
func (d *Draft) Changes() []Change {
	out := []Change{}
	for i := range d.schema.Kinds {
		k := &d.schema.Kinds[i]
		for _, entity := range d.Entities(k.Name) {
			switch {
			case d.Born(entity):
				out = append(out, Change{Op: Added, Entity: entity})
			case d.Dying(entity):
				if len(d.view[entity]) > 0 { // else somebody else has done it
					out = append(out, Change{Op: Removed, Entity: entity})
				}
			default:
				out = append(out, d.edits(k, entity)...)
			}
		}
	}
	return out
}

func (d *Draft) edits(k *Kind, entity string) (out []Change) {
	for i := range k.Fields {
		f := &k.Fields[i]
		at := key{entity, f.Name}
		if !d.changed(at) {
			continue
		}
		value, faults := f.read(d.records[at].texts)
		if faults != nil {
			value = ListOf(d.records[at].texts)
		}
		out = append(out, Change{Entity: entity, Field: f.Name, Old: d.Stored(entity, f.Name), New: value})
	}
	return out
}

// Dirty tells that something would be lost if the draft went away now.
func (d *Draft) Dirty() bool { return len(d.Changes()) > 0 }

// Elsewhere is what is stored in a field that moved after this person began to edit it; for an entity to be deleted, that
// one of its fields moved.
func (d *Draft) Elsewhere(c Cell) (theirs wire.Value, moved bool) {
	k := key{c.Entity, c.Field}
	r, ok := d.records[k]
	switch {
	case !ok:
		return nil, false
	case r.life == dying:
		same := func(a, b syncing.FieldState) bool { return syncing.Same(a.Value, b.Value) }
		return nil, len(d.view[c.Entity]) > 0 && !maps.EqualFunc(r.seen, d.view[c.Entity], same)
	case c.Field == "" || !d.changed(k) || d.Gone(c.Entity):
		return nil, false
	}
	if syncing.Same(d.state(k).Value, r.saw.Value) {
		return nil, false
	}
	return d.Stored(c.Entity, c.Field), true
}

// keys lists the keys of the draft in reading order.
func (d *Draft) keys() []key {
	at := map[string]int{}
	for i, k := range d.schema.Kinds {
		at[k.Name] = i
	}
	place := func(k key) (int, int) {
		kind := d.schema.Kind(k.entity)
		if kind == nil {
			return len(at), 0
		}
		return at[kind.Name], slices.IndexFunc(kind.Fields, func(f Field) bool { return f.Name == k.field })
	}
	return slices.SortedFunc(maps.Keys(d.records), func(a, b key) int {
		ka, fa := place(a)
		kb, fb := place(b)
		return cmp.Or(cmp.Compare(ka, kb), cmp.Compare(a.entity, b.entity), cmp.Compare(fa, fb))
	})
}

func compareCells(a, b Cell) int {
	return cmp.Or(cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Part, b.Part))
}
