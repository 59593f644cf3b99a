package syncpage

import (
	"context"

	"pupitre/data/syncing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/shell"
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
	s := &Presenter{deps: deps, model: &Model{}}
	s.Watched = task.NewWatched(deps.Run, deps.Source, s.Load, s.Load)
	return s
}

// Model is the state that views show.
func (s *Presenter) Model() *Model { return s.model }

// Load reads state and queue.
func (s *Presenter) Load() {
	sent, received := s.deps.Source.Traffic()
	s.model.SetState(s.deps.Source.State(), sent, received)
	s.Tell()
	task.GoLatest(context.Background(), s.deps.Run, &s.loads, s.deps.Source.Queue, func(rows []syncing.OutboxRow, err error) {
		if err != nil {
			s.model.Failed(err)
		} else {
			s.model.Loaded(rows)
		}
		s.Tell()
	})
}

// RetryNow tries the server again and reads again.
func (s *Presenter) RetryNow() {
	s.deps.Source.RetryNow()
	s.Load()
}

func (s *Presenter) selectRow(n int) {
	s.model.Select(n)
	s.Tell()
}

// copyEdit puts the value of an edit on the clipboard, exactly as it was.
func (s *Presenter) copyEdit(e Edit) {
	s.deps.Copy(e.Text())
	s.deps.Window.Toast(s.deps.Window.Printer().T("sync_page.copied"), "", nil)
}

// openField shows where the field is edited; the settings page offers to take the value up again.
func (s *Presenter) openField(e Edit) {
	if section, field, ok := fieldwords.Place(e.Entity, e.Field); ok {
		s.deps.Window.Open(s.deps.Place(section, field))
	}
}

func (s *Presenter) openConflicts() { s.deps.Window.Open(shell.Place{Route: s.deps.Conflicts}) }

func (s *Presenter) secret(entity, field string) bool {
	return s.deps.Secret != nil && s.deps.Secret(entity, field)
}
