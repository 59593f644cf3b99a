package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// ringShows tells whether a widget draws the ring of the keyboard.
func ringShows(w fyne.Widget) bool {
	for _, o := range test.WidgetRenderer(w).Objects() {
		r, ok := o.(*canvas.Rectangle)
		if ok && r.Visible() && r.StrokeWidth == look.Size(look.RingWidth) && r.StrokeColor == look.Color(look.ColorFocusRing) {
			return true
		}
	}
	return false
}

// ringScene is a screen with one of each control that can be clicked and has a ring.
func ringScene(t *testing.T) (*uitest.Screen, map[string]fyne.Widget) {
	t.Helper()
	controls := map[string]fyne.Widget{
		"button": widgets.NewButton("Enregistrer", func() {}),
		"icon":   widgets.NewIconButton(resources.Close, "Fermer", func() {}),
		"line":   widgets.NewNavItem(resources.Settings, "Réglages", func() {}),
		"check":  widgets.NewCheck("Actif"),
		"parts":  widgets.NewSegmented("Langue", widgets.Option{Value: "fr", Label: "FR"}, widgets.Option{Value: "en", Label: "EN"}),
	}
	before := widgets.NewEntry("Nom")
	before.SetFieldID("before")
	s := openWith(t, uitest.Setup{}, func(*uitest.Screen) []fyne.CanvasObject {
		all := []fyne.CanvasObject{before}
		for _, c := range controls {
			all = append(all, c)
		}
		return all
	})
	return s, controls
}

// The ring is for who uses the keyboard: a click brings none, the next key does, and Tab always.
func TestTheRingIsForTheKeyboard(t *testing.T) {
	s, controls := ringScene(t)
	for name, c := range controls {
		f := c.(fyne.Focusable)
		s.Focus("before")
		s.Tap(c)
		if s.Canvas.Focused() != f || ringShows(c) {
			t.Errorf("%s: after a click: focused %v, ring %v", name, s.Canvas.Focused() == f, ringShows(c))
		}
		c.(desktop.Keyable).KeyDown(&fyne.KeyEvent{Name: desktop.KeyControlLeft})
		if ringShows(c) {
			t.Errorf("%s: Ctrl by itself brings the ring out", name)
		}
		s.Key(fyne.KeyF2)
		if !ringShows(c) {
			t.Errorf("%s: a key brings no ring out", name)
		}
		s.Tap(c)
		if ringShows(c) {
			t.Errorf("%s: the ring stays after a click", name)
		}
		s.Focus("before")
		s.Canvas.Focus(f) // as Tab does
		if !ringShows(c) {
			t.Errorf("%s: no ring after Tab, where a click was before", name)
		}
	}
}

// A window that somebody comes back to shows what it showed.
func TestTheRingIsAsItWasInAWindowComeBackTo(t *testing.T) {
	s, controls := ringScene(t)
	c := controls["line"]
	f := c.(fyne.Focusable)
	comesBack := func() { f.FocusLost(); f.FocusGained() } // what the driver tells then
	s.Tap(c)
	if comesBack(); ringShows(c) {
		t.Error("a ring, though a click was last")
	}
	s.Key(fyne.KeyF2)
	if comesBack(); !ringShows(c) {
		t.Error("no ring, though a key was last")
	}
}

// What a click leads to has no ring either: another control, or the same one after its page was built anew.
func TestTheRingAfterAClickThatLeadsElsewhere(t *testing.T) {
	for _, clicked := range []bool{true, false} {
		from, to := widgets.NewButton("Suivant", nil), widgets.NewButton("Terminer", nil)
		from.SetFieldID("from")
		to.SetFieldID("to")
		s := openWith(t, uitest.Setup{}, func(*uitest.Screen) []fyne.CanvasObject { return []fyne.CanvasObject{from, to} })
		s.Focus("from")
		if clicked {
			s.Tap(from)
		}
		keep := widgets.KeepFocus(s.Canvas)
		if widgets.FocusField(s.Canvas, "to"); ringShows(to) == clicked {
			t.Errorf("clicked: %v, ring of the next one: %v", clicked, ringShows(to))
		}
		if keep.Restore(s.Canvas); ringShows(from) == clicked {
			t.Errorf("clicked: %v, ring of the one restored: %v", clicked, ringShows(from))
		}
	}
}
