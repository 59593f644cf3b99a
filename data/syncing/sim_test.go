package syncing_test

import (
	"container/heap"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/memstore"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

var (
	simSeeds = flag.Int("sim.seeds", 400, "how many worlds the simulator runs")
	simSeed  = flag.Uint64("sim.seed", 0, "run this world only")
)

// TestWorld runs desktops and a server through a network that drops, doubles, delays and reorders, with crashes,
// off-line spells and a server that loses its last commits; then it heals the network and looks for what was lost.
func TestWorld(t *testing.T) {
	if *simSeed != 0 {
		runWorld(t, *simSeed, counters{})
		return
	}
	seen := counters{}
	for seed := uint64(1); seed <= uint64(*simSeeds) && !t.Failed(); seed++ {
		runWorld(t, seed, seen)
	}
	t.Logf("%d worlds: %v", *simSeeds, seen)
	for _, must := range []string{"applied", "conflict", "noop", "replayed", "crash", "failover that lost edits", "offered again", "resolved"} {
		if seen[must] == 0 {
			t.Errorf("no world had %q: the simulator does not test it", must)
		}
	}
}

type counters map[string]int

// world is one seed.
type world struct {
	t      *testing.T
	seed   uint64
	r      *rand.Rand
	now    time.Time
	queue  events
	server *memstore.Server
	epoch  int
	desks  []*desktop
	seen   counters
	faulty bool
	drop   float64
	dup    float64
	delay  time.Duration
}

type desktop struct {
	w       *world
	person  string
	store   *memstore.Client
	core    *syncing.Client
	life    int // grows at each crash: answers to a former life are lost
	online  bool
	alarm   time.Time
	saves   []save
	lastErr error
}

type save struct {
	device string
	seq    int64
	field  string
	value  string
}

type event struct {
	at  time.Time
	tie uint64
	run func()
}

type events []event

func (e events) Len() int { return len(e) }
func (e events) Less(i, j int) bool {
	return e[i].at.Before(e[j].at) || (e[i].at.Equal(e[j].at) && e[i].tie < e[j].tie)
}
func (e events) Swap(i, j int) { e[i], e[j] = e[j], e[i] }
func (e *events) Push(x any)   { *e = append(*e, x.(event)) }
func (e *events) Pop() any     { o := *e; x := o[len(o)-1]; *e = o[:len(o)-1]; return x }

func runWorld(t *testing.T, seed uint64, seen counters) {
	w := &world{t: t, seed: seed, r: rand.New(rand.NewPCG(seed, 42)), now: noon, seen: seen, faulty: true}
	w.drop, w.dup = float64(w.r.IntN(31))/100, float64(w.r.IntN(51))/100
	w.delay = time.Duration(1+w.r.IntN(300)) * time.Millisecond
	w.server = memstore.NewServer()
	w.write(func(tx *memstore.Tx) error { _, err := tx.NewSpace(space); return err })
	for i := range 2 + w.r.IntN(3) {
		w.addDesktop(i)
	}
	w.schedule()
	w.runUntil(noon.Add(20 * time.Second))
	w.faulty, w.delay = false, time.Millisecond
	for _, d := range w.desks {
		d.online = true
		d.step(syncing.Retry{})
	}
	w.runUntil(noon.Add(5 * time.Minute))
	w.check()
}

func (w *world) write(f func(*memstore.Tx) error) {
	w.t.Helper()
	if err := w.server.Write(w.t.Context(), f); err != nil {
		w.fatalf("server: %v", err)
	}
}

func (w *world) addDesktop(i int) {
	person := fmt.Sprintf("person-%d", i)
	w.write(func(tx *memstore.Tx) error {
		return tx.PutMember(access.Member{Provider: "p1", Person: person, Role: access.Delegate})
	})
	d := &desktop{w: w, person: person, store: memstore.NewClient(fmt.Sprintf("device-%d", i)), online: true}
	w.desks = append(w.desks, d)
	d.start()
}

// schedule draws the edits and the faults of the world.
func (w *world) schedule() {
	within := func(d time.Duration) time.Duration { return time.Duration(w.r.Int64N(int64(d))) }
	for _, d := range w.desks {
		for range w.r.IntN(20) {
			w.after(within(18*time.Second), d.edit)
		}
		for range w.r.IntN(3) {
			at := within(15 * time.Second)
			w.after(at, func() { d.online = false })
			w.after(at+within(5*time.Second), func() { d.online = true; d.step(syncing.Retry{}) })
			w.after(within(18*time.Second), d.crash)
		}
	}
	if w.r.IntN(2) == 0 {
		at := 5*time.Second + within(10*time.Second)
		var lagging *memstore.Server
		w.after(at, func() { lagging = w.server.Clone() })
		w.after(at+within(3*time.Second), func() { w.failover(lagging) })
	}
}

func (w *world) failover(lagging *memstore.Server) {
	if w.rev() != revOf(w, lagging) {
		w.seen["failover that lost edits"]++
	}
	w.server = lagging
	w.write(func(tx *memstore.Tx) error { _, err := tx.RenewEpoch(space); return err })
}

func (w *world) rev() int64 { return revOf(w, w.server) }

func revOf(w *world, s *memstore.Server) (rev int64) {
	err := s.Read(w.t.Context(), func(tx *memstore.Tx) error {
		sp, err := tx.Space(space)
		rev = sp.Rev
		return err
	})
	if err != nil {
		w.fatalf("server: %v", err)
	}
	return rev
}

func (w *world) after(d time.Duration, f func()) {
	heap.Push(&w.queue, event{w.now.Add(d), w.r.Uint64(), f})
}

func (w *world) runUntil(end time.Time) {
	for len(w.queue) > 0 && !w.t.Failed() {
		e := heap.Pop(&w.queue).(event)
		if e.at.After(end) {
			heap.Push(&w.queue, e)
			break
		}
		w.now = e.at
		e.run()
	}
	w.now = end
}

// send delivers f never, once or twice, some time from now.
func (w *world) send(f func()) {
	n := 1
	if w.faulty && w.r.Float64() < w.drop {
		n = 0
	}
	if w.faulty && w.r.Float64() < w.dup {
		n++
	}
	for range n {
		w.after(time.Millisecond+time.Duration(w.r.ExpFloat64()*float64(w.delay)), f)
	}
}

func (w *world) fatalf(format string, args ...any) {
	w.t.Helper()
	w.t.Fatalf("%s\nreplay: go test ./data/syncing -run TestWorld -sim.seed=%d", fmt.Sprintf(format, args...), w.seed)
}

func (d *desktop) start() {
	d.core = syncing.NewClient(d.store, rand.New(rand.NewPCG(d.w.r.Uint64(), 1)), func() string { return "new" })
	d.alarm = time.Time{}
	d.step(syncing.Follow{Space: space})
}

// crash loses everything but the store.
func (d *desktop) crash() {
	d.w.seen["crash"]++
	d.life++
	d.start()
}

func (d *desktop) step(ev syncing.Event) {
	effects, err := d.core.Step(d.w.now, ev)
	if err != nil {
		d.lastErr = err
	}
	for _, e := range effects {
		d.carryOut(e)
	}
}

func (d *desktop) carryOut(e syncing.Effect) {
	life := d.life
	reply := func(ev syncing.Event) {
		if d.life == life {
			d.step(ev)
		}
	}
	switch e := e.(type) {
	case syncing.WakeAt:
		d.wakeAt(e.T, life)
	case syncing.Push:
		d.exchange(reply, 0, syncing.Pushed{Space: space, Req: e.Req, Err: errLost}, func() (syncing.Event, time.Duration) {
			res, err := d.w.onPush(d.person, e.Push)
			return syncing.Pushed{Space: space, Req: e.Req, Res: res, Err: err}, 0
		})
	case syncing.Pull:
		d.exchange(reply, e.Wait, syncing.Pulled{Space: space, Req: e.Req, Err: errLost}, func() (syncing.Event, time.Duration) {
			res, err := d.w.onPull(d, e)
			held := time.Duration(0)
			if err == nil && len(res.Items) == 0 {
				held = e.Wait // a server without news keeps the request
			}
			return syncing.Pulled{Space: space, Req: e.Req, Res: res, Err: err}, held
		})
	}
}

var errLost = fault.As(fault.Unavailable, "world", "remote.unreachable", errors.New("lost"))

func (d *desktop) wakeAt(at time.Time, life int) {
	d.alarm = at
	d.w.after(max(0, at.Sub(d.w.now)), func() {
		if d.life == life && d.alarm.Equal(at) {
			d.step(syncing.Woken{})
		}
	})
}

// exchange sends a request and brings its answer back, unless the desktop is off line at either end. lost is what the
// desktop is told when nothing has come in time.
func (d *desktop) exchange(reply func(syncing.Event), wait time.Duration, lost syncing.Event, serve func() (syncing.Event, time.Duration)) {
	answered := false
	d.w.send(func() {
		if !d.online {
			return
		}
		ev, held := serve()
		d.w.after(held, func() {
			d.w.send(func() {
				if d.online {
					answered = true
					reply(ev)
				}
			})
		})
	})
	d.w.after(3*time.Second+wait, func() {
		if !answered {
			reply(lost)
		}
	})
}

func (w *world) onPush(person string, p wire.Push) (wire.PushResult, error) {
	var out wire.PushResult
	var last int64
	err := w.server.Write(w.t.Context(), func(tx *memstore.Tx) error {
		var err error
		if last, err = tx.LastSeq(space, p.Device); err != nil {
			return err
		}
		out, err = syncing.Apply(tx, openPolicy{}, w.now, space, syncing.Actor{Person: person, Device: p.Device}, p)
		return err
	})
	if err != nil {
		return out, err
	}
	for i, res := range out.Results {
		if res.Seq > last && p.Mutations[i].Fields[0].BaseRev == -1 {
			w.seen["offered again"]++
		}
		if res.Seq <= last {
			w.seen["replayed"]++
			continue
		}
		for _, f := range res.Fields {
			w.seen[string(f.Outcome)]++
		}
	}
	return out, nil
}

func (w *world) onPull(d *desktop, e syncing.Pull) (wire.Pull, error) {
	var out wire.Pull
	device := ""
	if err := d.store.View(func(tx syncing.ClientTx) (err error) { device, err = tx.Device(); return err }); err != nil {
		return out, err
	}
	err := w.server.Read(w.t.Context(), func(r *memstore.Tx) error {
		var err error
		out, err = syncing.Feed(r, space, syncing.Actor{Person: d.person, Device: device}, e.Since, e.Epoch, 1+w.r.IntN(5))
		return err
	})
	return out, err
}

// edit is a person's act: write a field, or settle a conflict that stands open.
func (d *desktop) edit() {
	view, loaded := d.view()
	if !loaded {
		return
	}
	if d.w.r.IntN(3) == 0 && d.settle(view) {
		return
	}
	field := fmt.Sprintf("f%d", d.w.r.IntN(4))
	saw := view.Field("profile", field)
	value := settings.Text(fmt.Sprintf("%s@%d", d.person, d.w.r.IntN(40)))
	before := d.nextSeq()
	d.step(syncing.Saved{Space: space, Edits: []syncing.FieldEdit{{Entity: "profile", Field: field, Saw: saw, Value: value}}})
	d.remember(before, field, value)
	if after, _ := d.view(); string(after.Field("profile", field).Value) != string(value) {
		d.w.fatalf("%s does not see its own edit of %s", d.person, field)
	}
}

func (d *desktop) remember(seq int64, field string, value wire.Value) {
	if d.nextSeq() != seq+1 {
		d.w.fatalf("%s: the save was not stored: %v", d.person, d.lastErr)
	}
	device := ""
	_ = d.store.View(func(tx syncing.ClientTx) (err error) { device, err = tx.Device(); return err })
	d.saves = append(d.saves, save{device, seq, field, string(value)})
}

func (d *desktop) settle(view syncing.View) bool {
	for _, entity := range slices.Sorted(maps.Keys(view)) {
		id, ok := syncing.ConflictID(entity)
		if !ok {
			continue
		}
		record := decodeRecord(d.w.t, view.Field(entity, wire.ConflictField).Value)
		if !record.Open || record.Field == "" {
			continue
		}
		saw := view.Field(record.Entity, record.Field)
		value := record.Proposed
		if d.w.r.IntN(2) == 0 {
			value = saw.Value
		}
		before := d.nextSeq()
		d.step(syncing.Resolved{Space: space, Conflict: id, Edit: syncing.FieldEdit{Entity: record.Entity, Field: record.Field, Saw: saw, Value: value}})
		d.remember(before, record.Field, value)
		d.w.seen["resolved"]++
		return true
	}
	return false
}

func (d *desktop) nextSeq() int64 {
	var cur syncing.Cursor
	if err := d.store.View(func(tx syncing.ClientTx) (err error) { cur, err = tx.Cursor(space); return err }); err != nil {
		d.w.fatalf("cursor: %v", err)
	}
	return cur.NextSeq
}

func (d *desktop) view() (syncing.View, bool) {
	var v syncing.View
	loaded := false
	err := d.store.View(func(tx syncing.ClientTx) error {
		cur, err := tx.Cursor(space)
		if err != nil {
			return err
		}
		loaded = cur.Epoch != ""
		v, err = syncing.ReadView(tx, space)
		return err
	})
	if err != nil {
		d.w.fatalf("view: %v", err)
	}
	return v, loaded
}

// check looks at the healed world: every save has its end and can be found, and everybody sees the same.
func (w *world) check() {
	state := w.serverState()
	for _, d := range w.desks {
		if d.lastErr != nil {
			w.fatalf("%s: the store failed: %v", d.person, d.lastErr)
		}
		w.checkDrained(d)
		view, _ := d.view()
		for key, want := range state {
			entity, field := key[0], key[1]
			if got := string(view.Field(entity, field).Value); got != want {
				w.fatalf("%s sees %s/%s = %s, the server has %s", d.person, entity, field, got, want)
			}
		}
		for entity, fields := range view {
			for field := range fields {
				if _, ok := state[[2]string{entity, field}]; !ok {
					w.fatalf("%s sees %s/%s, which the server does not have", d.person, entity, field)
				}
			}
		}
		for _, s := range d.saves {
			w.checkEnd(d, s)
		}
	}
}

func (w *world) serverState() map[[2]string]string {
	out := map[[2]string]string{}
	err := w.server.Read(w.t.Context(), func(r *memstore.Tx) error {
		items, err := r.Items(space, 0, []string{access.Everyone, access.Administrators}, 1<<20)
		for _, it := range items {
			out[[2]string{it.Entity, it.Field}] = string(it.Value)
		}
		return err
	})
	if err != nil {
		w.fatalf("server: %v", err)
	}
	return out
}

func (w *world) checkDrained(d *desktop) {
	_ = d.store.View(func(tx syncing.ClientTx) error {
		rows, err := tx.Outbox(space)
		if err != nil || len(rows) > 0 {
			w.fatalf("%s still has %d rows in its queue, the first %+v (%v); status %+v", d.person, len(rows), first(rows), err, d.core.Status())
		}
		return nil
	})
}

func first(rows []syncing.OutboxRow) any {
	if len(rows) == 0 {
		return nil
	}
	return rows[0]
}

// checkEnd finds the one result of a save in the ledger, and its value in the history or in a conflict.
func (w *world) checkEnd(d *desktop, s save) {
	err := w.server.Write(w.t.Context(), func(tx *memstore.Tx) error {
		entry, ok, err := tx.Ledger(space, s.device, s.seq)
		if err != nil || !ok {
			return fmt.Errorf("save %+v has no end: %w", s, err)
		}
		res := entry.Result.Fields[0]
		if res.Outcome != wire.Conflict {
			return nil
		}
		it, ok, err := tx.Item(space, syncing.ConflictEntity(res.Conflict), wire.ConflictField)
		if err != nil || !ok {
			return fmt.Errorf("save %+v: its conflict is lost: %w", s, err)
		}
		if rec := decodeRecord(w.t, it.Value); string(rec.Proposed) != s.value {
			return fmt.Errorf("save %+v: the conflict proposes %s", s, rec.Proposed)
		}
		return nil
	})
	if err != nil {
		w.fatalf("%v", err)
	}
}

func decodeRecord(t *testing.T, v wire.Value) wire.ConflictRecord {
	t.Helper()
	var r wire.ConflictRecord
	if err := json.Unmarshal(v, &r); err != nil {
		t.Fatalf("conflict record %s: %v", v, err)
	}
	return r
}
