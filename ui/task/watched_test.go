package task_test

import (
	"slices"
	"testing"

	"pupitre/ui/task"
)

// source tells its subscribers when the test says so.
type source struct{ subs []func() }

// Subscribe implements task.Source.
func (s *source) Subscribe(f func()) (cancel func()) {
	s.subs = append(s.subs, f)
	return func() { s.subs = nil }
}

func (s *source) tell() {
	for _, f := range slices.Clone(s.subs) {
		f()
	}
}

// watched is a state that counts what it is asked.
type watched struct {
	*task.Watched
	begun, news int
}

func newWatched(r task.Runner, s *source) *watched {
	w := &watched{}
	w.Watched = task.NewWatched(r, s, func() { w.begun++ }, func() { w.news++; w.Tell() })
	return w
}

func TestAStateFollowsWhileSomebodyLooks(t *testing.T) {
	s := &source{}
	w := newWatched(task.Inline(), s)
	s.tell()
	if len(s.subs) != 0 || w.begun != 0 {
		t.Fatal("nobody looks: nothing is read")
	}
	first, second := 0, 0
	leaveFirst := w.Watch(func() { first++ })
	leaveSecond := w.Watch(func() { second++ })
	s.tell()
	if len(s.subs) != 1 || w.begun != 1 || w.news != 1 || first != 1 || second != 1 {
		t.Fatalf("%d subscriptions, begun %d times, %d news, told %d and %d; want one of each", len(s.subs), w.begun, w.news, first, second)
	}
	leaveFirst()
	leaveFirst() // again: nobody else is sent away
	s.tell()
	if first != 1 || second != 2 {
		t.Errorf("told %d and %d, want only the one that looks", first, second)
	}
	leaveSecond()
	if len(s.subs) != 0 {
		t.Error("the last view has left: the source is not followed")
	}
	w.Watch(func() {})
	if len(s.subs) != 1 || w.begun != 2 {
		t.Error("the next view begins again")
	}
}

// later keeps what goes to the UI goroutine until the test takes it.
type later struct {
	*task.InlineRunner
	queue []func()
}

func (l *later) OnUI(f func()) { l.queue = append(l.queue, f) }

func TestNewsThatComeTooLateAreDropped(t *testing.T) {
	s, run := &source{}, &later{InlineRunner: task.Inline()}
	w := newWatched(run, s)
	leave := w.Watch(func() {})
	s.tell()
	leave()
	run.queue[0]()
	if w.news != 0 {
		t.Error("read although nobody looks")
	}
}

// A view that opens or leaves another one while it is told disturbs nobody.
func TestViewsMayLeaveWhileTheyAreTold(t *testing.T) {
	s := &source{}
	w := newWatched(task.Inline(), s)
	told := 0
	var leave func()
	leave = w.Watch(func() { leave() })
	w.Watch(func() { told++ })
	w.Tell()
	w.Tell()
	if told != 2 {
		t.Errorf("told %d times, want 2", told)
	}
}
