package schedule_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pupitre/data/schedule"
)

// The gap and the fold of each zone, by what Resolve makes of a local time.
func TestResolve(t *testing.T) {
	for _, tt := range []struct{ name, zone, local, first, last string }{
		{"Ordinary", "America/Toronto", "2026-05-05T09:00", "2026-05-05T09:00:00-04:00", ""},
		{"TorontoGap", "America/Toronto", "2026-03-08T02:30", "2026-03-08T03:00:00-04:00", ""},
		{"TorontoGapBegins", "America/Toronto", "2026-03-08T02:00", "2026-03-08T03:00:00-04:00", ""},
		{"TorontoGapIsOver", "America/Toronto", "2026-03-08T03:00", "2026-03-08T03:00:00-04:00", ""},
		{"TorontoFold", "America/Toronto", "2026-11-01T01:30", "2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00"},
		{"TorontoFoldIsOver", "America/Toronto", "2026-11-01T02:00", "2026-11-01T02:00:00-05:00", ""},
		{"StJohnsGap", "America/St_Johns", "2026-03-08T02:30", "2026-03-08T03:00:00-02:30", ""},
		{"StJohnsFold", "America/St_Johns", "2026-11-01T01:15", "2026-11-01T01:15:00-02:30", "2026-11-01T01:15:00-03:30"},
		{"VancouverFold", "America/Vancouver", "2025-11-02T01:59", "2025-11-02T01:59:00-07:00", "2025-11-02T01:59:00-08:00"},
		{"HalifaxGap", "America/Halifax", "2026-03-08T02:59", "2026-03-08T03:00:00-03:00", ""},
		{"ReginaHasNone", "America/Regina", "2026-03-08T02:30", "2026-03-08T02:30:00-06:00", ""},
		{"BlancSablonHasNone", "America/Blanc-Sablon", "2026-11-01T01:30", "2026-11-01T01:30:00-04:00", ""},
		{"LordHoweHalfHourGap", "Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:30:00+11:00", ""},
		{"LordHoweHalfHourFold", "Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-05T01:45:00+11:00", "2026-04-05T01:45:00+10:30"},
		{"HavanaGapAtMidnight", "America/Havana", "2026-03-08T00:00", "2026-03-08T01:00:00-04:00", ""},
		{"ApiaSkipsADay", "Pacific/Apia", "2011-12-30T12:00", "2011-12-31T00:00:00+14:00", ""},
		{"UTC", "UTC", "2026-03-08T02:30", "2026-03-08T02:30:00Z", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			zone := load(t, tt.zone)
			if tt.last == "" {
				tt.last = tt.first
			}
			if got := schedule.Resolve(local(t, tt.local), zone, false).Format(time.RFC3339); got != tt.first {
				t.Errorf("first pass: got %s, want %s", got, tt.first)
			}
			if got := schedule.Resolve(local(t, tt.local), zone, true).Format(time.RFC3339); got != tt.last {
				t.Errorf("last pass: got %s, want %s", got, tt.last)
			}
		})
	}
}

// What a rule opens on the day when the clock changes.
func TestRulesOnTheDayOfTheChange(t *testing.T) {
	weekly := func(start, end int) schedule.Plan {
		return schedule.Plan{Weekly: []schedule.Weekly{{Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.EveryDay, Span: schedule.Between(start, end)}}}
	}
	event := func(start, end string) schedule.Plan {
		return schedule.Plan{Special: []schedule.Special{{State: schedule.Open, Start: local(t, start), End: local(t, end)}}}
	}
	for _, tt := range []struct {
		name, zone, day string
		plan            schedule.Plan
		want            string
	}{
		{"SpringOpensAfterTheGap", "America/Toronto", "2026-03-08", weekly(150, 300), "03:00-04–05:00-04"},
		{"SpringInsideTheGap", "America/Toronto", "2026-03-08", weekly(135, 165), ""},
		{"AutumnBothPasses", "America/Toronto", "2026-11-01", weekly(90, 105), "01:30-04–01:45-04 01:30-05–01:45-05"},
		{"AutumnThroughTheFold", "America/Toronto", "2026-11-01", weekly(30, 150), "00:30-04–02:30-05"},
		{"AutumnUntilTheFold", "America/Toronto", "2026-11-01", weekly(30, 90), "00:30-04–01:30-04 01:00-05–01:30-05"},
		{"EventFromTheGap", "America/Toronto", "2026-03-08", event("2026-03-08T02:30", "2026-03-08T05:00"), "03:00-04–05:00-04"},
		{"EventIntoTheGap", "America/Toronto", "2026-03-08", event("2026-03-08T01:00", "2026-03-08T02:30"), "01:00-05–03:00-04"},
		{"EventInsideTheGap", "America/Toronto", "2026-03-08", event("2026-03-08T02:10", "2026-03-08T02:50"), ""},
		{"EventFromFirstToSecondPass", "America/Toronto", "2026-11-01", event("2026-11-01T01:30", "2026-11-01T01:45"), "01:30-04–01:45-05"},
		{"HalfAnHour", "Australia/Lord_Howe", "2026-10-04", weekly(105, 165), "01:45+1030–02:45+11"},
		{"NoChange", "America/Regina", "2026-03-08", weekly(150, 300), "02:30-06–05:00-06"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.plan.Enabled, tt.plan.Zone = true, load(t, tt.zone)
			day, err := schedule.ParseDate(tt.day)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, i := range tt.plan.OpenIntervals(schedule.StartOf(day, tt.plan.Zone), schedule.StartOf(day+1, tt.plan.Zone)) {
				got = append(got, i.Start.Format("15:04-07")+"–"+i.End.Format("15:04-07"))
			}
			want := strings.ReplaceAll(tt.want, "+1030", "+10")
			if strings.Join(got, " ") != want {
				t.Errorf("got %q, want %q", strings.Join(got, " "), want)
			}
		})
	}
}

func TestYearlyEvents(t *testing.T) {
	for _, tt := range []struct{ name, start, end, year, want string }{
		{"SameDates", "2024-12-24T12:00", "2024-12-27T00:00", "2026", "2026-12-24T12:00–2026-12-27T00:00"},
		{"OverNewYear", "2024-12-31T18:00", "2025-01-02T00:00", "2026", "2025-12-31T18:00–2026-01-02T00:00 2026-12-31T18:00–2027-01-02T00:00"},
		{"LeapDay", "2024-02-29T00:00", "2024-03-01T00:00", "2026", "2026-02-28T00:00–2026-03-01T00:00"},
		{"LeapDayInALeapYear", "2024-02-29T00:00", "2024-03-01T00:00", "2028", "2028-02-29T00:00–2028-03-01T00:00"},
		{"HoursOfTheLeapDay", "2024-02-29T09:00", "2024-02-29T17:00", "2026", "2026-02-28T09:00–2026-02-28T17:00"},
		{"UntilTheLeapDayAtNoon", "2024-02-27T00:00", "2024-02-29T12:00", "2026", "2026-02-27T00:00–2026-03-01T00:00"},
		{"ThroughTheLeapDay", "2024-02-20T00:00", "2024-03-05T00:00", "2026", "2026-02-20T00:00–2026-03-05T00:00"},
		{"TheDayBeforeTheLeapDay", "2025-02-28T00:00", "2025-03-01T00:00", "2028", "2028-02-28T00:00–2028-02-29T00:00"},
		{"NotBeforeItsFirstYear", "2027-05-05T00:00", "2027-05-06T00:00", "2026", ""},
		{"NotALeapYearAt2100", "2096-02-29T00:00", "2096-03-01T00:00", "2100", "2100-02-28T00:00–2100-03-01T00:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := schedule.Plan{Enabled: true, Zone: time.UTC, Special: []schedule.Special{
				{State: schedule.Open, Yearly: true, Start: local(t, tt.start), End: local(t, tt.end)},
			}}
			var got []string
			year, next := instant(t, tt.year+"-01-01T00:00:00Z"), instant(t, tt.year+"-12-31T23:59:00Z")
			for _, i := range p.OpenIntervals(year.AddDate(0, 0, -1), next.AddDate(0, 0, 5)) {
				got = append(got, schedule.LocalOf(i.Start).String()+"–"+schedule.LocalOf(i.End).String())
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got %q, want %q", strings.Join(got, " "), tt.want)
			}
		})
	}
}

func TestWhichEventWins(t *testing.T) {
	day := local(t, "2026-07-01T00:00")
	base := schedule.Special{NameFR: "a", State: schedule.Closed, Start: day, End: day + 1440}
	with := func(change func(*schedule.Special)) schedule.Special {
		s := base
		s.NameFR = "b"
		change(&s)
		return s
	}
	for _, tt := range []struct {
		name  string
		other schedule.Special
		wins  string
		why   schedule.Why
	}{
		{"RankDecidesFirst", with(func(s *schedule.Special) { s.Rank, s.Yearly, s.State, s.End = 1, true, schedule.Open, day+2*1440 }), "b", schedule.WhyRank},
		{"DatedBeatsYearly", with(func(s *schedule.Special) { s.Yearly, s.End = true, day+720 }), "a", schedule.WhyDated},
		{"ShorterBeatsLonger", with(func(s *schedule.Special) { s.State, s.End = schedule.Open, day+720 }), "b", schedule.WhyShorter},
		{"ClosedBeatsOpen", with(func(s *schedule.Special) { s.State = schedule.Open }), "a", schedule.WhyClosed},
		{"LastListed", with(func(*schedule.Special) {}), "b", schedule.WhyListed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := schedule.Plan{Enabled: true, Zone: time.UTC, Special: []schedule.Special{base, tt.other}}
			e := p.Explain(instant(t, "2026-07-01T06:00:00Z"))
			if got := p.Name(e.By, "fr"); got != tt.wins || len(e.Covers) != 2 || !e.Covers[0].Wins || e.Covers[1].Why != tt.why {
				t.Errorf("%s wins, %+v", got, e.Covers)
			}
		})
	}
}

func TestExplain(t *testing.T) {
	day := local(t, "2026-05-08T00:00") // a Friday
	p := schedule.Plan{Enabled: true, Zone: load(t, "America/Toronto"), Weekly: []schedule.Weekly{
		schedule.NewWorkingHours("w", "En semaine"),
		{Name: "Nuit", Type: schedule.WorkingHours, State: schedule.Open, Rank: 1, Days: schedule.DaysOf(4), Span: schedule.Between(22*60, 10*60)},
	}}
	p.Special = []schedule.Special{{NameFR: "Inventaire", State: schedule.Closed, Start: day.Date().At(9 * 60), End: day.Date().At(11 * 60)}}
	e := p.Explain(instant(t, "2026-05-08T09:30:00-04:00"))
	want := "special:false weekly:1:tail:special weekly:0::special next 2026-05-08T11:00:00-04:00"
	got := fmt.Sprintf("%s:%v", e.By.Kind, e.Open)
	for _, c := range e.Covers[1:] {
		tail := ""
		if c.Tail {
			tail = "tail"
		}
		got += fmt.Sprintf(" %s:%d:%s:%s", c.Kind, c.Index, tail, c.Why)
	}
	if got += " next " + e.Next.Format(time.RFC3339); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	p.Enabled = false
	if e := p.Explain(e.At); e.Open || e.By.Kind != schedule.ByDisabled || e.Covers[0].Wins || len(e.Covers) != 3 || e.HasNext {
		t.Errorf("off: %+v", e)
	}
}
