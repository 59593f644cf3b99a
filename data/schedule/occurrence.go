package schedule

import (
	"slices"
	"time"
)

// occurrence is one time that a special event takes place.
type occurrence struct {
	start, end Local
	moved      bool // from 29 February to 28 February
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func isLeapDay(d Date) bool {
	_, month, day := d.Civil()
	return month == time.February && day == 29
}

// LeapDay tells whether the event begins on a 29 February: if it comes back each year, it does so on 28 February in the others.
func (s Special) LeapDay() bool { return isLeapDay(s.Start.Date()) }

// inYear is the event as it takes place in the year that begins it. The same dates come back, by their first and their last
// minute: an event that ends with 28 February does so in leap years too. 29 February is kept on 28 February in other years.
func (s *Special) inYear(year int) occurrence {
	first, last := s.Start.Date(), (s.End - 1).Date()
	firstYear := first.Year()
	start, movedStart := anniversary(first, year)
	end, movedEnd := anniversary(last, year+last.Year()-firstYear)
	o := occurrence{start: start.At(s.Start.Minute()), end: end.At((s.End - 1).Minute()) + 1, moved: movedStart}
	if movedEnd && first != last {
		o.end = (end + 1).Start() // it held all of 28 February already
	}
	return o
}

// Time is when the event takes place, or will next, as seen from a moment; ok is false for one that is past.
func (s Special) Time(now Local) (start, end Local, ok bool) {
	if soon := s.occurrences(now, now+2*366*MinutesPerDay); len(soon) > 0 {
		return soon[0].start, soon[0].end, true
	}
	return s.Start, s.End, s.Start > now && s.End > s.Start
}

// In lists the times that the event takes place and that touch the dates from the first to the last, both included.
func (s Special) In(first, last Date) (out [][2]Local) {
	for _, o := range s.occurrences(first.Start(), (last + 1).Start()) {
		out = append(out, [2]Local{o.start, o.end})
	}
	return out
}

// anniversary is the same day of another year; moved tells that 29 February became 28 February.
func anniversary(d Date, year int) (_ Date, moved bool) {
	_, month, day := d.Civil()
	if isLeapDay(d) && !isLeap(year) {
		return DateOf(year, time.February, 28), true
	}
	return DateOf(year, month, day), false
}

// occurrences lists the times that the event takes place and that touch [from, to), in order.
func (s *Special) occurrences(from, to Local) []occurrence {
	if s.End <= s.Start {
		return nil
	}
	if !s.Yearly {
		if s.Start >= to || s.End <= from {
			return nil
		}
		return []occurrence{{start: s.Start, end: s.End}}
	}
	first := s.Start.Date().Year()
	length := s.End.Date().Year() - first
	var out []occurrence
	for year := max(first, from.Date().Year()-length-1); year <= to.Date().Year(); year++ {
		if o := s.inYear(year); o.start < to && o.end > from {
			out = append(out, o)
		}
	}
	return out
}

// stroke is one occurrence as it is painted: instants in Unix seconds, and how strong it is among all.
type stroke struct {
	start, end int64
	strength   int32
	by         int32
}

// specialStrengths gives each special event its place by strength, 0 for the weakest.
func specialStrengths(special []Special) []int32 {
	order := make([]int, len(special))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		c, _ := compareSpecial(&special[a], &special[b], a, b)
		return c
	})
	strength := make([]int32, len(special))
	for place, i := range order {
		strength[i] = int32(place)
	}
	return strength
}

// strokes lists what the special events paint in [from, to), Unix seconds, ordered by start.
func (p Plan) strokes(periods []period, from, to int64) []stroke {
	const dayMinutes = MinutesPerDay
	wallFrom, wallTo := Local(floorDiv(from, 60)-dayMinutes), Local(floorDiv(to, 60)+dayMinutes)
	strength := specialStrengths(p.Special)
	var out []stroke
	for i := range p.Special {
		for _, o := range p.Special[i].occurrences(wallFrom, wallTo) {
			start, end := max(resolve(periods, o.start, false), from), min(resolve(periods, o.end, true), to)
			if start < end {
				out = append(out, stroke{start, end, strength[i], int32(len(p.Weekly) + i)})
			}
		}
	}
	slices.SortFunc(out, func(a, b stroke) int { return int(a.start - b.start) })
	return out
}
