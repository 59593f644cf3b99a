//go:build linux

package e2e

import (
	"testing"
	"time"

	"pupitre/data/demo"
)

func TestAnEditWithoutAServerWaitsAndIsSent(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	d := w.computer("marie").open(s)
	d.signIn(marie)
	d.synced()

	s.stop()
	const name = "Téléphonie sans réseau"
	d.rename(name)
	d.save()
	d.waits(1)

	s.restart()
	s.portalShows(name, patience)
	d.synced()
	d.noToolkitErrors()
}

func TestAPowerCutBetweenSavingAndSendingLosesNothing(t *testing.T) {
	for name, cut := range map[string]struct{ silence, back func(*server) }{
		"server stopped": {(*server).stop, (*server).restart},
		"server frozen":  {(*server).freeze, (*server).thaw},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			s := w.server()
			c := w.computer("marie")
			c.addKeychain() // so that the second start needs no server
			d := c.open(s)
			d.signIn(marie)
			d.synced()

			cut.silence(s)
			const typed = "Téléphonie retrouvée"
			d.rename(typed)
			d.save()
			d.crash()

			again := c.open(s)
			again.arrives()
			again.sees(typed)
			cut.back(s)
			s.portalShows(typed, patience)
			again.synced()
			again.noToolkitErrors()
		})
	}
}

// Without a keychain the session is gone with the program, but not what was saved.
func TestAPowerCutWithoutAKeychain(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	d := c.open(s)
	d.signIn(marie)
	d.synced()

	s.stop()
	const typed = "Téléphonie gardée"
	d.rename(typed)
	d.save()
	d.crash()

	s.restart()
	s.portalKeeps(demo.Name, time.Second) // nobody is signed in: nothing can have been sent
	again := c.open(s)
	again.signInAgain()
	s.portalShows(typed, patience)
	again.synced()
}

// What is typed and not saved is not sent, whatever happens.
func TestAPowerCutBeforeSavingSendsNothing(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	c.addKeychain()
	d := c.open(s)
	d.signIn(marie)
	d.rename("À moitié")
	d.crash()

	again := c.open(s)
	again.arrives()
	again.synced()
	again.sees(demo.Name)
	s.portalKeeps(demo.Name, time.Second)
}
