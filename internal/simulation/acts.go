package simulation

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"pupitre/data/access"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// longestDraft is how long people think before they save.
const longestDraft = 4 * time.Second

// act is what a person does: look, think a while, and save. The program may have been started anew in between.
func (d *desk) act() {
	if !d.running {
		return
	}
	space := d.spaces[d.w.r.IntN(len(d.spaces))]
	view, ok := d.look(space)
	if !ok {
		return
	}
	var do func()
	switch x := d.w.r.IntN(12); {
	case x < 3:
		do = d.decide(space, view)
	case x < 5 && !d.w.mix.Narrow:
		do = d.visitAct(space, view)
	}
	if do == nil {
		do = d.edit(space, view)
	}
	if d.w.r.IntN(2) == 0 {
		do()
		return
	}
	d.w.after(d.w.within(longestDraft), do)
}

// burst saves something in each space at once.
func (d *desk) burst() {
	for _, space := range d.spaces {
		if view, ok := d.look(space); ok && d.running {
			d.edit(space, view)()
		}
	}
}

// look is the space on the screen; ok is false before the first reading.
func (d *desk) look(space string) (view syncing.View, ok bool) {
	d.read(func(tx syncing.ClientTx) error {
		cur, err := tx.Cursor(space)
		if err != nil {
			return err
		}
		ok = cur.Epoch != ""
		view, err = syncing.ReadView(tx, space)
		return err
	})
	return view, ok
}

// edit writes one or two fields of a section.
func (d *desk) edit(space string, view syncing.View) func() {
	w := d.w
	entity := d.section()
	names := slices.Clone(fieldsOf(entity))
	if w.mix.Narrow {
		entity, names = profile, []string{"note"}
	}
	if d.newer && entity == profile && !w.mix.Narrow {
		names = append(names, future)
	}
	w.r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	var edits []syncing.FieldEdit
	for _, name := range names[:1+w.r.IntN(min(2, len(names)))] {
		edits = append(edits, syncing.FieldEdit{
			Entity: entity, Field: name, Saw: view.Field(entity, name), Value: d.value(space, entity, name),
		})
	}
	return d.saving(space, entity, wire.Edit, edits, syncing.Saved{Space: space, Edits: edits})
}

// value draws what a person writes, or a picture that is chosen.
func (d *desk) value(space, entity, field string) wire.Value {
	if field == logo {
		return d.choose(space)
	}
	return d.w.value(space, entity, field)
}

// section draws what is edited: mostly what the role may, sometimes what it may not.
func (d *desk) section() string {
	switch x := d.w.r.IntN(16); {
	case x < 2:
		return security
	case x < 3:
		return staff
	case x < 4:
		return billing
	case x < 6:
		return owned + d.person
	}
	return profile
}

// value draws a value; few different ones, so that people also agree by chance.
func (w *world) value(space, entity, field string) wire.Value {
	switch n := w.r.IntN(40); {
	case n == 0:
		return quote(space, entity, "bad")
	case field == "start" || field == "end":
		return quote(space, entity, strconv.Itoa(10+w.r.IntN(10)))
	case n < 6:
		return quote(space, entity, "common"+strconv.Itoa(n%2))
	case field == "hours":
		w.values++
		return group(space, entity, strconv.Itoa(w.values))
	}
	w.values++
	return quote(space, entity, strconv.Itoa(w.values))
}

// visitAct makes an event, or deletes one.
func (d *desk) visitAct(space string, view syncing.View) func() {
	w := d.w
	entities := sortedEntities(view, visit)
	if len(entities) > 0 && w.r.IntN(2) == 0 {
		entity := entities[w.r.IntN(len(entities))]
		var edits []syncing.FieldEdit
		for _, name := range sortedFields(view[entity]) {
			edits = append(edits, syncing.FieldEdit{Entity: entity, Field: name, Saw: view[entity][name]})
		}
		return d.saving(space, entity, wire.Delete, edits, syncing.Saved{
			Space: space, Deletes: []syncing.Deletion{{Entity: entity, Saw: view[entity]}},
		})
	}
	w.values++
	entity := visit + strconv.Itoa(w.values)
	if len(entities) > 0 && w.r.IntN(2) == 0 {
		entity = entities[w.r.IntN(len(entities))]
	}
	var edits []syncing.FieldEdit
	for _, name := range fieldsOf(entity) {
		edits = append(edits, syncing.FieldEdit{
			Entity: entity, Field: name, Saw: view.Field(entity, name), Value: w.value(space, entity, name),
		})
	}
	return d.saving(space, entity, wire.Edit, edits, syncing.Saved{Space: space, Edits: edits})
}

// decide settles an open conflict, nil when there is none.
func (d *desk) decide(space string, view syncing.View) func() {
	for _, entity := range sortedEntities(view, syncing.ConflictEntity("")) {
		record, open := openConflict(view.Field(entity, wire.ConflictField).Value)
		if !open || d.w.r.IntN(3) == 0 {
			continue
		}
		id, _ := syncing.ConflictID(entity)
		saw := view.Field(record.Entity, record.Field)
		edit := syncing.FieldEdit{Entity: record.Entity, Field: record.Field, Saw: saw, Value: record.Proposed}
		if d.w.r.IntN(2) == 0 {
			edit.Value = saw.Value
		}
		return d.saving(space, record.Entity, wire.Resolve, []syncing.FieldEdit{edit},
			syncing.Resolved{Space: space, Conflict: id, Edit: edit})
	}
	return nil
}

// openConflict reads a conflict's record; open is false for one that is settled.
func openConflict(v wire.Value) (record wire.ConflictRecord, open bool) {
	open = json.Unmarshal(v, &record) == nil && record.Open
	return record, open
}

// saving is the moment of the save. What was seen, it was seen before.
func (d *desk) saving(space, entity string, kind wire.Kind, edits []syncing.FieldEdit, ev syncing.Event) func() {
	s := &save{space: space, kind: kind, desk: d}
	d.read(func(tx syncing.ClientTx) error {
		for _, e := range edits {
			s.fields = append(s.fields, savedField{e.Field, d.seen(tx, space, e.Saw), e.Value})
		}
		return nil
	})
	return func() {
		if !d.running {
			return
		}
		if d.device == "" {
			d.w.broken(SoundStore, "%s has no device", d.name)
		}
		s.key = saveKey{d.w.now().Add(d.skew).Add(time.Duration(d.w.moments + 1)).UnixNano(), entity}
		d.w.oracle.add(s)
		before := d.life
		d.unexpect(s) // also when it fails: it may have been stored
		if err := d.step(ev); err != nil {
			d.w.count("save refused: the store failed")
			return
		}
		s.stored = d.life == before
		if s.stored {
			d.w.count("saved")
			d.expect(s)
		}
	}
}

func (d *desk) seen(tx syncing.ClientTx, space string, saw syncing.FieldState) seen {
	out := seen{value: saw.Value, base: saw.Base}
	if saw.Seq != 0 {
		if row, err := tx.OutboxRow(space, saw.Seq); err == nil {
			out.own = keyOf(row.Mutation)
		}
	}
	return out
}

func sortedEntities(view syncing.View, prefix string) (out []string) {
	for entity := range view {
		if len(entity) > len(prefix) && entity[:len(prefix)] == prefix {
			out = append(out, entity)
		}
	}
	slices.Sort(out)
	return out
}

func sortedFields(e syncing.Entity) (out []string) {
	for name := range e {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// mayRead tells whether a role may read an audience of a provider.
func mayRead(m access.Member, audience string) bool { return slices.Contains(m.Audiences(), audience) }
