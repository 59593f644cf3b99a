package syncpage

import (
	"context"
	"slices"

	"pupitre/data/syncing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/shell"
	"pupitre/ui/task"
)

// Presenter joins the model to its source and tells the views. It lives as long as the person is signed in, on the
// window's goroutine; it reads only while a page is open.
type Presenter struct {
	deps     Deps
	model    *Model
	watchers []*watcher
	loads    task.Latest
	cancel   func()
}

type watcher struct{ changed func() }

// NewPresenter has read nothing yet; opening the page does.
func NewPresenter(deps Deps) *Presenter { return &Presenter{deps: deps, model: &Model{}} }

// Model is the state that views show.
func (s *Presenter) Model() *Model { return s.model }

// watch calls changed after every change; the first watcher makes the presenter follow its source, the last one's
// departure ends that.
func (s *Presenter) watch(changed func()) (cancel func()) {
	w := &watcher{changed}
	s.watchers = append(s.watchers, w)
	if s.cancel == nil {
		s.cancel = s.deps.Source.Subscribe(func() { s.deps.Run.OnUI(s.follow) })
		s.Load()
	}
	return func() {
		s.watchers = slices.DeleteFunc(slices.Clone(s.watchers), func(o *watcher) bool { return o == w })
		if len(s.watchers) == 0 && s.cancel != nil {
			s.cancel()
			s.cancel = nil
		}
	}
}

func (s *Presenter) tell() {
	for _, w := range s.watchers {
		w.changed()
	}
}

func (s *Presenter) follow() {
	if s.cancel != nil {
		s.Load()
	}
}

// Load reads state and queue.
func (s *Presenter) Load() {
	sent, received := s.deps.Source.Traffic()
	s.model.SetState(s.deps.Source.State(), sent, received)
	s.tell()
	task.GoLatest(context.Background(), s.deps.Run, &s.loads, s.deps.Source.Queue, func(rows []syncing.OutboxRow, err error) {
		if err != nil {
			s.model.Failed(err)
		} else {
			s.model.Loaded(rows)
		}
		s.tell()
	})
}

// RetryNow tries the server again and reads again.
func (s *Presenter) RetryNow() {
	s.deps.Source.RetryNow()
	s.Load()
}

func (s *Presenter) selectRow(n int) {
	s.model.Select(n)
	s.tell()
}

// copyEdit puts the value of an edit on the clipboard, exactly as it was.
func (s *Presenter) copyEdit(e Edit) {
	s.deps.Copy(e.Text())
	s.deps.Window.Toast(s.deps.Window.Printer().T("sync_page.copied"), "", nil)
}

// openField shows where the field is edited; the settings page offers to take the value up again.
func (s *Presenter) openField(e Edit) {
	if section, field, ok := fieldwords.Place(e.Entity, e.Field); ok {
		s.deps.Window.Open(shell.Place{Route: s.deps.Settings, Section: section, Field: field})
	}
}

func (s *Presenter) openConflicts() { s.deps.Window.Open(shell.Place{Route: s.deps.Conflicts}) }

func (s *Presenter) secret(entity, field string) bool {
	return s.deps.Secret != nil && s.deps.Secret(entity, field)
}
