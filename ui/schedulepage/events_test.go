package schedulepage_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/schedule"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
)

// year goes to the year.
func (s *scene) year() {
	s.TapText("Année")
	s.Settle()
}

func (s *scene) events() []schedule.Special { return editing.ChatOf(s.editor.Draft()).Special }

func TestClosingUntilEndsByItself(t *testing.T) {
	s := open(t, large, access.Primary, sample.Chatting)
	s.Focus("chat.close_until")
	s.Key(fyne.KeyReturn)
	s.retype("chat.close_until.time", "14 h") // half an hour ago
	s.TapLabel("Fermer le clavardage")
	s.ExpectText("Ce moment est déjà passé.")
	if len(s.events()) != 1 {
		t.Fatal("something was made")
	}
	s.retype("chat.close_until.time", "16h45")
	if len(s.events()) == 1 {
		s.TapLabel("Fermer le clavardage")
	}
	got := s.events()
	if len(got) != 2 || got[1].End.String() != "2026-11-21T16:45" || got[1].Start.String() != "2026-11-21T14:30" || got[1].State != schedule.Closed {
		t.Fatalf("got %v", got)
	}
	if got[1].NameFR == "" || got[1].NameEN == "" || got[1].NameFR == got[1].NameEN {
		t.Errorf("its names are %q and %q", got[1].NameFR, got[1].NameEN)
	}
	s.year()
	s.TapLabel("Événements spéciaux")
	s.editor.Save(nil)
	if len(s.source.Saves) != 1 || s.editor.Dirty() {
		t.Error("it is not stored")
	}
}

func TestAnEventIsDeletedAndBroughtBack(t *testing.T) {
	s := open(t, large, access.Primary, sample.Chatting)
	s.year()
	s.Focus("chat.events")
	s.Key(fyne.KeyDown)
	s.Focus("chat.event_remove")
	s.Key(fyne.KeyReturn)
	if len(s.events()) != 0 {
		t.Fatal("still there")
	}
	s.ExpectText("«\u00a0Congé de Noël\u00a0» est supprimé.")
	s.TapLabel("Annuler")
	if len(s.events()) != 1 {
		t.Error("not back")
	}
}
