package schedule

import "time"

// Day sums up a date of the calendar, for the year view.
type Day struct {
	Date        Date
	OpenMinutes int   // minutes that really pass while the chat is open
	Minutes     int   // how long the date really is: 1380 or 1500 when the clock changes
	Special     []int // indexes of the events that win a minute of it, in the order of time
}

// StartOf is the first instant of a date in a zone.
func StartOf(d Date, zone *time.Location) time.Time { return Resolve(d.Start(), zone, false) }

// Coverage sums up the dates from the first to the last, both included.
func (p Plan) Coverage(first, last Date) []Day {
	if last < first {
		return nil
	}
	periods := periodsOf(p.zone(), int64(first.Start())*60, int64((last+1).Start())*60)
	days := make([]Day, 0, int(last-first)+1)
	starts := make([]int64, 0, cap(days)+1)
	for d := first; d <= last+1; d++ {
		starts = append(starts, resolve(periods, d.Start(), false))
	}
	changes := p.paint(starts[0], starts[len(starts)-1])
	i := 0
	for n := range starts[:len(starts)-1] {
		day := Day{Date: first + Date(n), Minutes: int(starts[n+1]-starts[n]) / 60}
		for i+1 < len(changes) && changes[i+1].at <= starts[n] {
			i++
		}
		for j := i; j < len(changes) && changes[j].at < starts[n+1]; j++ {
			end := starts[n+1]
			if j+1 < len(changes) {
				end = min(end, changes[j+1].at)
			}
			p.count(&day, changes[j].by, end-max(changes[j].at, starts[n]))
		}
		days = append(days, day)
	}
	return days
}

// count adds a stretch of seconds to a day.
func (p Plan) count(day *Day, by int32, seconds int64) {
	ref := p.ref(by)
	if p.State(ref) == Open {
		day.OpenMinutes += int(seconds / 60)
	}
	if ref.Kind == BySpecial {
		for _, known := range day.Special {
			if known == ref.Index {
				return
			}
		}
		day.Special = append(day.Special, ref.Index)
	}
}
