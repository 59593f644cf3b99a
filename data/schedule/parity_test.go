package schedule_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pupitre/data/schedule"
)

func counter() func() string {
	n := 0
	return func() string { n++; return fmt.Sprint("new", n) }
}

func TestEnglishGapsAndTheirMend(t *testing.T) {
	work := schedule.NewWorkingHours("w", "En semaine")
	french := schedule.Plan{Weekly: []schedule.Weekly{work, schedule.NewLunchBreak("l", "Pause-repas", work), schedule.NewWeekend("e", "Weekend")}}
	english := schedule.Plan{Weekly: []schedule.Weekly{
		{Name: "Weekdays", Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.Weekdays, Span: schedule.Between(8*60, 17*60)},
		{Name: "Night", Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.DaysOf(6), Span: schedule.Between(22*60, 2*60)},
	}}
	gaps := schedule.EnglishGaps(french, english)
	minutes := 0
	for _, g := range gaps {
		minutes += g.End - g.Start
	}
	if want := schedule.EnglishOnly(french, english); len(gaps) != 12 || minutes != want[0].Minutes || minutes != 5*120+240 {
		t.Errorf("%d minutes in %v", minutes, gaps)
	}
	added := schedule.CloseGaps(french, english, "pause-repas", counter())
	want := []schedule.Weekly{
		{ID: "new1", Name: "pause-repas 2", Type: schedule.WorkingHours, State: schedule.Open, Rank: 1, Days: schedule.Weekdays, Span: schedule.Between(8*60, 9*60)},
		{ID: "new2", Name: "pause-repas 3", Type: schedule.LunchBreak, State: schedule.Open, Rank: 1, Days: schedule.Weekdays, Span: schedule.Between(12*60, 13*60)},
		{ID: "new3", Name: "pause-repas 4", Type: schedule.Weekend, State: schedule.Open, Rank: 1, Days: schedule.DaysOf(6), Span: schedule.Between(22*60, 2*60)},
	}
	if diff := cmp.Diff(want, added); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	if none := schedule.CloseGaps(french, french, "x", counter()); len(none) != 0 {
		t.Errorf("nothing is to mend: %v", none)
	}
}

// Whatever the sets, what is added serves in French all that is served in English, closes nothing, opens nothing else, and
// can be kept.
func TestTheMendIsWholeAndNoMore(t *testing.T) {
	set := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) schedule.Weekly {
		w := schedule.Weekly{
			Name: fmt.Sprint("h", rapid.IntRange(0, 1_000_000).Draw(t, "name")), Type: rapid.SampledFrom(schedule.Types()).Draw(t, "type"),
			State: rapid.SampledFrom(schedule.States()).Draw(t, "state"), Rank: rapid.IntRange(-2, 2).Draw(t, "rank"),
			Days: schedule.Days(rapid.IntRange(1, 127).Draw(t, "days")),
			Span: schedule.Between(rapid.IntRange(0, 1439).Draw(t, "start"), rapid.IntRange(1, 1440).Draw(t, "end")),
		}
		if w.Span.Start == w.Span.End || rapid.IntRange(0, 9).Draw(t, "all day") == 0 {
			w.Span = schedule.AllDay
		}
		return w
	}), 0, 6)
	open := func(p schedule.Plan) map[[2]int]bool {
		p.Enabled = true
		out := map[[2]int]bool{}
		for _, b := range p.OpenBlocks() {
			for m := b.Start; m < b.End; m++ {
				out[[2]int{b.Day, m}] = true
			}
		}
		return out
	}
	rapid.Check(t, func(t *rapid.T) {
		french, english := schedule.Plan{Weekly: set.Draw(t, "fr")}, schedule.Plan{Weekly: set.Draw(t, "en")}
		mended := french
		for _, w := range schedule.CloseGaps(french, english, "Service", counter()) {
			if err := schedule.CheckWeekly(w); err != nil {
				t.Fatalf("%+v: %v", w, err)
			}
			mended.Weekly = append(mended.Weekly[:len(mended.Weekly):len(mended.Weekly)], w)
		}
		if gaps := schedule.EnglishGaps(mended, english); len(gaps) > 0 {
			t.Fatalf("left: %v", gaps)
		}
		before, other, after := open(french), open(english), open(mended)
		for minute := range after {
			if !before[minute] && !other[minute] {
				t.Fatalf("%v was opened for nobody", minute)
			}
		}
		for minute := range before {
			if !after[minute] {
				t.Fatalf("%v was closed", minute)
			}
		}
	})
}
