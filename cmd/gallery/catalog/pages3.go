package catalog

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/resources"
	"pupitre/ui/conflictspage"
	conflicts "pupitre/ui/conflictspage/sample"
	"pupitre/ui/historypage"
	history "pupitre/ui/historypage/sample"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/syncpage"
	exchange "pupitre/ui/syncpage/sample"
	"pupitre/ui/widgets"
)

// trackingEntries are the virtual table and the pages of what happens to edits.
func trackingEntries() []Entry {
	return []Entry{
		{ID: "table", Group: groupWidgets, Title: "Table, a million rows", Build: millionRows},
		{ID: livePrefix + "history", Group: groupPages, Title: "History", Build: func(e Env) fyne.CanvasObject {
			return historypage.New(historypage.NewPresenter(historypage.Deps{
				Source: history.Boreale(5000), Window: &pageWindow{env: e}, Run: e.Runner, Clock: stopped{}, Zone: zone,
				Person: history.Marie, Role: access.Primary,
			}), e.Printer).Content()
		}},
		{ID: livePrefix + "conflicts", Group: groupPages, Title: "Conflicts", Build: func(e Env) fyne.CanvasObject {
			return conflictsEntry(e, conflicts.Boreale())
		}},
		{ID: livePrefix + "conflicts-none", Group: groupPages, Title: "Conflicts, none", Build: func(e Env) fyne.CanvasObject {
			return conflictsEntry(e, conflicts.NewSource())
		}},
		{ID: livePrefix + "sync", Group: groupPages, Title: "Synchronization", Build: func(e Env) fyne.CanvasObject {
			return syncpage.New(syncpage.NewPresenter(syncpage.Deps{
				Source: exchange.Boreale(), Window: trackingWindow{&pageWindow{env: e}}, Run: e.Runner, Clock: stopped{}, Zone: zone,
				Copy:  func(text string) { fyne.CurrentApp().Clipboard().SetContent(text) },
				Place: func(section, field string) shell.Place { return shell.Place{Section: section, Field: field} },
			}), e.Printer).Content()
		}},
	}
}

func conflictsEntry(e Env, source *conflicts.Source) fyne.CanvasObject {
	return conflictspage.New(conflictspage.NewPresenter(conflictspage.Deps{
		Source: source, Window: &pageWindow{env: e}, Run: e.Runner, Zone: zone,
		Person: conflicts.Marie, Role: access.Primary, Name: conflicts.Name,
	}), e.Printer).Content()
}

// stopped is the time of the samples.
type stopped struct{}

// Now is always the same.
func (stopped) Now() time.Time { return history.Now }

func zone() *time.Location { return time.UTC }

// trackingWindow is the window around a page that leads to others, which the gallery does not have.
type trackingWindow struct{ *pageWindow }

// Open goes nowhere.
func (trackingWindow) Open(shell.Place) {}

func millionRows(e Env) fyne.CanvasObject {
	const rows = 1_000_000
	table := widgets.NewTable(e.Say("Personnes", "People"),
		widgets.TableColumn{ID: "number", Title: e.Say("Poste", "Extension"), Fit: "1000000", Align: fyne.TextAlignTrailing, Sortable: true},
		widgets.TableColumn{ID: "name", Title: e.Say("Nom", "Name"), Fit: "Jean-Christophe", Weight: 2, Sortable: true},
		widgets.TableColumn{ID: "place", Title: e.Say("Emplacement", "Location"), Fit: "Trois-Rivières", Weight: 1, Optional: true})
	names := []string{"Élodie Lefèvre", "François Côté", "Zoë Gagnon", "Anaïs Œuvrard", "Benoît Tremblay"}
	places := []string{"Montréal", "Trois-Rivières", "Rimouski"}
	table.Cell = func(row, column int) (widgets.TableCell, bool) {
		switch column {
		case 0:
			return widgets.TableCell{Text: fmt.Sprint(row + 1)}, true
		case 1:
			return widgets.TableCell{Text: names[row%len(names)], Icon: resources.Person}, row%11 != 7
		}
		return widgets.TableCell{Text: places[row%len(places)], Color: look.ColorMuted}, true
	}
	table.SetCount(rows)
	table.SetSorted("number", false)
	table.SetState(widgets.TableState{Top: 499_990.5, Selected: 499_995})
	return widgets.Padded(look.Space24, look.Space24, table)
}
