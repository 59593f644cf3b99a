package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// tint is a plain surface in a colour of the theme.
type tint struct {
	widget.BaseWidget
	color fyne.ThemeColorName
}

func newTint(color fyne.ThemeColorName) *tint {
	t := &tint{color: color}
	t.ExtendBaseWidget(t)
	return t
}

// NewSurface puts a plain colour of the theme behind a content.
func NewSurface(color fyne.ThemeColorName, content fyne.CanvasObject) *fyne.Container {
	return newContainer(surfaceLayout{}, newTint(color), content)
}

type surfaceLayout struct{}

func (surfaceLayout) heightFor(o []fyne.CanvasObject, width float32) float32 {
	return HeightOf(o[1], width)
}

// MinSize is that of the content.
func (surfaceLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return leastNow(o[1]) }

// Layout fills the place with both.
func (surfaceLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for _, object := range o {
		object.Move(fyne.Position{})
		object.Resize(size)
	}
}

// CreateRenderer makes the rectangle.
func (t *tint) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(t, &tintDrawing{tint: t, back: newBox()})
}

type tintDrawing struct {
	tint *tint
	back *canvas.Rectangle
}

func (d *tintDrawing) objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.back} }
func (d *tintDrawing) paint()                       { paintBox(d.back, d.tint.color, "", "") }
func (d *tintDrawing) measure() fyne.Size           { return fyne.Size{} }
func (d *tintDrawing) arrange(size fyne.Size)       { d.back.Resize(size) }
