package schedule

import (
	"time"
	_ "time/tzdata" // zones must not depend on the computer's own tables
)

// period is a stretch in which a zone keeps one offset. All are Unix seconds; wall clock = instant + offset.
type period struct{ start, end, offset int64 }

// margin is how far around a window the periods are listed, so that every local time of the window is resolved by what
// really surrounds it. Offsets lie within 16 hours.
const margin = 2 * 24 * 60 * 60

// periodsOf lists the periods of a zone that touch [from-margin, to+margin), in order.
func periodsOf(zone *time.Location, from, to int64) []period {
	from, to = from-margin, to+margin
	var out []period
	for at := from; at < to; {
		t := time.Unix(at, 0).In(zone)
		_, offset := t.Zone()
		_, end := t.ZoneBounds()
		p := period{start: at, end: to, offset: int64(offset)}
		if !end.IsZero() && end.Unix() < to {
			p.end = end.Unix()
		}
		out = append(out, p)
		at = p.end
	}
	return out
}

// resolve turns a local time into an instant. A local time that the clock skips is the first instant after the gap; of one
// that comes twice, the first pass, or the second with last. What lies outside the periods is moved to their ends.
// time.Date would give 1:30 for 2:30 in the spring gap of Toronto.
func resolve(periods []period, l Local, last bool) int64 {
	wall := int64(l) * 60
	found, result := false, int64(0)
	for _, p := range periods {
		instant := wall - p.offset
		switch {
		case instant >= p.end:
			continue
		case instant >= p.start:
			if !last {
				return instant
			}
			found, result = true, instant
		case !found:
			return p.start
		}
	}
	if found {
		return result
	}
	return periods[len(periods)-1].end
}

// Resolve is the instant of a local time in a zone: the first instant after the gap for a time that the clock skips; of a
// time that comes twice the first pass, or the second with last (the rule for ends).
func Resolve(l Local, zone *time.Location, last bool) time.Time {
	around := int64(l) * 60
	return time.Unix(resolve(periodsOf(zone, around, around+1), l, last), 0).In(zone)
}
