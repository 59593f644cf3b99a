package simulation

import (
	"time"

	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Script is a world in which all goes well, but for what its story is about and for one crash.
type Script struct {
	Story   Story
	CrashAt int  // which write of a desktop is its last, counted over the world from 1; 0 for none
	After   bool // the commit of that write still happens
}

// follow replaces the drawn faults by those of the script.
func (w *world) follow(s Script) {
	w.mix = Mix{Delay: 50 * time.Millisecond, Page: 3, Lifetime: 12 * time.Second}
	writes := 0
	w.scripted = func() accident {
		writes++
		switch {
		case writes != s.CrashAt:
			return none
		case s.After:
			w.count("crash after a commit")
			return crashAfter
		}
		w.count("crash before a commit")
		return crashBefore
	}
}

// stage is where a story is told: Anne is the primary administrator of the first provider, Luc its delegate.
type stage struct {
	w         *world
	anne, luc *desk
	space     string
}

// tell sets the story's moments.
func (w *world) tell(s Story) {
	st := &stage{w: w, anne: w.desks[0], luc: w.desks[1], space: syncing.ProviderSpace(w.homes[0])}
	s.action.tell(st)
	s.fault.tell(st)
}

// at lets something happen so many tenths of a second after the beginning.
func (s *stage) at(tenths int, f func()) { s.w.after(time.Duration(tenths)*100*time.Millisecond, f) }

// draft is what somebody is about to save, with what stands on the screen now; nothing before the first reading.
func (s *stage) draft(d *desk, entity, field string, value wire.Value) (save func()) {
	view, ok := d.look(s.space)
	if !ok || !d.running {
		return func() {}
	}
	edits := []syncing.FieldEdit{{Entity: entity, Field: field, Saw: view.Field(entity, field), Value: value}}
	return d.saving(s.space, entity, wire.Edit, edits, syncing.Saved{Space: s.space, Edits: edits})
}

// writes lets somebody write a text and save it at once.
func (s *stage) writes(tenths int, d *desk, entity, field, text string) {
	s.at(tenths, func() { s.draft(d, entity, field, quote(s.space, entity, text))() })
}

// thinks lets somebody begin to write at one moment, and save at another.
func (s *stage) thinks(from, to int, d *desk, entity, field, text string) {
	s.at(from, func() {
		save := s.draft(d, entity, field, quote(s.space, entity, text))
		s.at(to-from, save)
	})
}

// removes lets somebody delete an entity as it was on the screen at one moment, at another.
func (s *stage) removes(from, to int, d *desk, entity string) {
	s.at(from, func() {
		view, ok := d.look(s.space)
		saw := view[entity]
		if !ok || !d.running || len(saw) == 0 {
			return
		}
		var edits []syncing.FieldEdit
		for _, name := range sortedFields(saw) {
			edits = append(edits, syncing.FieldEdit{Entity: entity, Field: name, Saw: saw[name]})
		}
		deletes := []syncing.Deletion{{Entity: entity, Saw: saw}}
		s.at(to-from, d.saving(s.space, entity, wire.Delete, edits, syncing.Saved{Space: s.space, Deletes: deletes}))
	})
}

// away is a desktop without a network for a while.
func (s *stage) away(from, to int, d *desk) {
	s.at(from, func() { s.w.count("off line"); d.up.cut, d.down.cut = true, true; d.disconnect() })
	s.at(to, func() { d.up.cut, d.down.cut = false, false; d.reconnect() })
}
