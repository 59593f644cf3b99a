//go:build linux

package e2e

import (
	"strings"
	"testing"

	"pupitre/data/demo"
	"pupitre/i18n"
)

// Both edit while the server is away, then it comes back.
func TestTwoDesktopsEditDifferentFieldsAndBothSurvive(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	mariesDesk := w.computer("marie").open(s)
	lucsDesk := w.computer("luc").open(s)
	mariesDesk.signIn(marie)
	lucsDesk.signIn(luc)
	mariesDesk.synced()
	lucsDesk.synced()

	s.stop()
	const name = "Téléphonie des deux rives"
	mariesDesk.rename(name)
	mariesDesk.save()
	lucsDesk.goTo(lucsDesk.p.T("settings.profile.default_language"))
	lucsDesk.choose(lucsDesk.p.T("settings.language.en"))
	lucsDesk.waitTitle(unsaved + lucsDesk.settingsTitle())
	lucsDesk.save()
	s.restart()

	s.portalShows(name, patience)
	mariesDesk.synced()
	lucsDesk.synced()
	lucsDesk.sees(name)
	mariesDesk.sees(mariesDesk.p.T("settings.language.en"))
	page, err := s.portal(i18n.French)
	w.check(err)
	if !strings.Contains(page, fr.T("settings.language.en")) && !strings.Contains(strings.ToLower(page), "anglais") {
		t.Errorf("the public page does not tell the new default language:\n%s", page)
	}
}

// A script and a window, two fields, one provider.
func TestTheCommandLineAndAWindowMeet(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	d := w.computer("marie").open(s)
	d.signIn(marie)
	script := w.bareComputer("script")
	script.mustCtl(demo.Password, "sign-in", s.address, luc)

	script.mustCtl(demo.Password, "set", "profile.time_zone=America/Vancouver")
	d.sees("America/Vancouver")
	const name = "Téléphonie du Pacifique"
	d.rename(name)
	d.save()
	d.synced()
	script.mustCtl(demo.Password, "sync")
	if got := script.mustCtl(demo.Password, "get", "profile.name", "profile.time_zone"); got != "profile.name="+name+"\nprofile.time_zone=America/Vancouver\n" {
		t.Errorf("the command line reads %q", got)
	}
}
