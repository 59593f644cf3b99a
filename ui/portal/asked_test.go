package portal_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/ui/listing"
	"pupitre/ui/portal"
	"pupitre/ui/portal/sample"
	"pupitre/ui/task"
)

// What the server knows is read while somebody looks, again once the connection is back, and stays when a reading fails.
func TestAskedFollowsTheConnection(t *testing.T) {
	run, source := task.Inline(), sample.NewSource(sample.NewFinder(2, 50), access.EnterpriseAdmin)
	h := portal.New(portal.Deps{Source: source, Run: run, Role: access.Primary})
	h.Start()
	defer h.Stop()
	reads, fails, told := 0, error(nil), 0
	a := portal.NewAsked(h, run, func(context.Context, string) (string, error) {
		reads++
		return fmt.Sprint("answer ", reads), fails
	})
	expect := func(when string, phase listing.Phase, value string) {
		t.Helper()
		if a.Phase != phase || a.Value != value {
			t.Errorf("%s: phase %d, %q; want %d, %q", when, a.Phase, a.Value, phase, value)
		}
	}
	fails = errors.New("no answer")
	leave := a.Watch(func() { told++ })
	expect("at first", listing.Failed, "")
	fails = nil
	a.Load()
	expect("asked again", listing.Ready, "answer 2")

	fails = errors.New("no answer")
	source.Connection = desk.Offline
	source.Tell()
	a.Load()
	expect("off line", listing.Ready, "answer 2")
	fails = nil
	source.Connection = desk.Online
	source.Tell()
	expect("back", listing.Ready, "answer 4")
	if told == 0 {
		t.Error("the view was told nothing")
	}
	leave()
	source.Connection = desk.Offline
	source.Tell()
	source.Connection = desk.Online
	source.Tell()
	if reads != 4 {
		t.Errorf("%d readings, although nobody looks", reads)
	}
	source.List = nil
	a.Watch(func() {})
	source.Tell()
	expect("without a federation", listing.Ready, "")
}

// held keeps work for later.
type held struct {
	*task.InlineRunner
	work []func()
}

// Start implements task.Runner.
func (h *held) Start(work func()) { h.work = append(h.work, work) }

// An answer about a federation that has gone meanwhile is nobody's.
func TestAskedForgetsAFederationThatHasGone(t *testing.T) {
	inline, source := task.Inline(), sample.NewSource(sample.NewFinder(2, 50), access.EnterpriseAdmin)
	h := portal.New(portal.Deps{Source: source, Run: inline, Role: access.Primary})
	h.Start()
	defer h.Stop()
	late := &held{InlineRunner: inline}
	a := portal.NewAsked(h, late, func(context.Context, string) (string, error) { return "answer", nil })
	a.Watch(func() {})
	source.List = nil
	source.Tell()
	for _, work := range late.work {
		work()
	}
	if len(late.work) != 1 || a.Value != "" || a.Told || a.Phase != listing.Ready {
		t.Errorf("%d questions, %q told %v, phase %d", len(late.work), a.Value, a.Told, a.Phase)
	}
}
