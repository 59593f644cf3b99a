package schedulepage

import (
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/schedule"
)

// Sizes of a month, in Fyne units at 100 %.
const (
	leastMonth = 164
	monthGap   = 16
	yearWeeks  = 6  // rows that a month may need
	mostDay    = 30 // height of a day
	barRoom    = 10 // at the right, for the scroll bar
)

// yearPlan is where the months are, for a width.
type yearPlan struct {
	columns      int
	month        float32 // width of a month
	day, row     float32 // width and height of a day
	title, heads float32 // heights of the lines above the days
	gap          float32
}

// plan places the months in columns that leave no row with fewer of them.
func (g *yearGrid) plan(width float32) yearPlan {
	width -= unit(barRoom)
	p := yearPlan{columns: 1, gap: unit(monthGap), title: textSize() * 1.9, heads: textSize() * 1.6}
	for _, n := range []int{2, 3, 4, 6} {
		if (width-float32(n-1)*p.gap)/float32(n) >= unit(leastMonth) {
			p.columns = n
		}
	}
	p.month = (width - float32(p.columns-1)*p.gap) / float32(p.columns)
	p.day = p.month / 7
	p.row = min(max(p.day*0.8, textSize()*1.7), unit(mostDay))
	return p
}

// high is the height of a month with the room under it.
func (p yearPlan) high() float32 { return p.title + p.heads + yearWeeks*p.row + p.gap }

// HeightFor is that of all months.
func (g *yearGrid) HeightFor(width float32) float32 {
	p := g.plan(width)
	return p.high() * float32((12+p.columns-1)/p.columns)
}

// corner is the upper left corner of a month.
func (p yearPlan) corner(month time.Month) fyne.Position {
	column, row := int(month-1)%p.columns, int(month-1)/p.columns
	return fyne.NewPos(float32(column)*(p.month+p.gap), float32(row)*p.high())
}

// place is the upper left corner of a date.
func (p yearPlan) place(date schedule.Date) fyne.Position {
	year, month, day := date.Civil()
	before := schedule.DateOf(year, month, 1).Weekday() - 1
	at := p.corner(month)
	return at.AddXY(float32(date.Weekday()-1)*p.day, p.title+p.heads+float32((before+day-1)/7)*p.row)
}

// dateAt is the date under a position.
func (g *yearGrid) dateAt(pos fyne.Position) (schedule.Date, bool) {
	p := g.plan(g.Size().Width)
	for month := time.January; month <= time.December; month++ {
		at := p.corner(month)
		x, y := pos.X-at.X, pos.Y-at.Y-p.title-p.heads
		if x < 0 || x >= p.month || y < 0 || y >= yearWeeks*p.row {
			continue
		}
		first := schedule.DateOf(g.year, month, 1)
		date := first + schedule.Date(int(y/p.row)*7+min(int(x/p.day), 6)-(first.Weekday()-1))
		return date, date >= first && date < schedule.DateOf(g.year, month+1, 1)
	}
	return 0, false
}

// band is the height at which a date stands, from top to bottom.
func (g *yearGrid) band(date schedule.Date) (top, bottom float32) {
	p := g.plan(g.Size().Width)
	y := p.place(date).Y
	return y, y + p.row
}
