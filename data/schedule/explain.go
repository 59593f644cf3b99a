package schedule

import (
	"slices"
	"time"
)

// Cover is a schedule that covers an instant.
type Cover struct {
	Ref
	Start, End time.Time // of the stretch that covers it, in the plan's zone
	Wins       bool
	Why        Why  // it loses to the winner; "" for the winner
	Tail       bool // of a weekly schedule: the span began the day before
	Moved      bool // of a special event: from 29 February to 28 February
}

// Explanation is the whole reasoning about an instant.
type Explanation struct {
	At      time.Time // in the plan's zone
	Open    bool
	By      Ref
	Covers  []Cover   // the strongest first
	Next    time.Time // when the state changes
	HasNext bool      // false: not within LookAhead
}

// At tells whether the chat is open at an instant, from the rules as they are written. Compile is for many questions.
func (p Plan) At(at time.Time) Status {
	if !p.Enabled {
		return Status{By: disabled}
	}
	covers := p.covering(at)
	if len(covers) == 0 {
		return Status{By: none}
	}
	return Status{Open: p.State(covers[0].Ref) == Open, By: covers[0].Ref}
}

// Explain gives every schedule that covers the instant, the winner, and why each other one loses. When the service is
// unticked the schedules are listed all the same; none wins.
func (p Plan) Explain(at time.Time) Explanation {
	e := Explanation{At: at.In(p.zone()), By: none, Covers: p.covering(at)}
	switch {
	case !p.Enabled:
		e.By = disabled
	case len(e.Covers) > 0:
		e.By = e.Covers[0].Ref
	}
	e.Open = p.State(e.By) == Open
	for i := range e.Covers {
		if e.Covers[i].Wins = p.Enabled && i == 0; i > 0 {
			_, e.Covers[i].Why = p.compare(e.Covers[0].Ref, e.Covers[i].Ref)
		}
	}
	e.Next, e.HasNext = p.Compile(at, at.Add(time.Second)).NextChange(at)
	return e
}

// covering lists the schedules that cover an instant, the strongest first.
func (p Plan) covering(at time.Time) []Cover {
	at = at.In(p.zone())
	local := LocalOf(at)
	var out []Cover
	for i := range p.Weekly {
		if start, end, ok := p.Weekly[i].covers(local); ok {
			out = append(out, Cover{
				Ref: Ref{ByWeekly, i}, Tail: start.Date() != local.Date(),
				Start: Resolve(start, p.zone(), false), End: Resolve(end, p.zone(), true),
			})
		}
	}
	for i := range p.Special {
		for _, o := range p.Special[i].occurrences(local-MinutesPerDay, local+MinutesPerDay) {
			start, end := Resolve(o.start, p.zone(), false), Resolve(o.end, p.zone(), true)
			if !at.Before(start) && at.Before(end) {
				out = append(out, Cover{Ref: Ref{BySpecial, i}, Start: start, End: end, Moved: o.moved})
				break
			}
		}
	}
	slices.SortFunc(out, func(a, b Cover) int {
		c, _ := p.compare(b.Ref, a.Ref)
		return c
	})
	return out
}

// covers gives the stretch of a weekly schedule that holds a minute of the wall clock.
func (w *Weekly) covers(at Local) (start, end Local, ok bool) {
	if w.Type.order() < 0 {
		return 0, 0, false
	}
	from, to := w.Span.bounds()
	for _, day := range [...]Date{at.Date(), at.Date() - 1} {
		start, end = day.At(from), day.At(to)
		if w.Days.Has(day.Weekday()) && at >= start && at < end {
			return start, end, true
		}
	}
	return 0, 0, false
}
