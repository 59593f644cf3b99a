package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// Bar shows a share from 0 to 1; what it means stands beside it in words.
type Bar struct {
	widget.BaseWidget
	value float64
}

// NewBar makes an empty bar.
func NewBar() *Bar {
	b := &Bar{}
	b.ExtendBaseWidget(b)
	return b
}

// Value is the share shown.
func (b *Bar) Value() float64 { return b.value }

// SetValue shows a share.
func (b *Bar) SetValue(v float64) {
	if v = min(max(v, 0), 1); v != b.value {
		b.value = v
		b.Refresh()
	}
}

// CreateRenderer makes the parts.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(b, &barDrawing{bar: b, back: newBox(), done: newBox()})
}

type barDrawing struct {
	bar        *Bar
	back, done *canvas.Rectangle
}

func (d *barDrawing) objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.back, d.done} }

func (d *barDrawing) paint() {
	paintBox(d.back, look.ColorSkeleton, look.ColorBorder, look.Space4)
	paintBox(d.done, theme.ColorNamePrimary, "", look.Space4)
	d.arrange(d.bar.Size())
}

func (d *barDrawing) measure() fyne.Size {
	return fyne.NewSize(look.Size(look.ControlNarrow), look.Size(look.Space8))
}

func (d *barDrawing) arrange(size fyne.Size) {
	d.back.Resize(size)
	d.done.Resize(fyne.NewSize(size.Width*float32(d.bar.value), size.Height))
}
