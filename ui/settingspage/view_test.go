package settingspage_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/i18n"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/settingspage"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// scene is the settings page in the whole window, over the sample provider.
type scene struct {
	*uitest.Screen
	source *sample.Source
	editor *settingspage.Editor
	shell  *shell.Shell
	quits  int
	leaves int // signed out
	extras []settingspage.Extra
	hours  func() // goes to the hours of the chat; nil leaves their card out
}

// part is what a scene may have otherwise.
type part func(*scene, *settingspage.Deps)

func as(role access.Role) part { return func(_ *scene, d *settingspage.Deps) { d.Role = role } }

func closed() part {
	return func(_ *scene, d *settingspage.Deps) { d.Sections = sample.Sections{} }
}

func with(change func(*sample.Source)) part {
	return func(s *scene, _ *settingspage.Deps) { change(s.source) }
}

func open(t testing.TB, setup uitest.Setup, parts ...part) *scene {
	t.Helper()
	s := &scene{source: sample.NewSource()}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		s.build(setup, parts)
		return screen.Stage.Content()
	})
	return s
}

func (s *scene) build(setup uitest.Setup, parts []part) {
	deps := settingspage.Deps{
		Source: s.source, Run: s.Runner, Sections: sample.AllOpen(), Clock: sample.Clock{},
		Person: sample.Marie, Role: access.Primary, Keys: "Ctrl+S",
	}
	for _, p := range parts {
		p(s, &deps)
	}
	s.shell = shell.New(shell.Deps{
		Window: s.Window, Stage: s.Stage, Run: s.Runner, Sync: s.source, Clock: sample.Clock{},
		Person:       shell.Person{Name: "Marie Tremblay", Email: "marie.tremblay@boreale.example", Role: deps.Role},
		Language:     s.Printer.Language(),
		Look:         look.Options{Mode: setup.Mode, Zoom: setup.Zoom},
		PickLanguage: func(lang i18n.Language) { s.editor.SwitchLanguage(lang) },
		SignOut:      func() { s.leaves++ },
		Quit:         func() { s.quits++ },
	})
	s.shell.SetProvider(sample.Provider)
	deps.Window = s.shell.For("settings")
	s.editor = settingspage.NewEditor(deps)
	for _, x := range s.extras {
		s.editor.Extend(x)
	}
	if s.hours != nil {
		s.editor.Chat(s.hours)
	}
	s.shell.Register(s.editor.Registration("settings"))
	s.shell.Guard(s.editor)
	s.editor.Start()
	s.shell.Start(shell.Place{Route: "settings"})
}

func (s *scene) entry(id settingspage.FieldID) *widgets.Entry {
	return s.Field(string(id)).(*widgets.Entry)
}

// reads fails the test unless the screen shows the sentence of an id in the window's language.
func (s *scene) reads(t *testing.T, id string, args ...any) {
	t.Helper()
	s.ExpectText(s.shell.Printer().T(id, args...))
}

func TestTypingAndSavingByKeyboard(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.Focus("profile.name")
	s.Type("Boréale à Œuvres « ç »")
	if got := s.editor.Model().Text(settingspage.ProviderName); got != "Boréale à Œuvres « ç »" {
		t.Fatalf("typing replaces what Tab has selected, got %q", got)
	}
	if got := s.Window.Title(); !strings.HasPrefix(got, "* ") {
		t.Errorf("the title marks unsaved work: %q", got)
	}
	s.ExpectText(s.Printer.N("settings.bar.changes", 1))
	s.Shortcut(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	if len(s.source.Saves) != 1 || s.editor.Dirty() {
		t.Fatalf("Ctrl+S saves while the field has the keyboard: %v", s.source.Saves)
	}
	s.reads(t, "settings.toast.saved")
	if got := s.Window.Title(); strings.HasPrefix(got, "* ") {
		t.Errorf("nothing is unsaved: %q", got)
	}
	s.ExpectNoText(s.Printer.T("settings.bar.revert"))
}

func TestTabOrderIsReadingOrder(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.Focus("section.profile")
	got := []string{}
	for range 6 {
		got = append(got, s.Canvas.Focused().(widgets.Identified).FieldID())
		s.Tab()
	}
	want := "section.profile profile.name profile.default_language profile.time_zone section.administrator administrator.language"
	if strings.Join(got, " ") != want {
		t.Errorf("got %v", got)
	}
}

func TestErrorsStandAtTheField(t *testing.T) {
	for _, c := range []struct{ name, text, key string }{
		{"empty", "", "settings.name_required"},
		{"only spaces", "   ", "settings.name_required"},
		{"81 letters", strings.Repeat("é", 81), "settings.name_too_long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, uitest.Setup{})
			s.Focus("profile.name")
			s.entry(settingspage.ProviderName).SetText(c.text)
			s.Tab()
			err := s.editor.Model().Error(settingspage.ProviderName)
			if key, _ := fault.KeyOf(err); err == nil || key != c.key {
				t.Fatalf("got %v", err)
			}
			s.ExpectText(s.Printer.Err(err))
			if !s.entry(settingspage.ProviderName).Failed() {
				t.Error("the field itself is marked")
			}
			s.Shortcut(fyne.KeyS, fyne.KeyModifierShortcutDefault)
			if focused := s.Canvas.Focused(); focused != fyne.Focusable(s.entry(settingspage.ProviderName)) || len(s.source.Saves) != 0 {
				t.Errorf("a save that cannot be goes back to the fault, not to %T", focused)
			}
		})
	}
}

func TestPaletteRingsTheField(t *testing.T) {
	s := open(t, uitest.Setup{}, closed())
	s.Shortcut(fyne.KeyK, fyne.KeyModifierShortcutDefault)
	s.Type("nom du fournisseur")
	s.Key(fyne.KeyReturn)
	e := s.entry(settingspage.ProviderName)
	if s.Canvas.Focused() != fyne.Focusable(e) || e.SelectedText() != sample.Provider {
		t.Errorf("keyboard at %T, selected %q", s.Canvas.Focused(), e.SelectedText())
	}
	s.ExpectImage("found")
	s.Advance(5 * time.Second)
	s.ExpectImage("found_later")
}

func TestPaletteSpeaksBothLanguagesAndForgives(t *testing.T) {
	for query, id := range map[string]string{
		"provider name": "profile.name", "raison sociale": "profile.name", "fuseau": "profile.time_zone",
		"TIME ZONE": "profile.time_zone", "fourniseur": "profile.name", "langue interface": "administrator.language",
		"defaut": "profile.default_language",
	} {
		t.Run(query, func(t *testing.T) {
			s := open(t, uitest.Setup{})
			s.shell.OpenPalette()
			s.Type(query)
			s.Key(fyne.KeyReturn)
			if got := s.Canvas.Focused().(widgets.Identified).FieldID(); got != id {
				t.Errorf("leads to %q", got)
			}
		})
	}
}

func TestEscClosesTheTopThingOnly(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.editor.Type(settingspage.ProviderName, "Boréale")
	s.editor.OfferUndo("Boréale", s.Printer.T("settings.toast.restore"))
	s.Settle()
	s.Focus("settings.bar.view")
	s.Key(fyne.KeyReturn)
	s.reads(t, "settings.changes.close")
	s.Key(fyne.KeyEscape)
	s.ExpectNoText(s.Printer.T("settings.changes.close"))
	s.reads(t, "settings.toast.restore")
	if id := s.Canvas.Focused().(widgets.Identified).FieldID(); id != "settings.bar.view" {
		t.Errorf("the keyboard is back at the button, not at %q", id)
	}
	s.Key(fyne.KeyEscape)
	s.ExpectNoText(s.Printer.T("settings.toast.restore"))
	if !s.editor.Dirty() {
		t.Error("Esc never touches the draft")
	}
}

func TestGuardAsksBeforeLosingADraft(t *testing.T) {
	for _, c := range []struct {
		name, text, press string
		quits, saves      int
		dirty             bool
	}{
		{"cancel", "Boréale", "shell.guard.cancel", 0, 0, true},
		{"do not save", "Boréale", "shell.guard.discard", 1, 0, false},
		{"save", "Boréale", "shell.guard.save", 1, 1, false},
		{"save what cannot be saved", " ", "shell.guard.save", 0, 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, uitest.Setup{})
			s.editor.Type(settingspage.ProviderName, c.text)
			s.shell.Quit()
			s.Settle()
			s.reads(t, "shell.guard.title_close")
			s.TapLabel(s.Printer.T(c.press))
			if s.quits != c.quits || len(s.source.Saves) != c.saves || s.editor.Dirty() != c.dirty {
				t.Errorf("quits %d, saves %d, dirty %v", s.quits, len(s.source.Saves), s.editor.Dirty())
			}
		})
	}
}

func TestGuardIsSilentWithoutADraft(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.shell.Quit()
	s.shell.SignOut()
	if s.quits != 1 || s.leaves != 1 {
		t.Errorf("quits %d, sign-outs %d", s.quits, s.leaves)
	}
}

func TestRemoteChangeIsToldOnTheRow(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.Focus("profile.name")
	s.Type("Le mien")
	s.source.Change(sample.Named("Le leur", 4))
	s.Settle()
	s.reads(t, "settings.elsewhere.notice", "Value", "Le leur")
	if got := s.entry(settingspage.ProviderName).Text(); got != "Le mien" {
		t.Fatalf("the text under the fingers became %q", got)
	}
	s.TapLabel(s.Printer.T("settings.elsewhere.take"))
	if got := s.entry(settingspage.ProviderName).Text(); got != "Le leur" {
		t.Errorf("got %q", got)
	}
	if s.Canvas.Focused() != fyne.Focusable(s.entry(settingspage.ProviderName)) {
		t.Error("the button is gone; the field has the keyboard")
	}
}

func TestUndoOfTheDraftByKeyboard(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.Focus("profile.default_language")
	s.Key(fyne.KeyRight)
	s.SendShortcut(&fyne.ShortcutUndo{})
	if s.editor.Dirty() {
		t.Fatal("Ctrl+Z outside a text field takes back the edit")
	}
	s.Shortcut(fyne.KeyZ, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift)
	if got := s.editor.Model().Text(settingspage.DefaultLanguage); got != "en" {
		t.Errorf("Ctrl+Shift+Z brings it back, got %q", got)
	}
}

func TestSectionKeysAndMemory(t *testing.T) {
	remembered := sample.Sections{}
	s := open(t, uitest.Setup{}, func(_ *scene, d *settingspage.Deps) { d.Sections = remembered })
	s.Shortcut(fyne.Key2, fyne.KeyModifierShortcutDefault)
	if !remembered["administrator"] || remembered["profile"] {
		t.Errorf("open sections %v", remembered)
	}
	s.Key(fyne.KeySpace)
	if remembered["administrator"] {
		t.Error("closing is remembered too")
	}
}

func TestReadOnlyRolesReadPlainText(t *testing.T) {
	s := open(t, uitest.Setup{}, as(access.Support))
	s.reads(t, "settings.read_only.profile")
	s.ExpectText(sample.Provider)
	s.ExpectText("America/Toronto")
	s.Focus("section.profile")
	s.Tab()
	if id := s.Canvas.Focused().(widgets.Identified).FieldID(); id != "section.administrator" {
		t.Errorf("nothing in the section takes the keyboard, but %q does", id)
	}
}

func TestFailureOffersAnotherTry(t *testing.T) {
	s := open(t, uitest.Setup{}, with(func(src *sample.Source) {
		src.ViewErr = fault.New(fault.Internal, "test", "store.damaged", "Path", "/home/marie/pupitre.db")
	}))
	s.reads(t, "settings.failed.title")
	s.source.ViewErr = nil
	s.TapLabel(s.Printer.T("widgets.error.retry"))
	s.reads(t, "settings.profile.title")
}

func TestSkeletonOnlyWhenItTakesLong(t *testing.T) {
	s := open(t, uitest.Setup{}, func(s *scene, _ *settingspage.Deps) { s.Runner.Hold = true })
	texts := len(s.Texts())
	s.ExpectNoText(s.Printer.T("settings.profile.title"))
	s.Advance(200 * time.Millisecond)
	if len(s.Texts()) != texts {
		t.Error("a skeleton has no text")
	}
	s.ExpectImage("skeleton")
	s.Runner.Release()
	s.Settle()
	s.reads(t, "settings.profile.title")
}

func TestOfflineSaveWaits(t *testing.T) {
	s := open(t, uitest.Setup{}, with(func(src *sample.Source) { src.Status.Connection = desk.Offline }))
	s.Focus("profile.name")
	s.Type("Boréale")
	s.Shortcut(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	s.ExpectText(s.Printer.N("shell.status.pending", 1))
	s.reads(t, "settings.pending.notice")
	s.source.Set(desk.State{Connection: desk.Online})
	s.Settle()
	s.reads(t, "shell.status.synced")
}

func TestTabGoesRoundThePage(t *testing.T) {
	s := open(t, uitest.Setup{})
	if visited := s.ExpectTabGoesRound(); len(visited) < 8 { // side bar, search and at least something of the page
		t.Errorf("Tab visits %d controls only", len(visited))
	}
}
