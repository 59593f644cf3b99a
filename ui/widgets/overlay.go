package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
	"pupitre/ui/task"
)

// overlay lies over the whole window with a panel on it: a dialog, a menu, a list of choices. Fyne gives an overlay its
// own focus, so Tab stays inside; what had the keyboard before gets it back at the end.
type overlay struct {
	widget.BaseWidget
	canvas  fyne.Canvas
	panel   fyne.CanvasObject
	tips    *tipLayer
	veil    fyne.ThemeColorName // behind a dialog; empty for menus
	edge    fyne.ThemeSizeName  // corner of the panel
	place   func(window fyne.Size) rect
	onKey   func(*fyne.KeyEvent) bool // keys that nothing inside wanted; true when used
	onClose func()
	home    fyne.Focusable // has the keyboard at first
	modal   bool           // a click outside does nothing
	shown   bool
}

func newOverlay(c fyne.Canvas, panel fyne.CanvasObject) *overlay {
	o := &overlay{canvas: c, panel: panel, edge: look.Space8}
	o.tips = newTipLayer(runnerOf(c))
	o.ExtendBaseWidget(o)
	return o
}

// runnerOf is the runner of the stage that the canvas shows.
func runnerOf(c fyne.Canvas) task.Runner {
	if s := findStage(c.Content()); s != nil {
		return s.runner
	}
	return task.New()
}

// open lays it over the window; over one that is sealed, it is closed at once.
func (o *overlay) open(focus fyne.Focusable) {
	if s := findStage(o.canvas.Content()); s != nil {
		if s.sealed {
			o.end()
			return
		}
		s.tips.disarm()
	}
	o.shown = true
	o.canvas.Overlays().Add(o)
	o.Resize(o.canvas.Size())
	o.home = focus
	if focus != nil {
		o.canvas.Focus(focus)
	}
}

func (o *overlay) close() {
	if !o.shown {
		return
	}
	o.shown = false
	o.tips.disarm()
	o.canvas.Overlays().Remove(o)
	o.end()
}

func (o *overlay) end() {
	if o.onClose != nil {
		o.onClose()
	}
}

func (o *overlay) tipLayer() *tipLayer { return o.tips }

// takeKey closes with Esc.
func (o *overlay) takeKey(key *fyne.KeyEvent) {
	if o.onKey != nil && o.onKey(key) {
		return
	}
	if key.Name == fyne.KeyEscape {
		o.close()
	}
}

// Children are the objects inside.
func (o *overlay) Children() []fyne.CanvasObject { return []fyne.CanvasObject{o.panel} }

// Tapped closes what is not modal when the click is outside the panel.
func (o *overlay) Tapped(e *fyne.PointEvent) {
	at, size := o.panel.Position(), o.panel.Size()
	inside := e.Position.X >= at.X && e.Position.Y >= at.Y && e.Position.X <= at.X+size.Width && e.Position.Y <= at.Y+size.Height
	switch {
	case !o.modal && !inside:
		o.close()
	case o.canvas.Focused() == nil && o.home != nil: // a click on nothing must not take the keyboard out
		o.canvas.Focus(o.home)
	}
}

// TappedSecondary is as a click.
func (o *overlay) TappedSecondary(e *fyne.PointEvent) { o.Tapped(e) }

// CreateRenderer makes the parts.
func (o *overlay) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(o, &overlayDrawing{overlay: o, veil: newBox(), shadow: newBox(), back: newBox()})
}

type overlayDrawing struct {
	overlay            *overlay
	veil, shadow, back *canvas.Rectangle
}

func (d *overlayDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.veil, d.shadow, d.back, d.overlay.panel, d.overlay.tips}
}

func (d *overlayDrawing) paint() {
	paintBox(d.veil, d.overlay.veil, "", "")
	paintBox(d.shadow, theme.ColorNameShadow, "", d.overlay.edge)
	paintBox(d.back, theme.ColorNameOverlayBackground, look.ColorBorder, d.overlay.edge)
}

func (d *overlayDrawing) measure() fyne.Size { return fyne.Size{} }

func (d *overlayDrawing) arrange(size fyne.Size) {
	d.veil.Resize(size)
	d.overlay.tips.Resize(size)
	p := d.overlay.place(size)
	p.place(d.back)
	p.place(d.overlay.panel)
	d.shadow.Move(p.at.AddXY(0, 2))
	d.shadow.Resize(p.size)
}

// OverlayKey gives a key that nothing has focus for to the dialog or menu on top, and tells whether there is one. The
// window's own key handler calls it first, so that Esc closes the top thing only.
func OverlayKey(c fyne.Canvas, key *fyne.KeyEvent) bool {
	top, ok := c.Overlays().Top().(keyTaker)
	if ok {
		top.takeKey(key)
	}
	return ok
}
