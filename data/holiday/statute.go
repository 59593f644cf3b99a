// Package holiday knows the general holidays of Canada by the statutes that make them: each province and territory, and the
// undertakings under federal labour law, which telecommunications companies are.
//
// It is the statutes of 2026 as they are written. What a law leaves to the employer is a Choice.
package holiday

import (
	"time"

	"pupitre/data/schedule"
)

// Jurisdiction is whose labour law applies.
type Jurisdiction string

// The jurisdictions: the postal codes of provinces and territories, and Federal for undertakings under the Canada Labour
// Code (telecommunications, broadcasting, banks).
const (
	Federal              Jurisdiction = "federal"
	Quebec               Jurisdiction = "QC"
	Ontario              Jurisdiction = "ON"
	BritishColumbia      Jurisdiction = "BC"
	Alberta              Jurisdiction = "AB"
	Saskatchewan         Jurisdiction = "SK"
	Manitoba             Jurisdiction = "MB"
	NewBrunswick         Jurisdiction = "NB"
	NovaScotia           Jurisdiction = "NS"
	PrinceEdwardIsland   Jurisdiction = "PE"
	NewfoundlandLabrador Jurisdiction = "NL"
	Yukon                Jurisdiction = "YT"
	NorthwestTerritories Jurisdiction = "NT"
	Nunavut              Jurisdiction = "NU"
)

// Jurisdictions lists them: Québec and federal law first, then the provinces from west to east, then the territories.
func Jurisdictions() []Jurisdiction {
	return []Jurisdiction{
		Quebec, Federal, BritishColumbia, Alberta, Saskatchewan, Manitoba, Ontario, NewBrunswick, NovaScotia, PrinceEdwardIsland,
		NewfoundlandLabrador, Yukon, NorthwestTerritories, Nunavut,
	}
}

// Holiday is a row of the table of statutes.
type Holiday struct {
	Name string // catalogue id of the bilingual name
	Law  string // catalogue id of the legal reference
	date rule
	// option tells which choice of the employer the row depends on; optionNone for a row that always applies.
	option option
}

// option is what an employer may choose.
type option int

const (
	optionNone       option = iota
	optionGoodFriday        // Québec: Good Friday, or Easter Monday
	optionEasterMonday
	optionHalfDay // no law: custom
)

// rule finds the date of a holiday in a year.
type rule func(year int) schedule.Date

// on is a date of the calendar.
func on(month time.Month, day int) rule {
	return func(year int) schedule.Date { return schedule.DateOf(year, month, day) }
}

// notSunday is a date of the calendar, the next day when it is a Sunday.
func notSunday(month time.Month, day int) rule {
	return func(year int) schedule.Date {
		d := schedule.DateOf(year, month, day)
		if d.Weekday() == 7 {
			d++
		}
		return d
	}
}

// monday is the nth Monday of a month.
func monday(nth int, month time.Month) rule {
	return func(year int) schedule.Date {
		first := schedule.DateOf(year, month, 1)
		return first + schedule.Date((8-first.Weekday())%7+7*(nth-1))
	}
}

// mondayBefore is the last Monday before a date.
func mondayBefore(month time.Month, day int) rule {
	return func(year int) schedule.Date {
		d := schedule.DateOf(year, month, day) - 1
		return d - schedule.Date(d.Weekday()-1)
	}
}

// afterEaster is a number of days after Easter Sunday.
func afterEaster(days int) rule {
	return func(year int) schedule.Date { return Easter(year) + schedule.Date(days) }
}

// Easter is Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher; Astronomical Algorithms, chapter 8).
func Easter(year int) schedule.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	month, day := (h+l-7*m+114)/31, (h+l-7*m+114)%31+1
	return schedule.DateOf(year, time.Month(month), day)
}

// The rules of the holidays that several laws share.
var (
	newYear       = on(time.January, 1)
	familyDay     = monday(3, time.February)
	goodFriday    = afterEaster(-2)
	easterMonday  = afterEaster(1)
	victoria      = mondayBefore(time.May, 25)
	indigenous    = on(time.June, 21)
	canadaDay     = on(time.July, 1)
	august        = monday(1, time.August)
	labour        = monday(1, time.September)
	reconciled    = on(time.September, 30)
	thanksgiving  = monday(2, time.October)
	remembrance   = on(time.November, 11)
	christmas     = on(time.December, 25)
	boxing        = on(time.December, 26)
	christmasEve  = on(time.December, 24)
	newYearsEve   = on(time.December, 31)
	canadaNotOnSu = notSunday(time.July, 1)
)

// Of lists the rows of a jurisdiction in the order of the year, with the half-days of custom at the end.
func Of(j Jurisdiction) []Holiday {
	rows, known := statutes[j]
	if !known {
		return nil
	}
	return append(append([]Holiday(nil), rows...), customs...)
}

// customs are half-days that many employers give and no law asks for.
var customs = []Holiday{
	{"holiday.name.christmas_eve", "holiday.law.custom", christmasEve, optionHalfDay},
	{"holiday.name.new_years_eve", "holiday.law.custom", newYearsEve, optionHalfDay},
}
