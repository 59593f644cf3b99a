package hand

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
	if v = bounded(v); v != b.value {
		b.value = v
		b.Refresh()
	}
}

// CreateRenderer makes the parts.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	r := &barRenderer{bar: b, back: canvas.NewRectangle(nil), done: canvas.NewRectangle(nil)}
	r.dress()
	return r
}

type barRenderer struct {
	bar        *Bar
	back, done *canvas.Rectangle
}

// Destroy has nothing to free.
func (r *barRenderer) Destroy() {}

// Objects are the parts, from back to front.
func (r *barRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.back, r.done} }

// MinSize is a thin line.
func (r *barRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Size(look.ControlNarrow), look.Size(look.Space8))
}

// Layout places the parts.
func (r *barRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.done.Resize(fyne.NewSize(size.Width*float32(r.bar.value), size.Height))
}

// Refresh shows the share.
func (r *barRenderer) Refresh() {
	r.dress()
	r.Layout(r.bar.Size())
	canvas.Refresh(r.bar)
}

func (r *barRenderer) dress() {
	radius := look.Size(look.Space4)
	r.back.FillColor, r.back.CornerRadius = look.Color(look.ColorSkeleton), radius
	r.back.StrokeColor, r.back.StrokeWidth = look.Color(look.ColorBorder), look.Size(look.Line)
	r.done.FillColor, r.done.CornerRadius = look.Color(theme.ColorNamePrimary), radius
}
