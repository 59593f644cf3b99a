package schedulepage_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/schedule"
	"pupitre/ui/schedulepage"
)

// The driver of a window gives the arrows with Alt as shortcuts: they order the list, and go by the minute in the week.
func TestAltAndTheArrowsAsTheWindowGivesThem(t *testing.T) {
	s := open(t, large, access.Primary, working)
	s.TapLabel(s.Printer.T("schedulepage.list.add"))
	s.Focus("chat.list")
	first := func() string { return s.weekly()[schedule.StrongestFirst(s.weekly())[0]].Name }
	s.Shortcut(fyne.KeyDown, fyne.KeyModifierAlt)
	if first() != "En semaine" {
		t.Errorf("%q is first", first())
	}
	s.Shortcut(fyne.KeyUp, fyne.KeyModifierAlt)
	if first() == "En semaine" {
		t.Error("it does not come back up")
	}

	s = open(t, large, access.Primary, working)
	grid := s.Field("chat.week")
	s.TapAt(schedulepage.PointIn(grid, 1, 12*hour))
	s.Key(fyne.KeySpace)
	schedulepage.Hold(grid, fyne.KeyModifierAlt)
	s.Shortcut(fyne.KeyDown, fyne.KeyModifierAlt)
	wantLines(t, s, "En semaine: Monday to Friday, 9:01 a.m. to 5:01 p.m.")
}
