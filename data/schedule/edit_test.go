package schedule_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pupitre/data/schedule"
)

func TestCloseUntilWinsAndEndsByItself(t *testing.T) {
	p := ordinary()
	p.Special = []schedule.Special{
		{State: schedule.Open, Rank: 7, Yearly: true, Start: local(t, "2020-05-05T00:00"), End: local(t, "2020-05-06T00:00")},
		{State: schedule.Open, Rank: 90, Start: local(t, "2026-12-25T00:00"), End: local(t, "2026-12-26T00:00")}, // far away
	}
	closing, err := schedule.CloseUntil(p.Special, local(t, "2026-05-05T10:00"), local(t, "2026-05-05T15:00"))
	if err != nil {
		t.Fatal(err)
	}
	if closing.Rank != 8 {
		t.Errorf("rank %d, want just above what it meets", closing.Rank)
	}
	p.Special = append(p.Special, closing)
	for at, want := range map[string]bool{"2026-05-05T09:59:00Z": true, "2026-05-05T10:00:00Z": false, "2026-05-05T14:59:00Z": false, "2026-05-05T15:00:00Z": true} {
		if got := p.At(instant(t, at)).Open; got != want {
			t.Errorf("%s: open is %v", at, got)
		}
	}
	_, err = schedule.CloseUntil(nil, local(t, "2026-05-05T10:00"), local(t, "2026-05-05T10:00"))
	wantKey(t, err, "schedule.event_empty")
}

func TestACopiedSetServesTheSameMinutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC)
		p := draw(t, time.UTC, from)
		for i := range p.Weekly {
			p.Weekly[i].ID = fmt.Sprint("old", i)
			if i > 0 {
				p.Weekly[i].Parent = fmt.Sprint("old", i-1)
			}
		}
		n := 0
		other := p
		other.Weekly = schedule.CopySet(p.Weekly, func() string { n++; return fmt.Sprint("new", n-1) })
		for i, w := range other.Weekly {
			if w.ID != fmt.Sprint("new", i) || (i > 0 && w.Parent != fmt.Sprint("new", i-1)) {
				t.Fatalf("copy %d: %+v", i, w)
			}
		}
		if d := p.Compare(other, from, from.Add(7*24*time.Hour)); !d.None() {
			t.Fatalf("%+v", d)
		}
	})
}

func TestMovedScheduleStandsWhereItWasPut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t, time.UTC, time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC))
		if len(p.Weekly) == 0 {
			return
		}
		index := rapid.IntRange(0, len(p.Weekly)-1).Draw(t, "index")
		place := rapid.IntRange(0, len(p.Weekly)-1).Draw(t, "place")
		moved := append([]schedule.Weekly(nil), p.Weekly...)
		for i, rank := range schedule.Move(p.Weekly, index, place) {
			moved[i].Rank = rank
		}
		above, alike := 0, 0
		for i, w := range moved {
			if w.Type != moved[index].Type || i == index {
				continue
			}
			alike++
			if w.Rank == moved[index].Rank {
				t.Fatalf("two schedules have rank %d", w.Rank)
			}
			if w.Rank > moved[index].Rank {
				above++
			}
		}
		if above != min(place, alike) {
			t.Fatalf("%d schedules above, want %d", above, min(place, alike))
		}
	})
}

func TestTheListShowsTheStrongestFirst(t *testing.T) {
	weekly := []schedule.Weekly{
		{Name: "open", Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.EveryDay, Span: schedule.AllDay},
		{Name: "weekend", Type: schedule.Weekend, State: schedule.Closed, Days: schedule.SatSun, Span: schedule.AllDay},
		{Name: "lunch", Type: schedule.LunchBreak, State: schedule.Closed, Days: schedule.Weekdays, Span: schedule.Between(720, 780)},
		{Name: "closed", Type: schedule.WorkingHours, State: schedule.Closed, Days: schedule.EveryDay, Span: schedule.AllDay},
	}
	if got, want := schedule.StrongestFirst(weekly), []int{1, 2, 3, 0}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
