// Package telephonypage is the page PBX et lignes: the telephony providers that calls go out through. It is a part of the
// settings: the same draft, the same save bar.
package telephonypage

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
	"pupitre/ui/widgets"
)

// Deps are what the page needs. Files may be nil: nothing is exported then.
type Deps struct {
	Editor *editing.Editor
	Files  listing.Files
}

// Columns of the table and of the file.
const (
	columnName      = "name"
	columnAddress   = "address"
	columnTransport = "transport"
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
func (h *Presenter) readOnly() bool {
	return h.draft().ReadOnly(settings.TelephonyEntity(""))
}

// rows lists the providers that meet the search, in the order asked for. A provider made here stands at the end while its
// name may still move.
func (h *Presenter) rows(p *i18n.Printer) []string {
	d := h.draft()
	out := slices.DeleteFunc(d.Entities(editing.KindTelephony), func(e string) bool { return !h.meets(p, e) })
	slices.SortStableFunc(out, func(a, b string) int {
		if d.Born(a) != d.Born(b) {
			if d.Born(a) {
				return 1
			}
			return -1
		}
		c := strings.Compare(h.key(p, a), h.key(p, b))
		if h.descending {
			return -c
		}
		return c
	})
	return out
}

// key is what a provider is ordered by.
func (h *Presenter) key(p *i18n.Printer, entity string) string {
	return listing.Key(h.stored(p, entity, h.sorted))
}

// stored is the text of a column as it is stored: typing must not move rows. What was never stored is as in the draft.
func (h *Presenter) stored(p *i18n.Printer, entity, column string) string {
	field := fieldOf(column)
	if field == "" || h.draft().Born(entity) {
		return h.cell(p, entity, column)
	}
	return text(p, entity, field, h.draft().Stored(entity, field))
}

// meets tells whether a provider has every word of the search in one of its texts, without case or accents. One made here
// is always in sight.
func (h *Presenter) meets(p *i18n.Printer, entity string) bool {
	if h.draft().Born(entity) {
		return true
	}
	texts := []string{}
	for _, column := range []string{columnName, columnAddress, columnTransport, columnPhone, columnNote} {
		texts = append(texts, h.cell(p, entity, column))
	}
	texts = append(texts, settings.String(h.draft().Value(entity, settings.FieldPhone)))
	return listing.Matches(h.query, texts...)
}

// fieldOf is the stored field of a column, "" for the state.
func fieldOf(column string) string {
	switch column {
	case columnName:
		return settings.FieldName
	case columnAddress:
		return settings.FieldAddress
	case columnTransport:
		return settings.FieldTransport
	case columnPhone:
		return settings.FieldPhone
	case columnNote:
		return settings.FieldNote
	}
	return ""
}

// cell is what a provider shows in a column, as the draft has it.
func (h *Presenter) cell(p *i18n.Printer, entity, column string) string {
	if column == columnState {
		return h.state(p, entity)
	}
	field := fieldOf(column)
	return text(p, entity, field, h.draft().Value(entity, field))
}

// text writes a value, and nothing as nothing: a table of « rien » is hard to read.
func text(p *i18n.Printer, entity, field string, value wire.Value) string {
	if len(value) == 0 || string(value) == "null" {
		return ""
	}
	return fieldwords.Value(p, entity, field, value)
}

// name is what a provider is called, also before it has a name.
func (h *Presenter) name(p *i18n.Printer, entity string) string {
	if name := h.model().Name(entity); name != "" {
		return name
	}
	return p.T("telephony.unnamed")
}

// state is what is to be known of a provider: what the draft does to it, else whether it is the default one.
func (h *Presenter) state(p *i18n.Printer, entity string) string {
	d := h.draft()
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
	case slices.ContainsFunc(d.Schema().Named(editing.KindTelephony).Fields, func(f draft.Field) bool { return d.Pending(entity, f.Name) }):
		return p.T("telephony.state.pending")
	}
	return ""
}

func (h *Presenter) isDefault(entity string) bool {
	return settings.String(h.draft().Value(settings.EntityTelephony, settings.FieldDefault)) == draft.IDOf(entity)
}

// add makes a provider and selects it.
func (h *Presenter) add() (entity string) {
	entity = h.deps.Editor.Add(editing.KindTelephony)
	h.selected = entity
	return entity
}

// export writes what the table shows, in its order, as the language's spreadsheets read it.
func (h *Presenter) export(p *i18n.Printer) {
	rows := [][]string{{}}
	columns := []string{columnName, columnAddress, columnTransport, columnPhone, columnNote}
	for _, c := range columns {
		rows[0] = append(rows[0], columnTitle(p, c))
	}
	entities := slices.DeleteFunc(h.rows(p), h.draft().Dying)
	for _, e := range entities {
		row := []string{}
		for _, c := range columns {
			row = append(row, h.cell(p, e, c))
		}
		rows = append(rows, row)
	}
	window := h.deps.Editor.Window
	listing.Export{
		Title: p.T("telephony.export"), Name: p.T("telephony.csv.file"), Rows: rows,
		Done: func(err error) {
			if err != nil {
				window.Fail(p.T("telephony.csv.failed", "Reason", p.Err(err)))
				return
			}
			window.Toast(p.N("telephony.csv.done", len(entities)), "", nil)
		},
	}.Write(p, h.deps.Files, h.deps.Editor.Run)
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
