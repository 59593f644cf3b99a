package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"pupitre/resources"
	"pupitre/ui/look"
)

// TableColumn is one column of a table.
type TableColumn struct {
	ID       string
	Title    string
	Fit      string  // a text that is always shown whole: its width, or the title's, is the least one of the column
	Weight   float32 // share of the width that is left over; 0 keeps the least width
	Align    fyne.TextAlign
	Sortable bool
	Optional bool // leaves where there is no room for all, the last one first
	KeepEnd  bool // a text that is too long is cut in its middle: names that differ at their end are told apart
	Action   bool // a click opens the row's menu: its cells show resources.MoreVert
}

// TableCell is what a row shows in a column: one line, cut with … where it is too long.
type TableCell struct {
	Text  string
	Icon  resources.IconName  // before the text; may be empty
	Color fyne.ThemeColorName // of both; empty means theme.ColorNameForeground
	Bold  bool
	Marks []Mark // parts of the text to point out, in order; the table draws as many as its Marks say
}

// TableState is where a person is in a table, to be put back after a page is rebuilt.
type TableState struct {
	Top      float64 // the row at the top, with the part of it that is scrolled away
	Selected int     // -1 when none is
}

// Table shows any number of rows and keeps objects for those in view only. It asks for rows as they come near (Rows),
// and draws bars for what has not arrived. Fyne's own table makes an object for each row, and counts pixels in float32,
// which drifts from about 430,000 rows on; here rows are placed relative to the window from a float64 offset, counted in
// rows so that the zoom does not move it.
//
// The owner sets the functions before the first SetCount. Cell is called often and must be quick.
type Table struct {
	widget.BaseWidget
	// Cell is what a row shows in a column, an index of the columns given; ready is false while the row is on its way.
	Cell func(row, column int) (cell TableCell, ready bool)
	// Rows runs when rows come near: n of them, beginning with from. The owner fetches them, then calls Refresh. May be nil.
	Rows func(from, n int)
	// OnSelected runs when the person selects another row. May be nil.
	OnSelected func(row int)
	// OnTapped runs when a row is clicked, after it was selected. May be nil.
	OnTapped func(row int)
	// OnActivated runs with Enter or Space on the selected row. May be nil.
	OnActivated func(row int)
	// Menu lists what can be done with a row: right click, the menu key. May be nil.
	Menu func(row int) []MenuItem
	// OnSort runs when the person asks for another order. May be nil.
	OnSort func(column string, descending bool)
	// OnGrab runs when the scroll bar is seized, so that the program can keep the drag from scrolling under fingers
	// (native.Window.ClaimDrag). May be nil.
	OnGrab func()

	// FitRows, when it is not 0, makes the table as high as its rows, up to so many, for a table in a page that scrolls, or in
	// a dialog, which makes it lower where the window has no room. Else it is given its height.
	FitRows int

	// Marks is how many parts of a cell's text can be pointed out at once, 0 for a table that never does.
	Marks int

	columns    []TableColumn
	count      int
	state      TableState
	sorted     string
	descending bool
	slot       fyne.CanvasObject
	asked      band
	redrawing  bool // before the next frame
	room       int  // rows for which the dialog around it has room, 0 for any number

	heads []*tableHead
	body  *tableBody
	bar   *tableBar
}

// band is a range of rows, [from, to).
type band struct{ from, to int }

func (b band) holds(o band) bool { return b.from <= o.from && o.to <= b.to }

// NewTable makes an empty table called label.
func NewTable(label string, columns ...TableColumn) *Table {
	t := &Table{columns: columns, state: TableState{Selected: -1}}
	for i := range columns {
		t.heads = append(t.heads, newTableHead(t, i))
	}
	t.body = newTableBody(t, label)
	t.bar = newTableBar(t)
	t.ExtendBaseWidget(t)
	return t
}

// Label is what the table is called.
func (t *Table) Label() string { return t.body.label }

// SetFieldID gives the rows a stable id, by which the keyboard is found again after a page is rebuilt.
func (t *Table) SetFieldID(id string) { t.body.SetFieldID(id) }

// Children are the objects inside.
func (t *Table) Children() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, len(t.heads)+2)
	for _, h := range t.heads {
		out = append(out, h)
	}
	if t.slot != nil {
		return append(out, t.slot)
	}
	return append(out, t.body, t.bar)
}

// Count is the number of rows.
func (t *Table) Count() int { return t.count }

// SetCount says how many rows there are and has all of them drawn and asked for anew.
func (t *Table) SetCount(n int) {
	t.count = max(n, 0)
	if t.state.Selected >= t.count {
		t.state.Selected = -1
	}
	t.asked = band{}
	t.Refresh()
}

// SetSlot shows an object in place of the rows: an empty state, an error, a skeleton; nil shows the rows again.
func (t *Table) SetSlot(o fyne.CanvasObject) {
	if t.slot == o {
		return
	}
	t.slot = o
	t.Refresh()
}

// SetSorted shows by which column the rows are ordered; "" for none. OnSort does not run.
func (t *Table) SetSorted(column string, descending bool) {
	if t.sorted == column && t.descending == descending {
		return
	}
	t.sorted, t.descending = column, descending
	t.Refresh()
}

// Sorted is the order shown.
func (t *Table) Sorted() (column string, descending bool) { return t.sorted, t.descending }

func (t *Table) sortBy(column string) {
	t.SetSorted(column, t.sorted == column && !t.descending)
	if t.OnSort != nil {
		t.OnSort(t.sorted, t.descending)
	}
}

// State is where the person is.
func (t *Table) State() TableState { return t.state }

// SetState puts the person back; rows that no longer exist are forgotten. OnSelected does not run.
func (t *Table) SetState(s TableState) {
	if s.Selected >= t.count {
		s.Selected = -1
	}
	t.state = s
	t.Refresh()
}

// Selected is the row selected, -1 when none is.
func (t *Table) Selected() int { return t.state.Selected }

// Select selects a row and scrolls it into view; -1 selects none. OnSelected runs when the row is another one.
func (t *Table) Select(row int) {
	if row >= t.count || row < -1 {
		return
	}
	changed := t.state.Selected != row
	t.state.Selected = row
	if row >= 0 {
		t.show(row)
	}
	t.redrawSoon()
	if changed && t.OnSelected != nil {
		t.OnSelected(row)
	}
}

// show scrolls as little as needed for a row to be seen whole.
func (t *Table) show(row int) {
	switch y, high := float64(row), t.body.rowsHigh(); {
	case high <= 0: // not placed yet
	case y < t.state.Top:
		t.state.Top = y
	case y+1 > t.state.Top+high:
		t.state.Top = y + 1 - high
	}
}

// ScrollToRow brings a row to the top, as far as there are rows below it.
func (t *Table) ScrollToRow(row int) { t.scrollTo(float64(row)) }

// scrollTo moves the rows to an offset counted in rows.
func (t *Table) scrollTo(top float64) {
	top = t.clamp(top)
	if top == t.state.Top {
		return
	}
	t.state.Top = top
	t.redrawSoon()
}

// redrawSoon draws the rows and the bar once before the next frame, however often it is asked for: a wheel, a mouse or a
// held key is quicker than the screen, and rows that nobody sees would cost as much as those of a frame. Fyne runs
// animations between the input and the painting of each frame.
func (t *Table) redrawSoon() {
	if t.redrawing {
		return
	}
	t.redrawing = true
	(&fyne.Animation{Tick: func(float32) {
		if t.redrawing {
			t.redrawing = false
			t.body.Refresh()
			t.bar.Refresh()
		}
	}}).Start()
}

// furthest is the offset at which the last row stands at the bottom.
func (t *Table) furthest() float64 { return max(float64(t.count)-t.body.rowsHigh(), 0) }

func (t *Table) clamp(top float64) float64 { return min(max(top, 0), t.furthest()) }

// inView is the rows seen at least in part.
func (t *Table) inView() band {
	from := int(t.state.Top)
	to := int(t.state.Top + t.body.rowsHigh())
	if float64(to) < t.state.Top+t.body.rowsHigh() {
		to++
	}
	return band{min(from, t.count), min(to, t.count)}
}

// ask tells the owner which rows come near: those in view, and as many on either side.
func (t *Table) ask() {
	seen := t.inView()
	if t.Rows == nil || seen.from == seen.to || t.asked.holds(seen) {
		return
	}
	n := seen.to - seen.from
	t.asked = band{max(seen.from-n, 0), min(seen.to+n, t.count)} // set first: Rows may answer at once and refresh
	t.Rows(t.asked.from, t.asked.to-t.asked.from)
}

// rowHeight is the height of a row, in Fyne units.
func rowHeight() float32 { return look.Size(look.ControlHeight) }

// heightForRows is the height of a table that shows n rows without scrolling, in Fyne units: the titles, their line, the
// rows and the edge.
func heightForRows(n int) float32 { return float32(n+1)*rowHeight() + 3*look.Size(look.Line) }
