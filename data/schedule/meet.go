package schedule

import "slices"

// leapCycle is how many years a yearly event is held against others: after so many, weekdays aside, all comes again.
const leapCycle = 29

// Meeting lists the events that take place while another one does, that one included, by index and the strongest first: the
// order that a person sees and changes. A yearly event is held against 29 years of the others.
func Meeting(events []Special, index int) []int {
	mine := &events[index]
	window := mine.End
	if mine.Yearly {
		window = DateOf(mine.Start.Date().Year()+leapCycle, 1, 1).Start()
	}
	times := mine.occurrences(mine.Start, window)
	meets := func(i int) bool {
		return i == index || slices.ContainsFunc(times, func(o occurrence) bool { return len(events[i].occurrences(o.start, o.end)) > 0 })
	}
	var out []int
	for i := range events {
		if meets(i) {
			out = append(out, i)
		}
	}
	sortEvents(events, out)
	return out
}

// StrongestEvents lists the indexes of events in the order in which they win.
func StrongestEvents(events []Special) []int {
	out := make([]int, len(events))
	for i := range out {
		out[i] = i
	}
	sortEvents(events, out)
	return out
}

func sortEvents(events []Special, indexes []int) {
	slices.SortFunc(indexes, func(a, b int) int {
		c, _ := compareSpecial(&events[b], &events[a], b, a)
		return c
	})
}

// MoveEvent gives the ranks that put one of the events that meet (Meeting) at another place among them, 0 being the
// strongest. It returns the events whose rank changes, by index: as few as the other rules of strength let it.
func MoveEvent(events []Special, meeting []int, index, place int) map[int]int {
	order := slices.DeleteFunc(slices.Clone(meeting), func(i int) bool { return i == index })
	order = slices.Insert(order, min(max(place, 0), len(order)), index)
	slices.Reverse(order) // the weakest first
	ranked := slices.Clone(events)
	if at := slices.Index(order, index); at > 0 {
		ranked[index].Rank = ranked[order[at-1]].Rank
	} else if len(order) > 1 {
		ranked[index].Rank = ranked[order[1]].Rank
		if beats(ranked, index, order[1]) {
			ranked[index].Rank--
		}
	}
	for at := 1; at < len(order); at++ {
		if under := order[at-1]; !beats(ranked, order[at], under) {
			ranked[order[at]].Rank = ranked[under].Rank
			if !beats(ranked, order[at], under) {
				ranked[order[at]].Rank++
			}
		}
	}
	if ranked[order[0]].Rank < -MaxRank || ranked[order[len(order)-1]].Rank > MaxRank {
		for at, i := range order { // no room at an end: all anew
			ranked[i].Rank = at
		}
	}
	changed := map[int]int{}
	for _, i := range order {
		if ranked[i].Rank != events[i].Rank {
			changed[i] = ranked[i].Rank
		}
	}
	return changed
}

// beats tells whether an event wins over another one where both take place.
func beats(events []Special, a, b int) bool {
	c, _ := compareSpecial(&events[a], &events[b], a, b)
	return c > 0
}
