//go:build linux

package e2e

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
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

// What is typed and not saved is not sent, whatever happens: it comes back after a power cut, and no way out loses it unasked.
func TestAPowerCutBeforeSavingSendsNothing(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	c.addKeychain()
	d := c.open(s)
	d.signIn(marie)
	const typed = "À moitié"
	d.rename(typed)
	c.keeps(typed)
	d.crash()

	again := c.open(s)
	again.waitTitle(unsaved + again.settingsTitle())
	again.sees(again.p.N("draft.restored", 1))
	again.sees(typed)
	s.portalKeeps(demo.Name, time.Second)

	w.check(again.display.AskToClose(again.opened()))
	again.sees(again.p.T("shell.guard.title_close"))
	again.keys("Escape") // stays
	again.seesNoMore(again.p.T("shell.guard.title_close"))
	again.goTo(again.p.T("shell.person.sign_out"))
	again.sees(again.p.T("shell.guard.title_sign_out"))
	again.clicks(again.p.T("shell.guard.discard"))
	again.waitTitle(again.p.T("login.window_title"))

	again.startsSigningIn()
	again.arrives() // nothing is unsaved
	again.sees(demo.Name)
	s.portalKeeps(demo.Name, time.Second)
	again.noToolkitErrors()
}

// keeps waits until what is typed is on the disk: a crash loses no more than a second of it.
func (c *computer) keeps(typed string) {
	c.w.t.Helper()
	c.w.eventually(patience, func() error {
		found := false
		err := filepath.WalkDir(c.data(), func(path string, at os.DirEntry, err error) error {
			if err != nil || at.Name() != "draft.json" {
				return nil // files come and go under a running program
			}
			text, err := os.ReadFile(path)
			found = found || err == nil && strings.Contains(string(text), typed)
			return nil
		})
		if err == nil && !found {
			err = errors.New("the draft is not on the disk")
		}
		return err
	})
}
