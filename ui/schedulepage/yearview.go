package schedulepage

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"pupitre/data/holiday"
	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the year.
const (
	fieldYear       = "chat.year"
	fieldYearScroll = "chat.year_scroll"
	fieldYearBack   = "chat.year_back"
	fieldYearNext   = "chat.year_next"
	fieldYearToday  = "chat.year_today"
	fieldHolidays   = "chat.holidays"
)

// swatchSize is the side of a sample in the legend.
const swatchSize = 14

// yearView is the picture of a year with its tools above, and the day that is pointed at under it.
type yearView struct {
	page   *Page
	root   fyne.CanvasObject
	grid   *yearGrid
	scroll *widgets.Scroll
	title  *widgets.Text
	says   *widgets.Text
	place  holiday.Jurisdiction
	plan   schedule.Plan
	seen   bool // scrolled to the cursor
}

func newYearView(pg *Page) *yearView {
	v := &yearView{page: pg, title: widgets.Strong(""), says: small("")}
	v.grid = newYearGrid(v, pg.P, pg.Editor.Run)
	v.grid.readOnly = pg.presenter.readOnly()
	v.scroll = widgets.NewScroll(v.grid)
	v.scroll.SetFieldID(fieldYearScroll)
	foot := widgets.Column(look.Space4, v.says, v.legend())
	v.root = widgets.Page(widgets.Padded("", "", widgets.Column(look.Space8, v.tools(), widgets.Column(""))), v.scroll, widgets.Padded(look.Space4, "", foot))
	v.pointed(0, false)
	return v
}

// tools turn the years, and generate holidays.
func (v *yearView) tools() fyne.CanvasObject {
	p := v.page.P
	back := widgets.NewQuietButton(p.T("schedulepage.year.back"), func() { v.turn(-1) })
	back.SetTooltip(p.T("schedulepage.year.back_tip"))
	back.SetFieldID(fieldYearBack)
	next := widgets.NewQuietButton(p.T("schedulepage.year.next"), func() { v.turn(1) })
	next.SetTooltip(p.T("schedulepage.year.next_tip"))
	next.SetFieldID(fieldYearNext)
	today := widgets.NewQuietButton(p.T("schedulepage.year.today"), func() { v.turned(v.page.presenter.now().Date()) })
	today.SetFieldID(fieldYearToday)
	turning := widgets.Line(look.Space4, back, v.title, next, today)
	if v.page.presenter.readOnly() {
		return turning
	}
	holidays := widgets.NewButton(p.T("schedulepage.holidays.title"), v.page.showHolidays)
	holidays.SetIcon(resources.Event)
	holidays.SetFieldID(fieldHolidays)
	return widgets.Ends(turning, holidays)
}

// legend says what the marks mean.
func (v *yearView) legend() fyne.CanvasObject {
	p, half := v.page.P, schedule.MinutesPerDay/4
	entry := func(d yearDay, label string) fyne.CanvasObject {
		sample := container.New(squareLayout{}, canvas.NewRaster(v.grid.swatch(d)))
		return widgets.Line(look.Space4, sample, oneLine(label))
	}
	return widgets.WrapLine(look.Space12,
		entry(yearDay{open: half}, p.T("schedulepage.year.legend_open")),
		entry(yearDay{open: half / 2, closes: true}, p.T("schedulepage.year.legend_closes")),
		entry(yearDay{opens: true}, p.T("schedulepage.year.legend_opens")),
		entry(yearDay{legal: true}, p.T("schedulepage.year.legend_legal")),
		entry(yearDay{clock: true}, p.T("schedulepage.year.legend_clock")))
}

// squareLayout keeps a sample of the legend small.
type squareLayout struct{}

// MinSize is that of a sample.
func (squareLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSquareSize(unit(swatchSize))
}

// Layout puts it in the middle of the line.
func (squareLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSquareSize(unit(swatchSize)))
	o[0].Move(fyne.NewPos(0, (size.Height-unit(swatchSize))/2))
}

// refresh shows the year of the presenter.
func (v *yearView) refresh(chat schedule.Chat) {
	h := v.page.presenter
	v.plan = planOf(chat, h.language)
	v.plan.Enabled = true
	v.place = h.jurisdiction()
	cursor := h.date()
	year := cursor.Year()
	v.title.SetText(strconv.Itoa(year))
	days, longest := yearOf(v.plan, year, v.place)
	event, _, ok := h.special(h.event)
	v.grid.set(year, days, longest, cursor, h.now().Date(), func(date schedule.Date) bool { return ok && touches(event, date) })
	v.open()
}

// open scrolls to the cursor once.
func (v *yearView) open() {
	if v.page.Left || v.seen || v.scroll.Size().Height <= 0 || v.grid.Size().Width <= 0 || len(v.grid.days) == 0 {
		return
	}
	v.seen = true
	p := v.grid.plan(v.grid.Size().Width)
	_, month, _ := v.grid.cursor.Civil()
	v.scroll.ScrollTo(min(p.corner(month).Y, max(v.grid.HeightFor(v.grid.Size().Width)-v.scroll.Size().Height, 0)))
}

// turn goes to the same day of another year.
func (v *yearView) turn(years int) { v.turned(months(v.page.presenter.date(), 12*years)) }

// turned shows the year of a date.
func (v *yearView) turned(to schedule.Date) {
	if year := to.Year(); year < schedule.MinYear || year > schedule.MaxYear {
		return
	}
	v.page.presenter.cursor, v.seen = to, false
	v.page.refresh()
	v.pointed(to, v.grid.focused)
}

// pointed says the hours of a date.
func (v *yearView) pointed(date schedule.Date, ok bool) {
	p := v.page.P
	if !ok {
		text := p.T("schedulepage.year.hint")
		if v.page.presenter.readOnly() {
			text = p.T("schedulepage.year.hint_read_only")
		}
		v.says.SetText(text)
		return
	}
	text := words.Day(p, v.plan, date)
	for _, e := range holiday.Year(v.place, date.Year(), holiday.Choice{}) {
		if e.Date == date {
			text = p.T("schedulepage.year.legal", "Text", text, "Name", p.T(e.Name), "Place", holiday.Place(p, v.place))
		}
	}
	v.says.SetText(text)
}

// taken opens the event of a date, or adds one.
func (v *yearView) taken(date schedule.Date) {
	pg := v.page
	pg.presenter.cursor = date
	events := pg.presenter.chat().Special
	on := eventsOn(events, date)
	switch {
	case len(on) > 0:
		pg.chooseEvent(schedule.EventEntity(events[nextOn(events, on, pg.presenter.event)].ID))
	case pg.presenter.readOnly():
		pg.chooseEvent("")
	default:
		v.drawn(date, date)
	}
}

// nextOn is the event of a day that follows the selected one, so that clicking again goes through all of them.
func nextOn(events []schedule.Special, on []int, selected string) int {
	for n, i := range on {
		if schedule.EventEntity(events[i].ID) == selected {
			return on[(n+1)%len(on)]
		}
	}
	return on[0]
}

// drawn adds an event over dates and goes to its name.
func (v *yearView) drawn(first, last schedule.Date) {
	v.page.presenter.cursor = first
	v.page.presenter.addEvent(first, last)
	v.page.focusEvent()
}

func (v *yearView) revealed(top, bottom float32) {
	height, margin := v.scroll.Size().Height, unit(headMargin)
	switch offset := v.scroll.Offset(); {
	case top-margin < offset:
		v.scroll.ScrollTo(max(top-margin, 0))
	case bottom+margin > offset+height:
		v.scroll.ScrollTo(bottom + margin - height)
	}
	v.page.presenter.cursor = v.grid.cursor
}

func (v *yearView) scrollBy(dy float32) {
	most := max(v.grid.Size().Height-v.scroll.Size().Height, 0)
	v.scroll.ScrollTo(min(max(v.scroll.Offset()+dy, 0), most))
}

func (v *yearView) viewport() (top, height float32) { return v.scroll.Offset(), v.scroll.Size().Height }

func (v *yearView) grabbed() { v.page.presenter.grab() }

// sentence is the first line of the year in words; the whole of it is what is copied.
func (v *yearView) sentence() (first, whole string) {
	p := v.page.P
	lines := words.Year(p, v.plan, v.grid.year)
	if open := v.openHolidays(); open != "" {
		lines = append(lines, open)
	}
	return lines[0], strings.Join(lines, "\n")
}

// openHolidays names the holidays by law on which the chat is open.
func (v *yearView) openHolidays() string {
	p, names := v.page.P, []string{}
	for _, e := range holiday.Year(v.place, v.grid.year, holiday.Choice{}) {
		for i := range v.grid.days {
			if d := &v.grid.days[i]; d.date == e.Date && d.open > 0 {
				names = append(names, p.T("schedulepage.year.open_holiday", "Name", p.T(e.Name), "Date", p.Date(e.Date.Start().Wall())))
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return p.T("schedulepage.year.open_holidays", "Place", holiday.Place(p, v.place), "Days", p.List(names...))
}

// jurisdiction is whose holidays are marked: that of the last generation, or the likely one of the zone.
func (h *Presenter) jurisdiction() holiday.Jurisdiction {
	if h.place != "" {
		return h.place
	}
	chat := h.chat()
	return holiday.Likely(chat.Zone, defaultLanguage(h))
}

// date is the cursor of the year, today at first.
func (h *Presenter) date() schedule.Date {
	if h.cursor == 0 {
		h.cursor = h.now().Date()
	}
	return h.cursor
}
