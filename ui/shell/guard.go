package shell

import (
	"slices"
	"strings"

	"pupitre/i18n"
	"pupitre/ui/widgets"
)

// leaving is why the guard asks.
type leaving int

const (
	toQuit leaving = iota
	toSignOut
	toKiosk
)

// Work goes on while other pages are shown, and would be cut off, or left to others, if the window closed now.
type Work interface {
	// UnderWay tells what would happen if the window closed now; ok is false when nothing is under way.
	UnderWay(p *i18n.Printer) (w Underway, ok bool)
	// GiveUp ends the work, and runs then once it has ended; when it cannot be ended now, the page says why.
	GiveUp(then func())
}

// Underway is what the guard says of a work.
type Underway struct {
	Title, Body string
	GiveUp      string // label of the button that ends the work and leaves, "" when leaving ends it anyway
}

// Await has the guard ask about a work too.
func (s *Shell) Await(w Work) { s.works = append(s.works, w) }

// Quit ends the program, after the guard.
func (s *Shell) Quit() { s.guard(toQuit, s.deps.Quit) }

// SignOut ends the session, after the guard.
func (s *Shell) SignOut() { s.guard(toSignOut, s.deps.SignOut) }

// StartKiosk turns the window into a kiosk, after the guard. Without unsaved work it makes sure all the same: the session ends.
func (s *Shell) StartKiosk() {
	if s.draft != nil && s.draft.Dirty() || s.working() {
		s.guard(toKiosk, s.deps.Kiosk)
		return
	}
	if s.deps.Kiosk == nil || s.guarding {
		return
	}
	s.guarding = true
	var dialog *widgets.Dialog
	start := widgets.NewPrimaryButton(s.p.T("shell.kiosk.accept"), func() {
		dialog.Close()
		s.deps.Kiosk()
	})
	stay := widgets.NewButton(s.p.T("shell.guard.cancel"), func() { dialog.Close() })
	dialog = widgets.NewDialog(s.p.T("shell.kiosk.title"), widgets.Body(s.p.T("shell.kiosk.body")), start, stay)
	dialog.OnClosed = func() { s.guarding = false }
	dialog.Show(s.deps.Window.Canvas(), nil)
}

// Lock hides everything until the password is given. Nothing is asked: what is unsaved stays.
func (s *Shell) Lock() {
	if s.deps.Lock != nil {
		s.deps.Lock()
	}
}

// guard runs then at once when nothing would be lost, else asks: about work under way, then save, do not save, cancel.
func (s *Shell) guard(why leaving, then func()) {
	if then == nil || s.guarding {
		return
	}
	for _, w := range s.works {
		if now, ok := w.UnderWay(s.p); ok {
			s.guarding = true
			dialog := s.workDialog(w, now, func() { s.guardDraft(why, then) })
			dialog.OnClosed = func() { s.guarding = false }
			dialog.Show(s.deps.Window.Canvas(), nil)
			return
		}
	}
	s.guardDraft(why, then)
}

// working tells whether a work is under way.
func (s *Shell) working() bool {
	return slices.ContainsFunc(s.works, func(w Work) bool {
		_, ok := w.UnderWay(s.p)
		return ok
	})
}

// workDialog asks whether to leave in the middle of a work.
func (s *Shell) workDialog(w Work, now Underway, then func()) *widgets.Dialog {
	var dialog *widgets.Dialog
	leave := widgets.NewPrimaryButton(s.p.T("shell.work.leave"), func() {
		dialog.Close()
		then()
	})
	stay := widgets.NewButton(s.p.T("shell.work.stay"), func() { dialog.Close() })
	dialog = widgets.NewDialog(now.Title, widgets.Body(now.Body), leave, stay)
	if now.GiveUp != "" {
		dialog.SetOther(widgets.NewButton(now.GiveUp, func() {
			dialog.Close()
			w.GiveUp(then)
		}))
	}
	return dialog
}

// guardDraft runs then at once when the draft has nothing to lose, else asks.
func (s *Shell) guardDraft(why leaving, then func()) {
	if s.draft == nil || !s.draft.Dirty() {
		then()
		return
	}
	s.guarding = true
	dialog := s.guardDialog(why, then)
	dialog.OnClosed = func() { s.guarding = false }
	dialog.Show(s.deps.Window.Canvas(), nil)
}

func (s *Shell) guardDialog(why leaving, then func()) *widgets.Dialog {
	var dialog *widgets.Dialog
	title := s.p.T("shell.guard.title_close")
	switch why {
	case toSignOut:
		title = s.p.T("shell.guard.title_sign_out")
	case toKiosk:
		title = s.p.T("shell.guard.title_kiosk")
	case toQuit:
	}
	names := []string{}
	for _, name := range s.draft.Pending(s.p) {
		names = append(names, s.p.T("shell.guard.quoted", "Text", name))
	}
	body := widgets.Body(s.p.N("shell.guard.body", len(names), "Names", strings.Join(names, ", ")))
	discard := widgets.NewButton(s.p.T("shell.guard.discard"), func() {
		dialog.Close()
		s.draft.Discard()
		then()
	})
	save := widgets.NewPrimaryButton(s.p.T("shell.guard.save"), func() {
		dialog.Close()
		s.draft.Save(func(ok bool) {
			if ok {
				then()
			}
		})
	})
	cancel := widgets.NewButton(s.p.T("shell.guard.cancel"), func() { dialog.Close() })
	dialog = widgets.NewDialog(title, body, save, cancel)
	dialog.SetOther(discard)
	return dialog
}
