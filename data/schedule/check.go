package schedule

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"pupitre/data/fault"
)

// Limits of what comes from outside.
const (
	MaxName   = 80        // of a schedule or event, in code points
	MaxRank   = 1_000_000 // on both sides of 0
	MaxWeekly = 200       // schedules of both languages
	MaxEvents = 2000      // special events
)

// CleanName is a name as it is stored: no white space around it.
func CleanName(s string) string { return strings.TrimFunc(s, unicode.IsSpace) }

// CheckName refuses a name that is empty, longer than MaxName code points, or not plain text on one line:
// schedule.name_required, schedule.name_too_long, schedule.name_control_character.
func CheckName(s string) error {
	const op = "schedule.CheckName"
	if !utf8.ValidString(s) {
		return fault.New(fault.Invalid, op, "schedule.name_control_character")
	}
	s = CleanName(s)
	if n := utf8.RuneCountInString(s); n > MaxName {
		return fault.New(fault.Invalid, op, "schedule.name_too_long", "Max", MaxName, "Count", n)
	}
	visible := false
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) || unicode.Is(unicode.Bidi_Control, r) {
			return fault.New(fault.Invalid, op, "schedule.name_control_character")
		}
		visible = visible || (unicode.IsGraphic(r) && !unicode.IsSpace(r))
	}
	if !visible {
		return fault.New(fault.Invalid, op, "schedule.name_required")
	}
	return nil
}

// CheckSpan refuses a span that ends where it starts (schedule.span_empty) or leaves the day (schedule.time_unreadable).
func CheckSpan(s Span) error {
	const op = "schedule.CheckSpan"
	switch {
	case s.AllDay:
		return nil
	case s.Start < 0 || s.Start >= MinutesPerDay || s.End < 0 || s.End > MinutesPerDay:
		return fault.New(fault.Invalid, op, "schedule.time_unreadable", "Text", StoredTime(s.Start)+"–"+StoredTime(s.End))
	case s.Start == s.End:
		return fault.New(fault.Invalid, op, "schedule.span_empty")
	}
	return nil
}

// CheckWeekly refuses a weekly schedule that cannot be kept, with the reason: its name, its type, its state, its rank, no
// day (schedule.no_day), its span.
func CheckWeekly(w Weekly) error {
	const op = "schedule.CheckWeekly"
	if err := CheckName(w.Name); err != nil {
		return err
	}
	switch {
	case w.Type.order() < 0:
		return fault.New(fault.Invalid, op, "schedule.type_unknown")
	case !w.State.known():
		return fault.New(fault.Invalid, op, "schedule.state_unknown")
	case w.Days&EveryDay == NoDay:
		return fault.New(fault.Invalid, op, "schedule.no_day")
	}
	if err := checkRank(w.Rank); err != nil {
		return err
	}
	return CheckSpan(w.Span)
}

// CheckSpecial refuses a special event that cannot be kept, with the reason: no name in either language, its state, its
// rank, an end that is not after its start (schedule.event_empty), years out of bounds.
func CheckSpecial(s Special) error {
	const op = "schedule.CheckSpecial"
	if s.NameFR == "" && s.NameEN == "" {
		return fault.New(fault.Invalid, op, "schedule.name_required")
	}
	for _, name := range []string{s.NameFR, s.NameEN} {
		if name != "" {
			if err := CheckName(name); err != nil {
				return err
			}
		}
	}
	if !s.State.known() {
		return fault.New(fault.Invalid, op, "schedule.state_unknown")
	}
	if err := checkRank(s.Rank); err != nil {
		return err
	}
	return CheckEventSpan(s.Start, s.End)
}

// CheckEventSpan refuses an end that is not after the start (schedule.event_empty) and years out of bounds
// (schedule.date_unreadable).
func CheckEventSpan(start, end Local) error {
	const op = "schedule.CheckEventSpan"
	for _, l := range []Local{start, end - 1} {
		if !inBounds(l.Date().Year()) {
			return fault.New(fault.Invalid, op, "schedule.date_unreadable", "Text", l.String())
		}
	}
	if end <= start {
		return fault.New(fault.Invalid, op, "schedule.event_empty")
	}
	return nil
}

func checkRank(rank int) error {
	if rank < -MaxRank || rank > MaxRank {
		return fault.New(fault.Invalid, "schedule.checkRank", "schedule.rank_range", "Min", -MaxRank, "Max", MaxRank)
	}
	return nil
}

func (s State) known() bool { return s == Open || s == Closed }

// FoldName is the form in which the names of a set are compared: case, width and spaces do not count, accents do.
func FoldName(s string) string {
	return cases.Fold().String(strings.Join(strings.Fields(norm.NFKC.String(s)), " "))
}

// CheckUnique refuses a set in which two weekly schedules have one name (schedule.name_taken). index is the schedule to
// tell it at.
func CheckUnique(weekly []Weekly) (index int, err error) {
	seen := map[string]bool{}
	for i, w := range weekly {
		name := FoldName(w.Name)
		if seen[name] {
			return i, fault.New(fault.Invalid, "schedule.CheckUnique", "schedule.name_taken", "Name", shorten(w.Name))
		}
		seen[name] = true
	}
	return 0, nil
}

// NewWorkingHours is the schedule of working days that a new account has; name is in the set's language.
func NewWorkingHours(id, name string) Weekly {
	return Weekly{ID: id, Name: name, Type: WorkingHours, State: Open, Days: Weekdays, Span: Between(9*60, 17*60)}
}

// NewWeekend is the weekend that a new account has.
func NewWeekend(id, name string) Weekly {
	return Weekly{ID: id, Name: name, Type: Weekend, State: Closed, Days: SatSun, Span: AllDay}
}

// NewLunchBreak is what "add a lunch break" on a schedule makes: noon to 1 p.m. on the same days.
func NewLunchBreak(id, name string, of Weekly) Weekly {
	return Weekly{ID: id, Parent: of.ID, Name: name, Type: LunchBreak, State: Closed, Days: of.Days, Span: Between(12*60, 13*60)}
}
