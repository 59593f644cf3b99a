package editing

import (
	"fyne.io/fyne/v2"

	"pupitre/i18n"
)

// Host is a page over the editor, in one language.
type Host struct {
	Editor *Editor
	P      *i18n.Printer
	// Root is the page's tree of objects.
	Root fyne.CanvasObject
	// Left tells that the page was thrown away: its widgets are heard no more.
	Left bool
}

// Canvas is the canvas that shows the page, nil when none does.
func (h *Host) Canvas() fyne.Canvas {
	if h.Root == nil {
		return nil
	}
	return fyne.CurrentApp().Driver().CanvasForObject(h.Root)
}

// Relayout places the page anew after something came or went.
func (h *Host) Relayout() {
	if h.Root != nil {
		h.Root.Refresh()
	}
}
