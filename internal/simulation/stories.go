package simulation

import (
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Story is something that people do, told while something happens to them. Each is told again and again, with a crash at every
// write of a desktop.
type Story struct{ action, fault part }

// part is half of a story. Both halves share a clock: what people do lies between the second and the ninth second, what
// happens to them between the third and the eighth.
type part struct {
	name  string
	shows string // the kind that its telling has to be counted as
	tell  func(*stage)
}

// Name says what the story is about.
func (s Story) Name() string { return s.action.name + ", " + s.fault.name }

// Shows lists the kinds that must have been counted when the story was told without a crash.
func (s Story) Shows() []string {
	if s.fault.shows == "" {
		return []string{s.action.shows}
	}
	return []string{s.fault.shows}
}

// Stories is each action with each fault.
func Stories() (all []Story) {
	for _, action := range actions {
		for _, fault := range faults {
			all = append(all, Story{action, fault})
		}
	}
	return all
}

const outing = visit + "outing"

var actions = []part{
	{"one person writes a field three times", "applied", func(s *stage) {
		s.writes(20, s.anne, profile, "note", "one")
		s.thinks(40, 45, s.anne, profile, "note", "two")
		s.writes(46, s.anne, profile, "note", "three")
	}},
	{"two people write different fields", "applied", func(s *stage) {
		s.writes(20, s.anne, profile, "name", "one")
		s.thinks(38, 45, s.anne, profile, "name", "two")
		s.thinks(38, 45, s.luc, profile, "note", "three")
	}},
	{"two people write the same field", "conflict", func(s *stage) {
		s.writes(20, s.anne, profile, "name", "one")
		s.thinks(38, 45, s.anne, profile, "name", "two")
		s.thinks(38, 48, s.luc, profile, "name", "three")
	}},
	{"two people write the same thing", "noop", func(s *stage) {
		s.thinks(38, 45, s.anne, profile, "name", "common")
		s.thinks(38, 48, s.luc, profile, "name", "common")
	}},
	{"a conflict is settled", "conflict resolved", func(s *stage) {
		s.thinks(20, 25, s.anne, profile, "name", "one")
		s.thinks(20, 28, s.luc, profile, "name", "two")
		s.at(55, func() { s.settle(s.anne) })
		s.at(90, func() { s.settle(s.luc) })
	}},
	{"a group of parts is written as a whole", "conflict", func(s *stage) {
		for i, d := range []*desk{s.anne, s.luc} {
			s.at(38, func() { s.at(5+3*i, s.draft(d, profile, "hours", group(s.space, profile, d.name))) })
		}
	}},
	{"something is made and removed", "deleted", func(s *stage) {
		s.writes(20, s.anne, outing, "title", "walk")
		s.writes(35, s.anne, outing, "place", "lake")
		s.removes(60, 60, s.luc, outing)
	}},
	{"something is removed while it is written", "deletion that met an edit", func(s *stage) {
		s.writes(20, s.anne, outing, "title", "walk")
		s.writes(45, s.luc, outing, "title", "ride")
		s.removes(44, 48, s.anne, outing)
	}},
	{"a picture is chosen", "picture referred to", func(s *stage) {
		for i, d := range []*desk{s.anne, s.luc} {
			s.at(20+25*i, func() {
				if d.running {
					s.draft(d, profile, logo, d.choose(s.space))()
				}
			})
		}
	}},
	{"somebody writes what is not theirs", "rejected", func(s *stage) {
		s.writes(20, s.luc, profile, "note", "one")
		s.writes(45, s.luc, billing, "card", "two")
		s.writes(60, s.luc, profile, "note", "three")
	}},
}

var faults = []part{
	{"and all goes well", "", func(*stage) {}},
	{"off line meanwhile", "off line", func(s *stage) {
		s.away(30, 80, s.anne)
	}},
	{"and the server loses what it had taken", "fail-over that lost edits", func(s *stage) {
		s.at(18, func() { s.w.lag() })
		s.at(65, func() { s.w.failOver() })
	}},
	{"away for so long that the space is read anew", "snapshot ended", func(s *stage) {
		s.away(30, 80, s.luc)
		s.writes(50, s.anne, profile, "name", "meanwhile")
		s.at(70, func() { s.w.count("floor raised"); s.w.must(s.w.server.RaiseFloor(s.space)) })
	}},
	{"on a computer that is cloned", "store cloned", func(s *stage) {
		s.at(35, func() {
			s.w.count("store cloned")
			twin := s.w.addDesk(s.anne.person, s.w.copyOf(s.anne))
			twin.copies = true
			s.writes(15, twin, profile, "note", "of the twin")
			s.writes(25, s.anne, profile, "note", "of the other")
		})
	}},
}

// settle lets somebody settle the first open conflict, with the value that was not taken.
func (s *stage) settle(d *desk) {
	view, ok := d.look(s.space)
	if !ok || !d.running {
		return
	}
	for _, entity := range sortedEntities(view, syncing.ConflictEntity("")) {
		record, open := openConflict(view.Field(entity, wire.ConflictField).Value)
		if !open {
			continue
		}
		id, _ := syncing.ConflictID(entity)
		edit := syncing.FieldEdit{
			Entity: record.Entity, Field: record.Field, Saw: view.Field(record.Entity, record.Field), Value: record.Proposed,
		}
		d.saving(s.space, record.Entity, wire.Resolve, []syncing.FieldEdit{edit},
			syncing.Resolved{Space: s.space, Conflict: id, Edit: edit})()
		return
	}
}
