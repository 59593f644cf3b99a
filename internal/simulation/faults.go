package simulation

import (
	"maps"
	"slices"
	"time"

	"pupitre/data/access"
	"pupitre/data/syncing"
)

// schedule draws the edits and the faults of the world.
func (w *world) schedule() {
	life := w.mix.Lifetime
	for _, d := range slices.Clone(w.desks) {
		for range 1 + w.r.IntN(9) {
			w.after(w.within(life), d.act)
		}
		for range w.mix.Offline {
			w.spell(life, func() { w.count("off line"); d.up.cut, d.down.cut = true, true; d.disconnect() },
				func() { d.up.cut, d.down.cut = false, false; d.reconnect() })
		}
		for range w.mix.Restarts {
			w.after(w.within(life), func() { w.count("restart"); d.stop(); d.start() })
		}
		for range w.mix.StreamFlaps {
			w.spell(life, d.disconnect, d.connect)
		}
	}
	w.scheduleLinks(life)
	w.schedulePeople(life)
	w.scheduleServer(life)
}

// spell is a fault that begins and ends.
func (w *world) spell(life time.Duration, begin, end func()) {
	at := w.within(life)
	w.after(at, begin)
	w.during(at+w.within(life/3), end)
}

func (w *world) anyDesk() *desk { return w.desks[w.r.IntN(len(w.desks))] }

func (w *world) scheduleLinks(life time.Duration) {
	for range w.mix.Partitions {
		d := w.anyDesk()
		l := &d.up
		if w.r.IntN(2) == 0 {
			l = &d.down
		}
		w.spell(life, func() { w.count("one-way partition"); l.cut = true }, func() { l.cut = false; d.reconnect() })
	}
	for range w.mix.DiskFull {
		d := w.anyDesk()
		w.spell(life, func() { d.full = true }, func() { d.full = false })
	}
	for range w.mix.Busy {
		w.spell(life, func() { w.busy = true }, func() { w.busy = false })
	}
	if w.mix.Cloned {
		d := w.anyDesk()
		w.after(w.within(life), func() { w.clone(d) })
	}
	if w.mix.Restored {
		d := w.anyDesk()
		at := w.within(life)
		var old Desktop
		var then int
		w.after(at, func() { old, then = w.copyOf(d), len(w.oracle.order) })
		w.during(at+w.within(life/2), func() { w.restore(d, old, then) })
	}
}

// reconnect is a network that came back: the shell tells the core.
func (d *desk) reconnect() {
	if d.running {
		d.tell(syncing.Retry{})
		d.connect()
	}
}

func (w *world) copyOf(d *desk) Desktop {
	d.copies = true
	c, err := d.store.inner.Copy()
	if err != nil {
		w.broken(SoundStore, "copy of %s: %v", d.name, err)
	}
	return c
}

// clone starts the same store on a second computer.
func (w *world) clone(d *desk) {
	w.count("store cloned")
	twin := w.addDesk(d.person, w.copyOf(d))
	twin.copies = true
	for range 3 {
		at := w.within(w.mix.Lifetime / 2)
		w.during(at, d.burst)
		w.during(at+w.within(300*time.Millisecond), twin.burst)
	}
}

// restore puts a desktop back to an older copy of its store: what was saved since, and not sent, is gone.
func (w *world) restore(d *desk, old Desktop, then int) {
	w.count("store restored")
	d.stop()
	d.store.inner = old
	for _, s := range w.oracle.order[then:] {
		s.forgotten = s.forgotten || s.desk == d
	}
	d.start()
}

func (w *world) schedulePeople(life time.Duration) {
	for range w.mix.RoleChanges {
		w.after(w.within(life), w.changeRoles)
	}
	for range w.mix.Revoked {
		provider := w.homes[w.r.IntN(len(w.homes))]
		at := w.within(life)
		w.after(at, func() { w.revoke(provider, w.r.IntN(2) == 0) })
	}
}

// changeRoles gives a person another role; a new primary takes the place of the old one in the same transaction.
func (w *world) changeRoles() {
	provider := w.homes[w.r.IntN(len(w.homes))]
	people := slices.Clone(w.people[provider])
	i, j := w.r.IntN(len(people)), w.r.IntN(len(people))
	if i == j {
		return
	}
	w.count("role changed")
	people[i].Role, people[j].Role = people[j].Role, people[i].Role
	w.setPeople(provider, people)
}

func (w *world) setPeople(provider string, people []access.Member) {
	w.people[provider] = people
	w.must(w.server.SetMembers(provider, people))
	w.checkPrimary(provider)
	w.release(syncing.ProviderSpace(provider), false)
}

// revoke ends somebody's access; when back is set, it is given again a while later.
func (w *world) revoke(provider string, back bool) {
	people := w.people[provider]
	i := w.r.IntN(len(people))
	gone := people[i]
	if gone.Role == access.Primary {
		return
	}
	w.setPeople(provider, slices.Delete(slices.Clone(people), i, i+1))
	w.count("access withdrawn")
	for _, d := range w.desks {
		if d.person == gone.Person {
			w.countQueue(d, syncing.ProviderSpace(provider))
		}
	}
	if back {
		w.during(w.within(w.mix.Lifetime/2), func() { w.readmit(provider, gone) })
	}
}

// readmit gives access again; the person starts the program anew to see it.
func (w *world) readmit(provider string, m access.Member) {
	if w.member(provider, m.Person).Role != "" {
		return
	}
	w.count("access given again")
	w.setPeople(provider, append(slices.Clone(w.people[provider]), m))
	for _, d := range w.desks {
		if d.person == m.Person {
			d.stop()
			d.start()
		}
	}
}

func (w *world) countQueue(d *desk, space string) {
	d.read(func(tx syncing.ClientTx) error {
		rows, err := tx.Outbox(space)
		if len(rows) > 0 {
			w.count("access withdrawn with edits in the queue")
		}
		return err
	})
}

func (w *world) scheduleServer(life time.Duration) {
	for range w.mix.Floors {
		space := syncing.ProviderSpace(w.homes[w.r.IntN(len(w.homes))])
		w.after(w.within(life), func() {
			w.count("floor raised")
			w.must(w.server.RaiseFloor(space))
		})
	}
	for range w.mix.Collected {
		w.after(w.within(life), w.collect)
	}
	if !w.mix.FailOver {
		return
	}
	at := w.within(life)
	w.after(at, w.lag)
	w.during(at+w.within(life/3), w.failOver)
}

// lag is the moment at which a standby receives nothing any more.
func (w *world) lag() {
	w.must(w.server.Lag())
	w.oracle.lagged, w.lagging = len(w.oracle.log), maps.Clone(w.gallery)
}

// failOver lets a lagging standby take over.
func (w *world) failOver() {
	if w.oracle.failOver() > 0 {
		w.count("fail-over that lost edits")
	}
	w.must(w.server.FailOver())
	w.gallery = w.lagging
	for _, provider := range w.homes {
		w.must(w.server.SetMembers(provider, w.people[provider]))
	}
	w.held = nil
	for _, d := range w.desks {
		d.disconnect()
		d.connect()
	}
}
