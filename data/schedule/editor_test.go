package schedule_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pupitre/data/schedule"
)

func weekly(i int) schedule.Ref  { return schedule.Ref{Kind: schedule.ByWeekly, Index: i} }
func special(i int) schedule.Ref { return schedule.Ref{Kind: schedule.BySpecial, Index: i} }

func ordinary() schedule.Plan {
	work := schedule.NewWorkingHours("w", "En semaine")
	return schedule.Plan{Enabled: true, Zone: time.UTC, Weekly: []schedule.Weekly{
		work, schedule.NewLunchBreak("l", "Pause-repas", work), schedule.NewWeekend("e", "Weekend"),
	}}
}

func TestTheUsualPlanHasNoWarning(t *testing.T) {
	if w := ordinary().Warnings(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)); len(w) != 0 {
		t.Errorf("got %+v", w)
	}
}

func TestWarnings(t *testing.T) {
	none := schedule.Ref{Kind: schedule.ByNothing}
	now := time.Date(2026, 5, 5, 0, 0, 0, 0, time.UTC)
	event := func(start, end string, yearly bool) schedule.Special {
		return schedule.Special{NameFR: "a", NameEN: "a", State: schedule.Closed, Start: local(t, start), End: local(t, end), Yearly: yearly}
	}
	for _, tt := range []struct {
		name   string
		change func(*schedule.Plan)
		want   []schedule.Warning
	}{
		{"NeverWins", func(p *schedule.Plan) {
			w := schedule.NewWorkingHours("x", "Samedi")
			w.Days = schedule.DaysOf(6)
			p.Weekly = append(p.Weekly, w)
		}, []schedule.Warning{{Kind: schedule.WarnNeverWins, By: weekly(3)}}},
		{"LunchOutside", func(p *schedule.Plan) { p.Weekly[1].Span = schedule.Between(16*60+30, 17*60+30) }, []schedule.Warning{
			{Kind: schedule.WarnLunch, By: weekly(1), Days: schedule.Weekdays, Minutes: 150},
		}},
		{"WeekendLeavesTheMorningOpen", func(p *schedule.Plan) {
			p.Weekly[0].Days = schedule.EveryDay
			p.Weekly[2].Span = schedule.Between(10*60, 24*60)
		}, []schedule.Warning{{Kind: schedule.WarnWeekend, By: weekly(2), Other: weekly(0), Days: schedule.SatSun, Minutes: 120}}},
		{"Overlap", func(p *schedule.Plan) {
			w := schedule.NewWorkingHours("x", "Soir")
			w.Days, w.Span = schedule.DaysOf(1), schedule.Between(16*60, 20*60)
			p.Weekly = append(p.Weekly, w)
		}, []schedule.Warning{{Kind: schedule.WarnOverlap, By: weekly(3), Other: weekly(0), Minutes: 60}}},
		{"NoCoverage", func(p *schedule.Plan) { p.Weekly[2].Days = schedule.DaysOf(6) }, []schedule.Warning{
			{Kind: schedule.WarnNoCoverage, By: none, Days: schedule.DaysOf(7)},
		}},
		{"EventThatNeverWins", func(p *schedule.Plan) {
			long := event("2026-07-01T00:00", "2026-07-05T00:00", false)
			long.Rank = 1
			p.Special = []schedule.Special{long, event("2026-07-02T00:00", "2026-07-03T00:00", false)}
		}, []schedule.Warning{{Kind: schedule.WarnNeverWins, By: special(1)}}},
		{"EventInsideTheSpringGap", func(p *schedule.Plan) {
			p.Zone = load(t, "America/Toronto")
			p.Special = []schedule.Special{event("2027-03-14T02:10", "2027-03-14T02:50", false)}
		}, []schedule.Warning{{Kind: schedule.WarnNeverWins, By: special(0)}}},
		{"PastEventIsNotJudged", func(p *schedule.Plan) {
			p.Special = []schedule.Special{event("2025-07-01T00:00", "2025-07-02T00:00", false)}
			p.Special[0].NameEN = ""
		}, nil},
		{"NameInOneLanguage", func(p *schedule.Plan) {
			p.Special = []schedule.Special{event("2026-07-01T00:00", "2026-07-02T00:00", false)}
			p.Special[0].NameEN = ""
		}, []schedule.Warning{{Kind: schedule.WarnName, By: special(0)}}},
		{"LeapDay", func(p *schedule.Plan) {
			p.Special = []schedule.Special{event("2024-02-29T00:00", "2024-03-01T00:00", true)}
		}, []schedule.Warning{{Kind: schedule.WarnLeapDay, By: special(0)}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := ordinary()
			tt.change(&p)
			if diff := cmp.Diff(tt.want, p.Warnings(now)); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

func TestServiceInEnglishOnly(t *testing.T) {
	french, english := ordinary(), ordinary()
	if w := schedule.EnglishOnly(french, english); len(w) != 0 {
		t.Errorf("equal hours: %+v", w)
	}
	english.Weekly[0].Span.End = 18 * 60
	w := schedule.EnglishOnly(french, english)
	if len(w) != 1 || w[0].Minutes != 300 || w[0].Days != schedule.Weekdays {
		t.Errorf("an hour more in English: %+v", w)
	}
	if w := schedule.EnglishOnly(english, french); len(w) != 0 {
		t.Errorf("an hour more in French: %+v", w)
	}
}

func TestGrid(t *testing.T) {
	p := ordinary()
	p.Weekly[2].Days = schedule.DaysOf(7)
	p.Weekly = append(p.Weekly, schedule.Weekly{Name: "Nuit", Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.DaysOf(6), Span: schedule.Between(22*60, 2*60)})
	g := p.Grid()
	minutes := map[int]int{}
	for _, b := range g.Result {
		minutes[b.Day] += b.End - b.Start
	}
	for day := 1; day <= 7; day++ {
		if minutes[day] != schedule.MinutesPerDay {
			t.Errorf("day %d has %d minutes", day, minutes[day])
		}
	}
	var night []schedule.Placed
	for _, b := range g.Placed {
		if b.By == weekly(3) {
			night = append(night, b)
		}
	}
	want := []schedule.Placed{
		{Block: schedule.Block{Day: 6, Start: 1320, End: 1440, By: weekly(3)}},
		{Block: schedule.Block{Day: 7, Start: 0, End: 120, By: weekly(3)}, Tail: true, Beaten: []schedule.Block{{Day: 7, Start: 0, End: 120, By: weekly(2)}}},
	}
	if diff := cmp.Diff(want, night); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	open := p.OpenBlocks()
	if len(open) != 11 || open[0] != (schedule.Block{Day: 1, Start: 540, End: 720, By: weekly(0)}) {
		t.Errorf("open: %+v", open)
	}
}

func TestCoverageOfDaysWhenTheClockChanges(t *testing.T) {
	always := schedule.Plan{Enabled: true, Zone: load(t, "America/Toronto"), Weekly: []schedule.Weekly{
		{Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.EveryDay, Span: schedule.AllDay},
	}}
	always.Special = []schedule.Special{{State: schedule.Closed, Start: local(t, "2026-03-09T12:00"), End: local(t, "2026-03-10T12:00")}}
	march, november := schedule.DateOf(2026, 3, 7), schedule.DateOf(2026, 11, 1)
	want := []schedule.Day{
		{Date: march, OpenMinutes: 1440, Minutes: 1440},
		{Date: march + 1, OpenMinutes: 1380, Minutes: 1380},
		{Date: march + 2, OpenMinutes: 720, Minutes: 1440, Special: []int{0}},
		{Date: march + 3, OpenMinutes: 720, Minutes: 1440, Special: []int{0}},
	}
	if diff := cmp.Diff(want, always.Coverage(march, march+3)); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	if got := always.Coverage(november, november); got[0].Minutes != 1500 || got[0].OpenMinutes != 1500 {
		t.Errorf("autumn: %+v", got)
	}
}

func TestCompareOverAYear(t *testing.T) {
	before, after := ordinary(), ordinary()
	from, to := schedule.NextTwelveMonths(time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC), time.UTC)
	if d := before.Compare(after, from, to); !d.None() || len(d.Days) != 0 {
		t.Errorf("equal plans: %+v", d)
	}
	after.Special = []schedule.Special{{State: schedule.Closed, Start: local(t, "2026-07-01T00:00"), End: local(t, "2026-07-02T00:00")}}
	after.Weekly[2].Days = schedule.DaysOf(7) // nothing opens: no hours on Saturday
	d := before.Compare(after, from, to)
	want := schedule.Difference{Closed: 420, Days: []schedule.DayChange{{Date: schedule.DateOf(2026, 7, 1), Closed: 420}}}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// The difference is what a minute by minute look at both plans finds.
func TestCompareAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, err := schedule.LoadZone(rapid.SampledFrom(append(zones, "America/St_Johns")).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		from := drawFrom(t, zone)
		to := from.Add(30 * time.Hour)
		before, after := draw(t, zone, from), draw(t, zone, from)
		d := before.Compare(after, from, to)
		opened, closed, days := 0, 0, 0
		for at := from; at.Before(to); at = at.Add(time.Minute) {
			switch was, is := before.At(at).Open, after.At(at).Open; {
			case is && !was:
				opened++
			case was && !is:
				closed++
			}
		}
		for _, day := range d.Days {
			days += day.Opened + day.Closed
		}
		if opened != d.Opened || closed != d.Closed || days != opened+closed {
			t.Fatalf("opened %d and closed %d, told %+v", opened, closed, d)
		}
	})
}

// A clock that goes back over midnight does not stop the count (St. John's did so until 2011).
func TestCompareOverAMidnightThatComesTwice(t *testing.T) {
	p := ordinary()
	p.Zone = load(t, "America/St_Johns")
	always := p
	always.Weekly = []schedule.Weekly{{Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.EveryDay, Span: schedule.AllDay}}
	never := p
	never.Weekly = nil
	from := time.Date(2010, 11, 6, 0, 0, 0, 0, time.UTC)
	if d := never.Compare(always, from, from.Add(48*time.Hour)); d.Opened != 48*60 {
		t.Errorf("%d minutes", d.Opened)
	}
}
