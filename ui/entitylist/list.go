// Package entitylist is what the pages share that list entities of the settings of one kind: the order and the search over
// the draft, the card of the one selected, the file, and the save bar. A page adds its columns, its words, and what can be
// done with an entity.
package entitylist

import (
	"slices"
	"strings"

	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/listing"
	"pupitre/ui/widgets"
)

// Deps are what a list needs. Files may be nil: nothing is exported then.
type Deps struct {
	Editor *editing.Editor
	Files  listing.Files
}

// Subject is what one page adds to what all of them do. Columns bear the name of their field, but for those of Computed.
type Subject struct {
	Kind, Section string // of the draft's schema
	Probe         string // an entity of the kind, by which rights are asked
	Icon          resources.IconName
	IDs           IDs
	Columns       func(p *i18n.Printer) []widgets.TableColumn
	Searched      []string
	Exported      []string
	Computed      map[string]func(p *i18n.Printer, entity string) string
	// Value writes the value of a field in other words than the catalogue's; ok is false for the usual ones. May be nil.
	Value       func(field string, value wire.Value) (text string, ok bool)
	ColumnTitle func(p *i18n.Printer, column string) string
	Words       func(p *i18n.Printer) Words
	Cells       func(entity string) []draft.Cell // the controls of the card, in reading order
	Actions     func(pg *Page, entity string) []widgets.MenuItem
	// Dress adds icon or weight to a cell of the table. May be nil.
	Dress func(entity, column string, cell *widgets.TableCell)
	// Also are texts by which the palette finds an entity beside its name.
	Also []string // columns
}

// IDs are those of the page's controls, by which the keyboard is found again after a rebuild.
type IDs struct{ Table, Search, Add, Export string }

// Words are what a page says, in one language.
type Words struct {
	listing.Words
	Add      string
	Synonyms string // by which the palette finds the page, separated by commas
	File     string // name proposed for the file
	Exported func(n int) string
}

// List is the state of a page. It outlives the widgets and belongs to the window's goroutine.
type List struct {
	listing.State
	deps    Deps
	subject Subject
}

// NewList starts with everything shown, ordered by a column.
func NewList(deps Deps, sorted string, subject Subject) *List {
	return &List{State: listing.NewState(sorted), deps: deps, subject: subject}
}

// Editor is the draft's editor.
func (h *List) Editor() *editing.Editor { return h.deps.Editor }

// Draft is the draft that the entities are read from.
func (h *List) Draft() *draft.Draft { return h.deps.Editor.Draft() }

// Model is the draft with its words.
func (h *List) Model() *editing.Model { return h.deps.Editor.Model() }

// ReadOnly tells that this person may only look.
func (h *List) ReadOnly() bool { return h.Draft().ReadOnly(h.subject.Probe) }

// Rows lists the entities that meet the search, in the order asked for. One made here stands at the end while its name may
// still move.
func (h *List) Rows(p *i18n.Printer) []string {
	d := h.Draft()
	if h.Model().Phase() != editing.Ready {
		return nil
	}
	out := slices.DeleteFunc(d.Entities(h.subject.Kind), func(e string) bool { return !h.meets(p, e) })
	keys := make(map[string]string, len(out))
	for _, e := range out {
		keys[e] = listing.Key(h.stored(p, e, h.Sorted))
	}
	slices.SortStableFunc(out, func(a, b string) int {
		if d.Born(a) != d.Born(b) {
			if d.Born(a) {
				return 1
			}
			return -1
		}
		c := strings.Compare(keys[a], keys[b])
		if h.Descending {
			return -c
		}
		return c
	})
	return out
}

// stored is the text of a column as it is stored: typing must not move rows. What was never stored is as in the draft.
func (h *List) stored(p *i18n.Printer, entity, column string) string {
	if h.subject.Computed[column] != nil || h.Draft().Born(entity) {
		return h.Cell(p, entity, column)
	}
	return h.text(p, entity, column, h.Draft().Stored(entity, column))
}

// meets tells whether an entity has every word of the search in one of its texts. One made here is always in sight.
func (h *List) meets(p *i18n.Printer, entity string) bool {
	if h.Draft().Born(entity) || strings.TrimSpace(h.Query) == "" {
		return true
	}
	texts := make([]string, 0, len(h.subject.Searched))
	for _, column := range h.subject.Searched {
		texts = append(texts, h.Cell(p, entity, column))
	}
	return listing.Matches(h.Query, texts...)
}

// Cell is what an entity shows in a column, as the draft has it.
func (h *List) Cell(p *i18n.Printer, entity, column string) string {
	if computed := h.subject.Computed[column]; computed != nil {
		return computed(p, entity)
	}
	return h.text(p, entity, column, h.Draft().Value(entity, column))
}

// text writes a value, and nothing as nothing: a table of « rien » is hard to read.
func (h *List) text(p *i18n.Printer, entity, field string, value wire.Value) string {
	if len(value) == 0 || string(value) == "null" {
		return ""
	}
	if h.subject.Value != nil {
		if text, ok := h.subject.Value(field, value); ok {
			return text
		}
	}
	return fieldwords.Value(p, entity, field, value)
}

// Name is what an entity is called, also before it has a name.
func (h *List) Name(p *i18n.Printer, entity string) string {
	if name := h.Model().Name(entity); name != "" {
		return name
	}
	return p.T("listing.unnamed")
}

// Pending tells whether something of an entity waits to be sent.
func (h *List) Pending(entity string) bool {
	d := h.Draft()
	return slices.ContainsFunc(d.Schema().Named(h.subject.Kind).Fields, func(f draft.Field) bool { return d.Pending(entity, f.Name) })
}

// going tells whether an entity is put down for deletion, or was deleted elsewhere.
func (h *List) going(entity string) bool { return h.Draft().Dying(entity) || h.Draft().Gone(entity) }

// add makes an entity and selects it.
func (h *List) add() (entity string) {
	entity = h.deps.Editor.Add(h.subject.Kind)
	h.Selected = entity
	return entity
}

// export writes what the table shows, in its order, as the language's spreadsheets read it. What is put down for deletion
// is left out.
func (h *List) export(p *i18n.Printer) {
	titles := make([]string, 0, len(h.subject.Exported))
	for _, c := range h.subject.Exported {
		titles = append(titles, h.subject.ColumnTitle(p, c))
	}
	rows := [][]string{titles}
	for _, e := range slices.DeleteFunc(h.Rows(p), h.Draft().Dying) {
		row := make([]string, 0, len(titles))
		for _, c := range h.subject.Exported {
			row = append(row, h.Cell(p, e, c))
		}
		rows = append(rows, row)
	}
	window, words := h.deps.Editor.Window, h.subject.Words(p)
	listing.Export{
		Title: p.T("listing.export"), Name: words.File, Rows: rows,
		Done: func(err error) {
			if err != nil {
				window.Fail(p.T("listing.csv_failed", "Reason", p.Err(err)))
				return
			}
			window.Toast(words.Exported(len(rows)-1), "", nil)
		},
	}.Write(p, h.deps.Files, h.deps.Editor.Run)
}
