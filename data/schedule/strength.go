package schedule

import "cmp"

// Why says why one schedule beats another.
type Why string

// The reasons, in the order in which they are tried.
const (
	WhySpecial Why = "special" // a special event beats every weekly schedule
	WhyType    Why = "type"    // lunch breaks paint over working hours, weekends over both
	WhyRank    Why = "rank"    // the order set by hand
	WhyDated   Why = "dated"   // an event with a year beats one that comes back each year
	WhyShorter Why = "shorter" // of two events, the shorter
	WhyClosed  Why = "closed"  // closed beats open
	WhyListed  Why = "listed"  // all else equal, the last of the list
)

// compareWeekly orders two weekly schedules by strength: above 0 when a wins. Indexes are their places in the list.
func compareWeekly(a, b *Weekly, indexA, indexB int) (int, Why) {
	if c := cmp.Compare(a.Type.order(), b.Type.order()); c != 0 {
		return c, WhyType
	}
	if c := cmp.Compare(a.Rank, b.Rank); c != 0 {
		return c, WhyRank
	}
	return compareState(a.State, b.State, indexA, indexB)
}

// compareSpecial orders two special events by strength: above 0 when a wins.
func compareSpecial(a, b *Special, indexA, indexB int) (int, Why) {
	if c := cmp.Compare(a.Rank, b.Rank); c != 0 {
		return c, WhyRank
	}
	if a.Yearly != b.Yearly {
		if b.Yearly {
			return 1, WhyDated
		}
		return -1, WhyDated
	}
	if c := cmp.Compare(b.Minutes(), a.Minutes()); c != 0 {
		return c, WhyShorter
	}
	return compareState(a.State, b.State, indexA, indexB)
}

func compareState(a, b State, indexA, indexB int) (int, Why) {
	if a != b {
		if a == Closed {
			return 1, WhyClosed
		}
		return -1, WhyClosed
	}
	return cmp.Compare(indexA, indexB), WhyListed
}

// compare orders two schedules of the plan by strength: above 0 when a wins.
func (p Plan) compare(a, b Ref) (int, Why) {
	if a.Kind != b.Kind {
		if a.Kind == BySpecial {
			return 1, WhySpecial
		}
		return -1, WhySpecial
	}
	if a.Kind == BySpecial {
		return compareSpecial(&p.Special[a.Index], &p.Special[b.Index], a.Index, b.Index)
	}
	return compareWeekly(&p.Weekly[a.Index], &p.Weekly[b.Index], a.Index, b.Index)
}
