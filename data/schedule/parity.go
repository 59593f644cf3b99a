package schedule

import (
	"cmp"
	"fmt"
	"slices"
)

// EnglishGaps lists the stretches of the usual week that are served in English and not in French, by day and minute; By is
// what closes French there. See EnglishOnly for the rule behind it.
func EnglishGaps(french, english Plan) []Block {
	fr, en := paintWeek(french.Weekly), paintWeek(english.Weekly)
	french.Enabled, english.Enabled = true, true
	var out []Block
	for m := range fr {
		by := french.ref(fr[m])
		if english.State(english.ref(en[m])) != Open || french.State(by) == Open {
			continue
		}
		day, minute := m/MinutesPerDay+1, m%MinutesPerDay
		if n := len(out); n > 0 && out[n-1].Day == day && out[n-1].End == minute && out[n-1].By == by {
			out[n-1].End++
			continue
		}
		out = append(out, Block{Day: day, Start: minute, End: minute + 1, By: by})
	}
	return out
}

// stretch is a span of hours that a new schedule of a type would open.
type stretch struct {
	kind       Type
	start, end int // minutes; end is above 24:00 for one that goes past midnight
}

// CloseGaps gives the schedules that, added to the French ones, serve all that is served in English. Each is of the type of
// what closes French there, and stronger than those of its type, so that it wins. newID makes their ids; name is what they
// are called, numbered where it is taken.
func CloseGaps(french, english Plan, name string, newID func() string) []Weekly {
	days := map[stretch]Days{}
	for day, list := range stretches(french, EnglishGaps(french, english)) {
		for _, s := range list {
			days[s] |= DaysOf(day)
		}
	}
	taken := map[string]bool{}
	for _, w := range french.Weekly {
		taken[FoldName(w.Name)] = true
	}
	out := make([]Weekly, 0, len(days))
	for s, on := range days {
		w := Weekly{Type: s.kind, State: Open, Rank: strongest(french.Weekly, s.kind) + 1, Days: on, Span: spanOf(s.start, s.end)}
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b Weekly) int {
		return cmp.Or(cmp.Compare(a.Days.ISO()[0], b.Days.ISO()[0]), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Type, b.Type))
	})
	for i := range out {
		out[i].ID, out[i].Name = newID(), freeName(name, taken)
	}
	return out
}

// stretches joins what one new schedule can open: neighbours of one type, and a night to the evening before it.
func stretches(french Plan, gaps []Block) (days [8][]stretch) {
	for _, g := range gaps {
		kind := WorkingHours
		if g.By.Kind == ByWeekly {
			kind = french.Weekly[g.By.Index].Type
		}
		list := days[g.Day]
		if n := len(list); n > 0 && list[n-1].kind == kind && list[n-1].end == g.Start {
			list[n-1].end = g.End
			continue
		}
		days[g.Day] = append(list, stretch{kind, g.Start, g.End})
	}
	whole := days
	for day := 1; day <= 7; day++ {
		next := day%7 + 1
		evening, night := whole[day], whole[next]
		if len(evening) == 0 || len(night) == 0 {
			continue
		}
		last, first := evening[len(evening)-1], night[0]
		if last.kind != first.kind || last.end != MinutesPerDay || first.start != 0 || last.start == 0 || first.end >= last.start {
			continue
		}
		days[day] = slices.Clone(days[day])
		days[day][len(days[day])-1].end += first.end
		days[next] = days[next][1:]
	}
	return days
}

// spanOf is the span between two minutes after the midnight of a day.
func spanOf(start, end int) Span {
	switch {
	case start == 0 && end == MinutesPerDay:
		return AllDay
	case end > MinutesPerDay:
		end -= MinutesPerDay
	}
	return Between(start, end)
}

// strongest is the highest rank of a type, -1 when there is none.
func strongest(weekly []Weekly, t Type) int {
	rank := -1
	for _, w := range weekly {
		if w.Type == t {
			rank = max(rank, w.Rank)
		}
	}
	return min(rank, MaxRank-1)
}

// freeName is a name that is not taken, "Service", "Service 2"…, and takes it.
func freeName(name string, taken map[string]bool) string {
	free := name
	for n := 2; taken[FoldName(free)]; n++ {
		free = fmt.Sprintf("%s %d", name, n)
	}
	taken[FoldName(free)] = true
	return free
}
