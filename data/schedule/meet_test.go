package schedule_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pupitre/data/schedule"
)

func event(t testing.TB, name, start, end string) schedule.Special {
	t.Helper()
	from, errFrom := schedule.ParseLocal(start)
	to, errTo := schedule.ParseLocal(end)
	if errFrom != nil || errTo != nil {
		t.Fatal(errFrom, errTo)
	}
	return schedule.Special{NameFR: name, State: schedule.Closed, Start: from, End: to}
}

func TestEventsThatMeet(t *testing.T) {
	break1 := event(t, "Congé", "2026-12-24T12:00", "2027-01-02T00:00")
	eve := event(t, "Réveillon", "2026-12-31T18:00", "2027-01-01T00:00")
	before := event(t, "Avant", "2026-12-23T00:00", "2026-12-24T12:00") // ends where the other begins
	yearly := event(t, "Noël", "2020-12-25T00:00", "2020-12-26T00:00")
	yearly.Yearly = true
	later := event(t, "Noël 2031", "2031-12-25T09:00", "2031-12-25T12:00")
	later.State = schedule.Open
	events := []schedule.Special{break1, eve, before, yearly, later}
	for _, tt := range []struct {
		index int
		want  []int
	}{
		{0, []int{1, 0, 3}}, // the shorter beats; a yearly one is under any with a year
		{1, []int{1, 0}},
		{2, []int{2}},
		{3, []int{4, 0, 3}},
		{4, []int{4, 3}},
	} {
		if diff := cmp.Diff(tt.want, schedule.Meeting(events, tt.index)); diff != "" {
			t.Errorf("%s: %s", events[tt.index].NameFR, diff)
		}
	}
}

// Wherever an event is put, it stands there afterwards, and the others keep their order.
func TestAnEventStandsWhereItIsPut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "events")
		events := make([]schedule.Special, n)
		for i := range events {
			start := schedule.DateOf(2026, 5, 4).Start()
			events[i] = schedule.Special{
				State: rapid.SampledFrom(schedule.States()).Draw(t, "state"), Yearly: rapid.Bool().Draw(t, "yearly"),
				Rank:  rapid.SampledFrom([]int{-schedule.MaxRank, -1, 0, 0, 0, 1, 3, schedule.MaxRank - 1, schedule.MaxRank}).Draw(t, "rank"),
				Start: start, End: start + schedule.Local(rapid.IntRange(60, 120).Draw(t, "minutes")),
			}
		}
		index := rapid.IntRange(0, n-1).Draw(t, "index")
		place := rapid.IntRange(-1, n).Draw(t, "place")
		before := schedule.Meeting(events, index)
		for i, rank := range schedule.MoveEvent(events, before, index, place) {
			events[i].Rank = rank
		}
		want := slices.DeleteFunc(slices.Clone(before), func(i int) bool { return i == index })
		want = slices.Insert(want, min(max(place, 0), n-1), index)
		if diff := cmp.Diff(want, schedule.Meeting(events, index)); diff != "" {
			t.Fatal(diff)
		}
		for i := range events {
			if events[i].Rank < -schedule.MaxRank || events[i].Rank > schedule.MaxRank {
				t.Fatalf("rank %d", events[i].Rank)
			}
		}
	})
}

func TestMovingAnEventChangesNoMoreThanItMust(t *testing.T) {
	events := []schedule.Special{
		event(t, "long", "2026-05-04T00:00", "2026-05-09T00:00"),
		event(t, "shorter", "2026-05-04T00:00", "2026-05-06T00:00"),
		event(t, "shortest", "2026-05-04T00:00", "2026-05-05T00:00"),
	}
	for _, tt := range []struct {
		index, place int
		want         map[int]int
	}{
		{2, 0, map[int]int{}}, // it is there already
		{0, 0, map[int]int{0: 1}},
		{0, 1, map[int]int{0: 1, 2: 1}},
		{2, 2, map[int]int{2: -1}},
	} {
		if diff := cmp.Diff(tt.want, schedule.MoveEvent(events, schedule.Meeting(events, tt.index), tt.index, tt.place)); diff != "" {
			t.Errorf("%s to %d: %s", events[tt.index].NameFR, tt.place, diff)
		}
	}
}

func TestWhenAnEventTakesPlaceNext(t *testing.T) {
	yearly := event(t, "29 février", "2024-02-29T00:00", "2024-03-01T00:00")
	yearly.Yearly = true
	far := event(t, "loin", "2040-05-04T00:00", "2040-05-05T00:00")
	for _, tt := range []struct {
		name  string
		event schedule.Special
		now   string
		start string
		ok    bool
	}{
		{"before", event(t, "", "2026-12-24T12:00", "2026-12-27T00:00"), "2026-11-21T14:30", "2026-12-24T12:00", true},
		{"during", event(t, "", "2026-12-24T12:00", "2026-12-27T00:00"), "2026-12-26T23:59", "2026-12-24T12:00", true},
		{"past", event(t, "", "2026-12-24T12:00", "2026-12-27T00:00"), "2026-12-27T00:00", "2026-12-24T12:00", false},
		{"in fourteen years", far, "2026-12-27T00:00", "2040-05-04T00:00", true},
		{"yearly", yearly, "2026-11-21T14:30", "2027-02-28T00:00", true},
		{"yearly, its first time ahead", yearly, "2020-01-01T00:00", "2024-02-29T00:00", true},
	} {
		now, err := schedule.ParseLocal(tt.now)
		if err != nil {
			t.Fatal(err)
		}
		start, _, ok := tt.event.Time(now)
		if start.String() != tt.start || ok != tt.ok {
			t.Errorf("%s: %s, %v", tt.name, start, ok)
		}
	}
	if got := yearly.In(schedule.DateOf(2027, 1, 1), schedule.DateOf(2028, 12, 31)); len(got) != 2 || got[1][0].String() != "2028-02-29T00:00" {
		t.Errorf("%v", got)
	}
}
