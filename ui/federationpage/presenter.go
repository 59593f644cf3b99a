// Package federationpage is where a federation is built: its accounts, the extensions that several of them have, a plan that
// renumbers as few people as possible, and a telephone to try it on. (product.md, section 6)
package federationpage

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"pupitre/data/directory/plan"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/listing"
	"pupitre/ui/portal"
	"pupitre/ui/shell"
	"pupitre/ui/task"
)

// Source is the server, as far as the building of federations is concerned.
type Source interface {
	FederationState(ctx context.Context, federation string) (wire.FederationState, error)
	BuildFederation(ctx context.Context, in wire.BuildFederation) (wire.Federation, error)
	AddAccounts(ctx context.Context, federation string, accounts []wire.BuildAccount) error
	ApplyPlan(ctx context.Context, federation string, in wire.ApplyPlan) (wire.FederationState, error)
	UndoDirectory(ctx context.Context, federation string) (wire.FederationState, error)
}

// Window is what the page needs of the window around it.
type Window interface {
	Printer() *i18n.Printer
	Toast(text, action string, run func())
	Fail(text string)
	Open(to shell.Place)
}

// Deps are what the page needs. Files may be nil: nothing is exported then.
type Deps struct {
	Portal *portal.Portal
	Source Source
	Window Window
	Run    task.Runner
	Files  listing.Files
	Clock  Clock
}

// Clock is the time.
type Clock interface{ Now() time.Time }

// reading is what was read of a generation of the directory; the zero value is nothing.
type reading struct {
	generation int64
	extensions *plan.Extensions
}

// analysis is what was found about the extensions of a generation of the directory.
type analysis struct {
	reading
	digits  int
	clashes []plan.Clash
	today   *plan.Dialler
	plan    *plan.Plan
	planned *plan.Dialler
}

// Presenter is the state of the page. It outlives the widgets and belongs to the window's goroutine.
type Presenter struct {
	*task.Watched
	deps    Deps
	of      string // the federation that the rest is about
	name    string // of a federation to build
	drafts  []draftAccount
	bad     mistake // why the accounts were refused
	busy    bool    // the server was asked for something
	state   wire.FederationState
	read    reading
	found   *analysis
	applied *plan.Plan // the last one, for the dossier; nil for none
	problem error      // why the extensions could not be looked at
	renew   bool       // extensions are renumbered, else they stay
	digits  int        // most digits of a new extension
	account string
	dialled string
	after   bool // the telephone rings as in the plan
	states  task.Latest
	looks   task.Latest
}

// defaultDigits is the most that a new extension has unless somebody wants more: longer ones are tedious.
const defaultDigits = plan.LongDigits

// NewPresenter starts with two empty accounts.
func NewPresenter(deps Deps) *Presenter {
	h := &Presenter{deps: deps, drafts: make([]draftAccount, 2), renew: true, digits: defaultDigits}
	h.Watched = task.NewWatched(deps.Run, deps.Portal, h.follow, h.follow)
	deps.Portal.OnStop(h.forget)
	return h
}

// follow hears that there is another federation or another directory. What was found about another one is dropped.
func (h *Presenter) follow() {
	f, ok := h.deps.Portal.Federation()
	if f.ID != h.of {
		h.forget() // what was asked is about another one
		h.of, h.read, h.found, h.applied, h.problem, h.state = f.ID, reading{}, nil, nil, nil, wire.FederationState{}
	}
	if h.read.generation != h.deps.Portal.FinderState().Generation {
		h.read, h.found = reading{}, nil
	}
	if ok && h.deps.Portal.Online() {
		task.GoLatest(context.Background(), h.deps.Run, &h.states, func(ctx context.Context) (wire.FederationState, error) {
			return h.deps.Source.FederationState(ctx, f.ID)
		}, func(s wire.FederationState, err error) {
			if err == nil && s != h.state {
				h.state = s
				h.Tell()
			}
		})
	}
	h.Tell()
}

// forget gives up what was asked and not answered yet.
func (h *Presenter) forget() {
	h.looks.Cancel()
	h.states.Cancel()
}

// founded tells whether there is a federation.
func (h *Presenter) founded() bool { return h.of != "" }

// build asks the server to found the federation, or to bring the accounts into the one that is there.
func (h *Presenter) build() {
	if h.busy {
		return
	}
	accounts, bad := h.accounts()
	name := strings.TrimSpace(h.name)
	if bad.err == nil && !h.founded() && (name == "" || utf8.RuneCountInString(name) > maxName) {
		bad = mistake{err: fault.New(fault.Invalid, "federationpage.build", "building.federation_name", "Max", maxName), field: fieldName}
	}
	if h.bad = bad; bad.err != nil {
		h.Tell()
		return
	}
	h.busy = true
	of := h.of
	task.Go(context.Background(), h.deps.Run, func(ctx context.Context) (struct{}, error) {
		if of != "" {
			return struct{}{}, h.deps.Source.AddAccounts(ctx, of, accounts)
		}
		_, err := h.deps.Source.BuildFederation(ctx, wire.BuildFederation{Name: name, Accounts: accounts})
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		h.busy = false
		if h.bad = (mistake{err: err}); err == nil {
			h.drafts, h.name, h.found = make([]draftAccount, 1), "", nil
			h.deps.Window.Toast(h.deps.Window.Printer().N("building.added", len(accounts)), "", nil)
			h.deps.Portal.Refresh()
		}
		h.Tell()
	})
	h.Tell()
}

// analyse looks for extensions that several accounts have, and makes the plan.
func (h *Presenter) analyse() {
	finder := h.deps.Portal.Finder()
	if finder == nil {
		return
	}
	known, digits := h.read, h.digits
	if generation := h.deps.Portal.FinderState().Generation; known.generation != generation {
		known = reading{generation: generation}
	}
	h.problem = nil
	task.GoLatest(context.Background(), h.deps.Run, &h.looks, func(ctx context.Context) (*analysis, error) {
		a := &analysis{reading: known, digits: digits}
		return a, a.inspect(ctx, finder)
	}, func(a *analysis, err error) {
		h.took(a, err)
		h.Tell()
	})
	h.Tell()
}

// took takes what was found. Of a directory that has changed meanwhile it is looked for again.
func (h *Presenter) took(a *analysis, err error) {
	h.found, h.problem = nil, err
	switch {
	case a == nil:
	case a.generation != h.deps.Portal.FinderState().Generation:
		h.analyse()
	default:
		h.read = a.reading // also when there is no plan: another number of digits may have one
		if err == nil {
			h.found = a
		}
	}
}

// inspect reads the directory unless it was read before, and looks for clashes and for a plan.
func (a *analysis) inspect(ctx context.Context, finder portal.Finder) (err error) {
	if a.extensions == nil {
		if a.extensions, err = plan.Collect(finder.Entries(ctx)); err != nil {
			return err
		}
	}
	if a.plan, err = a.extensions.Plan(ctx, plan.Options{MaxDigits: a.digits}); err != nil {
		return err
	}
	a.today, a.planned = a.extensions.Dialler(), a.extensions.Planned(a.plan)
	a.clashes = a.today.Duplicates()
	return nil
}

// setDigits makes the plan again with longer or shorter numbers.
func (h *Presenter) setDigits(n int) {
	if n == h.digits {
		return
	}
	h.digits = n
	if h.found != nil || h.problem != nil {
		h.analyse()
	}
}

// apply asks the server for a plan, on any goroutine: everything that it takes is chosen now.
func (h *Presenter) apply(a *analysis) func(context.Context) (wire.FederationState, error) {
	of := h.of
	return func(ctx context.Context) (wire.FederationState, error) {
		return h.deps.Source.ApplyPlan(ctx, of, wire.ApplyPlan{Generation: a.generation, MaxDigits: a.digits, Digest: a.plan.Digest()})
	}
}

// undo asks the server to take the last change back, on any goroutine.
func (h *Presenter) undo() func(context.Context) (wire.FederationState, error) {
	of := h.of
	return func(ctx context.Context) (wire.FederationState, error) { return h.deps.Source.UndoDirectory(ctx, of) }
}

// changed takes what the server has answered after the directory was changed.
func (h *Presenter) changed(s wire.FederationState, said string) {
	h.state, h.found = s, nil
	h.deps.Window.Toast(said, "", nil)
	h.Tell()
}

// dial is what happens when the number is dialled; ok is false while there is nothing to say.
func (h *Presenter) dial() (call plan.Call, ok bool) {
	if h.found == nil || h.account == "" || strings.TrimSpace(h.dialled) == "" {
		return call, false
	}
	if h.after {
		return h.found.planned.Dial(h.account, h.dialled), true
	}
	return h.found.today.Dial(h.account, h.dialled), true
}
