//go:build linux

package main

import (
	"errors"
	"fmt"
	"image"
	"strings"

	"pupitre/data/demo"
	"pupitre/i18n"
	"pupitre/internal/proc"
	"pupitre/internal/screen"
)

// tourCards are the cards of the first steps.
const tourCards = 5

var fr = i18n.For(i18n.French)

// visitor is a person at the display. The program is the only one there, and may be started by others than by us (runuser, Wine),
// so its window is known by being the only one rather than by a process.
type visitor struct {
	display *screen.Display
	reader  *screen.Reader
	program *proc.Process
}

// visit is everything up to what was saved.
func (v *visitor) visit(name string) error {
	settings := fr.T("shell.window_title", "Page", fr.T("settings.title"))
	steps := []func() error{
		v.title(fr.T("login.window_title")), v.focus, v.sees(fr.T("login.password")),
		v.types(demo.Email), v.keys("Tab"), v.types(demo.Password), v.keys("Return"),
		v.sees(fr.T("tour.place", "Card", 1, "Cards", tourCards)), v.keys("Escape"),
		v.title(settings), v.sees(fr.T("shell.status.synced")),
		v.keys("ctrl+k"), v.sees(fr.T("shell.palette.choose")), v.types(strings.ToLower(fr.T("settings.profile.name"))), v.keys("Return"),
		v.gone(fr.T("shell.palette.choose")),
		v.keys("ctrl+a"), v.types(name), v.title("* " + settings),
		v.keys("ctrl+s"), v.title(settings), v.gone(fr.T("settings.pending.notice")), v.sees(fr.T("shell.status.synced")),
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// leave closes the window by its frame; the program ends by itself, and well.
func (v *visitor) leave() error {
	w, err := v.window()
	if err != nil {
		return err
	}
	if err := v.display.AskToClose(w); err != nil {
		return err
	}
	code, err := v.program.Wait(patience)
	if err == nil && code != 0 {
		err = fmt.Errorf("the program ended with %d", code)
	}
	return err
}

func (v *visitor) window() (screen.Window, error) {
	if v.program.Ended() {
		return screen.Window{}, proc.Final(errors.New("the program has ended"))
	}
	all, err := v.display.Windows()
	if err == nil && len(all) != 1 {
		err = fmt.Errorf("the screen shows the windows %v", all)
	}
	if err != nil {
		return screen.Window{}, err
	}
	return all[0], nil
}

// title waits for the title of the window, whole.
func (v *visitor) title(want string) func() error {
	return func() error {
		return proc.Until(patience, func() error {
			w, err := v.window()
			if err == nil && w.Title != want {
				err = fmt.Errorf("the title is %q, want %q", w.Title, want)
			}
			return err
		})
	}
}

// focus brings the window to the front and waits until it has the keyboard.
func (v *visitor) focus() error {
	return proc.Until(patience, func() error {
		w, err := v.window()
		if err != nil || w.Active {
			return err
		}
		return errors.Join(v.display.Activate(w), errors.New("the window does not get the keyboard"))
	})
}

func (v *visitor) keys(keys ...string) func() error {
	return func() error { return v.display.Key(keys...) }
}

func (v *visitor) types(text string) func() error {
	return func() error { return v.display.Type(text) }
}

// sees waits for words in the window.
func (v *visitor) sees(words string) func() error {
	return func() error { return proc.Until(patience, func() error { return v.look(words) }) }
}

// gone waits until words have gone.
func (v *visitor) gone(words string) func() error {
	return func() error {
		return proc.Until(patience, func() error {
			err := v.look(words)
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
}

func (v *visitor) look(words string) error {
	w, err := v.window()
	if err != nil {
		return err
	}
	var img *image.RGBA
	if img, err = v.display.Picture(w.Bounds); err != nil {
		return err
	}
	if _, err = v.reader.Find(img, words); errors.Is(err, screen.ErrNotSeen) {
		_, err = v.reader.FindSoft(img, words)
	}
	return err
}

func (v *visitor) picture(path string) error {
	img, err := v.display.Screenshot()
	if err != nil {
		return err
	}
	return screen.Save(img, path)
}
