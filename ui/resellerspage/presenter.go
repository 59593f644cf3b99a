// Package resellerspage is the page Revendeurs: who sells the service, and the administrators and delegates of each. The
// resellers are a part of the settings, with the same draft and the same save bar; their people are managed on line.
package resellerspage

import (
	"strings"

	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/entitylist"
	"pupitre/ui/listing"
	"pupitre/ui/look"
	"pupitre/ui/roster"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Deps are what the page needs. Files and Opener may be nil: nothing is exported or imported then.
type Deps struct {
	Editor *editing.Editor
	People *roster.Roster
	Files  listing.Files
	Opener listing.Opener
}

// Stable ids, by which the keyboard is found again after a rebuild.
const (
	fieldTable  = "resellers.table"
	fieldSearch = "resellers.search"
	fieldAdd    = "resellers.add"
	fieldExport = "resellers.export"
	fieldImport = "resellers.import"
)

// Columns of the table and of the file. But for the last three, they bear the name of their field.
const (
	columnName      = settings.FieldName
	columnLanguage  = settings.FieldLanguage
	columnTelephony = settings.FieldTelephony
	columnEmail     = settings.FieldEmail
	columnPhone     = settings.FieldPhone
	columnActive    = settings.FieldActive
	columnNote      = settings.FieldNote
	columnLeads     = "leads"
	columnState     = "state"
	columnDialled   = "dialled" // the phone as it is stored, for the search
)

// exported are the columns of the file; an import reads the same.
var exported = []string{columnName, columnLanguage, columnTelephony, columnEmail, columnPhone, columnActive, columnNote}

// Presenter is the state of the page. It outlives the widgets and belongs to the window's goroutine.
type Presenter struct {
	*entitylist.List
	people *roster.Roster
	opener listing.Opener
}

// NewPresenter starts with everything shown, by name.
func NewPresenter(deps Deps) *Presenter {
	h := &Presenter{people: deps.People, opener: deps.Opener}
	h.List = entitylist.NewList(entitylist.Deps{Editor: deps.Editor, Files: deps.Files}, columnName, entitylist.Subject{
		Kind: editing.KindReseller, Section: editing.SectionResellers, Probe: settings.ResellerEntity(""), Icon: resources.Group,
		IDs:      entitylist.IDs{Table: fieldTable, Search: fieldSearch, Add: fieldAdd, Export: fieldExport},
		Columns:  tableColumns,
		Searched: []string{columnName, columnLeads, columnTelephony, columnEmail, columnPhone, columnNote, columnDialled},
		Exported: exported, Also: []string{columnLeads, columnPhone},
		Computed: map[string]func(*i18n.Printer, string) string{
			columnState: h.state, columnLeads: h.leads,
			columnDialled: func(_ *i18n.Printer, entity string) string {
				return settings.String(h.Draft().Value(entity, settings.FieldPhone))
			},
		},
		Value: h.value, ColumnTitle: columnTitle, Words: words, Cells: cells, Actions: h.actions, Dress: h.dress,
	})
	return h
}

// Registration offers the page to the shell under a route.
func (h *Presenter) Registration(route shell.Route) shell.Registration {
	return h.List.Registration(route, func(p *i18n.Printer) shell.Page { return New(h, p) })
}

// New builds the page in the language of p.
func New(h *Presenter, p *i18n.Printer) *entitylist.Page {
	pg := entitylist.Open(h.List, p, func(pg *entitylist.Page) entitylist.Options {
		o := entitylist.Options{Extra: newPeople(h, pg), Watch: []func(func()) func(){h.people.Watch}}
		if h.opener != nil && !h.ReadOnly() {
			o.Tools = append(o.Tools, &listing.Tool{
				Field: fieldImport, Label: p.T("resellers.import"), Quiet: true, Do: func() { h.askImport(pg) },
			})
		}
		return o
	})
	h.people.Load()
	return pg
}

func words(p *i18n.Printer) entitylist.Words {
	return entitylist.Words{
		Words: listing.Words{
			Title: p.T("resellers.title"), SearchHint: p.T("resellers.search_hint"),
			Count:      func(n int) string { return p.N("resellers.count", n) },
			Found:      func(n int) string { return p.N("listing.found", n) },
			None:       func(query string) string { return p.T("resellers.empty.none_body", "Query", query) },
			EmptyTitle: p.T("resellers.empty.title"), EmptyBody: p.T("resellers.empty.body"),
		},
		Add: p.T("resellers.add"), Synonyms: p.T("resellers.words"), File: p.T("resellers.csv.file"),
		Exported: func(n int) string { return p.N("resellers.csv.done", n) },
	}
}

func tableColumns(p *i18n.Printer) []widgets.TableColumn {
	title := func(column string) string { return columnTitle(p, column) }
	return []widgets.TableColumn{
		{ID: columnName, Title: title(columnName), Fit: "Téléphonie Côte-Nord inc.", Weight: 3, Sortable: true},
		{ID: columnLeads, Title: title(columnLeads), Fit: "Jean-François Bouchard", Weight: 2, Sortable: true, Optional: true},
		{ID: columnPhone, Title: title(columnPhone), Fit: "888-888-8888", Sortable: true, Optional: true},
		{ID: columnState, Title: title(columnState), Fit: "888 " + p.T("resellers.state.closing"), Sortable: true},
	}
}

func columnTitle(p *i18n.Printer, column string) string {
	switch column {
	case columnName:
		return p.T("resellers.column.name")
	case columnLeads:
		return p.T("resellers.column.leads")
	case columnLanguage:
		return p.T("resellers.column.language")
	case columnTelephony:
		return p.T("resellers.column.telephony")
	case columnEmail:
		return p.T("resellers.column.email")
	case columnPhone:
		return p.T("resellers.column.phone")
	case columnNote:
		return p.T("resellers.column.note")
	case columnActive:
		return p.T("resellers.column.active")
	}
	return p.T("resellers.column.state")
}

// cells are the controls of a reseller, in reading order.
func cells(entity string) []draft.Cell {
	out := []draft.Cell{}
	for _, field := range []string{
		settings.FieldName, settings.FieldLanguage, settings.FieldTelephony, settings.FieldEmail, settings.FieldPhone, settings.FieldNote,
	} {
		out = append(out, draft.Cell{Entity: entity, Field: field})
	}
	return out
}

// value names the telephony provider of a reseller.
func (h *Presenter) value(field string, value wire.Value) (text string, ok bool) {
	if field != settings.FieldTelephony {
		return "", false
	}
	return h.Model().Name(draft.EntityOf(editing.KindTelephony, settings.String(value))), true
}

// leads names the administrators of a reseller.
func (h *Presenter) leads(p *i18n.Printer, entity string) string {
	names := []string{}
	for _, c := range h.people.Of(draft.IDOf(entity)) {
		if c.Lead {
			names = append(names, roster.Name(p, c))
		}
	}
	return strings.Join(names, ", ")
}

func (h *Presenter) active(entity string) bool {
	return string(h.Draft().Value(entity, settings.FieldActive)) != "false"
}

// state is what is to be known of a reseller: what the draft does to it, else whether it is active.
func (h *Presenter) state(p *i18n.Printer, entity string) string {
	d := h.Draft()
	switch {
	case d.Gone(entity):
		return p.T("resellers.state.gone")
	case d.Born(entity):
		return p.T("resellers.state.new")
	case d.Changed(draft.Cell{Entity: entity, Field: settings.FieldActive}) && !h.active(entity):
		return p.T("resellers.state.closing")
	case d.Changed(draft.Cell{Entity: entity}):
		return p.T("resellers.state.changed")
	case !h.active(entity):
		return p.T("resellers.state.inactive")
	case h.Pending(entity):
		return p.T("resellers.state.pending")
	}
	return p.T("resellers.state.active")
}

func (h *Presenter) dress(entity, column string, cell *widgets.TableCell) {
	if column != columnState {
		return
	}
	cell.Color = look.ColorMuted
	cell.Bold = h.Draft().Born(entity) || h.Draft().Changed(draft.Cell{Entity: entity})
	if !h.active(entity) {
		cell.Icon = resources.Lock
	}
}
