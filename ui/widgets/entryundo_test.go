package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/ui/widgets"
)

// The keys of undo come to the field first; once its letters are taken back they are the window's.
func TestAnUndoThatFindsNoLettersIsTheWindows(t *testing.T) {
	e := widgets.NewEntry("Nom")
	s := openEntry(t, e)
	undone, redone := 0, 0
	s.Canvas.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { undone++ })
	s.Canvas.AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { redone++ })
	s.Focus("name")
	s.Type("é")
	for range 2 {
		s.SendShortcut(&fyne.ShortcutUndo{})
	}
	if e.Text() != "" || undone != 1 {
		t.Errorf("%q, the window was asked %d times", e.Text(), undone)
	}
	for range 2 {
		s.SendShortcut(&fyne.ShortcutRedo{})
	}
	if e.Text() != "é" || redone != 1 {
		t.Errorf("%q, the window was asked %d times", e.Text(), redone)
	}
}
