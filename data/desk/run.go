package desk

import (
	"context"
	"errors"
	"sync"
	"time"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const (
	pullLimit      = 500
	requestTimeout = 30 * time.Second
	storeRetry     = 5 * time.Second // after an error of the local store
	streamRetryMin = 500 * time.Millisecond
	streamRetryMax = 15 * time.Second
)

// Run drives the synchronisation until ctx ends. It returns when nothing of it runs any more.
func (d *Desk) Run(ctx context.Context) {
	defer close(d.done)
	r := &runner{desk: d, core: syncing.NewClient(d.mirror, d.opt.Rand, d.opt.NewID), inbox: make(chan syncing.Event, 64)}
	ctx, cancel := context.WithCancel(ctx)
	r.alarm = time.NewTimer(time.Hour)
	if exchange, ok := d.opt.Exchange.(PresenceExchange); ok {
		exchange.OnPresence(d.present)
	}
	if err := d.pruneBlobs(); err != nil {
		d.opt.Log.Warn("old images were not removed", "error", err)
	}
	r.work.Add(3)
	go r.follow(ctx)
	go r.announce(ctx)
	go r.meet(ctx)
	r.step(ctx, ask{event: syncing.Follow{Space: d.opt.Space}})
	d.refresh(ptr(r.core.Status()))
	r.loop(ctx)
	cancel()
	r.alarm.Stop()
	r.work.Wait()
}

func ptr[T any](v T) *T { return &v }

// runner is one run: everything but the inbox belongs to the loop's goroutine.
type runner struct {
	desk  *Desk
	core  *syncing.Client
	inbox chan syncing.Event // answers of the network
	alarm *time.Timer
	work  sync.WaitGroup
}

func (r *runner) loop(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case a := <-r.desk.asks:
			r.step(ctx, a)
		case ev := <-r.inbox:
			r.step(ctx, ask{event: ev})
		case <-r.alarm.C:
			r.step(ctx, ask{event: syncing.Woken{}})
		}
	}
}

func (r *runner) step(ctx context.Context, a ask) {
	if lease := r.desk.opt.Lease; lease != nil {
		if err := lease.Note(); err != nil { // a disk that is full locks nobody out
			r.desk.opt.Log.Warn("the time was not noted", "error", err)
		}
	}
	effects, err := r.core.Step(r.desk.opt.Now(), a.event)
	if err != nil && a.answer == nil {
		r.storeFailed(err)
	}
	changed := false
	for _, e := range effects {
		changed = r.carryOut(ctx, e) || changed
	}
	if changed {
		r.desk.refresh(ptr(r.core.Status()))
	}
	if a.answer != nil { // after the refresh: whoever has saved finds what waits in the state
		a.answer <- err
	}
}

// storeFailed is an answer of the server that this computer could not store: it is asked for again.
func (r *runner) storeFailed(err error) {
	r.desk.opt.Log.Error("the local store failed", "error", err)
	r.desk.mu.Lock()
	r.desk.state.Problem = err
	r.desk.mu.Unlock()
	r.desk.notify()
	time.AfterFunc(storeRetry, r.desk.RetryNow)
}

// carryOut starts one effect; changed asks for a refresh of what the screen shows.
func (r *runner) carryOut(ctx context.Context, e syncing.Effect) (changed bool) {
	switch e := e.(type) {
	case syncing.Push:
		r.goWork(ctx, func() syncing.Event {
			ctx, cancel := context.WithTimeout(ctx, requestTimeout)
			defer cancel()
			res, err := r.desk.push(ctx, e)
			return syncing.Pushed{Space: e.Space, Req: e.Req, Res: res, Err: err, After: r.desk.opt.RetryAfter(err)}
		})
	case syncing.Pull:
		r.goWork(ctx, func() syncing.Event {
			ctx, cancel := context.WithTimeout(ctx, requestTimeout+e.Wait)
			defer cancel()
			res, err := r.desk.opt.Exchange.Pull(ctx, e.Space, e.Since, e.Epoch, pullLimit, e.Wait)
			r.desk.refed(ctx, err)
			return syncing.Pulled{Space: e.Space, Req: e.Req, Res: res, Err: err, After: r.desk.opt.RetryAfter(err)}
		})
	case syncing.WakeAt:
		r.alarm.Reset(max(0, e.T.Sub(r.desk.opt.Now())))
	case syncing.DeviceChanged:
		r.desk.opt.Log.Warn("this store was a copy; it has a new device id", "device", e.Device)
		return true
	case syncing.ViewChanged, syncing.StateChanged:
		return true
	}
	return false
}

// refed tells that the space is to be read anew, when that is why a pull was refused; and again after the answers that follow, as
// long as whoever is told could not find out why.
func (d *Desk) refed(ctx context.Context, err error) {
	var refusal *syncing.Refusal
	anew := errors.As(err, &refusal) && refusal.Code == wire.CodeResnapshot
	if d.opt.Refed != nil && (anew || err == nil && d.unheard.Load()) {
		d.unheard.Store(d.opt.Refed(ctx) != nil)
	}
}

// goWork runs f beside the loop and brings its event back.
func (r *runner) goWork(ctx context.Context, f func() syncing.Event) {
	r.work.Add(1)
	go func() {
		defer r.work.Done()
		r.tell(ctx, f())
	}()
}

// follow keeps the stream of pokes open. Without it the desk still learns of changes by long polls and once a minute.
func (r *runner) follow(ctx context.Context) {
	defer r.work.Done()
	wait := streamRetryMin
	for ctx.Err() == nil {
		opened := r.desk.opt.Now()
		err := r.desk.opt.Exchange.Events(ctx,
			func() { r.tell(ctx, syncing.Stream{Up: true}) },
			func(p wire.Poke) {
				if r.desk.opt.Poked != nil {
					r.desk.opt.Poked(p)
				}
				r.tell(ctx, syncing.Poked{Poke: p})
			})
		if ctx.Err() != nil {
			return
		}
		r.tell(ctx, syncing.Stream{Up: false})
		r.desk.opt.Log.Debug("the stream of changes ended", "error", err)
		if r.desk.opt.Now().Sub(opened) > streamRetryMax {
			wait = streamRetryMin
		}
		if fault.Is(err, fault.SignedOut) {
			wait = streamRetryMax
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
		wait = min(wait*2, streamRetryMax)
	}
}

// tell brings an event to the loop; when the loop has ended, the event is of no use.
func (r *runner) tell(ctx context.Context, ev syncing.Event) {
	select {
	case r.inbox <- ev:
	case <-ctx.Done():
	}
}
