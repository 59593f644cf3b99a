// Package lock hides a window until its person gives the password: what was on the screen is taken off it, and comes back as
// it was, half-typed text included.
package lock

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/fault"
	"pupitre/data/gate"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

const (
	fieldPassword = "lock.password_field"
	fieldLanguage = "lock.language_field"
)

// Window is the window that is locked; fyne.Window is one.
type Window interface {
	Canvas() fyne.Canvas
	SetTitle(title string)
	SetCloseIntercept(asked func())
}

// Deps are what the locked window needs. CapsLock and Spoke may be nil, Sample empty.
type Deps struct {
	Window   Window
	Stage    *widgets.Stage // what the window shows; the page fills it
	Run      task.Runner
	CapsLock widgets.CapsLock
	Language i18n.Language
	Name     string // of whom the session is
	Email    string
	Sample   string // the password of the sample data, which nobody was asked to choose; it is public, and shown

	// Unlock opens the session again with the password.
	Unlock   func(ctx context.Context, password string) error
	Unlocked func() // on the window's goroutine; it shows something else then
	Other    func() // ends the session for another person to sign in
	Quit     func()
	Wait     func() time.Duration // until another try is allowed
	Spoke    func(i18n.Language)
}

// Page is the locked window. It belongs to the window's goroutine.
type Page struct {
	deps   Deps
	p      *i18n.Printer
	entry  *widgets.PasswordEntry
	row    *widgets.Row
	submit *widgets.Button
	root   *fyne.Container
	asked  task.Latest
	busy   bool
	fault  error
	stop   func()
	unseal func()
	done   bool
}

// New makes a page; Show shows it.
func New(deps Deps) *Page { return &Page{deps: deps, p: i18n.For(deps.Language)} }

// Show takes everything else off the window, and keeps off what comes late.
func (pg *Page) Show() {
	canvas := pg.deps.Window.Canvas()
	closeOverlays(canvas)
	pg.unseal = pg.deps.Stage.Seal()
	canvas.SetOnTypedRune(nil)
	canvas.SetOnTypedKey(func(key *fyne.KeyEvent) { widgets.OverlayKey(canvas, key) })
	pg.deps.Window.SetCloseIntercept(pg.deps.Quit)
	pg.build("")
	pg.tick()
}

// closeOverlays cancels dialogs and menus, as Esc does: what they show may be as private as the page.
func closeOverlays(canvas fyne.Canvas) {
	const most = 16 // a dialog may ask another question before it goes
	for range most {
		if !widgets.OverlayKey(canvas, &fyne.KeyEvent{Name: fyne.KeyEscape}) {
			break
		}
	}
	for _, left := range canvas.Overlays().List() {
		canvas.Overlays().Remove(left)
	}
}

// build makes the page in its language; typed is what stands in the field.
func (pg *Page) build(typed string) {
	p := pg.p
	centred := fyne.TextAlignCenter
	pg.entry = widgets.NewPasswordEntry(p, p.T("lock.password"), pg.deps.CapsLock)
	pg.entry.SetFieldID(fieldPassword)
	pg.entry.SetText(typed)
	pg.entry.OnSubmitted = func(string) { pg.unlock() }
	help := ""
	if pg.deps.Sample != "" {
		help = p.T("lock.sample", "Password", pg.deps.Sample)
	}
	pg.row = widgets.NewRow(p.T("lock.password"), help, pg.entry, look.ControlWide)
	pg.submit = widgets.NewPrimaryButton(p.T("lock.unlock"), pg.unlock)
	other := widgets.NewButton(p.T("lock.someone"), pg.other)
	other.SetTooltip(p.T("lock.someone_help", "Name", pg.deps.Name))
	button := widgets.Padded(look.Space8, look.Space16, pg.submit) // as wide as the field: a row has its own sides
	card := widgets.NewCard("", widgets.Padded(look.Space8, "", widgets.Column("", pg.row, button)))
	column := widgets.Column(look.Space12,
		widgets.NewIcon(resources.Lock, look.IconHuge, look.ColorMuted),
		widgets.NewText(p.T("lock.title"), widgets.TextStyle{Size: theme.SizeNameHeadingText, Bold: true, Align: centred}),
		widgets.NewText(pg.deps.Name, widgets.TextStyle{Bold: true, Align: centred}),
		widgets.NewText(pg.deps.Email, widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Align: centred}),
		widgets.NewText(p.T("lock.body"), widgets.TextStyle{Color: look.ColorMuted, Align: centred}),
		card, other)
	head := widgets.Padded(look.Space12, look.Space16, widgets.LineEnd(look.Space8, pg.languages()))
	pg.root = widgets.Page(head, widgets.Centered(look.FormWidth, column), widgets.Column(""))
	pg.deps.Stage.SetContent(pg.root)
	pg.deps.Window.SetTitle(p.T("lock.window_title"))
	widgets.Settle(pg.deps.Window.Canvas())
	pg.refresh()
	widgets.FocusField(pg.deps.Window.Canvas(), fieldPassword)
}

func (pg *Page) languages() fyne.CanvasObject {
	choice := widgets.NewSegmented(pg.p.T("lock.language"),
		widgets.Option{Value: string(i18n.French), Label: pg.p.T("lock.language_fr")},
		widgets.Option{Value: string(i18n.English), Label: pg.p.T("lock.language_en")})
	choice.SetFieldID(fieldLanguage)
	choice.SetSelected(string(pg.p.Language()))
	choice.OnChanged = func(value string) {
		pg.p = i18n.For(i18n.Language(value))
		if pg.deps.Spoke != nil {
			pg.deps.Spoke(pg.p.Language())
		}
		pg.build(pg.entry.Text())
	}
	return choice
}

// unlock gives the password.
func (pg *Page) unlock() {
	if pg.busy || pg.deps.Wait() > 0 {
		return
	}
	password := pg.entry.Text()
	if password == "" {
		pg.refuse(fault.New(fault.Invalid, "lock.unlock", "lock.password_required"))
		return
	}
	pg.busy, pg.fault = true, nil
	pg.refresh()
	task.GoLatest(context.Background(), pg.deps.Run, &pg.asked, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, pg.deps.Unlock(ctx, password)
	}, func(_ struct{}, err error) {
		if pg.done {
			return
		}
		pg.busy = false
		if err != nil {
			pg.entry.SetText("")
			pg.refuse(err)
			return
		}
		pg.leave()
		pg.deps.Unlocked()
	})
}

func (pg *Page) refuse(err error) {
	pg.fault = err
	pg.refresh()
	widgets.FocusField(pg.deps.Window.Canvas(), fieldPassword)
}

func (pg *Page) other() {
	if pg.busy {
		return
	}
	pg.leave()
	pg.deps.Other()
}

// leave ends the page; nothing that was typed stays in it.
func (pg *Page) leave() {
	pg.done = true
	pg.stop()
	pg.unseal()
	pg.asked.Cancel()
	pg.entry.SetText("")
}

// tick counts the wait down.
func (pg *Page) tick() {
	pg.stop = pg.deps.Run.After(time.Second, pg.tick)
	pg.refresh()
}

// refresh shows the state: what was wrong, and how long nothing can be tried.
func (pg *Page) refresh() {
	seconds := gate.Seconds(pg.deps.Wait())
	said := pg.p.Err(pg.fault)
	if seconds > 0 {
		said = pg.p.N("gate.wait", seconds)
	}
	pg.row.SetError(said)
	pg.submit.SetBusy(pg.busy)
	if seconds > 0 {
		pg.submit.Disable()
	} else {
		pg.submit.Enable()
	}
	pg.root.Refresh()
}
