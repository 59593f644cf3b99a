package widgets

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/task"
)

// ToastTime is how long a toast stays: long enough to undo.
const ToastTime = 10 * time.Second

// maxToasts is how many toasts are shown at once; an older one makes room.
const maxToasts = 3

// Toast is a short message that goes away by itself.
type Toast struct {
	Text     string
	Icon     resources.IconName // may be empty
	Action   string             // label of a button such as "Annuler"; may be empty
	OnAction func()             // runs when the button is pressed; the toast goes away
}

// toastLayer stacks toasts, the newest at the bottom.
type toastLayer struct {
	widget.BaseWidget
	runner task.Runner
	toasts []*toastBox
}

func newToastLayer(runner task.Runner) *toastLayer {
	l := &toastLayer{runner: runner}
	l.ExtendBaseWidget(l)
	return l
}

// Children are the toasts.
func (l *toastLayer) Children() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(l.toasts))
	for i, t := range l.toasts {
		objects[i] = t
	}
	return objects
}

func (l *toastLayer) add(p *i18n.Printer, t Toast) (dismiss func()) {
	box := newToastBox(p, t)
	dismiss = func() { l.remove(box) }
	box.dismiss = dismiss
	box.cancel = l.runner.After(ToastTime, dismiss)
	l.toasts = append(l.toasts, box)
	if len(l.toasts) > maxToasts {
		l.remove(l.toasts[0])
	}
	l.relayout()
	return dismiss
}

func (l *toastLayer) remove(box *toastBox) {
	i := slices.Index(l.toasts, box)
	if i < 0 {
		return
	}
	box.cancel()
	if c := canvasOf(box); c != nil && box.holds(c.Focused()) {
		c.Unfocus()
	}
	l.toasts = slices.Delete(l.toasts, i, i+1)
	l.relayout()
}

func (l *toastLayer) dismissNewest() bool {
	if len(l.toasts) == 0 {
		return false
	}
	l.remove(l.toasts[len(l.toasts)-1])
	return true
}

func (l *toastLayer) clear() {
	for l.dismissNewest() {
	}
}

// relayout tells the stage that the layer has another size.
func (l *toastLayer) relayout() {
	l.Refresh()
	if c := canvasOf(l); c != nil {
		if s := findStage(c.Content()); s != nil {
			s.Refresh()
		}
	}
}

// CreateRenderer stacks the toasts.
func (l *toastLayer) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(l, &toastLayerDrawing{layer: l})
}

type toastLayerDrawing struct{ layer *toastLayer }

func (d *toastLayerDrawing) objects() []fyne.CanvasObject { return d.layer.Children() }
func (d *toastLayerDrawing) paint()                       {}

func (d *toastLayerDrawing) measure() (size fyne.Size) {
	for _, t := range d.layer.toasts {
		least := t.MinSize()
		size.Width = max(size.Width, least.Width)
		size.Height += least.Height + look.Size(look.Space8)
	}
	return size
}

func (d *toastLayerDrawing) arrange(size fyne.Size) {
	y := float32(0)
	for _, t := range d.layer.toasts {
		least := t.MinSize()
		t.Move(fyne.NewPos((size.Width-least.Width)/2, y))
		t.Resize(least)
		y += least.Height + look.Size(look.Space8)
	}
}

// toastBox is one toast.
type toastBox struct {
	widget.BaseWidget
	icon    resources.IconName
	text    *Text
	action  *tipAction
	close   *tipAction
	dismiss func()
	cancel  func()
}

func newToastBox(p *i18n.Printer, t Toast) *toastBox {
	b := &toastBox{icon: t.Icon, text: NewText(t.Text, TextStyle{Color: look.ColorOnTip})}
	b.close = newTipAction(resources.Close, p.T("widgets.toast.close"), func() { b.dismiss() })
	if t.Action != "" {
		b.action = newTipAction("", t.Action, func() {
			b.dismiss()
			if t.OnAction != nil {
				t.OnAction()
			}
		})
	}
	b.ExtendBaseWidget(b)
	return b
}

// Children are the objects inside.
func (b *toastBox) Children() []fyne.CanvasObject {
	if b.action == nil {
		return []fyne.CanvasObject{b.close}
	}
	return []fyne.CanvasObject{b.action, b.close}
}

func (b *toastBox) holds(o fyne.Focusable) bool {
	return o != nil && (o == fyne.Focusable(b.close) || (b.action != nil && o == fyne.Focusable(b.action)))
}

// CreateRenderer makes the parts.
func (b *toastBox) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(b, &toastDrawing{toast: b, back: newBox(), image: newImage()})
}

type toastDrawing struct {
	toast *toastBox
	back  *canvas.Rectangle
	image *canvas.Image
}

func (d *toastDrawing) objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{d.back, d.image, d.toast.text}, d.toast.Children()...)
}

func (d *toastDrawing) paint() {
	paintBox(d.back, look.ColorTip, "", look.Space8)
	setIcon(d.image, d.toast.icon, look.ColorOnTip)
}

// sizes are the width before the text, of the text, and of the buttons after it.
func (d *toastDrawing) widths() (before, text, after float32) {
	t := d.toast
	before = look.Size(look.Space16)
	if t.icon != "" {
		before += look.Size(theme.SizeNameInlineIcon) + look.Size(look.Space8)
	}
	after = look.Size(look.Space8) + t.close.MinSize().Width + look.Size(look.Space4)
	if t.action != nil {
		after += t.action.MinSize().Width + look.Size(look.Space4)
	}
	return before, min(t.text.width(t.text.Text())+1, look.Size(look.CalloutWidth)), after
}

func (d *toastDrawing) measure() fyne.Size {
	before, text, after := d.widths()
	height := max(d.toast.text.HeightFor(text)+look.Size(look.Space16), look.Size(look.ControlHeight)+look.Size(look.Space8))
	return fyne.NewSize(before+text+after, height)
}

func (d *toastDrawing) arrange(size fyne.Size) {
	t := d.toast
	d.back.Resize(size)
	before, text, _ := d.widths()
	placeIcon(d.image, look.Size(look.Space16), size.Height, look.Size(theme.SizeNameInlineIcon))
	height := t.text.HeightFor(text)
	t.text.Move(fyne.NewPos(before, (size.Height-height)/2))
	t.text.Resize(fyne.NewSize(text, height))
	x := before + text + look.Size(look.Space8)
	for _, o := range t.Children() {
		least := o.MinSize()
		o.Move(fyne.NewPos(x, (size.Height-least.Height)/2))
		o.Resize(least)
		x += least.Width + look.Size(look.Space4)
	}
}
