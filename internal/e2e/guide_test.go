//go:build linux

package e2e

import (
	"fmt"
	"slices"
	"testing"

	"pupitre/data/demo"
	"pupitre/internal/screen"
	"pupitre/resources/docs"
)

// F1 opens the guide at what tells of the field that has the keyboard, in a window beside; what is half typed stays. It speaks
// both languages in its search, Escape goes back and closes it, and a lock takes it off the screen, also one that is asked for in the guide.
func TestTheGuideOpensBesideWhatOneDoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.server()
	d := w.computer("marie").open(s)
	d.signIn(marie)
	d.synced()
	d.rename("Boréale à demi")

	d.keys("F1")
	guide := d.guideAt("settings")
	d.guideSays(guide, "Les sept sections")
	d.keys("ctrl+f")
	d.types("jours feries")
	d.keys("Return")
	guide = d.guideAt("live-chat")
	d.guideSays(guide, "Les jours fériés")
	d.keys("Escape", "Escape") // the search, the page
	d.guideAt("settings")
	d.keys("Escape") // the window
	d.waitTitle(unsaved + d.settingsTitle())
	d.sees("Boréale à demi")

	d.focus()
	d.keys("F1")
	d.guideAt("settings")
	d.w.check(d.display.Activate(d.windowOf(unsaved + d.settingsTitle())))
	d.w.eventually(patience, func() error { return d.active(unsaved + d.settingsTitle()) })
	locked := d.p.T("lock.window_title")
	d.w.eventually(patience, func() error { // the window manager may give a window the keyboard before the toolkit knows
		err := d.active(locked)
		if err != nil && d.active(unsaved+d.settingsTitle()) == nil {
			d.keys("ctrl+l")
		}
		return err
	})
	d.waitTitle(locked) // of the only window

	d.types(demo.Password)
	d.keys("Return")
	d.waitTitle(unsaved + d.settingsTitle())
	d.keys("F1")
	d.guideAt("settings")
	d.keys("ctrl+f", "ctrl+l") // with the keyboard in the guide
	d.waitTitle(locked)
	d.w.eventually(patience, func() error { return d.active(locked) })
	d.sees(d.p.T("lock.title"))
	d.noToolkitErrors()
}

// guideAt waits for the window of the guide, with the keyboard, at a page.
func (d *desktop) guideAt(page string) screen.Window {
	d.w.t.Helper()
	title := d.p.T("guide.window_title", "Page", docs.Guide(string(d.p.Language())).Page(page).Title)
	d.w.eventually(patience, func() error { return d.active(title) })
	return d.windowOf(title)
}

// active tells whether the window of a title has the keyboard.
func (d *desktop) active(title string) error {
	all, err := d.display.WindowsOf(d.PID())
	if err == nil && !slices.ContainsFunc(all, func(w screen.Window) bool { return w.Title == title && w.Active }) {
		err = fmt.Errorf("no window %q with the keyboard among %v", title, all)
	}
	return err
}

// windowOf is the window of a title.
func (d *desktop) windowOf(title string) screen.Window {
	d.w.t.Helper()
	all, err := d.display.WindowsOf(d.PID())
	d.w.check(err)
	i := slices.IndexFunc(all, func(w screen.Window) bool { return w.Title == title })
	if i < 0 {
		d.w.t.Fatalf("no window %q among %v", title, all)
	}
	return all[i]
}

// guideSays waits for words in the window of the guide.
func (d *desktop) guideSays(guide screen.Window, words string) {
	d.w.t.Helper()
	d.w.eventually(patience, func() error {
		img, err := d.display.Picture(guide.Bounds)
		if err != nil {
			return err
		}
		_, err = d.w.reader.Find(img, words)
		return err
	})
}
