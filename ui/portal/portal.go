package portal

import (
	"context"
	"slices"
	"time"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/wire"
	"pupitre/ui/task"
)

// Source is the session, as far as federations are concerned.
type Source interface {
	// Federations lists what the server has told the last time; it never waits.
	Federations() []wire.Federation
	// Refresh asks the server again.
	Refresh(ctx context.Context) ([]wire.Federation, error)
	// Finder searches in a federation's directory, nil for one that is not followed.
	Finder(federation string) Finder
	State() desk.State
	// Subscribe calls f on any goroutine after the state, or that of a finder, has changed.
	Subscribe(f func()) (cancel func())
}

// Deps are what the state of the portal needs. Nothing may be nil.
type Deps struct {
	Source Source
	Run    task.Runner
	Role   access.Role
	Zone   func() *time.Location // of the times shown; nil for UTC
}

// Portal is what the pages of the portal share. It outlives them and belongs to the window's goroutine.
type Portal struct {
	deps    Deps
	list    []wire.Federation
	current string // id of the federation shown, "" for none
	finder  FinderState
	names   Names
	named   int64 // generation that the names are of, -1 for none
	version int   // of the names: another number, other names
	online  bool
	views   task.Views
	cancel  func()
	stops   []func()
	closes  []func()
	looks   task.Latest
	asks    task.Latest
}

// New starts with what the session knows.
func New(deps Deps) *Portal {
	h := &Portal{deps: deps, named: -1}
	h.take(deps.Source.Federations())
	return h
}

func (h *Portal) zone() *time.Location {
	if h.deps.Zone == nil {
		return time.UTC
	}
	return h.deps.Zone()
}

// Start follows the session until Stop.
func (h *Portal) Start() {
	if h.cancel != nil {
		return
	}
	h.cancel = h.deps.Source.Subscribe(func() { h.deps.Run.OnUI(h.follow) })
	h.follow()
}

// OnStop has what a page does beside its widgets ended with Stop.
func (h *Portal) OnStop(stop func()) { h.stops = append(h.stops, stop) }

// OnClose has what a page keeps for whoever comes back given up with Close.
func (h *Portal) OnClose(end func()) { h.closes = append(h.closes, end) }

// Stop ends Start. The person may come back: the window is locked, or the session has ended.
func (h *Portal) Stop() {
	h.online = false
	for _, stop := range h.stops {
		stop()
	}
	if h.cancel != nil {
		h.cancel()
		h.cancel = nil
	}
	h.looks.Cancel()
	h.asks.Cancel()
}

// Close is Stop for good: nobody comes back to these pages.
func (h *Portal) Close() {
	h.Stop()
	for _, end := range h.closes {
		end()
	}
}

// take keeps the federations, and shows the one of before or the first.
func (h *Portal) take(list []wire.Federation) {
	h.list = slices.Clone(list)
	if !slices.ContainsFunc(h.list, func(f wire.Federation) bool { return f.ID == h.current }) {
		h.current = ""
		if len(h.list) > 0 {
			h.current = h.list[0].ID
		}
	}
}

// looked is what there is to search, read away from the window's goroutine.
type looked struct {
	state FinderState
	names Names
	named int64
}

// follow hears that something has changed.
func (h *Portal) follow() {
	if h.cancel == nil {
		return
	}
	online := h.deps.Source.State().Connection == desk.Online
	moved := online != h.online
	if list := h.deps.Source.Federations(); !slices.Equal(list, h.list) {
		h.take(list)
		moved = true
	}
	h.online = online
	if moved {
		h.tell()
	}
	h.look()
}

// look reads the state of the directory, and its names when they are others.
func (h *Portal) look() {
	finder := h.Finder()
	if finder == nil {
		return
	}
	known := looked{names: h.names, named: h.named}
	task.GoLatest(context.Background(), h.deps.Run, &h.looks, func(ctx context.Context) (looked, error) {
		known.state = finder.State()
		if known.state.Generation == known.named || !known.state.Ready {
			return known, nil
		}
		names, err := finder.Names(ctx)
		if err != nil {
			return known, err
		}
		known.names, known.named = names, known.state.Generation
		return known, nil
	}, func(now looked, err error) {
		if err != nil && now.state.Err == nil {
			now.state.Err = err
		}
		if now.state == h.finder && now.named == h.named {
			return
		}
		if now.named != h.named {
			h.version++
		}
		h.finder, h.names, h.named = now.state, now.names, now.named
		h.tell()
	})
}

// Refresh asks the server which federations there are and who may do what in them.
func (h *Portal) Refresh() {
	task.GoLatest(context.Background(), h.deps.Run, &h.asks, h.deps.Source.Refresh, func(list []wire.Federation, err error) {
		if err != nil { // what is known stays; the pages say that they are off line
			return
		}
		h.take(list)
		h.look()
		h.tell()
	})
}

// Watch calls changed after every change, until cancel.
func (h *Portal) Watch(changed func()) (cancel func()) { return h.views.Watch(changed) }

// Subscribe is Watch for task.Watched, whose source the portal is. It implements task.Source.
func (h *Portal) Subscribe(changed func()) (cancel func()) { return h.Watch(changed) }

func (h *Portal) tell() { h.views.Tell() }

// Federations lists those of the person.
func (h *Portal) Federations() []wire.Federation { return h.list }

// Federation is the one that is shown; ok is false when there is none.
func (h *Portal) Federation() (f wire.Federation, ok bool) {
	for _, f := range h.list {
		if f.ID == h.current {
			return f, true
		}
	}
	return wire.Federation{}, false
}

// Pick shows another federation.
func (h *Portal) Pick(id string) {
	if id == h.current || !slices.ContainsFunc(h.list, func(f wire.Federation) bool { return f.ID == id }) {
		return
	}
	h.current, h.finder, h.names, h.named = id, FinderState{}, nil, -1
	h.version++
	h.looks.Cancel()
	h.tell()
	h.look()
}

// Finder searches the federation that is shown; nil when there is none.
func (h *Portal) Finder() Finder {
	if h.current == "" {
		return nil
	}
	return h.deps.Source.Finder(h.current)
}

// FinderState says what there is to search.
func (h *Portal) FinderState() FinderState { return h.finder }

// Names are those of the directory's accounts and of what belongs to them; nil until they were read.
func (h *Portal) Names() Names { return h.names }

// NamesVersion is another number when Names are others.
func (h *Portal) NamesVersion() int { return h.version }

// Online tells whether what has to be done on line can be done.
func (h *Portal) Online() bool { return h.online }

// Role is that of the person with the provider.
func (h *Portal) Role() access.Role { return h.deps.Role }

// portalAccess is the person's to the portal of the federation shown.
func (h *Portal) portalAccess() access.Portal {
	f, _ := h.Federation()
	return access.Portal(f.Access)
}

// MayEnter tells whether this person may enter the portal. The server decides; this avoids offering what it would refuse.
func (h *Portal) MayEnter() bool { return access.MayEnterPortal(h.deps.Role, h.portalAccess()) }

// MayManage tells whether this person may add, change and remove the portal's administrators.
func (h *Portal) MayManage() bool { return access.MayManagePortal(h.deps.Role, h.portalAccess()) }

// MaySeeAccounts tells whether this person is shown the accounts and their reports.
func (h *Portal) MaySeeAccounts() bool { return access.MaySeeAccounts(h.deps.Role, h.portalAccess()) }

// MayActivate tells whether this person may activate the portal.
func (h *Portal) MayActivate() bool { return access.May(h.deps.Role, access.ActivatePortal).Some() }

// MayBuild tells whether this person may build a federation and renumber extensions.
func (h *Portal) MayBuild() bool { return access.May(h.deps.Role, access.BuildFederation).Some() }
