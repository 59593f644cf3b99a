package schedulefiles_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/schedulefiles"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// disk is the files of the test.
type disk struct {
	strings.Builder        // what was written
	name            string // that was proposed
	text            string // of the file to open
	writing, asking error
	declined        bool
	closed          int
}

func (d *disk) Write(p []byte) (int, error) {
	if d.writing != nil {
		return 0, d.writing
	}
	return d.Builder.Write(p)
}

func (d *disk) Close() error { d.closed++; return nil }

func (d *disk) SaveFile(_, name string, done func(io.WriteCloser, error)) {
	d.name = name
	d.Reset()
	switch {
	case d.asking != nil:
		done(nil, d.asking)
	case d.declined:
		done(nil, nil)
	default:
		done(d, nil)
	}
}

type reading struct {
	io.Reader
	d *disk
}

func (r reading) Close() error { return r.d.Close() }

func (d *disk) OpenFile(_ string, _ []string, done func(io.ReadCloser, error)) {
	switch {
	case d.asking != nil:
		done(nil, d.asking)
	case d.declined:
		done(nil, nil)
	default:
		done(reading{strings.NewReader(d.text), d}, nil)
	}
}

// glass is a window that records what it was told.
type glass struct {
	p             *i18n.Printer
	toasts, fails []string
	undo          func()
}

func (w *glass) Printer() *i18n.Printer         { return w.p }
func (w *glass) SetLanguage(lang i18n.Language) { w.p = i18n.For(lang) }
func (w *glass) Fail(text string)               { w.fails = append(w.fails, text) }
func (w *glass) Reveal(string, string)          {}
func (w *glass) Toast(text, _ string, _ func()) { w.toasts = append(w.toasts, text) }
func (w *glass) Offer(text, _ string, run func()) (withdraw func()) {
	w.toasts, w.undo = append(w.toasts, text), run
	return func() { w.undo = nil }
}

const address = "https://pupitre.boreale.example/p/boreale"

// scene is a window with nothing but the dialogs of the exchange.
type scene struct {
	*uitest.Screen
	source   *sample.Source
	window   *glass
	disk     *disk
	editor   *editing.Editor
	exchange *schedulefiles.Exchange
	copied   string
	before   syncing.View
}

func open(t testing.TB, setup uitest.Setup, role access.Role, changes ...func(syncing.View)) *scene {
	t.Helper()
	s := &scene{source: sample.NewSource(append([]func(syncing.View){sample.Chatting}, changes...)...), disk: &disk{}}
	s.before, _ = s.source.View(t.Context())
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.window = &glass{p: screen.Printer}
		n := 0
		s.editor = editing.NewEditor(editing.Deps{
			Source: s.source, Window: s.window, Run: screen.Runner, Clock: sample.Clock{},
			NewID: func() string { n++; return fmt.Sprintf("0190b2f0-0000-7000-8000-0000000ff%03d", n) },
			Who:   editing.Who{Person: sample.Marie, Email: sample.Email, Role: role},
		})
		s.editor.Start()
		s.exchange = schedulefiles.New(schedulefiles.Deps{
			Editor: s.editor, Files: s.disk, Canvas: func() fyne.Canvas { return screen.Canvas }, Role: role,
			Copy: func(text string) { s.copied = text }, Address: address,
		})
		return widgets.Column("")
	})
	return s
}

// chat is the hours after the next save.
func (s *scene) chat() schedule.Chat { return editing.ChatOf(s.editor.Draft()) }

// storedIsTheSame fails the test when something was stored.
func (s *scene) storedIsTheSame(t *testing.T) {
	t.Helper()
	if now := fmt.Sprint(settings.FromView(s.source.Fields)); now != fmt.Sprint(settings.FromView(s.before)) || len(s.source.Saves) > 0 {
		t.Error("something is stored")
	}
}

// told is everything that was said in passing.
func (s *scene) told() []string {
	return append(append([]string{}, s.window.toasts...), s.window.fails...)
}

// choose taps a line of the exchange's menu.
func (s *scene) choose(t *testing.T, language, label string) {
	t.Helper()
	for _, item := range s.exchange.Menu(language) {
		if item.Label == label {
			item.OnTapped()
			return
		}
	}
	t.Fatalf("the menu has no %q", label)
}
