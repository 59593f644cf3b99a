package schedule

import "slices"

// nobody is the index of the winner where no schedule covers a minute.
const nobody = -1

// change is where another schedule begins to win. at is a minute of the week, or Unix seconds on a timeline.
type change struct {
	at int64
	by int32 // weekly schedules first, then special events; nobody for none
}

// weeklyOrder lists the indexes of the weekly schedules, the weakest first: the order in which they paint.
func weeklyOrder(weekly []Weekly) []int {
	order := make([]int, 0, len(weekly))
	for i := range weekly {
		if weekly[i].Type.order() >= 0 {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		c, _ := compareWeekly(&weekly[a], &weekly[b], a, b)
		return c
	})
	return order
}

// eachDaySpan visits the stretches of a schedule in minutes of the week. A tail past Sunday midnight is given as a stretch
// of its own at the week's start. day is the ISO day on which the stretch's span began.
func (w *Weekly) eachDaySpan(visit func(day, start, end int)) {
	from, to := w.Span.bounds()
	for day := 1; day <= 7; day++ {
		if !w.Days.Has(day) || to <= from {
			continue
		}
		midnight := (day - 1) * MinutesPerDay
		start, end := midnight+from, midnight+to
		visit(day, start, min(end, MinutesPerWeek))
		if end > MinutesPerWeek {
			visit(day, 0, end-MinutesPerWeek)
		}
	}
}

// paintWeek gives the winner of each minute of the week.
func paintWeek(weekly []Weekly) []int32 {
	canvas := make([]int32, MinutesPerWeek)
	for i := range canvas {
		canvas[i] = nobody
	}
	for _, i := range weeklyOrder(weekly) {
		weekly[i].eachDaySpan(func(_, start, end int) {
			stretch := canvas[start:end]
			for m := range stretch {
				stretch[m] = int32(i)
			}
		})
	}
	return canvas
}

// weekChanges lists where the winner changes in the week. The first change is at minute 0.
func weekChanges(weekly []Weekly) []change {
	canvas := paintWeek(weekly)
	out := []change{{0, canvas[0]}}
	last := canvas[0]
	for m, by := range canvas {
		if by != last {
			out, last = append(out, change{int64(m), by}), by
		}
	}
	return out
}
