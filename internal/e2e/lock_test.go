//go:build linux

package e2e

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"pupitre/data/demo"
	"pupitre/data/workstation"
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
	d.locksOnDisk() // the screen does not wait for the disk
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

// locksOnDisk waits until the file that the next start reads says that the window is locked.
func (d *desktop) locksOnDisk() {
	d.w.t.Helper()
	d.w.eventually(patience, func() error {
		text, err := os.ReadFile(filepath.Join(d.data(), "settings.json"))
		if err != nil {
			return err
		}
		var kept workstation.Settings
		if err := json.Unmarshal(text, &kept); err != nil {
			return err
		}
		if !kept.Locked {
			return errors.New("the settings do not say that the window is locked")
		}
		return nil
	})
}
