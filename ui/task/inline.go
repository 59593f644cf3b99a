package task

import (
	"slices"
	"time"
)

// InlineRunner runs everything at once on the calling goroutine and keeps its own time, so that tests are exact. Use it
// from one goroutine.
type InlineRunner struct {
	// Hold keeps started work back until Release, so that a test can look at the loading state.
	Hold bool

	now    time.Duration
	held   []func()
	timers []*timer
}

type timer struct {
	at time.Duration
	f  func()
}

// Inline makes a runner for tests.
func Inline() *InlineRunner { return &InlineRunner{} }

// Start runs work at once, or keeps it while Hold is set.
func (r *InlineRunner) Start(work func()) {
	if r.Hold {
		r.held = append(r.held, work)
		return
	}
	work()
}

// Release runs what Hold kept back, in order, and stops holding.
func (r *InlineRunner) Release() {
	r.Hold = false
	held := r.held
	r.held = nil
	for _, work := range held {
		work()
	}
}

// OnUI runs f at once.
func (*InlineRunner) OnUI(f func()) { f() }

// After runs f when [InlineRunner.Advance] has moved the time by d.
func (r *InlineRunner) After(d time.Duration, f func()) func() {
	t := &timer{at: r.now + d, f: f}
	r.timers = append(r.timers, t)
	return func() { r.drop(t) }
}

// Advance moves the time by d and runs what falls due, in order of time.
func (r *InlineRunner) Advance(d time.Duration) {
	end := r.now + d
	for {
		next := r.next(end)
		if next == nil {
			break
		}
		r.now = next.at
		r.drop(next)
		next.f()
	}
	r.now = end
}

// Pending is the number of delays that wait.
func (r *InlineRunner) Pending() int { return len(r.timers) }

func (r *InlineRunner) next(end time.Duration) *timer {
	var next *timer
	for _, t := range r.timers {
		if t.at <= end && (next == nil || t.at < next.at) {
			next = t
		}
	}
	return next
}

func (r *InlineRunner) drop(t *timer) {
	r.timers = slices.DeleteFunc(r.timers, func(o *timer) bool { return o == t })
}
