//go:build linux

package e2e

import (
	"fmt"
	"image"
	"strings"
	"testing"
	"time"

	"pupitre/data/demo"
	"pupitre/i18n"
	"pupitre/internal/proc"
	"pupitre/internal/screen"
)

// exitUnfit is what the programs end with when this computer cannot run them as asked.
const exitUnfit = 2

// refuses runs pupitre, which must end by itself with code 2 and the sentence, and nothing like a stack trace.
func (c *computer) refuses(env []string, sentence string, args ...string) {
	c.w.t.Helper()
	c.refusesAs(0, env, sentence, args...)
}

// refusesAs is refuses as another user.
func (c *computer) refusesAs(uid uint32, env []string, sentence string, args ...string) {
	c.w.t.Helper()
	p, code, err := proc.Run(proc.Spec{Path: program("pupitre"), Args: args, Env: env, UID: uid}, patience)
	c.w.check(err)
	if code != exitUnfit {
		c.w.t.Errorf("ended with %d, want %d\n%s", code, exitUnfit, p.Report())
	}
	if !strings.Contains(p.Stderr(), sentence) {
		c.w.t.Errorf("does not say %q\n%s", sentence, p.Report())
	}
	for _, trace := range []string{"goroutine ", "panic", ".go:", "Fyne error"} {
		if strings.Contains(p.Stderr(), trace) {
			c.w.t.Errorf("says %q, which helps nobody\n%s", trace, p.Report())
		}
	}
}

var printers = map[string]*i18n.Printer{"fr": fr, "en": en}

func TestWithoutADisplay(t *testing.T) {
	for lang, p := range printers {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			c := w.bareComputer("server room")
			c.refuses(c.env(), p.T("workstation.no_display"), "--demo", "--data", c.data(), "--lang", lang)
			c.refuses(c.env("DISPLAY=:64999"), p.T("workstation.no_display"), "--demo", "--data", c.data(), "--lang", lang)
		})
	}
}

func TestWithoutOpenGL(t *testing.T) {
	for lang, p := range printers {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			c := w.bareComputer("old computer")
			c.plugIn(screen.Options{NoOpenGL: true})
			c.refuses(c.env(), p.T("workstation.no_opengl"), "--demo", "--data", c.data(), "--lang", lang)
		})
	}
}

func TestASecondStartRaisesTheFirstWindow(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	first := c.open(s)
	first.signIn(marie)
	w.check(c.display.Minimise(first.opened()))
	w.eventually(patience, func() error {
		win, err := first.window()
		if err == nil && win.Active {
			err = fmt.Errorf("the window is not minimised")
		}
		return err
	})

	second := c.open(s)
	code, err := second.Wait(patience)
	w.check(err)
	if code != 0 {
		t.Errorf("the second start ended with %d\n%s", code, second.Report())
	}
	w.eventually(patience, func() error {
		win, err := first.window()
		if err == nil && !win.Active {
			err = fmt.Errorf("the window is not raised")
		}
		return err
	})
	first.sees(demo.Name) // and it is still the same session
}

func TestAKilledProgramCanBeStartedAgain(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	d := c.open(s)
	d.signIn(marie)
	d.crash()
	c.open(s).signInAgain()
}

func TestTheWindowComesBackWhereItWas(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	d := c.open(s)
	want := image.Rect(137, 91, 137+1180, 91+820)
	w.check(c.display.Place(d.opened(), want))
	d.waitBounds(want)
	d.quit()

	again := c.open(s)
	again.waitBounds(want)
	w.check(proc.Still(time.Second, func() error { // and it stays there
		win, err := again.window()
		if err == nil && win.Bounds != want {
			err = fmt.Errorf("the window has moved to %v", win.Bounds)
		}
		return err
	}))
	again.noToolkitErrors()
}

func TestAMaximisedWindowComesBackMaximised(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	d := c.open(s)
	w.check(c.display.Maximise(d.opened()))
	maximised := func(d *desktop) func() error {
		return func() error {
			win, err := d.window()
			if err == nil && !win.Maximised {
				err = fmt.Errorf("the window is not maximised: %v", win)
			}
			return err
		}
	}
	w.eventually(patience, maximised(d))
	d.quit()
	w.eventually(patience, maximised(c.open(s)))
}

// waitBounds allows no pixel of difference.
func (d *desktop) waitBounds(want image.Rectangle) {
	d.w.t.Helper()
	d.w.eventually(patience, func() error {
		win, err := d.window()
		if err == nil && win.Bounds != want {
			err = fmt.Errorf("the window is at %v, want %v", win.Bounds, want)
		}
		return err
	})
}

// Ending is where programs hang: the window is gone, and nobody sees it.
func TestTheProgramEndsEveryTime(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	c.addKeychain()
	first := c.open(s)
	first.signIn(marie)
	first.quit()
	for range 10 {
		d := c.open(s)
		d.arrives()
		d.quit()
	}
}
