// Package frame shows one page in the whole window, side bar included, for the tests of pages.
package frame

import (
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
)

// Scene is a window with one page.
type Scene struct {
	*uitest.Screen
	Shell *shell.Shell
	Sync  *Sync
}

// Sync is an exchange that is in one state until it is given another.
type Sync struct {
	Now     desk.State
	Retries int
}

// State is the state given.
func (s *Sync) State() desk.State { return s.Now }

// Subscribe calls nobody.
func (*Sync) Subscribe(func()) (cancel func()) { return func() {} }

// RetryNow is counted.
func (s *Sync) RetryNow() { s.Retries++ }

// Clock stands still at uitest.Now.
type Clock struct{}

// Now is always the same.
func (Clock) Now() time.Time { return uitest.Now }

// Montreal is the zone of the scenes.
func Montreal() *time.Location {
	zone, err := time.LoadLocation("America/Toronto")
	if err != nil {
		panic(err) // the zones are part of the program
	}
	return zone
}

// Open shows the page of a registration. build runs once screen and shell are there; more are further pages of the side bar.
func Open(t uitest.T, setup uitest.Setup, build func(*Scene) shell.Registration, more ...shell.Registration) *Scene {
	t.Helper()
	s := &Scene{Sync: &Sync{Now: desk.State{Connection: desk.Online, LastExchange: uitest.Now.Add(-5 * time.Minute)}}}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		s.Shell = NewShell(screen, setup, shell.Deps{
			Sync: s.Sync, Clock: Clock{}, PickLanguage: func(lang i18n.Language) { s.Shell.SetLanguage(lang) },
			Person: shell.Person{Name: "Marie Tremblay", Email: "marie.tremblay@boreale.example", Role: access.Primary},
		})
		page := build(s)
		s.Shell.Register(page)
		for _, r := range more {
			s.Shell.Register(r)
		}
		s.Shell.Start(shell.Place{Route: page.Route})
		return screen.Stage.Content()
	})
	return s
}

// NewShell is the frame of a window, of which deps say what the screen does not know.
func NewShell(s *uitest.Screen, setup uitest.Setup, deps shell.Deps) *shell.Shell {
	deps.Window, deps.Stage, deps.Run, deps.Language = s.Window, s.Stage, s.Runner, s.Printer.Language()
	deps.Look = look.Options{Mode: setup.Mode, Zoom: setup.Zoom}
	out := shell.New(deps)
	out.SetProvider("Téléphonie Boréale")
	return out
}

// Setups are both languages in light and dark, high contrast, and large type in the smallest window.
func Setups() []uitest.Setup {
	small, usual := fyne.NewSize(1024, 700), fyne.NewSize(1100, 760)
	return []uitest.Setup{
		{Size: usual},
		{Size: usual, Language: i18n.English},
		{Size: usual, Mode: look.Dark, Language: i18n.English},
		{Size: small},
		{Size: small, Mode: look.HighContrast},
		{Size: small, Zoom: look.Zoom150},
		{Size: fyne.NewSize(1600, 1000)},
	}
}
