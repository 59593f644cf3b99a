package editing

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/uuid"

	"pupitre/data/desk"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/draft"
	"pupitre/ui/fieldwords"
	"pupitre/ui/task"
)

// Source is the settings on this computer.
type Source interface {
	// View is quick: it reads the local store.
	View(ctx context.Context) (syncing.View, error)
	// Save is one transaction and returns when it is on disk.
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
	// Offer is Toast with an action, which can be withdrawn before.
	Offer(text, action string, run func()) (withdraw func())
	// Fail says in passing that something did not work.
	Fail(text string)
	// Reveal shows the page of a section, opens the section and rings the field.
	Reveal(section, field string)
}

// Clock is the time.
type Clock interface{ Now() time.Time }

// Deps are what the editor needs. Keeper and NewID may be nil; nothing else.
type Deps struct {
	Source Source
	Window Window
	Run    task.Runner
	Clock  Clock
	Keeper Keeper        // where the draft survives a crash; nil keeps it in memory alone
	NewID  func() string // ids of what is made here; nil makes UUIDv7
	Keys   string        // how the save shortcut is written: "Ctrl+S"
	Who    Who           // its Language is that of the window
}

// Editor joins the model to its source and tells the views. It lives as long as the person is signed in, on the window's
// goroutine.
type Editor struct {
	Deps
	// Thumbnail shows a stored value as a picture beside its words, nil for one that has none. It may be nil itself.
	Thumbnail func(label, entity, field string, v wire.Value) fyne.CanvasObject

	model   *Model
	keeping keeping
	spoken  string // language that the window was last told to speak
	editing string // section that the others were last told of
	views   task.Views
	loads   task.Latest
	waiting []func(ok bool) // who waits for the save under way
	offer   offer
	cancel  func()
}

// NewEditor makes an editor; Start makes it read.
func NewEditor(deps Deps) *Editor {
	deps.Who.Language = string(deps.Window.Printer().Language())
	if deps.NewID == nil {
		deps.NewID = func() string { return uuid.Must(uuid.NewV7()).String() }
	}
	return &Editor{Deps: deps, model: NewModel(deps.Who), spoken: deps.Who.Language}
}

// Model is the state that views show.
func (e *Editor) Model() *Model { return e.model }

// Draft is what is being done to what is stored. Change it inside Edit.
func (e *Editor) Draft() *draft.Draft { return e.model.draft }

// Start reads what is stored and follows it until Stop.
func (e *Editor) Start() {
	if e.cancel == nil {
		e.cancel = e.Source.Subscribe(func() { e.Run.OnUI(e.follow) })
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
	e.keepNow()
}

// follow reads again what has changed, unless the editor was stopped meanwhile.
func (e *Editor) follow() {
	if e.cancel != nil {
		e.Load()
	}
}

// Watch calls changed after every change of the model, until cancel.
func (e *Editor) Watch(changed func()) (cancel func()) { return e.views.Watch(changed) }

// tell makes the window speak what the model wants, then has the views look again.
func (e *Editor) tell() {
	if lang := e.model.Language(); lang != e.spoken {
		e.spoken = lang
		e.Window.SetLanguage(i18n.Language(lang))
	}
	if now := e.model.Editing(); now != e.editing && e.Who.Role.MayEditSettings() { // of the others nobody needs to know
		e.editing = now
		e.Source.Editing(now)
	}
	e.withdrawOffer()
	e.keepSoon()
	e.views.Tell()
}

// Others are the names of the people who are editing a section right now.
func (e *Editor) Others(section string) (names []string) {
	for _, p := range e.Source.State().Present {
		if p.Section == section && !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	return names
}

// Load reads what is stored.
func (e *Editor) Load() {
	e.model.BeginLoading()
	e.tell()
	task.GoLatest(context.Background(), e.Run, &e.loads, e.read, func(r reading, err error) {
		if err != nil {
			e.model.LoadFailed(err)
		} else {
			e.model.Loaded(r.view, e.Source.State().Notices)
			e.recall(r.kept)
		}
		e.tell()
	})
}

// reading is what the first read finds.
type reading struct {
	view syncing.View
	kept []byte
}

func (e *Editor) read(ctx context.Context) (reading, error) {
	view, err := e.Source.View(ctx)
	if err != nil {
		return reading{}, err
	}
	return reading{view, e.keeping.read(e.Keeper)}, nil
}

// RetryNow tries the server again and reads again.
func (e *Editor) RetryNow() {
	e.Source.RetryNow()
	e.Load()
}

// Edit changes the draft by do, then has the views look again.
func (e *Editor) Edit(do func(d *draft.Draft)) {
	do(e.model.draft)
	e.tell()
}

// Type takes the text of a control as it is being typed.
func (e *Editor) Type(id FieldID, text string) {
	e.Edit(func(d *draft.Draft) { d.Type(e.model.Cell(id), text) })
}

// Choose takes a value picked from a list.
func (e *Editor) Choose(id FieldID, value string) {
	e.Edit(func(d *draft.Draft) { d.Choose(e.model.Cell(id), value) })
}

// Leave ends a visit to a control.
func (e *Editor) Leave(id FieldID) { e.Edit(func(d *draft.Draft) { d.Leave(e.model.Cell(id)) }) }

// TakeTheirs drops the draft of a field that has moved elsewhere.
func (e *Editor) TakeTheirs(id FieldID) {
	e.Edit(func(d *draft.Draft) { d.TakeTheirs(e.model.Cell(id)) })
}

// KeepMine keeps the draft of a field that has moved elsewhere, knowingly.
func (e *Editor) KeepMine(id FieldID) { e.Edit(func(d *draft.Draft) { d.KeepMine(e.model.Cell(id)) }) }

// Add makes an entity of a collection, with what such a one begins with, and gives it.
func (e *Editor) Add(kind string) (entity string) {
	e.Edit(func(d *draft.Draft) { entity = d.Add(kind, e.NewID(), newborn(d, kind)) })
	return entity
}

// Dirty tells that something would be lost if the window closed now.
func (e *Editor) Dirty() bool { return e.model.Dirty() }

// Pending names what has changed, in the language of p.
func (e *Editor) Pending(p *i18n.Printer) []string {
	out := []string{}
	for _, c := range e.model.Changes() {
		out = append(out, e.model.changeName(p, c))
	}
	return out
}

func (e *Editor) reveal(id FieldID) { e.Window.Reveal(e.model.Section(id), string(id)) }

// Discard drops the draft without a word: the person has just said so.
func (e *Editor) Discard() {
	e.Edit(func(d *draft.Draft) { d.Revert() })
	e.keepNow()
}

// Revert drops the draft and offers to bring it back.
func (e *Editor) Revert() {
	n := len(e.model.Changes())
	e.Edit(func(d *draft.Draft) { d.Revert() })
	if n == 0 {
		return
	}
	p := e.Window.Printer()
	e.OfferUndo(p.N("settings.toast.reverted", n), p.T("settings.toast.restore"))
}

// Save stores the whole draft or nothing, and shows the first fault. done may be nil; it is told once, on the window's
// goroutine, whether nothing is left unsaved.
func (e *Editor) Save(done func(ok bool)) {
	if done == nil {
		done = func(bool) {}
	}
	if e.model.draft.Saving() {
		e.waiting = append(e.waiting, done)
		return
	}
	batch, at, faulty := e.model.draft.BeginSave()
	e.tell()
	switch {
	case faulty:
		e.reveal(e.model.ID(at))
		done(false)
	case batch.Empty():
		done(true)
	default:
		e.waiting = append(e.waiting, done)
		e.store(batch)
	}
}

func (e *Editor) store(batch draft.Batch) {
	e.loads.Cancel() // what it read would be older than the save
	source := e.Source
	task.Go(context.Background(), e.Run, func(ctx context.Context) (syncing.View, error) {
		if err := source.Save(ctx, batch.Edits, batch.Deletes...); err != nil {
			return nil, err
		}
		view, err := source.View(ctx)
		if err != nil {
			view = nil // saved all the same; the next change reads it
		}
		return view, nil
	}, func(view syncing.View, err error) {
		if err != nil {
			p := e.Window.Printer()
			e.model.draft.SaveFailed()
			e.Window.Fail(p.T("settings.toast.save_failed", "Reason", p.Err(err)))
		} else {
			e.model.draft.Saved(batch, view)
		}
		e.tell()
		if err == nil {
			e.Window.Toast(e.Window.Printer().T("settings.toast.saved"), "", nil)
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
	source := e.Source
	task.Go(context.Background(), e.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, source.Save(ctx, []syncing.FieldEdit{edit})
	}, func(_ struct{}, err error) {
		if err != nil {
			p := e.Window.Printer()
			e.Window.Fail(p.T("settings.toast.save_failed", "Reason", p.Err(err)))
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
		e.Edit(func(d *draft.Draft) { d.Propose(n.Entity, n.Field, n.Mine) })
		e.settle(n, e.Source.DismissNotice)
		e.reveal(id)
		return
	}
	e.settle(n, e.Source.ResolveMine)
}

// DropNotice settles a notice with the server's value.
func (e *Editor) DropNotice(n desk.Notice) { e.settle(n, e.Source.DismissNotice) }

func (e *Editor) settle(n desk.Notice, how func(context.Context, desk.Notice) error) {
	e.model.Settling(n)
	e.tell()
	task.Go(context.Background(), e.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, how(ctx, n)
	}, func(_ struct{}, err error) {
		if err != nil {
			p := e.Window.Printer()
			e.Window.Fail(p.T("settings.toast.notice_failed", "Reason", p.Err(err)))
		}
		e.Load()
	})
}

// Name is what people call an entity, as the draft has it; "" when it has no name yet.
func (m *Model) Name(entity string) string {
	if fieldwords.KindOf(entity) == fieldwords.Event {
		fields := map[string]wire.Value{}
		for _, name := range []string{schedule.FieldNameFR, schedule.FieldNameEN} {
			fields[name] = m.draft.Value(entity, name)
		}
		return schedule.SpecialFrom("", fields).Name(m.Language())
	}
	return settings.String(m.draft.Value(entity, settings.FieldName))
}
