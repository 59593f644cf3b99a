package portal

import (
	"context"

	"pupitre/ui/listing"
	"pupitre/ui/task"
)

// Asked is what only the server knows of the federation that is shown. It is read while somebody looks: at first, for another
// federation, and when the connection comes back. What was read once stays when a reading fails. It belongs to the window's goroutine.
type Asked[T any] struct {
	*task.Watched
	// Settle, when it is not nil, runs after each reading, before the views hear of it: err is why it failed.
	Settle func(err error)

	Phase listing.Phase
	Fault error // of Phase Failed
	Value T     // as the server told the last time
	Told  bool  // the server has told Value

	portal *Portal
	run    task.Runner
	ask    func(ctx context.Context, federation string) (T, error)
	of     string // the federation of Value
	online bool
	loads  task.Latest
}

// NewAsked is a state that nobody looks at yet.
func NewAsked[T any](h *Portal, run task.Runner, ask func(ctx context.Context, federation string) (T, error)) *Asked[T] {
	a := &Asked[T]{portal: h, run: run, ask: ask}
	a.Watched = task.NewWatched(run, h, a.Load, a.follow)
	return a
}

// follow hears that the portal is another one, or that the connection came back.
func (a *Asked[T]) follow() {
	f, _ := a.portal.Federation()
	back := a.portal.Online() && !a.online
	a.online = a.portal.Online()
	if f.ID != a.of || back {
		a.Load()
		return
	}
	a.Tell()
}

// Load asks the server again.
func (a *Asked[T]) Load() {
	f, ok := a.portal.Federation()
	a.online = a.portal.Online()
	if f.ID != a.of {
		var none T
		a.of, a.Value, a.Told, a.Phase = f.ID, none, false, listing.Reading
	}
	if !ok { // nothing to ask about, and what was asked is about another one
		a.loads.Cancel()
		a.Phase = listing.Ready
		a.Tell()
		return
	}
	task.GoLatest(context.Background(), a.run, &a.loads, func(ctx context.Context) (T, error) { return a.ask(ctx, f.ID) }, a.take)
	a.Tell()
}

func (a *Asked[T]) take(got T, err error) {
	switch {
	case err == nil:
		a.Phase, a.Fault, a.Value, a.Told = listing.Ready, nil, got, true
	case !a.Told:
		a.Phase, a.Fault = listing.Failed, err
	}
	if a.Settle != nil {
		a.Settle(err)
	}
	a.Tell()
}
