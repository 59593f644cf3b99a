package task

import (
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

// New is the runner of the real program: goroutines, the clock of the computer, and fyne.Do.
func New() *Live { return &Live{} }

// Live is the runner of New.
type Live struct{ over atomic.Bool }

// End says that the window's loop ends. What comes for it later is dropped: the toolkit would run it on the goroutine that
// asks, beside a window that is no more.
func (l *Live) End() { l.over.Store(true) }

// Start runs work on a goroutine of its own.
func (*Live) Start(work func()) { go work() }

// OnUI runs f on the window's goroutine, unless its loop ends before.
func (l *Live) OnUI(f func()) {
	fyne.Do(func() {
		if !l.over.Load() {
			f()
		}
	})
}

// Await implements Awaiting.
func (*Live) Await(ended <-chan struct{}, most time.Duration) bool {
	limit := time.NewTimer(most)
	defer limit.Stop()
	select {
	case <-ended:
		return true
	case <-limit.C:
		return false
	}
}

// After runs f on the window's goroutine once d has passed, unless it is called off or the loop ends before.
func (l *Live) After(d time.Duration, f func()) func() {
	var mu sync.Mutex
	over := false
	finish := func() (first bool) {
		mu.Lock()
		defer mu.Unlock()
		first, over = !over, true
		return first
	}
	timer := time.AfterFunc(d, func() {
		l.OnUI(func() {
			if finish() {
				f()
			}
		})
	})
	return func() {
		finish()
		timer.Stop()
	}
}
