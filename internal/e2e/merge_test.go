//go:build linux

package e2e

import (
	"strings"
	"testing"

	"pupitre/data/demo"
	"pupitre/i18n"
)

const delegate = "luc.cote@boreale.example"

// Both edit while the server is away, then it comes back.
func TestTwoDesktopsEditDifferentFieldsAndBothSurvive(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	marie := w.computer("marie").open(s)
	luc := w.computer("luc").open(s)
	marie.signIn(demo.Email)
	luc.signIn(delegate)
	marie.synced()
	luc.synced()

	s.stop()
	const name = "Téléphonie des deux rives"
	marie.rename(name)
	marie.save()
	luc.goTo(luc.p.T("settings.profile.default_language"))
	luc.choose(luc.p.T("settings.language.en"))
	luc.waitTitle(unsaved + luc.settingsTitle())
	luc.save()
	s.restart()

	s.portalShows(name, patience)
	marie.synced()
	luc.synced()
	luc.seesField(name)
	marie.seesField(marie.p.T("settings.language.en"))
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
	d.signIn(demo.Email)
	script := w.bareComputer("script")
	script.mustCtl(demo.Password, "sign-in", s.address, delegate)

	script.mustCtl(demo.Password, "set", "profile.time_zone=America/Vancouver")
	d.seesField("America/Vancouver")
	const name = "Téléphonie du Pacifique"
	d.rename(name)
	d.save()
	d.synced()
	script.mustCtl(demo.Password, "sync")
	if got := script.mustCtl(demo.Password, "get", "profile.name", "profile.time_zone"); got != "profile.name="+name+"\nprofile.time_zone=America/Vancouver\n" {
		t.Errorf("the command line reads %q", got)
	}
}
