package task_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"pupitre/ui/task"
)

// desk is a runner whose work ends when it is waited for, if it is quick; what it does on the UI goroutine waits in a queue.
type desk struct {
	*task.InlineRunner
	quick bool
	queue []func()
}

func (d *desk) OnUI(f func()) { d.queue = append(d.queue, f) }

func (d *desk) Await(ended <-chan struct{}, most time.Duration) bool {
	if d.quick {
		<-ended
	}
	return d.quick && most > 0
}

// Quick work is done before GoSoon returns, and once; slow work comes back later; of two, the newest counts.
func TestGoSoon(t *testing.T) {
	for _, quick := range []bool{true, false} {
		d := &desk{InlineRunner: task.Inline(), quick: quick}
		var l task.Latest
		var got []int
		for n := range 2 {
			task.GoSoon(t.Context(), d, &l, time.Millisecond, func(context.Context) (int, error) { return n, nil }, func(n int, _ error) { got = append(got, n) })
		}
		at := len(got)
		for _, f := range d.queue {
			f()
		}
		want, soon := []int{1}, 0
		if quick {
			want, soon = []int{0, 1}, 2
		}
		if !slices.Equal(got, want) || at != soon || l.Running() {
			t.Errorf("quick %v: %v, %d of them at once", quick, got, at)
		}
	}
}
