package entitylist

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/editing"
	"pupitre/ui/listing"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// mostQuery is the longest search, in runes.
const mostQuery = 100

// Registration offers the page to the shell under a route; open makes the page.
func (h *List) Registration(route shell.Route, open func(p *i18n.Printer) shell.Page) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupSystem, Icon: h.subject.Icon, Title: h.title, Wide: true,
		Entries: func(p *i18n.Printer) []shell.Entry { return h.entries(p, route) }, New: open,
	}
}

func (h *List) title(p *i18n.Printer) string { return h.subject.Words(p).Title }

// entries lists what the palette finds inside the page: the page by other words, and the entities by name.
func (h *List) entries(p *i18n.Printer, route shell.Route) []shell.Entry {
	s := h.subject
	also := shell.Words(func(p *i18n.Printer) string { return s.Words(p).Synonyms })
	first := shell.Entry{
		ID: s.IDs.Add, Icon: resources.Add, Label: s.Words(p).Add, Detail: h.title(p), Also: also,
		Names: shell.Texts(func(p *i18n.Printer) string { return s.Words(p).Add }),
		Place: shell.Place{Route: route, Section: s.Section, Field: s.IDs.Add},
	}
	if h.ReadOnly() {
		first.ID, first.Icon, first.Label, first.Names = s.IDs.Table, s.Icon, h.title(p), shell.Texts(h.title)
		first.Place.Field = s.IDs.Table
	}
	out := []shell.Entry{first}
	for _, entity := range h.Draft().Living(s.Kind) {
		name := h.Name(p, entity)
		entry := shell.Entry{
			ID: "entity." + entity, Icon: s.Icon, Label: name, Detail: h.title(p), Names: []string{name},
			Place: shell.Place{Route: route, Section: s.Section, Field: entity},
		}
		for _, column := range s.Also {
			entry.Also = append(entry.Also, h.Cell(p, entity, column))
		}
		out = append(out, entry)
	}
	return out
}

// Options are what a page adds beside its subject. All may be empty.
type Options struct {
	Tools []*listing.Tool // between the one that adds and the one that exports
	Extra Extra           // of the card
	Watch []func(changed func()) (cancel func())
}

// Page is a list of entities in one language, over the list's state.
type Page struct {
	*editing.Host
	*listing.Page
	List    *List
	bar     *editing.SaveBar
	notices *editing.Notices
	cancels []func()
}

// Open builds the page in the language of p. What it watches, and what options are made of, may be called while it is built.
func Open(h *List, p *i18n.Printer, options func(pg *Page) Options) *Page {
	pg := &Page{Host: &editing.Host{Editor: h.deps.Editor, P: p}, List: h}
	pg.notices = editing.NewNotices(pg.Host)
	pg.bar = editing.NewSaveBar(pg.Host)
	o := options(pg)
	words := h.subject.Words(p)
	spec := listing.Spec{
		P: p, State: &h.State, Words: words.Words, Icon: h.subject.Icon,
		TableID: h.subject.IDs.Table, SearchID: h.subject.IDs.Search, MostQuery: mostQuery,
		Columns: h.subject.Columns(p),
		Rows:    func() []string { return h.Rows(p) }, Cell: pg.cell,
		Menu:   func(entity string) []widgets.MenuItem { return pg.actions(entity) },
		Opened: func(entity string) { pg.Pick(entity, entity+".name") },
		Phase:  h.phase, Retry: h.deps.Editor.RetryNow, Follow: pg.follow,
		Tools: pg.tools(words, o.Tools), Notices: []fyne.CanvasObject{pg.notices.Root}, Foot: pg.bar.Bar, Card: newCard(pg, o.Extra),
	}
	if h.ReadOnly() {
		spec.Notices = append(spec.Notices, widgets.NewBanner(widgets.Information, p.T("listing.read_only")))
	}
	pg.Page = listing.New(spec)
	pg.Root = pg.Content()
	for _, watch := range append([]func(func()) func(){h.deps.Editor.Watch}, o.Watch...) {
		pg.cancels = append(pg.cancels, watch(pg.Refresh))
	}
	pg.Start()
	return pg
}

// Canvas is the canvas that shows the page, nil when none does.
func (pg *Page) Canvas() fyne.Canvas { return pg.Host.Canvas() }

// Relayout places the page anew.
func (pg *Page) Relayout() { pg.Host.Relayout() }

// phase is what there is to show.
func (h *List) phase() (listing.Phase, error) {
	switch h.Model().Phase() {
	case editing.Failed:
		return listing.Failed, h.Model().Fault()
	case editing.Ready, editing.Empty:
		return listing.Ready, nil
	case editing.Idle, editing.Loading:
	}
	return listing.Reading, nil
}

// tools are what can be done with the list: what adds first, the file last.
func (pg *Page) tools(words Words, between []*listing.Tool) (tools []*listing.Tool) {
	h := pg.List
	if !h.ReadOnly() {
		tools = append(tools, &listing.Tool{Field: h.subject.IDs.Add, Label: words.Add, Icon: resources.Add, Adds: true, Do: func() {
			entity := h.add()
			pg.Pick(entity, entity+".name")
		}})
	}
	tools = append(tools, between...)
	if h.deps.Files != nil {
		tools = append(tools, &listing.Tool{
			Field: h.subject.IDs.Export, Label: pg.P.T("listing.export"), Quiet: true, Do: func() { h.export(pg.P) },
			Enabled: func(lines int) bool { return lines > 0 },
		})
	}
	return tools
}

func (pg *Page) cell(entity, column string) widgets.TableCell {
	h := pg.List
	cell := widgets.TableCell{Text: h.Cell(pg.P, entity, column)}
	if column == h.subject.Exported[0] { // the name: also of what has none yet
		cell.Text = h.Name(pg.P, entity)
		if h.Draft().Faulty(entity) {
			cell.Icon = resources.Error
		}
	}
	if h.subject.Dress != nil {
		h.subject.Dress(entity, column, &cell)
	}
	return cell
}

// actions is what can be done with an entity: the menu of its card and of its row.
func (pg *Page) actions(entity string) []widgets.MenuItem {
	if pg.List.ReadOnly() {
		return nil
	}
	return pg.List.subject.Actions(pg, entity)
}

// Aim goes to an entity, one of its fields, or a control of the page.
func (pg *Page) Aim(_, field string) {
	entity, _, part := strings.Cut(field, ".")
	switch {
	case field == "":
	case strings.HasPrefix(entity, pg.List.subject.Kind+":") && part:
		pg.Pick(entity, field)
	case strings.HasPrefix(entity, pg.List.subject.Kind+":"):
		pg.Pick(entity, "")
	default:
		pg.Focus(field)
	}
}

// Leave ends what the page has subscribed to and remembers where the person was.
func (pg *Page) Leave() {
	pg.Host.Left = true
	pg.Page.Leave()
	for _, cancel := range pg.cancels {
		cancel()
	}
	pg.cancels = slices.Delete(pg.cancels, 0, len(pg.cancels))
}

// follow brings notices and save bar up to date.
func (pg *Page) follow() (moved bool) {
	moved = pg.notices.Refresh(pg.List.subject.Section)
	return pg.bar.Refresh() || moved
}
