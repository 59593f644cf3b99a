package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Branch is a widget that lets walkers see the objects inside it. Fyne hides what a widget draws, yet a field has to be
// found by its id and scrolled into view.
type Branch interface {
	Children() []fyne.CanvasObject
}

// Identified is a widget with a stable id, the same after a page is rebuilt.
type Identified interface {
	FieldID() string
}

// Walk visits o and what is inside it, depth first, in reading order; visit returns false to stay out of an object.
func Walk(o fyne.CanvasObject, visit func(fyne.CanvasObject) bool) {
	if o == nil || !visit(o) {
		return
	}
	for _, child := range childrenOf(o) {
		Walk(child, visit)
	}
}

func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case Branch:
		return o.Children()
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *container.ThemeOverride:
		return []fyne.CanvasObject{o.Content}
	}
	return nil
}

// pathTo is the chain of objects from root down to target, both included; nil when target is not inside root.
func pathTo(root, target fyne.CanvasObject) []fyne.CanvasObject {
	if root == nil {
		return nil
	}
	if root == target {
		return []fyne.CanvasObject{root}
	}
	for _, child := range childrenOf(root) {
		if path := pathTo(child, target); path != nil {
			return append([]fyne.CanvasObject{root}, path...)
		}
	}
	return nil
}

// findField is the visible widget of a field id inside root, or nil.
func findField(root fyne.CanvasObject, id string) (found fyne.CanvasObject) {
	Walk(root, func(o fyne.CanvasObject) bool {
		if found != nil || !o.Visible() {
			return false
		}
		if f, ok := o.(Identified); ok && id != "" && f.FieldID() == id {
			found = o
		}
		return found == nil
	})
	return found
}

// canvasOf is the canvas that shows o, nil before it is shown.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(o)
}

// positionOf is where o stands on its canvas. Fyne gives it from the corner of the interactive area, which begins at the
// canvas' corner on a desktop, yet not in its test driver.
func positionOf(o fyne.CanvasObject) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	if c := canvasOf(o); c != nil {
		inset, _ := c.InteractiveArea()
		at = at.Add(inset)
	}
	return at
}

// Settle makes a canvas know what it shows. Fyne's windows learn it when they draw, and until then nothing that is new has
// a canvas or a place; whoever gives a new page the keyboard needs both at once.
func Settle(c fyne.Canvas) {
	if c, ok := c.(interface{ EnsureMinSize() bool }); ok {
		c.EnsureMinSize()
	}
}

// rootOf is what o is shown in: the overlay on top, or the content of its canvas.
func rootOf(o fyne.CanvasObject) fyne.CanvasObject {
	c := canvasOf(o)
	if c == nil {
		return nil
	}
	if top := c.Overlays().Top(); top != nil {
		return top
	}
	return c.Content()
}
