package schedulepage

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Stable ids, by which the keyboard is found again after a rebuild.
const (
	fieldGrid     = "chat.week"
	fieldList     = "chat.list"
	fieldPage     = "chat.page"
	fieldSide     = "chat.side"
	fieldAdd      = "chat.add"
	fieldSet      = "chat.set"
	fieldView     = "chat.view"
	fieldMore     = "chat.more"
	fieldReach    = "chat.reach"
	fieldCopy     = "chat.sentence"
	fieldLarger   = "chat.larger"
	fieldSmaller  = "chat.smaller"
	fieldLunch    = "chat.lunch"
	fieldRemove   = "chat.remove"
	reachEveryDay = "every_day"
	reachOneDay   = "one_day"
)

// What the page shows under its head.
const (
	viewWeek = "week"
	viewYear = "year"
)

// clockEvery is how often the current time is looked at.
const clockEvery = 15 * time.Second

// Page is the hours in one language of the interface, over the presenter's state.
type Page struct {
	*editing.Host
	presenter *Presenter
	root      *fyne.Container
	bar       *editing.SaveBar
	notices   *editing.Notices
	now       *stateCard
	sets      *widgets.Segmented
	sentence  *widgets.Text
	whole     string // of the sentence, as it is copied
	differs   *widgets.Text
	side      *sideView
	week      *weekView
	events    *eventSide
	year      *yearView
	halves    [2]*halves // week, year
	views     *widgets.Segmented
	more      *widgets.IconButton
	body      *fyne.Container
	ready     bool
	cancel    func()
	stopTick  func()
}

// Title is the page's name.
func Title(p *i18n.Printer) string { return p.T("schedulepage.title") }

// Registration offers the page to the shell under a route.
func (h *Presenter) Registration(route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupSystem, Icon: resources.Chat, Title: Title, Wide: true,
		Entries: func(p *i18n.Printer) []shell.Entry { return h.entries(p, route) },
		New:     func(p *i18n.Printer) shell.Page { return New(h, p) },
	}
}

// entries lists what the palette finds inside the page: the box that turns the chat on, and the schedules by name.
func (h *Presenter) entries(p *i18n.Printer, route shell.Route) []shell.Entry {
	also := shell.Words(func(p *i18n.Printer) string {
		return fieldwords.Words(p, schedule.EntityChat, schedule.FieldEnabled, "")
	})
	label := func(p *i18n.Printer) string { return fieldwords.Label(p, schedule.EntityChat, schedule.FieldEnabled) }
	out := []shell.Entry{{
		ID: "chat.enabled", Icon: resources.Chat, Label: label(p), Detail: Title(p), Names: shell.Texts(label), Also: also,
		Place: shell.Place{Route: route, Section: editing.SectionChat, Field: "chat.enabled"},
	}}
	chat := h.chat()
	for _, w := range append(append([]schedule.Weekly{}, chat.French...), chat.English...) {
		out = append(out, shell.Entry{
			ID: "chat." + w.ID, Icon: resources.Schedule, Label: w.Name, Detail: Title(p), Names: []string{w.Name},
			Place: shell.Place{Route: route, Section: editing.SectionChat, Field: schedule.ScheduleEntity(w.ID)},
		})
	}
	if h.deps.Files != nil {
		out = append(out, h.deps.Files.Entries(p, h.language, Title(p))...)
	}
	return out
}

// New builds the page in the language of p.
func New(h *Presenter, p *i18n.Printer) *Page {
	pg := &Page{Host: &editing.Host{Editor: h.deps.Editor, P: p}, presenter: h, stopTick: func() {}}
	pg.notices = editing.NewNotices(pg.Host)
	pg.bar = editing.NewSaveBar(pg.Host)
	pg.body = container.NewStack()
	pg.root = widgets.Page(widgets.Column(""), pg.body, pg.bar.Bar)
	pg.Root = pg.root
	pg.cancel = h.deps.Editor.Watch(pg.refresh)
	pg.refresh()
	pg.tick()
	return pg
}

// build makes what is shown once the hours are known.
func (pg *Page) build() {
	p := pg.P
	pg.now = newStateCard(pg)
	pg.side = newSideView(pg)
	pg.week = newWeekView(pg)
	pg.sentence = widgets.Body("")
	pg.differs = widgets.Muted("")
	copySentence := widgets.NewIconButton(resources.ContentCopy, p.T("schedulepage.sentence.copy"), pg.copySentence)
	copySentence.SetFieldID(fieldCopy)
	sentence := widgets.Ends(widgets.Column("", pg.sentence, pg.differs), copySentence)
	head := widgets.Column(look.Space8, pg.notices.Root, pg.now.root, pg.setLine(), sentence)
	if pg.presenter.readOnly() {
		head.Objects = append([]fyne.CanvasObject{widgets.NewBanner(widgets.Information, p.T("schedulepage.read_only"))}, head.Objects...)
	}
	pg.events, pg.year = newEventSide(pg), newYearView(pg)
	pg.halves = [2]*halves{
		newHalves(head, half{pg.side.root, pg.side.content, sideWidth}, pg.week.root, pg.week.open),
		newHalves(head, half{pg.events.root, pg.events.content, eventWidth}, pg.year.root, pg.year.open),
	}
	view := widgets.NewScroll(widgets.Padded("", look.Space24, widgets.Column(look.Space8, head, pg.halves[0], pg.halves[1])))
	view.SetFieldID(fieldPage)
	for _, h := range pg.halves {
		h.view = view
	}
	pg.showView()
	pg.body.Objects = []fyne.CanvasObject{view}
	pg.body.Refresh()
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.root }

// Leave ends what the page has subscribed to and remembers where the person was.
func (pg *Page) Leave() {
	pg.Left = true
	if pg.week != nil {
		pg.presenter.offset = pg.week.scroll.Offset()
		pg.week.grid.scrolls()
		pg.year.grid.scrolls()
	}
	pg.cancel()
	pg.stopTick()
}

// tick keeps the current time true.
func (pg *Page) tick() {
	if pg.ready {
		pg.now.refresh()
		pg.week.refreshNow()
	}
	pg.stopTick = pg.Editor.Run.After(clockEvery, pg.tick)
}

// refresh shows the draft as it is.
func (pg *Page) refresh() {
	if pg.Left {
		return
	}
	m := pg.Editor.Model()
	if m.Phase() != editing.Ready {
		pg.ready = false
		pg.body.Objects = []fyne.CanvasObject{pg.notReady()}
		pg.body.Refresh()
		return
	}
	if !pg.ready {
		pg.build()
		pg.ready = true
	}
	chat := pg.presenter.chat()
	if pg.presenter.index(chat.Weekly(pg.presenter.language)) < 0 {
		pg.presenter.selected = ""
	}
	pg.sets.SetSelected(pg.presenter.language)
	plan := planOf(chat, pg.presenter.language)
	pg.differs.SetText(pg.difference(plan))
	moved := pg.differs.Hidden != (pg.differs.Text() == "")
	pg.differs.Hidden = pg.differs.Text() == ""
	pg.now.refresh()
	moved = pg.refreshView(chat, plan) || moved
	moved = pg.notices.Refresh(editing.SectionChat) || moved
	if pg.bar.Refresh() || moved {
		pg.root.Refresh()
	}
}

// refreshView shows the week or the year as it is, with its sentence.
func (pg *Page) refreshView(chat schedule.Chat, plan schedule.Plan) (moved bool) {
	if pg.presenter.view == viewYear {
		moved = pg.events.refresh(chat)
		pg.year.refresh(chat)
		first, whole := pg.year.sentence()
		pg.sentence.SetText(first)
		pg.whole = whole
		return moved
	}
	moved = pg.side.refresh(chat)
	pg.week.refresh(chat.Weekly(pg.presenter.language))
	pg.whole = pg.sentenceOf(plan)
	pg.sentence.SetText(pg.whole)
	return moved
}

// notReady is what stands in place of the hours while there are none to show.
func (pg *Page) notReady() fyne.CanvasObject {
	p, m := pg.P, pg.Editor.Model()
	switch m.Phase() {
	case editing.Failed:
		return widgets.NewErrorState(p, p.T("settings.failed.title"), p.Err(m.Fault()), pg.Editor.RetryNow)
	case editing.Empty:
		retry := widgets.NewButton(p.T("settings.empty.retry"), pg.Editor.RetryNow)
		return widgets.NewEmptyState(resources.Sync, p.T("settings.empty.title"), p.T("settings.empty.body"), retry)
	case editing.Idle, editing.Loading, editing.Ready:
	}
	return widgets.Padded("", look.Space24, widgets.NewSkeleton(4))
}

// sentenceOf is the week in words, the text of the picture.
func (pg *Page) sentenceOf(plan schedule.Plan) string {
	plan.Enabled = true
	return words.Week(pg.P, plan)
}

// difference tells what saving would change, "" when nothing of the chat has changed.
func (pg *Page) difference(plan schedule.Plan) string {
	if !pg.Editor.Model().SectionChanged(editing.SectionChat) {
		return ""
	}
	stored := planOf(editing.StoredChat(pg.presenter.draft()), pg.presenter.language)
	from, to := schedule.NextTwelveMonths(pg.Editor.Clock.Now(), plan.Zone)
	return words.Difference(pg.P, stored.Compare(plan, from, to))
}

func (pg *Page) copySentence() {
	pg.presenter.deps.Copy(pg.whole)
	pg.Editor.Window.Toast(pg.P.T("schedulepage.sentence.copied"), "", nil)
}

// Aim goes to a schedule, one of its fields, or a control of the page.
func (pg *Page) Aim(_, field string) {
	if !pg.ready || field == "" {
		return
	}
	entity, _, _ := strings.Cut(field, ".")
	if slices.Contains([]string{fieldEvents, fieldEventAdd, fieldYear, fieldHolidays}, field) {
		pg.turnTo(viewYear)
	}
	if _, _, ok := pg.presenter.special(entity); ok {
		pg.presenter.view, pg.presenter.event = viewYear, entity
		pg.showView()
		pg.refresh()
		pg.root.Refresh()
	}
	if strings.HasPrefix(entity, editing.KindSchedule+":") {
		d := pg.presenter.draft()
		if language := d.Text(draft.Cell{Entity: entity, Field: schedule.FieldLanguage}); language != "" {
			pg.presenter.language = language
		}
		pg.presenter.view, pg.presenter.selected = viewWeek, entity
		pg.showView()
		pg.refresh()
		pg.root.Refresh()
	}
	if c := pg.Canvas(); c != nil && !widgets.FocusField(c, field) {
		widgets.FocusField(c, fieldList)
	}
}

// AimAt gives the keyboard to the list, or to the picture.
func (pg *Page) AimAt(n int) {
	if c := pg.Canvas(); c != nil && n < 2 {
		widgets.FocusField(c, []string{fieldList, fieldGrid}[n])
	}
}

// small is help and secondary text on one line.
func small(text string) *widgets.Text {
	return widgets.NewText(text, widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted})
}

// oneLine is secondary text that is whole or not there.
func oneLine(text string) *widgets.Text {
	return widgets.NewText(text, widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Keep})
}
