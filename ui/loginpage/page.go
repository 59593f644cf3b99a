package loginpage

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"pupitre/i18n"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Page is the sign-in page. It lives from Show until somebody has signed in, on the window's goroutine.
type Page struct {
	deps  Deps
	model *Model
	p     *i18n.Printer
	view  *view
	asked task.Latest
}

// New makes a page; Show shows it.
func New(deps Deps) *Page {
	return &Page{
		deps: deps, model: NewModel(deps.Server, deps.Email, deps.PasswordProblems), p: i18n.For(deps.Language),
	}
}

// Model is the state that the page shows.
func (pg *Page) Model() *Model { return pg.model }

// Show fills the window and gives the keyboard to the first field that is still empty.
func (pg *Page) Show() {
	pg.build()
	pg.install()
	pg.focus(pg.firstEmpty())
}

// install takes the keys that nothing in the window wants, and the ways to end the program.
func (pg *Page) install() {
	canvas := pg.deps.Window.Canvas()
	if canvas == nil {
		return
	}
	canvas.SetOnTypedKey(pg.typedKey)
	if pg.deps.Quit == nil {
		return
	}
	pg.deps.Window.SetCloseIntercept(pg.deps.Quit)
	chord := &desktop.CustomShortcut{KeyName: fyne.KeyQ, Modifier: fyne.KeyModifierShortcutDefault}
	canvas.AddShortcut(chord, func(fyne.Shortcut) { pg.deps.Quit() })
}

// build makes the widgets anew, in the language of the page.
func (pg *Page) build() {
	if pg.view != nil {
		pg.view.left = true
	}
	pg.view = newView(pg)
	pg.deps.Stage.SetContent(pg.view.root)
	pg.deps.Window.SetTitle(pg.p.T("login.window_title"))
	pg.view.refresh()
}

// rebuild is build with the keyboard, the cursor and the scroll where they were.
func (pg *Page) rebuild() {
	canvas := pg.deps.Window.Canvas()
	keep := widgets.KeepFocus(canvas)
	pg.build()
	keep.Restore(canvas)
}

// SetLanguage makes the page speak lang, at once; what is typed stays.
func (pg *Page) SetLanguage(lang i18n.Language) {
	if pg.p.Language() == lang {
		return
	}
	pg.p = i18n.For(lang)
	pg.rebuild()
	if pg.deps.Spoke != nil {
		pg.deps.Spoke(lang)
	}
}

func (pg *Page) firstEmpty() FieldID {
	for _, id := range pg.model.Fields() {
		if pg.model.Text(id) == "" {
			return id
		}
	}
	return pg.model.Fields()[0]
}

func (pg *Page) focus(id FieldID) {
	if canvas := pg.deps.Window.Canvas(); canvas != nil && id != "" {
		widgets.FocusField(canvas, string(id))
	}
}

// show turns to the other panel.
func (pg *Page) show(panel Panel) {
	pg.model.Show(panel)
	pg.build()
	pg.focus(pg.firstEmpty())
}

// typed takes the text of a field.
func (pg *Page) typed(id FieldID, text string) {
	pg.model.Type(id, text)
	pg.view.refresh()
}

func (pg *Page) leave(id FieldID) {
	pg.model.Leave(id)
	pg.view.refresh()
}

// submit sends the panel, or shows its first fault.
func (pg *Page) submit() {
	request, faulty, ok := pg.model.Submit()
	pg.view.refresh()
	if !ok {
		pg.focus(faulty)
		return
	}
	pg.ask(func(ctx context.Context) error {
		if request.Panel == Invite {
			return pg.deps.AcceptInvite(ctx, request.Code, request.Name, request.Password)
		}
		return pg.deps.SignIn(ctx, request.Server, request.Email, request.Password)
	})
}

// demo opens the demonstration.
func (pg *Page) demo() {
	if pg.model.BeginDemo() {
		pg.view.refresh()
		pg.ask(pg.deps.StartDemo)
	}
}

// ask waits for an answer away from the window.
func (pg *Page) ask(what func(context.Context) error) {
	work := func(ctx context.Context) (struct{}, error) { return struct{}{}, what(ctx) }
	task.GoLatest(context.Background(), pg.deps.Run, &pg.asked, work, func(_ struct{}, err error) {
		if err != nil {
			at := pg.model.Failed(err)
			pg.view.refresh()
			if at != "" {
				widgets.SelectField(pg.deps.Window.Canvas(), string(at))
			}
			return
		}
		pg.model.Done()
		pg.view.left = true
		pg.deps.SignedIn()
	})
}

// giveUp ends what is awaited; what was typed stays.
func (pg *Page) giveUp() {
	pg.asked.Cancel()
	pg.model.Cancelled()
	pg.view.refresh()
	pg.focus(pg.firstEmpty())
}

// typedKey does what the window does with keys that nothing inside it wanted: Esc gives up while an answer is awaited,
// else takes a toast away.
func (pg *Page) typedKey(key *fyne.KeyEvent) {
	switch {
	case widgets.OverlayKey(pg.deps.Window.Canvas(), key) || key.Name != fyne.KeyEscape:
	case pg.model.Busy():
		pg.giveUp()
	default:
		pg.deps.Stage.DismissToast()
	}
}
