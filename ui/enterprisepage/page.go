package enterprisepage

import (
	"fyne.io/fyne/v2"

	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/listing"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Stable ids, by which the keyboard is found again after a rebuild.
const (
	fieldTable  = "administrators.table"
	fieldSearch = "administrators.search"
	fieldAdd    = "administrators.add"
)

// mostQuery is the longest search, in runes.
const mostQuery = 100

// Page is the list in one language, over the presenter's state.
type Page struct {
	*listing.Page
	presenter *Presenter
	p         *i18n.Printer
	notice    *widgets.Banner
	leave     func()
}

// Title is the page's name.
func Title(p *i18n.Printer) string { return p.T("administrators.title") }

// Registration offers the page to the shell under a route.
func (h *Presenter) Registration(route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupPortal, Icon: resources.AdminPanel, Title: Title, Wide: true,
		Entries: func(p *i18n.Printer) []shell.Entry { return h.entries(p, route) },
		New:     func(p *i18n.Printer) shell.Page { return New(h, p) },
	}
}

// entries lists what the palette finds inside the page: what can be begun, and the administrators by name.
func (h *Presenter) entries(p *i18n.Printer, route shell.Route) []shell.Entry {
	also := shell.Words(func(p *i18n.Printer) string { return p.T("administrators.words") })
	out := []shell.Entry{}
	if h.deps.Portal.MayManage() {
		out = append(out, shell.Entry{
			ID: fieldAdd, Icon: resources.Add, Label: p.T("administrators.add_long"), Detail: Title(p), Also: also,
			Names: shell.Texts(func(p *i18n.Printer) string { return p.T("administrators.add_long") }), Place: shell.Place{Route: route, Field: fieldAdd},
		})
	}
	for _, a := range h.list() {
		out = append(out, shell.Entry{
			ID: "administrator:" + a.Person, Icon: resources.AdminPanel, Label: name(a), Detail: Title(p), Names: []string{name(a)},
			Also: []string{a.Email}, Place: shell.Place{Route: route, Field: a.Person},
		})
	}
	return out
}

// New builds the page in the language of p.
func New(h *Presenter, p *i18n.Printer) *Page {
	pg := &Page{presenter: h, p: p}
	pg.notice = widgets.NewBanner(widgets.Information, "")
	pg.notice.Hide()
	count := func(n int) string { return p.N("administrators.count", n) }
	pg.Page = listing.New(listing.Spec{
		P: p, State: &h.State,
		Words: listing.Words{
			Title: Title(p), SearchHint: p.T("administrators.search_hint"), Count: count, Found: count,
			None:       func(query string) string { return p.T("administrators.none", "Query", query) },
			EmptyTitle: p.T("administrators.empty"), EmptyBody: p.T("administrators.empty_body"),
		},
		Icon: resources.AdminPanel, TableID: fieldTable, SearchID: fieldSearch, MostQuery: mostQuery,
		Columns: pg.columns(), Rows: func() []string { return h.rows(p) }, Cell: pg.cell, Menu: pg.menu,
		Opened: func(string) { pg.Focus(fieldMenu) },
		Phase:  func() (listing.Phase, error) { return h.Phase, h.Fault }, Retry: h.Load, Follow: pg.follow,
		End: pg.end(), Notices: []fyne.CanvasObject{pg.notice}, Card: listing.NewCard(pg.card),
	})
	pg.leave = h.Watch(pg.Refresh)
	pg.Start()
	return pg
}

// end is "+ Add", at the far right as the administrators' article has it.
func (pg *Page) end() *listing.Tool {
	h := pg.presenter
	if !h.deps.Portal.MayManage() {
		return nil
	}
	return &listing.Tool{
		Field: fieldAdd, Label: pg.p.T("administrators.add"), Icon: resources.Add, Adds: true, Do: pg.add,
		Enabled: func(int) bool { return h.deps.Portal.Online() },
	}
}

func (pg *Page) columns() []widgets.TableColumn {
	p := pg.p
	return []widgets.TableColumn{
		{ID: columnName, Title: p.T("administrators.column.name"), Fit: "Jean-François Bouchard", Weight: 3, Sortable: true},
		{ID: columnAccess, Title: p.T("administrators.column.access"), Fit: p.T("administrators.access.super"), Sortable: true},
		{ID: columnAccount, Title: p.T("administrators.column.account"), Fit: "Aluminerie", Weight: 2, Sortable: true, Optional: true},
		{ID: columnState, Title: p.T("administrators.column.state"), Fit: "888 " + p.T("administrators.state.invited"), Sortable: true, Optional: true},
		{ID: columnEmail, Title: p.T("administrators.column.email"), Fit: "prenom.nom@exemple.ca", Weight: 2, Sortable: true, Optional: true},
		{ID: columnAction, Title: p.T("administrators.column.action"), Fit: "8888", Action: true},
	}
}

func (pg *Page) cell(person, column string) widgets.TableCell {
	a, _ := pg.presenter.administrator(person)
	if column == columnAction {
		return widgets.TableCell{Icon: resources.MoreVert}
	}
	cell := widgets.TableCell{Text: pg.presenter.text(pg.p, a, column)}
	if column == columnState {
		cell.Color = look.ColorMuted
		cell.Icon = stateIcon(a.State)
	}
	return cell
}

func stateIcon(s wire.PersonState) resources.IconName {
	switch s {
	case wire.PersonInvited:
		return resources.Mail
	case wire.PersonDisabled:
		return resources.Lock
	case wire.PersonActive:
	}
	return resources.CheckCircle
}

// menu is what can be done with somebody, or why nothing can.
func (pg *Page) menu(person string) []widgets.MenuItem {
	p, h := pg.p, pg.presenter
	a, ok := h.administrator(person)
	if !ok {
		return nil
	}
	if reason := h.barred(); reason != nil {
		return []widgets.MenuItem{{Label: p.Err(reason), Icon: resources.Lock, Plain: true}}
	}
	items := []widgets.MenuItem{{Label: p.T("administrators.edit"), Icon: resources.Edit, OnTapped: func() { pg.edit(a) }}}
	if a.State == wire.PersonInvited {
		items = append(items, widgets.MenuItem{Label: p.T("administrators.again"), Icon: resources.Mail, OnTapped: func() { pg.again(a) }})
	}
	return append(items, widgets.MenuItem{Label: p.T("administrators.delete"), Icon: resources.Delete, Separated: true, OnTapped: func() { pg.remove(a) }})
}

// follow says why this person may only look, and tells whether the banner came or went.
func (pg *Page) follow() (moved bool) {
	text, h := "", pg.presenter
	if reason := h.barred(); reason != nil {
		text = pg.p.Err(reason)
	}
	if h.Phase == listing.Failed {
		text = "" // the list says it
	}
	pg.notice.SetText(text)
	moved = pg.notice.Hidden != (text == "")
	pg.notice.Hidden = text == ""
	return moved
}

// Aim goes to a person by id, begins to add, or goes to a control of the page.
func (pg *Page) Aim(_, field string) {
	if _, known := pg.presenter.administrator(field); known {
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
