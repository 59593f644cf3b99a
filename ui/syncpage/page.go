package syncpage

import (
	"time"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Stable ids, by which the keyboard is found again after a rebuild.
const (
	fieldScroll   = "sync_page.scroll"
	fieldAct      = "sync_page.act"
	fieldWaiting  = "sync_page.waiting"
	fieldRejected = "sync_page.rejected"
	fieldOpen     = "sync_page.open"
	fieldCopy     = "sync_page.copy"
)

// Columns of both lists.
const (
	columnField = iota
	columnEdit
	columnWhen
)

const (
	clockEvery = 30 * time.Second // "5 minutes ago" stays true
	listRows   = 6                // a list scrolls beyond
)

// Page is the exchange in one language, over the presenter's state.
type Page struct {
	presenter *Presenter
	p         *i18n.Printer
	root      *fyne.Container
	state     *stateView
	conflicts *widgets.Banner
	fault     *widgets.Banner
	waiting   *widgets.Table
	nothing   *widgets.Text
	rejected  *rejectedView
	left      bool
	cancel    func()
	stopTick  func()
}

// Registration offers the page to the shell under a route.
func (s *Presenter) Registration(route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupTracking, Icon: resources.Sync, Title: Title,
		Entries: func(*i18n.Printer) []shell.Entry { return nil },
		New:     func(p *i18n.Printer) shell.Page { return New(s, p) },
	}
}

// New builds the page in the language of p.
func New(s *Presenter, p *i18n.Printer) *Page {
	pg := &Page{presenter: s, p: p, nothing: widgets.Muted(p.T("sync_page.waiting.none"))}
	pg.state = newStateView(pg)
	pg.conflicts = widgets.NewBanner(widgets.Caution, "", widgets.NewButton(p.T("sync_page.conflicts.open"), s.openConflicts))
	pg.fault = widgets.NewBanner(widgets.Failure, "", widgets.NewButton(p.T("sync_page.failed.retry"), s.Load))
	pg.waiting = newTable(pg, p.T("sync_page.waiting.title"), s.model.Waiting)
	pg.waiting.SetFieldID(fieldWaiting)
	pg.rejected = newRejectedView(pg)
	column := widgets.Column(look.Space16, pg.state.card, pg.fault, pg.conflicts,
		widgets.Column(look.Space8, widgets.Heading(p.T("sync_page.waiting.title")), pg.nothing, pg.waiting),
		pg.rejected.root)
	scroll := widgets.NewScroll(widgets.Padded(look.Space8, look.Space24, widgets.MaxWidth(look.ContentWidth, column)))
	scroll.SetFieldID(fieldScroll)
	pg.root = widgets.Page(widgets.Column(""), scroll, widgets.Column(""))
	pg.cancel = s.Watch(pg.refresh)
	pg.tick()
	return pg
}

// newTable is a list of edits.
func newTable(pg *Page, label string, edits func() []Edit) *widgets.Table {
	p := pg.p
	t := widgets.NewTable(label,
		widgets.TableColumn{ID: "field", Title: p.T("sync_page.column.field"), Fit: "Fuseau horaire du service", Weight: 2},
		widgets.TableColumn{ID: "edit", Title: p.T("sync_page.column.edit"), Fit: "« Téléphonie » → « Boréale »", Weight: 3},
		widgets.TableColumn{ID: "when", Title: p.T("sync_page.column.when"), Fit: "2000-00-00\u00a000:00", Optional: true})
	t.FitRows = listRows
	t.Cell = func(row, column int) (widgets.TableCell, bool) {
		list := edits()
		if row >= len(list) {
			return widgets.TableCell{}, false
		}
		return pg.cell(list[row], column), true
	}
	return t
}

func (pg *Page) cell(e Edit, column int) widgets.TableCell {
	switch column {
	case columnField:
		return widgets.TableCell{Text: fieldwords.Label(pg.p, e.Entity, e.Field), Icon: fieldwords.Icon(fieldwords.KindOf(e.Entity))}
	case columnEdit:
		return widgets.TableCell{Text: pg.presenter.line(pg.p, e)}
	}
	return widgets.TableCell{Text: pg.p.ISODateTime(e.MadeAt.In(pg.presenter.deps.Zone())), Color: look.ColorMuted}
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.root }

// Aim has nothing to aim at.
func (pg *Page) Aim(string, string) {}

// AimAt gives the keyboard to the nth list: what waits, what was not accepted.
func (pg *Page) AimAt(n int) {
	if c := pg.canvas(); c != nil && n < 2 {
		widgets.FocusField(c, []string{fieldWaiting, fieldRejected}[n])
	}
}

// Leave ends what the page has subscribed to.
func (pg *Page) Leave() {
	pg.left = true
	pg.cancel()
	pg.stopTick()
}

func (pg *Page) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(pg.root) }

// tick keeps the words about time true.
func (pg *Page) tick() {
	pg.refresh()
	pg.stopTick = pg.presenter.deps.Run.After(clockEvery, pg.tick)
}

// refresh shows the model as it is.
func (pg *Page) refresh() {
	if pg.left {
		return
	}
	m, p := pg.presenter.model, pg.p
	pg.state.refresh(m)
	pg.fault.Hidden = m.Fault() == nil
	if m.Fault() != nil {
		pg.fault.SetText(p.T("sync_page.failed.text", "Reason", p.Err(m.Fault())))
	}
	n := m.Conflicts()
	pg.conflicts.Hidden = n == 0
	if n > 0 {
		pg.conflicts.SetText(p.N("sync_page.conflicts.text", n))
	}
	waiting := len(m.Waiting())
	pg.waiting.Hidden = waiting == 0
	pg.nothing.Hidden = waiting > 0 || !m.Ready()
	setRows(pg.waiting, waiting)
	pg.rejected.refresh(m)
	pg.root.Refresh()
}

func setRows(t *widgets.Table, n int) {
	if t.Count() != n {
		t.SetCount(n)
		return
	}
	t.Refresh()
}
