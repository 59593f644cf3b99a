package task

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// New is the runner of the real program: goroutines, the clock of the computer, and fyne.Do.
func New() Runner { return live{} }

type live struct{}

func (live) Start(work func()) { go work() }

func (live) OnUI(f func()) { fyne.Do(f) }

func (live) After(d time.Duration, f func()) func() {
	var mu sync.Mutex
	over := false
	finish := func() (first bool) {
		mu.Lock()
		defer mu.Unlock()
		first, over = !over, true
		return first
	}
	timer := time.AfterFunc(d, func() {
		fyne.Do(func() {
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
