package schedulepage

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/ui/look"
)

// Widths of the picture, in Fyne units at 100 %.
const (
	laneWidth = 10 // what wins, at the right of each day
	indent    = 7  // of a block that lies over another
	edgeReach = 5  // from the edge of a block that takes it
	maxDepth  = 3
)

// box is a block as it is drawn.
type box struct {
	schedule.Placed
	depth int // how many blocks it lies over, maxDepth at most
}

// place puts the blocks over each other, the weakest first.
func (g *weekGrid) place() {
	g.boxes = g.boxes[:0]
	for _, i := range slices.Backward(g.order) {
		for _, placed := range g.grid.Placed {
			if placed.By.Index == i {
				g.boxes = append(g.boxes, box{Placed: placed, depth: g.depthOf(placed)})
			}
		}
	}
}

func (g *weekGrid) depthOf(p schedule.Placed) (depth int) {
	for _, under := range g.boxes {
		if under.Day == p.Day && under.Start < p.End && p.Start < under.End && under.By != p.By {
			depth = max(depth, under.depth+1)
		}
	}
	return min(depth, maxDepth)
}

// unit is a width of ours at the size of the interface.
func unit(at100 float32) float32 { return at100 * look.Size(look.Space8) / 8 }

// textSize is that of the texts in the picture.
func textSize() float32 { return look.Size(theme.SizeNameCaptionText) * 0.9 }

// gutter is the room at the left for the hours, as wide as the longest.
func (g *weekGrid) gutter() float32 {
	if size := textSize(); size != g.gutterSize {
		g.gutterSize, g.gutterWidth = size, 0
		for hour := range 24 {
			g.gutterWidth = max(g.gutterWidth, fyne.MeasureText(words.Minute(g.p, hour*60), size, fyne.TextStyle{}).Width)
		}
	}
	return g.gutterWidth + unit(10)
}

// hour is the height of an hour.
func (g *weekGrid) hour() float32 { return unit(zooms[g.zoom]) }

// top is the room above midnight for the text of the first hour.
func (g *weekGrid) top() float32 { return look.Size(theme.SizeNameCaptionText) * 0.7 }

func (g *weekGrid) y(minute int) float32 { return g.top() + float32(minute)*g.hour()/60 }

func (g *weekGrid) dayWidth() float32 { return (g.Size().Width - g.gutter()) / 7 }

func (g *weekGrid) x(day int) float32 { return g.gutter() + float32(day-1)*g.dayWidth() }

// at is the minute under a position, in bounds; minutes are not rounded.
func (g *weekGrid) at(pos fyne.Position) mark {
	day := 1
	if w := g.dayWidth(); w > 0 {
		day = int((pos.X-g.gutter())/w) + 1
	}
	minute := int((pos.Y - g.top()) * 60 / g.hour())
	return mark{min(max(day, 1), 7), min(max(minute, 0), schedule.MinutesPerDay-1)}
}

// inside tells whether a position is in a day.
func (g *weekGrid) inside(pos fyne.Position) bool {
	return pos.X >= g.gutter() && pos.X < g.Size().Width && pos.Y >= g.top() && pos.Y < g.y(schedule.MinutesPerDay)
}

// frame is where a block is drawn.
func (g *weekGrid) frame(b box) (pos fyne.Position, size fyne.Size) {
	left := g.x(b.Day) + 1 + float32(b.depth)*unit(indent)
	right := g.x(b.Day) + g.dayWidth() - unit(laneWidth) - 1
	return fyne.NewPos(left, g.y(b.Start)), fyne.NewSize(max(right-left, 2), g.y(b.End)-g.y(b.Start))
}

// find is the block under a position and what a hand would do to it there; ok is false where there is none.
func (g *weekGrid) find(pos fyne.Position) (found box, op handOp, ok bool) {
	if !g.inside(pos) {
		return box{}, handIdle, false
	}
	reach := unit(edgeReach)
	for _, b := range slices.Backward(g.boxes) {
		at, size := g.frame(b)
		if pos.X < at.X || pos.X > at.X+size.Width || pos.Y < at.Y-reach/2 || pos.Y > at.Y+size.Height+reach/2 {
			continue
		}
		near := min(reach, size.Height/4)
		switch {
		case pos.Y-at.Y < near && !b.Tail:
			return b, handStart, true
		case at.Y+size.Height-pos.Y < near && g.endsHere(b):
			return b, handEnd, true
		}
		return b, handMove, true
	}
	return box{}, handDraw, true
}

// endsHere tells that the span of a block ends in its column, rather than at midnight on the way to the next day.
func (g *weekGrid) endsHere(b box) bool {
	_, end := bounds(g.shown[b.By.Index].Span)
	return b.Tail || end <= schedule.MinutesPerDay
}

// boxAt is the strongest block that covers a minute.
func (g *weekGrid) boxAt(at mark) (box, bool) {
	for _, b := range slices.Backward(g.boxes) {
		if b.Day == at.day && at.minute >= b.Start && at.minute < b.End {
			return b, true
		}
	}
	return box{}, false
}

// began is the ISO day on which the span of a block began.
func began(b box) int {
	if b.Tail {
		return (b.Day+5)%7 + 1
	}
	return b.Day
}
