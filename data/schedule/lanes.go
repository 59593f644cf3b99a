package schedule

// Block is a stretch of a day in the week grid, minutes after midnight, half-open.
type Block struct {
	Day        int // ISO day in whose column it stands
	Start, End int
	By         Ref
}

// Placed is a weekly schedule's own block in the grid, with the parts where another schedule beats it.
type Placed struct {
	Block
	Tail   bool    // it began the day before
	Beaten []Block // By is the winner
}

// Grid is the usual week, without special events: what the editor draws.
type Grid struct {
	Result []Block  // what wins, by day and minute, without gaps; By is nothing where no schedule covers
	Placed []Placed // every schedule's blocks, by schedule, then day and minute
}

// Grid gives the week as it is painted on the wall clock. The zone and the tick box do not matter.
func (p Plan) Grid() Grid {
	canvas := paintWeek(p.Weekly)
	all := Plan{Enabled: true, Weekly: p.Weekly}
	var g Grid
	for day := 1; day <= 7; day++ {
		g.Result = append(g.Result, all.blocks(canvas, day, 0, MinutesPerDay)...)
	}
	for i := range p.Weekly {
		p.Weekly[i].eachDaySpan(func(began, start, end int) {
			for start < end {
				day := start/MinutesPerDay + 1
				stop := min(end, day*MinutesPerDay)
				from := start - (day-1)*MinutesPerDay
				placed := Placed{
					Block: Block{Day: day, Start: from, End: from + stop - start, By: Ref{ByWeekly, i}},
					Tail:  day != began,
				}
				for _, b := range all.blocks(canvas, day, placed.Start, placed.End) {
					if b.By != placed.By {
						placed.Beaten = append(placed.Beaten, b)
					}
				}
				g.Placed = append(g.Placed, placed)
				start = stop
			}
		})
	}
	return g
}

// blocks cuts a stretch of a day where the winner changes.
func (p Plan) blocks(canvas []int32, day, start, end int) []Block {
	var out []Block
	base := (day - 1) * MinutesPerDay
	for m := start; m < end; m++ {
		by := p.ref(canvas[base+m])
		if n := len(out); n > 0 && out[n-1].By == by {
			out[n-1].End = m + 1
			continue
		}
		out = append(out, Block{Day: day, Start: m, End: m + 1, By: by})
	}
	return out
}

// OpenBlocks lists the open stretches of the usual week. Touching ones of several winners are one.
func (p Plan) OpenBlocks() []Block {
	var out []Block
	for _, b := range p.Grid().Result {
		if p.State(b.By) != Open {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Day == b.Day && out[n-1].End == b.Start {
			out[n-1].End = b.End
			continue
		}
		out = append(out, b)
	}
	return out
}
