package schedulepage

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"pupitre/data/schedule"
	"pupitre/i18n"
	"pupitre/ui/task"
)

// Steps of a hand, in minutes: dragging, and with Alt.
const (
	coarse = 15
	fine   = 1
)

// zooms are the heights of an hour, in Fyne units at 100 %.
var zooms = []float32{18, 26, 36, 52, 72}

const usualZoom = 2

// gridHost is what the picture tells of.
type gridHost interface {
	// picked tells that a schedule was selected, -1 for none.
	picked(index int)
	// changed tells what a hand has done; token is the same for steps that belong together, "" for one alone.
	changed(token string, c change)
	// removed tells that the block of a day is to go.
	removed(index, day int)
	// pointed tells which minute of which ISO day the pointer or the cursor is at; day 0 is none.
	pointed(day, minute int)
	// menu offers what can be done with a block, beside anchor.
	menu(index, day int, anchor fyne.CanvasObject)
	// zoomed asks for a larger (1) or smaller (-1) picture.
	zoomed(by int)
	// reveal scrolls a band of the picture into view; by scrolls it.
	reveal(top, bottom float32)
	scrollBy(dy float32)
	// grabbed tells that a drag of the picture's own begins.
	grabbed()
	// viewport is the part of the picture that is seen.
	viewport() (top, height float32)
}

// mark is a minute of a day in the picture.
type mark struct{ day, minute int }

// weekGrid is the picture of the usual week: one column a day, every schedule's blocks, and a lane that shows what wins.
// It is one widget over one picture, so that dragging stays quick; the hours are changed by mouse and by keyboard alike.
type weekGrid struct {
	widget.BaseWidget
	host      gridHost
	p         *i18n.Printer
	run       task.Runner
	modifiers func() fyne.KeyModifier

	weekly   []schedule.Weekly
	grid     schedule.Grid // of what is shown: weekly, or the preview while a hand is at work
	shown    []schedule.Weekly
	order    []int // of shown, the strongest first
	boxes    []box // of grid.Placed, the weakest first
	selected int   // in shown
	everyDay bool
	readOnly bool
	zoom     int
	now      mark // of the current time; day 0 for none

	hand    hand
	cursor  mark
	held    bool // the keyboard holds the selected block
	hover   mark
	pointer desktop.Cursor
	focused bool
	scrolls func() // ends the scrolling at an edge
	drawn   *gridRenderer
	pixels  *image.RGBA // of the last painting, to be painted over

	gutterSize, gutterWidth float32 // of the texts that were measured, and the widest
	opened                  bool    // scrolled to where it opens
}

// newWeekGrid makes an empty picture.
func newWeekGrid(host gridHost, p *i18n.Printer, run task.Runner) *weekGrid {
	g := &weekGrid{
		host: host, p: p, run: run, modifiers: keyModifiers, selected: newSchedule, zoom: usualZoom,
		cursor: mark{1, 9 * 60}, pointer: desktop.DefaultCursor, scrolls: func() {},
	}
	g.ExtendBaseWidget(g)
	return g
}

// keyModifiers are the keys that are held now.
func keyModifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// set shows a set of schedules. A hand at work goes on unless schedules came or went meanwhile, elsewhere: what it holds may
// be gone.
func (g *weekGrid) set(weekly []schedule.Weekly, selected int) {
	same := slices.EqualFunc(g.weekly, weekly, func(a, b schedule.Weekly) bool { return a.ID == b.ID })
	g.weekly = weekly
	if g.hand.op != handIdle && same {
		return
	}
	g.hand = hand{}
	g.scrolls()
	g.show(weekly, selected)
}

func (g *weekGrid) show(weekly []schedule.Weekly, selected int) {
	g.shown, g.selected = weekly, selected
	g.order = schedule.StrongestFirst(weekly)
	g.grid = schedule.Plan{Enabled: true, Weekly: weekly}.Grid()
	g.place()
	g.Refresh()
}

// setNow moves the line of the current time.
func (g *weekGrid) setNow(now mark) {
	if g.now != now {
		g.now = now
		g.Refresh()
	}
}

// winner is what decides a minute of the week as it is shown.
func (g *weekGrid) winner(at mark) schedule.Ref {
	for _, b := range g.grid.Result {
		if b.Day == at.day && at.minute >= b.Start && at.minute < b.End {
			return b.By
		}
	}
	return schedule.Ref{Kind: schedule.ByNothing}
}

// step is how far a hand moves at once.
func (g *weekGrid) step() int {
	if g.modifiers()&fyne.KeyModifierAlt != 0 {
		return fine
	}
	return coarse
}

// point tells the host which minute is meant.
func (g *weekGrid) point(at mark) {
	if at != g.hover {
		g.hover = at
		g.host.pointed(at.day, at.minute)
	}
}

// busy is the part of the day from the first to the last minute that a schedule opens, in minutes.
func (g *weekGrid) busy() (first, last int) {
	first, last = schedule.MinutesPerDay, 0
	for _, b := range (schedule.Plan{Enabled: true, Weekly: g.shown}).OpenBlocks() {
		if b.End-b.Start < schedule.MinutesPerDay {
			first, last = min(first, b.Start), max(last, b.End)
		}
	}
	if first >= last {
		return 8 * 60, 18 * 60
	}
	return first, last
}
