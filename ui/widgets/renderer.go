package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// drawing is the inside of a widget: it paints its parts from the widget's state, measures them and lays them out.
type drawing interface {
	objects() []fyne.CanvasObject
	paint()
	measure() fyne.Size
	arrange(size fyne.Size)
}

// newRenderer makes the renderer of owner from its drawing and paints it a first time.
func newRenderer(owner fyne.Widget, d drawing) fyne.WidgetRenderer {
	d.paint()
	return &renderer{drawing: d, owner: owner}
}

type renderer struct {
	drawing
	owner fyne.Widget
}

// Objects are the parts, from back to front.
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects() }

// MinSize measures the parts.
func (r *renderer) MinSize() fyne.Size { return r.measure() }

// Layout places the parts.
func (r *renderer) Layout(size fyne.Size) { r.arrange(size) }

// Refresh paints the parts anew and places them, as their sizes may have changed.
func (r *renderer) Refresh() {
	r.paint()
	r.arrange(r.owner.Size())
	canvas.Refresh(r.owner)
}

// Destroy has nothing to free.
func (r *renderer) Destroy() {}
