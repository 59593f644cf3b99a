package task_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"pupitre/data/fault"
	"pupitre/ui/task"
)

func TestGoBringsTheResultBack(t *testing.T) {
	var got int
	task.Go(t.Context(), task.Inline(), func(context.Context) (int, error) { return 42, nil }, func(n int, err error) {
		if err != nil {
			t.Error(err)
		}
		got = n
	})
	if got != 42 {
		t.Errorf("got %d, want 42", got)
	}
}

func TestGoTurnsAPanicIntoAnError(t *testing.T) {
	cause := errors.New("boom")
	calls := 0
	task.Go(t.Context(), task.Inline(), func(context.Context) (int, error) { panic(cause) }, func(_ int, err error) {
		calls++
		if !errors.Is(err, cause) || !fault.Is(err, fault.Internal) {
			t.Errorf("got %v, want an internal error that wraps the cause", err)
		}
		if !strings.Contains(err.Error(), "task_test.go") {
			t.Error("the stack is missing")
		}
	})
	if calls != 1 {
		t.Errorf("done ran %d times, want 1", calls)
	}
}

func TestGoCompletesWhenTheContextHasEnded(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ran, completed := false, false
	task.Go(ctx, task.Inline(), func(context.Context) (int, error) { ran = true; return 0, nil }, func(_ int, err error) {
		completed = task.Cancelled(err)
	})
	if ran || !completed {
		t.Errorf("ran %v, completed as cancelled %v", ran, completed)
	}
}

func TestGoLatestDropsWhatIsOvertaken(t *testing.T) {
	r := task.Inline()
	r.Hold = true
	var group task.Latest
	var got []string
	var firstCtx context.Context
	start := func(name string) {
		task.GoLatest(t.Context(), r, &group, func(ctx context.Context) (string, error) {
			if name == "first" {
				firstCtx = ctx
			}
			return name, nil
		}, func(s string, err error) { got = append(got, s) })
	}
	start("first")
	start("second")
	if !group.Running() {
		t.Error("the group should be running")
	}
	r.Release()
	if len(got) != 1 || got[0] != "second" {
		t.Errorf("got %v, want only the second", got)
	}
	if group.Running() {
		t.Error("the group should have finished")
	}
	if firstCtx != nil {
		t.Error("overtaken work should not even start")
	}
}

func TestLatestCancelDropsTheResult(t *testing.T) {
	r := task.Inline()
	r.Hold = true
	var group task.Latest
	task.GoLatest(t.Context(), r, &group, func(context.Context) (int, error) { return 1, nil }, func(int, error) {
		t.Error("done must not run")
	})
	group.Cancel()
	r.Release()
}

func TestInlineTimeMovesOnlyWhenTold(t *testing.T) {
	r := task.Inline()
	var got []string
	r.After(20*time.Millisecond, func() { got = append(got, "late") })
	r.After(10*time.Millisecond, func() {
		got = append(got, "early")
		r.After(5*time.Millisecond, func() { got = append(got, "between") })
	})
	cancel := r.After(15*time.Millisecond, func() { got = append(got, "cancelled") })
	cancel()
	cancel()
	r.Advance(9 * time.Millisecond)
	if len(got) != 0 {
		t.Errorf("got %v before its time", got)
	}
	r.Advance(11 * time.Millisecond)
	if strings.Join(got, " ") != "early between late" || r.Pending() != 0 {
		t.Errorf("got %v, %d pending", got, r.Pending())
	}
}

func TestLiveRunner(t *testing.T) {
	test.NewTempApp(t)
	r := task.New()
	done := make(chan error, 1)
	task.Go(t.Context(), r, func(context.Context) (int, error) { return 1, nil }, func(_ int, err error) { done <- err })
	if err := <-done; err != nil {
		t.Error(err)
	}
	fired := make(chan struct{})
	r.After(time.Millisecond, func() { close(fired) })
	<-fired
	cancel := r.After(time.Millisecond, func() { t.Error("cancelled, yet it ran") })
	cancel()
	time.Sleep(20 * time.Millisecond)
}

// What is still at work when the window's loop ends must not touch the window afterwards.
func TestNothingComesToTheWindowAfterItsEnd(t *testing.T) {
	test.NewTempApp(t)
	r := task.New()
	later := make(chan struct{})
	r.OnUI(func() { close(later) })
	<-later
	r.End()
	r.OnUI(func() { t.Error("ran after the end") })
	r.After(time.Millisecond, func() { t.Error("the delay ran after the end") })
	time.Sleep(20 * time.Millisecond)
}
