package accountspage

import (
	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/listing"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Stable ids, by which the keyboard is found again after a rebuild.
const (
	fieldTable    = "accounts.table"
	fieldSearch   = "accounts.search"
	fieldExport   = "accounts.export"
	fieldBuild    = "accounts.build"
	fieldImport   = "accounts.import"
	fieldActivate = "accounts.activate"
)

// mostQuery is the longest search, in runes.
const mostQuery = 100

// Page is the list in one language, over the presenter's state.
type Page struct {
	*listing.Page
	presenter *Presenter
	p         *i18n.Printer
	support   *widgets.Banner // that the federation itself is the support's work
	old       *widgets.Banner // that the list is that of the copy
	leave     func()
}

// Title is the page's name.
func Title(p *i18n.Printer) string { return p.T("accounts.title") }

// Registration offers the page to the shell under a route.
func (h *Presenter) Registration(route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupPortal, Icon: resources.Apartment, Title: Title, Wide: true,
		Entries: func(p *i18n.Printer) []shell.Entry { return h.entries(p, route) },
		New:     func(p *i18n.Printer) shell.Page { return New(h, p) },
	}
}

// entries lists what the palette finds inside the page: the page by other words, and the accounts by name.
func (h *Presenter) entries(p *i18n.Printer, route shell.Route) []shell.Entry {
	also := shell.Words(func(p *i18n.Printer) string { return p.T("accounts.words") })
	out := []shell.Entry{{
		ID: fieldTable, Icon: resources.Apartment, Label: p.T("accounts.report"), Detail: Title(p), Also: also,
		Names: shell.Texts(func(p *i18n.Printer) string { return p.T("accounts.report") }), Place: shell.Place{Route: route, Field: fieldTable},
	}}
	for _, a := range h.accounts() {
		out = append(out, shell.Entry{
			ID: "account:" + a.ID, Icon: resources.Apartment, Label: a.Name, Detail: Title(p), Names: []string{a.Name},
			Also: []string{h.text(p, a, columnPhone)}, Place: shell.Place{Route: route, Field: a.ID},
		})
	}
	return out
}

// New builds the page in the language of p.
func New(h *Presenter, p *i18n.Printer) *Page {
	pg := &Page{presenter: h, p: p}
	pg.old = widgets.NewBanner(widgets.Information, p.T("accounts.offline"))
	pg.old.Hide()
	pg.support = widgets.NewBanner(widgets.Information, p.T("accounts.through_support"))
	count := func(n int) string { return p.N("accounts.count", n) }
	notices := []fyne.CanvasObject{pg.old}
	if !h.deps.Portal.MayBuild() {
		notices = append(notices, pg.support)
	}
	pg.Page = listing.New(listing.Spec{
		P: p, State: &h.State,
		Words: listing.Words{
			Title: Title(p), SearchHint: p.T("accounts.search_hint"), Count: count, Found: count,
			None:       func(query string) string { return p.T("accounts.none", "Query", query) },
			EmptyTitle: p.T("enterprise.empty.no_federation"), EmptyBody: p.T("enterprise.empty.no_federation_body"),
		},
		Icon: resources.Apartment, TableID: fieldTable, SearchID: fieldSearch, MostQuery: mostQuery,
		Columns: pg.columns(), Rows: func() []string { return h.rows(p) }, Cell: pg.cell,
		Menu: func(string) []widgets.MenuItem { return nil }, Opened: func(string) { pg.Focus(fieldActivate) },
		Phase: func() (listing.Phase, error) { return h.Phase, h.Fault }, Retry: h.Load, Follow: pg.follow,
		Tools: pg.tools(), Notices: notices, Card: listing.NewCard(pg.card),
	})
	pg.leave = h.Watch(pg.Refresh)
	pg.Start()
	return pg
}

func (pg *Page) tools() (tools []*listing.Tool) {
	p, h := pg.p, pg.presenter
	if h.deps.Build != "" && h.deps.Portal.MayBuild() {
		tools = append(tools, &listing.Tool{
			Field: fieldBuild, Label: p.T("accounts.build"), Icon: resources.Dialpad, Adds: true,
			Do: func() { h.deps.Window.Open(shell.Place{Route: h.deps.Build}) },
		})
	}
	if h.deps.Import != "" && h.deps.Portal.MayBuild() {
		tools = append(tools, &listing.Tool{
			Field: fieldImport, Label: p.T("accounts.import"), Icon: resources.UploadFile, Quiet: true,
			Do: func() { h.deps.Window.Open(shell.Place{Route: h.deps.Import}) },
		})
	}
	if h.deps.Files != nil {
		tools = append(tools, &listing.Tool{
			Field: fieldExport, Label: p.T("enterprise.export.do"), Icon: resources.Download, Quiet: true,
			Do: func() { h.export(p) }, Enabled: func(n int) bool { return n > 0 },
		})
	}
	return tools
}

func (pg *Page) columns() []widgets.TableColumn {
	p := pg.p
	return []widgets.TableColumn{
		{ID: columnName, Title: columnTitle(p, columnName), Fit: "Aluminerie Côte-Nord", Weight: 3, Sortable: true, KeepEnd: true},
		{ID: columnPhone, Title: columnTitle(p, columnPhone), Fit: p.Phone("+18888888888"), Sortable: true},
		{ID: columnAdded, Title: columnTitle(p, columnAdded), Fit: "2026-11-21", Sortable: true},
		{ID: columnUsers, Title: columnTitle(p, columnUsers), Fit: "888 888", Sortable: true, Optional: true, Align: fyne.TextAlignTrailing},
		{ID: columnAdmin, Title: columnTitle(p, columnAdmin), Fit: "Jean-François", Weight: 2, Sortable: true, Optional: true},
	}
}

func (pg *Page) cell(id, column string) widgets.TableCell {
	a, _ := pg.presenter.account(id)
	return widgets.TableCell{Text: pg.presenter.text(pg.p, a, column)}
}

// follow says whose list it is, and tells whether a banner came or went.
func (pg *Page) follow() (moved bool) {
	h := pg.presenter
	hidden := h.Told || h.Phase != listing.Ready || len(h.accounts()) == 0
	moved = pg.old.Hidden != hidden
	pg.old.Hidden = hidden
	return moved
}

// Aim goes to an account by id, or to a control of the page.
func (pg *Page) Aim(_, field string) {
	if _, known := pg.presenter.account(field); known {
		pg.Pick(field, "")
		return
	}
	if field != "" {
		pg.Focus(field)
	}
}

// Leave ends what the page has subscribed to and remembers where the person was.
func (pg *Page) Leave() {
	pg.Page.Leave()
	pg.leave()
}

// canvas is the canvas that shows the page, nil while it is built.
func (pg *Page) canvas() fyne.Canvas {
	if pg.Page == nil {
		return nil
	}
	return pg.Canvas()
}
