package catalog

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"

	"pupitre/data/gate"
	"pupitre/ui/kioskpage"
	kiosk "pupitre/ui/kioskpage/sample"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// kioskEntries are the screens of the kiosk, which belong at 150 %. They are used as in a kiosk; the PIN is 2026.
func kioskEntries() []Entry {
	return []Entry{
		{ID: livePrefix + "kiosk", Group: groupPages, Title: "Kiosk", Build: kioskScreens},
		{ID: livePrefix + "kiosk-enrolment", Group: groupPages, Title: "Kiosk, enrolment", Build: func(e Env) fyne.CanvasObject {
			w := newKioskWindow(e)
			kioskpage.NewEnrolment(kioskpage.EnrolDeps{
				Window: w, Stage: w.stage, Run: e.Runner, Language: e.Printer.Language(), Leave: func() {}, Enrolled: func() {},
				Enrol: func(context.Context, string) error { return errors.New("a sample enrols nothing") },
			}).Start()
			return w.stage
		}},
		{ID: livePrefix + "kiosk-out", Group: groupPages, Title: "Kiosk, out of service", Build: func(e Env) fyne.CanvasObject {
			w := newKioskWindow(e)
			kioskpage.NewOutOfService(kioskpage.OutDeps{
				Window: w, Stage: w.stage, Run: e.Runner, Language: e.Printer.Language(), Reason: errors.New("a sample"),
				Every: time.Hour, Again: func() {},
			}).Start()
			return w.stage
		}},
	}
}

func kioskScreens(e Env) fyne.CanvasObject {
	w := newKioskWindow(e)
	k := kioskpage.New(kioskpage.Deps{
		Window: w, Stage: w.stage, Run: e.Runner, Clock: kioskClock{}, Source: kiosk.Boreale(), Finder: &kiosk.Finder{},
		Gate: gate.Open(&gateFile{}, kioskClock{}.Now), DemoPIN: kioskPIN,
		CheckPIN:     func(_ context.Context, pin string) (bool, error) { return pin == kioskPIN, nil },
		LastActivity: kioskClock{}.Now, Idle: time.Minute, SetIdle: func(time.Duration) {},
		Mode: look.System, SetMode: func(look.Mode) {}, Language: e.Printer.Language(),
		Leave: func() {}, Forget: func() {}, Revoked: func() {},
	})
	k.Start()
	k.SetLanguage(e.Printer.Language())
	return w.stage
}

const kioskPIN = "2026"

// kioskWindow is a place for a kiosk inside the gallery's window.
type kioskWindow struct {
	stage  *widgets.Stage
	canvas fyne.Canvas
}

func newKioskWindow(e Env) *kioskWindow {
	w := &kioskWindow{stage: widgets.NewStage(e.Runner, widgets.Column("")), canvas: software.NewCanvas()}
	w.canvas.SetContent(container.NewStack())
	return w
}

// Canvas, SetTitle and SetCloseIntercept implement kioskpage.Window: the keys of the gallery's own window stay its own.
func (w *kioskWindow) Canvas() fyne.Canvas      { return w.canvas }
func (w *kioskWindow) SetTitle(string)          {}
func (w *kioskWindow) SetCloseIntercept(func()) {}

// kioskClock is the time of the samples, at which nobody ever leaves.
type kioskClock struct{}

// Now is always the same.
func (kioskClock) Now() time.Time { return kiosk.Now }

// gateFile keeps a count of failures while the entry is shown.
type gateFile struct{ text []byte }

func (f *gateFile) Read() ([]byte, error) { return f.text, nil }

func (f *gateFile) Write(text []byte) error {
	f.text = text
	return nil
}
