package widgets_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

const million = 1_000_000

// grid is a table of so many rows that says what it is asked.
type grid struct {
	*uitest.Screen
	table     *widgets.Table
	asked     []string // "from+n"
	selected  []int
	activated []int
	orders    []string
	missing   func(row int) bool // rows on their way; nil when all are there
}

func columns() []widgets.TableColumn {
	return []widgets.TableColumn{
		{ID: "number", Title: "Numéro", Fit: "1 000 000", Align: fyne.TextAlignTrailing, Sortable: true},
		{ID: "name", Title: "Nom", Fit: "Nom de quelqu’un", Weight: 2, Sortable: true},
		{ID: "note", Title: "Remarque", Fit: "Une remarque", Weight: 1},
		{ID: "place", Title: "Emplacement", Fit: "Montréal, Québec", Optional: true},
	}
}

func (g *grid) cell(row, column int) (widgets.TableCell, bool) {
	if g.missing != nil && g.missing(row) {
		return widgets.TableCell{}, false
	}
	switch column {
	case 0:
		return widgets.TableCell{Text: fmt.Sprint(row)}, true
	case 1:
		return widgets.TableCell{Text: fmt.Sprintf("Personne %d", row), Icon: resources.Person, Bold: row%10 == 0}, true
	case 2:
		return widgets.TableCell{Text: strings.Repeat("remarque ", row%7), Color: look.ColorMuted}, true
	}
	return widgets.TableCell{Text: "Montréal"}, true
}

func newGrid(t testing.TB, setup uitest.Setup, rows int, wrap func(*widgets.Table) fyne.CanvasObject) *grid {
	t.Helper()
	g := &grid{}
	g.Screen = uitest.Open(t, setup, func(*uitest.Screen) fyne.CanvasObject {
		g.table = g.build(rows)
		if wrap != nil {
			return wrap(g.table)
		}
		return widgets.Padded("app.space24", "app.space24", g.table)
	})
	return g
}

func (g *grid) build(rows int) *widgets.Table {
	table := widgets.NewTable("Personnes", columns()...)
	table.SetFieldID("people")
	table.Cell = g.cell
	table.Rows = func(from, n int) { g.asked = append(g.asked, fmt.Sprintf("%d+%d", from, n)) }
	table.OnSelected = func(row int) { g.selected = append(g.selected, row) }
	table.OnActivated = func(row int) { g.activated = append(g.activated, row) }
	table.OnSort = func(column string, descending bool) { g.orders = append(g.orders, fmt.Sprint(column, " ", descending)) }
	table.Menu = func(row int) []widgets.MenuItem {
		return []widgets.MenuItem{{Label: fmt.Sprintf("Modifier %d", row), OnTapped: func() { g.activated = append(g.activated, row) }}}
	}
	table.SetCount(rows)
	return table
}

// tapRow clicks on the nth row in view.
func (g *grid) tapRow(n int) {
	g.TapAt(g.table.Position().AddXY(60, (float32(n)+1.5)*rowHeight()))
}

// lines are the heights, in the table, at which the numbers of rows are drawn.
func (g *grid) lines() map[string]float32 {
	out := map[string]float32{}
	var walk func(o fyne.CanvasObject, at fyne.Position)
	walk = func(o fyne.CanvasObject, at fyne.Position) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		if l, ok := o.(widgets.Lettered); ok {
			for _, text := range l.Letterings() {
				out[text.Text] = at.Y + text.At.Y + text.Size.Height/2
			}
		}
		if w, ok := o.(fyne.Widget); ok {
			for _, child := range test.WidgetRenderer(w).Objects() {
				walk(child, at)
			}
		}
	}
	walk(g.table, fyne.Position{}.Subtract(g.table.Position()))
	return out
}

// focused is the id of what has the keyboard.
func (g *grid) focused() string {
	if f, ok := g.Canvas.Focused().(widgets.Identified); ok {
		return f.FieldID()
	}
	return ""
}

func rowHeight() float32 { return look.Size(look.ControlHeight) }

func TestTableIsExactAtTheMillionthRow(t *testing.T) {
	for _, setup := range []uitest.Setup{{}, {Zoom: look.Zoom150}, {Zoom: look.Zoom125, Touch: true}} {
		g := newGrid(t, setup, million, nil)
		g.Focus("people")
		g.Key(fyne.KeyEnd)
		if got := g.table.Selected(); got != million-1 {
			t.Fatalf("End selects the last row, got %d", got)
		}
		g.ExpectText("999999")
		lines := g.lines()
		bottom := g.table.Size().Height - look.Size(look.Line)
		if middle := lines["999999"]; middle != bottom-rowHeight()/2 {
			t.Errorf("zoom %d: the last row stands at %v, want %v above the edge at %v", setup.Zoom, middle, rowHeight()/2, bottom)
		}
		for row := million - 1; row > million-8; row-- {
			pitch := lines[fmt.Sprint(row)] - lines[fmt.Sprint(row-1)]
			if diff := pitch - rowHeight(); diff > 0.01 || diff < -0.01 {
				t.Errorf("zoom %d: rows %d and %d are %v apart, want %v", setup.Zoom, row-1, row, pitch, rowHeight())
			}
		}
	}
}

func TestTableByKeyboard(t *testing.T) {
	g := newGrid(t, uitest.Setup{}, 1000, nil)
	g.Focus("people")
	page := int((g.table.Size().Height-2*look.Size(look.Line))/rowHeight()) - 2 // less the titles, and the row that stays in view
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyDown, 0}, // the first in view
		{fyne.KeyDown, 1},
		{fyne.KeyUp, 0},
		{fyne.KeyUp, 0},
		{fyne.KeyPageDown, page},
		{fyne.KeyPageDown, 2 * page},
		{fyne.KeyPageUp, page},
		{fyne.KeyEnd, 999},
		{fyne.KeyPageDown, 999},
		{fyne.KeyDown, 999},
		{fyne.KeyHome, 0},
	} {
		g.Key(step.key)
		if got := g.table.Selected(); got != step.want {
			t.Errorf("%s: row %d, want %d", step.key, got, step.want)
		}
		g.ExpectText(fmt.Sprintf("Personne %d", g.table.Selected()))
	}
	g.Key(fyne.KeyReturn, fyne.KeySpace)
	if !slices.Equal(g.activated, []int{0, 0}) {
		t.Errorf("Enter and Space activate, got %v", g.activated)
	}
	g.Key(desktop.KeyMenu)
	g.ExpectText("Modifier 0")
	g.Key(fyne.KeyReturn)
	if len(g.activated) != 3 {
		t.Error("the menu key opens the menu of the row selected")
	}
}

func TestTableByPointer(t *testing.T) {
	g := newGrid(t, uitest.Setup{}, 1000, nil)
	g.tapRow(5)
	if g.table.Selected() != 5 || !slices.Equal(g.selected, []int{5}) {
		t.Fatalf("a click selects, got %v", g.selected)
	}
	g.tapRow(5)
	if len(g.selected) != 1 {
		t.Error("the same row again is no news")
	}
	body := g.Field("people")
	g.Scroll(body, -10*rowHeight())
	if got := g.table.State().Top; got != 10 {
		t.Errorf("the wheel moves the rows, got %v", got)
	}
	g.Scroll(body, 1000*rowHeight())
	if got := g.table.State().Top; got != 0 {
		t.Errorf("not above the first row, got %v", got)
	}
	before := g.Image()
	g.Hover(body)
	if uitest.SameImage(before, g.Image()) {
		t.Error("the row under the pointer is shown")
	}
	at := g.Field("people")
	at.(fyne.SecondaryTappable).TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(40, 3.5*rowHeight())})
	g.Settle()
	if g.table.Selected() != 3 {
		t.Errorf("a right click selects, got %d", g.table.Selected())
	}
	g.TapText("Modifier 3")
	if !slices.Equal(g.activated, []int{3}) {
		t.Errorf("the menu is that of the row, got %v", g.activated)
	}
}

func TestTableScrollBar(t *testing.T) {
	g := newGrid(t, uitest.Setup{}, million, nil)
	size := g.table.Size()
	x := 24 + size.Width - 8
	top, bottom := 24+rowHeight()+12, 24+size.Height-6
	g.Drag(fyne.NewPos(x, top), fyne.NewPos(x, bottom))
	g.ExpectText("999999")
	g.Drag(fyne.NewPos(x, bottom-8), fyne.NewPos(x, 0))
	g.ExpectText("Personne 0")
	g.TapAt(fyne.NewPos(x, bottom-30))
	if got := g.table.State().Top; got < 10 || got > 30 {
		t.Errorf("a press beside the thumb goes one page, got row %v", got)
	}
}

func TestTableAsksForRowsAsTheyComeNear(t *testing.T) {
	g := newGrid(t, uitest.Setup{}, million, nil)
	if last := g.asked[len(g.asked)-1]; last != "0+38" {
		t.Fatalf("the 19 rows in view and a page more, got %v", g.asked)
	}
	g.asked = nil
	g.Scroll(g.Field("people"), -3*rowHeight())
	if len(g.asked) != 0 {
		t.Errorf("what was asked for is not asked again: %v", g.asked)
	}
	g.asked = nil
	g.missing = func(row int) bool { return row >= 500_000 }
	g.table.ScrollToRow(600_000)
	if len(g.asked) != 1 {
		t.Fatalf("after a jump only what is near is asked for: %v", g.asked)
	}
	var from, n int
	if _, err := fmt.Sscanf(g.asked[0], "%d+%d", &from, &n); err != nil || from > 600_000 || from+n < 600_018 || n > 100 {
		t.Errorf("asked for %v", g.asked)
	}
	g.ExpectNoText("Personne 60")
	g.missing = nil
	g.table.Refresh()
	g.ExpectText("Personne 600000")
	g.asked = nil
	g.table.SetCount(million)
	if len(g.asked) != 1 {
		t.Error("SetCount asks anew: other rows may stand there")
	}
}

func TestTableKeepsObjectsForWhatIsSeenOnly(t *testing.T) {
	few, many := newGrid(t, uitest.Setup{}, 100, nil), 0
	few.table.ScrollToRow(50)
	want := len(few.lines())
	g := newGrid(t, uitest.Setup{}, million, nil)
	for row := 0; row < million; row += 49_999 {
		g.table.ScrollToRow(row)
		many = max(many, len(g.lines()))
	}
	if many > want+8 {
		t.Errorf("%d texts for a million rows, %d for a hundred", many, want)
	}
}

func TestTableOrder(t *testing.T) {
	g := newGrid(t, uitest.Setup{}, 100, nil)
	g.TapText("Nom")
	g.TapText("Nom")
	g.Focus("people")
	g.ShiftTab()
	g.ShiftTab() // the titles of the last two columns order nothing
	g.Key(fyne.KeySpace)
	want := []string{"name false", "name true", "number false"}
	if !slices.Equal(g.orders, want) {
		t.Errorf("got %v, want %v", g.orders, want)
	}
	g.Key(fyne.KeyDown)
	if g.focused() != "people" {
		t.Error("Down goes from the titles to the rows")
	}
	before := len(g.orders)
	g.TapText("Remarque")
	if len(g.orders) != before {
		t.Error("a column that has no order ignores a press")
	}
}

func TestTableComesBackAfterARebuild(t *testing.T) {
	g := newGrid(t, uitest.Setup{}, million, nil)
	g.table.ScrollToRow(500_000)
	g.table.Select(500_003)
	g.Focus("people")
	state, keep := g.table.State(), widgets.KeepFocus(g.Canvas)
	g.table = g.build(million)
	g.table.SetState(state)
	g.Show(widgets.Padded("app.space24", "app.space24", g.table))
	keep.Restore(g.Canvas)
	if g.table.State() != state || g.focused() != "people" {
		t.Errorf("place and keyboard come back: %v, want %v", g.table.State(), state)
	}
	g.SetLook(look.Options{Mode: look.Light, Zoom: look.Zoom150})
	if got := int(g.table.State().Top); got != 500_000 {
		t.Errorf("another zoom shows the same row, got %d", got)
	}
}

func TestTableNarrow(t *testing.T) {
	g := newGrid(t, uitest.Setup{Size: fyne.NewSize(900, 500)}, 10, nil)
	g.ExpectText("Emplacement")
	g.Resize(fyne.NewSize(520, 500))
	g.ExpectNoText("Emplacement")
	g.ExpectText("Numéro")
	g.ExpectText("Remarque")
}

func TestTableShrinksWithItsRows(t *testing.T) {
	g := newGrid(t, uitest.Setup{}, million, nil)
	g.table.Select(million - 1)
	g.table.SetCount(3)
	if g.table.Selected() != -1 || g.table.State().Top != 0 {
		t.Errorf("what is gone is not selected or shown: %v", g.table.State())
	}
	g.ExpectText("Personne 2")
	g.table.SetSlot(widgets.NewEmptyState(resources.Group, "Personne", "Rien ici.", nil))
	g.Settle()
	g.ExpectText("Rien ici.")
	g.ExpectNoText("Personne 2")
	g.table.SetSlot(nil)
	g.ExpectText("Personne 2")
}

// A table that has no more rows to show leaves the wheel to the page around it.
func TestTableInAScroll(t *testing.T) {
	var scroll *widgets.Scroll
	g := newGrid(t, uitest.Setup{Size: fyne.NewSize(800, 300)}, 2, func(table *widgets.Table) fyne.CanvasObject {
		table.FitRows = 4
		scroll = widgets.NewScroll(widgets.Column("", table, widgets.NewSkeleton(12)))
		return scroll
	})
	if got, want := g.table.Size().Height, 3*rowHeight()+3*look.Size(look.Line); got != want {
		t.Errorf("two rows and the titles: %v high, want %v", got, want)
	}
	body := g.Field("people")
	g.Scroll(body, -30)
	if scroll.Offset() != 30 {
		t.Errorf("all rows are in view: the page is scrolled by %v", scroll.Offset())
	}
	g.table.SetCount(6)
	g.Settle()
	if got, want := g.table.Size().Height, 5*rowHeight()+3*look.Size(look.Line); got != want {
		t.Errorf("four rows at most: %v high, want %v", got, want)
	}
	g.Scroll(body, -5*rowHeight())
	if g.table.State().Top != 2 || scroll.Offset() != 30 {
		t.Errorf("the rows first: row %v, page %v", g.table.State().Top, scroll.Offset())
	}
	g.Scroll(body, -20)
	if scroll.Offset() != 50 {
		t.Errorf("then the page: %v", scroll.Offset())
	}
}

func TestTableMasters(t *testing.T) {
	for _, setup := range []uitest.Setup{
		{},
		{Mode: look.Dark},
		{Mode: look.HighContrast},
		{Zoom: look.Zoom150},
		{Touch: true},
	} {
		setup.Size = fyne.NewSize(820, 420)
		g := newGrid(t, setup, million, nil)
		g.missing = func(row int) bool { return row >= 999_998 }
		g.table.ScrollToRow(million)
		g.table.SetSorted("name", true)
		g.Focus("people")
		g.table.Select(999_995)
		g.ExpectImage("table")
	}
}

// A table in a dialog gives way where the window is too low: its rows scroll inside it, and the foot stays free.
func TestTableInADialogGivesWay(t *testing.T) {
	for _, c := range []struct {
		height float32
		rows   int
	}{{1000, 12}, {560, 0}, {400, 0}} {
		g := newGrid(t, uitest.Setup{Size: fyne.NewSize(800, c.height)}, 12, func(table *widgets.Table) fyne.CanvasObject {
			return widgets.Column("")
		})
		g.table.FitRows = 30
		closed := widgets.NewButton("Fermer", nil)
		dialog := widgets.NewDialog("Douze", widgets.Column(look.Space12, widgets.Body("Ce qui est dit."), g.table), nil, closed)
		dialog.Show(g.Canvas, nil)
		g.Settle()
		at := func(o fyne.CanvasObject) float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y }
		if bottom, foot := at(g.table)+g.table.Size().Height, at(closed); bottom > foot {
			t.Errorf("%.0f high: the table ends at %.0f, the foot begins at %.0f", c.height, bottom, foot)
		}
		whole := 13*rowHeight() + 3*look.Size(look.Line)
		if high := g.table.Size().Height; (high == whole) != (c.rows == 12) {
			t.Errorf("%.0f high: the table is %.0f high, %.0f with all rows", c.height, high, whole)
		}
		g.table.Select(11)
		g.Settle()
		if top := g.table.State().Top; (top > 0) != (c.rows == 0) {
			t.Errorf("%.0f high: the last row is selected, the first in view is %v", c.height, top)
		}
	}
}
