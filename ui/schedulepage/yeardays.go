package schedulepage

import (
	"pupitre/data/holiday"
	"pupitre/data/schedule"
)

// yearDay is a date as the picture of the year shows it.
type yearDay struct {
	date   schedule.Date
	open   int  // minutes of service
	closes bool // an event that closes wins minutes of it
	opens  bool // an event that opens does
	legal  bool // a holiday by law
	clock  bool // the clock changes
}

// yearOf sums up the dates of a year, and gives the longest service of one, in minutes. The tick box does not matter.
func yearOf(plan schedule.Plan, year int, place holiday.Jurisdiction) (days []yearDay, longest int) {
	plan.Enabled = true
	first, last := schedule.DateOf(year, 1, 1), schedule.DateOf(year, 12, 31)
	legal := map[schedule.Date]bool{}
	for _, e := range holiday.Year(place, year, holiday.Choice{}) {
		legal[e.Date] = true
	}
	for _, c := range plan.Coverage(first, last) {
		d := yearDay{date: c.Date, open: c.OpenMinutes, legal: legal[c.Date], clock: c.Minutes != schedule.MinutesPerDay}
		for _, i := range c.Special {
			if plan.Special[i].State == schedule.Open {
				d.opens = true
			} else {
				d.closes = true
			}
		}
		days, longest = append(days, d), max(longest, d.open)
	}
	return days, longest
}

// eventsOn lists the events that take place on a date, by index: the strongest first.
func eventsOn(events []schedule.Special, date schedule.Date) (out []int) {
	for i := range events {
		if len(events[i].In(date, date)) == 0 {
			continue
		}
		out = append(out, i)
	}
	if len(out) < 2 {
		return out
	}
	kept := make([]schedule.Special, len(out))
	for n, i := range out {
		kept[n] = events[i]
	}
	strongest := schedule.StrongestEvents(kept)
	for n, i := range strongest {
		strongest[n] = out[i]
	}
	return strongest
}

// touches tells whether an event takes place on a date.
func touches(s schedule.Special, date schedule.Date) bool { return len(s.In(date, date)) > 0 }
