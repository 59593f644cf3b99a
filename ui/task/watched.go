package task

// Source tells that something has changed. Subscribe calls f on any goroutine.
type Source interface {
	Subscribe(f func()) (cancel func())
}

// Watched is a state that views show and that follows a source. The first view makes it follow; the last one's departure
// ends that, so that nothing is read while nobody looks. Use it from the UI goroutine.
type Watched struct {
	run    Runner
	source Source
	begin  func()
	news   func()
	views  Views
	cancel func() // ends the subscription; nil while nobody looks
}

// NewWatched is a state that nobody looks at yet. begin is called once the first view is there, news after the source has
// told of a change, while somebody looks.
func NewWatched(r Runner, source Source, begin, news func()) *Watched {
	return &Watched{run: r, source: source, begin: begin, news: news}
}

// Watch calls changed after every Tell, until cancel, which may be called more than once.
func (w *Watched) Watch(changed func()) (cancel func()) {
	leave := w.views.Watch(changed)
	if w.cancel == nil {
		w.cancel = w.source.Subscribe(func() { w.run.OnUI(w.heard) })
		w.begin()
	}
	return func() {
		leave()
		if !w.views.Any() && w.cancel != nil {
			w.cancel()
			w.cancel = nil
		}
	}
}

// heard passes on what the source has told, unless the last view has left while it was on its way.
func (w *Watched) heard() {
	if w.cancel != nil {
		w.news()
	}
}

// Tell tells every view that the state has changed.
func (w *Watched) Tell() { w.views.Tell() }
