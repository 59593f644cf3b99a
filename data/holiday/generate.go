package holiday

import (
	"slices"

	"github.com/google/uuid"

	"pupitre/data/schedule"
	"pupitre/i18n"
)

// Substitute is what the employer does when a holiday falls on a Saturday or a Sunday.
type Substitute string

// The substitutes. Canada Labour Code, s. 193: the working day before or after; several provinces leave it to the employer.
const (
	AsWritten Substitute = ""       // the date of the law
	Before    Substitute = "before" // the working day before, also
	After     Substitute = "after"  // the working day after, also
)

// Choice is what the law leaves to the employer.
type Choice struct {
	EasterMonday bool // Québec: Easter Monday rather than Good Friday (Act respecting labour standards, s. 60)
	Substitute   Substitute
	HalfDays     bool // 24 and 31 December from noon
}

// Entry is a day to close, before it is kept.
type Entry struct {
	Holiday
	Date  schedule.Date
	Moved bool // the day off in place of a holiday that falls on a weekend
	Half  bool // from noon only
	// Already tells that the chat is closed for it: nothing is to be added.
	Already bool
}

// halfDayFrom is when a half-day begins, minutes after midnight.
const halfDayFrom = 12 * 60

// Span is when the entry closes the chat.
func (e Entry) Span() (start, end schedule.Local) {
	if e.Half {
		return e.Date.At(halfDayFrom), (e.Date + 1).Start()
	}
	return e.Date.Start(), (e.Date + 1).Start()
}

// entrySpace is the name space of the ids of entries (RFC 9562, version 5).
var entrySpace = uuid.MustParse("0198c0de-1c5a-7000-8000-0000000000fe")

// Special is the event that closes the chat for the entry. Its id follows from the holiday and its date: two people who
// generate the same year make one event.
func (e Entry) Special() schedule.Special {
	start, end := e.Span()
	return schedule.Special{
		ID:     uuid.NewSHA1(entrySpace, []byte(e.Name+"\x00"+e.Date.String())).String(),
		NameFR: e.in(i18n.French), NameEN: e.in(i18n.English), State: schedule.Closed, Start: start, End: end,
	}
}

// in is the entry's name in a language.
func (e Entry) in(language i18n.Language) string {
	p := i18n.For(language)
	name := p.T(e.Name)
	if e.Moved {
		return p.T("holiday.moved", "Name", name)
	}
	return name
}

// Year lists the days that a jurisdiction's law, and the employer's choices, close in a year, in order.
func Year(j Jurisdiction, year int, c Choice) []Entry {
	var out []Entry
	for _, h := range Of(j) {
		if h.applies(c) {
			out = append(out, Entry{Holiday: h, Date: h.date(year), Half: h.option == optionHalfDay})
		}
	}
	if c.Substitute != AsWritten {
		out = append(out, substitutes(out, c.Substitute)...)
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return int(a.Date - b.Date) })
	return out
}

func (h Holiday) applies(c Choice) bool {
	switch h.option {
	case optionGoodFriday:
		return !c.EasterMonday
	case optionEasterMonday:
		return c.EasterMonday
	case optionHalfDay:
		return c.HalfDays
	case optionNone:
	}
	return true
}

// substitutes gives a working day for each holiday of a weekend: the nearest that is no holiday and no substitute yet.
func substitutes(entries []Entry, how Substitute) []Entry {
	taken := map[schedule.Date]bool{}
	for _, e := range entries {
		if !e.Half {
			taken[e.Date] = true
		}
	}
	step := schedule.Date(1)
	if how == Before {
		step = -1
	}
	var out []Entry
	for _, e := range entries {
		if e.Half || e.Date.Weekday() < 6 {
			continue
		}
		d := e.Date
		for d.Weekday() >= 6 || taken[d] {
			d += step
		}
		taken[d] = true
		e.Date, e.Moved = d, true
		out = append(out, e)
	}
	return out
}

// Preview lists the days of the years from first to last, both included, and marks those for which the chat is closed by
// an event that is there already, whoever made it and whatever its name.
func Preview(j Jurisdiction, first, last int, c Choice, existing []schedule.Special) []Entry {
	closed := schedule.Plan{Enabled: true}
	for _, s := range existing {
		if s.State == schedule.Closed {
			closed.Special = append(closed.Special, s)
		}
	}
	var out []Entry
	for year := first; year <= last; year++ {
		for _, e := range Year(j, year, c) {
			e.Already = covered(closed, e)
			out = append(out, e)
		}
	}
	return out
}

// covered tells whether events close the whole of an entry. Both are on the wall clock, so any zone without changes will do.
func covered(closed schedule.Plan, e Entry) bool {
	start, end := e.Span()
	for _, i := range closed.Intervals(start.Wall(), end.Wall()) {
		if i.By.Kind != schedule.BySpecial {
			return false
		}
	}
	return true
}

// Place is the name of a jurisdiction.
func Place(p *i18n.Printer, j Jurisdiction) string {
	return p.T(places[j])
}

// places are the catalogue ids of the jurisdictions.
var places = map[Jurisdiction]string{
	Federal: "holiday.place.federal", Quebec: "holiday.place.quebec", Ontario: "holiday.place.ontario",
	BritishColumbia: "holiday.place.british_columbia", Alberta: "holiday.place.alberta",
	Saskatchewan: "holiday.place.saskatchewan", Manitoba: "holiday.place.manitoba",
	NewBrunswick: "holiday.place.new_brunswick", NovaScotia: "holiday.place.nova_scotia",
	PrinceEdwardIsland: "holiday.place.prince_edward_island", NewfoundlandLabrador: "holiday.place.newfoundland",
	Yukon: "holiday.place.yukon", NorthwestTerritories: "holiday.place.northwest", Nunavut: "holiday.place.nunavut",
}
