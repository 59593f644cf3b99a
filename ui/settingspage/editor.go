package settingspage

import (
	"context"
	"slices"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/task"
)

// Source is the settings on this computer.
type Source interface {
	// View is quick: it reads the local store.
	View(ctx context.Context) (syncing.View, error)
	// Save is one transaction, the deletions after the edits, and returns when it is on disk.
	Save(ctx context.Context, edits []syncing.FieldEdit, deletes ...syncing.Deletion) error
	// Subscribe calls f on any goroutine after the view or the state has changed.
	Subscribe(f func()) (cancel func())
	State() desk.State
	RetryNow()
	// Editing tells the others which section this person is editing, "" for none. It never blocks.
	Editing(section string)
	// ResolveMine closes a conflict with this person's value.
	ResolveMine(ctx context.Context, n desk.Notice) error
	// DismissNotice keeps the server's value, or takes note of a rejection.
	DismissNotice(ctx context.Context, n desk.Notice) error
}

// Window is what the editor needs of the window around it.
type Window interface {
	Printer() *i18n.Printer
	// SetLanguage makes the whole window speak lang, at once.
	SetLanguage(lang i18n.Language)
	// Toast says something in passing; action may be "", else run is offered for ten seconds.
	Toast(text, action string, run func())
	// Fail says in passing that something did not work.
	Fail(text string)
	// Reveal shows the settings page, opens the section and rings the field.
	Reveal(section, field string)
}

// Deps are what the page needs. Nothing of it may be nil.
type Deps struct {
	Source   Source
	Window   Window
	Run      task.Runner
	Sections Sections
	Clock    Clock
	Person   string // id of who is signed in
	Role     access.Role
	Keys     string // how the save shortcut is written: "Ctrl+S"
}

// Editor joins the model to its source and tells the views. It lives as long as the person is signed in, on the window's
// goroutine.
type Editor struct {
	deps    Deps
	model   *Model
	spoken  string    // language that the window was last told to speak
	editing SectionID // section that the others were last told of
	views   []*watcher
	loads   task.Latest
	waiting []func(ok bool) // who waits for the save under way
	cancel  func()
}

type watcher struct{ changed func() }

// NewEditor makes an editor; Start makes it read.
func NewEditor(deps Deps) *Editor {
	lang := string(deps.Window.Printer().Language())
	return &Editor{deps: deps, model: NewModel(deps.Person, deps.Role, lang), spoken: lang}
}

// Model is the state that views show.
func (e *Editor) Model() *Model { return e.model }

// Start reads what is stored and follows it until Stop.
func (e *Editor) Start() {
	if e.cancel == nil {
		e.cancel = e.deps.Source.Subscribe(func() { e.deps.Run.OnUI(e.follow) })
	}
	e.Load()
}

// Stop ends Start. The draft stays.
func (e *Editor) Stop() {
	if e.cancel != nil {
		e.cancel()
		e.cancel = nil
	}
	e.loads.Cancel()
}

// follow reads again what has changed, unless the editor was stopped meanwhile.
func (e *Editor) follow() {
	if e.cancel != nil {
		e.Load()
	}
}

// Watch calls changed after every change of the model, until cancel.
func (e *Editor) Watch(changed func()) (cancel func()) {
	w := &watcher{changed}
	e.views = append(e.views, w)
	return func() {
		e.views = slices.DeleteFunc(slices.Clone(e.views), func(o *watcher) bool { return o == w })
	}
}

// tell makes the window speak what the model wants, then has the views look again.
func (e *Editor) tell() {
	if lang := e.model.Language(); lang != e.spoken {
		e.spoken = lang
		e.deps.Window.SetLanguage(i18n.Language(lang))
	}
	if now := e.model.Editing(); now != e.editing {
		e.editing = now
		e.deps.Source.Editing(string(now))
	}
	for _, w := range e.views {
		w.changed()
	}
}

// Others are the names of the people who are editing a section right now.
func (e *Editor) Others(section SectionID) (names []string) {
	for _, p := range e.deps.Source.State().Present {
		if p.Section == string(section) && !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	return names
}

// Load reads what is stored.
func (e *Editor) Load() {
	e.model.BeginLoading()
	e.tell()
	task.GoLatest(context.Background(), e.deps.Run, &e.loads, e.deps.Source.View, func(view syncing.View, err error) {
		if err != nil {
			e.model.LoadFailed(err)
		} else {
			e.model.Loaded(view, e.deps.Source.State().Notices)
		}
		e.tell()
	})
}

// RetryNow tries the server again and reads again.
func (e *Editor) RetryNow() {
	e.deps.Source.RetryNow()
	e.Load()
}

// Type, Choose, Leave, TakeTheirs and KeepMine are those of the model, followed by the views.

// Type takes the text of a field as it is being typed.
func (e *Editor) Type(id FieldID, text string) { e.model.Type(id, text); e.tell() }

// Choose takes a value picked from a list.
func (e *Editor) Choose(id FieldID, value string) { e.model.Choose(id, value); e.tell() }

// Leave ends a visit to a field.
func (e *Editor) Leave(id FieldID) { e.model.Leave(id); e.tell() }

// TakeTheirs drops the draft of a field that has moved elsewhere.
func (e *Editor) TakeTheirs(id FieldID) { e.model.TakeTheirs(id); e.tell() }

// KeepMine keeps the draft of a field that has moved elsewhere, knowingly.
func (e *Editor) KeepMine(id FieldID) { e.model.KeepMine(id); e.tell() }

// Dirty tells that something would be lost if the window closed now.
func (e *Editor) Dirty() bool { return e.model.Dirty() }

// Pending names the fields of the draft, in the language of p.
func (e *Editor) Pending(p *i18n.Printer) []string {
	out := []string{}
	for _, c := range e.model.Changes() {
		out = append(out, fieldLabel(p, c.Field))
	}
	return out
}

// Undo takes back the last step and shows where.
func (e *Editor) Undo() { e.show(e.model.Undo()) }

// Redo brings back the last step undone and shows where.
func (e *Editor) Redo() { e.show(e.model.Redo()) }

func (e *Editor) show(id FieldID) {
	if id == "" {
		return
	}
	e.tell()
	e.reveal(id)
}

func (e *Editor) reveal(id FieldID) { e.deps.Window.Reveal(string(e.model.Section(id)), string(id)) }

// Discard drops the draft without a word: the person has just said so.
func (e *Editor) Discard() { e.model.Revert(); e.tell() }

// Revert drops the draft and offers to bring it back.
func (e *Editor) Revert() {
	n := len(e.model.Changes())
	e.model.Revert()
	e.tell()
	if n == 0 {
		return
	}
	p := e.deps.Window.Printer()
	e.deps.Window.Toast(p.N("settings.toast.reverted", n), p.T("settings.toast.restore"), e.Undo)
}

// Save stores the whole draft or nothing, and shows the first fault. done may be nil; it is told once, on the window's
// goroutine, whether nothing is left unsaved.
func (e *Editor) Save(done func(ok bool)) {
	if done == nil {
		done = func(bool) {}
	}
	if e.model.Saving() {
		e.waiting = append(e.waiting, done)
		return
	}
	edits, faulty := e.model.BeginSave()
	e.tell()
	switch {
	case faulty != "":
		e.reveal(faulty)
		done(false)
	case len(edits) == 0:
		done(true)
	default:
		e.waiting = append(e.waiting, done)
		e.store(edits)
	}
}

// stored is how a save ended on this computer.
type stored struct{ view syncing.View } // nil when it could not be read again

func (e *Editor) store(edits []syncing.FieldEdit) {
	e.loads.Cancel() // what it read would be older than the save
	source := e.deps.Source
	task.Go(context.Background(), e.deps.Run, func(ctx context.Context) (stored, error) {
		if err := source.Save(ctx, edits); err != nil {
			return stored{}, err
		}
		view, err := source.View(ctx)
		if err != nil {
			view = nil // saved all the same; the next change reads it
		}
		return stored{view}, nil
	}, func(s stored, err error) {
		p := e.deps.Window.Printer()
		if err != nil {
			e.model.SaveFailed()
			e.deps.Window.Fail(p.T("settings.toast.save_failed", "Reason", p.Err(err)))
		} else {
			e.model.Saved(edits, s.view)
		}
		e.tell()
		if err == nil {
			e.deps.Window.Toast(e.deps.Window.Printer().T("settings.toast.saved"), "", nil)
		}
		e.answer(err == nil && !e.model.Dirty())
	})
}

func (e *Editor) answer(ok bool) {
	waiting := e.waiting
	e.waiting = nil
	for _, done := range waiting {
		done(ok)
	}
}

// SwitchLanguage is the switch FR | EN of the window: at once, and stored as the person's own without the save bar.
func (e *Editor) SwitchLanguage(lang i18n.Language) {
	edit, ok := e.model.SwitchLanguage(string(lang))
	e.tell()
	if !ok {
		return
	}
	e.loads.Cancel()
	source := e.deps.Source
	task.Go(context.Background(), e.deps.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, source.Save(ctx, []syncing.FieldEdit{edit})
	}, func(_ struct{}, err error) {
		if err != nil {
			p := e.deps.Window.Printer()
			e.deps.Window.Fail(p.T("settings.toast.save_failed", "Reason", p.Err(err)))
			e.model.LanguageSwitched()
			e.tell()
			return
		}
		e.model.LanguageSaved(edit)
		e.tell()
		e.Load()
	})
}

// KeepNotice settles a notice with this person's value, or gives it back to the draft when the server refused it.
func (e *Editor) KeepNotice(n desk.Notice) {
	if n.Conflict == "" {
		id := e.model.NoticeField(n)
		e.model.Choose(id, settings.String(n.Mine))
		e.settle(n, e.deps.Source.DismissNotice)
		e.reveal(id)
		return
	}
	e.settle(n, e.deps.Source.ResolveMine)
}

// DropNotice settles a notice with the server's value.
func (e *Editor) DropNotice(n desk.Notice) { e.settle(n, e.deps.Source.DismissNotice) }

func (e *Editor) settle(n desk.Notice, how func(context.Context, desk.Notice) error) {
	e.model.Settling(n)
	e.tell()
	task.Go(context.Background(), e.deps.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, how(ctx, n)
	}, func(_ struct{}, err error) {
		if err != nil {
			p := e.deps.Window.Printer()
			e.deps.Window.Fail(p.T("settings.toast.notice_failed", "Reason", p.Err(err)))
		}
		e.Load()
	})
}
