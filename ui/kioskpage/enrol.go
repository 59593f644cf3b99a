package kioskpage

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/fault"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// fieldCode is the field of the one-time code.
const fieldCode = "kiosk.code"

// maxCode bounds what is typed, in characters; codes are of a few hundred.
const maxCode = 2048

// EnrolDeps are what the enrolment of a kiosk needs. Speak and Leave may be nil.
type EnrolDeps struct {
	Window   Window
	Stage    *widgets.Stage
	Run      task.Runner
	Language i18n.Language
	Revoked  bool // an administrator has just ended the kiosk that this computer was

	// Enrol spends a one-time code.
	Enrol    func(ctx context.Context, code string) error
	Enrolled func() // on the window's goroutine
	Speak    func(i18n.Language)
	Leave    func() // nobody is enrolled, so that no PIN is asked
}

// Enrolment asks for the one-time code that makes this computer a kiosk. It belongs to the window's goroutine.
type Enrolment struct {
	deps  EnrolDeps
	p     *i18n.Printer
	code  string
	fault error
	busy  bool
	keys  bool // the keyboard on the screen is shown
	asked task.Latest
	entry *widgets.Entry
	done  bool
}

// NewEnrolment makes an enrolment; Start shows it.
func NewEnrolment(deps EnrolDeps) *Enrolment {
	return &Enrolment{deps: deps, p: i18n.For(deps.Language)}
}

// Start fills the window.
func (e *Enrolment) Start() {
	if e.deps.Leave != nil {
		e.deps.Window.SetCloseIntercept(e.leave)
	}
	canvas := e.deps.Window.Canvas()
	canvas.SetOnTypedRune(nil)
	canvas.SetOnTypedKey(func(key *fyne.KeyEvent) { widgets.OverlayKey(canvas, key) })
	e.show()
}

// Stop ends what is awaited; the window may show something else.
func (e *Enrolment) Stop() {
	e.done = true
	e.asked.Cancel()
}

func (e *Enrolment) show() {
	canvas := e.deps.Window.Canvas()
	e.deps.Stage.SetContent(e.build())
	e.deps.Window.SetTitle(e.p.T("kiosk.window_title"))
	widgets.Settle(canvas)
	widgets.FocusField(canvas, fieldCode)
}

func (e *Enrolment) build() fyne.CanvasObject {
	p := e.p
	title := widgets.NewText(p.T("kiosk.enrol.title"), widgets.TextStyle{Size: theme.SizeNameHeadingText, Bold: true})
	parts := []fyne.CanvasObject{title}
	if e.deps.Revoked {
		parts = append(parts, widgets.NewBanner(widgets.Caution, p.T("kiosk.enrol.revoked")))
	}
	if e.fault != nil {
		parts = append(parts, widgets.NewBanner(widgets.Failure, p.Err(e.fault)))
	}
	submit := widgets.NewPrimaryButton(p.T("kiosk.enrol.submit"), e.submit)
	submit.SetBusy(e.busy)
	parts = append(parts, widgets.Body(p.T("kiosk.enrol.intro")), e.field(), submit)
	if e.keys {
		parts = append(parts, newKeyboard(p, e.insert, e.erase, e.toggleKeys).root)
	}
	return widgets.Page(e.head(), scrolled(widgets.Padded(look.Space16, look.Space24, atMost(textWidth, widgets.Column(look.Space16, parts...)))),
		widgets.Body(""))
}

// head is the keyboard, the language and the way out.
func (e *Enrolment) head() fyne.CanvasObject {
	p := e.p
	choice := widgets.NewSegmented(p.T("kiosk.language"),
		widgets.Option{Value: string(i18n.French), Label: p.T("kiosk.language_fr")},
		widgets.Option{Value: string(i18n.English), Label: p.T("kiosk.language_en")})
	choice.SetSelected(string(p.Language()))
	choice.SetFieldID(fieldLanguage)
	choice.OnChanged = func(value string) { e.setLanguage(i18n.Language(value)) }
	keys := widgets.NewButton(p.T("kiosk.keyboard.show"), e.toggleKeys)
	keys.SetIcon(resources.Keyboard)
	right := []fyne.CanvasObject{choice}
	if e.deps.Leave != nil {
		right = append(right, exitButton(p, e.leave))
	}
	return widgets.Padded(look.Space12, look.Space16, widgets.Ends(widgets.Line(look.Space12, keys), widgets.LineEnd(look.Space12, right...)))
}

func (e *Enrolment) field() fyne.CanvasObject {
	e.entry = widgets.NewEntry(e.p.T("kiosk.enrol.code"))
	e.entry.SetFieldID(fieldCode)
	e.entry.SetHint(e.p.T("kiosk.enrol.code_hint"))
	e.entry.SetText(e.code)
	e.entry.OnChanged = func(text string) { e.code = text }
	e.entry.OnSubmitted = func(string) { e.submit() }
	return widgets.Column(look.Space4, widgets.Strong(e.p.T("kiosk.enrol.code")), e.entry)
}

func (e *Enrolment) setLanguage(l i18n.Language) {
	e.p = i18n.For(l)
	if e.deps.Speak != nil {
		e.deps.Speak(l)
	}
	e.show()
}

func (e *Enrolment) toggleKeys() {
	e.keys = !e.keys
	e.show()
}

func (e *Enrolment) insert(r rune) { e.entry.SetText(e.code + string(r)) }

func (e *Enrolment) erase() {
	if runes := []rune(e.code); len(runes) > 0 {
		e.entry.SetText(string(runes[:len(runes)-1]))
	}
}

// submit spends the code.
func (e *Enrolment) submit() {
	code := strings.TrimSpace(e.code)
	switch {
	case e.busy:
		return
	case code == "":
		e.refuse(fault.New(fault.Invalid, "kioskpage.submit", "kiosk.enrol.code_required"))
		return
	case len([]rune(code)) > maxCode:
		e.refuse(fault.New(fault.Invalid, "kioskpage.submit", "kiosk.enrol.bad_code"))
		return
	}
	e.busy, e.fault = true, nil
	e.show()
	task.GoLatest(context.Background(), e.deps.Run, &e.asked, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, e.deps.Enrol(ctx, code)
	}, func(_ struct{}, err error) {
		if e.done {
			return
		}
		if err != nil {
			e.refuse(err)
			return
		}
		e.Stop()
		e.deps.Enrolled()
	})
}

func (e *Enrolment) refuse(err error) {
	e.busy, e.fault = false, err
	e.show()
}

func (e *Enrolment) leave() {
	e.Stop()
	e.deps.Leave()
}
