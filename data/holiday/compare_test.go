package holiday_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ca"

	"pupitre/data/holiday"
	"pupitre/data/schedule"
)

const firstYear, lastYear = 2024, 2040

// dates lists the dates of a jurisdiction as they are written, without the employer's half-days.
func dates(j holiday.Jurisdiction, c holiday.Choice) []string {
	var out []string
	for year := firstYear; year <= lastYear; year++ {
		for _, e := range holiday.Year(j, year, c) {
			out = append(out, e.Date.String())
		}
	}
	return out
}

// difference is a date on which the other source differs from the law, for a reason.
type difference struct {
	place   string // "" for all
	name    string // in the other source
	theirs  bool   // they have it and the law does not; otherwise the law has it and they do not
	because string
}

// known are all the differences from date-holidays 3.37.0. Each has its reason; one that is left over fails the test too.
var known = []difference{
	{"NS", "Remembrance Day", true, "the Remembrance Day Act closes shops; it is none of the six paid holidays of the Labour Standards Code"},
	{"PE", "Gold Cup Parade Day", true, "kept by custom in Charlottetown; not in the Employment Standards Act"},
	{"NT", "Easter Monday", true, "a day off of the public service; not in the Employment Standards Act"},
	{"NT", "Boxing Day", true, "a day off of the public service; not in the Employment Standards Act"},
	{"YT", "Easter Monday", true, "a day off of the public service; not in the Employment Standards Act"},
	{"ON", "Easter Monday", true, "a day off of the public service; not a public holiday of the Employment Standards Act, 2000"},
	{"", "09-30", false, "their data have the National Day for Truth and Reconciliation as an observance, where BC, MB, PE, YT, NT and NU made it a general holiday from 2022 to 2024"},
	{"NU", "07-09", false, "Nunavut Day is a general holiday since 2020; their data have it as an observance"},
	{"QC", "07-02", false, "1 July that is a Sunday is kept on 2 July (Act respecting labour standards, s. 60); their data keep the 1st"},
	{"QC", "Canada Day", true, "the other side of the same: 1 July 2029, 2035 and 2040 are Sundays"},
}

func TestEveryDifferenceFromDateHolidaysIsExplained(t *testing.T) {
	b, err := os.ReadFile("testdata/date-holidays.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Holidays map[string][]string }
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Holidays) != 13 {
		t.Fatalf("%d jurisdictions in the file", len(file.Holidays))
	}
	used := make([]bool, len(known))
	explained := func(place, date, name string, theirs bool) bool {
		i := slices.IndexFunc(known, func(d difference) bool {
			return d.theirs == theirs && (d.place == "" || d.place == place) && (d.name == name || strings.HasSuffix(date, "-"+d.name))
		})
		if i >= 0 {
			used[i] = true
		}
		return i >= 0
	}
	for place, list := range file.Holidays {
		ours := dates(holiday.Jurisdiction(place), holiday.Choice{})
		var theirs []string
		for _, line := range list {
			date, name, _ := strings.Cut(line, " ")
			theirs = append(theirs, date)
			if !slices.Contains(ours, date) && !explained(place, date, name, true) {
				t.Errorf("%s: they have %s, the law does not", place, line)
			}
		}
		for _, date := range ours {
			if !slices.Contains(theirs, date) && !explained(place, date, "", false) {
				t.Errorf("%s: the law has %s, they do not", place, date)
			}
		}
	}
	for i, d := range known {
		if !used[i] || d.because == "" {
			t.Errorf("a difference that is none: %+v", d)
		}
	}
}

// The days that rickar/cal has for all of Canada are those of federal law, but for these.
func TestEveryDifferenceFromCalIsExplained(t *testing.T) {
	onlyTheirs := map[string]string{
		"Easter Monday":        "a day off of the public service; not in the Canada Labour Code",
		"Civic/Provincial Day": "a holiday of some provinces and territories; not in the Canada Labour Code",
	}
	seen := map[string]bool{}
	for year := firstYear; year <= lastYear; year++ {
		var ours []string
		for _, e := range holiday.Year(holiday.Federal, year, holiday.Choice{}) {
			ours = append(ours, e.Date.String())
		}
		count := 0
		for _, h := range ca.Holidays {
			actual, _ := h.Calc(year)
			if onlyTheirs[h.Name] != "" {
				seen[h.Name] = true
				continue
			}
			count++
			date := actual.Format(time.DateOnly)
			if h == ca.CanadaDay && actual.Weekday() == time.Sunday {
				date = actual.AddDate(0, 0, 1).Format(time.DateOnly) // Holidays Act, s. 2: they have it as the observed day
			}
			if !slices.Contains(ours, date) {
				t.Errorf("%d: they have %s on %s", year, h.Name, date)
			}
		}
		if count != len(ours) {
			t.Errorf("%d: they have %d holidays of federal law, we have %d", year, count, len(ours))
		}
	}
	if len(seen) != len(onlyTheirs) {
		t.Errorf("differences that are none: %v", seen)
	}
}

// Easter and the Mondays, by another way than the table's: cal's functions.
func TestRulesByAnotherWay(t *testing.T) {
	for year := 1970; year <= 2199; year++ {
		if got, want := holiday.Easter(year).String(), calEaster(year); got != want {
			t.Fatalf("Easter %d is %s, want %s", year, got, want)
		}
	}
}

func calEaster(year int) string {
	h := &cal.Holiday{Offset: 0, Func: cal.CalcEasterOffset}
	actual, _ := h.Calc(year)
	return actual.Format(time.DateOnly)
}

// The dates as the laws write them, looked for day by day.
func TestTheLawAsWritten(t *testing.T) {
	nth := func(d time.Time) int { return (d.Day()-1)/7 + 1 }
	for year := firstYear; year <= lastYear; year++ {
		var want []string
		for d := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == year; d = d.AddDate(0, 0, 1) {
			m, day, monday, sunday := d.Month(), d.Day(), d.Weekday() == time.Monday, d.Weekday() == time.Sunday
			switch {
			case m == 1 && day == 1,
				schedule.DateOf(year, m, day) == holiday.Easter(year)+1,
				m == 5 && monday && day >= 18 && day <= 24, // the Monday before 25 May
				m == 6 && day == 24,
				m == 7 && day == 1 && !sunday, m == 7 && day == 2 && monday,
				m == 9 && monday && nth(d) == 1, m == 10 && monday && nth(d) == 2, m == 12 && day == 25:
				want = append(want, d.Format(time.DateOnly))
			}
		}
		var got []string
		for _, e := range holiday.Year(holiday.Quebec, year, holiday.Choice{EasterMonday: true}) {
			got = append(got, e.Date.String())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d: got %v, want %v", year, got, want)
		}
	}
}
