package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// focusableWidget is what a control is to Fyne.
type focusableWidget interface {
	fyne.Widget
	fyne.Focusable
}

// control is what every widget that takes the keyboard shares: label, id, focus, hover, press, tooltip. The widget embeds
// it and calls extend.
type control struct {
	widget.DisableableWidget
	self    focusableWidget
	label   string // what it is called, for tooltips and for screen readers the day that Fyne has them
	fieldID string
	tip     string

	focused, hovered, pressed bool

	pointed bool // a click gave it the keyboard, and no key was pressed since
	left    int  // focusMoves when it lost the keyboard
}

func (c *control) extend(self focusableWidget) {
	c.self = self
	c.ExtendBaseWidget(self)
}

// Label is what the control is called.
func (c *control) Label() string { return c.label }

// FieldID is the stable id of the control.
func (c *control) FieldID() string { return c.fieldID }

// SetFieldID gives the control a stable id, by which focus is found again after a page is rebuilt.
func (c *control) SetFieldID(id string) { c.fieldID = id }

// SetTooltip sets the sentence shown after the pointer has rested, and at once on keyboard focus. Empty means none.
func (c *control) SetTooltip(text string) { c.tip = text }

// Focused tells whether the control has the keyboard.
func (c *control) Focused() bool { return c.focused }

// FocusGained shows the ring, scrolls the control into view and shows its tooltip. Nothing had the keyboard since it was lost when
// it is the window that somebody comes back to: the ring is as it was.
func (c *control) FocusGained() {
	c.focused, c.pointed = true, c.pointed && c.left == focusMoves
	focusMoves++
	c.self.Refresh()
	reveal(c.self)
	if c.tip != "" && !c.hovered {
		showTip(c.self, c.tip, tipOnFocus)
	}
}

// FocusLost hides the ring.
func (c *control) FocusLost() {
	c.focused, c.pressed, c.left = false, false, focusMoves
	c.self.Refresh()
	hideTip(c.self)
}

// TypedRune ignores text.
func (c *control) TypedRune(rune) {}

// TypedKey passes the key on: to the dialog or menu on top, or to the window.
func (c *control) TypedKey(key *fyne.KeyEvent) { passKey(c.self, key) }

// TypedShortcut passes the shortcut to the window.
func (c *control) TypedShortcut(s fyne.Shortcut) { passShortcut(c.self, s) }

// MouseIn shows that the control can be used.
func (c *control) MouseIn(*desktop.MouseEvent) {
	c.hovered = true
	c.self.Refresh()
	if c.tip != "" {
		showTip(c.self, c.tip, tipOnHover)
	}
}

// MouseMoved is of no use here.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the hover.
func (c *control) MouseOut() {
	c.hovered, c.pressed = false, false
	c.self.Refresh()
	hideTip(c.self)
}

// MouseDown shows the press.
func (c *control) MouseDown(e *desktop.MouseEvent) {
	if c.Disabled() || e.Button != desktop.MouseButtonPrimary {
		return
	}
	c.pressed = true
	c.self.Refresh()
}

// MouseUp ends the press.
func (c *control) MouseUp(*desktop.MouseEvent) {
	if !c.pressed {
		return
	}
	c.pressed = false
	c.self.Refresh()
}

// Cursor is a hand over what can be clicked.
func (c *control) Cursor() desktop.Cursor {
	if c.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// takeFocus moves the keyboard here after a click, so that the field left behind commits its text (fyne #5107).
func (c *control) takeFocus() {
	hideTip(c.self)
	focusOn(c.self)
	c.setByPointer(true)
}

// isActivation tells whether key presses a button: Space, Enter or the keypad's Enter.
func isActivation(key *fyne.KeyEvent) bool {
	return key.Name == fyne.KeySpace || key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter
}

// focusOn gives the keyboard to o if it is shown.
func focusOn(o fyne.Focusable) {
	widget, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := canvasOf(widget); c != nil && c.Focused() != o {
		c.Focus(o)
	}
}

// keyTaker is an overlay that answers keys its own widgets leave over, such as Esc.
type keyTaker interface {
	takeKey(key *fyne.KeyEvent)
}

// passKey hands a key that o has no use for to the overlay on top, or to the window's own handler.
func passKey(o fyne.CanvasObject, key *fyne.KeyEvent) {
	c := hearing(o)
	if c == nil {
		return
	}
	if top, ok := c.Overlays().Top().(keyTaker); ok {
		top.takeKey(key)
		return
	}
	if handler := c.OnTypedKey(); handler != nil {
		handler(key)
	}
}

// hearing is the canvas that gives its keys to o. The toolkit forgets where something is that was not painted for a minute, such as
// what holds the keyboard and was hidden.
func hearing(o fyne.CanvasObject) fyne.Canvas {
	if c := canvasOf(o); c != nil {
		return c
	}
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if held, ok := w.Canvas().Focused().(fyne.CanvasObject); ok && held == o {
			return w.Canvas()
		}
	}
	return nil
}

// passShortcut hands a shortcut to the window: Fyne gives it to a focused widget only (fyne #2627). An overlay keeps the
// window's shortcuts out.
func passShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	c := hearing(o)
	if c == nil || c.Overlays().Top() != nil {
		return
	}
	if window, ok := c.(fyne.Shortcutable); ok {
		window.TypedShortcut(s)
	}
}
