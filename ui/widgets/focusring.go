package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// focusMoves counts how often a control was given the keyboard. It belongs to the window's goroutine.
var focusMoves int

// pointable is a control that tells whether it was a click that gave it the keyboard.
type pointable interface {
	byPointer() bool
	setByPointer(bool)
}

// ringed tells whether the ring of the keyboard shows: not after a click, which shows by itself where it was, as with CSS's
// :focus-visible. Any key brings it out.
func (c *control) ringed() bool { return c.focused && !c.pointed }

func (c *control) byPointer() bool { return c.focused && c.pointed }

func (c *control) setByPointer(pointed bool) {
	if c.focused && c.pointed != pointed {
		c.pointed = pointed
		c.self.Refresh()
	}
}

// KeyDown shows the ring to who uses the keyboard, whatever the key does; one that is held with another one does nothing yet.
func (c *control) KeyDown(key *fyne.KeyEvent) {
	switch key.Name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight,
		desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight:
	default:
		c.setByPointer(false)
	}
}

// KeyUp is of no use here.
func (c *control) KeyUp(*fyne.KeyEvent) {}

// handOver gives the keyboard to f; a click that led to it shows no ring there either.
func handOver(c fyne.Canvas, f fyne.Focusable) {
	from, ok := c.Focused().(pointable)
	clicked := ok && from.byPointer()
	c.Focus(f)
	if to, ok := f.(pointable); ok && clicked {
		to.setByPointer(true)
	}
}
