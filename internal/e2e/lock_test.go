//go:build linux

package e2e

import (
	"testing"

	"pupitre/data/demo"
)

// A newcomer is shown around; a locked window shows nothing, opens with the password without the server, with what was half
// typed; a crash while it is locked unlocks nothing.
func TestAWindowIsLockedAndOpenedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	d := c.openAsNewcomer(s)
	d.waitTitle(d.p.T("login.window_title"))
	d.focus()
	d.sees(d.p.T("login.password"))
	d.types(demo.Email)
	d.keys("Tab")
	d.types(demo.Password)
	d.keys("Return")
	d.sees(d.p.T("tour.place", "Card", 1, "Cards", 5))
	d.keys("Return")
	d.sees(d.p.T("tour.place", "Card", 2, "Cards", 5))
	d.keys("Escape")
	d.synced()

	d.goTo(d.p.T("settings.profile.name"))
	d.keys("ctrl+a")
	d.types("Boréale à moitié")
	d.keys("ctrl+l")
	d.waitTitle(d.p.T("lock.window_title"))
	d.sees(d.p.T("lock.title"))
	d.seesNoMore(d.p.T("settings.profile.name"))
	s.stop()
	d.types("not the password")
	d.keys("Return")
	d.sees(d.p.T("lock.wrong_password"))
	d.types(demo.Password)
	d.keys("Return")
	d.waitTitle(unsaved + d.settingsTitle())
	d.sees("Boréale à moitié")

	d.keys("ctrl+l")
	d.waitTitle(d.p.T("lock.window_title"))
	d.crash()
	s.restart()
	again := c.open(s)
	again.waitTitle(again.p.T("lock.window_title"))
	again.focus()
	again.sees(again.p.T("lock.title"))
	again.types(demo.Password)
	again.keys("Return")
	again.waitTitle(unsaved + again.settingsTitle())
	again.sees("Boréale à moitié")
	s.portalKeeps(demo.Name, 0)
}
