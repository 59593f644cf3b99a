package task

import "fyne.io/fyne/v2"

func run(f func()) {
	go func() { fyne.Do(f) }()
}
