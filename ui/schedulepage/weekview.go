package schedulepage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// weekView is the picture of the week with its tools above and the winner of a minute under it.
type weekView struct {
	page   *Page
	root   fyne.CanvasObject
	grid   *weekGrid
	scroll *widgets.Scroll
	head   *dayHead
	days   *fyne.Container
	says   *widgets.Text
	reach  *widgets.Segmented
}

func newWeekView(pg *Page) *weekView {
	v := &weekView{page: pg, says: small("")}
	v.grid = newWeekGrid(v, pg.P, pg.Editor.Run)
	v.grid.readOnly, v.grid.zoom = pg.presenter.readOnly(), pg.presenter.zoom
	v.scroll = widgets.NewScroll(v.grid)
	v.scroll.SetFieldID("chat.week_scroll")
	v.head = &dayHead{grid: v.grid}
	objects := []fyne.CanvasObject{}
	for iso := 1; iso <= 7; iso++ {
		t := canvas.NewText(shortDay(pg.P, iso), nil)
		t.Alignment, t.TextStyle.Bold = fyne.TextAlignCenter, true
		v.head.texts, objects = append(v.head.texts, t), append(objects, t)
	}
	v.days = container.New(v.head, objects...)
	v.dress()
	top := widgets.Column(look.Space8, v.tools(), v.days)
	v.root = widgets.Page(top, v.scroll, widgets.Padded(look.Space4, "", v.says))
	v.say(0, 0)
	return v
}

// tools are the reach of a hand and the zoom.
func (v *weekView) tools() fyne.CanvasObject {
	p, h := v.page.P, v.page.presenter
	smaller := widgets.NewQuietButton(p.T("schedulepage.grid.minus"), func() { v.zoomed(-1) })
	smaller.SetTooltip(p.T("schedulepage.grid.smaller"))
	smaller.SetFieldID(fieldSmaller)
	larger := widgets.NewQuietButton(p.T("schedulepage.grid.plus"), func() { v.zoomed(1) })
	larger.SetTooltip(p.T("schedulepage.grid.larger"))
	larger.SetFieldID(fieldLarger)
	zoom := widgets.Line(look.Space4, smaller, larger)
	if h.readOnly() {
		return widgets.LineEnd("", zoom)
	}
	v.reach = widgets.NewSegmented(p.T("schedulepage.grid.reach"),
		widgets.Option{Value: reachEveryDay, Label: p.T("schedulepage.grid.every_day")},
		widgets.Option{Value: reachOneDay, Label: p.T("schedulepage.grid.one_day")})
	v.reach.SetFieldID(fieldReach)
	v.reach.SetTooltip(p.T("schedulepage.grid.reach_tip"))
	v.reach.SetSelected(reachOneDay)
	if h.everyDay {
		v.reach.SetSelected(reachEveryDay)
	}
	v.reach.OnChanged = func(value string) {
		if !v.page.Left {
			h.everyDay = value == reachEveryDay
			v.grid.everyDay = h.everyDay
		}
	}
	return widgets.Ends(widgets.Line("", v.reach), zoom)
}

// dress takes colours and sizes of the theme for the days.
func (v *weekView) dress() {
	for _, t := range v.head.texts {
		t.TextSize, t.Color = look.Size(theme.SizeNameCaptionText), look.Color(theme.ColorNameForeground)
	}
}

// refresh shows a set.
func (v *weekView) refresh(weekly []schedule.Weekly) {
	h := v.page.presenter
	v.grid.everyDay = h.everyDay
	v.grid.set(weekly, h.index(weekly))
	v.refreshNow()
	v.open()
}

// open scrolls to the busy hours, once, or to where the person was.
func (v *weekView) open() {
	h := v.page.presenter
	if v.page.Left || v.scroll.Size().Height <= 0 || v.grid.opened {
		return
	}
	v.grid.opened = true
	if !h.opened {
		h.opened = true
		first, _ := v.grid.busy()
		h.offset = max(v.grid.y(max(first-60, 0))-unit(8), 0)
	}
	v.scroll.ScrollTo(h.offset)
}

// refreshNow moves the line of the current time.
func (v *weekView) refreshNow() {
	plan := planOf(v.page.presenter.chat(), v.page.presenter.language)
	now := v.page.Editor.Clock.Now().In(plan.Zone)
	local := schedule.LocalOf(now)
	v.grid.setNow(mark{local.Date().Weekday(), local.Minute()})
}

func (v *weekView) picked(index int) {
	if index < 0 && v.page.presenter.selected == "" {
		return
	}
	v.page.choose(index)
}

func (v *weekView) changed(token string, c change) { v.page.presenter.change(token, c) }

func (v *weekView) removed(index, day int) {
	entity := v.page.entity(index)
	if v.page.presenter.everyDay {
		v.page.remove(entity)
		return
	}
	v.page.presenter.removeDay(entity, day)
}

// pointed says which schedule wins a minute.
func (v *weekView) pointed(day, minute int) { v.say(day, minute) }

func (v *weekView) say(day, minute int) {
	p := v.page.P
	if day == 0 {
		text := p.T("schedulepage.grid.hint")
		if v.page.presenter.readOnly() {
			text = p.T("schedulepage.grid.hint_read_only")
		}
		v.says.SetText(text)
		return
	}
	plan := schedule.Plan{Enabled: true, Weekly: v.grid.shown}
	by := v.grid.winner(mark{day, minute})
	text := p.T("schedulepage.grid.says", "Day", p.Weekday(weekdayOf(day)), "Time", words.Minute(p, minute),
		"State", words.State(p, plan.State(by)), "Reason", words.Reason(p, plan, by))
	if v.grid.hand.op != handIdle && v.grid.selected >= 0 {
		text = p.T("schedulepage.grid.holds", "Days", words.Days(p, v.grid.shown[v.grid.selected].Days), "Hours", words.Span(p, v.grid.shown[v.grid.selected].Span))
	}
	v.says.SetText(text)
}

func weekdayOf(iso int) time.Weekday { return time.Weekday(iso % 7) }

func (v *weekView) zoomed(by int) {
	h := v.page.presenter
	h.zoom = min(max(h.zoom+by, 0), len(zooms)-1)
	middle := (v.scroll.Offset() + v.scroll.Size().Height/2) / v.grid.hour()
	v.grid.zoom = h.zoom
	v.grid.Refresh()
	v.scroll.Refresh()
	v.scroll.ScrollTo(max(middle*v.grid.hour()-v.scroll.Size().Height/2, 0))
}

func (v *weekView) reveal(top, bottom float32) {
	margin := unit(16)
	switch offset, height := v.scroll.Offset(), v.scroll.Size().Height; {
	case top-margin < offset:
		v.scroll.ScrollTo(max(top-margin, 0))
	case bottom+margin > offset+height:
		v.scroll.ScrollTo(bottom + margin - height)
	}
}

func (v *weekView) scrollBy(dy float32) {
	most := max(v.grid.Size().Height-v.scroll.Size().Height, 0)
	v.scroll.ScrollTo(min(max(v.scroll.Offset()+dy, 0), most))
}

func (v *weekView) grabbed() { v.page.presenter.grab() }

func (v *weekView) viewport() (top, height float32) { return v.scroll.Offset(), v.scroll.Size().Height }

func (v *weekView) menu(index, day int, anchor fyne.CanvasObject) { v.offer(index, day, anchor) }

// offer shows what can be done with a schedule; day 0 is none in particular.
func (v *weekView) offer(index, day int, anchor fyne.CanvasObject) {
	pg, p := v.page, v.page.P
	entity := pg.entity(index)
	if entity == "" || pg.presenter.readOnly() {
		return
	}
	w := pg.presenter.chat().Weekly(pg.presenter.language)[index]
	items := []widgets.MenuItem{
		{Label: p.T("schedulepage.menu.edit"), Icon: resources.Edit, OnTapped: pg.focusName},
		{Label: p.T("schedulepage.menu.duplicate"), Icon: resources.ContentCopy, OnTapped: func() {
			pg.presenter.duplicate(index)
		}},
		{Label: p.T("schedulepage.form.lunch"), Icon: resources.Add, OnTapped: func() { pg.addLunch(entity) }},
		{Label: p.T("schedulepage.menu.stronger"), Icon: resources.KeyboardArrowUp, Hint: p.T("schedulepage.menu.stronger_keys"), OnTapped: func() { v.page.side.list.shift(-1) }},
		{Label: p.T("schedulepage.menu.weaker"), Icon: resources.KeyboardArrowDown, Hint: p.T("schedulepage.menu.weaker_keys"), OnTapped: func() { v.page.side.list.shift(1) }},
	}
	if day > 0 && w.Days.Count() > 1 {
		items = append(items, widgets.MenuItem{
			Label: p.T("schedulepage.menu.remove_day", "Day", p.Weekday(weekdayOf(day))), Separated: true,
			OnTapped: func() { pg.presenter.removeDay(entity, day) },
		})
	}
	items = append(items, widgets.MenuItem{
		Label: p.T("schedulepage.form.remove"), Icon: resources.Delete, Separated: len(items) == 5, OnTapped: func() { pg.remove(entity) },
	})
	widgets.ShowMenu(anchor, items...)
}
