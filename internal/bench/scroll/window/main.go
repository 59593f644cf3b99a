// Command window opens a table of many rows, the one that the pages use, for internal/bench/scroll to scroll. The rows are
// made as they are shown, so that the memory is that of the table. The title is the number of the row selected.
package main

import (
	"flag"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/native"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// fieldRows names the rows, to give them the keyboard.
const fieldRows = "bench.rows"

func main() {
	rows := flag.Int("rows", 1_000_000, "rows of the table")
	flag.Parse()
	a := app.NewWithID("ca.pupitre.Bench")
	a.Settings().SetTheme(look.New(look.Options{Mode: look.Light, Zoom: look.Zoom100}))
	hook := native.New(task.New(), time.Now)
	w := a.NewWindow("0")
	w.SetPadded(false)
	a.Lifecycle().SetOnStarted(func() {
		if err := look.ApplyLanguage(i18n.French); err != nil {
			fyne.LogError("language", err)
		}
		t := newTable(func(row int) { w.SetTitle(fmt.Sprint(row + 1)) })
		t.OnGrab = hook.ClaimDrag
		w.SetContent(hook.Wrap(t))
		w.Resize(fyne.NewSize(1100, 760)) // the size of Pupitre's first start
		w.Show()
		t.SetCount(*rows)
		widgets.FocusField(w.Canvas(), fieldRows)
	})
	a.Run()
}

// newTable has the columns of a directory.
func newTable(selected func(row int)) *widgets.Table {
	t := widgets.NewTable("rows",
		widgets.TableColumn{ID: "number", Title: "Numéro", Fit: "00000000"},
		widgets.TableColumn{ID: "name", Title: "Nom", Fit: "Jean-Christophe Bouchard", Weight: 2},
		widgets.TableColumn{ID: "department", Title: "Service", Fit: "Soutien technique", Weight: 1},
		widgets.TableColumn{ID: "phone", Title: "Téléphone", Fit: "514 555-0000"},
		widgets.TableColumn{ID: "extension", Title: "Poste", Fit: "00000"})
	t.SetFieldID(fieldRows)
	t.Cell = func(row, column int) (widgets.TableCell, bool) {
		return widgets.TableCell{Text: cell(row, column)}, true
	}
	t.OnSelected = selected
	return t
}

var (
	givenNames  = []string{"Amélie", "Étienne", "Noémie", "Jean-François", "Sophie", "Karim", "Emily", "Luc", "Zoé", "Ève", "Samuel"}
	familyNames = []string{"Tremblay", "Gagnon", "Côté", "Bouchard", "Desrosiers", "MacDonald", "Nguyen", "Benali", "O’Connor", "Lévesque", "Fortin", "Roy", "Pelletier"}
	departments = []string{"Soutien technique", "Ventes", "Comptabilité", "Réseau", "Direction", "Accueil", "Installation"}
)

// cell is what a row shows; neighbours differ in every column. Every number has as many digits.
func cell(row, column int) string {
	switch column {
	case 0:
		return fmt.Sprint(1_000_001 + row)
	case 1:
		return givenNames[row%len(givenNames)] + " " + familyNames[row%len(familyNames)]
	case 2:
		return departments[row%len(departments)]
	case 3:
		return fmt.Sprintf("514 555-01%02d", row%100)
	}
	return fmt.Sprint(10_000 + row%90_000)
}
