package shell

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// portalScene is a shell with a page in the portal and one beside it.
func portalScene(t *testing.T, may bool) *scene {
	s := open(t, uitest.Setup{}, func(d *Deps) { d.Portal = func() bool { return may } })
	s.shell.Register(Registration{
		Route: "home", Group: GroupPortal, Title: func(*i18n.Printer) string { return "Accueil" },
		New: func(*i18n.Printer) Page {
			return &stub{line: widgets.Body("page du portail"), log: &s.log, name: "home"}
		},
	})
	s.shell.Open(Place{Route: "home"})
	s.Settle()
	return s
}

func TestTheHeaderSwitchesBetweenPortalAndAccount(t *testing.T) {
	s := portalScene(t, true)
	s.Focus("shell.area")
	s.Key(fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn)
	s.Settle()
	s.ExpectNoText("page du portail")
	s.Focus("shell.area")
	s.Key(fyne.KeySpace, fyne.KeyUp, fyne.KeyReturn)
	s.Settle()
	s.ExpectText("page du portail")
}

func TestWhoMayNotEnterThePortalHasNoSwitch(t *testing.T) {
	if s := portalScene(t, false); s.HasControl(s.Printer.T("shell.area.label")) {
		t.Error("the switch is offered")
	}
}
