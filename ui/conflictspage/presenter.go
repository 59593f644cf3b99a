package conflictspage

import (
	"context"

	"pupitre/data/access"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/ui/task"
)

// Presenter joins the model to its source and tells the views. It lives as long as the person is signed in, on the
// window's goroutine; it reads only while a page is open.
type Presenter struct {
	*task.Watched
	deps  Deps
	model *Model
	loads task.Latest
}

// NewPresenter has read nothing yet; opening the page does.
func NewPresenter(deps Deps) *Presenter {
	c := &Presenter{deps: deps, model: NewModel(access.Member{Person: deps.Person, Role: deps.Role})}
	c.Watched = task.NewWatched(deps.Run, deps.Source, c.Load, c.follow)
	return c
}

// Model is the state that views show.
func (c *Presenter) Model() *Model { return c.model }

// follow reads again what has changed; while a decision is on its way to the disk, its end will.
func (c *Presenter) follow() {
	if !c.model.Busy() {
		c.Load()
	}
}

// standing is what the page shows, read together.
type standing struct {
	view  syncing.View
	queue []syncing.OutboxRow
}

// Load reads what stands.
func (c *Presenter) Load() {
	c.model.Begin()
	c.Tell()
	source := c.deps.Source
	task.GoLatest(context.Background(), c.deps.Run, &c.loads, func(ctx context.Context) (s standing, err error) {
		if s.queue, err = source.Queue(ctx); err != nil { // first: what was sent meanwhile is in the view then
			return s, err
		}
		s.view, err = source.View(ctx)
		return s, err
	}, func(s standing, err error) {
		if err != nil {
			c.model.Failed(err)
		} else {
			c.model.Loaded(s.view, s.queue)
		}
		c.Tell()
	})
}

func (c *Presenter) selectRow(n int) {
	c.model.Select(n)
	c.Tell()
}

// Decide closes a conflict with a value.
func (c *Presenter) Decide(id string, value wire.Value) {
	edit, ok := c.model.Decide(id, value)
	if !ok {
		return
	}
	c.Tell()
	task.Go(context.Background(), c.deps.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, c.deps.Source.Resolve(ctx, id, edit)
	}, func(_ struct{}, err error) {
		c.model.Ended(err == nil)
		p := c.deps.Window.Printer()
		if err != nil {
			c.deps.Window.Fail(p.T("conflicts.failed_decision", "Reason", p.Err(err)))
		} else {
			c.deps.Window.Toast(p.T("conflicts.decided"), "", nil)
		}
		c.Load()
	})
}

func (c *Presenter) secret(entity, field string) bool {
	return c.deps.Secret != nil && c.deps.Secret(entity, field)
}
