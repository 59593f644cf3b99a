package historypage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Stable ids, by which the keyboard is found again after a rebuild.
const (
	fieldMode           = "history.mode"
	fieldTable          = "history.table"
	fieldPerson         = "history.person"
	fieldSection        = "history.section"
	fieldPeriod         = "history.period"
	fieldFrom           = "history.from"
	fieldTo             = "history.to"
	fieldFirst          = "history.first"
	fieldSecond         = "history.second"
	fieldCompare        = "history.run"
	fieldDifferences    = "history.differences"
	fieldRestore        = "history.restore"
	fieldRestoreSection = "history.restore_section"
)

// Page is the history in one language, over the presenter's state.
type Page struct {
	presenter *Presenter
	p         *i18n.Printer
	root      *fyne.Container
	count     *widgets.Text
	mode      *widgets.Segmented
	head      *fyne.Container
	body      *fyne.Container
	list      *listView
	compare   *compareView
	left      bool
	cancel    func()
}

// Registration offers the page to the shell under a route.
func (h *Presenter) Registration(route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupTracking, Icon: resources.History, Title: Title, Wide: true,
		Entries: func(*i18n.Printer) []shell.Entry { return nil },
		New:     func(p *i18n.Printer) shell.Page { return New(h, p) },
	}
}

// New builds the page in the language of p.
func New(h *Presenter, p *i18n.Printer) *Page {
	pg := &Page{presenter: h, p: p, count: quiet(), head: container.NewStack(), body: container.NewStack()}
	pg.mode = widgets.NewSegmented(p.T("history.mode.label"),
		widgets.Option{Value: string(Listing), Label: p.T("history.mode.list")},
		widgets.Option{Value: string(Comparing), Label: p.T("history.mode.compare")})
	pg.mode.SetFieldID(fieldMode)
	pg.mode.SetSelected(string(h.mode))
	pg.mode.OnChanged = func(value string) { h.SetMode(Mode(value)) }
	pg.list = newListView(pg)
	pg.compare = newCompareView(pg)
	pg.head = widgets.Column("")
	top := widgets.Column(look.Space12, widgets.Aside(pg.mode, pg.count), pg.head)
	if h.own() { // the values at the end of a day are not told by one's own changes alone: there is nothing to compare
		notice := widgets.NewBanner(widgets.Information, p.T("history.own.notice"))
		top = widgets.Column(look.Space12, notice, pg.head, widgets.Aside(widgets.Column(""), pg.count))
	}
	pg.root = widgets.Page(widgets.Padded(look.Space4, look.Space24, top),
		widgets.Padded(look.Space12, look.Space24, pg.body), widgets.Column(""))
	pg.cancel = h.Watch(pg.refresh)
	pg.refresh()
	pg.list.settle()
	return pg
}

// quiet is a remark on one line.
func quiet() *widgets.Text {
	return widgets.NewText("", widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Keep})
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.root }

// Aim has nothing to aim at.
func (pg *Page) Aim(string, string) {}

// AimAt gives the keyboard to the list.
func (pg *Page) AimAt(int) {
	if c := pg.canvas(); c != nil {
		widgets.FocusField(c, fieldTable)
	}
}

// Leave ends what the page has subscribed to and remembers where the person was.
func (pg *Page) Leave() {
	pg.left = true
	pg.presenter.place = pg.list.table.State()
	pg.cancel()
	pg.list.leave()
}

func (pg *Page) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(pg.root) }

// refresh shows the state as it is.
func (pg *Page) refresh() {
	if pg.left || pg.list == nil || pg.compare == nil {
		return
	}
	head, body := pg.list.head, pg.list.body
	if pg.presenter.mode == Comparing {
		head, body = pg.compare.head, pg.compare.body
		pg.compare.refresh()
		pg.count.SetText(pg.compare.countText())
	} else {
		pg.list.refresh()
		pg.count.SetText(pg.list.countText())
	}
	if len(pg.head.Objects) == 0 || pg.head.Objects[0] != fyne.CanvasObject(head) {
		pg.head.Objects, pg.body.Objects = []fyne.CanvasObject{head}, []fyne.CanvasObject{body}
		pg.body.Refresh()
	}
	pg.root.Refresh()
}

// dayField is a field for a day, written as ISO 8601.
func dayField(label, hint, id, text string) *widgets.Entry {
	e := widgets.NewEntry(label)
	e.SetFieldID(id)
	e.SetHint(hint)
	e.SetText(text)
	return e
}

// parseDay reads a day as its first moment in a zone.
func parseDay(text string, zone *time.Location) (time.Time, bool) {
	day, err := time.ParseInLocation(time.DateOnly, text, zone)
	return day, err == nil
}

// afterDay is the first moment of the next day; adding 24 hours would miss it when clocks change.
func afterDay(day time.Time) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, day.Location())
}
