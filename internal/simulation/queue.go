package simulation

import (
	"container/heap"
	"time"
)

// event is something that will happen.
type event struct {
	at  time.Duration // since the world's beginning
	tie uint64        // order among events of one moment, drawn
	run func()
}

// events is a heap by time.
type events []event

func (e events) Len() int { return len(e) }
func (e events) Less(i, j int) bool {
	return e[i].at < e[j].at || (e[i].at == e[j].at && e[i].tie < e[j].tie)
}
func (e events) Swap(i, j int) { e[i], e[j] = e[j], e[i] }

// Push implements heap.Interface.
func (e *events) Push(x any) { *e = append(*e, x.(event)) }

// Pop implements heap.Interface.
func (e *events) Pop() any { o := *e; x := o[len(o)-1]; *e = o[:len(o)-1]; return x }

// after lets f happen d from now.
func (w *world) after(d time.Duration, f func()) {
	heap.Push(&w.queue, event{w.elapsed + max(d, 0), w.r.Uint64(), f})
}

// during is after for what belongs to the phase of faults: it happens before the world heals.
func (w *world) during(d time.Duration, f func()) { w.after(min(d, w.mix.Lifetime-w.elapsed), f) }

// within is a moment of the next d.
func (w *world) within(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return time.Duration(w.r.Int64N(int64(d)))
}

// runUntil lets happen what happens before end, or until stop says that it is enough.
func (w *world) runUntil(end time.Duration, stop func() bool) {
	for len(w.queue) > 0 && w.queue[0].at <= end {
		e := heap.Pop(&w.queue).(event)
		w.elapsed = e.at
		w.report.Events++
		if w.report.Events > mostEvents {
			w.broken(Bounded, "more than %d events", mostEvents)
		}
		e.run()
		if stop != nil && stop() {
			return
		}
	}
	w.elapsed = end
}

// mostEvents is far more than any world needs: one that goes beyond runs in a circle.
const mostEvents = 100_000

// now is the server's clock.
func (w *world) now() time.Time { return dawn.Add(w.elapsed) }

var dawn = time.Date(2026, 6, 24, 12, 0, 0, 0, time.UTC)

// trace mixes what has happened into the world's hash (FNV-1a).
func (w *world) trace(words ...uint64) {
	for _, x := range append(words, uint64(w.elapsed)) {
		for range 8 {
			w.report.Hash = (w.report.Hash ^ (x & 0xff)) * 1099511628211
			x >>= 8
		}
	}
}
