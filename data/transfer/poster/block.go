package poster

import (
	"slices"
	"strings"
	"time"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/data/transfer"
	"pupitre/i18n"
)

// horizon is how many days of special events are told.
const horizon = 120

// Sizes of type at unit 1, in points, and distances as parts of them.
const (
	titleSize = 12.5
	daySize   = 9.5
	eventSize = 7.5
	dayColumn = 0.36 // of the width
	rowSpace  = 0.52 // above and under the text of a row, in parts of its size
	blockGap  = 0.9  // between parts, in parts of the size of a day
)

// row is one line of a list: what at the left, when at the right.
type row struct {
	what, when string
	muted      bool
}

// block is the hours in one language.
type block struct {
	title, events string // titles; no events, no title
	days          []row
	special       []row
	more          string // how many events are not told, "" for none
	unit, width   float64
}

// told is what a sheet says in one language, before it is laid out.
type told struct {
	p             *i18n.Printer
	days, special []row
}

// tell says the hours in a language. It fails with settings.time_zone_unknown.
func tell(c Content, language i18n.Language) (told, error) {
	t := told{p: i18n.For(language)}
	plan, err := c.Chat.Plan(string(language))
	if err != nil {
		return t, err
	}
	t.days = dayRows(t.p, plan)
	t.special = eventRows(t.p, plan, schedule.LocalOf(c.Now.In(plan.Zone)).Date())
	return t, nil
}

// newBlock is what is told, with so many events at most.
func newBlock(t told, unit, width float64, events int) *block {
	b := &block{title: t.p.T("poster.title"), days: t.days, special: t.special, unit: unit, width: width}
	if n := len(b.special) - events; n > 0 {
		b.special, b.more = b.special[:events], t.p.N("poster.more", n)
	}
	if len(b.special) > 0 {
		b.events = t.p.T("poster.events")
	}
	return b
}

// dayRows is the usual week, a day a line.
func dayRows(p *i18n.Printer, plan schedule.Plan) (rows []row) {
	days := words.ByDay(plan)
	for day := 1; day <= 7; day++ {
		rows = append(rows, row{what: dayName(p, day), when: hours(p, days[day]), muted: len(days[day]) == 0})
	}
	return rows
}

// dayName is the name of an ISO day as it stands at the head of a line: with a capital.
func dayName(p *i18n.Printer, day int) string {
	name := []rune(p.Weekday(time.Weekday(day % 7)))
	return strings.ToUpper(string(name[:1])) + string(name[1:])
}

// hours is the open stretches of a day as people read them on a door.
func hours(p *i18n.Printer, blocks []schedule.Block) string {
	if len(blocks) == 0 {
		return p.T("poster.closed")
	}
	if len(blocks) == 1 && blocks[0].Start == 0 && blocks[0].End == schedule.MinutesPerDay {
		return p.T("poster.all_day")
	}
	parts := make([]string, 0, len(blocks))
	for _, b := range blocks {
		if b.End > schedule.MinutesPerDay {
			parts = append(parts, p.T("poster.span_overnight", "Start", words.Minute(p, b.Start), "End", words.Minute(p, b.End-schedule.MinutesPerDay)))
			continue
		}
		parts = append(parts, p.T("poster.span", "Start", words.Minute(p, b.Start), "End", words.Minute(p, b.End)))
	}
	return p.List(parts...)
}

// eventRows is the dates to come whose hours are not the usual ones; dates in a row that say the same are one line.
func eventRows(p *i18n.Printer, plan schedule.Plan, today schedule.Date) (rows []row) {
	var first, last schedule.Date
	for _, e := range transfer.Exceptions(plan, today, today+horizon) {
		when := p.T("poster.event", "Hours", hours(p, e.Open), "Names", names(p, plan, e.Special))
		if n := len(rows); n > 0 && e.Date == last+1 && rows[n-1].when == when {
			last = e.Date
			rows[n-1].what = p.T("poster.dates", "First", p.Date(first.Start().Wall()), "Last", p.Date(last.Start().Wall()))
			continue
		}
		first, last = e.Date, e.Date
		rows = append(rows, row{what: p.Date(e.Date.Start().Wall()), when: when})
	}
	return rows
}

func names(p *i18n.Printer, plan schedule.Plan, special []int) string {
	var out []string
	for _, i := range special {
		if name := plan.Special[i].Name(string(p.Language())); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return p.List(out...)
}

// lay puts the block at a place, and gives its height in points.
func (b *block) lay(x, y float64) (items []item, height float64) {
	top := y
	title := titleSize * b.unit
	for _, text := range wrap(b.title, true, title, b.width) {
		items = append(items, item{x: x, y: y + title*ascent, text: text, bold: true, size: title, colour: ink})
		y += title * leading
	}
	y += title * 0.35
	rows := func(list []row, size float64) {
		for i, r := range list {
			if i > 0 {
				items = append(items, item{x: x, y: y, w: b.width, h: 0.6, colour: line})
			}
			laid, h := b.row(r, size, x, y)
			items, y = append(items, laid...), y+h
		}
	}
	rows(b.days, daySize*b.unit)
	if len(b.special) > 0 {
		y += daySize * b.unit * blockGap
		size := eventSize * b.unit
		items = append(items, item{x: x, y: y + size*1.15*ascent, text: b.events, bold: true, size: size * 1.15, colour: ink})
		y += size * 1.15 * leading
		rows(b.special, size)
		if b.more != "" {
			items = append(items, item{x: x, y: y + size*ascent, text: b.more, size: size, colour: muted})
			y += size * leading
		}
	}
	return items, y - top
}

// cuts tells whether a word is wider than its column.
func (b *block) cuts() bool {
	column := b.width * dayColumn
	cut := func(rows []row, size float64) bool {
		return slices.ContainsFunc(rows, func(r row) bool {
			return widestWord(r.what, true, size) > column-size || widestWord(r.when, false, size) > b.width-column
		})
	}
	return widestWord(b.title, true, titleSize*b.unit) > b.width || cut(b.days, daySize*b.unit) || cut(b.special, eventSize*b.unit)
}

// row puts one line of a list at a place, and gives its height.
func (b *block) row(r row, size, x, y float64) (items []item, height float64) {
	column := b.width * dayColumn
	pad := size * rowSpace / 2
	what := wrap(r.what, true, size, column-size)
	when := wrap(r.when, false, size, b.width-column)
	for n, text := range what {
		items = append(items, item{x: x, y: y + pad + size*(ascent+float64(n)*leading), text: text, bold: true, size: size, colour: ink})
	}
	colour := ink
	if r.muted {
		colour = muted
	}
	for n, text := range when {
		items = append(items, item{x: x + column, y: y + pad + size*(ascent+float64(n)*leading), text: text, size: size, colour: colour})
	}
	return items, 2*pad + float64(max(len(what), len(when)))*size*leading
}
