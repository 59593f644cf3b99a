package kioskpage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// OutDeps are what a kiosk that cannot open needs. Leave may be nil.
type OutDeps struct {
	Window   Window
	Stage    *widgets.Stage
	Run      task.Runner
	Language i18n.Language
	Reason   error         // told in small letters, for the desk
	Every    time.Duration // how soon Again is called by itself
	Again    func()        // tries once more
	Leave    func()        // the way out of a computer that is no kiosk yet; nil where it takes a PIN, which nobody can check now
}

// OutOfService is a kiosk that cannot open. Visitors are sent to the desk, in both languages and without alarm. It belongs to
// the window's goroutine.
type OutOfService struct {
	deps OutDeps
	p    *i18n.Printer
	stop func()
}

// NewOutOfService makes the page; Start shows it.
func NewOutOfService(deps OutDeps) *OutOfService {
	return &OutOfService{deps: deps, p: i18n.For(deps.Language)}
}

// Start fills the window until the next try, or Stop.
func (o *OutOfService) Start() {
	canvas := o.deps.Window.Canvas()
	canvas.SetOnTypedRune(nil)
	canvas.SetOnTypedKey(nil)
	o.deps.Window.SetCloseIntercept(o.leave)
	o.deps.Stage.SetContent(o.build())
	o.deps.Window.SetTitle(o.p.T("kiosk.window_title"))
	widgets.Settle(canvas)
	o.stop = o.deps.Run.After(o.deps.Every, o.deps.Again)
}

// Stop ends the wait for the next try.
func (o *OutOfService) Stop() { o.stop() }

func (o *OutOfService) leave() {
	if o.deps.Leave != nil {
		o.Stop()
		o.deps.Leave()
	}
}

func (o *OutOfService) build() fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.NewIcon(resources.Schedule, look.IconHuge, look.ColorMuted)}
	for _, p := range o.inTurn() {
		parts = append(parts,
			widgets.NewText(p.T("kiosk.out.title"), widgets.TextStyle{Size: theme.SizeNameHeadingText, Bold: true, Align: fyne.TextAlignCenter}),
			widgets.NewText(p.T("kiosk.out.body"), widgets.TextStyle{Align: fyne.TextAlignCenter}))
	}
	head := fyne.CanvasObject(widgets.Body(""))
	if o.deps.Leave != nil {
		head = widgets.LineEnd(look.Space12, exitButton(o.p, o.leave))
	}
	foot := widgets.NewText(o.p.T("kiosk.desk_note", "Text", o.p.Err(o.deps.Reason)),
		widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Align: fyne.TextAlignCenter})
	return widgets.Page(widgets.Padded(look.Space12, look.Space16, head),
		middle(textWidth, widgets.Column(look.Space16, parts...)), widgets.Padded(look.Space8, look.Space16, foot))
}

// inTurn is every language, that of the service first.
func (o *OutOfService) inTurn() []*i18n.Printer {
	out := []*i18n.Printer{o.p}
	for _, l := range i18n.Languages {
		if l != o.p.Language() {
			out = append(out, i18n.For(l))
		}
	}
	return out
}
