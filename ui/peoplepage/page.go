package peoplepage

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
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

// Page is the list in one language, over the presenter's state.
type Page struct {
	presenter *Presenter
	p         *i18n.Printer
	people    *roster.Host
	root      *fyne.Container
	table     *widgets.Table
	search    *widgets.Entry
	count     *widgets.Text
	notice    *widgets.Banner
	online    []*widgets.Button // what waits while off line
	detail    *detailView
	shown     []wire.Colleague
	slot      string // what stands in place of the rows
	left      bool
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
	also := []string{}
	for _, list := range shell.Texts(func(p *i18n.Printer) string { return p.T("people_page.words") }) {
		also = append(also, strings.Split(list, ", ")...)
	}
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
	pg.count = widgets.NewText("", widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Keep})
	pg.notice = widgets.NewBanner(widgets.Information, "")
	pg.notice.Hide()
	pg.table = pg.newTable()
	pg.detail = newDetailView(pg)
	head := widgets.Column(look.Space8, widgets.Ends(pg.tools(), pg.count), pg.notice)
	pg.root = widgets.Page(widgets.Padded(look.Space4, look.Space24, head),
		widgets.Padded(look.Space12, look.Space24, widgets.WithDetail(pg.table, pg.detail.card)), widgets.Column(""))
	pg.cancel = h.deps.People.Watch(pg.refresh)
	h.deps.People.Load()
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

// tools are the search, the filter and the buttons.
func (pg *Page) tools() fyne.CanvasObject {
	p, h := pg.p, pg.presenter
	pg.search = widgets.NewEntry(p.T("people_page.search"))
	pg.search.SetFieldID(fieldSearch)
	pg.search.SetHint(p.T("people_page.search_hint"))
	pg.search.SetMaxLength(wire.MaxSearch / 2)
	pg.search.SetText(h.query)
	pg.search.OnChanged = func(text string) {
		if !pg.left && text != h.query {
			h.query = text
			pg.refresh()
		}
	}
	tools := []fyne.CanvasObject{widgets.FixedWidth(look.ControlMedium, pg.search)}
	if !h.own() {
		choice := widgets.NewSelect(p, p.T("people_page.filter.label"), filters(p)...)
		choice.SetFieldID(fieldFilter)
		choice.SetSelected(string(h.filter))
		choice.OnChanged = func(value string) {
			if !pg.left && filter(value) != h.filter {
				h.filter = filter(value)
				pg.refresh()
			}
		}
		tools = append(tools, widgets.FixedWidth(look.ControlMedium, choice))
	}
	add := func(field, label string, icon resources.IconName, do func()) {
		b := widgets.NewButton(label, do)
		b.SetIcon(icon)
		b.SetFieldID(field)
		pg.online = append(pg.online, b)
		tools = append(tools, b)
	}
	if h.deps.People.MayInvite() {
		add(fieldInvite, p.T("people_page.invite"), resources.Mail, pg.invite)
	}
	if h.deps.People.MayEnrol() {
		add(fieldEnrol, p.T("people_page.enrol"), resources.Add, pg.people.Enrol)
	}
	return widgets.WrapLine(look.Space8, tools...)
}

func (pg *Page) invite() { pg.people.Invite(roster.PlaceSupport, "") }

func (pg *Page) newTable() *widgets.Table {
	p, h := pg.p, pg.presenter
	all := []widgets.TableColumn{
		{ID: columnName, Title: p.T("people_page.column.name"), Fit: "Jean-François Bouchard", Weight: 2, Sortable: true},
		{ID: columnRole, Title: p.T("people_page.column.role"), Fit: p.T("people_page.role.lead"), Weight: 1, Sortable: true},
		{ID: columnState, Title: p.T("people_page.column.state"), Fit: "888 " + p.T("people_page.state.disabled"), Sortable: true},
		{ID: columnEmail, Title: p.T("people_page.column.email"), Fit: "etienne.desrosiers@exemple.ca", Weight: 2, Sortable: true, Optional: true},
		{ID: columnSeen, Title: p.T("people_page.column.seen"), Fit: "il y a 59 min", Sortable: true, Optional: true},
		{ID: columnReseller, Title: p.T("people_page.column.reseller"), Fit: "Téléphonie Côte-Nord", Weight: 1, Sortable: true, Optional: true},
	}
	if h.own() {
		all = all[:len(all)-1]
	}
	t := widgets.NewTable(h.title(p), all...)
	t.SetFieldID(fieldTable)
	t.SetSorted(h.sorted, h.descending)
	t.Cell = func(row, column int) (widgets.TableCell, bool) { return pg.cell(row, all[column].ID) }
	t.OnSort = func(column string, descending bool) {
		h.sorted, h.descending = column, descending
		pg.refresh()
	}
	t.OnSelected = pg.selected
	t.OnActivated = func(int) { pg.focus(fieldMenu) }
	t.Menu = func(row int) []widgets.MenuItem {
		if row >= len(pg.shown) {
			return nil
		}
		return pg.people.Actions(pg.shown[row])
	}
	return t
}

func (pg *Page) cell(row int, column string) (widgets.TableCell, bool) {
	if row >= len(pg.shown) {
		return widgets.TableCell{}, false
	}
	c := pg.shown[row]
	cell := widgets.TableCell{Text: pg.presenter.cell(pg.p, c, column)}
	switch column {
	case columnState:
		cell.Icon = roster.StateIcon(c)
		cell.Color = look.ColorMuted
	case columnSeen:
		cell.Color = look.ColorMuted
	}
	return cell, true
}

func (pg *Page) selected(row int) {
	h := pg.presenter
	h.selected = ""
	if row >= 0 && row < len(pg.shown) {
		h.selected = pg.shown[row].Person
	}
	pg.refresh()
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.root }

// Aim goes to a person by id, or to a control of the page.
func (pg *Page) Aim(_, field string) {
	if _, known := pg.presenter.deps.People.Person(field); known {
		pg.aim(field)
		return
	}
	if field != "" {
		pg.focus(field)
	}
}

// AimAt gives the keyboard to the search.
func (pg *Page) AimAt(int) { pg.focus(fieldSearch) }

func (pg *Page) focus(id string) {
	if c := pg.canvas(); c != nil {
		widgets.FocusField(c, id)
	}
}

// aim selects a person and gives the table the keyboard.
func (pg *Page) aim(person string) {
	h := pg.presenter
	is := func(c wire.Colleague) bool { return c.Person == person }
	if !slices.ContainsFunc(h.rows(pg.p), is) { // search or filter would hide them
		h.query, h.filter = "", everybody
		pg.search.SetText("")
	}
	h.selected = person
	pg.refresh()
	if i := slices.IndexFunc(pg.shown, is); i >= 0 {
		pg.table.Select(i)
	}
	pg.root.Refresh()
	pg.focus(fieldTable)
}

// Leave ends what the page has subscribed to and remembers where the person was.
func (pg *Page) Leave() {
	pg.left = true
	pg.presenter.place = pg.table.State()
	pg.detail.leave()
	pg.cancel()
}

// refresh shows the people as they are.
func (pg *Page) refresh() {
	if pg.left || pg.detail == nil {
		return
	}
	h := pg.presenter
	pg.shown = nil
	if h.deps.People.Phase() == roster.Ready {
		pg.shown = h.rows(pg.p)
	}
	if len(pg.shown) != pg.table.Count() {
		pg.table.SetCount(len(pg.shown))
	} else {
		pg.table.Refresh()
	}
	at := slices.IndexFunc(pg.shown, func(c wire.Colleague) bool { return c.Person == h.selected })
	if at < 0 {
		h.selected = ""
	}
	if s := pg.table.State(); s.Selected != at {
		s.Selected = at
		pg.table.SetState(s)
	}
	pg.refreshSlot()
	moved := pg.refreshNotice()
	if pg.detail.refresh() || moved {
		pg.root.Refresh()
	}
}

// refreshNotice says that the list is an old one, or that this person may only look, and tells whether the banner came or
// went.
func (pg *Page) refreshNotice() (moved bool) {
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
	for _, b := range pg.online {
		if people.Online() {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	count := p.N("people_page.count", len(pg.shown))
	if pg.slot != "" {
		count = ""
	}
	pg.count.SetText(count)
	pg.notice.SetText(text)
	moved = pg.notice.Hidden != (text == "")
	pg.notice.Hidden = text == ""
	return moved
}

// refreshSlot shows why there are no rows.
func (pg *Page) refreshSlot() {
	p, people, slot := pg.p, pg.presenter.deps.People, ""
	switch {
	case people.Phase() == roster.Failed:
		slot = "failed " + p.Err(people.Fault())
	case people.Phase() != roster.Ready:
		slot = "reading"
	case len(pg.shown) == 0:
		slot = "none " + pg.presenter.query
	}
	if slot == pg.slot {
		return
	}
	pg.slot = slot
	kind, _, _ := strings.Cut(slot, " ")
	switch kind {
	case "":
		pg.table.SetSlot(nil)
	case "failed":
		pg.table.SetSlot(widgets.NewErrorState(p, p.T("people_page.failed"), p.Err(people.Fault()), people.Load))
	case "reading":
		pg.table.SetSlot(widgets.Column(""))
	case "none":
		all := widgets.NewButton(p.T("people_page.show_all"), pg.showAll)
		pg.table.SetSlot(widgets.NewEmptyState(resources.Search, p.T("people_page.none_title"), p.T("people_page.none_body"), all))
	}
}

// showAll takes search and filter away.
func (pg *Page) showAll() {
	pg.presenter.query, pg.presenter.filter = "", everybody
	pg.search.SetText("")
	if c := pg.canvas(); c != nil {
		widgets.Walk(c.Content(), func(o fyne.CanvasObject) bool {
			if s, ok := o.(*widgets.Select); ok && s.FieldID() == fieldFilter {
				s.SetSelected(string(everybody))
			}
			return true
		})
	}
	pg.refresh()
	pg.focus(fieldSearch)
}
