// Package catalog is what the gallery shows: every widget in every state, and every page, on sample data.
//
// Its texts are sample data in both languages, not part of the product, so they stand here and not in the catalogues.
package catalog

import (
	"slices"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Env is what an entry is built for.
type Env struct {
	Printer *i18n.Printer
	Runner  task.Runner
	Stage   *widgets.Stage // where toasts go
}

// Say is a sample text in the language of the gallery.
func (e Env) Say(french, english string) string {
	if e.Printer.Language() == i18n.English {
		return english
	}
	return french
}

// Entry is one thing to look at.
type Entry struct {
	ID    string // stable, for file names
	Group string // "widgets" or "pages"
	Title string
	Build func(Env) fyne.CanvasObject
	// Ready runs once the entry is shown, to bring it to the state to look at: focus, an open list. May be nil.
	Ready func(Env, fyne.Canvas)
}

// Entries are all entries, in the order of the list.
func Entries() []Entry {
	return slices.Concat(widgetEntries(), pageEntries(), trackingEntries(), portalEntries(), kioskEntries())
}
