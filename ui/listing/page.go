package listing

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// State is where a person is in a list. It outlives the widgets and belongs to the window's goroutine.
type State struct {
	Query      string
	Sorted     string // id of a column, "" for the order that the lines come in
	Descending bool
	Selected   string // id of a line, "" for none
	Place      widgets.TableState
}

// NewState starts with everything shown, ordered by a column.
func NewState(sorted string) State {
	return State{Sorted: sorted, Place: widgets.TableState{Selected: -1}}
}

// Phase is what a list has to show.
type Phase int

// The phases.
const (
	Reading Phase = iota
	Failed
	Ready
)

// Words are what a list says of its lines, in the language of the page.
type Words struct {
	Title      string // of the table, for who cannot see it
	SearchHint string
	Count      func(n int) string
	Found      func(n int) string        // in place of Count while something is searched for
	None       func(query string) string // nothing meets the search
	EmptyTitle string                    // "" for a list that is never empty
	EmptyBody  string
}

// Card shows the line selected, beside the list or under it.
type Card interface {
	Root() fyne.CanvasObject
	// Show shows a line, "" for none, and tells whether the page has to be placed anew.
	Show(id string) (moved bool)
}

// Spec is what one page with a list adds to what all of them do. Lines are known by ids that stay.
type Spec struct {
	P         *i18n.Printer
	State     *State
	Words     Words
	Icon      resources.IconName // of the empty list
	TableID   string
	SearchID  string
	MostQuery int // runes
	Columns   []widgets.TableColumn
	Rows      func() []string // those that meet the search, in order
	Cell      func(id, column string) widgets.TableCell
	Menu      func(id string) []widgets.MenuItem
	Opened    func(id string) // Enter, or a double click
	Phase     func() (Phase, error)
	Retry     func()
	// Widen takes away what else hides lines, such as a filter. May be nil.
	Widen func()
	// Follow brings the rest of the page up to date, and tells whether it has to be placed anew. May be nil.
	Follow  func() (moved bool)
	Filters []fyne.CanvasObject // stand beside the search
	Tools   []*Tool             // the first is the one that the empty list offers, when it is Add
	End     *Tool               // stands by itself at the far right of the tools; may be nil
	Notices []fyne.CanvasObject // stand above the list
	Foot    fyne.CanvasObject
	Card    Card
}

// Page is a list with the card of the line selected, in one language.
type Page struct {
	spec   Spec
	root   *fyne.Container
	table  *widgets.Table
	search *widgets.Entry
	count  *widgets.Text
	tools  *toolbar
	end    *widgets.Button // nil without Spec.End
	shown  []string
	slot   string // what stands in place of the rows
	left   bool
}

// New makes the page. Refresh has to be called whenever the lines may have changed.
func New(spec Spec) *Page {
	pg := &Page{spec: spec}
	pg.count = widgets.NewText("", widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Keep})
	pg.table = pg.newTable()
	pg.search = pg.newSearch()
	fixed := append([]fyne.CanvasObject{widgets.FixedWidth(look.ControlMedium, pg.search)}, spec.Filters...)
	pg.tools = newToolbar(spec.P, fixed, spec.Tools)
	head := widgets.Column(look.Space8, append([]fyne.CanvasObject{widgets.Ends(pg.tools, pg.trailing())}, spec.Notices...)...)
	foot := spec.Foot
	if foot == nil {
		foot = widgets.Column("")
	}
	pg.root = widgets.Page(widgets.Padded(look.Space4, look.Space24, head),
		widgets.Padded(look.Space12, look.Space24, widgets.WithDetail(pg.table, spec.Card.Root())), foot)
	return pg
}

// trailing is what stands at the far right of the tools: how many lines there are, and the tool of its own.
func (pg *Page) trailing() fyne.CanvasObject {
	end := pg.spec.End
	if end == nil {
		return pg.count
	}
	pg.end = widgets.NewButton(end.Label, end.Do)
	pg.end.SetIcon(end.Icon)
	pg.end.SetFieldID(end.Field)
	return widgets.Line(look.Space12, pg.count, pg.end)
}

func (pg *Page) newSearch() *widgets.Entry {
	s := pg.spec.State
	search := widgets.NewEntry(pg.spec.P.T("listing.search"))
	search.SetFieldID(pg.spec.SearchID)
	search.SetHint(pg.spec.Words.SearchHint)
	search.SetMaxLength(pg.spec.MostQuery)
	search.SetText(s.Query)
	search.OnChanged = func(text string) {
		if !pg.left && text != s.Query {
			s.Query = text
			pg.Refresh()
		}
	}
	return search
}

func (pg *Page) newTable() *widgets.Table {
	s := pg.spec.State
	t := widgets.NewTable(pg.spec.Words.Title, pg.spec.Columns...)
	t.SetFieldID(pg.spec.TableID)
	t.SetSorted(s.Sorted, s.Descending)
	t.Cell = func(row, column int) (cell widgets.TableCell, ok bool) {
		id, ok := pg.at(row)
		if !ok {
			return cell, false
		}
		return pg.spec.Cell(id, pg.spec.Columns[column].ID), true
	}
	t.OnSort = func(column string, descending bool) {
		s.Sorted, s.Descending = column, descending
		pg.Refresh()
	}
	t.OnSelected = func(row int) {
		s.Selected, _ = pg.at(row)
		pg.Refresh()
	}
	t.OnActivated = func(row int) {
		if id, ok := pg.at(row); ok {
			pg.spec.Opened(id)
		}
	}
	t.Menu = func(row int) []widgets.MenuItem {
		if id, ok := pg.at(row); ok {
			return pg.spec.Menu(id)
		}
		return nil
	}
	return t
}

// at is the line of a row.
func (pg *Page) at(row int) (id string, ok bool) {
	if row < 0 || row >= len(pg.shown) {
		return "", false
	}
	return pg.shown[row], true
}

// Start shows the lines for the first time, as they were left.
func (pg *Page) Start() {
	pg.Refresh()
	pg.table.SetState(pg.spec.State.Place)
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.root }

// Canvas is the canvas that shows the page, nil when none does.
func (pg *Page) Canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(pg.root) }

// Left tells that the page was thrown away: its widgets are heard no more.
func (pg *Page) Left() bool { return pg.left }

// Relayout places the page anew.
func (pg *Page) Relayout() { pg.root.Refresh() }

// Focus gives the keyboard to a control, or to the menu of the tools where a tool has no room, and tells whether there is
// one.
func (pg *Page) Focus(field string) bool {
	c := pg.Canvas()
	return c != nil && widgets.FocusField(c, pg.tools.reach(field))
}

// AimAt gives the keyboard to the search.
func (pg *Page) AimAt(int) { pg.Focus(pg.spec.SearchID) }

// Pick selects a line, which search and filter hide no more, and gives the keyboard to a control of its card, or to the
// table where there is none of that id.
func (pg *Page) Pick(id, field string) {
	if !slices.Contains(pg.spec.Rows(), id) {
		pg.widen()
	}
	pg.spec.State.Selected = id
	pg.Refresh()
	if i := slices.Index(pg.shown, id); i >= 0 {
		pg.table.Select(i)
	}
	pg.root.Refresh()
	if field == "" || !pg.Focus(field) {
		pg.Focus(pg.spec.TableID)
	}
}

// widen takes search and filter away.
func (pg *Page) widen() {
	pg.spec.State.Query = ""
	if pg.spec.Widen != nil {
		pg.spec.Widen()
	}
	pg.search.SetText("")
}

// Leave remembers where the person was.
func (pg *Page) Leave() {
	pg.left = true
	pg.spec.State.Place = pg.table.State()
}

// Refresh shows the lines as they are.
func (pg *Page) Refresh() {
	if pg.left || pg.root == nil {
		return
	}
	phase, _ := pg.spec.Phase()
	pg.shown = nil
	if phase == Ready {
		pg.shown = pg.spec.Rows()
	}
	if len(pg.shown) != pg.table.Count() {
		pg.table.SetCount(len(pg.shown))
	} else {
		pg.table.Refresh()
	}
	pg.refreshSelection()
	pg.refreshSlot()
	pg.refreshHead()
	moved := pg.spec.Card.Show(pg.spec.State.Selected)
	if pg.spec.Follow != nil {
		moved = pg.spec.Follow() || moved
	}
	if moved {
		pg.root.Refresh()
	}
}

// refreshSelection follows the line selected to its row; one that is shown no more is selected no more.
func (pg *Page) refreshSelection() {
	at := slices.Index(pg.shown, pg.spec.State.Selected)
	if at < 0 {
		pg.spec.State.Selected = ""
	}
	if s := pg.table.State(); s.Selected != at {
		s.Selected = at
		pg.table.SetState(s)
	}
}

// searching tells whether something is searched for.
func (pg *Page) searching() bool { return strings.TrimSpace(pg.spec.State.Query) != "" }

func (pg *Page) refreshHead() {
	text := ""
	switch {
	case pg.slot != "":
	case pg.searching():
		text = pg.spec.Words.Found(len(pg.shown))
	default:
		text = pg.spec.Words.Count(len(pg.shown))
	}
	pg.count.SetText(text)
	pg.tools.refresh(len(pg.shown))
	if end := pg.spec.End; end != nil && end.Enabled != nil && !end.Enabled(len(pg.shown)) {
		pg.end.Disable()
	} else if end != nil {
		pg.end.Enable()
	}
}

// refreshSlot shows why there are no rows.
func (pg *Page) refreshSlot() {
	p, slot := pg.spec.P, ""
	phase, fault := pg.spec.Phase()
	switch {
	case phase == Failed:
		slot = "failed " + p.Err(fault)
	case phase == Reading:
		slot = "reading"
	case len(pg.shown) == 0 && !pg.searching() && pg.spec.Words.EmptyTitle != "":
		slot = "empty"
	case len(pg.shown) == 0:
		slot = "none " + pg.spec.State.Query
	}
	if slot == pg.slot {
		return
	}
	pg.slot = slot
	kind, _, _ := strings.Cut(slot, " ")
	pg.table.SetSlot(pg.newSlot(kind, fault))
}

// newSlot makes what stands in place of the rows, nil for nothing.
func (pg *Page) newSlot(kind string, fault error) fyne.CanvasObject {
	p, words := pg.spec.P, pg.spec.Words
	switch kind {
	case "failed":
		return widgets.NewErrorState(p, p.T("listing.failed"), p.Err(fault), pg.spec.Retry)
	case "reading":
		return widgets.Column("")
	case "empty":
		return widgets.NewEmptyState(pg.spec.Icon, words.EmptyTitle, words.EmptyBody, pg.addButton())
	case "none":
		all := widgets.NewButton(p.T("listing.show_all"), func() {
			pg.widen()
			pg.Refresh()
			pg.Focus(pg.spec.SearchID)
		})
		return widgets.NewEmptyState(resources.Search, p.T("listing.none_title"), words.None(strings.TrimSpace(pg.spec.State.Query)), all)
	}
	return nil
}

// addButton is the one of the empty list, nil for who may only look.
func (pg *Page) addButton() *widgets.Button {
	tools := pg.spec.Tools
	if pg.spec.End != nil {
		tools = append(slices.Clone(tools), pg.spec.End)
	}
	for _, t := range tools {
		if t.Adds {
			return widgets.NewPrimaryButton(t.Label, t.Do)
		}
	}
	return nil
}
