package schedule

import "time"

// Timeline is a plan compiled for a window: questions about its instants are answered without allocation. It is immutable
// and safe for concurrent use.
type Timeline struct {
	plan           Plan
	from, to, last int64    // Unix seconds; changes are known until last
	changes        []change // of the winner, the first at from
	says           []Status // by winner, nobody first
	flips          []int32  // by change: the next one with another state, len(changes) for none
}

// Status is whether the chat is open, and what decided.
type Status struct {
	Open bool
	By   Ref
}

// Compile prepares the answers about [from, to), and looks LookAhead further for NextChange.
func (p Plan) Compile(from, to time.Time) *Timeline {
	t := &Timeline{plan: p, from: from.Unix(), to: to.Unix()}
	t.last = max(t.to, t.from) + int64(LookAhead/time.Second)
	t.changes, t.says = p.paint(t.from, t.last), p.statuses()
	t.flips = make([]int32, len(t.changes))
	flip := int32(len(t.changes))
	for i := len(t.changes) - 1; i >= 0; i-- {
		if i+1 < len(t.changes) && t.at(i+1).Open != t.at(i).Open {
			flip = int32(i + 1)
		}
		t.flips[i] = flip
	}
	return t
}

// statuses lists what each winner of a change means, from nobody on.
func (p Plan) statuses() []Status {
	out := make([]Status, 0, 1+len(p.Weekly)+len(p.Special))
	for by := int32(nobody); int(by) < len(p.Weekly)+len(p.Special); by++ {
		ref := p.ref(by)
		out = append(out, Status{Open: p.State(ref) == Open, By: ref})
	}
	return out
}

// Covers tells whether t lies in the window.
func (t *Timeline) Covers(at time.Time) bool { return at.Unix() >= t.from && at.Unix() < t.to }

// Plan is what the timeline was compiled from.
func (t *Timeline) Plan() Plan { return t.plan }

// at is what a change says.
func (t *Timeline) at(change int) Status { return t.says[t.changes[change].by+1] }

// find is the place of the change that is in force at an instant of the window.
func (t *Timeline) find(at int64) int {
	low, high := 0, len(t.changes)
	for low < high {
		if middle := int(uint(low+high) >> 1); t.changes[middle].at > at {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low - 1
}

// Status tells whether the chat is open. An instant outside the window is answered as well, more slowly.
func (t *Timeline) Status(at time.Time) Status {
	if !t.Covers(at) {
		return t.plan.At(at)
	}
	return t.at(t.find(at.Unix()))
}

// NextChange is the next instant, in the plan's zone, at which the chat opens or closes; ok is false when there is none
// within LookAhead.
func (t *Timeline) NextChange(at time.Time) (next time.Time, ok bool) {
	if !t.Covers(at) {
		return t.plan.Compile(at, at.Add(time.Second)).NextChange(at)
	}
	flip := int(t.flips[t.find(at.Unix())])
	if flip == len(t.changes) || t.changes[flip].at > at.Unix()+int64(LookAhead/time.Second) {
		return time.Time{}, false
	}
	return time.Unix(t.changes[flip].at, 0).In(t.plan.zone()), true
}

// Interval is a stretch of time with one winner, half-open.
type Interval struct {
	Start, End time.Time // in the plan's zone
	Status
}

// Minutes is how long the interval really lasts.
func (i Interval) Minutes() int { return int(i.End.Sub(i.Start) / time.Minute) }

// Intervals lists what wins in [from, to), open or closed, in order and without gaps. Touching stretches of one winner are
// one.
func (p Plan) Intervals(from, to time.Time) []Interval {
	if !from.Before(to) {
		return nil
	}
	changes := p.paint(from.Unix(), to.Unix())
	out := make([]Interval, 0, len(changes))
	for i, c := range changes {
		end := to
		if i+1 < len(changes) {
			end = time.Unix(changes[i+1].at, 0)
		}
		by := p.ref(c.by)
		out = append(out, Interval{
			Start: time.Unix(c.at, 0).In(p.zone()), End: end.In(p.zone()),
			Status: Status{Open: p.State(by) == Open, By: by},
		})
	}
	return out
}

// OpenIntervals lists the open stretches of [from, to), in order. Touching stretches of one winner are one.
func (p Plan) OpenIntervals(from, to time.Time) []Interval {
	var out []Interval
	for _, i := range p.Intervals(from, to) {
		if i.Open {
			out = append(out, i)
		}
	}
	return out
}
