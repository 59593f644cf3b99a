package schedule_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pupitre/data/schedule"
)

// zones are those with something odd: half an hour, half-hour DST, no DST, DST at other hours, and a gap at midnight.
var zones = []string{
	"America/Toronto", "America/St_Johns", "America/Vancouver", "America/Regina", "America/Blanc-Sablon", "America/Halifax",
	"Australia/Lord_Howe", "UTC", "America/Havana",
}

// second is a second opinion about one minute, written from the product's rules alone: no intervals, no periods, no sorting
// of strokes; only what a clock on the wall shows, asked of package time minute by minute.
type second struct {
	plan schedule.Plan
	// spans of the special events as instants
	events [][][2]time.Time
}

func newSecond(p schedule.Plan, from, to time.Time) second {
	o := second{plan: p}
	for _, s := range p.Special {
		o.events = append(o.events, eventSpans(s, p.Zone, from, to))
	}
	return o
}

// wallAt finds by search the instants whose wall clock shows a local time: none in a gap, two in a fold.
func wallAt(zone *time.Location, l schedule.Local) (first, last time.Time) {
	guess := time.Unix(int64(l)*60, 0).Add(-16 * time.Hour)
	for m := range 32 * 60 {
		at := guess.Add(time.Duration(m) * time.Minute).In(zone)
		wall := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), 0, 0, time.UTC).Unix() / 60
		if wall == int64(l) {
			if first.IsZero() {
				first = at
			}
			last = at
		}
		// the first minute that shows a later time, none having shown this one: the end of the gap
		if wall > int64(l) && first.IsZero() {
			return at, at
		}
	}
	return first, last
}

func eventSpans(s schedule.Special, zone *time.Location, from, to time.Time) (out [][2]time.Time) {
	one := func(start, end schedule.Local) {
		a, _ := wallAt(zone, start)
		_, b := wallAt(zone, end)
		out = append(out, [2]time.Time{a, b})
	}
	if !s.Yearly {
		one(s.Start, s.End)
		return out
	}
	for year := max(s.Start.Wall().Year(), from.Year()-2); year <= to.Year()+1; year++ {
		start, lastMinute := s.Start.Wall(), (s.End - 1).Wall()
		back := func(t time.Time, y int) time.Time {
			day := t.Day()
			if t.Month() == time.February && day == 29 && time.Date(y, 2, 29, 0, 0, 0, 0, time.UTC).Day() != 29 {
				day = 28
			}
			return time.Date(y, t.Month(), day, t.Hour(), t.Minute(), 0, 0, time.UTC)
		}
		a, b := back(start, year), back(lastMinute, year+lastMinute.Year()-start.Year())
		if lastMinute.Day() == 29 && lastMinute.Month() == time.February && b.Day() == 28 && lastMinute.YearDay() != start.YearDay() {
			b = time.Date(b.Year(), 2, 28, 23, 59, 0, 0, time.UTC)
		}
		one(schedule.LocalOf(a), schedule.LocalOf(b)+1)
	}
	return out
}

// at says who wins: every schedule is tried, and the strongest that covers the minute is kept.
func (o second) at(at time.Time) schedule.Ref {
	best := schedule.Ref{Kind: schedule.ByNothing}
	if !o.plan.Enabled {
		return schedule.Ref{Kind: schedule.ByDisabled}
	}
	wall := at.In(o.plan.Zone)
	iso := func(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }
	today := iso(wall)
	yesterday := (today+5)%7 + 1
	minute := wall.Hour()*60 + wall.Minute()
	for i, w := range o.plan.Weekly {
		start, end := w.Span.Start, w.Span.End
		if w.Span.AllDay {
			start, end = 0, 1440
		}
		covers := w.Days.Has(today) && minute >= start && (minute < end || end < start) ||
			end < start && w.Days.Has(yesterday) && minute < end
		if covers && (best.Kind == schedule.ByNothing || o.weeklyBeats(i, best.Index)) {
			best = schedule.Ref{Kind: schedule.ByWeekly, Index: i}
		}
	}
	for i := range o.plan.Special {
		for _, span := range o.events[i] {
			if !at.Before(span[0]) && at.Before(span[1]) && (best.Kind != schedule.BySpecial || o.specialBeats(i, best.Index)) {
				best = schedule.Ref{Kind: schedule.BySpecial, Index: i}
			}
		}
	}
	return best
}

func closedFirst(s schedule.State) int {
	if s == schedule.Closed {
		return 1
	}
	return 0
}

func (o second) weeklyBeats(i, j int) bool {
	layer := map[schedule.Type]int{schedule.WorkingHours: 1, schedule.LunchBreak: 2, schedule.Weekend: 3}
	a, b := o.plan.Weekly[i], o.plan.Weekly[j]
	return cmp.Or(cmp.Compare(layer[a.Type], layer[b.Type]), cmp.Compare(a.Rank, b.Rank),
		cmp.Compare(closedFirst(a.State), closedFirst(b.State)), cmp.Compare(i, j)) > 0
}

func (o second) specialBeats(i, j int) bool {
	dated := map[bool]int{false: 1, true: 0}
	a, b := o.plan.Special[i], o.plan.Special[j]
	return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(dated[a.Yearly], dated[b.Yearly]),
		cmp.Compare(b.End-b.Start, a.End-a.Start), cmp.Compare(closedFirst(a.State), closedFirst(b.State)), cmp.Compare(i, j)) > 0
}

// draw makes plans that are dense around from, so that rules meet.
func draw(t *rapid.T, zone *time.Location, from time.Time) schedule.Plan {
	p := schedule.Plan{Enabled: rapid.IntRange(0, 9).Draw(t, "enabled") > 0, Zone: zone}
	state := rapid.SampledFrom(schedule.States())
	quarter := rapid.Custom(func(t *rapid.T) int {
		return min(rapid.IntRange(0, 95).Draw(t, "quarter")*15+rapid.SampledFrom([]int{0, 0, 0, 1, 14}).Draw(t, "odd"), 1439)
	})
	for range rapid.IntRange(0, 7).Draw(t, "weekly") {
		w := schedule.Weekly{
			Type: rapid.SampledFrom(schedule.Types()).Draw(t, "type"), State: state.Draw(t, "state"),
			Rank: rapid.IntRange(0, 2).Draw(t, "rank"), Days: schedule.Days(rapid.IntRange(1, 127).Draw(t, "days")),
			Span: schedule.AllDay,
		}
		if rapid.IntRange(0, 5).Draw(t, "all day") > 0 {
			w.Span = schedule.Between(quarter.Draw(t, "start"), quarter.Draw(t, "end"))
			if w.Span.End == w.Span.Start {
				w.Span.End++
			}
		}
		p.Weekly = append(p.Weekly, w)
	}
	base := schedule.LocalOf(from.In(zone))
	for range rapid.IntRange(0, 6).Draw(t, "special") {
		start := base + schedule.Local(rapid.IntRange(-3*1440, 4*1440).Draw(t, "at"))
		s := schedule.Special{
			State: state.Draw(t, "state"), Rank: rapid.IntRange(0, 1).Draw(t, "rank"), Yearly: rapid.Bool().Draw(t, "yearly"),
			Start: start, End: start + schedule.Local(rapid.IntRange(1, 3*1440).Draw(t, "length")),
		}
		if s.Yearly && rapid.Bool().Draw(t, "old") {
			y, m, d := s.Start.Date().Civil()
			length := s.End - s.Start
			s.Start = schedule.DateOf(y-rapid.IntRange(1, 9).Draw(t, "age"), m, d).At(s.Start.Minute())
			s.End = s.Start + length
		}
		p.Special = append(p.Special, s)
	}
	return p
}

// drawFrom picks the first instant of a window: often near a change of the clock, or near 29 February.
func drawFrom(t *rapid.T, zone *time.Location) time.Time {
	at := time.Date(rapid.IntRange(2023, 2029).Draw(t, "year"), 1, 1, 0, 0, 0, 0, zone).AddDate(0, 0, rapid.IntRange(0, 364).Draw(t, "day"))
	switch rapid.IntRange(0, 3).Draw(t, "near") {
	case 0:
		return at
	case 1:
		return time.Date(at.Year(), 2, 26, 20, 0, 0, 0, zone)
	}
	if _, end := at.ZoneBounds(); !end.IsZero() {
		return end.Add(-36 * time.Hour)
	}
	return at
}

func TestTheSecondOpinionAgreesMinuteByMinute(t *testing.T) {
	for _, name := range zones {
		t.Run(name, func(t *testing.T) {
			zone := load(t, name)
			rapid.Check(t, func(t *rapid.T) {
				from := drawFrom(t, zone)
				to := from.Add(44 * time.Hour)
				p := draw(t, zone, from)
				compiled, other := p.Compile(from, to), newSecond(p, from, to)
				for at := from; at.Before(to); at = at.Add(7 * time.Minute) {
					want, got := other.at(at), compiled.Status(at)
					if got.By != want || got.Open != (p.State(want) == schedule.Open) {
						t.Fatalf("%s: %+v, want %+v\n%+v", at, got, want, p)
					}
					if direct := p.At(at); direct != got {
						t.Fatalf("%s: At says %+v, the timeline %+v\n%+v", at, direct, got, p)
					}
				}
			})
		})
	}
}

func TestIntervalsAreWholeAndOpenMinutesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, err := schedule.LoadZone(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		from := drawFrom(t, zone)
		to := from.Add(50 * time.Hour)
		p := draw(t, zone, from)
		intervals, openMinutes := p.Intervals(from, to), 0
		if !intervals[0].Start.Equal(from) || !intervals[len(intervals)-1].End.Equal(to) {
			t.Fatalf("the window is not covered: %v", intervals)
		}
		for i, v := range intervals {
			if i > 0 && (!v.Start.Equal(intervals[i-1].End) || v.By == intervals[i-1].By) {
				t.Fatalf("intervals %d and %d: %v %v", i-1, i, intervals[i-1], v)
			}
			if v.Open {
				openMinutes += v.Minutes()
			}
		}
		counted := 0
		for at := from; at.Before(to); at = at.Add(time.Minute) {
			if p.At(at).Open {
				counted++
			}
		}
		if counted != openMinutes {
			t.Fatalf("%d open minutes, %d by intervals\n%+v", counted, openMinutes, p)
		}
	})
}

func TestTheNextChangeFlipsTheState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, err := schedule.LoadZone(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		from := drawFrom(t, zone)
		p := draw(t, zone, from)
		at := from.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "minute")) * time.Minute)
		compiled := p.Compile(from, from.Add(72*time.Hour))
		now := compiled.Status(at).Open
		next, ok := compiled.NextChange(at)
		if !ok {
			for _, i := range p.Intervals(at, at.Add(schedule.LookAhead)) {
				if i.Open != now {
					t.Fatalf("no change is announced, but %v", i)
				}
			}
			return
		}
		if !next.After(at) || p.At(next).Open == now || p.At(next.Add(-time.Minute)).Open != now {
			t.Fatalf("at %s open is %v; the change at %s does not flip it\n%+v", at, now, next, p)
		}
		for _, i := range p.Intervals(at, next) {
			if i.Open != now {
				t.Fatalf("a change before the next one: %v", i)
			}
		}
	})
}

func TestAClosedEventNeverOpensAMinute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, err := schedule.LoadZone(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		from := drawFrom(t, zone)
		p := draw(t, zone, from)
		for i := range p.Special {
			p.Special[i].State = schedule.Closed
		}
		without := p
		without.Special = nil
		for at := from; at.Before(from.Add(48 * time.Hour)); at = at.Add(5 * time.Minute) {
			if p.At(at).Open && !without.At(at).Open {
				t.Fatalf("%s is opened by a closed event", at)
			}
		}
	})
}

func TestFrenchAndEnglishAreIndependent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, err := schedule.LoadZone("America/Toronto")
		if err != nil {
			t.Fatal(err)
		}
		from := drawFrom(t, zone)
		french, english := draw(t, zone, from), draw(t, zone, from)
		chat := schedule.Chat{Enabled: true, Zone: "America/Toronto", French: french.Weekly, English: english.Weekly, Special: french.Special}
		before, err := chat.Plan("fr")
		if err != nil {
			t.Fatal(err)
		}
		was := fmt.Sprint(before.Intervals(from, from.Add(72*time.Hour)))
		chat.English = slices.Concat(chat.English, english.Weekly)
		after, err := chat.Plan("fr")
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(after.Intervals(from, from.Add(72*time.Hour))); got != was {
			t.Fatalf("the French hours changed with the English ones:\n%s\n%s", was, got)
		}
	})
}
