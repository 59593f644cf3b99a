package main

import (
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"pupitre/cmd/gallery/catalog"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
)

// render writes a picture of every entry in every language and theme, and of French at 150 %, without a display.
func render(dir string, out io.Writer) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, entry := range catalog.Entries() {
		for _, setup := range setups() {
			path, err := picture(dir, entry, setup)
			if err != nil {
				return fmt.Errorf("%s: %w", entry.ID, err)
			}
			if _, err := fmt.Fprintln(out, path); err != nil {
				return err
			}
		}
	}
	return nil
}

func setups() (all []uitest.Setup) {
	for _, language := range i18n.Languages {
		for _, mode := range []look.Mode{look.Light, look.Dark, look.HighContrast} {
			all = append(all, uitest.Setup{Language: language, Mode: mode})
		}
	}
	return append(all,
		uitest.Setup{Zoom: look.Zoom150},
		uitest.Setup{Touch: true},
		uitest.Setup{Size: fyne.NewSize(1600, 1000)},
	)
}

func picture(dir string, entry catalog.Entry, setup uitest.Setup) (path string, err error) {
	r := &reporter{}
	defer r.close()
	screen := catalog.Show(r, entry, setup)
	path = filepath.Join(dir, screen.MasterName(entry.ID)+".png")
	file, err := os.Create(path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return path, errors.Join(png.Encode(file, screen.Image()), r.err)
}

// reporter stands for the test that a screen in memory reports to.
type reporter struct {
	err      error
	cleanups []func()
}

func (r *reporter) Helper()          {}
func (r *reporter) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }

func (r *reporter) Error(args ...any) { r.err = errors.Join(r.err, errors.New(fmt.Sprint(args...))) }

func (r *reporter) Errorf(format string, args ...any) {
	r.err = errors.Join(r.err, fmt.Errorf(format, args...))
}

func (r *reporter) Fatal(args ...any)                 { panic(fmt.Sprint(args...)) }
func (r *reporter) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }
func (r *reporter) Skipf(string, ...any)              {}

func (r *reporter) close() {
	for i := len(r.cleanups) - 1; i >= 0; i-- {
		r.cleanups[i]()
	}
}
