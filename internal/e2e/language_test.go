//go:build linux

package e2e

import (
	"testing"
)

func TestSwitchingTheLanguageKeepsAHalfTypedField(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	d := w.computer("marie").open(s)
	d.signIn(marie)
	d.synced()
	const half = "Téléphonie à demi"
	d.rename(half)

	d.clicks(d.p.T("shell.language.en_short"))
	d.p = en
	d.waitTitle(unsaved + d.settingsTitle())
	d.sees(d.p.T("settings.profile.name"))
	d.sees(half)

	d.clicks(d.p.T("shell.language.fr_short"))
	d.p = fr
	d.waitTitle(unsaved + d.settingsTitle())
	d.sees(half)
	d.noToolkitErrors()
}

// By the palette the keyboard stays in the field: the word goes on where it was left.
func TestSwitchingTheLanguageInTheMiddleOfAWord(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	d := w.computer("marie").open(s)
	d.signIn(marie)
	d.rename("Téléphonie bor")
	d.goTo(d.p.T("shell.command.language_en"))
	d.p = en
	d.waitTitle(unsaved + d.settingsTitle())
	d.types("éale")
	d.sees("Téléphonie boréale")
	d.save()
	s.portalShows("Téléphonie boréale", patience)
}
