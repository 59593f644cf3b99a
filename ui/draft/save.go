package draft

import (
	"slices"

	"pupitre/data/syncing"
)

// Batch is what a save stores, all or nothing.
type Batch struct {
	Edits   []syncing.FieldEdit
	Deletes []syncing.Deletion
}

// Empty tells that there is nothing to store.
func (b Batch) Empty() bool { return len(b.Edits) == 0 && len(b.Deletes) == 0 }

// Saving tells that a save is on its way to the disk.
func (d *Draft) Saving() bool { return d.saving }

// BeginSave checks the whole draft, all or nothing. It gives what is to be stored, or the cell of the first fault in
// reading order, with faulty; the batch is empty when there is nothing to save or a save is under way.
func (d *Draft) BeginSave() (batch Batch, at Cell, faulty bool) {
	if d.saving {
		return Batch{}, Cell{}, false
	}
	d.token = ""
	d.beStrict()
	if faults := d.Faults(); len(faults) > 0 {
		return Batch{}, faults[0].Cell, true
	}
	for _, c := range d.Changes() {
		switch c.Op {
		case Added:
			batch.Edits = append(batch.Edits, d.birth(c.Entity)...)
		case Removed:
			batch.Deletes = append(batch.Deletes, syncing.Deletion{Entity: c.Entity, Saw: d.records[key{c.Entity, ""}].seen})
		case Edited:
			saw := d.records[key{c.Entity, c.Field}].saw
			batch.Edits = append(batch.Edits, syncing.FieldEdit{Entity: c.Entity, Field: c.Field, Saw: saw, Value: c.New})
		}
	}
	d.saving = !batch.Empty()
	return batch, Cell{}, false
}

// beStrict shows every fault from now on, those of controls that were never visited included.
func (d *Draft) beStrict() {
	for _, c := range d.Changes() {
		k := d.schema.Kind(c.Entity)
		for i := range k.Fields {
			f := &k.Fields[i]
			at := key{c.Entity, f.Name}
			r, ok := d.records[at]
			switch {
			case ok && (c.Op == Added || c.Field == f.Name):
				r.strict = true
			case !ok && c.Op == Added:
				r = record{texts: f.show(f.Default), strict: true}
			default:
				continue
			}
			d.records[at] = r
		}
	}
}

// birth is the edits that make an entity: every field that says something.
func (d *Draft) birth(entity string) (out []syncing.FieldEdit) {
	for _, f := range d.schema.Kind(entity).Fields {
		if v := d.Value(entity, f.Name); !null(v) {
			out = append(out, syncing.FieldEdit{Entity: entity, Field: f.Name, Value: v})
		}
	}
	return out
}

// Saved ends a save: the batch is on disk, and view is what is stored now (nil when it could not be read again). Text that
// was typed on during the save stays a draft over the new state.
func (d *Draft) Saved(batch Batch, view syncing.View) {
	d.saving = false
	d.past, d.future, d.token = nil, nil, ""
	if view == nil {
		view = Overlay(d.view, batch.Edits, batch.Deletes...)
	}
	d.view = view
	for _, e := range batch.Edits {
		d.settled(key{e.Entity, e.Field}, e)
		d.cameToBe(e.Entity)
	}
	for _, gone := range batch.Deletes {
		if d.Dying(gone.Entity) {
			delete(d.records, key{gone.Entity, ""})
		}
	}
	d.tidy()
}

// settled takes away a record whose value is stored, and lets one that went on being typed stand on the new state.
func (d *Draft) settled(k key, e syncing.FieldEdit) {
	r, ok := d.records[k]
	f := d.schema.field(k.entity, k.field)
	if !ok || f == nil {
		return
	}
	if v, faults := f.read(r.texts); faults == nil && syncing.Same(v, e.Value) {
		delete(d.records, k)
		return
	}
	r.saw = d.state(k)
	d.records[k] = r
}

// cameToBe ends the birth of an entity. One that was removed here during the save is to be deleted now.
func (d *Draft) cameToBe(entity string) {
	if d.Born(entity) {
		delete(d.records, key{entity, ""})
	}
}

// tidy drops records of stored entities that change nothing, as those that BeginSave has made.
func (d *Draft) tidy() {
	for _, k := range d.keys() {
		r := d.records[k]
		if k.field != "" && !d.Born(k.entity) && !d.changed(k) && r.strict {
			delete(d.records, k)
		}
	}
}

// SaveFailed ends a save that stored nothing: the draft stays as it is.
func (d *Draft) SaveFailed() { d.saving = false }

// Sections lists the sections that have changed, in reading order.
func (d *Draft) Sections() (out []string) {
	for _, c := range d.Changes() {
		if s := d.schema.Kind(c.Entity).Section; !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
