package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

func openEntry(t *testing.T, e *widgets.Entry) *uitest.Screen {
	e.SetFieldID("name")
	return openWith(t, uitest.Setup{}, func(*uitest.Screen) []fyne.CanvasObject {
		next := widgets.NewEntry("Suivant")
		next.SetFieldID("next")
		return []fyne.CanvasObject{e, next}
	})
}

func TestEntryCommitsOnceWhenTheKeyboardLeaves(t *testing.T) {
	var committed, changed []string
	e := widgets.NewEntry("Nom")
	e.OnCommitted = func(text string) { committed = append(committed, text) }
	e.OnChanged = func(text string) { changed = append(changed, text) }
	s := openEntry(t, e)
	s.Focus("name")
	s.Type("Clé")
	if len(committed) != 0 || len(changed) != 3 {
		t.Errorf("while typing: committed %q, changed %q", committed, changed)
	}
	s.Tab()
	s.ShiftTab()
	s.Tab()
	if len(committed) != 1 || committed[0] != "Clé" {
		t.Errorf("committed %q, want once", committed)
	}
}

func TestEntryCommitsWithEnterThenSubmits(t *testing.T) {
	var order []string
	e := widgets.NewEntry("Nom")
	e.OnCommitted = func(string) { order = append(order, "commit") }
	e.OnSubmitted = func(string) { order = append(order, "submit") }
	s := openEntry(t, e)
	s.Focus("name")
	s.Type("A")
	s.Key(fyne.KeyReturn)
	s.Tab()
	if strings.Join(order, " ") != "commit submit" {
		t.Errorf("got %v", order)
	}
}

func TestEntrySelectsAllWhenReachedWithTab(t *testing.T) {
	e := widgets.NewEntry("Nom")
	e.SetText("ancien")
	s := openEntry(t, e)
	s.Tab()
	if e.SelectedText() != "ancien" {
		t.Errorf("selected %q", e.SelectedText())
	}
	s.Type("n")
	if e.Text() != "n" {
		t.Errorf("typing replaces all: %q", e.Text())
	}
}

func TestEntryKeepsTheCursorWhereOneClicks(t *testing.T) {
	e := widgets.NewEntry("Nom")
	e.SetText("ancien")
	s := openEntry(t, e)
	s.Tap(e)
	if e.SelectedText() != "" {
		t.Errorf("a click selects %q", e.SelectedText())
	}
	if !e.Focused() {
		t.Error("a click brings the keyboard")
	}
}

func TestEntryDoesNotSwallowTheWindowsShortcuts(t *testing.T) {
	var saved count
	e := widgets.NewEntry("Nom")
	s := openEntry(t, e)
	save := &desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierControl}
	s.Canvas.AddShortcut(save, func(fyne.Shortcut) { saved.up() })
	s.Focus("name")
	s.Type("x")
	s.Shortcut(fyne.KeyS, fyne.KeyModifierControl)
	saved.expect(t, 1, "Ctrl+S with a focused field")
	s.SendShortcut(&fyne.ShortcutSelectAll{})
	if e.SelectedText() != "x" {
		t.Error("the field keeps its own shortcuts")
	}
}

func TestEntryPassesEscapeAndUnusedArrowsOn(t *testing.T) {
	var keys []fyne.KeyName
	e := widgets.NewEntry("Nom")
	s := openEntry(t, e)
	s.Canvas.SetOnTypedKey(func(k *fyne.KeyEvent) { keys = append(keys, k.Name) })
	s.Focus("name")
	s.Key(fyne.KeyEscape, fyne.KeyDown, fyne.KeyLeft)
	if len(keys) != 2 || keys[0] != fyne.KeyEscape || keys[1] != fyne.KeyDown {
		t.Errorf("got %v", keys)
	}
}

func TestMultiLineEntryNeverSwallowsTab(t *testing.T) {
	e := widgets.NewMultiLineEntry("Remarques")
	s := openEntry(t, e)
	s.Focus("name")
	s.Type("a")
	s.Key(fyne.KeyReturn)
	s.Type("b")
	s.Tab()
	if e.Text() != "a\nb" || e.Focused() {
		t.Errorf("text %q, still focused %v", e.Text(), e.Focused())
	}
}

func TestEntrySetTextLeavesTheSameTextAlone(t *testing.T) {
	var changed count
	e := widgets.NewEntry("Nom")
	e.OnChanged = func(string) { changed.up() }
	s := openEntry(t, e)
	s.Focus("name")
	s.Type("abc")
	s.Key(fyne.KeyLeft)
	e.SetText("abc")
	changed.expect(t, 3, "changed")
	s.Type("x")
	if e.Text() != "abxc" {
		t.Errorf("the cursor moved: %q", e.Text())
	}
	e.SetText("autre")
	s.Tab()
	if e.Text() != "autre" {
		t.Errorf("got %q", e.Text())
	}
}

func TestEntryUndo(t *testing.T) {
	e := widgets.NewEntry("Nom")
	s := openEntry(t, e)
	s.Focus("name")
	s.Type("é")
	s.SendShortcut(&fyne.ShortcutUndo{})
	if e.Text() != "" {
		t.Errorf("got %q", e.Text())
	}
	s.SendShortcut(&fyne.ShortcutRedo{})
	if e.Text() != "é" {
		t.Errorf("got %q", e.Text())
	}
}

func TestEntryHintIsCutToTheWidth(t *testing.T) {
	e := widgets.NewEntry("Recherche")
	e.SetHint("Rechercher un réglage dans les deux langues de l’interface")
	s := openWith(t, uitest.Setup{}, func(*uitest.Screen) []fyne.CanvasObject {
		return []fyne.CanvasObject{widgets.FixedWidth(look.ControlMedium, e)}
	})
	s.ExpectText("Rechercher un")
	if !strings.HasSuffix(e.PlaceHolder, "…") {
		t.Errorf("the hint is not cut: %q", e.PlaceHolder)
	}
}

func TestEntryCountsInCodePoints(t *testing.T) {
	e := widgets.NewEntry("Nom")
	e.SetMaxLength(80)
	e.SetText(strings.Repeat("é", 60))
	if n, say := e.Remaining(); n != 20 || say {
		t.Errorf("%d left, say %v", n, say)
	}
	e.SetText(strings.Repeat("é", 81))
	if n, say := e.Remaining(); n != -1 || !say {
		t.Errorf("%d left, say %v", n, say)
	}
}

func TestEntryIsAsHighAsEveryControl(t *testing.T) {
	for _, setup := range []uitest.Setup{{}, {Zoom: look.Zoom125}, {Zoom: look.Zoom150}, {Touch: true}, {Touch: true, Zoom: look.Zoom125}} {
		e, b := widgets.NewEntry("Nom"), widgets.NewButton("OK", nil)
		openWith(t, setup, func(*uitest.Screen) []fyne.CanvasObject { return []fyne.CanvasObject{e, b} })
		if e.Size().Height != b.Size().Height || e.Size().Height != look.Size(look.ControlHeight) {
			t.Errorf("field %v, button %v", e.Size().Height, b.Size().Height)
		}
		if needed := e.Entry.MinSize().Height; needed > e.Size().Height {
			t.Errorf("%d %%: Fyne's field needs %v, it has %v: it will show a scroll bar", setup.Zoom, needed, e.Size().Height)
		}
	}
}

// A look that changes while the page is open must look as if it had always been so.
func TestEntryFollowsALiveZoom(t *testing.T) {
	build := func(*uitest.Screen) []fyne.CanvasObject {
		e := widgets.NewEntry("Nom")
		e.SetText("Téléphonie Rive-Nord")
		return []fyne.CanvasObject{widgets.FixedWidth(look.ControlWide, e)}
	}
	fresh := openWith(t, uitest.Setup{Zoom: look.Zoom150}, build).Image()
	s := openWith(t, uitest.Setup{}, build)
	s.SetLook(look.Options{Mode: look.Light, Zoom: look.Zoom150})
	if !uitest.SameImage(fresh, s.Image()) {
		s.ExpectImage("entry_live_zoom")
		t.Error("a live zoom looks different from a fresh page")
	}
}

type capsLock struct{ on, known bool }

func (c *capsLock) CapsLock() (on, known bool) { return c.on, c.known }

func TestPasswordCanBeShown(t *testing.T) {
	var e *widgets.PasswordEntry
	s := openWith(t, uitest.Setup{}, func(s *uitest.Screen) []fyne.CanvasObject {
		e = widgets.NewPasswordEntry(s.Printer, "Mot de passe", nil)
		e.SetText("Clé-7!")
		return []fyne.CanvasObject{widgets.FixedWidth(look.ControlWide, e)}
	})
	s.ExpectNoText("Clé-7!")
	s.TapLabel("Afficher le mot de passe")
	s.ExpectText("Clé-7!")
	if !e.Revealed() {
		t.Error("revealed")
	}
	s.TapLabel("Masquer le mot de passe")
	s.ExpectNoText("Clé-7!")
	s.Canvas.Unfocus()
	s.Tab()
	s.Tab()
	s.Key(fyne.KeySpace) // the button is reached with the keyboard
	s.ExpectText("Clé-7!")
}

// A manager of passwords pastes; nothing that it made is cut or refused by the field.
func TestAPasswordIsPasted(t *testing.T) {
	var e *widgets.PasswordEntry
	s := openWith(t, uitest.Setup{}, func(s *uitest.Screen) []fyne.CanvasObject {
		e = widgets.NewPasswordEntry(s.Printer, "Mot de passe", nil)
		return []fyne.CanvasObject{widgets.FixedWidth(look.ControlWide, e)}
	})
	long := strings.Repeat("Clé-7! 🔑", 16)
	clipboard := fyne.CurrentApp().Clipboard()
	clipboard.SetContent(long)
	s.Tab()
	s.SendShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	if e.Text() != long {
		t.Errorf("pasted %q, is %q", long, e.Text())
	}
	s.ExpectNoText(long)
	clipboard.SetContent("before")
	s.SendShortcut(&fyne.ShortcutSelectAll{})
	s.SendShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if clipboard.Content() != "before" {
		t.Error("a hidden password can be copied")
	}
}

func TestPasswordWarnsAboutCapsLock(t *testing.T) {
	caps := &capsLock{known: true}
	var said []bool
	s := openWith(t, uitest.Setup{}, func(s *uitest.Screen) []fyne.CanvasObject {
		e := widgets.NewPasswordEntry(s.Printer, "Mot de passe", caps)
		e.SetFieldID("password")
		e.OnCapsLock = func(warn bool) { said = append(said, warn) }
		return []fyne.CanvasObject{e, widgets.NewButton("OK", nil)}
	})
	s.Focus("password")
	s.Type("a")
	caps.on = true
	s.Type("B")
	s.Type("C")
	s.Tab()
	s.Tab()
	if len(said) != 2 || !said[0] || said[1] {
		t.Errorf("got %v, want a warning and its end", said)
	}
}
