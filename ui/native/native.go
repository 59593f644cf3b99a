// Package native reaches what Fyne keeps to itself: where the window stands, keys with a focused field, whether anybody is
// there, clicks that wander, fingers. The part that knows GLFW stands in one file; elsewhere, and under the build tag
// nonative, everything here does nothing, safely.
package native

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
)

// Placement is where a window stands, in screen pixels from the top left of the primary monitor, and its size without its
// frame. Known is false where the system does not say (Wayland, no native window).
type Placement struct {
	X, Y, Width, Height int
	Maximized           bool
	Known               bool
}

// Screen is where a monitor stands and what it shows, in screen pixels.
type Screen struct{ X, Y, Width, Height int }

// SameScreens tells whether nothing was plugged in, taken away, moved or set to another resolution.
func SameScreens(a, b []Screen) bool { return slices.Equal(a, b) }

// Key is a key of the keyboard by its meaning, whatever has the focus.
type Key int

// The keys that a program may want for itself.
const (
	F1 Key = iota + 1
	F2
	F3
	F4
	F5
	F6
	F7
	F8
	F9
	F10
	F11
	F12
)

// Modifiers are the keys held with a key.
type Modifiers struct{ Shift, Control, Alt, Super bool }

// Window is the native side of a Fyne window.
type Window interface {
	// Wrap puts the hook around the window's content; the hook is in place once the window has been painted.
	Wrap(content fyne.CanvasObject) fyne.CanvasObject
	// OnReady runs f on the UI goroutine once the native window is known; never where there is none.
	OnReady(f func())
	// OnKey sets what takes function keys, before any field; it returns true to keep the key from Fyne.
	OnKey(f func(Key, Modifiers) bool)
	// Placement is where the window stands.
	Placement() Placement
	// Place puts the window there when that is on a monitor; it tells whether it did.
	Place(Placement) bool
	// Raise brings the window to the front and asks for the keyboard.
	Raise()
	// LastActivity is when the person last touched keyboard, mouse or screen.
	LastActivity() time.Time
	// SetTouch makes fingers scroll, and lets a tap wander further.
	SetTouch(touch bool)
	// ClaimDrag keeps the drag that begins now from scrolling: for widgets with a drag of their own, in MouseDown.
	ClaimDrag()
	// Held tells whether a finger or the left button is down: what changes place now is not what will be let go of.
	Held() bool
	// CapsLock tells whether Caps Lock is on; known is false until a key says so.
	CapsLock() (on, known bool)
	// Screens lists the monitors as they are now.
	Screens() []Screen
	// SetCursorHidden hides the pointer, for a kiosk without a mouse.
	SetCursorHidden(hidden bool)
}

// Click slop: how far the pointer may wander, in screen pixels, and still click. Fyne 2.7.1 loses a click that wanders two
// pixels inside a scroll (fyne #4672).
const (
	mouseSlop = 4
	touchSlop = 12
)

// none is the native side where there is none.
type none struct{ now func() time.Time }

var _ Window = none{}

// None is a Window that does nothing, for tests and systems without GLFW. now is the clock.
func None(now func() time.Time) Window { return none{now} }

func (none) Wrap(content fyne.CanvasObject) fyne.CanvasObject { return content }
func (none) OnReady(func())                                   {}
func (none) OnKey(func(Key, Modifiers) bool)                  {}
func (none) Placement() Placement                             { return Placement{} }
func (none) Place(Placement) bool                             { return false }
func (none) Raise()                                           {}
func (n none) LastActivity() time.Time                        { return n.now() }
func (none) SetTouch(bool)                                    {}
func (none) ClaimDrag()                                       {}
func (none) Held() bool                                       { return false }
func (none) CapsLock() (on, known bool)                       { return false, false }
func (none) Screens() []Screen                                { return nil }
func (none) SetCursorHidden(bool)                             {}
