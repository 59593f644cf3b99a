// Package resellerspage is the page Revendeurs: who sells the service, and the administrators and delegates of each. The
// resellers are a part of the settings, with the same draft and the same save bar; their people are managed on line.
package resellerspage

import (
	"slices"
	"strings"

	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/listing"
	"pupitre/ui/roster"
	"pupitre/ui/widgets"
)

// Deps are what the page needs. Files and Opener may be nil: nothing is exported or imported then.
type Deps struct {
	Editor *editing.Editor
	People *roster.Roster
	Files  listing.Files
	Opener listing.Opener
}

// Columns of the table and of the file.
const (
	columnName      = "name"
	columnLeads     = "leads"
	columnLanguage  = "language"
	columnTelephony = "telephony"
	columnEmail     = "email"
	columnPhone     = "phone"
	columnState     = "state"
	columnNote      = "note"
)

// Presenter is the state of the page. It outlives the widgets and belongs to the window's goroutine.
type Presenter struct {
	deps       Deps
	query      string
	sorted     string
	descending bool
	selected   string // entity
	place      widgets.TableState
}

// NewPresenter starts with everything shown, by name.
func NewPresenter(deps Deps) *Presenter {
	return &Presenter{deps: deps, sorted: columnName, place: widgets.TableState{Selected: -1}}
}

func (h *Presenter) draft() *draft.Draft   { return h.deps.Editor.Draft() }
func (h *Presenter) model() *editing.Model { return h.deps.Editor.Model() }

// readOnly tells that this person may only look.
func (h *Presenter) readOnly() bool { return h.draft().ReadOnly(settings.ResellerEntity("")) }

// rows lists the resellers that meet the search, in the order asked for. One made here stands at the end while its name may
// still move.
func (h *Presenter) rows(p *i18n.Printer) []string {
	d := h.draft()
	out := slices.DeleteFunc(d.Entities(editing.KindReseller), func(e string) bool { return !h.meets(p, e) })
	keys := make(map[string]string, len(out))
	for _, e := range out {
		keys[e] = listing.Key(h.stored(p, e, h.sorted))
	}
	slices.SortStableFunc(out, func(a, b string) int {
		if d.Born(a) != d.Born(b) {
			if d.Born(a) {
				return 1
			}
			return -1
		}
		c := strings.Compare(keys[a], keys[b])
		if h.descending {
			return -c
		}
		return c
	})
	return out
}

// stored is the text of a column as it is stored: typing must not move rows. What was never stored is as in the draft.
func (h *Presenter) stored(p *i18n.Printer, entity, column string) string {
	if column == columnState || column == columnLeads || h.draft().Born(entity) {
		return h.cell(p, entity, column)
	}
	return h.text(p, entity, column, h.draft().Stored(entity, column))
}

// meets tells whether a reseller has every word of the search in one of its texts. One made here is always in sight.
func (h *Presenter) meets(p *i18n.Printer, entity string) bool {
	if h.draft().Born(entity) || strings.TrimSpace(h.query) == "" {
		return true
	}
	texts := []string{settings.String(h.draft().Value(entity, settings.FieldPhone))}
	for _, column := range []string{columnName, columnLeads, columnTelephony, columnEmail, columnPhone, columnNote} {
		texts = append(texts, h.cell(p, entity, column))
	}
	return listing.Matches(h.query, texts...)
}

// cell is what a reseller shows in a column, as the draft has it. But for two, columns bear the name of their field.
func (h *Presenter) cell(p *i18n.Printer, entity, column string) string {
	switch column {
	case columnState:
		return h.state(p, entity)
	case columnLeads:
		return h.leads(p, entity)
	}
	return h.text(p, entity, column, h.draft().Value(entity, column))
}

// text writes a value, and nothing as nothing.
func (h *Presenter) text(p *i18n.Printer, entity, field string, value wire.Value) string {
	switch {
	case len(value) == 0 || string(value) == "null":
		return ""
	case field == settings.FieldTelephony:
		return h.model().Name(draft.EntityOf(editing.KindTelephony, settings.String(value)))
	}
	return fieldwords.Value(p, entity, field, value)
}

// leads names the administrators of a reseller.
func (h *Presenter) leads(p *i18n.Printer, entity string) string {
	names := []string{}
	for _, c := range h.deps.People.Of(draft.IDOf(entity)) {
		if c.Lead {
			names = append(names, roster.Name(p, c))
		}
	}
	return strings.Join(names, ", ")
}

// name is what a reseller is called, also before it has a name.
func (h *Presenter) name(p *i18n.Printer, entity string) string {
	if name := h.model().Name(entity); name != "" {
		return name
	}
	return p.T("resellers.unnamed")
}

func (h *Presenter) active(entity string) bool {
	return string(h.draft().Value(entity, settings.FieldActive)) != "false"
}

// state is what is to be known of a reseller: what the draft does to it, else whether it is active.
func (h *Presenter) state(p *i18n.Printer, entity string) string {
	d := h.draft()
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
	case slices.ContainsFunc(d.Schema().Named(editing.KindReseller).Fields, func(f draft.Field) bool { return d.Pending(entity, f.Name) }):
		return p.T("resellers.state.pending")
	}
	return p.T("resellers.state.active")
}

// add makes a reseller, with the default language and the default telephony provider, and selects it.
func (h *Presenter) add() (entity string) {
	entity = h.deps.Editor.Add(editing.KindReseller)
	h.selected = entity
	return entity
}

// exported are the columns of the file; an import reads the same.
var exported = []string{columnName, columnLanguage, columnTelephony, columnEmail, columnPhone, settings.FieldActive, columnNote}

// export writes what the table shows, in its order, as the language's spreadsheets read it.
func (h *Presenter) export(p *i18n.Printer) {
	titles := []string{}
	for _, c := range exported {
		titles = append(titles, columnTitle(p, c))
	}
	rows := [][]string{titles}
	for _, e := range h.rows(p) {
		row := []string{}
		for _, c := range exported {
			row = append(row, h.cell(p, e, c))
		}
		rows = append(rows, row)
	}
	window := h.deps.Editor.Window
	listing.Export{
		Title: p.T("resellers.export"), Name: p.T("resellers.csv.file"), Rows: rows,
		Done: func(err error) {
			if err != nil {
				window.Fail(p.T("resellers.csv.failed", "Reason", p.Err(err)))
				return
			}
			window.Toast(p.N("resellers.csv.done", len(rows)-1), "", nil)
		},
	}.Write(p, h.deps.Files, h.deps.Editor.Run)
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
	case settings.FieldActive:
		return p.T("resellers.column.active")
	}
	return p.T("resellers.column.state")
}
