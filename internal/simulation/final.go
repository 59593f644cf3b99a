package simulation

import (
	"encoding/json"
	"math"
	"slices"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// checkAll looks at the quiet world.
func (w *world) checkAll() {
	for _, d := range w.desks {
		d.checkStore()
		for _, space := range d.spaces {
			if w.active(d, space) {
				w.checkConverged(d, space)
			}
		}
	}
	w.checkHistory()
	w.checkPictures()
	w.checkFuture()
	for _, s := range w.oracle.order {
		if s.stored {
			w.checkEnd(s)
		}
	}
	for _, provider := range w.homes {
		w.checkPrimary(provider)
	}
}

// checkConverged compares the screen with the server.
func (w *world) checkConverged(d *desk, space string) {
	m, ok := w.reader(d, space)
	if !ok {
		w.broken(Rights, "%s has lost its membership", d.person)
	}
	view, _ := d.look(space)
	var shown []wire.Item
	for entity, fields := range view {
		for field, state := range fields {
			shown = append(shown, wire.Item{Entity: entity, Field: field, Value: state.Value, Rev: state.Rev})
		}
	}
	if diff := differ(shown, w.readable(m, space)); diff != "" {
		w.broken(Convergence, "%s in %s: %s", d.name, space, diff)
	}
}

// checkStore looks for holes in the numbering.
func (d *desk) checkStore() {
	for _, space := range d.spaces {
		cur := d.cursor(space)
		next := int64(0)
		d.read(func(tx syncing.ClientTx) error {
			rows, err := tx.Outbox(space)
			for _, row := range rows {
				if row.State != syncing.Pending {
					continue
				}
				if next != 0 && row.Mutation.Seq != next {
					d.w.broken(SoundStore, "%s: %d waits, %d is missing", d.name, row.Mutation.Seq, next)
				}
				next = row.Mutation.Seq + 1
			}
			return err
		})
		if next != 0 && next != cur.NextSeq {
			d.w.broken(SoundStore, "%s: the last that waits is %d, the next number %d", d.name, next-1, cur.NextSeq)
		}
	}
}

// checkHistory reads the log of the server: each change begins where the one before it ended, none is there twice.
func (w *world) checkHistory() {
	type place struct{ space, entity, field string }
	type once struct {
		space         string
		edit          saveKey // whatever number it had
		entity, field string
	}
	last := map[place]wire.Value{}
	seen := map[once]bool{}
	for _, h := range w.oracle.log {
		p := place{h.space, h.Entity, h.Field}
		if !syncing.Same(last[p], h.Old) {
			w.broken(NoBlindWrite, "history of %+v goes from %s to %+v", p, last[p], h.History)
		}
		last[p] = h.New
		o := once{h.space, w.oracle.whose[identity{h.space, h.Device, h.Seq}], h.Entity, h.Field}
		if seen[o] {
			w.broken(AtMostOnce, "%+v is there twice", o)
		}
		seen[o] = true
	}
}

// checkFuture: the field that only newer programs know holds what one of them wrote last.
func (w *world) checkFuture() {
	for _, provider := range w.homes {
		space := syncing.ProviderSpace(provider)
		var want wire.Value
		for _, h := range w.oracle.log {
			if h.space == space && h.Field == future {
				want = h.New
			}
		}
		var it wire.Item
		w.must(w.server.Write(func(tx ServerTx) (err error) { it, _, err = tx.Item(space, profile, future); return err }))
		if !syncing.Same(it.Value, want) {
			w.broken(UnknownFields, "%s is %s, was written as %s", future, it.Value, want)
		}
		if len(want) > 0 {
			w.count("unknown field kept")
		}
	}
}

// checkEnd finds the end of a save and its value.
func (w *world) checkEnd(s *save) {
	var end []wire.FieldResult
	for _, id := range s.under {
		fields, ended := w.endedUnder(s, id)
		if !ended {
			continue
		}
		if end != nil && !slices.Equal(end, fields) {
			w.broken(OneOutcome, "%+v has ended as %+v and as %+v (under %+v)", s.key, end, fields, s.under)
		}
		end = fields
	}
	if end != nil {
		return
	}
	switch {
	case s.forgotten:
		w.count("gone with a restored store")
	case w.waits(s):
		w.count("kept by somebody without access")
	case s.acked:
		w.broken(OldEpochs, "%+v has no end", s.key)
	default:
		w.broken(OneOutcome, "%+v of %s has no end (under %+v)", s.key, s.desk.name, s.under)
	}
}

// waits tells whether the edit is in its author's store, in the queue or the journal, for want of access.
func (w *world) waits(s *save) (found bool) {
	if w.active(s.desk, s.space) {
		return false
	}
	s.desk.read(func(tx syncing.ClientTx) error {
		rows, err := tx.Outbox(s.space)
		if err != nil {
			return err
		}
		told, err := tx.Journal(s.space, math.MinInt64) // with the archive of a copy
		for _, row := range append(rows, told...) {
			found = found || keyOf(row.Mutation) == s.key
		}
		return err
	})
	return found
}

// endedUnder tells whether the ledger holds the end of the edit under this number, and checks it.
func (w *world) endedUnder(s *save, id identity) (fields []wire.FieldResult, ended bool) {
	if w.oracle.whose[id] != s.key {
		return nil, false // the number was lost and given to another edit, by a store that was restored
	}
	var entry syncing.LedgerEntry
	var ok bool
	w.must(w.server.Write(func(tx ServerTx) (err error) {
		entry, ok, err = tx.Ledger(id.space, id.device, id.seq)
		return err
	}))
	if !ok {
		return nil, false
	}
	for _, f := range entry.Result.Fields {
		saved, _ := s.field(f.Name)
		if f.Outcome == wire.Conflict && s.kind != wire.Delete && !syncing.Same(w.proposed(s.space, f.Conflict), saved.value) {
			w.broken(OneOutcome, "the conflict of %+v does not keep %s", s.key, saved.value)
		}
		if f.Outcome == wire.Rejected && !s.desk.copies {
			w.checkRejected(s, f)
		}
	}
	if !s.desk.copies {
		w.checkTold(s, id, entry.Result)
	}
	return entry.Result.Fields, true
}

func (w *world) proposed(space, conflict string) (v wire.Value) {
	w.must(w.server.Write(func(tx ServerTx) error {
		it, ok, err := tx.Item(space, syncing.ConflictEntity(conflict), wire.ConflictField)
		if err != nil || !ok {
			return err
		}
		var record wire.ConflictRecord
		err = json.Unmarshal(it.Value, &record)
		v = record.Proposed
		return err
	}))
	return v
}

// checkRejected looks for a rejected edit in its author's list.
func (w *world) checkRejected(s *save, res wire.FieldResult) {
	found := !w.active(s.desk, s.space)
	s.desk.read(func(tx syncing.ClientTx) error {
		rows, err := tx.Notices(s.space)
		for _, row := range rows {
			if keyOf(row.Mutation) != s.key {
				continue
			}
			for _, f := range row.Mutation.Fields {
				saved, _ := s.field(f.Name)
				found = found || (f.Name == res.Name && syncing.Same(f.Value, saved.value))
			}
			found = found || s.kind == wire.Delete
		}
		return err
	})
	if !found {
		w.broken(OneOutcome, "%s was refused %+v (%s) and does not have it any more", s.desk.name, s.key, res.Code)
	}
}

// checkTold compares what the desktop was told with the ledger.
func (w *world) checkTold(s *save, id identity, want wire.MutationResult) {
	if !w.active(s.desk, s.space) || s.desk.readDevice() != id.device {
		return
	}
	s.desk.read(func(tx syncing.ClientTx) error {
		row, err := tx.OutboxRow(s.space, id.seq)
		if fault.Is(err, fault.NotFound) || (err == nil && keyOf(row.Mutation) != s.key) {
			return nil
		}
		if err != nil {
			return err
		}
		got, _ := json.Marshal(row.Result)
		told, _ := json.Marshal(want)
		if string(got) != string(told) {
			w.broken(OneOutcome, "%s was told %s of %+v, the ledger says %s", s.desk.name, got, s.key, told)
		}
		return nil
	})
}
