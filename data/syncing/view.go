package syncing

import (
	"bytes"
	"slices"
	"time"

	"pupitre/data/wire"
)

// FieldState is one field as the screen shows it: the base, overlaid by this desktop's own edits.
type FieldState struct {
	Value   wire.Value // nil when the field was never written
	Rev     int64      // revision of the base
	Seq     int64      // the own mutation that the value comes from, 0 when it is the base
	Pending bool       // the server has not answered for that mutation yet
	Base    wire.Value // the server's value
	Person  string     // who wrote the base
	At      time.Time  // when the server took the base, for display only
}

// Entity is the fields of one entity by name.
type Entity map[string]FieldState

// View is a space as the screen shows it, by entity.
type View map[string]Entity

// Field is one field's state, the zero state when there is none.
func (v View) Field(entity, field string) FieldState { return v[entity][field] }

// FieldEdit is a person's wish for one field, with what the person saw when it began.
type FieldEdit struct {
	Entity string
	Field  string
	Saw    FieldState
	Value  wire.Value
}

// Deletion is a person's wish to remove an entity, with what the person saw of each of its fields.
type Deletion struct {
	Entity string
	Saw    Entity
}

// ReadView builds the view of a space from one transaction.
func ReadView(tx ClientTx, space string) (View, error) {
	view, err := readBase(tx, space)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Outbox(space)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		view.overlay(row)
	}
	return view, nil
}

// readBase is the view without this desktop's own edits.
func readBase(tx ClientTx, space string) (View, error) {
	items, err := tx.Items(space)
	if err != nil {
		return nil, err
	}
	view := View{}
	for _, it := range items {
		view.put(it.Entity, it.Field, baseState(it))
	}
	return view, nil
}

func (v View) put(entity, field string, s FieldState) {
	e := v[entity]
	if e == nil {
		e = Entity{}
		v[entity] = e
	}
	e[field] = s
}

// overlay puts one own mutation over the view. Fields whose result is a conflict or a rejection show the server's value.
func (v View) overlay(row OutboxRow) {
	m := row.Mutation
	if m.Kind == wire.Delete {
		if row.stands("") {
			delete(v, m.Entity)
		}
		return
	}
	for _, f := range m.Fields {
		if !row.stands(f.Name) || f.Name == "" {
			continue
		}
		s := v.Field(m.Entity, f.Name)
		s.Value, s.Seq, s.Pending = f.Value, m.Seq, row.State == Pending
		v.put(m.Entity, f.Name, s)
	}
}

// stands tells whether the screen shows the field of an own mutation over the base: it waits, or the server holds its value
// and the feed has not told so yet.
func (r OutboxRow) stands(field string) bool {
	if r.State == Pending {
		return true
	}
	outcome := r.outcome(field)
	return outcome == wire.Applied || (outcome == wire.Noop && !planted(hideNoop))
}

func (r OutboxRow) outcome(field string) wire.Outcome {
	if r.Result == nil {
		return ""
	}
	i := slices.IndexFunc(r.Result.Fields, func(f wire.FieldResult) bool { return f.Name == field })
	if i < 0 {
		return ""
	}
	return r.Result.Fields[i].Outcome
}

// Same tells whether two values are equal; both are canonical, and a missing value equals null.
func Same(a, b wire.Value) bool {
	if isNull(a) || isNull(b) {
		return isNull(a) && isNull(b)
	}
	return bytes.Equal(a, b)
}

func isNull(v wire.Value) bool { return len(v) == 0 || string(v) == "null" }
