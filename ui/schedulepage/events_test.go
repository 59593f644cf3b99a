package schedulepage_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/syncing"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/schedulepage"
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

// one opens the page with an event in the form.
func one(t *testing.T, entity string, changes ...func(syncing.View)) *scene {
	t.Helper()
	s := open(t, large, access.Primary, append([]func(syncing.View){sample.Chatting}, changes...)...)
	s.editor.Window.Reveal(editing.SectionChat, entity+".name_fr")
	s.Settle()
	return s
}

func TestWhatIsTypedAboutAnEvent(t *testing.T) {
	s := one(t, christmas)
	for _, c := range []struct{ field, typed, want string }{
		{"span.end", "17h30", "2026-12-24T12:00/2026-12-26T17:30"},
		{"span.end", "24 h", "2026-12-24T12:00/2026-12-27T00:00"},
		{"span.last", "2026-12-31", "2026-12-24T12:00/2027-01-01T00:00"},
		{"span.start", "9", "2026-12-24T09:00/2027-01-01T00:00"},
		{"span.first", "2026-12-23", "2026-12-23T09:00/2027-01-01T00:00"},
	} {
		s.retype(christmas+"."+c.field, c.typed)
		if got := s.spans(); got != "Congé de Noël "+c.want {
			t.Errorf("%s %q: got %s, want %s", c.field, c.typed, got, c.want)
		}
	}
	s.Tap(s.Field(christmas + ".span.all_day"))
	s.Settle()
	if got := s.spans(); got != "Congé de Noël 2026-12-23T00:00/2027-01-01T00:00" || s.HasControl("Début") {
		t.Errorf("whole days: %s", got)
	}
	s.Tap(s.Field(christmas + ".span.all_day"))
	s.Settle()
	if got := s.spans(); got != "Congé de Noël 2026-12-23T09:00/2026-12-31T17:00" || !s.HasControl("Début") {
		t.Errorf("with times: %s", got)
	}
	s.editor.Save(nil)
	if len(s.source.Saves) != 1 || s.editor.Dirty() {
		t.Error("it is not stored")
	}
}

func TestRefusalsOfAnEventStandAtTheField(t *testing.T) {
	s := one(t, christmas)
	for _, c := range []struct{ field, typed, key string }{
		{"span.end", "bientôt", "schedule.time_unreadable"},
		{"span.start", "24 h", "schedule.time_24"},
		{"span.first", "24/12/2026", "schedule.date_unreadable"},
		{"span.first", "2300-01-01", "schedule.date_unreadable"},
		{"span.last", "2026-02-30", "schedule.date_unreadable"},
		{"span.last", "2026-12-23", "schedule.event_empty"},
		{"name_fr", strings.Repeat("é", 81), "schedule.name_too_long"},
	} {
		s.retype(christmas+"."+c.field, c.typed)
		err := s.editor.Model().Error(editing.FieldID(christmas + "." + c.field))
		if key, _ := fault.KeyOf(err); key != c.key {
			t.Errorf("%s %q: got %v", c.field, c.typed, err)
			continue
		}
		s.ExpectText(s.Printer.Err(err))
		s.editor.Save(nil)
		if len(s.source.Saves) != 0 || s.spans() != noel && c.field != "name_fr" {
			t.Errorf("%s %q: something was stored, or is meant", c.field, c.typed)
		}
		for s.editor.Dirty() {
			s.editor.Undo()
		}
		s.Settle()
	}
	t.Run("no name at all", func(t *testing.T) {
		s.retype(christmas+".name_fr", "")
		s.ExpectText("Sans nom en français, «\u00a0Christmas break\u00a0» s’affiche aussi en français.")
		s.retype(christmas+".name_en", "")
		s.ExpectText("Entrez un nom.")
		s.editor.Save(nil)
		if len(s.source.Saves) != 0 {
			t.Error("something was stored")
		}
	})
}

// put stores an event of the sample.
func put(e schedule.Special) func(syncing.View) {
	return func(v syncing.View) {
		v[schedule.EventEntity(e.ID)] = syncing.Entity{}
		for name, value := range e.Fields() {
			v[schedule.EventEntity(e.ID)][name] = syncing.FieldState{Value: value, Base: value, Rev: 1}
		}
	}
}

func TestTheTwentyNinthOfFebruaryIsSaid(t *testing.T) {
	const leap = "0190b2f0-0000-7000-8000-0000000000e9"
	start := schedule.DateOf(2024, 2, 29).Start()
	s := one(t, "event:"+leap, put(schedule.Special{ID: leap, NameFR: "Bissextile", NameEN: "Leap", State: schedule.Closed, Start: start, End: start + schedule.MinutesPerDay}))
	s.ExpectNoText("Les années sans 29 février, c’est le 28.")
	s.Tap(s.Field("event:" + leap + ".yearly"))
	s.ExpectText("Les années sans 29 février, c’est le 28.")
	s.retype("event:"+leap+".span.first", "2026-03-08")
	s.retype("event:"+leap+".span.last", "2026-03-08")
	s.Tap(s.Field("event:" + leap + ".span.all_day"))
	s.Settle()
	s.retype("event:"+leap+".span.start", "2 h 30")
	s.ExpectText("L’horloge avance à ce moment\u00a0: l’événement commence le 8\u00a0mars\u00a02026 à\u00a03\u00a0h.")
}

// Events at the same time are put in order by hand; the list tells what is past, and what comes next is on top.
func TestEventsAtTheSameTimeArePutInOrder(t *testing.T) {
	const eve, old = "0190b2f0-0000-7000-8000-0000000000e2", "0190b2f0-0000-7000-8000-0000000000e3"
	from := schedule.DateOf(2026, 12, 24).At(13 * 60)
	s := one(t, christmas,
		put(schedule.Special{ID: eve, NameFR: "Réveillon", NameEN: "Eve", State: schedule.Open, Start: from, End: from + 120}),
		put(schedule.Special{ID: old, NameFR: "Passé", NameEN: "Past", State: schedule.Closed, Start: 60, End: 120}))
	s.Resize(tall)
	s.ExpectText("En même temps")
	rank := func(id string) int {
		for _, e := range s.events() {
			if e.ID == id {
				return e.Rank
			}
		}
		t.Fatal("gone")
		return 0
	}
	meeting := s.Field("chat.meeting")
	schedulepage.Hold(meeting, fyne.KeyModifierAlt)
	s.Focus("chat.meeting")
	s.Key(fyne.KeyUp) // the break goes over the shorter event
	if rank(sample.Christmas) != 1 || rank(eve) != 0 {
		t.Errorf("ranks %d and %d", rank(sample.Christmas), rank(eve))
	}
	s.ExpectText("«\u00a0Réveillon\u00a0» ne gagne jamais")
	s.editor.Undo()
	if s.editor.Dirty() {
		t.Error("one step")
	}
	s.Resize(fyne.NewSize(1600, 2400)) // both rows in view
	s.Settle()
	s.Drag(schedulepage.PointInList(meeting, 1), schedulepage.PointInList(meeting, 0).AddXY(0, -10))
	if rank(sample.Christmas) != 1 {
		t.Error("dragging does the same")
	}
	names := []string{}
	for _, text := range s.Texts() {
		if text == "1970-01-01" || text == "2026-12-24" {
			names = append(names, text)
		}
	}
	if got := strings.Join(names, " "); !strings.HasPrefix(got, "2026-12-24 2026-12-24 1970-01-01") {
		t.Errorf("the order is %s", got)
	}
	s.Focus("chat.events")
	s.Key(fyne.KeyEnd) // what is past stays, and can be looked at
	s.Settle()
	s.ExpectText("1970")
	s.Focus("chat.event_again")
	s.Key(fyne.KeyReturn)
	s.Settle()
	if got := s.events(); len(got) != 4 || got[3].Start.Date().String() != "1971-01-01" {
		t.Errorf("a year later: %v", got)
	}
}
