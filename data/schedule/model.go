// Package schedule says when the chat is open, and why.
//
// It is pure: no clock, no storage, no text. Weekly schedules read the wall clock of the service's zone; special events are
// spans between two local date-times. Which one wins a minute is the painter's rule: closed, then working hours, then lunch
// breaks, then weekends, then special events; the last to paint a minute wins and is the reason that is shown.
package schedule

import (
	"slices"
	"time"
)

// Minutes of a day and of a week.
const (
	MinutesPerDay  = 24 * 60
	MinutesPerWeek = 7 * MinutesPerDay
)

// Type is the kind of a weekly schedule. A later kind paints over an earlier one: see typeOrder.
type Type string

// The types, in the order in which they paint.
const (
	WorkingHours Type = "working_hours"
	LunchBreak   Type = "lunch_break"
	Weekend      Type = "weekend"
)

// Types lists the types in the order in which they paint.
func Types() []Type { return []Type{WorkingHours, LunchBreak, Weekend} }

// order is the place of the type among the layers; -1 for an unknown one, which paints nothing.
func (t Type) order() int { return slices.Index(Types(), t) }

// DefaultState is the state of a new schedule of the type: open for working hours, closed for the others.
func (t Type) DefaultState() State {
	if t == WorkingHours {
		return Open
	}
	return Closed
}

// State is what a schedule does to the minutes that it wins.
type State string

// The states.
const (
	Open   State = "open"
	Closed State = "closed"
)

// States lists the states, the one that serves people first.
func States() []State { return []State{Open, Closed} }

// Span is a stretch of a day in minutes after midnight, half-open: 9:00–17:00 does not hold 17:00. End is 24:00 at most.
// An End at or before Start lies on the next day; the tail belongs to the day on which the span starts.
type Span struct {
	AllDay     bool // 0:00 to 24:00, whatever Start and End say
	Start, End int
}

// AllDay is the span from midnight to midnight.
var AllDay = Span{AllDay: true, Start: 0, End: MinutesPerDay}

// Between is the span from one minute of the day to another.
func Between(start, end int) Span { return Span{Start: start, End: end} }

// bounds gives the span in minutes after the midnight of its first day; end is above 24:00 for a span that goes past it.
func (s Span) bounds() (start, end int) {
	if s.AllDay {
		return 0, MinutesPerDay
	}
	if s.End < s.Start {
		return s.Start, s.End + MinutesPerDay
	}
	return s.Start, s.End
}

// Overnight tells whether the span goes on after midnight.
func (s Span) Overnight() bool {
	_, end := s.bounds()
	return end > MinutesPerDay
}

// Minutes is how long the span is on the wall clock.
func (s Span) Minutes() int {
	start, end := s.bounds()
	return end - start
}

// Weekly is a schedule that comes back every week.
type Weekly struct {
	ID     string // UUID, stable
	Parent string // of a lunch break: the schedule it was added to, "" for none; it binds nothing
	Name   string
	Type   Type
	State  State
	Rank   int // among those of its type, the higher paints later
	Days   Days
	Span   Span
}

// Special is an event with a date, which beats every weekly schedule.
type Special struct {
	ID             string // UUID, stable
	NameFR, NameEN string
	State          State
	Rank           int // set by hand, 0 by default; the higher wins
	Start, End     Local
	Yearly         bool // comes back each year from Start on
}

// Name is the event's name in a language, "fr" or "en"; in the other one when it has none there.
func (s Special) Name(language string) string {
	first, second := s.NameFR, s.NameEN
	if language == "en" {
		first, second = second, first
	}
	if first == "" {
		return second
	}
	return first
}

// Minutes is how long the event is on the wall clock, in the year in which it is written.
func (s Special) Minutes() int { return int(s.End - s.Start) }

// Plan is all that decides whether the chat is open in one language. Where the rules leave two schedules equal, the one
// that is listed last wins. A plan is not changed once it is made.
type Plan struct {
	Enabled bool // the service is ticked; otherwise it is closed
	Zone    *time.Location
	Weekly  []Weekly
	Special []Special
}

// Kind says what decided.
type Kind string

// The kinds of a decision.
const (
	ByNothing  Kind = "nothing"  // no schedule covers the minute: closed
	ByDisabled Kind = "disabled" // the service is not ticked: closed
	ByWeekly   Kind = "weekly"
	BySpecial  Kind = "special"
)

// Ref names a schedule of a plan, or that none decided.
type Ref struct {
	Kind  Kind
	Index int // in Plan.Weekly or Plan.Special; 0 for the other kinds
}

// none and disabled are the references that no rule stands behind.
var (
	none     = Ref{Kind: ByNothing}
	disabled = Ref{Kind: ByDisabled}
)

// ID is the stable id of what ref names, "" when it names no schedule.
func (p Plan) ID(ref Ref) string {
	switch ref.Kind {
	case ByWeekly:
		return p.Weekly[ref.Index].ID
	case BySpecial:
		return p.Special[ref.Index].ID
	case ByNothing, ByDisabled:
	}
	return ""
}

// Name is the name of what ref names, in a language; "" when it names no schedule.
func (p Plan) Name(ref Ref, language string) string {
	switch ref.Kind {
	case ByWeekly:
		return p.Weekly[ref.Index].Name
	case BySpecial:
		return p.Special[ref.Index].Name(language)
	case ByNothing, ByDisabled:
	}
	return ""
}

// State is what ref does to a minute; closed when it names no schedule.
func (p Plan) State(ref Ref) State {
	switch ref.Kind {
	case ByWeekly:
		return p.Weekly[ref.Index].State
	case BySpecial:
		return p.Special[ref.Index].State
	case ByNothing, ByDisabled:
	}
	return Closed
}

// zone is the plan's zone; a plan without one reads UTC.
func (p Plan) zone() *time.Location {
	if p.Zone == nil {
		return time.UTC
	}
	return p.Zone
}
