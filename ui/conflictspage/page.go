package conflictspage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Stable ids, by which the keyboard is found again after a rebuild.
const (
	fieldScroll = "conflicts.scroll"
	fieldTable  = "conflicts.table"
	fieldKeep   = "conflicts.keep"
	fieldTake   = "conflicts.take"
	fieldWrite  = "conflicts.write"
	fieldValue  = "conflicts.value"
)

// Columns of the list.
const (
	columnField = iota
	columnWho
	columnWhen
	columnState
)

const (
	skeletonAfter = 150 * time.Millisecond // what is read faster must not flicker
	listRows      = 6                      // the list scrolls beyond
)

// fieldFits is the longest name of a setting, with room for the icon before it.
const fieldFits = "Langue par défaut des nouveaux abonnés 000"

// Page is the conflicts in one language, over the presenter's state.
type Page struct {
	presenter *Presenter
	p         *i18n.Printer
	root      *fyne.Container
	body      *fyne.Container
	list      *fyne.Container
	table     *widgets.Table
	detail    *detailView
	shown     Phase
	empty     bool
	waited    bool
	left      bool
	cancels   []func()
}

// Registration offers the page to the shell under a route. A Place's section is the id of a conflict.
func (c *Presenter) Registration(route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupTracking, Icon: resources.Warning, Title: Title,
		Entries: func(*i18n.Printer) []shell.Entry { return nil },
		New:     func(p *i18n.Printer) shell.Page { return New(c, p) },
	}
}

// New builds the page in the language of p.
func New(c *Presenter, p *i18n.Printer) *Page {
	pg := &Page{presenter: c, p: p, body: container.NewStack(), shown: Idle}
	pg.table = pg.newTable()
	pg.detail = newDetailView(pg)
	column := widgets.Column(look.Space16, widgets.Body(p.T("conflicts.intro")), pg.table, pg.detail.card)
	scroll := widgets.NewScroll(widgets.Padded(look.Space8, look.Space24, widgets.MaxWidth(look.ContentWidth, column)))
	scroll.SetFieldID(fieldScroll)
	pg.list = container.NewStack(scroll)
	pg.root = widgets.Page(widgets.Column(""), pg.body, widgets.Column(""))
	pg.cancels = []func(){
		c.Watch(pg.refresh),
		c.deps.Run.After(skeletonAfter, func() { pg.waited = true; pg.refresh() }),
	}
	pg.refresh()
	return pg
}

func (pg *Page) newTable() *widgets.Table {
	p := pg.p
	t := widgets.NewTable(Title(p),
		widgets.TableColumn{ID: "field", Title: p.T("conflicts.column.field"), Fit: fieldFits, Weight: 3},
		widgets.TableColumn{ID: "who", Title: p.T("conflicts.column.who"), Fit: "Jean-Christophe", Weight: 1},
		widgets.TableColumn{ID: "when", Title: p.T("conflicts.column.when"), Fit: "2000-00-00\u00a000:00", Optional: true},
		widgets.TableColumn{ID: "state", Title: p.T("conflicts.column.state"), Fit: p.T("conflicts.state.open") + "\u2007"})
	t.FitRows = listRows
	t.SetFieldID(fieldTable)
	t.Cell = pg.cell
	t.OnSelected = pg.presenter.selectRow
	return t
}

func (pg *Page) cell(row, column int) (widgets.TableCell, bool) {
	conflicts := pg.presenter.model.Conflicts()
	if row >= len(conflicts) {
		return widgets.TableCell{}, false
	}
	x, p := conflicts[row], pg.p
	switch column {
	case columnField:
		return widgets.TableCell{Text: pg.presenter.book().Label(p, x.Entity, x.Field), Icon: fieldwords.Icon(fieldwords.KindOf(x.Entity))}, true
	case columnWho:
		return widgets.TableCell{Text: pg.presenter.author(p, x)}, true
	case columnWhen:
		return widgets.TableCell{Text: p.ISODateTime(x.At.In(pg.presenter.deps.Zone())), Color: look.ColorMuted}, true
	}
	if x.Decided {
		return widgets.TableCell{Text: p.T("conflicts.state.decided"), Color: look.ColorMuted}, true
	}
	return widgets.TableCell{Text: p.T("conflicts.state.open"), Bold: true}, true
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.root }

// Aim looks at the conflict whose id the section is.
func (pg *Page) Aim(section, _ string) {
	if section == "" {
		return
	}
	pg.presenter.model.Reveal(section)
	pg.presenter.Tell()
	pg.AimAt(0)
}

// AimAt gives the keyboard to the list.
func (pg *Page) AimAt(int) {
	if c := pg.canvas(); c != nil {
		widgets.FocusField(c, fieldTable)
	}
}

// Leave ends what the page has subscribed to.
func (pg *Page) Leave() {
	pg.left = true
	for _, cancel := range pg.cancels {
		cancel()
	}
}

func (pg *Page) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(pg.root) }

// refresh shows the model as it is.
func (pg *Page) refresh() {
	if pg.left {
		return
	}
	m := pg.presenter.model
	empty := len(m.Conflicts()) == 0
	if m.Phase() != pg.shown || empty != pg.empty || (m.Phase() == Loading && pg.waited) || len(pg.body.Objects) == 0 {
		pg.shown, pg.empty = m.Phase(), empty
		pg.body.Objects = []fyne.CanvasObject{pg.bodyFor(m)}
		pg.body.Refresh()
	}
	if n := len(m.Conflicts()); n != pg.table.Count() {
		pg.table.SetCount(n)
	} else {
		pg.table.Refresh()
	}
	if s := pg.table.State(); s.Selected != m.Selected() {
		s.Selected = m.Selected()
		pg.table.SetState(s)
	}
	pg.detail.show(m)
	pg.root.Refresh()
}

func (pg *Page) bodyFor(m *Model) fyne.CanvasObject {
	p := pg.p
	switch m.Phase() {
	case Failed:
		return widgets.NewErrorState(p, p.T("conflicts.failed"), p.Err(m.Fault()), pg.presenter.Load)
	case Ready:
		if pg.empty {
			return widgets.NewEmptyState(resources.CheckCircle, p.T("conflicts.empty.title"), p.T("conflicts.empty.body"), nil)
		}
		return pg.list
	case Idle, Loading:
		if pg.waited {
			return widgets.Padded(look.Space8, look.Space24, widgets.MaxWidth(look.ContentWidth, widgets.Column("", widgets.NewSkeleton(3))))
		}
	}
	return widgets.Column("")
}
