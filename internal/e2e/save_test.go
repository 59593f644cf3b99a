//go:build linux

package e2e

import (
	"strings"
	"testing"

	"pupitre/data/demo"
	"pupitre/i18n"
)

// The way of a change, whole: keys, validation, the local store, the server, the public page.
func TestATypedNameIsOnThePublicPageWithinASecond(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	s.portalShows(demo.Name, patience)
	d := w.computer("marie").open(s)
	d.signIn(marie)
	d.synced()

	const name = "Téléphonie Forêt-Noël à cœur « français »"
	d.rename(name)
	d.sees(name)
	s.portalShows(demo.Name, patience) // nothing leaves before it is saved

	d.keys("ctrl+s")
	s.portalShows(name, prompt)
	d.waitTitle(d.settingsTitle())
	d.synced()
	d.noToolkitErrors()
	d.quit()
}

func TestEveryOtherDesktopSeesTheChange(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	mariesDesk := w.computer("marie").open(s)
	lucsDesk := w.computer("luc").open(s)
	mariesDesk.signIn(marie)
	lucsDesk.signIn(luc)
	lucsDesk.sees(demo.Name)

	const name = "Télécommunications du Nord"
	mariesDesk.rename(name)
	mariesDesk.save()
	lucsDesk.sees(name)
	lucsDesk.synced()
	mariesDesk.noToolkitErrors()
	lucsDesk.noToolkitErrors()
}

// A hostile name is text everywhere.
func TestMarkupInANameStaysText(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	d := w.computer("marie").open(s)
	d.signIn(marie)
	const name = `<script>alert("x")</script> & Cie`
	d.rename(name)
	d.save()
	s.portalShows(name, patience) // as it is written in HTML when it is text
	page, err := s.portal(i18n.French)
	w.check(err)
	if strings.Contains(page, "<script>alert") {
		t.Error("the name has become markup")
	}
}
