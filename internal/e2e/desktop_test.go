//go:build linux

package e2e

import (
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"pupitre/data/demo"
	"pupitre/i18n"
	"pupitre/internal/proc"
	"pupitre/internal/screen"
)

// unsaved stands before the title of a window with changes that are not saved.
const unsaved = "* "

// People of the demonstration who may edit the settings.
const (
	marie = demo.Email // primary administrator
	luc   = "luc.cote@boreale.example"
)

// desktop is a running Pupitre with its window.
type desktop struct {
	*computer
	p *i18n.Printer // of the language that the window is in
	*proc.Process
}

// open starts Pupitre on the computer, in French; its folder is the same at each start.
func (c *computer) open(s *server, more ...string) *desktop {
	c.w.t.Helper()
	c.hasSeenTheTour()
	return c.openAsNewcomer(s, more...)
}

// openAsNewcomer is open for somebody who has never used Pupitre on this computer.
func (c *computer) openAsNewcomer(s *server, more ...string) *desktop {
	c.w.t.Helper()
	args := append([]string{"--server", s.address, "--data", c.data(), "--lang", "fr", "--verbose"}, more...)
	p := c.w.start(proc.Spec{Path: program("pupitre"), Args: args, Env: c.env()})
	return &desktop{computer: c, p: fr, Process: p}
}

// hasSeenTheTour makes the person no newcomer: the first steps would stand before what a test looks at.
func (c *computer) hasSeenTheTour() {
	c.w.t.Helper()
	settings := filepath.Join(c.data(), "settings.json")
	if _, err := os.Stat(settings); err == nil {
		return
	}
	c.w.check(os.MkdirAll(c.data(), 0o700))
	c.w.check(os.WriteFile(settings, []byte(`{"tour_seen": true}`), 0o600))
}

func (c *computer) data() string { return filepath.Join(c.home, "pupitre") }

// signIn opens the session of a person of the demonstration, by the keyboard alone, from a fresh start.
func (d *desktop) signIn(email string) {
	d.w.t.Helper()
	d.introducesThemselves(email)
	d.arrives()
}

// introducesThemselves gives the address and the password of a person of the demonstration.
func (d *desktop) introducesThemselves(email string) {
	d.w.t.Helper()
	d.waitTitle(d.p.T("login.window_title"))
	d.focus()
	d.sees(d.p.T("login.password"))
	d.types(email)
	d.keys("Tab")
	d.types(demo.Password)
	d.keys("Return")
}

// startsSigningIn gives the password only: the address and the person are known.
func (d *desktop) startsSigningIn() {
	d.w.t.Helper()
	d.waitTitle(d.p.T("login.window_title"))
	d.focus()
	d.sees(d.p.T("login.password"))
	d.types(demo.Password)
	d.keys("Return")
}

// signInAgain is startsSigningIn until the settings are there.
func (d *desktop) signInAgain() {
	d.w.t.Helper()
	d.startsSigningIn()
	d.arrives()
}

// arrives waits for the settings page.
func (d *desktop) arrives() {
	d.w.t.Helper()
	d.waitTitle(d.settingsTitle())
	d.sees(d.p.T("settings.profile.name"))
}

func (d *desktop) settingsTitle() string {
	return d.p.T("shell.window_title", "Page", d.p.T("settings.title"))
}

// window is the program's only window.
func (d *desktop) window() (screen.Window, error) {
	if d.Ended() {
		return screen.Window{}, proc.Final(fmt.Errorf("pupitre has ended\n%s", d.Report()))
	}
	all, err := d.display.WindowsOf(d.PID())
	if err != nil {
		return screen.Window{}, err
	}
	if len(all) != 1 {
		return screen.Window{}, fmt.Errorf("pupitre shows the windows %v", all)
	}
	return all[0], nil
}

// opened waits for the window.
func (d *desktop) opened() screen.Window {
	d.w.t.Helper()
	var w screen.Window
	d.w.eventually(patience, func() (err error) {
		w, err = d.window()
		return err
	})
	return w
}

// waitTitle waits for the window's title, whole.
func (d *desktop) waitTitle(want string) {
	d.w.t.Helper()
	d.w.eventually(patience, func() error {
		w, err := d.window()
		if err == nil && w.Title != want {
			err = fmt.Errorf("the title is %q, want %q", w.Title, want)
		}
		return err
	})
}

// focus brings the window to the front and waits until it has the keyboard.
func (d *desktop) focus() {
	d.w.t.Helper()
	d.w.check(d.display.Activate(d.opened()))
	d.w.eventually(patience, func() error {
		w, err := d.window()
		if err == nil && !w.Active {
			err = errors.New("the window does not get the keyboard")
		}
		return err
	})
}

func (d *desktop) keys(keys ...string) { d.w.t.Helper(); d.w.check(d.display.Key(keys...)) }

func (d *desktop) types(text string) { d.w.t.Helper(); d.w.check(d.display.Type(text)) }

// look finds words in the window.
func (d *desktop) look(words string) (image.Rectangle, error) {
	if strings.Contains(words, "⟦") { // how a printer shows an id that it does not know
		return image.Rectangle{}, proc.Final(fmt.Errorf("no such sentence: %s", words))
	}
	w, err := d.window()
	if err != nil {
		return image.Rectangle{}, err
	}
	img, err := d.display.Picture(w.Bounds)
	if err != nil {
		return image.Rectangle{}, err
	}
	place, err := d.w.reader.Find(img, words)
	if errors.Is(err, screen.ErrNotSeen) {
		return d.w.reader.FindSoft(img, words)
	}
	return place, err
}

// sees waits for words in the window and gives their place on the screen.
func (d *desktop) sees(words string) image.Rectangle {
	d.w.t.Helper()
	var place image.Rectangle
	d.w.eventually(patience, func() (err error) {
		place, err = d.look(words)
		return err
	})
	return place
}

// seesNoMore waits until words have gone.
func (d *desktop) seesNoMore(words string) {
	d.w.t.Helper()
	d.w.eventually(patience, func() error {
		_, err := d.look(words)
		switch {
		case errors.Is(err, screen.ErrNotSeen):
			return nil
		case err == nil:
			return fmt.Errorf("%q is still on the screen", words)
		default:
			return err
		}
	})
}

// clicks clicks on words.
func (d *desktop) clicks(words string) {
	d.w.t.Helper()
	place := d.sees(words)
	d.w.check(d.display.Click(centre(place)))
}

// goTo puts the keyboard into a setting, its text selected, or gives a command, through the palette: by its label, as a
// person would.
func (d *desktop) goTo(label string) {
	d.w.t.Helper()
	if strings.Contains(label, "⟦") {
		d.w.t.Fatalf("no such label: %s", label)
	}
	d.keys("ctrl+k")
	d.sees(d.p.T("shell.palette.choose"))
	d.types(strings.ToLower(label))
	d.keys("Return")
	d.paletteGone()
}

// paletteGone waits until the words at the foot of the palette are not all there: each by itself may stand in a page.
func (d *desktop) paletteGone() {
	d.w.t.Helper()
	d.w.eventually(patience, func() error {
		for _, words := range []string{d.p.T("shell.palette.choose"), d.p.T("shell.palette.close")} {
			if _, err := d.look(words); errors.Is(err, screen.ErrNotSeen) {
				return nil
			} else if err != nil {
				return err
			}
		}
		return errors.New("the palette is still open")
	})
}

// choose picks an entry of the list or switch that has the keyboard, by its label.
func (d *desktop) choose(label string) {
	d.w.t.Helper()
	d.keys("space")
	d.clicks(label)
}

// rename types a new provider name.
func (d *desktop) rename(name string) {
	d.w.t.Helper()
	d.goTo(d.p.T("settings.profile.name"))
	d.keys("ctrl+a")
	d.types(name)
	d.waitTitle(unsaved + d.settingsTitle())
}

// save presses Ctrl+S and waits until the window has nothing unsaved.
func (d *desktop) save() {
	d.w.t.Helper()
	d.keys("ctrl+s")
	d.waitTitle(d.settingsTitle())
}

// synced waits for the words of "everything has been exchanged".
func (d *desktop) synced() {
	d.w.t.Helper()
	d.sees(d.p.T("shell.status.synced"))
	d.sees(d.p.T("shell.status.online"))
}

// waits waits for the words of "saved here, and not yet on the server".
func (d *desktop) waits(edits int) {
	d.w.t.Helper()
	d.sees(d.p.N("shell.status.pending", edits))
	d.sees(d.p.T("shell.status.offline"))
}

// crash ends the program as a power cut would.
func (d *desktop) crash() { d.w.t.Helper(); d.w.check(d.Kill()) }

// quit closes the window by its frame and waits for the end.
func (d *desktop) quit() {
	d.w.t.Helper()
	d.w.check(d.display.AskToClose(d.opened()))
	code, err := d.Wait(patience)
	if err != nil {
		_ = d.Signal(syscall.SIGQUIT) // Go tells then where every goroutine stands
		_, _ = d.Wait(patience)
		d.w.t.Fatalf("%v\n%s", err, d.Report())
	}
	if code != 0 {
		d.w.t.Fatalf("pupitre ended with %d\n%s", code, d.Report())
	}
}

// noToolkitErrors proves that the toolkit had nothing to complain about, such as a call from the wrong goroutine.
func (d *desktop) noToolkitErrors() {
	d.w.t.Helper()
	for _, said := range []string{"Fyne error", "panic", "goroutine "} {
		if strings.Contains(d.Stderr(), said) {
			d.w.t.Errorf("pupitre says %q\n%s", said, d.Report())
		}
	}
}
