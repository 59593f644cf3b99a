// Package words says the chat's hours in sentences, in French and in English: they are the text equivalent of every picture
// of them.
package words

import (
	"slices"
	"strings"
	"time"

	"pupitre/data/schedule"
	"pupitre/i18n"
)

// span is an open stretch of a day, minutes after midnight; end is above 24:00 when it goes on the next day.
type span struct{ start, end int }

// tailLimit is the latest end of a stretch that is still told as the end of the evening before, not as a morning.
const tailLimit = 12 * 60

// Week is the sentence of the usual week: "Ouvert du lundi au vendredi, de 9 h à 12 h et de 13 h à 17 h."
func Week(p *i18n.Printer, plan schedule.Plan) string {
	if !plan.Enabled {
		return p.T("schedule.words.disabled")
	}
	hours := Hours(p, plan)
	if hours == "" {
		return p.T("schedule.words.never_open")
	}
	return p.T("schedule.words.week", "Hours", hours)
}

// Hours is the open hours of the usual week without the words around: "du lundi au vendredi, de 9 h à 12 h et de 13 h à
// 17 h"; "" when nothing is open. Special events are left aside.
func Hours(p *i18n.Printer, plan schedule.Plan) string {
	days := openDays(plan)
	var clauses []string
	var told schedule.Days
	for day := 1; day <= 7; day++ {
		if told.Has(day) || len(days[day]) == 0 {
			continue
		}
		var alike schedule.Days
		for other := day; other <= 7; other++ {
			if slices.Equal(days[day], days[other]) {
				alike |= schedule.DaysOf(other)
			}
		}
		told |= alike
		if alike == schedule.EveryDay && isWhole(days[day]) {
			return p.T("schedule.words.always")
		}
		clauses = append(clauses, p.T("schedule.words.clause", "Days", Days(p, alike), "Times", times(p, days[day])))
	}
	return strings.Join(clauses, "; ")
}

func isWhole(spans []span) bool {
	return len(spans) == 1 && spans[0] == span{0, schedule.MinutesPerDay}
}

// openDays lists the open stretches of each ISO day. A night is joined to the evening that it ends.
func openDays(plan schedule.Plan) [8][]span {
	var days [8][]span
	for _, b := range plan.OpenBlocks() {
		days[b.Day] = append(days[b.Day], span{b.Start, b.End})
	}
	whole := days
	for day := 1; day <= 7; day++ {
		next := day%7 + 1
		evening, night := whole[day], whole[next]
		if len(evening) == 0 || len(night) == 0 || isWhole(evening) {
			continue
		}
		if evening[len(evening)-1].end == schedule.MinutesPerDay && night[0].start == 0 && night[0].end <= tailLimit {
			last := len(days[day]) - 1
			days[day] = slices.Clone(days[day])
			days[day][last].end += night[0].end
			days[next] = days[next][1:]
		}
	}
	return days
}

// Days is a set of days in words: "du lundi au vendredi", "le samedi et le dimanche", "tous les jours".
func Days(p *i18n.Printer, days schedule.Days) string {
	if days&schedule.EveryDay == schedule.EveryDay {
		return p.T("schedule.words.every_day")
	}
	const enough = 3 // days that make a row rather than a list
	var parts []string
	for day := 1; day <= 7; day++ {
		if !days.Has(day) {
			continue
		}
		last := day
		for last < 7 && days.Has(last+1) {
			last++
		}
		if last-day+1 >= enough {
			parts = append(parts, p.T("schedule.words.days", "First", dayName(p, day), "Last", dayName(p, last)))
			day = last
			continue
		}
		parts = append(parts, p.T("schedule.words.day", "Day", dayName(p, day)))
	}
	return p.List(parts...)
}

func dayName(p *i18n.Printer, iso int) string { return p.Weekday(time.Weekday(iso % 7)) }

func times(p *i18n.Printer, spans []span) string {
	if isWhole(spans) {
		return p.T("schedule.words.all_day")
	}
	parts := make([]string, 0, len(spans))
	for _, s := range spans {
		if s.end > schedule.MinutesPerDay {
			parts = append(parts, p.T("schedule.words.span_overnight", "Start", Minute(p, s.start), "End", Minute(p, s.end-schedule.MinutesPerDay)))
			continue
		}
		parts = append(parts, p.T("schedule.words.span", "Start", Minute(p, s.start), "End", Minute(p, s.end)))
	}
	return p.List(parts...)
}

// Minute is a minute of the day in words: "9 h 05", "9:05 a.m."; 24:00 is midnight.
func Minute(p *i18n.Printer, minute int) string {
	if minute == schedule.MinutesPerDay {
		return p.T("schedule.words.midnight")
	}
	return p.Time(schedule.Local(minute).Wall())
}

// Span is a weekly span in words: "de 9 h à 17 h", "toute la journée".
func Span(p *i18n.Printer, s schedule.Span) string {
	switch {
	case s.AllDay:
		return p.T("schedule.words.all_day")
	case s.Overnight():
		return times(p, []span{{s.Start, s.End + schedule.MinutesPerDay}})
	case s.End == 0:
		return times(p, []span{{s.Start, schedule.MinutesPerDay}})
	}
	return times(p, []span{{s.Start, s.End}})
}

// State is a state in a word, as an adjective of the chat.
func State(p *i18n.Printer, s schedule.State) string {
	if s == schedule.Open {
		return p.T("schedule.words.open")
	}
	return p.T("schedule.words.closed")
}

// Event is a special event in a sentence without its name: "fermé du 24 décembre 2026 à 12 h au 27 décembre 2026 à 0 h".
func Event(p *i18n.Printer, s schedule.Special) string {
	state := State(p, s.State)
	first, last := s.Start.Date(), (s.End - 1).Date()
	switch {
	case s.Start.Minute() == 0 && s.End.Minute() == 0 && first == last:
		return p.T("schedule.words.event_day", "State", state, "Date", p.Date(s.Start.Wall()))
	case s.Start.Minute() == 0 && s.End.Minute() == 0:
		return p.T("schedule.words.event_days", "State", state, "First", p.Date(s.Start.Wall()), "Last", p.Date((s.End - 1).Wall()))
	case first == last:
		return p.T("schedule.words.event_hours", "State", state, "Date", p.Date(s.Start.Wall()),
			"Times", times(p, []span{{s.Start.Minute(), s.Start.Minute() + s.Minutes()}}))
	}
	return p.T("schedule.words.event", "State", state, "Start", s.Start.Wall(), "End", s.End.Wall())
}
