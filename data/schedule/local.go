package schedule

import (
	"time"

	"pupitre/data/fault"
)

// Date is a day of the calendar: days since 1 January 1970. To get tomorrow, add one.
type Date int

// DateOf is the date of a year, month and day; days past the end of a month run into the next.
func DateOf(year int, month time.Month, day int) Date {
	return Date(floorDiv(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix(), 24*60*60))
}

// Civil is the date as year, month and day.
func (d Date) Civil() (year int, month time.Month, day int) { return d.utc().Date() }

// Year is the year of the date.
func (d Date) Year() int { return d.utc().Year() }

// Weekday is the ISO day of the week, 1 for Monday to 7 for Sunday.
func (d Date) Weekday() int { return int(floorMod(int64(d)+3, 7)) + 1 } // 1 January 1970 was a Thursday

// Start is the date's first minute on the wall clock.
func (d Date) Start() Local { return Local(d) * MinutesPerDay }

// At is a minute of the date on the wall clock.
func (d Date) At(minute int) Local { return d.Start() + Local(minute) }

// String is the date in ISO 8601.
func (d Date) String() string { return d.utc().Format(time.DateOnly) }

func (d Date) utc() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }

// ParseDate reads an ISO 8601 date within the bounds of Local.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || !inBounds(t.Year()) {
		return 0, fault.As(fault.Invalid, "schedule.ParseDate", "schedule.date_unreadable", errOr(err), "Text", shorten(s))
	}
	return DateOf(t.Date()), nil
}

// Local is a date-time on a wall clock without a zone: minutes since 1 January 1970, 0:00.
type Local int64

// The years in which a Local may lie when it comes from outside; zone rules before and after are guesses.
const (
	MinYear = 1970
	MaxYear = 2199
)

func inBounds(year int) bool { return year >= MinYear && year <= MaxYear }

// LocalOf is what the wall clock of t's own zone shows; seconds are dropped.
func LocalOf(t time.Time) Local {
	_, offset := t.Zone()
	return Local(floorDiv(t.Unix()+int64(offset), 60))
}

// Date is the day on which the minute lies.
func (l Local) Date() Date { return Date(floorDiv(int64(l), MinutesPerDay)) }

// Minute is the minute of the day.
func (l Local) Minute() int { return int(floorMod(int64(l), MinutesPerDay)) }

// localLayout is ISO 8601 without seconds or zone.
const localLayout = "2006-01-02T15:04"

// String is the form that is stored: 2026-12-24T12:00.
func (l Local) String() string { return time.Unix(int64(l)*60, 0).UTC().Format(localLayout) }

// Wall is the local date-time as a time.Time in UTC, for those who write dates: not an instant.
func (l Local) Wall() time.Time { return time.Unix(int64(l)*60, 0).UTC() }

// ParseLocal reads the stored form. 24:00 is read as 0:00 of the next day. It fails with schedule.date_unreadable.
func ParseLocal(s string) (Local, error) {
	const op, midnight = "schedule.ParseLocal", "T24:00"
	text, extra := s, Local(0)
	if len(s) == len(localLayout) && s[10:] == midnight {
		text, extra = s[:10]+"T00:00", MinutesPerDay
	}
	t, err := time.Parse(localLayout, text)
	if err != nil || !inBounds(t.Year()) {
		return 0, fault.As(fault.Invalid, op, "schedule.date_unreadable", errOr(err), "Text", shorten(s))
	}
	return LocalOf(t) + extra, nil
}

// errBounds is the cause where nothing else is wrong with a date.
var errBounds = fault.New(fault.Invalid, "schedule: year out of bounds", "")

func errOr(err error) error {
	if err == nil {
		return errBounds
	}
	return err
}

// shorten bounds what a sentence repeats of an input.
func shorten(s string) string {
	const most = 40
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most]) + "…"
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }

// ParseInstant reads an instant in RFC 3339, or a date-time or a date of a zone's wall clock; the first pass of one that
// comes twice. It fails with schedule.date_unreadable.
func ParseInstant(s string, zone *time.Location) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil && inBounds(t.Year()) {
		return t.In(zone), nil
	}
	if d, err := ParseDate(s); err == nil {
		return StartOf(d, zone), nil
	}
	l, err := ParseLocal(s)
	if err != nil {
		return time.Time{}, err
	}
	return Resolve(l, zone, false), nil
}
