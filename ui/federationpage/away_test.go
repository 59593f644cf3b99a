package federationpage_test

import (
	"context"
	"iter"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/wire"
	settingsample "pupitre/ui/editing/sample"
	"pupitre/ui/federationpage"
	"pupitre/ui/portal"
	"pupitre/ui/portal/sample"
	"pupitre/ui/shell"
	"pupitre/ui/task"
	"pupitre/ui/uitest"
	"pupitre/ui/uitest/frame"
)

// awayRunner knows whether what runs was asked for through the runner, beside the window's goroutine.
type awayRunner struct {
	*task.InlineRunner
	away bool
}

// Start implements task.Runner.
func (r *awayRunner) Start(work func()) {
	r.InlineRunner.Start(func() { r.as(true, work) })
}

// OnUI implements task.Runner.
func (r *awayRunner) OnUI(f func()) { r.as(false, f) }

func (r *awayRunner) as(away bool, f func()) {
	before := r.away
	r.away = away
	defer func() { r.away = before }()
	f()
}

// slow is a directory of a million entries, and slowServer its server, as far as waiting is concerned: whatever reads either has to be asked for
// through the runner.
type slow struct {
	*sample.Source
	run         *awayRunner
	here, there []string // what was asked on the window's goroutine, and beside it
}

func (s *slow) asked(what string) {
	if s.run.away {
		s.there = append(s.there, what)
		return
	}
	s.here = append(s.here, what)
}

// Refresh implements portal.Source.
func (s *slow) Refresh(ctx context.Context) ([]wire.Federation, error) {
	s.asked("refresh")
	return s.Source.Refresh(ctx)
}

// Finder implements portal.Source.
func (s *slow) Finder(id string) portal.Finder {
	if f := s.Source.Finder(id); f != nil {
		return slowFinder{f, s}
	}
	return nil
}

type slowServer struct {
	*sample.Server
	of *slow
}

// FederationState implements federationpage.Source.
func (s slowServer) FederationState(ctx context.Context, id string) (wire.FederationState, error) {
	s.of.asked("state")
	return s.Server.FederationState(ctx, id)
}

// ApplyPlan implements federationpage.Source.
func (s slowServer) ApplyPlan(ctx context.Context, id string, in wire.ApplyPlan) (wire.FederationState, error) {
	s.of.asked("apply")
	return s.Server.ApplyPlan(ctx, id, in)
}

// UndoDirectory implements federationpage.Source.
func (s slowServer) UndoDirectory(ctx context.Context, id string) (wire.FederationState, error) {
	s.of.asked("undo")
	return s.Server.UndoDirectory(ctx, id)
}

type slowFinder struct {
	portal.Finder
	of *slow
}

// State implements portal.Finder: how far a copy is stands on the disk.
func (f slowFinder) State() portal.FinderState {
	f.of.asked("finder")
	return f.Finder.State()
}

// Names implements portal.Finder.
func (f slowFinder) Names(ctx context.Context) (portal.Names, error) {
	f.of.asked("names")
	return f.Finder.Names(ctx)
}

// Entries implements portal.Finder.
func (f slowFinder) Entries(ctx context.Context) iter.Seq2[directory.Entry, error] {
	return func(yield func(directory.Entry, error) bool) {
		f.of.asked("entries")
		for e, err := range f.Finder.Entries(ctx) {
			if !yield(e, err) {
				return
			}
		}
	}
}

// Nothing that may take longer than a frame is asked on the window's goroutine: not when the page opens, not while somebody works in
// it, and not when the directory is another one.
func TestNothingHoldsTheWindowUp(t *testing.T) {
	finder := sample.FinderOf(three())
	held := &slow{Source: sample.NewSource(finder, access.EnterpriseAdmin)}
	s := &scene{finder: finder, source: held.Source, server: sample.NewServer(finder)}
	s.Screen = uitest.Open(t, uitest.Setup{Size: fyne.NewSize(1024, 1800)}, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		held.run = &awayRunner{InlineRunner: screen.Runner}
		s.shell = frame.NewShell(screen, uitest.Setup{}, shell.Deps{
			Sync: settingsample.NewSource(), Clock: settingsample.Clock{},
			Person: shell.Person{Name: "Sophie Nguyen", Email: settingsample.Email, Role: access.Support},
		})
		h := portal.New(portal.Deps{Source: held, Run: held.run, Role: access.Support})
		page := federationpage.NewPresenter(federationpage.Deps{
			Portal: h, Source: slowServer{s.server, held}, Window: s.shell, Run: held.run, Files: &s.files, Clock: settingsample.Clock{},
		})
		s.shell.Register(page.Registration("building"))
		h.Start()
		s.shell.Start(shell.Place{Route: "building"})
		return screen.Stage.Content()
	})
	s.Settle()
	s.analyse()
	s.dial(0, "101")
	s.Focus("building.digits")
	s.Key(fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn)
	s.Settle()
	s.Focus("building.apply")
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("building.plan.apply_accept"))
	s.Settle()
	s.Focus("building.undo")
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("building.undo.accept"))
	s.Settle()
	held.Tell()
	s.Settle()
	if len(held.here) != 0 {
		t.Fatalf("asked on the window’s goroutine: %q", held.here)
	}
	if held.Finder(sample.ID).State(); len(held.here) != 1 {
		t.Error("what is asked on the window’s goroutine is not seen")
	}
	for _, what := range []string{"state", "finder", "names", "entries", "apply", "undo"} {
		if !slices.Contains(held.there, what) {
			t.Errorf("%s was never asked: the test does not look there", what)
		}
	}
}

// lateRunner keeps back what it is given while it holds.
type lateRunner struct {
	*task.InlineRunner
	hold bool
	work []func()
}

// Start implements task.Runner.
func (r *lateRunner) Start(work func()) {
	if !r.hold {
		work()
		return
	}
	r.work = append(r.work, work)
}

// What was being looked for is looked for no more when the federation has gone meanwhile, or the window was locked; it leaves nothing.
func TestALookThatNobodyWaitsForIsGivenUp(t *testing.T) {
	for name, leave := range map[string]func(*scene){
		"the federation has gone": func(s *scene) {
			s.source.List = nil
			s.source.Tell()
		},
		"the window is locked": func(s *scene) { s.portal.Stop() },
	} {
		finder := sample.FinderOf(three())
		s := &scene{finder: finder, source: sample.NewSource(finder, access.EnterpriseAdmin), server: sample.NewServer(finder)}
		late := &lateRunner{}
		s.Screen = uitest.Open(t, uitest.Setup{Size: fyne.NewSize(1024, 1800)}, func(screen *uitest.Screen) fyne.CanvasObject {
			s.Screen, late.InlineRunner = screen, screen.Runner
			return s.build(late)
		})
		s.Settle()
		late.hold = true
		s.analyse()
		leave(s)
		for _, work := range late.work {
			work()
		}
		s.Settle()
		if len(late.work) == 0 || finder.Reads() != 0 || s.table("building.plan.title") != nil {
			t.Errorf("%s: %d were asked for, the directory was read %d times", name, len(late.work), finder.Reads())
		}
	}
}
