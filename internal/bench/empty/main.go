// Command empty opens an empty Fyne window: what any program with this toolkit costs, for `make bench` to compare with.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

func main() {
	w := app.NewWithID("ca.pupitre.Empty").NewWindow("Empty")
	w.Resize(fyne.NewSize(1100, 760)) // the size of Pupitre's first start
	w.ShowAndRun()
}
