// Package hand is what the page's own controls share: focus, a stable id, keys that go on to the window, and drags that a
// screen for fingers does not take for scrolling.
package hand

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/widgets"
)

// Widget is what a control is to Fyne.
type Widget interface {
	fyne.Widget
	fyne.Focusable
}

// Control is embedded by a control, which calls Extend.
type Control struct {
	widget.BaseWidget
	// Grab keeps the drag that begins now from scrolling, on a screen for fingers. May be nil.
	Grab func()

	self    Widget
	label   string
	fieldID string
	focused bool
}

// Extend joins the control to what embeds it; label is what it is called.
func (c *Control) Extend(self Widget, label string) {
	c.self, c.label = self, label
	c.ExtendBaseWidget(self)
}

// Label is what the control is called.
func (c *Control) Label() string { return c.label }

// FieldID is the stable id of the control.
func (c *Control) FieldID() string { return c.fieldID }

// SetFieldID gives the control a stable id, by which focus is found again after a page is rebuilt.
func (c *Control) SetFieldID(id string) { c.fieldID = id }

// Focused tells whether the control has the keyboard.
func (c *Control) Focused() bool { return c.focused }

// FocusGained shows the ring and scrolls the control into view.
func (c *Control) FocusGained() {
	c.focused = true
	c.self.Refresh()
	widgets.Reveal(c.self)
}

// FocusLost hides the ring.
func (c *Control) FocusLost() {
	c.focused = false
	c.self.Refresh()
}

// TypedRune ignores text.
func (c *Control) TypedRune(rune) {}

// TypedKey passes the key on.
func (c *Control) TypedKey(key *fyne.KeyEvent) { widgets.PassKey(c.self, key) }

// TypedShortcut passes the shortcut to the window.
func (c *Control) TypedShortcut(s fyne.Shortcut) { widgets.PassShortcut(c.self, s) }

// Take begins a press: the control gets the keyboard, and the drag that may follow.
func (c *Control) Take() {
	widgets.TakeFocus(c.self)
	if c.Grab != nil {
		c.Grab()
	}
}
