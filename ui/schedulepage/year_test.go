package schedulepage_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/schedule"
	"pupitre/ui/editing/sample"
	"pupitre/ui/schedulepage"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

const christmas = "event:" + sample.Christmas

func day(month time.Month, day int) schedule.Date { return schedule.DateOf(2026, month, day) }

// spans are the events of the draft: name, first and last minute.
func (s *scene) spans() string {
	var out []string
	for _, e := range s.events() {
		out = append(out, strings.TrimSpace(e.NameFR+" "+e.Start.String()+"/"+e.End.String()))
	}
	return strings.Join(out, "\n")
}

const noel = "Congé de Noël 2026-12-24T12:00/2026-12-26T12:00"

func TestEventsAreDrawnOverTheYear(t *testing.T) {
	s := open(t, large, access.Primary, sample.Chatting)
	s.year()
	grid := s.Field("chat.year")
	want := func(what, events string) {
		t.Helper()
		s.Settle()
		if got := s.spans(); got != events {
			t.Errorf("%s:\ngot  %s\nwant %s", what, got, events)
		}
	}
	s.Drag(schedulepage.PointInYear(grid, day(7, 20)), schedulepage.PointInYear(grid, day(7, 24)))
	want("a week of July", noel+"\n2026-07-20T00:00/2026-07-25T00:00")
	s.Type("Vacances") // the keyboard is in the name
	want("its name", noel+"\nVacances 2026-07-20T00:00/2026-07-25T00:00")
	s.TapAt(schedulepage.PointInYear(grid, day(12, 25)))
	s.Settle()
	s.Field(christmas + ".name_fr") // a click on a day with an event opens it
	s.TapAt(schedulepage.PointInYear(grid, day(5, 4)))
	want("a click on a free day", noel+"\nVacances 2026-07-20T00:00/2026-07-25T00:00\n2026-05-04T00:00/2026-05-05T00:00")
	s.Drag(schedulepage.PointInYear(grid, day(2, 12)), schedulepage.PointInYear(grid, day(1, 5)))
	want("backwards over two months", noel+"\nVacances 2026-07-20T00:00/2026-07-25T00:00\n2026-05-04T00:00/2026-05-05T00:00\n2026-01-05T00:00/2026-02-13T00:00")
	for range 3 {
		s.editor.Undo()
	}
	want("three steps back", noel+"\n2026-07-20T00:00/2026-07-25T00:00")
	s.editor.Undo()
	if s.editor.Dirty() {
		t.Error("four steps of undo lead back")
	}
}

func TestTheYearByKeyboard(t *testing.T) {
	s := open(t, large, access.Primary, sample.Chatting)
	s.year()
	grid := s.Field("chat.year")
	s.Focus("chat.year")
	s.ExpectText("samedi 21\u00a0novembre\u00a02026\u00a0: fermé.")
	s.Key(fyne.KeyDown, fyne.KeyRight, fyne.KeyRight)
	s.ExpectText("lundi 30\u00a0novembre\u00a02026\u00a0: ouvert")
	s.Key(fyne.KeyHome)
	s.ExpectText("dimanche 1er\u00a0novembre\u00a02026\u00a0: fermé. L’heure change\u00a0: ce jour compte 25\u00a0h.")
	s.Key(fyne.KeyPageUp, fyne.KeyPageUp, fyne.KeyEnd)
	s.ExpectText("mercredi 30\u00a0septembre\u00a02026")
	schedulepage.Hold(grid, fyne.KeyModifierShift)
	s.Key(fyne.KeyRight, fyne.KeyDown)
	schedulepage.Hold(grid, 0)
	s.Key(fyne.KeyEscape) // lets the stretch go
	s.Key(fyne.KeyLeft, fyne.KeyReturn)
	s.Settle()
	if got := s.spans(); got != noel+"\n2026-10-07T00:00/2026-10-08T00:00" {
		t.Fatal(got)
	}
	s.editor.Undo()
	s.Focus("chat.year")
	schedulepage.Hold(grid, fyne.KeyModifierShift)
	s.Key(fyne.KeyRight, fyne.KeyRight)
	schedulepage.Hold(grid, 0)
	s.Key(fyne.KeyReturn)
	s.Settle()
	if got := s.spans(); got != noel+"\n2026-10-07T00:00/2026-10-10T00:00" {
		t.Fatal(got)
	}
	s.editor.Undo()
	s.Focus("chat.year")
	s.Key(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown)
	s.ExpectText("2027\u00a0: ouvert")
	s.ExpectText("jeudi 7\u00a0janvier\u00a02027")
	if s.editor.Dirty() {
		t.Error("looking changes nothing")
	}
}

func TestTheYearIsReadAndCopied(t *testing.T) {
	s := open(t, large, access.Support, sample.Chatting)
	s.year()
	s.ExpectText("Pointez un jour pour connaître ses heures.")
	grid := s.Field("chat.year")
	s.MoveTo(schedulepage.PointInYear(grid, day(6, 24)))
	s.ExpectText("Jour férié\u00a0: Fête nationale du Québec (Québec).")
	s.TapAt(schedulepage.PointInYear(grid, day(12, 25)))
	s.Settle()
	s.ExpectText("fermé du 24\u00a0décembre\u00a02026 à\u00a012\u00a0h au 26\u00a0décembre\u00a02026 à\u00a012\u00a0h")
	s.TapAt(schedulepage.PointInYear(grid, day(5, 4)))
	s.Drag(schedulepage.PointInYear(grid, day(5, 4)), schedulepage.PointInYear(grid, day(5, 8)))
	if s.editor.Dirty() || s.HasControl("Jours fériés…") {
		t.Error("something can be changed")
	}
	s.Tap(s.Field("chat.year_next"))
	s.ExpectText("2027")
	s.Tap(s.Field("chat.year_today"))
	s.Tap(s.Field("chat.sentence"))
	for _, want := range []string{
		"2026 : ouvert 260 jours", "Congé de Noël : fermé du 24 décembre 2026", "L’heure change le 8 mars 2026 et le 1er novembre 2026.",
		"Ouvert un jour férié (Québec) : Jour de l’An (1er janvier 2026)",
	} {
		if !strings.Contains(schedulepage.Plain(s.copied), want) {
			t.Errorf("%q lacks %q", s.copied, want)
		}
	}
}

// Every date is where its point is, whatever the width, and nothing else is.
func TestEveryDateHasItsPlace(t *testing.T) {
	for _, size := range []fyne.Size{{Width: 1024, Height: 700}, {Width: 1600, Height: 1200}, {Width: 2600, Height: 1200}} {
		setup := large
		setup.Size = size
		s := open(t, setup, access.Primary, sample.Chatting)
		s.year()
		grid := s.Field("chat.year")
		for date := day(1, 1); date <= day(12, 31); date++ {
			if got, ok := schedulepage.DateIn(grid, schedulepage.PointInYear(grid, date)); !ok || got != date {
				t.Fatalf("%v: %s is found as %s, %v", size, date, got, ok)
			}
		}
		if date, ok := schedulepage.DateIn(grid, schedulepage.PointInYear(grid, day(2, 28)).AddXY(0, 200)); ok && date.String() < "2026-03" {
			t.Errorf("%s is where there is nothing", date)
		}
	}
}

func TestThePictureOfTheYearStaysWhereItWas(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary, sample.Chatting)
	s.year()
	grid := s.Field("chat.year")
	scroll, ok := s.Field("chat.year_scroll").(*widgets.Scroll)
	if !ok || scroll.Offset() == 0 {
		t.Fatal("it does not begin at the current month")
	}
	before := scroll.Offset()
	s.Drag(schedulepage.PointInYear(grid, day(11, 10)), schedulepage.PointInYear(grid, day(11, 12)))
	s.Settle()
	if got := scroll.Offset(); math.Abs(float64(got-before)) > 40 { // what stands above may have come or gone
		t.Errorf("it was at %g and is at %g", before, got)
	}
}
