package kioskpage

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// leastTarget is the smallest side of what is touched, in Fyne units (product.md, section 8).
const leastTarget = 44

// ink is the weight of a place to touch.
type ink int

const (
	plain  ink = iota
	strong     // the one that goes on
	chosen     // what is chosen among several
	soft       // here, and not chosen: today
)

// touch is a place to touch with something written on it: a key, a tile, a day.
type touch struct {
	widget.DisableableWidget
	label   string // what it is called
	ink     ink
	content fyne.CanvasObject
	air     fyne.ThemeSizeName // around the content
	onTap   func()

	texts   []*widgets.Text // that follow the ink
	pressed bool
}

func newTouch(label string, content fyne.CanvasObject, onTap func()) *touch {
	t := &touch{label: label, content: content, onTap: onTap, air: look.Space8}
	t.ExtendBaseWidget(t)
	return t
}

// newKey is a place to touch with one word or sign in its middle.
func newKey(label string, onTap func()) *touch {
	text := widgets.NewText(label, widgets.TextStyle{Align: fyne.TextAlignCenter, Overflow: widgets.Keep})
	t := newTouch(label, text, onTap)
	t.texts, t.air = []*widgets.Text{text}, look.Space4
	return t
}

// setInk changes the weight.
func (t *touch) setInk(i ink) *touch {
	t.ink = i
	for _, text := range t.texts {
		_, _, front := t.colors()
		text.SetStyle(widgets.TextStyle{Align: fyne.TextAlignCenter, Overflow: widgets.Keep, Color: front, Bold: i == strong || i == chosen})
	}
	t.Refresh()
	return t
}

// Label is what it is called.
func (t *touch) Label() string { return t.label }

// Children are the objects inside.
func (t *touch) Children() []fyne.CanvasObject { return []fyne.CanvasObject{t.content} }

// Tapped does what it is there for.
func (t *touch) Tapped(*fyne.PointEvent) {
	if !t.Disabled() && t.onTap != nil {
		t.onTap()
	}
}

// MouseDown shows at once that the finger was felt.
func (t *touch) MouseDown(*desktop.MouseEvent) { t.press(!t.Disabled()) }

// MouseUp ends it.
func (t *touch) MouseUp(*desktop.MouseEvent) { t.press(false) }

// MouseIn is of no use under a finger.
func (t *touch) MouseIn(*desktop.MouseEvent) {}

// MouseMoved is of no use here.
func (t *touch) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends a press that has slipped away.
func (t *touch) MouseOut() { t.press(false) }

func (t *touch) press(pressed bool) {
	if t.pressed != pressed {
		t.pressed = pressed
		t.Refresh()
	}
}

// HeightFor is the height at a width.
func (t *touch) HeightFor(width float32) float32 {
	pad := 2 * look.Size(t.air)
	return max(widgets.HeightOf(t.content, width-pad)+pad, leastTarget)
}

// colors are those of the background, the edge and what is written.
func (t *touch) colors() (back, edge, front fyne.ThemeColorName) {
	switch {
	case t.Disabled():
		return theme.ColorNameDisabledButton, look.ColorBorder, theme.ColorNameDisabled
	case t.ink == strong, t.ink == chosen:
		return theme.ColorNamePrimary, "", theme.ColorNameForegroundOnPrimary
	case t.ink == soft:
		return look.ColorAccentSoft, theme.ColorNamePrimary, look.ColorOnAccent
	}
	return look.ColorSurface, look.ColorButtonEdge, theme.ColorNameForeground
}

// CreateRenderer makes the parts.
func (t *touch) CreateRenderer() fyne.WidgetRenderer {
	r := &touchRenderer{touch: t, back: canvas.NewRectangle(color.Transparent), veil: canvas.NewRectangle(color.Transparent)}
	r.paint()
	return r
}

type touchRenderer struct {
	touch      *touch
	back, veil *canvas.Rectangle
}

// Objects are the parts, from back to front.
func (r *touchRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.veil, r.touch.content}
}

// MinSize holds the content and a finger.
func (r *touchRenderer) MinSize() fyne.Size {
	pad := 2 * look.Size(r.touch.air)
	return r.touch.content.MinSize().AddWidthHeight(pad, pad).Max(fyne.NewSquareSize(leastTarget))
}

// Layout places the content in the middle.
func (r *touchRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.veil.Resize(size)
	pad := look.Size(r.touch.air)
	width := size.Width - 2*pad
	height := min(widgets.HeightOf(r.touch.content, width), size.Height-2*pad)
	r.touch.content.Move(fyne.NewPos(pad, (size.Height-height)/2))
	r.touch.content.Resize(fyne.NewSize(width, height))
}

func (r *touchRenderer) paint() {
	back, edge, _ := r.touch.colors()
	radius := look.Size(look.Space8)
	r.back.FillColor, r.back.CornerRadius, r.veil.CornerRadius = look.Color(back), radius, radius
	r.back.StrokeColor, r.back.StrokeWidth = color.Transparent, 0
	if edge != "" {
		r.back.StrokeColor, r.back.StrokeWidth = look.Color(edge), look.Size(look.Line)
	}
	r.veil.FillColor = look.Color(theme.ColorNamePressed)
	r.veil.Hidden = !r.touch.pressed
}

// Refresh paints the parts anew.
func (r *touchRenderer) Refresh() {
	r.paint()
	r.Layout(r.touch.Size())
	canvas.Refresh(r.touch)
}

// Destroy has nothing to free.
func (r *touchRenderer) Destroy() {}
