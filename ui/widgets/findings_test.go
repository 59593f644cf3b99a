package widgets_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

func TestChipIsTakenAwayByEveryHand(t *testing.T) {
	var gone count
	chip := widgets.NewChip("Site : Laval", "Retirer le filtre Laval", gone.up)
	chip.SetNote("12")
	chip.SetFieldID("chip")
	s := open(t, chip)
	s.ExpectText("Site : Laval")
	s.ExpectText("12")
	s.Tap(chip)
	s.Focus("chip")
	s.Key(fyne.KeyDelete, fyne.KeyBackspace, fyne.KeySpace, fyne.KeyReturn)
	gone.expect(t, 5, "pointer and four keys")
	s.Key(fyne.KeyRight)
	gone.expect(t, 5, "another key takes nothing away")
}

func categories() *widgets.Segmented {
	return widgets.NewSegmented("Catégorie", widgets.Option{Value: "user", Label: "Utilisateurs", Note: "850 000"},
		widgets.Option{Value: "ivr", Label: "RVI", Note: "7"}, widgets.Option{Value: "site", Label: "Sites", Note: "1 000"})
}

func TestNotesOfSegmentsShowWhereThereIsRoom(t *testing.T) {
	c := categories()
	s := uitest.Open(t, uitest.Setup{}, func(*uitest.Screen) fyne.CanvasObject { return widgets.Column("", widgets.AtFullWidth(c)) })
	if c.Size().Width != c.FullWidth() {
		t.Errorf("%v wide, want no more than what is said: %v", c.Size().Width, c.FullWidth())
	}
	s.ExpectText("850 000")
	s.TapAt(fyne.NewPos(20, 10))
	if c.Selected() != "user" {
		t.Errorf("selected %q", c.Selected())
	}
	s.TapAt(fyne.NewPos(c.FullWidth()-20, 10)) // a note belongs to its segment
	if c.Selected() != "site" {
		t.Errorf("selected %q", c.Selected())
	}
	s.Resize(fyne.NewSize(c.FullWidth()-1, 700))
	s.ExpectNoText("850 000")
	s.ExpectText("1 000") // of the choice
	s.ExpectText("Utilisateurs")
	c.SetOptions(widgets.Option{Value: "user", Label: "U", Note: "3"}, widgets.Option{Value: "ivr", Label: "R", Note: "2"}, widgets.Option{Value: "site", Label: "S", Note: "1"})
	s.Settle()
	s.ExpectText("3")
	if c.Selected() != "site" {
		t.Error("other counts leave the choice alone")
	}
}

// marked shows one cell with marks and gives the places of what is drawn behind its text.
func marked(t *testing.T, cell widgets.TableCell, width float32) (text widgets.Lettering, lines []*canvas.Rectangle) {
	t.Helper()
	table := widgets.NewTable("Noms", widgets.TableColumn{ID: "name", Title: "Nom", Weight: 1, Align: fyne.TextAlignLeading})
	table.Marks = 2
	table.Cell = func(int, int) (widgets.TableCell, bool) { return cell, true }
	table.SetCount(1)
	uitest.Open(t, uitest.Setup{Size: fyne.NewSize(width, 200)}, func(*uitest.Screen) fyne.CanvasObject { return table })
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if l, ok := o.(widgets.Lettered); ok {
			text = l.Letterings()[0]
		}
		switch o := o.(type) {
		case *canvas.Rectangle:
			if o.Visible() && o.Size().Height == look.Size(look.RingWidth) {
				lines = append(lines, o)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(table)
	return text, lines
}

func TestMarksStandUnderTheirLetters(t *testing.T) {
	cell := widgets.TableCell{Text: "Étienne Tremblay", Marks: []widgets.Mark{{From: 0, To: 3}, {From: 9, To: 14}}}
	text, lines := marked(t, cell, 600)
	if len(lines) != 2 {
		t.Fatalf("%d lines, want one for each mark", len(lines))
	}
	width := func(s string) float32 {
		return fyne.MeasureText(s, look.Size(theme.SizeNameText), fyne.TextStyle{}).Width
	}
	from := text.At.X + width("Étienne ")
	if got := lines[1]; got.Position().X != from || got.Size().Width != width("Étienne Tremb")-width("Étienne ") {
		t.Errorf("the second line stands at %v and is %v wide", got.Position().X, got.Size().Width)
	}
}

func TestMarksEndWhereTheTextIsCut(t *testing.T) {
	cell := widgets.TableCell{Text: "Étienne Tremblay de la Côte-Nord", Marks: []widgets.Mark{{From: 0, To: 25}, {From: 27, To: 30}}}
	text, lines := marked(t, cell, 120)
	if len(lines) != 1 {
		t.Fatalf("%d lines: what is cut away has none", len(lines))
	}
	if right := lines[0].Position().X + lines[0].Size().Width; right > text.At.X+text.Size.Width {
		t.Error("a line goes beyond the text")
	}
}

func TestAListOfSeveralTicksThemAll(t *testing.T) {
	options := modes()
	options[0].Ticked, options[2].Ticked = true, true
	screen, s, said := openSelect(t, "", options)
	s.SetPrompt("Thèmes")
	screen.ExpectText("Thèmes")
	screen.Tap(s)
	screen.TapText("Clair")
	if !slices.Equal(*said, []string{"light"}) {
		t.Errorf("said %v", *said)
	}
}

func TestADotColumnOpensTheMenuOfItsRow(t *testing.T) {
	var chosen []int
	table := widgets.NewTable("Noms", widgets.TableColumn{ID: "name", Title: "Nom", Weight: 1}, widgets.TableColumn{ID: "action", Title: "Action", Fit: "Action", Action: true})
	table.Cell = func(int, int) (widgets.TableCell, bool) { return widgets.TableCell{Text: "x"}, true }
	table.Menu = func(row int) []widgets.MenuItem {
		return []widgets.MenuItem{{Label: "Supprimer", OnTapped: func() { chosen = append(chosen, row) }}}
	}
	tapped := []int{}
	table.OnTapped = func(row int) { tapped = append(tapped, row) }
	table.SetCount(3)
	s := uitest.Open(t, uitest.Setup{Size: fyne.NewSize(600, 300)}, func(*uitest.Screen) fyne.CanvasObject { return table })
	line := look.Size(look.ControlHeight)
	s.TapAt(fyne.NewPos(100, 2.5*line))
	s.ExpectNoText("Supprimer")
	s.TapAt(fyne.NewPos(570, 2.5*line))
	s.TapLabel("Supprimer")
	if !slices.Equal(tapped, []int{1, 1}) {
		t.Errorf("tapped %v", tapped)
	}
	if !slices.Equal(chosen, []int{1}) || table.Selected() != 1 {
		t.Errorf("chosen %v, selected %d", chosen, table.Selected())
	}
}
