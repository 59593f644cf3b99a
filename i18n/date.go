package i18n

import (
	"fmt"
	"strconv"
	"time"
)

var monthIDs = [...]string{
	time.January:   "format.month.january",
	time.February:  "format.month.february",
	time.March:     "format.month.march",
	time.April:     "format.month.april",
	time.May:       "format.month.may",
	time.June:      "format.month.june",
	time.July:      "format.month.july",
	time.August:    "format.month.august",
	time.September: "format.month.september",
	time.October:   "format.month.october",
	time.November:  "format.month.november",
	time.December:  "format.month.december",
}

var weekdayIDs = [...]string{
	time.Sunday:    "format.weekday.sunday",
	time.Monday:    "format.weekday.monday",
	time.Tuesday:   "format.weekday.tuesday",
	time.Wednesday: "format.weekday.wednesday",
	time.Thursday:  "format.weekday.thursday",
	time.Friday:    "format.weekday.friday",
	time.Saturday:  "format.weekday.saturday",
}

// Month is the name of a month, in lower case in French.
func (p *Printer) Month(m time.Month) string {
	if m < time.January || m > time.December {
		return ""
	}
	return p.T(monthIDs[m])
}

// Weekday is the name of a day of the week, in lower case in French.
func (p *Printer) Weekday(d time.Weekday) string {
	if d < time.Sunday || d > time.Saturday {
		return ""
	}
	return p.T(weekdayIDs[d])
}

// Date writes the day in t's own zone: "24 juin 2026", "1er juillet 2026" or "June 24, 2026". Day and month are never
// parted at the end of a line.
func (p *Printer) Date(t time.Time) string {
	id := "format.date"
	if t.Day() == 1 {
		id = "format.date_first"
	}
	return p.T(id, "Day", strconv.Itoa(t.Day()), "Month", p.Month(t.Month()), "Year", strconv.Itoa(t.Year()))
}

// LongDate is Date with the day of the week: "mercredi 24 juin 2026" or "Wednesday, June 24, 2026".
func (p *Printer) LongDate(t time.Time) string {
	return p.T("format.date_long", "Weekday", p.Weekday(t.Weekday()), "Date", p.Date(t))
}

// Time writes the wall clock of t's own zone: "9 h 05", "9 h" or "9:05 a.m.". French counts 24 hours and leaves out the
// minutes of a full hour (Office québécois de la langue française, « Écriture des heures »).
func (p *Printer) Time(t time.Time) string {
	hour, minute := t.Hour(), t.Minute()
	shown := hour
	if p.lang == English {
		shown = (hour+11)%12 + 1
	}
	if minute == 0 {
		id := "format.time_morning_sharp"
		if hour >= 12 {
			id = "format.time_afternoon_sharp"
		}
		return p.T(id, "Hour", strconv.Itoa(shown))
	}
	id := "format.time_morning"
	if hour >= 12 {
		id = "format.time_afternoon"
	}
	return p.T(id, "Hour", strconv.Itoa(shown), "Minute", fmt.Sprintf("%02d", minute))
}

// DateTime writes day and time in t's own zone: "24 juin 2026 à 9 h 05" or "June 24, 2026 at 9:05 a.m.".
func (p *Printer) DateTime(t time.Time) string {
	return p.T("format.date_time", "Date", p.Date(t), "Time", p.Time(t))
}

// Moment is DateTime with the name of the zone, for a time that stands alone: "24 juin 2026 à 9 h 05 (America/Toronto)".
func (p *Printer) Moment(t time.Time) string {
	return p.T("format.moment", "DateTime", p.DateTime(t), "Zone", t.Location().String())
}

// ISODate writes the day as ISO 8601, 2026-06-24, for columns in both languages.
func (p *Printer) ISODate(t time.Time) string { return t.Format(time.DateOnly) }

// ISODateTime writes day and time for columns, 2026-06-24 09:05, in t's own zone.
func (p *Printer) ISODateTime(t time.Time) string { return t.Format("2006-01-02\u00a015:04") }

// Bounds of Ago.
const (
	day         = 24 * time.Hour
	agoDays     = 7 * day
	clockSkew   = time.Minute // a server's clock may be a little ahead of ours
	agoJustNow  = time.Minute
	agoMinutes  = time.Hour
	hoursPerDay = 24
)

// Ago writes how long before now t was: "à l’instant", "il y a 5 minutes", "il y a 3 heures", "il y a 2 jours", and
// from seven days on, or when t is ahead of now by more than a minute, the date and time in t's own zone.
func (p *Printer) Ago(t, now time.Time) string {
	d := now.Sub(t)
	switch {
	case d < -clockSkew || d >= agoDays:
		return p.DateTime(t)
	case d < agoJustNow:
		return p.T("format.just_now")
	case d < agoMinutes:
		return p.N("format.minutes_ago", int(d/time.Minute))
	case d < day:
		return p.N("format.hours_ago", int(d/time.Hour))
	}
	return p.N("format.days_ago", int(d/time.Hour)/hoursPerDay)
}
