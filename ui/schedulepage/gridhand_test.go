package schedulepage_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"pupitre/data/access"
	"pupitre/data/schedule"
	"pupitre/data/syncing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/schedulepage"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// hand is what the picture of the week is for a mouse.
type hand interface {
	fyne.CanvasObject
	fyne.Draggable
	fyne.SecondaryTappable
	desktop.Mouseable
}

func (s *scene) hand(t *testing.T) hand {
	t.Helper()
	h, ok := s.Field("chat.week").(hand)
	if !ok {
		t.Fatal("no hand")
	}
	return h
}

// press takes a minute of a day with the main button and some keys held.
func press(h hand, day, minute int, keys fyne.KeyModifier) fyne.Position {
	at := schedulepage.InGrid(h, day, minute)
	h.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary, Modifier: keys})
	return at
}

func pull(h hand, at fyne.Position) {
	h.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
}

func TestCtrlDraggingLeavesTheBlockAndTakesACopy(t *testing.T) {
	s := open(t, large, access.Primary, working)
	h := s.hand(t)
	press(h, 5, 12*hour, fyne.KeyModifierShortcutDefault)
	pull(h, schedulepage.InGrid(h, 6, 13*hour))
	h.DragEnd()
	wantLines(t, s, "En semaine: Monday to Friday, 9:00 a.m. to 5:00 p.m.", "En semaine (le samedi): Saturday, 10:00 a.m. to 6:00 p.m.")
	s.editor.Undo()
	wantLines(t, s, "En semaine: Monday to Friday, 9:00 a.m. to 5:00 p.m.")
}

// A hand at the lower edge goes on to the hours that are not seen, and ends where they end.
func TestTheWeekScrollsUnderAHandAtItsEdge(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, working)
	h := s.hand(t)
	scroll, ok := s.Field("chat.week_scroll").(*widgets.Scroll)
	if !ok {
		t.Fatal("no scroll")
	}
	at := press(h, 5, 17*hour, 0)
	before := scroll.Offset()
	at.Y = before + scroll.Size().Height - 2
	pull(h, at)
	for range 200 {
		s.Advance(40 * time.Millisecond)
	}
	most := h.Size().Height - scroll.Size().Height
	if scroll.Offset() < most-1 || scroll.Offset() <= before {
		t.Errorf("scrolled from %g to %g of %g", before, scroll.Offset(), most)
	}
	h.DragEnd()
	if got := s.weekly()[0].Span; got.Start != 9*hour || got.End < 23*hour {
		t.Errorf("it ends at minute %d", got.End)
	}
	held := scroll.Offset()
	scroll.ScrollTo(held - 50)
	s.Advance(time.Second)
	if scroll.Offset() != held-50 {
		t.Error("it scrolls on without a hand")
	}
}

func TestWhatCanBeDoneWithABlock(t *testing.T) {
	offer := func(s *scene, day, minute int) {
		s.hand(t).TappedSecondary(&fyne.PointEvent{Position: schedulepage.InGrid(s.hand(t), day, minute)})
		s.Settle()
	}
	s := open(t, large, access.Primary, working)
	offer(s, 3, 12*hour)
	s.TapLabel("Retirer le mercredi")
	wantLines(t, s, "En semaine: Monday, Tuesday, Thursday and Friday, 9:00 a.m. to 5:00 p.m.")
	s.editor.Undo()
	offer(s, 3, 12*hour)
	s.TapLabel("Dupliquer")
	wantLines(t, s, "En semaine: Monday to Friday, 9:00 a.m. to 5:00 p.m.", "En semaine 2: Monday to Friday, 9:00 a.m. to 5:00 p.m.")
	s.editor.Undo()
	offer(s, 3, 12*hour)
	s.TapLabel("Ajouter une pause-repas")
	if got := s.weekly(); len(got) != 2 || got[1].Type != schedule.LunchBreak || got[1].Parent != sample.Weekdays {
		t.Errorf("got %v", got)
	}
	s.editor.Undo()
	offer(s, 3, 12*hour)
	s.TapLabel("Supprimer l’horaire")
	wantLines(t, s)
	offer(s, 3, 3*hour)
	if s.HasControl("Dupliquer") {
		t.Error("a menu where there is nothing")
	}
}

func TestTheWeekIsMadeLargerAndSmaller(t *testing.T) {
	s := open(t, large, access.Primary, working)
	grid := s.Field("chat.week")
	height := func() float32 { s.Settle(); return grid.MinSize().Height }
	usual := height()
	s.Tap(s.Field("chat.larger"))
	larger := height()
	s.Focus("chat.week")
	s.Type("--")
	smaller := height()
	if larger <= usual || smaller >= usual {
		t.Errorf("heights %g, %g, %g", usual, larger, smaller)
	}
	s.Type("--------")
	least := height()
	s.Tap(s.Field("chat.smaller"))
	if least <= 0 || height() != least {
		t.Error("there is no end to it")
	}
	s.drag(1, 9*hour, 1, 10*hour) // a minute is where it is shown, whatever the size
	wantLines(t, s, "En semaine: Monday to Friday, 10:00 a.m. to 5:00 p.m.")
}

// Two hundred schedules are kept and no more: the button says so, and a hand draws nothing.
func TestThereIsAnEndToSchedules(t *testing.T) {
	s := open(t, large, access.Primary, func(v syncing.View) {
		chat := schedule.Chat{Enabled: true}
		for i := range schedule.MaxWeekly - 1 {
			w := schedule.NewWorkingHours(fmt.Sprintf("0190b2f0-0000-7000-8000-%012d", i), fmt.Sprint("Horaire ", i))
			w.Days, w.Span = schedule.DaysOf(1), schedule.Between(9*hour, 10*hour)
			chat.English = append(chat.English, w)
		}
		for entity, fields := range chat.Stored() {
			v[entity] = syncing.Entity{}
			for name, value := range fields {
				v[entity][name] = syncing.FieldState{Value: value, Base: value, Rev: 1}
			}
		}
	})
	s.ExpectNoText("La limite de 200 horaires")
	s.drag(2, 9*hour, 2, 10*hour)
	s.Settle()
	s.ExpectText("La limite de 200 horaires, pour les deux langues, est atteinte.")
	s.drag(4, 9*hour, 4, 10*hour)
	s.Focus("chat.week")
	s.Key(fyne.KeyEnd, fyne.KeyReturn)
	if got := s.weekly(); len(got) != 1 || got[0].Days != schedule.DaysOf(2) {
		t.Errorf("got %v", got)
	}
}
