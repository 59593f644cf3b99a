package peoplepage

import (
	"fyne.io/fyne/v2"

	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/listing"
	"pupitre/ui/look"
	"pupitre/ui/roster"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Stable ids, by which the keyboard is found again after a rebuild.
const (
	fieldTable  = "people.table"
	fieldSearch = "people.search"
	fieldFilter = "people.filter"
	fieldInvite = "people.invite"
	fieldEnrol  = "people.enrol"
)

// mostQuery is the longest search, in runes.
const mostQuery = wire.MaxSearch / 2

// Page is the list in one language, over the presenter's state.
type Page struct {
	*listing.Page
	presenter *Presenter
	p         *i18n.Printer
	people    *roster.Host
	notice    *widgets.Banner
	narrow    *widgets.Select // nil for who sees the people of their reseller only
	card      *card
	cancel    func()
}

// Title is the page's name: a reseller's people see theirs only.
func (h *Presenter) title(p *i18n.Printer) string {
	if h.own() {
		return p.T("people_page.title_own")
	}
	return p.T("people_page.title")
}

// Registration offers the page to the shell under a route.
func (h *Presenter) Registration(route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupSystem, Icon: resources.Person, Title: h.title, Wide: true,
		Entries: func(p *i18n.Printer) []shell.Entry { return h.entries(p, route) },
		New:     func(p *i18n.Printer) shell.Page { return New(h, p) },
	}
}

// entries lists what the palette finds inside the page: what can be begun, and the people by name.
func (h *Presenter) entries(p *i18n.Printer, route shell.Route) []shell.Entry {
	also := shell.Words(func(p *i18n.Printer) string { return p.T("people_page.words") })
	out := []shell.Entry{}
	add := func(field string, icon resources.IconName, label func(*i18n.Printer) string) {
		out = append(out, shell.Entry{
			ID: field, Icon: icon, Label: label(p), Detail: h.title(p), Names: shell.Texts(label), Also: also,
			Place: shell.Place{Route: route, Field: field},
		})
	}
	if h.deps.People.MayInvite() {
		add(fieldInvite, resources.Mail, func(p *i18n.Printer) string { return p.T("people_page.invite") })
	}
	if h.deps.People.MayEnrol() {
		add(fieldEnrol, resources.Add, func(p *i18n.Printer) string { return p.T("people_page.enrol") })
	}
	for _, c := range h.deps.People.People() {
		out = append(out, shell.Entry{
			ID: "person." + c.Person, Icon: resources.Person, Label: roster.Name(p, c), Detail: h.title(p), Names: []string{roster.Name(p, c)},
			Also:  []string{c.Email, c.Code, roster.RoleWord(p, c)},
			Place: shell.Place{Route: route, Field: c.Person},
		})
	}
	return out
}

// New builds the page in the language of p.
func New(h *Presenter, p *i18n.Printer) *Page {
	pg := &Page{presenter: h, p: p}
	pg.people = &roster.Host{Roster: h.deps.People, P: p, Canvas: pg.canvas}
	pg.notice = widgets.NewBanner(widgets.Information, "")
	pg.notice.Hide()
	pg.card = newCard(pg)
	count := func(n int) string { return p.N("people_page.count", n) }
	pg.Page = listing.New(listing.Spec{
		P: p, State: &h.State,
		Words: listing.Words{
			Title: h.title(p), SearchHint: p.T("people_page.search_hint"), Count: count, Found: count,
			None: func(string) string { return p.T("people_page.none_body") },
		},
		TableID: fieldTable, SearchID: fieldSearch, MostQuery: mostQuery,
		Columns: pg.columns(), Rows: func() []string { return h.rows(p) }, Cell: pg.cell, Menu: pg.menu,
		Opened: func(string) { pg.Focus(fieldMenu) },
		Phase:  h.phase, Retry: h.deps.People.Load, Widen: pg.widen, Follow: pg.follow,
		Filters: pg.filters(), Tools: pg.tools(), Notices: []fyne.CanvasObject{pg.notice}, Card: pg.card,
	})
	pg.cancel = h.deps.People.Watch(pg.Refresh)
	h.deps.People.Load()
	pg.Start()
	return pg
}

// canvas is the canvas that shows the page, nil while it is built.
func (pg *Page) canvas() fyne.Canvas {
	if pg.Page == nil {
		return nil
	}
	return pg.Canvas()
}

// filters narrow the list.
func (pg *Page) filters() []fyne.CanvasObject {
	p, h := pg.p, pg.presenter
	if h.own() {
		return nil
	}
	pg.narrow = widgets.NewSelect(p, p.T("people_page.filter.label"), filters(p)...)
	pg.narrow.SetFieldID(fieldFilter)
	pg.narrow.SetSelected(string(h.filter))
	pg.narrow.OnChanged = func(value string) {
		if !pg.Left() && filter(value) != h.filter {
			h.filter = filter(value)
			pg.Refresh()
		}
	}
	return []fyne.CanvasObject{widgets.FixedWidth(look.ControlMedium, pg.narrow)}
}

// widen takes the filter away.
func (pg *Page) widen() {
	pg.presenter.filter = everybody
	if pg.narrow != nil {
		pg.narrow.SetSelected(string(everybody))
	}
}

// tools are what can be begun; all of it waits while off line.
func (pg *Page) tools() (tools []*listing.Tool) {
	p, people := pg.p, pg.presenter.deps.People
	online := func(int) bool { return people.Online() }
	if people.MayInvite() {
		tools = append(tools, &listing.Tool{
			Field: fieldInvite, Label: p.T("people_page.invite"), Icon: resources.Mail, Enabled: online,
			Do: func() { pg.people.Invite(roster.PlaceSupport, "") },
		})
	}
	if people.MayEnrol() {
		tools = append(tools, &listing.Tool{
			Field: fieldEnrol, Label: p.T("people_page.enrol"), Icon: resources.Add, Enabled: online,
			Do: func() { pg.people.Enrol() },
		})
	}
	return tools
}

func (pg *Page) columns() []widgets.TableColumn {
	p := pg.p
	all := []widgets.TableColumn{
		{ID: columnName, Title: p.T("people_page.column.name"), Fit: "Jean-François Bouchard", Weight: 2, Sortable: true},
		{ID: columnRole, Title: p.T("people_page.column.role"), Fit: p.T("people_page.role.lead"), Weight: 1, Sortable: true},
		{ID: columnState, Title: p.T("people_page.column.state"), Fit: "888 " + p.T("people_page.state.disabled"), Sortable: true},
		{ID: columnEmail, Title: p.T("people_page.column.email"), Fit: "etienne.desrosiers@exemple.ca", Weight: 2, Sortable: true, Optional: true},
		{ID: columnSeen, Title: p.T("people_page.column.seen"), Fit: "il y a 59 min", Sortable: true, Optional: true},
		{ID: columnReseller, Title: p.T("people_page.column.reseller"), Fit: "Téléphonie Côte-Nord", Weight: 1, Sortable: true, Optional: true},
	}
	if pg.presenter.own() {
		all = all[:len(all)-1]
	}
	return all
}

func (pg *Page) cell(person, column string) widgets.TableCell {
	c, _ := pg.presenter.deps.People.Person(person)
	cell := widgets.TableCell{Text: pg.presenter.cell(pg.p, c, column)}
	switch column {
	case columnState:
		cell.Icon = roster.StateIcon(c)
		cell.Color = look.ColorMuted
	case columnSeen:
		cell.Color = look.ColorMuted
	}
	return cell
}

func (pg *Page) menu(person string) []widgets.MenuItem {
	c, known := pg.presenter.deps.People.Person(person)
	if !known {
		return nil
	}
	return pg.people.Actions(c)
}

// Aim goes to a person by id, or to a control of the page.
func (pg *Page) Aim(_, field string) {
	if _, known := pg.presenter.deps.People.Person(field); known {
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
	pg.card.leave()
	pg.cancel()
}

// follow says that the list is an old one, or that this person may only look, and tells whether the banner came or went.
func (pg *Page) follow() (moved bool) {
	p, people := pg.p, pg.presenter.deps.People
	text, manages := "", people.MayInvite() || people.MayEnrol()
	switch {
	case !people.Online() && manages:
		text = p.T("people_page.offline")
	case people.Remembered():
		text = p.T("people_page.remembered")
	case !manages && pg.presenter.own():
		text = p.T("people_page.lead_only")
	case !manages:
		text = p.T("people_page.read_only")
	}
	pg.notice.SetText(text)
	moved = pg.notice.Hidden != (text == "")
	pg.notice.Hidden = text == ""
	return moved
}
