// Package draft is what a person is doing to what is stored and has not saved yet: one draft for every section and page.
//
// It is a pure model over cells (see Cell): texts as they are typed, half-typed ones included, entities made and entities
// to be deleted, steps of undo, what is wrong, what moved elsewhere meanwhile. What the cells are is declared as data
// (see Schema). It knows no widget, no disk and no clock, and belongs to one goroutine.
package draft

import (
	"maps"
	"slices"
	"strings"

	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// key names what a record is about: a field, or with an empty field the existence of the entity.
type key struct{ entity, field string }

// life is what a person wants with the existence of an entity.
type life int

const (
	asStored life = iota
	born          // made here, with an id made here
	dying         // to be deleted by the next save
)

// record is what a person is doing to one key. Records are never changed, only replaced, so that undo can keep them.
type record struct {
	saw    syncing.FieldState // the field as it was at the first touch
	texts  []string           // one for each part
	strict bool               // left once, or a save was tried: the reason of a fault is shown
	life   life
	seen   syncing.Entity // of a dying entity: what was there when the person decided
}

// Draft is the draft over one space.
type Draft struct {
	schema  *Schema
	view    syncing.View
	records map[key]record

	past, future []step
	made         int    // steps, for their numbers
	open         *step  // the step being made, see Act
	token        string // of the last step while it may still grow
	saving       bool
	shared       map[string]any // what checks have found during one look at everything, see Shared
}

// New makes an empty draft over nothing stored.
func New(schema *Schema) *Draft {
	return &Draft{schema: schema, view: syncing.View{}, records: map[key]record{}}
}

// Schema is what the draft can hold.
func (d *Draft) Schema() *Schema { return d.schema }

// Rebase takes what is stored now. The draft keeps its texts; what moved under them is told by Elsewhere.
func (d *Draft) Rebase(view syncing.View) { d.view = view }

// Base is what is stored, without the draft. It is not to be changed.
func (d *Draft) Base() syncing.View { return d.view }

// state is the field as it is stored on this computer.
func (d *Draft) state(k key) syncing.FieldState { return d.view.Field(k.entity, k.field) }

// meaning is a stored value, or what it means that there is none.
func (f *Field) meaning(v wire.Value) wire.Value {
	if null(v) {
		return f.Default
	}
	return v
}

// Stored is the value without the draft, the default where nothing was written.
func (d *Draft) Stored(entity, field string) wire.Value {
	f := d.schema.field(entity, field)
	if f == nil {
		return d.view.Field(entity, field).Value
	}
	return f.meaning(d.view.Field(entity, field).Value)
}

// Value is what saving would leave in the field: the draft's value where its text can be read, else what is stored.
// Fields that the schema has not are read as they are stored.
func (d *Draft) Value(entity, field string) wire.Value {
	f := d.schema.field(entity, field)
	if r, ok := d.records[key{entity, field}]; ok && f != nil {
		if v, faults := f.read(r.texts); faults == nil {
			return v
		}
	}
	return d.Stored(entity, field)
}

// Text is what a control shows: what is typed, else what is stored.
func (d *Draft) Text(c Cell) string {
	f := d.schema.field(c.Entity, c.Field)
	if f == nil {
		return ""
	}
	i := f.part(c.Part)
	if i < 0 {
		return ""
	}
	return d.texts(key{c.Entity, c.Field}, f)[i]
}

// StoredText is the text of a control without the draft.
func (d *Draft) StoredText(c Cell) string {
	f := d.schema.field(c.Entity, c.Field)
	if f == nil || f.part(c.Part) < 0 {
		return ""
	}
	return f.show(d.Stored(c.Entity, c.Field))[f.part(c.Part)]
}

func (d *Draft) texts(k key, f *Field) []string {
	if r, ok := d.records[k]; ok {
		return r.texts
	}
	return f.show(d.Stored(k.entity, k.field))
}

// ReadOnly tells that this person may look at the entity and not change it. What the schema has not is read-only.
func (d *Draft) ReadOnly(entity string) bool {
	k := d.schema.Kind(entity)
	return k == nil || k.ReadOnly
}

// Entities lists the entities of a kind in reading order, those made here and those to be deleted included.
func (d *Draft) Entities(kind string) []string {
	k := d.schema.Named(kind)
	switch {
	case k == nil:
		return nil
	case k.Entity != "":
		return []string{k.Entity}
	}
	found := map[string]bool{}
	prefix := kind + ":"
	for entity := range d.view {
		if strings.HasPrefix(entity, prefix) {
			found[entity] = true
		}
	}
	for at := range d.records {
		if strings.HasPrefix(at.entity, prefix) {
			found[at.entity] = true // one that went away elsewhere stays in sight while it has a draft
		}
	}
	all := slices.Sorted(maps.Keys(found))
	if k.Order != nil {
		return k.Order(d, all)
	}
	return all
}

// Living is Entities without those to be deleted or gone: what there is after the next save.
func (d *Draft) Living(kind string) []string {
	return slices.DeleteFunc(d.Entities(kind), func(e string) bool { return d.Dying(e) || d.Gone(e) })
}

// Born tells that the entity was made here and is not saved.
func (d *Draft) Born(entity string) bool { return d.records[key{entity, ""}].life == born }

// Dying tells that the next save deletes the entity.
func (d *Draft) Dying(entity string) bool { return d.records[key{entity, ""}].life == dying }

// Gone tells that the entity has a draft and was deleted elsewhere meanwhile.
func (d *Draft) Gone(entity string) bool {
	k := d.schema.Kind(entity)
	if k == nil || k.Entity != "" || d.Born(entity) || len(d.view[entity]) > 0 {
		return false
	}
	return slices.ContainsFunc(slices.Collect(maps.Keys(d.records)), func(at key) bool { return at.entity == entity })
}

// Pending tells that what is stored in the field waits for the server's answer.
func (d *Draft) Pending(entity, field string) bool { return d.view.Field(entity, field).Pending }

// Users lists the fields that name an entity by its id, after the next save.
func (d *Draft) Users(entity string) []Cell {
	target := d.schema.Kind(entity)
	if target == nil {
		return nil
	}
	var out []Cell
	for _, k := range d.schema.Kinds {
		for _, f := range k.Fields {
			if f.To != target.Name {
				continue
			}
			for _, user := range d.Living(k.Name) {
				if texts := f.show(d.Value(user, f.Name)); texts[0] == IDOf(entity) {
					out = append(out, Cell{Entity: user, Field: f.Name})
				}
			}
		}
	}
	return out
}
