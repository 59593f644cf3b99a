package words

import (
	"slices"
	"strconv"

	"pupitre/data/schedule"
	"pupitre/i18n"
)

// Day is a date in words, as the picture of the year shows it: its hours, and the events that win minutes of it.
// "jeudi 24 décembre 2026 : ouvert de 9 h à 12 h. Congé de Noël."
func Day(p *i18n.Printer, plan schedule.Plan, date schedule.Date) string {
	day := p.LongDate(date.Start().Wall())
	text := p.T("schedule.words.date_closed", "Date", day)
	if open := openTimes(plan, date); len(open) > 0 {
		text = p.T("schedule.words.date_open", "Date", day, "Times", times(p, open))
	}
	for _, i := range plan.Coverage(date, date)[0].Special {
		text = p.T("schedule.words.and_event", "Text", text, "Event", plan.Special[i].Name(string(p.Language())))
	}
	if change := ClockChange(p, plan, date); change != "" {
		text = p.T("schedule.words.and_event", "Text", text, "Event", change)
	}
	return text
}

// openTimes lists the open stretches of a date by the wall clock. Both passes of an autumn hour are one.
func openTimes(plan schedule.Plan, date schedule.Date) (open []span) {
	local := func(i schedule.Interval) (start, end int) {
		return int(schedule.LocalOf(i.Start) - date.Start()), int(schedule.LocalOf(i.End) - date.Start())
	}
	for _, i := range plan.Intervals(schedule.StartOf(date, plan.Zone), schedule.StartOf(date+1, plan.Zone)) {
		if !i.Open {
			continue
		}
		start, end := local(i)
		if n := len(open); n > 0 && open[n-1].end == start {
			open[n-1].end = end
			continue
		}
		open = append(open, span{start, end})
	}
	return open
}

// ClockChange tells that the clock changes on a date, "" when it does not.
func ClockChange(p *i18n.Printer, plan schedule.Plan, date schedule.Date) string {
	day := plan.Coverage(date, date)[0]
	if day.Minutes == schedule.MinutesPerDay {
		return ""
	}
	return p.T("schedule.words.clock_change", "Duration", Duration(p, day.Minutes))
}

// Year is the text of the picture of a year: how much it is open in all, then its events in order, then the days on which
// the clock changes; one sentence a line.
func Year(p *i18n.Printer, plan schedule.Plan, year int) []string {
	first, last := schedule.DateOf(year, 1, 1), schedule.DateOf(year, 12, 31)
	days, minutes := 0, 0
	var changes []string
	for _, d := range plan.Coverage(first, last) {
		minutes += d.OpenMinutes
		if d.OpenMinutes > 0 {
			days++
		}
		if d.Minutes != schedule.MinutesPerDay {
			changes = append(changes, p.T("schedule.words.clock_date", "Date", p.Date(d.Date.Start().Wall())))
		}
	}
	lines := []string{p.T("schedule.words.year_never", "Year", strconv.Itoa(year))}
	if days > 0 {
		lines[0] = p.N("schedule.words.year", days, "Year", strconv.Itoa(year), "Duration", Duration(p, minutes))
	}
	lines = append(lines, yearEvents(p, plan, first, last)...)
	if len(changes) > 0 {
		lines = append(lines, p.T("schedule.words.clock_changes", "Dates", p.List(changes...)))
	}
	return lines
}

// yearEvents are the events that take place in a year, in order.
func yearEvents(p *i18n.Printer, plan schedule.Plan, first, last schedule.Date) (lines []string) {
	type told struct {
		start schedule.Local
		line  string
	}
	var all []told
	for _, s := range plan.Special {
		for _, when := range s.In(first, last) {
			name := s.Name(string(p.Language()))
			s.Start, s.End = when[0], when[1]
			all = append(all, told{s.Start, p.T("schedule.words.year_event", "Name", name, "Event", Event(p, s))})
		}
	}
	slices.SortStableFunc(all, func(a, b told) int { return int(a.start - b.start) })
	for _, t := range all {
		lines = append(lines, t.line)
	}
	return lines
}

// NextEvent tells the special event that takes place, or will next: "Congé de Noël : fermé du 24 décembre…".
func NextEvent(p *i18n.Printer, events []schedule.Special, now schedule.Local) string {
	next, found := schedule.Special{}, false
	for _, s := range events {
		start, end, ok := s.Time(now)
		if !ok || (found && start >= next.Start) {
			continue
		}
		next, found = s, true
		next.Start, next.End = start, end
	}
	if !found {
		return p.T("schedule.words.no_event")
	}
	return p.T("schedule.words.year_event", "Name", next.Name(string(p.Language())), "Event", Event(p, next))
}
