package portalpage

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/directory"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Stable ids, by which the keyboard is found again after a rebuild.
const (
	fieldTable      = "enterprise.table"
	fieldSearch     = "enterprise.search"
	fieldGo         = "enterprise.go"
	fieldAccount    = "enterprise.account"
	fieldFederation = "enterprise.federation"
	fieldCategory   = "enterprise.category"
	fieldFacet      = "enterprise.facet." // and the column
	fieldChip       = "enterprise.chip."  // and the column and the id
	fieldClear      = "enterprise.clear"
	fieldKept       = "enterprise.kept"
	fieldMore       = "enterprise.more"
)

// Page is the search in one language, over the presenter's state.
type Page struct {
	presenter *Presenter
	p         *i18n.Printer
	root      *fyne.Container
	body      *fyne.Container // table and card
	table     *widgets.Table
	columns   []directory.Column
	category  directory.Kind // that the table and the filters were built for
	tools     tools
	detail    *detailView
	cells     cellCache
	shown     int           // generation of the rows that the table shows
	drawn     drawn         // what the rows were drawn for
	slot      string        // what stands in place of the rows
	nothing   *widgets.Text // why nothing was found, while that stands there
	left      bool
	leave     func()
}

// Title is the page's name: who may not enter the portal has the directory alone.
func (h *Presenter) title(p *i18n.Printer) string {
	if h.deps.Portal.MayEnter() {
		return p.T("enterprise.title")
	}
	return p.T("enterprise.title_directory")
}

// Registration offers the page to the shell under a route.
func (h *Presenter) Registration(route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupPortal, Icon: resources.Search, Title: h.title, Wide: true,
		Entries: func(p *i18n.Printer) []shell.Entry { return h.entries(p, route) },
		New:     func(p *i18n.Printer) shell.Page { return New(h, p) },
	}
}

// entries lists what the palette finds inside the page: the search by other words, and the searches that were saved.
func (h *Presenter) entries(p *i18n.Printer, route shell.Route) []shell.Entry {
	also := shell.Words(func(p *i18n.Printer) string { return p.T("enterprise.words") })
	out := []shell.Entry{{
		ID: fieldSearch, Icon: resources.Search, Label: p.T("enterprise.search"), Detail: h.title(p), Also: also,
		Names: shell.Texts(func(p *i18n.Printer) string { return p.T("enterprise.search") }),
		Place: shell.Place{Route: route, Field: fieldSearch},
	}}
	for _, s := range h.saved() {
		out = append(out, shell.Entry{
			ID: "saved-search:" + s.entity, Icon: resources.Bookmark, Label: s.Name, Detail: p.T("enterprise.saved.one_saved"),
			Names: []string{s.Name}, Place: shell.Place{Route: route, Section: sectionSaved, Field: s.entity},
		})
	}
	return out
}

// sectionSaved aims at a saved search by its entity.
const sectionSaved = "saved"

// New builds the page in the language of p.
func New(h *Presenter, p *i18n.Printer) *Page {
	pg := &Page{presenter: h, p: p}
	pg.detail = newDetailView(pg)
	pg.body = container.New(splitLayout{}, widgets.Column(""), pg.detail.card)
	pg.tools.build(pg)
	pg.root = widgets.Page(widgets.Padded(look.Space4, look.Space24, pg.tools.root),
		widgets.Padded(look.Space12, look.Space24, pg.body), widgets.Column(""))
	pg.leave = h.watch(pg.refresh)
	pg.refresh()
	pg.table.SetState(h.place)
	return pg
}

func (pg *Page) canvas() fyne.Canvas {
	if pg.root == nil {
		return nil
	}
	return fyne.CurrentApp().Driver().CanvasForObject(pg.root)
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.root }

// Aim gives the keyboard to the search, or to a control of the page, or does a saved search.
func (pg *Page) Aim(section, field string) {
	if section == sectionSaved {
		for _, s := range pg.presenter.saved() {
			if s.entity == field {
				pg.open(s.Search)
			}
		}
		field = ""
	}
	if field == "" {
		field = fieldSearch
	}
	pg.focus(field)
}

// AimAt gives the keyboard to the search.
func (pg *Page) AimAt(int) { pg.focus(fieldSearch) }

func (pg *Page) focus(id string) {
	if c := pg.canvas(); c != nil {
		widgets.FocusField(c, id)
	}
}

// Leave ends what the page has subscribed to and remembers where the person was.
func (pg *Page) Leave() {
	pg.left = true
	pg.presenter.place = pg.table.State()
	pg.leave()
}

// open shows a search that was kept, with its text in the field.
func (pg *Page) open(s Search) {
	pg.presenter.open(s)
	pg.tools.search.SetText(s.Text)
	pg.focus(fieldSearch)
}

// refresh shows the state as it is.
func (pg *Page) refresh() {
	if pg.left {
		return
	}
	h := pg.presenter
	moved := false
	if pg.table == nil || pg.category != h.search.Category {
		pg.category = h.search.Category
		pg.newTable()
		moved = true
	}
	pg.refreshRows()
	pg.refreshSlot()
	moved = pg.tools.refresh() || moved
	moved = pg.detail.refresh() || moved
	if moved {
		pg.root.Refresh()
	}
}

// newTable makes the table of the category in the place of the one before.
func (pg *Page) newTable() {
	p, h := pg.p, pg.presenter
	pg.columns = columnsOf(pg.category)
	main := categoryOf(pg.category).Main
	var columns []widgets.TableColumn
	for _, c := range pg.columns {
		columns = append(columns, widgets.TableColumn{
			ID: string(c), Title: portal.ColumnName(p, c), Fit: fit(p, c), Weight: weight(c), Sortable: true,
			Optional: c != main && c != directory.ByName && c != directory.ByExtension && c != directory.ByAccount,
			KeepEnd:  c == directory.ByAccount || c == directory.BySite, // «Fonderie Rivard Montréal», «Fonderie Rivard Laval»
		})
	}
	t := widgets.NewTable(p.T("enterprise.results"), columns...)
	t.SetFieldID(fieldTable)
	t.Marks = 3
	t.Cell = pg.cell
	t.Rows = h.rows.want
	t.OnSort = func(column string, descending bool) { h.setSort(directory.Column(column), descending) }
	t.OnSelected = pg.selected
	t.OnActivated = func(int) { pg.focus(fieldCopyFirst) }
	t.Menu = pg.menu
	pg.table, pg.slot, pg.shown = t, "", 0
	pg.body.Objects[0] = t
}

// fit is a text that a column always shows whole.
func fit(p *i18n.Printer, c directory.Column) string {
	switch c {
	case directory.ByName:
		return "Marie-Ève Tremblay"
	case directory.ByPhone:
		return p.Phone("+18888888888")
	case directory.ByExtension:
		return "888888"
	case directory.ByEmail:
		return "prenom.nom@exemple"
	case directory.ByAccount, directory.BySite:
		return "Québec, Rive-Sud"
	case directory.ByDepartment, directory.ByLocation, directory.ByNumberType, directory.ByExtensionType, directory.ByCustom:
	}
	return "Comptabilité"
}

// weight is the share of a column in what is left over.
func weight(c directory.Column) float32 {
	switch c {
	case directory.ByName:
		return 3
	case directory.ByEmail, directory.ByAccount:
		return 2
	case directory.ByPhone, directory.ByExtension:
		return 0
	case directory.BySite, directory.ByDepartment, directory.ByLocation, directory.ByNumberType, directory.ByExtensionType, directory.ByCustom:
	}
	return 1
}

// selected opens the card of a row.
func (pg *Page) selected(row int) {
	e, ok := pg.presenter.rows.entry(row)
	switch {
	case row < 0:
		pg.presenter.choose(nil)
	case ok && e.Kind != "":
		pg.presenter.choose(&e)
	}
	pg.presenter.place = pg.table.State()
	pg.refresh()
}

// refreshRows shows the answer.
func (pg *Page) refreshRows() {
	h, total := pg.presenter, 0
	if h.answer != nil {
		total = h.answer.Len()
	}
	column, down := pg.sorted()
	pg.table.SetSorted(string(column), down)
	if h.rows.generation != pg.shown {
		pg.shown = h.rows.generation
		if h.answer != nil || h.phase == failed {
			pg.table.SetState(h.place)
		}
		pg.table.SetCount(total)
		return
	}
	if now := (drawn{h.rows.arrivals, h.namesVersion()}); now != pg.drawn {
		pg.drawn = now
		pg.table.Refresh()
	}
}

// drawn is what the rows of an answer depend on: counts that come later change none.
type drawn struct{ arrivals, names int }

// sorted is the order that the head of the table shows: that of the main column where nothing is looked for.
func (pg *Page) sorted() (column directory.Column, down bool) {
	s := pg.presenter.search
	if s.Sort == "" && strings.TrimSpace(s.Text) == "" {
		return categoryOf(s.Category).Main, false
	}
	return s.Sort, s.Down
}

// refreshSlot shows why there are no rows.
func (pg *Page) refreshSlot() {
	h, slot := pg.presenter, ""
	st := h.deps.Portal.FinderState()
	_, some := h.deps.Portal.Federation()
	switch {
	case !some:
		slot = "nothing"
	case h.phase == failed && fault404(h.fault):
		slot = "coming " + pg.coming(st)
	case h.phase == failed:
		slot = "failed " + pg.p.Err(h.fault)
	case h.phase == waiting:
		slot = "waiting"
	case h.answer.Len() == 0:
		slot = "none " + h.asked.Text
	}
	if slot == pg.slot {
		return
	}
	before, _, _ := strings.Cut(pg.slot, " ")
	kind, text, _ := strings.Cut(slot, " ")
	pg.slot = slot
	if kind == before && kind == "none" { // each key says another text: what is around it stays
		pg.nothing.SetText(pg.none(text))
		return
	}
	pg.table.SetSlot(pg.standIn(kind, text))
}

// standIn is what stands in place of the rows, nil for the rows.
func (pg *Page) standIn(kind, text string) fyne.CanvasObject {
	p, h := pg.p, pg.presenter
	switch kind {
	case "nothing":
		return widgets.NewEmptyState(resources.Apartment, p.T("enterprise.empty.no_federation"), p.T("enterprise.empty.no_federation_body"), nil)
	case "coming":
		return widgets.NewEmptyState(resources.Sync, p.T("enterprise.empty.no_copy"), text, widgets.NewButton(p.T("enterprise.retry"), h.retry))
	case "failed":
		return widgets.NewErrorState(p, p.T("enterprise.failed"), text, h.retry)
	case "waiting":
		return widgets.Column("")
	case "none":
		all := widgets.NewButton(p.T("enterprise.empty.none_show"), pg.clear)
		pg.nothing = widgets.StateText(pg.none(text))
		return widgets.NewEmptyStateOf(resources.Search, p.T("enterprise.empty.none"), pg.nothing, all)
	}
	return nil
}

// none says what was looked for in vain.
func (pg *Page) none(text string) string {
	switch filtered := len(pg.presenter.asked.Filters) > 0; {
	case text == "":
		return pg.p.T("enterprise.empty.none_filters")
	case filtered:
		return pg.p.T("enterprise.empty.none_both", "Query", text)
	}
	return pg.p.T("enterprise.empty.none_text", "Query", text)
}

// coming says how far the copy of the directory is.
func (pg *Page) coming(st portal.FinderState) string {
	switch {
	case st.Building:
		return pg.p.T("enterprise.empty.building")
	case st.Received > 0:
		return pg.p.N("enterprise.empty.received", int(st.Received))
	case !pg.presenter.deps.Portal.Online():
		return pg.p.T("enterprise.empty.offline")
	}
	return pg.p.T("enterprise.empty.soon")
}

// clear takes text and filters away.
func (pg *Page) clear() {
	pg.presenter.search.Text = ""
	pg.tools.search.SetText("")
	pg.presenter.clearFilters()
	pg.focus(fieldSearch)
}

// caption is the muted text of counts and labels.
func caption() *widgets.Text {
	return widgets.NewText("", widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Keep})
}
