package schedulepage

import (
	"slices"

	"pupitre/data/schedule"
)

// newSchedule is the index of a change that makes a schedule.
const newSchedule = -1

// change is what a hand does to the week: a block that is drawn, moved, resized or copied.
type change struct {
	index    int           // the schedule; newSchedule draws one
	day      int           // ISO day of the block that is held
	toDay    int           // ISO day to which it goes
	days     schedule.Days // of a drawn one
	span     schedule.Span // as it becomes
	copies   bool          // the block stays, a copy goes
	everyDay bool          // all days of the schedule follow, not the held one alone
}

// apply gives the set as the change leaves it, and the index of the schedule that the hand holds afterwards. What is new
// stands at the end, without id and name. The list itself is not changed.
func (c change) apply(weekly []schedule.Weekly) (out []schedule.Weekly, held int) {
	out = slices.Clone(weekly)
	if c.index == newSchedule {
		w := schedule.Weekly{Type: schedule.WorkingHours, State: schedule.Open, Days: c.days, Span: c.span}
		return append(out, w), len(out)
	}
	w := &out[c.index]
	switch {
	case c.copies:
	case c.everyDay:
		w.Days, w.Span = turned(w.Days, c.toDay-c.day), c.span
		return out, c.index
	case w.Days.Count() <= 1:
		w.Days, w.Span = schedule.DaysOf(c.toDay), c.span
		return out, c.index
	case c.toDay == c.day && c.span == w.Span:
		return out, c.index
	default:
		w.Days &^= schedule.DaysOf(c.day)
	}
	part := *w
	part.ID, part.Name, part.Days, part.Span = "", "", schedule.DaysOf(c.toDay), c.span
	return append(out, part), len(out)
}

// turned moves a set of days by so many days, around the week.
func turned(days schedule.Days, by int) (out schedule.Days) {
	for _, day := range days.ISO() {
		out |= schedule.DaysOf((day-1+by+14)%7 + 1)
	}
	return out
}

// bounds gives a span in minutes after the midnight of its first day; end is above 24:00 for one that goes past it.
func bounds(s schedule.Span) (start, end int) {
	switch {
	case s.AllDay:
		return 0, schedule.MinutesPerDay
	case s.End < s.Start:
		return s.Start, s.End + schedule.MinutesPerDay
	}
	return s.Start, s.End
}

// spanOf is the span between two minutes after the midnight of a day; the whole day is "all day".
func spanOf(start, end int) schedule.Span {
	if start == 0 && end == schedule.MinutesPerDay {
		return schedule.AllDay
	}
	if end > schedule.MinutesPerDay {
		end -= schedule.MinutesPerDay
	}
	return schedule.Between(start, end)
}
