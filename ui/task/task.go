// Package task is the one door from background work to the screen.
//
// Nothing else in the user interface starts a goroutine or calls fyne.Do: a page hands its work to a [Runner] and gets the
// result back on the UI goroutine, always, even when the work panics, so that no spinner sticks. Tests use [Inline], where
// everything happens at once and time moves only when told.
package task

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"pupitre/data/fault"
)

// Runner runs work away from the UI goroutine and brings calls back to it.
type Runner interface {
	// Start runs work away from the UI goroutine.
	Start(work func())
	// OnUI runs f on the UI goroutine, after what is queued there. It never waits, so it is safe anywhere.
	OnUI(f func())
	// After runs f on the UI goroutine once d has passed, unless cancel is called before. Called on the UI goroutine,
	// cancel is final: f does not run after it, even when d had already passed. It may be called more than once.
	After(d time.Duration, f func()) (cancel func())
}

// Go runs work away from the UI goroutine, then done on it with what work returned. A panic in work becomes an error of
// code fault.Internal. done always runs, once, also when ctx has ended; work should watch ctx and return its error.
func Go[T any](ctx context.Context, r Runner, work func(context.Context) (T, error), done func(T, error)) {
	r.Start(func() {
		value, err := guard(ctx, work)
		r.OnUI(func() { done(value, err) })
	})
}

// guard runs work and turns a panic into an error that carries the stack for the log.
func guard[T any](ctx context.Context, work func(context.Context) (T, error)) (value T, err error) {
	defer func() {
		if p := recover(); p != nil {
			cause, ok := p.(error)
			if !ok {
				cause = fmt.Errorf("%v", p)
			}
			err = &fault.Error{Code: fault.Internal, Op: "task.Go", Err: fmt.Errorf("panic: %w\n%s", cause, debug.Stack())}
		}
	}()
	if err := ctx.Err(); err != nil {
		return value, err
	}
	return work(ctx)
}

// Latest is a group in which the newest work wins: starting one cancels the one before and drops its result. The zero
// value is ready. Use it from the UI goroutine only.
type Latest struct {
	generation uint64
	cancel     context.CancelFunc
}

// Cancel stops the work under way, if any; its done will not be called.
func (l *Latest) Cancel() {
	l.generation++
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}

// Running tells whether the newest work has not come back yet.
func (l *Latest) Running() bool { return l.cancel != nil }

// GoLatest is [Go] within a group: done is called only when no newer work was started in l meanwhile and l was not
// cancelled.
func GoLatest[T any](ctx context.Context, r Runner, l *Latest, work func(context.Context) (T, error), done func(T, error)) {
	l.Cancel()
	ctx, cancel := context.WithCancel(ctx)
	generation := l.generation
	l.cancel = cancel
	Go(ctx, r, work, func(value T, err error) {
		cancel()
		if generation != l.generation {
			return
		}
		l.cancel = nil
		done(value, err)
	})
}

// Awaiting is a runner that can hold the UI goroutine for a moment, until work has ended. [Inline] needs none: its work ends
// before Start does.
type Awaiting interface {
	// Await waits until ended is closed, for so long at most, and tells whether it is.
	Await(ended <-chan struct{}, most time.Duration) bool
}

// GoSoon is [GoLatest] for work that mostly takes less than a frame: the UI goroutine waits for it, for so long at most, and calls
// done before it goes on. What a key has changed and what came of it are then painted at once; painting twice would take
// longer than waiting. Work that takes more time comes back as with GoLatest.
func GoSoon[T any](ctx context.Context, r Runner, l *Latest, most time.Duration, work func(context.Context) (T, error), done func(T, error)) {
	l.Cancel()
	ctx, cancel := context.WithCancel(ctx)
	generation := l.generation
	l.cancel = cancel
	var value T
	var err error
	ended, over := make(chan struct{}), false // over belongs to the UI goroutine
	finish := func() {
		if over {
			return
		}
		over = true
		cancel()
		if generation != l.generation {
			return
		}
		l.cancel = nil
		done(value, err)
	}
	r.Start(func() {
		value, err = guard(ctx, work)
		close(ended)
		r.OnUI(finish)
	})
	if a, can := r.(Awaiting); can && a.Await(ended, most) {
		finish()
	}
}

// Cancelled tells whether err only says that the work was no longer wanted: nothing to show then.
func Cancelled(err error) bool { return errors.Is(err, context.Canceled) }
