package widgets

import "fyne.io/fyne/v2"

// PassKey hands a key that a widget of a page has no use for to the overlay on top, or to the window's own handler.
func PassKey(o fyne.CanvasObject, key *fyne.KeyEvent) { passKey(o, key) }

// PassShortcut hands a shortcut that a widget of a page has no use for to the window, unless an overlay is open.
func PassShortcut(o fyne.CanvasObject, s fyne.Shortcut) { passShortcut(o, s) }

// TakeFocus moves the keyboard to a widget that was pressed, so that the field left behind commits its text.
func TakeFocus(o fyne.Focusable) { focusOn(o) }

// Reveal scrolls a widget that got the keyboard into view.
func Reveal(o fyne.CanvasObject) { reveal(o) }
