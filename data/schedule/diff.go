package schedule

import "time"

// DayChange is a date on which two plans differ.
type DayChange struct {
	Date           Date
	Opened, Closed int // minutes that become open, and that become closed
}

// Difference is what changes between two plans.
type Difference struct {
	Opened, Closed int // minutes, over all
	Days           []DayChange
}

// None tells whether no minute changes.
func (d Difference) None() bool { return d.Opened == 0 && d.Closed == 0 }

// Compare tells which minutes of [from, to) another plan opens and closes. Dates are those of the other plan's zone.
func (p Plan) Compare(other Plan, from, to time.Time) Difference {
	var d Difference
	if !from.Before(to) {
		return d
	}
	before, after := p.paint(from.Unix(), to.Unix()), other.paint(from.Unix(), to.Unix())
	for i, j, at := 0, 0, from.Unix(); at < to.Unix(); {
		end := to.Unix()
		if i+1 < len(before) {
			end = min(end, before[i+1].at)
		}
		if j+1 < len(after) {
			end = min(end, after[j+1].at)
		}
		was, is := p.State(p.ref(before[i].by)), other.State(other.ref(after[j].by))
		if was != is {
			d.add(other.zone(), at, end, is == Open)
		}
		at = end
		if i+1 < len(before) && before[i+1].at == at {
			i++
		}
		if j+1 < len(after) && after[j+1].at == at {
			j++
		}
	}
	return d
}

// add notes a stretch that changed, date by date.
func (d *Difference) add(zone *time.Location, start, end int64, opened bool) {
	for start < end {
		date := LocalOf(time.Unix(start, 0).In(zone)).Date()
		// the last pass of midnight: where the clock goes back over it, the next date begins twice
		stop := min(end, Resolve((date+1).Start(), zone, true).Unix())
		minutes := int(stop-start) / 60
		if n := len(d.Days); n == 0 || d.Days[n-1].Date != date {
			d.Days = append(d.Days, DayChange{Date: date})
		}
		day := &d.Days[len(d.Days)-1]
		if opened {
			d.Opened += minutes
			day.Opened += minutes
		} else {
			d.Closed += minutes
			day.Closed += minutes
		}
		start = stop
	}
}

// NextTwelveMonths is the window in which a change is shown before it is saved: from now to the same day a year later.
func NextTwelveMonths(now time.Time, zone *time.Location) (from, to time.Time) {
	year, month, day := LocalOf(now.In(zone)).Date().Civil()
	return now, StartOf(DateOf(year+1, month, day), zone)
}
