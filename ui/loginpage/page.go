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
	fields := pg.model.Fields()
	for _, id := range fields {
		if pg.model.Text(id) == "" {
			return id
		}
	}
	if len(fields) == 0 {
		return ""
	}
	return fields[0]
}

func (pg *Page) focus(id FieldID) {
	if canvas := pg.deps.Window.Canvas(); canvas != nil && id != "" {
		widgets.FocusField(canvas, string(id))
	}
}

// show turns to the other panel.
func (pg *Page) show(panel Panel) {
	pg.model.Show(panel)
	pg.turned(pg.firstEmpty())
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

// haveCode goes on to the new password without asking for another letter.
func (pg *Page) haveCode() {
	if !pg.model.HaveCode() {
		pg.view.refresh()
		pg.focus(Email)
		return
	}
	pg.turned(pg.firstEmpty())
}

// turned shows another panel and gives the keyboard to a field.
func (pg *Page) turned(at FieldID) {
	pg.build()
	pg.focus(at)
}

// submit sends the panel, or shows its first fault.
func (pg *Page) submit() {
	request, faulty, ok := pg.model.Submit()
	pg.view.refresh()
	if !ok {
		pg.focus(faulty)
		return
	}
	pg.send(request)
}

// send does what a panel asks for.
func (pg *Page) send(r Request) {
	switch r.Panel {
	case Invite:
		pg.ask(func(ctx context.Context) ([]string, error) {
			return nil, pg.deps.AcceptInvite(ctx, r.Code, r.Name, r.Password)
		}, pg.arrived)
	case Forgot:
		language := pg.p.Language()
		pg.ask(func(ctx context.Context) ([]string, error) {
			return nil, pg.deps.Forgot(ctx, r.Server, r.Email, language)
		}, func([]string) {
			pg.model.CodeSent()
			pg.turned(ResetCode)
		})
	case Reset:
		pg.ask(func(ctx context.Context) ([]string, error) {
			return nil, pg.deps.Reset(ctx, r.Server, r.Email, r.Code, r.Password)
		}, func([]string) { // and signs in with it, so that it is typed twice and not three times
			pg.model.WasReset()
			pg.turned(Password)
			pg.submit()
		})
	case SignIn, Factor, Enrol:
		c := Credentials{Server: r.Server, Email: r.Email, Password: r.Password, Code: r.Code}
		pg.ask(func(ctx context.Context) ([]string, error) { return pg.deps.SignIn(ctx, c) }, pg.arrived)
	case Keep:
	}
}

// demo opens the demonstration.
func (pg *Page) demo() {
	if pg.model.BeginDemo() {
		pg.view.refresh()
		pg.ask(func(ctx context.Context) ([]string, error) { return nil, pg.deps.StartDemo(ctx) }, pg.arrived)
	}
}

// ask waits for an answer away from the window; done deals with a yes.
func (pg *Page) ask(what func(context.Context) ([]string, error), done func([]string)) {
	task.GoLatest(context.Background(), pg.deps.Run, &pg.asked, what, func(codes []string, err error) {
		if err != nil {
			pg.refused(err)
			return
		}
		done(codes)
	})
}

// refused shows why not, at its place; a sign-in that lacks a second factor goes on.
func (pg *Page) refused(err error) {
	before := pg.model.Panel()
	at := pg.model.Failed(err)
	if pg.model.Panel() != before {
		pg.turned(at)
		return
	}
	pg.view.refresh()
	if at != "" {
		widgets.SelectField(pg.deps.Window.Canvas(), string(at))
	}
}

// arrived leaves the page to the session, once its recovery codes have been shown.
func (pg *Page) arrived(codes []string) {
	if len(codes) == 0 {
		pg.enter()
		return
	}
	pg.model.ToKeep(codes)
	pg.build()
}

// enter leaves the page to the session.
func (pg *Page) enter() {
	pg.model.Done()
	pg.view.left = true
	pg.deps.SignedIn()
}

// giveUp ends what is awaited; what was typed stays.
func (pg *Page) giveUp() {
	pg.asked.Cancel()
	pg.model.Cancelled()
	pg.view.refresh()
	pg.focus(pg.firstEmpty())
}

// typedKey does what the window does with keys that nothing inside it wanted: Esc gives up while an answer is awaited,
// else takes a toast away, else goes back to the first step.
func (pg *Page) typedKey(key *fyne.KeyEvent) {
	switch {
	case widgets.OverlayKey(pg.deps.Window.Canvas(), key) || key.Name != fyne.KeyEscape:
	case pg.model.Busy():
		pg.giveUp()
	case pg.deps.Stage.DismissToast():
	case pg.model.Panel() != SignIn && pg.model.Panel() != Keep:
		pg.show(SignIn)
	}
}
