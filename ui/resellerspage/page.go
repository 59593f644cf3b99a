package resellerspage

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/look"
	"pupitre/ui/roster"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Stable ids, by which the keyboard is found again after a rebuild.
const (
	fieldTable  = "resellers.table"
	fieldSearch = "resellers.search"
	fieldAdd    = "resellers.add"
	fieldExport = "resellers.export"
	fieldImport = "resellers.import"
)

// Page is the list in one language, over the presenter's state.
type Page struct {
	*editing.Host
	presenter *Presenter
	p         *i18n.Printer
	root      *fyne.Container
	bar       *editing.SaveBar
	notices   *editing.Notices
	table     *widgets.Table
	search    *widgets.Entry
	count     *widgets.Text
	export    *widgets.Button
	detail    *detailView
	shown     []string // the entities of the rows
	slot      string   // what stands in place of the rows
	cancel    []func()
	people    *roster.Host
}

// Title is the page's name.
func Title(p *i18n.Printer) string { return p.T("resellers.title") }

// Registration offers the page to the shell under a route.
func (h *Presenter) Registration(route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupSystem, Icon: resources.Group, Title: Title, Wide: true,
		Entries: func(p *i18n.Printer) []shell.Entry { return h.entries(p, route) },
		New:     func(p *i18n.Printer) shell.Page { return New(h, p) },
	}
}

// entries lists what the palette finds inside the page: the page by other words, and the resellers by name.
func (h *Presenter) entries(p *i18n.Printer, route shell.Route) []shell.Entry {
	also := []string{}
	for _, list := range shell.Texts(func(p *i18n.Printer) string { return p.T("resellers.words") }) {
		also = append(also, strings.Split(list, ", ")...)
	}
	out := []shell.Entry{{
		ID: "resellers.add", Icon: resources.Add, Label: p.T("resellers.add"), Detail: Title(p), Also: also,
		Names: shell.Texts(func(p *i18n.Printer) string { return p.T("resellers.add") }),
		Place: shell.Place{Route: route, Section: editing.SectionResellers, Field: fieldAdd},
	}}
	if h.readOnly() {
		out[0].ID, out[0].Icon, out[0].Label, out[0].Names = fieldTable, resources.Group, Title(p), shell.Texts(Title)
		out[0].Place.Field = fieldTable
	}
	for _, entity := range h.draft().Living(editing.KindReseller) {
		name := h.name(p, entity)
		out = append(out, shell.Entry{
			ID: "reseller." + entity, Icon: resources.Group, Label: name, Detail: Title(p), Names: []string{name},
			Also:  []string{h.cell(p, entity, columnLeads), h.cell(p, entity, columnPhone)},
			Place: shell.Place{Route: route, Section: editing.SectionResellers, Field: entity},
		})
	}
	return out
}

// New builds the page in the language of p.
func New(h *Presenter, p *i18n.Printer) *Page {
	pg := &Page{Host: &editing.Host{Editor: h.deps.Editor, P: p}, presenter: h, p: p}
	pg.people = &roster.Host{Roster: h.deps.People, P: p, Canvas: pg.Canvas}
	pg.notices = editing.NewNotices(pg.Host)
	pg.bar = editing.NewSaveBar(pg.Host)
	pg.count = widgets.NewText("", widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Keep})
	pg.table = pg.newTable()
	pg.detail = newDetailView(pg)
	head := widgets.Column(look.Space8, widgets.Ends(pg.tools(), pg.count), pg.notices.Root)
	if h.readOnly() {
		head.Objects = append(head.Objects, widgets.NewBanner(widgets.Information, p.T("resellers.read_only")))
	}
	pg.root = widgets.Page(widgets.Padded(look.Space4, look.Space24, head),
		widgets.Padded(look.Space12, look.Space24, widgets.WithDetail(pg.table, pg.detail.card)), pg.bar.Bar)
	pg.Root = pg.root
	pg.cancel = []func(){h.deps.Editor.Watch(pg.refresh), h.deps.People.Watch(pg.refresh)}
	h.deps.People.Load()
	pg.refresh()
	pg.table.SetState(h.place)
	return pg
}

// tools are the search and the buttons.
func (pg *Page) tools() fyne.CanvasObject {
	p, h := pg.p, pg.presenter
	pg.search = widgets.NewEntry(p.T("resellers.search"))
	pg.search.SetFieldID(fieldSearch)
	pg.search.SetHint(p.T("resellers.search_hint"))
	pg.search.SetMaxLength(100)
	pg.search.SetText(h.query)
	pg.search.OnChanged = func(text string) {
		if !pg.Left && text != h.query {
			h.query = text
			pg.refresh()
		}
	}
	tools := []fyne.CanvasObject{widgets.FixedWidth(look.ControlMedium, pg.search)}
	if !h.readOnly() {
		add := widgets.NewButton(p.T("resellers.add"), pg.add)
		add.SetIcon(resources.Add)
		add.SetFieldID(fieldAdd)
		tools = append(tools, add)
	}
	if h.deps.Opener != nil && !h.readOnly() {
		load := widgets.NewQuietButton(p.T("resellers.import"), pg.askImport)
		load.SetFieldID(fieldImport)
		tools = append(tools, load)
	}
	if h.deps.Files != nil {
		pg.export = widgets.NewQuietButton(p.T("resellers.export"), func() { h.export(p) })
		pg.export.SetFieldID(fieldExport)
		tools = append(tools, pg.export)
	}
	return widgets.WrapLine(look.Space8, tools...)
}

func (pg *Page) newTable() *widgets.Table {
	p, h := pg.p, pg.presenter
	t := widgets.NewTable(Title(p),
		widgets.TableColumn{ID: columnName, Title: columnTitle(p, columnName), Fit: "Téléphonie Côte-Nord inc.", Weight: 3, Sortable: true},
		widgets.TableColumn{ID: columnLeads, Title: columnTitle(p, columnLeads), Fit: "Jean-François Bouchard", Weight: 2, Sortable: true, Optional: true},
		widgets.TableColumn{ID: columnPhone, Title: columnTitle(p, columnPhone), Fit: "888-888-8888", Sortable: true, Optional: true},
		widgets.TableColumn{ID: columnState, Title: columnTitle(p, columnState), Fit: "888 " + p.T("resellers.state.closing"), Sortable: true})
	t.SetFieldID(fieldTable)
	t.SetSorted(h.sorted, h.descending)
	t.Cell = pg.cell
	t.OnSort = func(column string, descending bool) {
		h.sorted, h.descending = column, descending
		pg.refresh()
	}
	t.OnSelected = pg.selected
	t.OnActivated = func(row int) {
		if row < len(pg.shown) {
			pg.aim(pg.shown[row], "name")
		}
	}
	t.Menu = pg.menu
	return t
}

// columns in the order of the table.
var columns = []string{columnName, columnLeads, columnPhone, columnState}

func (pg *Page) cell(row, column int) (widgets.TableCell, bool) {
	if row >= len(pg.shown) {
		return widgets.TableCell{}, false
	}
	entity, d := pg.shown[row], pg.presenter.draft()
	text := pg.presenter.cell(pg.p, entity, columns[column])
	cell := widgets.TableCell{Text: text}
	switch columns[column] {
	case columnName:
		cell.Text = pg.presenter.name(pg.p, entity)
		if d.Faulty(entity) {
			cell.Icon = resources.Error
		}
	case columnState:
		cell.Color = look.ColorMuted
		cell.Bold = d.Born(entity) || d.Changed(draft.Cell{Entity: entity})
		if !pg.presenter.active(entity) {
			cell.Icon = resources.Lock
		}
	}
	return cell, true
}

func (pg *Page) selected(row int) {
	h := pg.presenter
	h.selected = ""
	if row >= 0 && row < len(pg.shown) {
		h.selected = pg.shown[row]
	}
	pg.refresh()
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.root }

// Aim goes to a reseller, one of its fields, or a control of the page.
func (pg *Page) Aim(_, field string) {
	entity, part, _ := strings.Cut(field, ".")
	switch {
	case field == "":
	case strings.HasPrefix(entity, editing.KindReseller+":"):
		pg.aim(entity, part)
	default:
		pg.focus(field)
	}
}

// AimAt gives the keyboard to the search.
func (pg *Page) AimAt(int) { pg.focus(fieldSearch) }

func (pg *Page) focus(id string) {
	if c := pg.Canvas(); c != nil {
		widgets.FocusField(c, id)
	}
}

// aim selects a reseller and gives one of its fields the keyboard, or the table.
func (pg *Page) aim(entity, part string) {
	h := pg.presenter
	if !slices.Contains(h.rows(pg.p), entity) {
		h.query = "" // the search would hide it
		pg.search.SetText("")
	}
	h.selected = entity
	pg.refresh()
	if i := slices.Index(pg.shown, entity); i >= 0 {
		pg.table.Select(i)
	}
	pg.root.Refresh()
	if c := pg.Canvas(); c != nil && (part == "" || !widgets.FocusField(c, entity+"."+part)) {
		widgets.FocusField(c, fieldTable)
	}
}

func (pg *Page) add() { pg.aim(pg.presenter.add(), "name") }

// Leave ends what the page has subscribed to and remembers where the person was.
func (pg *Page) Leave() {
	pg.Left = true
	pg.presenter.place = pg.table.State()
	for _, cancel := range pg.cancel {
		cancel()
	}
}

// refresh shows the draft as it is.
func (pg *Page) refresh() {
	if pg.Left || pg.detail == nil {
		return
	}
	h := pg.presenter
	pg.shown = h.rows(pg.p)
	if pg.model().Phase() != editing.Ready {
		pg.shown = nil
	}
	if len(pg.shown) != pg.table.Count() {
		pg.table.SetCount(len(pg.shown))
	} else {
		pg.table.Refresh()
	}
	at := slices.Index(pg.shown, h.selected)
	if at < 0 {
		h.selected = ""
	}
	if s := pg.table.State(); s.Selected != at {
		s.Selected = at
		pg.table.SetState(s)
	}
	pg.refreshSlot()
	pg.refreshCount()
	moved := pg.detail.refresh()
	if pg.notices.Refresh(editing.SectionResellers) {
		moved = true
	}
	if pg.bar.Refresh() || moved {
		pg.root.Refresh()
	}
}

func (pg *Page) model() *editing.Model { return pg.presenter.model() }

func (pg *Page) refreshCount() {
	text := pg.p.N("resellers.count", len(pg.shown))
	if strings.TrimSpace(pg.presenter.query) != "" {
		text = pg.p.N("resellers.found", len(pg.shown))
	}
	if pg.slot != "" {
		text = ""
	}
	pg.count.SetText(text)
	if pg.export != nil {
		if len(pg.shown) == 0 {
			pg.export.Disable()
		} else {
			pg.export.Enable()
		}
	}
}

// refreshSlot shows why there are no rows.
func (pg *Page) refreshSlot() {
	p, m, slot := pg.p, pg.model(), ""
	switch {
	case m.Phase() == editing.Failed:
		slot = "failed " + p.Err(m.Fault())
	case m.Phase() != editing.Ready && m.Phase() != editing.Empty:
		slot = "reading"
	case len(pg.shown) == 0 && strings.TrimSpace(pg.presenter.query) == "":
		slot = "empty"
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
		pg.table.SetSlot(widgets.NewErrorState(p, p.T("resellers.failed.title"), p.Err(m.Fault()), pg.Editor.RetryNow))
	case "reading":
		pg.table.SetSlot(widgets.Column(""))
	case "empty":
		pg.table.SetSlot(widgets.NewEmptyState(resources.Group, p.T("resellers.empty.title"), p.T("resellers.empty.body"), pg.addButton()))
	case "none":
		all := widgets.NewButton(p.T("resellers.empty.none_show"), func() {
			pg.search.SetText("")
			pg.focus(fieldSearch)
		})
		pg.table.SetSlot(widgets.NewEmptyState(resources.Search, p.T("resellers.empty.none_title"),
			p.T("resellers.empty.none_body", "Query", strings.TrimSpace(pg.presenter.query)), all))
	}
}

// addButton is the one of the empty list, nil for who may only look.
func (pg *Page) addButton() *widgets.Button {
	if pg.presenter.readOnly() {
		return nil
	}
	return widgets.NewPrimaryButton(pg.p.T("resellers.add"), pg.add)
}
