package catalog

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/uitest"
)

// Show shows an entry on a screen in memory, in the state to look at.
func Show(t uitest.T, e Entry, setup uitest.Setup) *uitest.Screen {
	t.Helper()
	var env Env
	s := uitest.Open(t, setup, func(s *uitest.Screen) fyne.CanvasObject {
		env = Env{Printer: s.Printer, Runner: s.Runner, Stage: s.Stage}
		return e.Build(env)
	})
	if e.Ready != nil {
		e.Ready(env, s.Canvas)
		s.Settle()
	}
	return s
}
