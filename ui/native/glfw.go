//go:build !nonative && !ci && !android && !ios && !mobile && !js && !wasm

package native

import (
	"time"

	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.3/glfw"

	"pupitre/ui/task"
)

// fyneScrollUnit is how many Fyne units one unit of the wheel scrolls (internal/driver/glfw/scroll_speed_default.go).
const fyneScrollUnit = 25

// New is the native side of a window driven by GLFW; now is the clock. Use it from the UI goroutine.
//
// Fyne makes the window's OpenGL context current while it measures and paints, so a layout that asks GLFW for the current
// context gets Fyne's own window. Each callback set returns the one before, and ours call it.
func New(runner task.Runner, now func() time.Time) Window {
	return &window{runner: runner, now: now, active: now()}
}

type window struct {
	runner  task.Runner
	now     func() time.Time
	native  *glfw.Window
	content fyne.CanvasObject
	active  time.Time
	pointer pointer
	onKey   func(Key, Modifiers) bool
	ready   []func()

	capsOn, capsKnown bool
}

var _ Window = (*window)(nil)

// Wrap puts the hook around the content.
func (w *window) Wrap(content fyne.CanvasObject) fyne.CanvasObject {
	w.content = content
	return &fyne.Container{Layout: grab{w}, Objects: []fyne.CanvasObject{content}}
}

// scale is how many pixels of the screen one Fyne unit takes.
func (w *window) scale() float64 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(w.content); c != nil && c.Scale() > 0 {
		return float64(c.Scale())
	}
	return 1
}

// grab is a layout that fills, and takes hold of the native window the first time that it is asked with a context.
type grab struct{ window *window }

// Layout gives everything to the content.
func (g grab) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

// MinSize is that of the content.
func (g grab) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	if g.window.native == nil {
		if native := glfw.GetCurrentContext(); native != nil {
			g.window.attach(native)
		}
	}
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

func (w *window) attach(native *glfw.Window) {
	w.native = native
	native.SetInputMode(glfw.LockKeyMods, glfw.True) // makes Caps Lock known with each key
	w.hookKeys(native)
	w.hookPointer(native)
	ready := w.ready
	w.ready = nil
	// The frame that measures us holds the context. From another goroutine, what comes next is queued behind it.
	w.runner.Start(func() {
		w.runner.OnUI(func() {
			for _, f := range ready {
				f()
			}
		})
	})
}

func (w *window) hookKeys(native *glfw.Window) {
	var before glfw.KeyCallback
	before = native.SetKeyCallback(func(native *glfw.Window, key glfw.Key, scancode int, action glfw.Action, mods glfw.ModifierKey) {
		w.active = w.now()
		w.capsOn, w.capsKnown = mods&glfw.ModCapsLock != 0, true
		if key == glfw.KeyCapsLock && action == glfw.Press {
			w.capsOn = !w.capsOn // GLFW tells the state before the key
		}
		mods &^= glfw.ModCapsLock | glfw.ModNumLock // Fyne compares modifiers exactly
		if w.taken(key, action, mods) {
			return
		}
		if before != nil {
			before(native, key, scancode, action, mods)
		}
	})
	var beforeRune glfw.CharCallback
	beforeRune = native.SetCharCallback(func(native *glfw.Window, r rune) {
		w.active = w.now()
		if beforeRune != nil {
			beforeRune(native, r)
		}
	})
}

// taken gives a function key to the program.
func (w *window) taken(key glfw.Key, action glfw.Action, mods glfw.ModifierKey) bool {
	if w.onKey == nil || action != glfw.Press || key < glfw.KeyF1 || key > glfw.KeyF12 {
		return false
	}
	return w.onKey(F1+Key(key-glfw.KeyF1), Modifiers{
		Shift:   mods&glfw.ModShift != 0,
		Control: mods&glfw.ModControl != 0,
		Alt:     mods&glfw.ModAlt != 0,
		Super:   mods&glfw.ModSuper != 0,
	})
}

func (w *window) hookPointer(native *glfw.Window) {
	var wheel glfw.ScrollCallback
	wheel = native.SetScrollCallback(func(native *glfw.Window, x, y float64) {
		w.active = w.now()
		if wheel != nil {
			wheel(native, x, y)
		}
	})
	var moved glfw.CursorPosCallback
	moved = native.SetCursorPosCallback(func(native *glfw.Window, x, y float64) {
		w.active = w.now()
		pass, scroll := w.pointer.move(x, y)
		if scroll != 0 && wheel != nil {
			wheel(native, 0, scroll/w.scale()/fyneScrollUnit)
		}
		if pass && moved != nil {
			moved(native, x, y)
		}
	})
	var clicked glfw.MouseButtonCallback
	clicked = native.SetMouseButtonCallback(func(native *glfw.Window, button glfw.MouseButton, action glfw.Action, mods glfw.ModifierKey) {
		w.active = w.now()
		if button == glfw.MouseButtonLeft {
			if action == glfw.Press {
				w.pointer.press(native.GetCursorPos)
			} else {
				w.pointer.release()
			}
		}
		if clicked != nil {
			clicked(native, button, action, mods&^(glfw.ModCapsLock|glfw.ModNumLock))
		}
	})
}

// OnReady runs f once the native window is known; at once when it is.
func (w *window) OnReady(f func()) {
	if w.native != nil {
		f()
		return
	}
	w.ready = append(w.ready, f)
}

// OnKey sets what takes function keys.
func (w *window) OnKey(f func(Key, Modifiers) bool) { w.onKey = f }

// Placement is where the window stands.
func (w *window) Placement() Placement {
	if w.native == nil {
		return Placement{}
	}
	p := Placement{Maximized: w.native.GetAttrib(glfw.Maximized) == glfw.True, Known: true}
	p.X, p.Y = w.native.GetPos()
	p.Width, p.Height = w.native.GetSize()
	return p
}

// Place puts the window there when it could be reached on a monitor.
func (w *window) Place(p Placement) bool {
	if w.native == nil {
		return false
	}
	placed := p.Known && reachable(p, screens())
	if placed {
		w.native.SetPos(p.X, p.Y)
		if p.Width > 0 && p.Height > 0 {
			w.native.SetSize(p.Width, p.Height)
		}
	}
	if p.Maximized { // also one that has never stood anywhere else
		w.native.Maximize()
	}
	return placed
}

// Screens lists the monitors.
func (w *window) Screens() (all []Screen) {
	if w.native == nil {
		return nil
	}
	for _, m := range glfw.GetMonitors() {
		x, y := m.GetPos()
		if mode := m.GetVideoMode(); mode != nil {
			all = append(all, Screen{x, y, mode.Width, mode.Height})
		}
	}
	return all
}

func screens() (all []screen) {
	for _, m := range glfw.GetMonitors() {
		x, y, width, height := m.GetWorkarea()
		all = append(all, screen{x, y, width, height})
	}
	return all
}

// Raise brings the window to the front.
func (w *window) Raise() {
	if w.native == nil {
		return
	}
	w.native.Restore()
	w.native.Show()
	w.native.Focus()
	w.native.RequestAttention()
}

// LastActivity is when the person last touched anything.
func (w *window) LastActivity() time.Time { return w.active }

// SetTouch makes fingers scroll.
func (w *window) SetTouch(touch bool) { w.pointer.touch = touch }

// ClaimDrag keeps the drag that begins now from scrolling.
func (w *window) ClaimDrag() { w.pointer.claimed = true }

// Held tells whether a finger or the left button is down.
func (w *window) Held() bool { return w.pointer.down }

// CapsLock tells whether Caps Lock is on.
func (w *window) CapsLock() (on, known bool) { return w.capsOn, w.capsKnown }

// SetCursorHidden hides the pointer over the window.
func (w *window) SetCursorHidden(hidden bool) {
	if w.native == nil {
		return
	}
	mode := glfw.CursorNormal
	if hidden {
		mode = glfw.CursorHidden
	}
	w.native.SetInputMode(glfw.CursorMode, mode)
}
