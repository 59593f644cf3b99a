package schedule

import "slices"

// CloseUntil is the event that closes the chat from one moment to another and then ends by itself. Its rank is above that
// of every event that it meets, so that it wins; id, names and state are the caller's to fill. It fails as CheckEventSpan.
func CloseUntil(events []Special, from, until Local) (Special, error) {
	s := Special{State: Closed, Start: from, End: until}
	if err := CheckEventSpan(from, until); err != nil {
		return s, err
	}
	for i := range events {
		if len(events[i].occurrences(from, until)) > 0 && events[i].Rank >= s.Rank && events[i].Rank < MaxRank {
			s.Rank = events[i].Rank + 1
		}
	}
	return s, nil
}

// CopySet copies the schedules of one language for the other: newID makes the id of each copy, and lunch breaks belong to
// the copies of their parents. Names stay: they are the person's to translate.
func CopySet(weekly []Weekly, newID func() string) []Weekly {
	ids := make(map[string]string, len(weekly))
	out := make([]Weekly, len(weekly))
	for i, w := range weekly {
		copied := newID()
		ids[w.ID] = copied
		out[i] = w
		out[i].ID = copied
	}
	for i := range out {
		out[i].Parent = ids[out[i].Parent] // "" for a parent of no id, or none
	}
	return out
}

// Move gives the ranks that put a schedule at another place among those of its type, the strongest first: the order that a
// person sees and drags. It returns the schedules whose rank changes, by index, and leaves the list as it is. Places out of
// bounds are moved to the ends.
func Move(weekly []Weekly, index, place int) map[int]int {
	var order []int // indexes of the type, the strongest first
	for _, i := range weeklyOrder(weekly) {
		if weekly[i].Type == weekly[index].Type && i != index {
			order = append([]int{i}, order...)
		}
	}
	place = min(max(place, 0), len(order))
	order = append(order[:place], append([]int{index}, order[place:]...)...)
	changed := map[int]int{}
	for at, i := range order {
		if rank := len(order) - 1 - at; weekly[i].Rank != rank {
			changed[i] = rank
		}
	}
	return changed
}

// StrongestFirst lists the indexes of the schedules in the order in which they win: the list that a person sees.
func StrongestFirst(weekly []Weekly) []int {
	order := weeklyOrder(weekly)
	slices.Reverse(order)
	return order
}
