package simulation

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// desk is one desktop with the shell around its core: what package desk is to the program.
type desk struct {
	w         *world
	id        int
	name      string
	person    string
	spaces    []string
	store     *flaky
	core      *syncing.Client
	life      int // grows at each restart: answers to a former life are lost
	running   bool
	up, down  link
	skew      time.Duration
	newer     bool   // a program that knows one field more
	device    string // that it is signed in with
	alarm     time.Duration
	streaming bool
	full      bool // its disk
	expected  []expectation
	snapshot  map[string]bool // spaces whose snapshot was being read after the last step
	copies    bool            // its content was copied, or is a copy
	cutAt     string          // the picture that was last cut on its way to the server
	requests  int
	failures  int // answers that were errors of the network or of a busy server
}

func (d *desk) follows(space string) bool { return slices.Contains(d.spaces, space) }

// clock is the desktop's own, in which each moment is unique.
func (d *desk) clock() time.Time {
	d.w.moments++
	return d.w.now().Add(d.skew).Add(time.Duration(d.w.moments))
}

// accident draws what happens to a write.
func (d *desk) accident() accident {
	w := d.w
	if w.faulty {
		w.report.Writes++
	}
	if w.scripted != nil {
		return w.scripted()
	}
	if !w.faulty {
		return none
	}
	if d.full {
		w.count("disk full at a commit")
		return full
	}
	x := w.r.Float64()
	switch {
	case x < w.mix.Crash/2:
		w.count("crash before a commit")
		return crashBefore
	case x < w.mix.Crash:
		w.count("crash after a commit")
		return crashAfter
	case x < w.mix.Crash+w.mix.Fail/2:
		w.count("write failed")
		return failBefore
	case x < w.mix.Crash+w.mix.Fail:
		w.count("write failed after its commit")
		return failAfter
	}
	return none
}

func (d *desk) readFails() bool {
	if !d.w.faulty || d.w.mix.Fail == 0 || d.w.r.Float64() >= d.w.mix.Fail {
		return false
	}
	d.w.count("read failed")
	return true
}

// start begins a life of the process.
func (d *desk) start() {
	d.life++
	d.running, d.streaming, d.alarm = true, false, -1
	d.store.crashed = false
	d.expected = nil
	if err := d.store.inner.Reopen(); err != nil {
		d.w.broken(SoundStore, "%s does not open: %v", d.name, err)
	}
	d.checkStore()
	if d.w.mix.Skewed && d.w.faulty {
		d.w.count("clock wrong")
		d.skew = time.Duration(d.w.r.IntN(29*24)-29*12) * time.Hour
	}
	d.device = d.readDevice()
	w := d.w
	d.core = syncing.NewClient(d.store, rand.New(rand.NewPCG(w.r.Uint64(), 1)), func() string {
		w.devices++
		return "device-new-" + strconv.Itoa(w.devices)
	})
	for _, space := range d.spaces {
		if d.running {
			d.tell(syncing.Follow{Space: space})
		}
	}
	d.connect()
}

// connect opens the stream of pokes a moment later.
func (d *desk) connect() {
	life := d.life
	d.w.after(d.w.within(time.Second), func() {
		if d.life == life && d.running && !d.streaming && !d.up.cut && !d.down.cut {
			d.streaming = true
			d.tell(syncing.Stream{Up: true})
		}
	})
}

// disconnect breaks the stream; the desktop notices.
func (d *desk) disconnect() {
	if d.running && d.streaming {
		d.w.count("stream broken")
		d.streaming = false
		d.tell(syncing.Stream{Up: false})
	}
}

// stop ends the process: all is lost but the store.
func (d *desk) stop() {
	d.life++
	d.running, d.streaming = false, false
}

// tell is step for events of which nobody waits for the end.
func (d *desk) tell(ev syncing.Event) { _ = d.step(ev) } // step has seen to its error

// step gives the core an event and carries out its effects. The error is the store's.
func (d *desk) step(ev syncing.Event) error {
	if !d.running {
		return errCrash
	}
	effects, err := d.core.Step(d.clock(), ev)
	d.w.trace(uint64(d.id), uint64(len(effects)), uint64(d.store.writes))
	if d.died() {
		return errCrash
	}
	for _, e := range effects {
		d.carryOut(e)
	}
	// A form that was open while the store was put back to a copy from before its first reading is refused, rightly.
	if key, _ := fault.KeyOf(err); err != nil && !d.w.faulty && key != "sync.not_loaded_yet" {
		d.w.broken(Drains, "%s: %T failed in a world without faults: %v", d.name, ev, err)
	}
	if err != nil {
		d.retryLater()
	}
	d.afterStep()
	return err
}

// died tells whether the process has ended; it is started again a moment later.
func (d *desk) died() bool {
	if !d.store.crashed {
		return false
	}
	if d.running {
		d.stop()
		d.w.after(d.w.within(2*time.Second), func() {
			if !d.running {
				d.start()
			}
		})
	}
	return true
}

// retryLater is what the shell does when the store has failed.
func (d *desk) retryLater() {
	life := d.life
	d.w.after(5*time.Second, func() {
		if d.life == life {
			d.tell(syncing.Retry{})
		}
	})
}

func (d *desk) carryOut(e syncing.Effect) {
	switch e := e.(type) {
	case syncing.WakeAt:
		d.wakeAt(d.w.elapsed + e.T.Sub(d.w.now().Add(d.skew)))
	case syncing.Push:
		d.push(e)
	case syncing.Pull:
		d.pull(e)
	case syncing.DeviceChanged:
		d.w.count("new device")
		d.expected = nil // rows that were acknowledged under the old number are not the overlay's any more
		life := d.life
		d.w.after(time.Second+d.w.within(2*time.Second), func() {
			if d.life == life {
				d.device = d.readDevice()
				d.tell(syncing.SignedIn{})
			}
		})
	}
}

func (d *desk) wakeAt(at time.Duration) {
	d.alarm = at
	life := d.life
	d.w.after(at-d.w.elapsed, func() {
		if d.life == life && d.alarm == at {
			d.tell(syncing.Woken{})
		}
	})
}

// ask is one request: it tells the core what came, or that nothing came in time, exactly once.
type ask struct {
	d    *desk
	life int
	done bool
}

func (a *ask) tell(ev syncing.Event) {
	if a.waits() {
		a.done = true
		if err := errorOf(ev); err != nil && asRefusal(err) == nil {
			a.d.failures++
		}
		a.d.tell(ev)
	}
}

// waits tells whether the answer has not come yet, in this life of the process.
func (a *ask) waits() bool { return !a.done && a.d.life == a.life }

func errorOf(ev syncing.Event) error {
	switch ev := ev.(type) {
	case syncing.Pushed:
		return ev.Err
	case syncing.Pulled:
		return ev.Err
	}
	return nil
}

func asRefusal(err error) *syncing.Refusal {
	var r *syncing.Refusal
	if errors.As(err, &r) {
		return r
	}
	return nil
}

func (d *desk) newAsk(wait time.Duration, lost syncing.Event) *ask {
	d.requests++
	a := &ask{d: d, life: d.life}
	d.w.after(3*time.Second+wait, func() { a.tell(lost) })
	return a
}

func (d *desk) push(e syncing.Push) {
	w := d.w
	a := d.newAsk(0, syncing.Pushed{Space: e.Space, Req: e.Req, Err: errLost})
	lost, err := d.sendPictures(e.Space, e.Push)
	if d.died() {
		return
	}
	if err != nil {
		w.after(w.within(time.Second), func() { a.tell(syncing.Pushed{Space: e.Space, Req: e.Req, Err: err}) })
		return
	}
	e.Push.Lost = lost
	message := through(w, e.Push)
	device := d.device
	w.send(&d.up, func() {
		res, err := w.onPush(syncing.Actor{Person: d.person, Device: device}, e.Space, message)
		res = through(w, res)
		w.send(&d.down, func() {
			if a.waits() {
				d.unsent(e.Space, err)
			}
			a.tell(syncing.Pushed{Space: e.Space, Req: e.Req, Res: res, Err: err})
		})
	})
}

func (d *desk) pull(e syncing.Pull) {
	w := d.w
	a := d.newAsk(e.Wait, syncing.Pulled{Space: e.Space, Req: e.Req, Err: errLost})
	device := d.device
	w.send(&d.up, func() {
		answer := func(page wire.Pull, err error) {
			page = through(w, page)
			w.send(&d.down, func() { a.tell(syncing.Pulled{Space: e.Space, Req: e.Req, Res: page, Err: err}) })
		}
		page, err := w.onPull(d.person, device, e)
		if err != nil || page.To != e.Since || e.Wait == 0 {
			answer(page, err)
			return
		}
		w.hold(e, d, device, answer)
	})
}

// hold keeps a pull until there are news or its patience ends.
func (w *world) hold(e syncing.Pull, d *desk, device string, answer func(wire.Pull, error)) {
	w.count("pull held")
	answered := false
	h := held{space: e.Space, serve: func(last bool) bool {
		if answered {
			return true
		}
		page, err := w.onPull(d.person, device, e)
		if err == nil && page.To == e.Since && !last {
			return false
		}
		answered = true
		answer(page, err)
		return true
	}}
	w.held = append(w.held, h)
	w.after(e.Wait, func() { h.serve(true) })
}

// read runs f on the store itself, without accidents.
func (d *desk) read(f func(syncing.ClientTx) error) {
	if err := d.store.inner.View(f); err != nil && !fault.Is(err, fault.NotFound) {
		d.w.broken(SoundStore, "%s: %v", d.name, err)
	}
}

func (d *desk) readDevice() (id string) {
	d.read(func(tx syncing.ClientTx) (err error) { id, err = tx.Device(); return err })
	return id
}

func (d *desk) cursor(space string) (cur syncing.Cursor) {
	d.read(func(tx syncing.ClientTx) (err error) { cur, err = tx.Cursor(space); return err })
	return cur
}
