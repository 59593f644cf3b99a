package schedulepage_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/editing/sample"
	"pupitre/ui/schedulepage"
	"pupitre/ui/uitest"
)

var large = uitest.Setup{Size: fyne.NewSize(1600, 1200)}

// tall is a window in which the longest form is seen whole.
var tall = fyne.NewSize(1600, 2000)

const hour = 60

// drag takes a minute of a day to another one.
func (s *scene) drag(fromDay, from, toDay, to int) {
	grid := s.Field("chat.week")
	s.Drag(schedulepage.PointIn(grid, fromDay, from), schedulepage.PointIn(grid, toDay, to))
}

// lines are the French schedules: "Name: days, hours".
func (s *scene) lines() (out []string) {
	p := i18n.For(i18n.English)
	for _, w := range s.weekly() {
		out = append(out, fmt.Sprintf("%s: %s, %s", w.Name, words.Days(p, w.Days), words.Span(p, w.Span)))
	}
	return out
}

func wantLines(t *testing.T, s *scene, want ...string) {
	t.Helper()
	var plain []string
	for _, line := range s.lines() {
		plain = append(plain, schedulepage.Plain(line))
	}
	if diff := cmp.Diff(want, plain); diff != "" {
		t.Error(diff)
	}
}

// working is one schedule, Monday to Friday from 9 to 17.
func working(v syncing.View) {
	chat := schedule.Chat{Enabled: true, French: []schedule.Weekly{{
		ID: sample.Weekdays, Name: "En semaine", Type: schedule.WorkingHours, State: schedule.Open,
		Days: schedule.Weekdays, Span: schedule.Between(9*hour, 17*hour),
	}}}
	for entity, fields := range chat.Stored() {
		v[entity] = syncing.Entity{}
		for name, value := range fields {
			v[entity][name] = syncing.FieldState{Value: value, Base: value, Rev: 1}
		}
	}
}

func TestDrawingOverDaysMakesOneSchedule(t *testing.T) {
	s := open(t, large, access.Primary)
	s.drag(1, 9*hour, 5, 17*hour)
	wantLines(t, s, "Heures de travail: Monday to Friday, 9:00 a.m. to 5:00 p.m.")
	s.ExpectText("Ouvert du lundi au vendredi, de 9\u00a0h à\u00a017\u00a0h")
	s.editor.Undo()
	wantLines(t, s)
	s.editor.Redo()
	wantLines(t, s, "Heures de travail: Monday to Friday, 9:00 a.m. to 5:00 p.m.")
	s.Shortcut(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	if len(s.source.Saves) != 1 || s.editor.Dirty() {
		t.Fatalf("saved %d times, dirty %v", len(s.source.Saves), s.editor.Dirty())
	}
	if got := schedule.ChatFrom("America/Toronto", values(s.source.Fields)).French; len(got) != 1 || got[0].Span != schedule.Between(9*hour, 17*hour) {
		t.Errorf("stored %v", got)
	}
}

func TestDraggingChangesEveryDayOrThatDayAlone(t *testing.T) {
	for _, c := range []struct {
		name string
		one  bool
		do   func(s *scene)
		want []string
	}{
		{"an edge, every day", false, func(s *scene) { s.drag(5, 17*hour, 5, 15*hour) }, []string{"En semaine: Monday to Friday, 9:00 a.m. to 3:00 p.m."}},
		{"an edge, that day", true, func(s *scene) { s.drag(5, 17*hour, 5, 15*hour) }, []string{
			"En semaine: Monday to Thursday, 9:00 a.m. to 5:00 p.m.", "En semaine (le vendredi): Friday, 9:00 a.m. to 3:00 p.m.",
		}},
		{"the start", false, func(s *scene) { s.drag(1, 9*hour, 1, 10*hour+20) }, []string{"En semaine: Monday to Friday, 10:15 a.m. to 5:00 p.m."}},
		{"a move down", false, func(s *scene) { s.drag(2, 12*hour, 2, 14*hour) }, []string{"En semaine: Monday to Friday, 11:00 a.m. to 7:00 p.m."}},
		{"a move to the next day", false, func(s *scene) { s.drag(2, 12*hour, 3, 12*hour) }, []string{"En semaine: Tuesday to Saturday, 9:00 a.m. to 5:00 p.m."}},
		{"a move of that day", true, func(s *scene) { s.drag(5, 12*hour, 6, 12*hour) }, []string{
			"En semaine: Monday to Thursday, 9:00 a.m. to 5:00 p.m.", "En semaine (le samedi): Saturday, 9:00 a.m. to 5:00 p.m.",
		}},
		{"past midnight", false, func(s *scene) { s.drag(5, 17*hour, 6, 2*hour) }, []string{"En semaine: Monday to Friday, 9:00 a.m. to 2:00 a.m. the next day"}},
		{"not past its own start", false, func(s *scene) { s.drag(1, 17*hour, 1, 5*hour) }, []string{"En semaine: Monday to Friday, 9:00 a.m. to 9:15 a.m."}},
		{"a click", false, func(s *scene) { s.TapAt(schedulepage.PointIn(s.Field("chat.week"), 1, 12*hour)) }, []string{"En semaine: Monday to Friday, 9:00 a.m. to 5:00 p.m."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, large, access.Primary, working)
			if c.one {
				s.TapText("Ce jour seul")
			}
			c.do(s)
			wantLines(t, s, c.want...)
			s.editor.Undo()
			wantLines(t, s, "En semaine: Monday to Friday, 9:00 a.m. to 5:00 p.m.")
		})
	}
}

func TestAltGoesByTheMinute(t *testing.T) {
	s := open(t, large, access.Primary, working)
	schedulepage.Hold(s.Field("chat.week"), fyne.KeyModifierAlt)
	s.drag(5, 17*hour, 5, 15*hour+7)
	got := s.weekly()[0].Span.End
	if got < 15*hour+5 || got > 15*hour+9 || got%15 == 0 {
		t.Errorf("ends at minute %d", got)
	}
}

func TestTheKeyboardDoesWhatTheMouseDoes(t *testing.T) {
	s := open(t, large, access.Primary, working)
	grid := s.Field("chat.week")
	s.Focus("chat.week")
	s.Key(fyne.KeyReturn, fyne.KeyDown, fyne.KeyDown) // takes Monday 9:00, moves it by half an hour
	wantLines(t, s, "En semaine: Monday to Friday, 9:30 a.m. to 5:30 p.m.")
	schedulepage.Hold(grid, fyne.KeyModifierShift)
	s.Key(fyne.KeyUp)
	schedulepage.Hold(grid, 0)
	wantLines(t, s, "En semaine: Monday to Friday, 9:30 a.m. to 5:15 p.m.")
	s.Key(fyne.KeyRight, fyne.KeyEscape)
	wantLines(t, s, "En semaine: Tuesday to Saturday, 9:30 a.m. to 5:15 p.m.")
	s.editor.Undo()
	wantLines(t, s, "En semaine: Monday to Friday, 9:00 a.m. to 5:00 p.m.")
	s.Focus("chat.week")
	s.Key(fyne.KeyHome, fyne.KeyReturn)
	wantLines(t, s, "En semaine: Monday to Friday, 9:00 a.m. to 5:00 p.m.", "Heures de travail: Tuesday, 12:00 a.m. to 1:00 a.m.")
	s.Key(fyne.KeyEscape, fyne.KeyDelete)
	wantLines(t, s, "En semaine: Monday to Friday, 9:00 a.m. to 5:00 p.m.")
}

func TestPointingNamesTheWinner(t *testing.T) {
	s := open(t, large, access.Primary, sample.Chatting)
	s.MoveTo(schedulepage.PointIn(s.Field("chat.week"), 1, 12*hour+30))
	s.ExpectText("lundi, 12\u00a0h\u00a030\u00a0: fermé. Pause-repas")
	s.MoveTo(schedulepage.PointIn(s.Field("chat.week"), 1, 22*hour+5))
	s.ExpectText("Aucun horaire ne couvre ce moment")
}

func TestWhoMayOnlyReadChangesNothing(t *testing.T) {
	s := open(t, large, access.Support, working)
	s.drag(1, 12*hour, 1, 14*hour)
	s.drag(7, 12*hour, 7, 14*hour)
	s.Focus("chat.week")
	s.Key(fyne.KeyReturn, fyne.KeyDown, fyne.KeyDelete)
	wantLines(t, s, "En semaine: Monday to Friday, 9:00 a.m. to 5:00 p.m.")
	if s.editor.Dirty() || s.HasControl("Ajouter") {
		t.Error("something can be changed")
	}
	s.ExpectText("Seuls les administrateurs changent ces heures.")
}

func TestTheListIsPutInOrder(t *testing.T) {
	s := open(t, large, access.Primary, sample.Chatting)
	names := func() (out []string) {
		weekly := s.weekly()
		for _, i := range schedule.StrongestFirst(weekly) {
			out = append(out, weekly[i].Name)
		}
		return out
	}
	usual := []string{"Fin de semaine", "Pause-repas", "Jeudi soir", "En semaine"}
	if diff := cmp.Diff(usual, names()); diff != "" {
		t.Fatal(diff)
	}
	list := s.Field("chat.list")
	s.Drag(schedulepage.PointInList(list, 3), schedulepage.PointInList(list, 2).AddXY(0, -10))
	turned := []string{"Fin de semaine", "Pause-repas", "En semaine", "Jeudi soir"}
	if diff := cmp.Diff(turned, names()); diff != "" {
		t.Fatal(diff)
	}
	schedulepage.Hold(list, fyne.KeyModifierAlt)
	s.Focus("chat.list")
	s.Key(fyne.KeyDown)
	if diff := cmp.Diff(usual, names()); diff != "" {
		t.Error(diff)
	}
}

func TestAScheduleThatGoesAwayUnderTheHandIsLetGo(t *testing.T) {
	s := open(t, large, access.Primary, working)
	grid := s.Field("chat.week")
	hand, ok := grid.(interface {
		fyne.Draggable
		desktop.Mouseable
	})
	if !ok {
		t.Fatal("no hand")
	}
	at := schedulepage.InGrid(grid, 2, 12*hour)
	hand.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	hand.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at.AddXY(0, 30)}})
	s.source.Change(func(v syncing.View) { delete(v, "schedule:"+sample.Weekdays) })
	hand.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at.AddXY(0, 60)}})
	hand.DragEnd()
	wantLines(t, s)
	if s.editor.Dirty() {
		t.Error("nothing is left to change")
	}
}
