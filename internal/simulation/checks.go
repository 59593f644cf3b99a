package simulation

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// expectation is an own edit that must be on the screen until the server's answer and the feed have told otherwise.
type expectation struct {
	space, entity, field string
	key                  saveKey
	seq                  int64
	value                wire.Value
}

// String says it in words.
func (e expectation) String() string {
	return fmt.Sprintf("%s %s.%s=%s (made at %d)", e.space, e.entity, e.field, e.value, e.key.madeAt)
}

// unexpect ends the watch over the fields that a newer edit replaces.
func (d *desk) unexpect(s *save) {
	d.expected = slices.DeleteFunc(d.expected, func(e expectation) bool {
		_, again := s.field(e.field)
		return e.space == s.space && e.entity == s.key.entity && (again || s.kind == wire.Delete)
	})
}

// expect begins to watch the fields of a save.
func (d *desk) expect(s *save) {
	seq := d.cursor(s.space).NextSeq - 1
	for _, f := range s.fields {
		if s.kind == wire.Edit {
			d.expected = append(d.expected, expectation{s.space, s.key.entity, f.name, s.key, seq, f.value})
		}
	}
	d.checkFlicker()
}

// afterStep checks what has to hold between two events.
func (d *desk) afterStep() {
	for _, space := range d.spaces {
		cur := d.cursor(space)
		ended := d.snapshot[space] && !cur.Snapshot
		d.snapshot[space] = cur.Snapshot
		if ended {
			d.w.count("snapshot ended")
			d.checkBase(space, cur, Bootstrap)
		} else if d.w.moments%16 == 0 {
			d.checkBase(space, cur, CursorState)
		}
	}
	if len(d.expected) > 0 && d.w.moments%4 == 0 {
		d.checkFlicker()
	}
}

// checkFlicker looks for own edits that have left the screen without a reason.
func (d *desk) checkFlicker() {
	var space string
	var view syncing.View
	kept := d.expected[:0]
	for _, e := range d.expected {
		if view == nil || space != e.space {
			space = e.space
			view, _ = d.look(space)
		}
		cur, row, ok := d.rowOf(e)
		if syncing.Same(view.Field(e.entity, e.field).Value, e.value) && (!ok || row.State != syncing.Done) {
			kept = append(kept, e)
			continue
		}
		if ok && row.State == syncing.Pending {
			d.w.broken(NoFlicker, "%s sees %s rather than its %s, which waits as %d", d.name,
				view.Field(e.entity, e.field).Value, e, row.Mutation.Seq)
		}
		if !ok || cur.Snapshot {
			continue
		}
		for _, f := range row.Result.Fields {
			mine := f.Name == e.field && (f.Outcome == wire.Applied || f.Outcome == wire.Noop)
			if mine && f.Rev > cur.Rev && f.Rev <= d.w.space(space).Rev && d.w.sameEpoch(d, cur) {
				d.w.broken(NoFlicker, "%s shows %s rather than its %s, %s at %d, cursor %d", d.name,
					view.Field(e.entity, e.field).Value, e, f.Outcome, f.Rev, cur.Rev)
			}
		}
	}
	d.expected = kept
}

// rowOf finds the row of an expectation.
func (d *desk) rowOf(e expectation) (cur syncing.Cursor, found syncing.OutboxRow, ok bool) {
	d.read(func(tx syncing.ClientTx) (err error) {
		if cur, err = tx.Cursor(e.space); err != nil {
			return err
		}
		found, err = tx.OutboxRow(e.space, e.seq)
		ok = err == nil && keyOf(found.Mutation) == e.key
		return err
	})
	return cur, found, ok
}

// reader is the person of the desktop as the server knows it; ok is false without access.
func (w *world) reader(d *desk, space string) (m access.Member, ok bool) {
	w.must(w.server.Read(func(r syncing.Reader) (err error) {
		m, err = r.Member(space, d.person)
		ok = err == nil
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		return err
	}))
	return m, ok
}

// readable is what the server holds for a reader, tombstones left out.
func (w *world) readable(m access.Member, space string) (items []wire.Item) {
	w.must(w.server.Read(func(r syncing.Reader) (err error) {
		items, err = r.Items(space, 0, m.Audiences(), 1<<20)
		return err
	}))
	return slices.DeleteFunc(items, func(it wire.Item) bool { return it.Deleted })
}

// checkBase compares the base with the server, when both are at the same revision.
func (d *desk) checkBase(space string, cur syncing.Cursor, c Check) {
	if cur.Snapshot || cur.Epoch == "" || !d.w.sameEpoch(d, cur) || cur.Rev != d.w.space(space).Rev {
		return
	}
	m, ok := d.w.reader(d, space)
	if !ok {
		return
	}
	d.w.count("base compared")
	var base []wire.Item
	d.read(func(tx syncing.ClientTx) (err error) { base, err = tx.Items(space); return err })
	if diff := differ(base, d.w.readable(m, space)); diff != "" {
		d.w.broken(c, "%s in %s at %d: %s", d.name, space, cur.Rev, diff)
	}
}

// sameEpoch tells whether a cursor belongs to the history, and to the role, that are.
func (w *world) sameEpoch(d *desk, cur syncing.Cursor) bool {
	m, ok := w.reader(d, cur.Space)
	return ok && cur.Epoch == syncing.EpochFor(w.space(cur.Space).Epoch, m)
}

// differ says how two sets of items differ, "" when they do not.
func differ(got, want []wire.Item) string {
	type place struct{ entity, field string }
	at := make(map[place]wire.Item, len(want))
	for _, it := range want {
		at[place{it.Entity, it.Field}] = it
	}
	for _, it := range got {
		other, ok := at[place{it.Entity, it.Field}]
		if !ok || other.Rev != it.Rev || !syncing.Same(other.Value, it.Value) {
			return fmt.Sprintf("it has %+v, the server %+v", it, other)
		}
		delete(at, place{it.Entity, it.Field})
	}
	for _, it := range want {
		if _, missing := at[place{it.Entity, it.Field}]; missing {
			return fmt.Sprintf("it lacks %+v", it)
		}
	}
	return ""
}

// checkLeaks looks in a page for values that its reader may not see.
func (w *world) checkLeaks(m access.Member, items []wire.Item) {
	if len(items) == 0 {
		return
	}
	mine := m.Audiences()
	for _, it := range items {
		rest := []byte(it.Value)
		for {
			_, after, ok := bytes.Cut(rest, []byte("p"))
			if !ok {
				break
			}
			rest = after
			provider, audience, ok := marked(after)
			if ok && ("p"+provider != m.Provider || !slices.Contains(mine, audience)) {
				w.broken(Isolation, "%s (%s of %s) is sent %s", m.Person, m.Role, m.Provider, it.Value)
			}
		}
	}
}

// marked reads the rest of a mark after its "p": a digit, an audience between bars.
func marked(text []byte) (provider, audience string, ok bool) {
	if len(text) < 3 || text[0] < '0' || text[0] > '9' || text[1] != '|' {
		return "", "", false
	}
	name, _, ok := bytes.Cut(text[2:], []byte("|"))
	return string(text[:1]), string(name), ok
}

// checkSections looks for a combination that the rules forbid.
func (w *world) checkSections(space string) {
	var start, end wire.Item
	w.must(w.server.Write(func(tx ServerTx) (err error) {
		if start, _, err = tx.Item(space, profile, "start"); err != nil {
			return err
		}
		end, _, err = tx.Item(space, profile, "end")
		return err
	}))
	if !inOrder(start.Value, end.Value) {
		w.broken(ValidSections, "%s begins at %s and ends at %s", space, start.Value, end.Value)
	}
}

func (w *world) checkPrimary(provider string) {
	n := 0
	w.must(w.server.Read(func(r syncing.Reader) error {
		for _, p := range w.people[provider] {
			m, err := r.Member(syncing.ProviderSpace(provider), p.Person)
			if err != nil {
				return err
			}
			if m.Role == access.Primary {
				n++
			}
		}
		return nil
	}))
	if n != 1 {
		w.broken(Rights, "%s has %d primaries", provider, n)
	}
}

// checkPrompt changes something in the quiet world and waits for it to arrive.
func (w *world) checkPrompt() {
	w.deaf = w.r.IntN(2) == 0
	limit := 5 * time.Second
	if w.deaf {
		limit = 65 * time.Second
	}
	for _, d := range w.desks {
		m := w.member(w.homes[0], d.person)
		space := syncing.ProviderSpace(w.homes[0])
		if !d.follows(space) || !allowed(m.Role, d.person, profile) {
			continue
		}
		view, _ := d.look(space)
		value := quote(space, profile, "prompt")
		edits := []syncing.FieldEdit{{Entity: profile, Field: "name", Saw: view.Field(profile, "name"), Value: value}}
		d.saving(space, profile, wire.Edit, edits, syncing.Saved{Space: space, Edits: edits})()
		w.runUntil(w.elapsed+limit, func() bool { return w.shown(space, value) == "" })
		if who := w.shown(space, value); who != "" {
			w.broken(Prompt, "%s does not show the change after %v", who, limit)
		}
		w.count("change that arrived in time")
		return
	}
}

// shown names a desktop that does not show the value yet.
func (w *world) shown(space string, value wire.Value) string {
	for _, d := range w.desks {
		if !d.follows(space) || !w.active(d, space) || !mayRead(w.member(w.homes[0], d.person), access.Everyone) {
			continue
		}
		var it wire.Item
		d.read(func(tx syncing.ClientTx) (err error) { it, _, _, err = tx.Item(space, profile, "name"); return err })
		if !syncing.Same(it.Value, value) {
			return fmt.Sprintf("%s (%+v, %+v) shows %s, not %s,", d.name, d.cursor(space), d.core.Status(), it.Value, value)
		}
	}
	return ""
}
