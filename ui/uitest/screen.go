// Package uitest shows widgets and pages on a screen in memory and uses them as a person would: pointer, keyboard, time.
// Theme, language, size, fonts and clock are fixed, so that pictures are the same everywhere; it needs neither OpenGL nor
// X11.
package uitest

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Setup is what a screen looks like. The zero value is French, light, 100 %, 1024 × 700.
type Setup struct {
	Language i18n.Language
	Mode     look.Mode // look.System means Light
	Zoom     look.Zoom
	Touch    bool
	Size     fyne.Size
}

func (s Setup) filled() Setup {
	if s.Language == "" {
		s.Language = i18n.French
	}
	if s.Mode == look.System {
		s.Mode = look.Light
	}
	if s.Zoom == 0 {
		s.Zoom = look.Zoom100
	}
	if s.Size.IsZero() {
		s.Size = fyne.NewSize(1024, 700)
	}
	return s
}

// Now is the time of every screen: Saturday 21 November 2026, 14:30 in Montréal.
var Now = time.Date(2026, time.November, 21, 19, 30, 0, 0, time.UTC)

// T is what the screen needs of a test; a program that renders pictures may give its own.
type T interface {
	Helper()
	Cleanup(func())
	Error(args ...any)
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Skipf(format string, args ...any)
}

// Screen is a window in memory.
type Screen struct {
	Setup   Setup
	Printer *i18n.Printer
	Runner  *task.InlineRunner
	Stage   *widgets.Stage
	Window  fyne.Window
	Canvas  fyne.Canvas

	t        T
	measured map[fyne.CanvasObject]fyne.Size
	hovered  fyne.CanvasObject
}

// Open shows what build makes. The screen goes with the test. One screen at a time: Fyne's test driver knows one app.
func Open(t T, setup Setup, build func(s *Screen) fyne.CanvasObject) *Screen {
	t.Helper()
	setup = setup.filled()
	app := test.NewApp()
	t.Cleanup(func() { test.NewApp() })
	app.Settings().SetTheme(look.New(look.Options{Mode: setup.Mode, Zoom: setup.Zoom, Touch: setup.Touch}))
	if err := look.ApplyLanguage(setup.Language); err != nil {
		t.Fatal(err)
	}
	s := &Screen{
		Setup: setup, Printer: i18n.For(setup.Language), Runner: task.Inline(),
		t: t, measured: map[fyne.CanvasObject]fyne.Size{},
	}
	s.Stage = widgets.NewStage(s.Runner, nil)
	s.Window = app.NewWindow("")
	t.Cleanup(s.Window.Close)
	s.Canvas = s.Window.Canvas()
	s.Window.SetPadded(false)
	s.Show(build(s))
	return s
}

// Show replaces what the stage shows.
func (s *Screen) Show(content fyne.CanvasObject) {
	s.Stage.SetContent(content)
	if s.Window.Content() == nil {
		s.Window.SetContent(s.Stage)
	}
	s.Window.Resize(s.Setup.Size)
	s.Settle()
}

// Resize changes the size of the window.
func (s *Screen) Resize(size fyne.Size) {
	s.Setup.Size = size
	s.Window.Resize(size)
	s.Settle()
}

// SetLook changes the theme while the screen is open.
func (s *Screen) SetLook(options look.Options) {
	s.Setup.Mode, s.Setup.Zoom, s.Setup.Touch = options.Mode, options.Zoom, options.Touch
	fyne.CurrentApp().Settings().SetTheme(look.New(options))
	s.Settle()
}

// Advance moves the time of the runner.
func (s *Screen) Advance(d time.Duration) {
	s.Runner.Advance(d)
	s.Settle()
}

// Settle does what Fyne's real canvas does before each frame and its test canvas does not: where the smallest size of an
// object has changed, its parent is laid out anew.
func (s *Screen) Settle() {
	const enough = 8
	for range enough {
		changed := false
		for _, root := range s.roots() {
			changed = s.settle(root) || changed
		}
		if !changed {
			return
		}
	}
	s.t.Error("the layout does not settle: sizes change at each pass")
}

func (s *Screen) settle(o fyne.CanvasObject) (changed bool) {
	if !o.Visible() {
		return false
	}
	childChanged := false
	for _, child := range drawn(o) {
		childChanged = s.settle(child) || childChanged
	}
	if childChanged {
		layOut(o)
	}
	least := o.MinSize()
	if s.measured[o] != least {
		s.measured[o] = least
		return true
	}
	return false
}

func layOut(o fyne.CanvasObject) {
	switch o := o.(type) {
	case *fyne.Container:
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, o.Size())
		}
	case fyne.Widget:
		test.WidgetRenderer(o).Layout(o.Size())
	}
}

// roots are what is shown, from bottom to top.
func (s *Screen) roots() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{s.Canvas.Content()}, s.Canvas.Overlays().List()...)
}

// top is what receives events.
func (s *Screen) top() fyne.CanvasObject {
	if top := s.Canvas.Overlays().Top(); top != nil {
		return top
	}
	return s.Canvas.Content()
}
