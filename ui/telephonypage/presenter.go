// Package telephonypage is the page PBX et lignes: the telephony providers that calls go out through. It is a part of the
// settings: the same draft, the same save bar.
package telephonypage

import (
	"pupitre/data/settings"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/entitylist"
	"pupitre/ui/listing"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Deps are what the page needs. Files may be nil: nothing is exported then.
type Deps = entitylist.Deps

// Stable ids, by which the keyboard is found again after a rebuild.
const (
	fieldTable  = "telephony.table"
	fieldSearch = "telephony.search"
	fieldAdd    = "telephony.add"
	fieldExport = "telephony.export"
)

// Columns of the table and of the file. But for the last two, they bear the name of their field.
const (
	columnName      = settings.FieldName
	columnAddress   = settings.FieldAddress
	columnTransport = settings.FieldTransport
	columnPhone     = settings.FieldPhone
	columnNote      = settings.FieldNote
	columnState     = "state"
	columnDialled   = "dialled" // the phone as it is stored, for the search
)

// Presenter is the state of the page. It outlives the widgets and belongs to the window's goroutine.
type Presenter struct{ *entitylist.List }

// NewPresenter starts with everything shown, by name.
func NewPresenter(deps Deps) *Presenter {
	h := &Presenter{}
	exported := []string{columnName, columnAddress, columnTransport, columnPhone, columnNote}
	h.List = entitylist.NewList(deps, columnName, entitylist.Subject{
		Kind: editing.KindTelephony, Section: editing.SectionTelephony, Probe: settings.TelephonyEntity(""), Icon: resources.Call,
		IDs:      entitylist.IDs{Table: fieldTable, Search: fieldSearch, Add: fieldAdd, Export: fieldExport},
		Columns:  tableColumns,
		Searched: append(exported[:len(exported):len(exported)], columnDialled), Exported: exported,
		Also: []string{columnAddress, columnPhone},
		Computed: map[string]func(*i18n.Printer, string) string{
			columnState: h.state,
			columnDialled: func(_ *i18n.Printer, entity string) string {
				return settings.String(h.Draft().Value(entity, settings.FieldPhone))
			},
		},
		ColumnTitle: columnTitle, Words: words, Cells: cells, Actions: h.actions, Dress: h.dress,
	})
	return h
}

// Registration offers the page to the shell under a route.
func (h *Presenter) Registration(route shell.Route) shell.Registration {
	return h.List.Registration(route, func(p *i18n.Printer) shell.Page { return New(h, p) })
}

// New builds the page in the language of p.
func New(h *Presenter, p *i18n.Printer) *entitylist.Page {
	return entitylist.Open(h.List, p, func(*entitylist.Page) entitylist.Options { return entitylist.Options{} })
}

func words(p *i18n.Printer) entitylist.Words {
	return entitylist.Words{
		Words: listing.Words{
			Title: p.T("telephony.title"), SearchHint: p.T("telephony.search_hint"),
			Count:      func(n int) string { return p.N("telephony.count", n) },
			Found:      func(n int) string { return p.N("listing.found", n) },
			None:       func(query string) string { return p.T("telephony.empty.none_body", "Query", query) },
			EmptyTitle: p.T("telephony.empty.title"), EmptyBody: p.T("telephony.empty.body"),
		},
		Add: p.T("telephony.add"), Synonyms: p.T("telephony.words"), File: p.T("telephony.csv.file"),
		Exported: func(n int) string { return p.N("telephony.csv.done", n) },
	}
}

func tableColumns(p *i18n.Printer) []widgets.TableColumn {
	title := func(column string) string { return columnTitle(p, column) }
	return []widgets.TableColumn{
		{ID: columnName, Title: title(columnName), Fit: "Horizon Télécom inc.", Weight: 3, Sortable: true},
		{ID: columnAddress, Title: title(columnAddress), Fit: "sip.horizon.example", Weight: 2, Sortable: true, Optional: true},
		{ID: columnTransport, Title: title(columnTransport), Fit: "UDP", Sortable: true, Optional: true},
		{ID: columnPhone, Title: title(columnPhone), Fit: "888-888-8888", Sortable: true, Optional: true},
		{ID: columnState, Title: title(columnState), Fit: p.T("telephony.state.gone"), Sortable: true},
	}
}

func columnTitle(p *i18n.Printer, column string) string {
	switch column {
	case columnName:
		return p.T("telephony.column.name")
	case columnAddress:
		return p.T("telephony.column.address")
	case columnTransport:
		return p.T("telephony.column.transport")
	case columnPhone:
		return p.T("telephony.column.phone")
	case columnNote:
		return p.T("telephony.column.note")
	}
	return p.T("telephony.column.state")
}

// cells are the controls of a provider, in reading order.
func cells(entity string) []draft.Cell {
	return []draft.Cell{
		{Entity: entity, Field: settings.FieldName},
		{Entity: entity, Field: settings.FieldAddress, Part: editing.PartHost},
		{Entity: entity, Field: settings.FieldAddress, Part: editing.PartPort},
		{Entity: entity, Field: settings.FieldTransport},
		{Entity: entity, Field: settings.FieldPhone},
		{Entity: entity, Field: settings.FieldNote},
	}
}

// state is what is to be known of a provider: what the draft does to it, else whether it is the default one.
func (h *Presenter) state(p *i18n.Printer, entity string) string {
	d := h.Draft()
	switch {
	case d.Gone(entity):
		return p.T("telephony.state.gone")
	case d.Dying(entity):
		return p.T("telephony.state.dying")
	case d.Born(entity):
		return p.T("telephony.state.new")
	case d.Changed(draft.Cell{Entity: entity}):
		return p.T("telephony.state.changed")
	case h.isDefault(entity):
		return p.T("telephony.state.used")
	case h.Pending(entity):
		return p.T("telephony.state.pending")
	}
	return ""
}

func (h *Presenter) isDefault(entity string) bool {
	return settings.String(h.Draft().Value(settings.EntityTelephony, settings.FieldDefault)) == draft.IDOf(entity)
}

func (h *Presenter) dress(entity, column string, cell *widgets.TableCell) {
	if column == columnState {
		cell.Color = look.ColorMuted
		cell.Bold = h.Draft().Born(entity) || h.Draft().Dying(entity)
	}
}
