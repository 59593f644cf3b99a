package draft

import (
	"slices"
	"strings"

	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Cell is one control: a stored field, or one part of a field whose values belong together, as host and port. A cell
// without a field means the entity as a whole.
type Cell struct{ Entity, Field, Part string }

// Field is one stored field, as data.
type Field struct {
	Name    string
	Parts   []string   // what the controls of a group are called, in reading order; nil for a field of one control
	Default wire.Value // what a field means that was never written; nil for nothing
	To      string     // kind of the entities that the field names by their id; "" for none
	Secret  bool       // never written to disk before it is saved
	Inner   bool       // without a control of its own: edited by other means

	// Show gives the texts of a stored value, one for each part; it is never given nothing.
	Show func(value wire.Value) []string
	// Read gives the stored value of texts, or a fault for each part that has one. Empty texts may mean null.
	Read func(texts []string) (value wire.Value, faults []error)
}

func (f *Field) parts() []string {
	if len(f.Parts) == 0 {
		return []string{""}
	}
	return f.Parts
}

func (f *Field) part(name string) int { return slices.Index(f.parts(), name) }

// show gives the texts of a value, empty ones for nothing.
func (f *Field) show(value wire.Value) []string {
	if null(value) {
		return make([]string, len(f.parts()))
	}
	return f.Show(value)
}

// read is Read with faults that are nil when the texts are good.
func (f *Field) read(texts []string) (wire.Value, []error) {
	value, faults := f.Read(texts)
	if slices.ContainsFunc(faults, func(err error) bool { return err != nil }) {
		return nil, faults
	}
	return value, nil
}

// Kind is one sort of entity: a section that there is once, or a collection.
type Kind struct {
	Name     string // of the entity, or of what stands before its id: "profile", "telephony" in "telephony:<id>"
	Entity   string // the one entity of the kind, "" for a collection
	Section  string // where people find it, for presence and for whoever reveals a field
	ReadOnly bool   // this person may look at it and not change it
	Fields   []Field

	// Order puts the entities of a collection in reading order; nil leaves them in the order of their ids, which is that
	// in which they were made.
	Order func(d *Draft, entities []string) []string
	// Check finds what is wrong with an entity beside its single fields. It may look at the whole draft. May be nil.
	Check func(d *Draft, entity string) []Remark
	// Warn finds what deserves a look and hinders nothing. May be nil.
	Warn func(d *Draft, entity string) []Remark
}

// Remark is what is to be said at a cell; its error has a catalogue id.
type Remark struct {
	Cell Cell
	Err  error
}

// Schema is everything that a draft can hold, in reading order, which is also the order of the first fault.
type Schema struct{ Kinds []Kind }

// Kind is that of an entity, nil when the schema has none.
func (s *Schema) Kind(entity string) *Kind {
	name, _, many := strings.Cut(entity, ":")
	for i := range s.Kinds {
		k := &s.Kinds[i]
		if k.Entity == entity || (many && k.Entity == "" && k.Name == name) {
			return k
		}
	}
	return nil
}

// Named is the kind of a name, nil when the schema has none.
func (s *Schema) Named(name string) *Kind {
	for i := range s.Kinds {
		if s.Kinds[i].Name == name {
			return &s.Kinds[i]
		}
	}
	return nil
}

// field is that of a cell; nil when the schema has none.
func (s *Schema) field(entity, name string) *Field {
	k := s.Kind(entity)
	if k == nil {
		return nil
	}
	return k.field(name)
}

func (k *Kind) field(name string) *Field {
	for i := range k.Fields {
		if k.Fields[i].Name == name {
			return &k.Fields[i]
		}
	}
	return nil
}

// EntityOf is the entity of a collection with an id.
func EntityOf(kind, id string) string { return kind + ":" + id }

// IDOf is the id of an entity of a collection.
func IDOf(entity string) string {
	_, id, _ := strings.Cut(entity, ":")
	return id
}

func null(v wire.Value) bool { return syncing.Same(v, nil) }
