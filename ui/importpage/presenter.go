// Package importpage brings a whole directory in from a CSV file and writes one out. The server reads the file beside everything
// else; nothing changes before the person has seen what would, and one press takes it back. (product.md, section 7)
package importpage

import (
	"context"
	"io"

	"github.com/spf13/afero"

	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/portal"
	"pupitre/ui/shell"
	"pupitre/ui/task"
)

// Source is the server, as far as imports are concerned.
type Source interface {
	FederationState(ctx context.Context, federation string) (wire.FederationState, error)
	UndoDirectory(ctx context.Context, federation string) (wire.FederationState, error)
	StartImport(ctx context.Context, federation string, file io.Reader, size int64, o wire.ImportOptions) (wire.Import, error)
	ImportState(ctx context.Context, federation, id string) (wire.Import, error)
	ImportProblems(ctx context.Context, federation, id string, offset, limit int) ([]wire.ImportProblem, error)
	AcceptImport(ctx context.Context, federation, id string) error
	CancelImport(ctx context.Context, federation, id string) error
}

// Window is what the page needs of the window around it.
type Window interface {
	Printer() *i18n.Printer
	Toast(text, action string, run func())
	Fail(text string)
	Open(to shell.Place)
}

// Files lets the person choose files; native.Files is the one of the program.
type Files interface {
	OpenFile(title string, endings []string, done func(r io.ReadCloser, err error))
	SaveFile(title, name string, done func(w io.WriteCloser, err error))
}

// Deps are what the page needs.
type Deps struct {
	Portal *portal.Portal
	Source Source
	Window Window
	Run    task.Runner
	Files  Files
	Disk   afero.Fs    // of what is dropped on the window
	Route  shell.Route // of this page, to come back to it
}

// Phase is what the page shows.
type Phase int

// The phases, in the order in which a file goes through them.
const (
	Idle Phase = iota
	Looking
	Mapping
	Sending
	Running // the server reads the file, on its own
	Ready   // nothing has changed yet
	Accepting
	Done
	Failed
)

// Presenter is the state of the page. It outlives the widgets, goes on while other pages are shown, and belongs to the window's
// goroutine.
type Presenter struct {
	*task.Watched
	deps    Deps
	of      string // the federation that the rest is about
	online  bool
	looking int // pages that show this

	phase   Phase
	content content // the file that is open, nil for none
	file    *chosen // what it is, once it was looked at
	sent    int64   // bytes
	cut     bool    // it was on its way when the person left: it is sent again
	job     wire.Import
	fault   error // why it failed, or why the last order was refused
	state   wire.FederationState
	list    problems
	account string // of the export, "" for all

	reads       task.Latest // of the file
	sends       task.Latest
	asks        task.Latest // how far the server is
	states      task.Latest
	orders      task.Latest
	stopAsk     func()
	stopTelling func() // ends tellSent
	waiting     func() // ends the wait for the person
}

// NewPresenter starts without a file.
func NewPresenter(deps Deps) *Presenter {
	h := &Presenter{deps: deps}
	h.Watched = task.NewWatched(deps.Run, deps.Portal, h.follow, h.follow)
	h.list.presenter = h
	return h
}

// Stop ends what is under way on this computer, for good; the server goes on.
func (h *Presenter) Stop() {
	h.stopSending() // it is not sent again
	h.Pause()
	h.reads.Cancel()
	h.drop()
	h.phase, h.job = Idle, wire.Import{}
}

// Pause lets go of the server: the window is locked, or the session has ended. A file that was chosen stays open, with what was said
// of its columns. One that was on its way is sent again, from its beginning, when the person is back, whatever page is shown then: who
// locks the window, or leaves it to lock itself, is asked nothing.
func (h *Presenter) Pause() {
	if h.phase == Sending {
		h.stopSending()
		h.await()
	}
	for _, l := range []*task.Latest{&h.asks, &h.states, &h.orders} {
		l.Cancel()
	}
	h.stopAsking()
	h.online = false
	switch h.phase {
	case Looking, Mapping: // on this computer alone
	case Idle, Sending, Running, Ready, Accepting, Done, Failed: // the server is asked again
		h.phase, h.job = Idle, wire.Import{}
	}
}

// await follows the federation, whether the page is shown or not, until the file that was cut off is sent or given up.
func (h *Presenter) await() {
	h.cut = true
	if h.waiting == nil {
		h.waiting = h.Watch(func() {})
	}
}

// awaited ends await.
func (h *Presenter) awaited() {
	h.cut = false
	if h.waiting != nil {
		h.waiting()
		h.waiting = nil
	}
}

// follow hears that there is another federation, another directory or that the connection came back.
func (h *Presenter) follow() {
	f, _ := h.deps.Portal.Federation()
	online := h.deps.Portal.Online()
	back := online && !h.online
	h.online = online
	if f.ID != h.of {
		h.Stop()
		h.of, h.state, h.fault, h.account, h.online = f.ID, wire.FederationState{}, nil, "", online
		back = online
	}
	if back {
		h.list.retry()
		h.refresh()
	}
	h.Tell()
}

// refresh asks the server what can be taken back, and whether an import is under way.
func (h *Presenter) refresh() {
	of := h.of
	if of == "" || !h.online {
		return
	}
	task.GoLatest(context.Background(), h.deps.Run, &h.states, func(ctx context.Context) (wire.FederationState, error) {
		return h.deps.Source.FederationState(ctx, of)
	}, func(s wire.FederationState, err error) {
		if err != nil { // the page says that it is off line; another problem shows with the next order
			return
		}
		h.state = s
		switch {
		case s.Import != "" && (h.phase == Idle || h.cut): // what was cut off had arrived, or somebody else was faster
			h.drop()
			h.job = wire.Import{ID: s.Import, State: wire.ImportRunning}
			h.phase = Running
			h.ask()
		case h.cut:
			h.send()
		}
		h.Tell()
	})
}

// fail shows why there is no import.
func (h *Presenter) fail(err error) {
	h.phase, h.fault = Failed, err
	h.drop()
	h.Tell()
}

// again goes back to the choice of a file.
func (h *Presenter) again() {
	h.reads.Cancel()
	h.drop()
	h.phase, h.fault, h.job = Idle, nil, wire.Import{}
	h.list.clear()
	h.refresh()
	h.Tell()
}
