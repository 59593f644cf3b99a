package schedule

import (
	"container/heap"
	"slices"
	"sort"
	"time"
)

// LookAhead is how far NextChange looks.
const LookAhead = 400 * 24 * time.Hour

// active holds the strokes that are being painted, the strongest on top.
type active []stroke

func (a active) Len() int           { return len(a) }
func (a active) Less(i, j int) bool { return a[i].strength > a[j].strength }
func (a active) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a *active) Push(x any)        { *a = append(*a, x.(stroke)) }
func (a *active) Pop() any {
	last := len(*a) - 1
	x := (*a)[last]
	*a = (*a)[:last]
	return x
}

// paintStrokes gives where the winner changes among strokes that are ordered by start.
func paintStrokes(strokes []stroke) []change {
	edges := make([]int64, 0, 2*len(strokes))
	for _, s := range strokes {
		edges = append(edges, s.start, s.end)
	}
	slices.Sort(edges)
	var out []change
	var on active
	next := 0
	for _, at := range slices.Compact(edges) {
		for ; next < len(strokes) && strokes[next].start == at; next++ {
			heap.Push(&on, strokes[next])
		}
		for len(on) > 0 && on[0].end <= at {
			heap.Pop(&on)
		}
		by := int32(nobody)
		if len(on) > 0 {
			by = on[0].by
		}
		out = appendChange(out, change{at, by})
	}
	return out
}

// appendChange leaves out a change that changes nothing.
func appendChange(list []change, c change) []change {
	if n := len(list); n > 0 {
		if list[n-1].by == c.by {
			return list
		}
		if list[n-1].at == c.at {
			list[n-1].by = c.by
			if n > 1 && list[n-2].by == c.by {
				return list[:n-1]
			}
			return list
		}
	}
	return append(list, c)
}

// projectWeek repeats the week over [from, to): in each period of the zone the wall clock runs with the instants.
func projectWeek(week []change, periods []period, from, to int64) []change {
	out := make([]change, 0, int(to-from)/(60*MinutesPerWeek)*len(week)+len(week)+len(periods)+2)
	for _, p := range periods {
		start, end := max(p.start, from), min(p.end, to)
		if start >= end {
			continue
		}
		out = projectPeriod(out, week, period{start, end, p.offset})
	}
	return out
}

func projectPeriod(out, week []change, p period) []change {
	const weekSeconds, monday = MinutesPerWeek * 60, 3 * MinutesPerDay * 60 // 1 January 1970 was a Thursday
	position := floorMod(p.start+p.offset+monday, weekSeconds)
	base := p.start - position // the instant of the week's Monday 0:00, by this period's offset
	i := sort.Search(len(week), func(i int) bool { return week[i].at*60 > position }) - 1
	out = appendChange(out, change{p.start, week[i].by})
	if len(week) == 1 {
		return out
	}
	for {
		if i++; i == len(week) {
			i, base = 0, base+weekSeconds
		}
		at := base + week[i].at*60
		if at >= p.end {
			return out
		}
		out = appendChange(out, change{at, week[i].by})
	}
}

// overlay puts the painted special events over the weekly schedules. Both are ordered; base begins at the window's start.
func overlay(base, over []change) []change {
	if len(over) == 0 {
		return base
	}
	out := make([]change, 0, len(base)+len(over))
	below, above := int32(nobody), int32(nobody)
	for i, j := 0, 0; i < len(base) || j < len(over); {
		var at int64
		if j == len(over) || (i < len(base) && base[i].at <= over[j].at) {
			at, below = base[i].at, base[i].by
			i++
		} else {
			at, above = over[j].at, over[j].by
			j++
		}
		by := above
		if by == nobody {
			by = below
		}
		out = appendChange(out, change{at, by})
	}
	return out
}

// paint gives the changes of the winner in [from, to), Unix seconds. The first is at from.
func (p Plan) paint(from, to int64) []change {
	if !p.Enabled || from >= to {
		return []change{{from, nobody}}
	}
	periods := periodsOf(p.zone(), from, to)
	base := projectWeek(weekChanges(p.Weekly), periods, from, to)
	changes := overlay(base, paintStrokes(p.strokes(periods, from, to)))
	if last := len(changes) - 1; changes[last].at >= to { // where an event ends with the window
		changes = changes[:last]
	}
	return changes
}

// ref names the schedule of an index of a change.
func (p Plan) ref(by int32) Ref {
	switch {
	case by >= 0 && int(by) < len(p.Weekly):
		return Ref{ByWeekly, int(by)}
	case by >= 0:
		return Ref{BySpecial, int(by) - len(p.Weekly)}
	case !p.Enabled:
		return disabled
	}
	return none
}
