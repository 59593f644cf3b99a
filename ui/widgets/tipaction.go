package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
)

// tipAction is a button on the dark ground of a toast.
type tipAction struct {
	control
	icon     resources.IconName
	onTapped func()
}

func newTipAction(icon resources.IconName, label string, onTapped func()) *tipAction {
	a := &tipAction{icon: icon, onTapped: onTapped}
	a.label = label
	if icon != "" {
		a.tip = label
	}
	a.extend(a)
	return a
}

// Tapped presses the button. It leaves the keyboard where it is: the toast goes away.
func (a *tipAction) Tapped(*fyne.PointEvent) {
	hideTip(a)
	a.onTapped()
}

// TypedKey presses the button with Space or Enter.
func (a *tipAction) TypedKey(key *fyne.KeyEvent) {
	if isActivation(key) {
		a.onTapped()
		return
	}
	a.control.TypedKey(key)
}

// CreateRenderer makes the parts.
func (a *tipAction) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(a, &tipActionDrawing{
		action: a, edge: newBox(), image: newImage(), text: newLabel(fyne.TextAlignCenter),
	})
}

type tipActionDrawing struct {
	action *tipAction
	edge   *canvas.Rectangle
	image  *canvas.Image
	text   *canvas.Text
}

func (d *tipActionDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.edge, d.image, d.text}
}

func (d *tipActionDrawing) paint() {
	a := d.action
	edge := fyne.ThemeColorName("")
	if a.focused || a.hovered {
		edge = look.ColorTipAction
	}
	paintBox(d.edge, "", edge, theme.SizeNameSelectionRadius)
	if a.focused {
		d.edge.StrokeWidth = look.Size(look.RingWidth)
	}
	setIcon(d.image, a.icon, look.ColorOnTip)
	label := a.label
	if a.icon != "" {
		label = ""
	}
	setLabel(d.text, label, look.ColorTipAction, true)
}

func (d *tipActionDrawing) measure() fyne.Size {
	height := look.Size(look.ControlHeight)
	if d.action.icon != "" {
		return fyne.NewSquareSize(height)
	}
	return fyne.NewSize(textWidth(d.action.label, true)+2*look.Size(look.Space12), height)
}

func (d *tipActionDrawing) arrange(size fyne.Size) {
	d.edge.Resize(size)
	icon := look.Size(theme.SizeNameInlineIcon)
	placeIcon(d.image, (size.Width-icon)/2, size.Height, icon)
	height := d.text.MinSize().Height
	d.text.Move(fyne.NewPos(0, (size.Height-height)/2))
	d.text.Resize(fyne.NewSize(size.Width, height))
}
