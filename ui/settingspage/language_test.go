package settingspage_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/ui/settingspage"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

func TestLanguageSwitchKeepsTextCursorAndKeyboard(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1024, 700)})
	s.Focus("profile.name")
	s.Type("Boréal")
	s.Key(fyne.KeyLeft, fyne.KeyLeft)
	s.shell.OpenPalette()
	s.Settle()
	s.Type("anglais")
	s.Key(fyne.KeyReturn)
	if got := s.shell.Printer().Language(); got != i18n.English {
		t.Fatalf("the window speaks %s", got)
	}
	s.reads(t, "settings.profile.name")
	e := s.entry(settingspage.ProviderName)
	if e.Text() != "Boréal" || e.CursorColumn != 4 || s.Canvas.Focused() != fyne.Focusable(e) {
		t.Errorf("text %q, cursor %d, keyboard at %T", e.Text(), e.CursorColumn, s.Canvas.Focused())
	}
	s.Type("X")
	if e.Text() != "BoréXal" || s.editor.Model().Text(settingspage.ProviderName) != "BoréXal" {
		t.Errorf("typing goes on where it was: %q", e.Text())
	}
	if got := s.Window.Title(); !strings.HasPrefix(got, "* Settings") {
		t.Errorf("title %q", got)
	}
}

func TestLanguageSwitchKeepsTheScroll(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1024, 420)})
	scroll := s.Field("settings.scroll").(*widgets.Scroll)
	scroll.ScrollTo(60)
	s.shell.SetLanguage(i18n.English)
	s.Settle()
	if got := s.Field("settings.scroll").(*widgets.Scroll); got == scroll || got.Offset() != 60 {
		t.Errorf("rebuilt %v, offset %v", got != scroll, got.Offset())
	}
}

func TestSwitchOfTheSideBar(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.Focus("shell.language")
	s.Key(fyne.KeyRight)
	if s.shell.Printer().Language() != i18n.English || len(s.source.Saves) != 1 {
		t.Fatalf("speaks %s, %d saves", s.shell.Printer().Language(), len(s.source.Saves))
	}
	if id := s.Canvas.Focused().(widgets.Identified).FieldID(); id != "shell.language" {
		t.Errorf("the keyboard is at %q", id)
	}
}

func TestInterfaceLanguageOfTheDraftSwitchesAndBack(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.Focus("administrator.language")
	s.Key(fyne.KeyRight)
	s.ExpectText(i18n.For(i18n.English).T("settings.profile.title"))
	s.ExpectText(i18n.For(i18n.English).N("settings.bar.changes", 1))
	s.TapLabel(i18n.For(i18n.English).T("settings.bar.revert"))
	s.ExpectText(i18n.For(i18n.French).T("settings.profile.title"))
}

func TestWidgetsOfAPageThatLeftAreNotHeard(t *testing.T) {
	s := open(t, uitest.Setup{})
	old := s.entry(settingspage.ProviderName)
	s.shell.SetLanguage(i18n.English)
	old.SetText("fantôme")
	if s.editor.Dirty() {
		t.Error("a page that was thrown away still edits")
	}
}
