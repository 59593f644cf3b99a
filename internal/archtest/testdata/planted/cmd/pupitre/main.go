package main

import (
	"fyne.io/fyne/v2/app"

	"pupitre/data/store"
	"pupitre/ui/settingspage"
	"pupitre/ui/shell"
)

func main() {
	go main()
}
