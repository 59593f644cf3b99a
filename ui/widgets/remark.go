package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/resources"
	"pupitre/ui/look"
)

// remark is a small icon and a sentence that wraps.
type remark struct {
	widget.BaseWidget
	icon  resources.IconName
	color fyne.ThemeColorName
	text  *Text
}

func newRemark(icon resources.IconName, color fyne.ThemeColorName) *remark {
	r := &remark{icon: icon, color: color, text: NewText("", TextStyle{Size: theme.SizeNameCaptionText, Color: color})}
	r.ExtendBaseWidget(r)
	return r
}

// set changes the sentence and tells whether it was another.
func (r *remark) set(sentence string) bool {
	if r.text.Text() == sentence {
		return false
	}
	r.text.SetText(sentence)
	return true
}

func (r *remark) indent() float32 { return look.Size(look.IconSmall) + look.Size(look.Space8) - 2 }

// HeightFor is the height of the remark at a width.
func (r *remark) HeightFor(width float32) float32 {
	return max(r.text.HeightFor(width-r.indent()), look.Size(look.IconSmall))
}

// CreateRenderer makes the parts.
func (r *remark) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(r, &remarkDrawing{remark: r, image: newImage()})
}

type remarkDrawing struct {
	remark *remark
	image  *canvas.Image
}

func (d *remarkDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.image, d.remark.text}
}

func (d *remarkDrawing) paint() { setIcon(d.image, d.remark.icon, d.remark.color) }

func (d *remarkDrawing) measure() fyne.Size {
	return leastNow(d.remark.text).AddWidthHeight(d.remark.indent(), 0)
}

func (d *remarkDrawing) arrange(size fyne.Size) {
	icon := look.Size(look.IconSmall)
	placeIcon(d.image, 0, min(size.Height, d.remark.text.lineHeight()), icon)
	d.remark.text.Move(fyne.NewPos(d.remark.indent(), 0))
	d.remark.text.Resize(fyne.NewSize(size.Width-d.remark.indent(), size.Height))
}
