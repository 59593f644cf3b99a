package transfer

import (
	"fmt"
	"slices"
	"strings"

	"pupitre/data/schedule"
)

// osmDays and osmMonths are the names of the OpenStreetMap opening_hours syntax.
var (
	osmDays   = [...]string{1: "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}
	osmMonths = [...]string{1: "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
)

// openSpan is an open stretch of a date, minutes after midnight, 24:00 at most.
type openSpan struct{ start, end int }

// Exception is a date whose hours differ from those of the usual week.
type Exception struct {
	Date    schedule.Date
	Open    []schedule.Block // on the wall clock, minutes after midnight, 24:00 at most; none: closed
	Special []int            // the events that decide, by index in Plan.Special, in the order of time
}

// Exceptions lists the dates of [first, last] that special events change, while the chat is turned on.
func Exceptions(plan schedule.Plan, first, last schedule.Date) []Exception {
	if !plan.Enabled {
		return nil
	}
	week := openWeek(plan)
	var out []Exception
	for _, day := range plan.Coverage(first, last) {
		if len(day.Special) == 0 {
			continue
		}
		spans := spansOf(plan, day.Date)
		if slices.Equal(spans, week[day.Date.Weekday()]) {
			continue
		}
		e := Exception{Date: day.Date, Special: day.Special}
		for _, s := range spans {
			e.Open = append(e.Open, schedule.Block{Day: day.Date.Weekday(), Start: s.start, End: s.end})
		}
		out = append(out, e)
	}
	return out
}

// spans are the open stretches of the date.
func (e Exception) spans() (out []openSpan) {
	for _, b := range e.Open {
		out = append(out, openSpan{b.Start, b.End})
	}
	return out
}

// OSMOpeningHours writes the plan in the opening_hours syntax of OpenStreetMap: the usual week as it results from all
// schedules, then, for each date of [first, last] whose hours differ from it, the hours of that date. "off" alone means
// never open. A night is cut at midnight: each date has its own hours.
func OSMOpeningHours(plan schedule.Plan, first, last schedule.Date) string {
	var rules []string
	week := openWeek(plan)
	told := schedule.NoDay
	for day := 1; day <= 7; day++ {
		if told.Has(day) || len(week[day]) == 0 {
			continue
		}
		alike := schedule.NoDay
		for other := day; other <= 7; other++ {
			if slices.Equal(week[day], week[other]) {
				alike |= schedule.DaysOf(other)
			}
		}
		told |= alike
		rules = append(rules, osmDayList(alike)+" "+osmSpans(week[day]))
	}
	for _, e := range Exceptions(plan, first, last) {
		year, month, day := e.Date.Civil()
		rules = append(rules, fmt.Sprintf("%d %s %02d %s", year, osmMonths[month], day, osmSpans(e.spans())))
	}
	if len(rules) == 0 {
		return "off"
	}
	return strings.Join(rules, "; ")
}

// openWeek gives the hours of each ISO day of the usual week.
func openWeek(plan schedule.Plan) (week [8][]openSpan) {
	if !plan.Enabled {
		return week
	}
	for _, b := range plan.OpenBlocks() {
		week[b.Day] = append(week[b.Day], openSpan{b.Start, b.End})
	}
	return week
}

// spansOf is a date's hours on the wall clock. Stretches of several winners that touch are one.
func spansOf(plan schedule.Plan, d schedule.Date) []openSpan {
	var out []openSpan
	for _, i := range plan.OpenIntervals(schedule.StartOf(d, plan.Zone), schedule.StartOf(d+1, plan.Zone)) {
		s := openSpan{int(schedule.LocalOf(i.Start) - d.Start()), int(schedule.LocalOf(i.End) - d.Start())}
		if n := len(out); n > 0 && out[n-1].end == s.start {
			out[n-1].end = s.end
			continue
		}
		out = append(out, s)
	}
	return out
}

func osmDayList(days schedule.Days) string {
	const row = 3 // days that make a range
	var parts []string
	for day := 1; day <= 7; day++ {
		if !days.Has(day) {
			continue
		}
		last := day
		for last < 7 && days.Has(last+1) {
			last++
		}
		if last-day+1 >= row {
			parts = append(parts, osmDays[day]+"-"+osmDays[last])
			day = last
			continue
		}
		parts = append(parts, osmDays[day])
	}
	return strings.Join(parts, ",")
}

func osmSpans(spans []openSpan) string {
	if len(spans) == 0 {
		return "off"
	}
	parts := make([]string, 0, len(spans))
	for _, s := range spans {
		parts = append(parts, schedule.StoredTime(s.start)+"-"+schedule.StoredTime(s.end))
	}
	return strings.Join(parts, ",")
}
