package draft

import (
	"maps"
	"slices"
)

// step is one action that can be undone: some records before and after it. A missing key is one without a record.
type step struct {
	number        int  // of this step among all of the draft, from 1
	at            Cell // where it happened first, to show it
	touched       []key
	before, after map[key]record
}

// Act makes everything that do does one step of undo. Steps do not nest: the outermost one counts.
func (d *Draft) Act(do func()) { d.act("", do) }

// Gather is Act for what comes in a stream, as a colour that is dragged: steps in a row with the same token are one, until
// something else happens or Settle is called.
func (d *Draft) Gather(token string, do func()) { d.act(token, do) }

// Settle ends what Gather and Type let grow.
func (d *Draft) Settle() { d.token = "" }

func (d *Draft) act(token string, do func()) {
	if d.open != nil {
		do()
		return
	}
	d.open = &step{before: map[key]record{}, after: map[key]record{}}
	do()
	s := *d.open
	d.open = nil
	s.after = d.pick(s.touched)
	grows := token != "" && token == d.token && len(d.past) > 0
	d.token = token
	if len(s.touched) == 0 || s.idle() {
		return
	}
	d.future = nil
	if grows {
		d.past[len(d.past)-1].grow(s)
		return
	}
	d.made++
	s.number = d.made
	d.past = append(d.past, s)
}

// put replaces a record within the open step.
func (d *Draft) put(at Cell, r record) { d.touch(at); d.records[key{at.Entity, at.Field}] = r }

// drop removes a record within the open step.
func (d *Draft) drop(k key) {
	if _, ok := d.records[k]; ok {
		d.touch(Cell{Entity: k.entity, Field: k.field})
		delete(d.records, k)
	}
}

// touch remembers a record as it was before the open step.
func (d *Draft) touch(at Cell) {
	k := key{at.Entity, at.Field}
	if d.open == nil || slices.Contains(d.open.touched, k) {
		return
	}
	if len(d.open.touched) == 0 {
		d.open.at = at
	}
	d.open.touched = append(d.open.touched, k)
	if r, ok := d.records[k]; ok {
		d.open.before[k] = r
	}
}

func (d *Draft) pick(keys []key) map[key]record {
	out := map[key]record{}
	for _, k := range keys {
		if r, ok := d.records[k]; ok {
			out[k] = r
		}
	}
	return out
}

// grow joins a later step to this one.
func (s *step) grow(later step) {
	for _, k := range later.touched {
		if !slices.Contains(s.touched, k) {
			s.touched = append(s.touched, k)
			if r, ok := later.before[k]; ok {
				s.before[k] = r
			}
		}
		delete(s.after, k)
	}
	maps.Copy(s.after, later.after)
}

// idle tells that nothing is different after the step.
func (s *step) idle() bool {
	return maps.EqualFunc(s.before, s.after, func(a, b record) bool {
		return a.life == b.life && slices.Equal(a.texts, b.texts)
	})
}

// amend tells the last step about a key what has become of it when it was tidied up, and forgets a step that changed nothing,
// so that Undo never does nothing.
func (d *Draft) amend(k key) {
	for i := len(d.past) - 1; i >= 0 && d.open == nil; i-- {
		s := &d.past[i]
		if !slices.Contains(s.touched, k) {
			continue
		}
		delete(s.after, k)
		if r, ok := d.records[k]; ok {
			s.after[k] = r
		}
		if s.idle() {
			d.past = slices.Delete(d.past, i, i+1)
		}
		return
	}
}

// CanUndo tells whether there is a step to take back.
func (d *Draft) CanUndo() bool { return len(d.past) > 0 }

// CanRedo tells whether an undone step can come back.
func (d *Draft) CanRedo() bool { return len(d.future) > 0 }

// Newest is the number of the step that Undo would take back, 0 when there is none. No two steps have the same.
func (d *Draft) Newest() int {
	if !d.CanUndo() {
		return 0
	}
	return d.past[len(d.past)-1].number
}

// Undo takes back the last step and tells where it happened; ok is false when there was nothing to undo.
func (d *Draft) Undo() (at Cell, ok bool) {
	if !d.CanUndo() {
		return Cell{}, false
	}
	s := d.past[len(d.past)-1]
	d.past = d.past[:len(d.past)-1]
	d.future = append(d.future, s)
	return d.restore(s, s.before), true
}

// Redo brings back the last step undone and tells where it happened; ok is false when there was none.
func (d *Draft) Redo() (at Cell, ok bool) {
	if !d.CanRedo() {
		return Cell{}, false
	}
	s := d.future[len(d.future)-1]
	d.future = d.future[:len(d.future)-1]
	d.past = append(d.past, s)
	return d.restore(s, s.after), true
}

func (d *Draft) restore(s step, records map[key]record) Cell {
	d.token = ""
	for _, k := range s.touched {
		delete(d.records, k)
	}
	maps.Copy(d.records, records)
	return s.at
}

// forget drops a record and every step about it.
func (d *Draft) forget(k key) {
	delete(d.records, k)
	d.token = ""
	about := func(s step) bool { return slices.Contains(s.touched, k) }
	d.past = slices.DeleteFunc(d.past, about)
	d.future = slices.DeleteFunc(d.future, about)
}
