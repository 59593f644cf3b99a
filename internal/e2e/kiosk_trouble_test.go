//go:build linux

package e2e

import (
	"image"
	"testing"
)

// A kiosk that a person begins from the menu is watched over as one that was started as such; leaving it brings the desktop
// back, which asks for a sign-in.
func TestAKioskBegunFromTheMenu(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.server()
	code := s.enrolCode()
	c := w.computer("marie")
	c.keepsKioskSettings()
	d := c.open(s)
	d.signIn(marie)
	d.goTo(fr.T("shell.command.kiosk"))
	d.sees(fr.T("shell.kiosk.title"))
	d.keys("Tab", "Return") // past the way back

	everyday := w.reader
	w.readsKiosk()
	b := &booth{d, image.Pt(1600, 1000)}
	b.enrols(code)
	b.crashes()
	b.touches(fr.T("kiosk.exit.button"))
	b.shows(fr.T("kiosk.exit.intro"))
	b.types(kioskPIN)
	b.keys("Return")
	b.touches(fr.T("kiosk.care.leave"))

	w.reader = everyday
	d.waitTitle(d.p.T("login.window_title"))
	d.sees(d.p.T("login.password"))
	d.noToolkitErrors()
	d.quit()
}
