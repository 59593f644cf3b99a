package widgets

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/look"
)

// Filters puts fields of equal width side by side, and on further lines where they would become too narrow.
func Filters(objects ...fyne.CanvasObject) *fyne.Container {
	return newContainer(filtersLayout{}, objects...)
}

type filtersLayout struct{}

// leastFilter is the width under which a filter goes to the next line, in units of the narrow control.
const leastFilter = 2.1

func (filtersLayout) gap() float32 { return look.Size(look.Space8) }

// plan is how many fields stand on a line, and their width.
func (l filtersLayout) plan(n int, width float32) (perLine int, each float32) {
	least := leastFilter * look.Size(look.ControlNarrow)
	perLine = min(max(int((width+l.gap())/(least+l.gap())), 1), max(n, 1))
	lines := (n + perLine - 1) / perLine
	perLine = (n + max(lines, 1) - 1) / max(lines, 1) // lines as even as they can be
	each = (width - float32(perLine-1)*l.gap()) / float32(max(perLine, 1))
	return perLine, min(each, look.Size(look.ControlMedium)*1.4)
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, len(objects))
	for _, o := range objects {
		if o.Visible() {
			out = append(out, o)
		}
	}
	return out
}

func (l filtersLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	shown := visible(objects)
	if len(shown) == 0 {
		return 0
	}
	perLine, _ := l.plan(len(shown), width)
	lines := (len(shown) + perLine - 1) / perLine
	return float32(lines)*look.Size(look.ControlHeight) + float32(lines-1)*l.gap()
}

// MinSize is one field on one line.
func (filtersLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastFilter*look.Size(look.ControlNarrow), look.Size(look.ControlHeight))
}

// Layout fills the lines from the left.
func (l filtersLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown := visible(objects)
	perLine, each := l.plan(len(shown), size.Width)
	high := look.Size(look.ControlHeight)
	for i, o := range shown {
		o.Move(fyne.NewPos(float32(i%perLine)*(each+l.gap()), float32(i/perLine)*(high+l.gap())))
		o.Resize(fyne.NewSize(each, high))
	}
}

// WrapLine puts objects side by side at their own width, and goes on to further lines where there is no room.
func WrapLine(gap fyne.ThemeSizeName, objects ...fyne.CanvasObject) *fyne.Container {
	return newContainer(wrapLineLayout{gap}, objects...)
}

type wrapLineLayout struct{ gap fyne.ThemeSizeName }

// place tells put where each object goes, and gives the height of all lines.
func (l wrapLineLayout) place(objects []fyne.CanvasObject, width float32, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	gap := look.Size(l.gap)
	x, y, high := float32(0), float32(0), float32(0)
	for _, o := range visible(objects) {
		least := o.MinSize()
		if x > 0 && x+least.Width > width {
			x, y, high = 0, y+high+gap, 0
		}
		put(o, fyne.NewPos(x, y), fyne.NewSize(min(least.Width, max(width, 0)), least.Height))
		x += least.Width + gap
		high = max(high, least.Height)
	}
	return y + high
}

func (l wrapLineLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.place(objects, width, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
}

// MinSize is as wide as the widest object.
func (l wrapLineLayout) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range visible(objects) {
		size = size.Max(o.MinSize())
	}
	return size
}

// Layout places the lines.
func (l wrapLineLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.place(objects, size.Width, func(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		o.Move(at)
		o.Resize(size)
	})
}

// Aside puts one object at the left, and at the right a remark that is shown only where there is room for it.
func Aside(object, remark fyne.CanvasObject) *fyne.Container {
	return newContainer(asideLayout{}, object, remark)
}

type asideLayout struct{}

// MinSize is that of the object.
func (asideLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout shows the remark or not.
func (asideLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	object, remark := o[0].MinSize(), o[1].MinSize()
	o[0].Move(fyne.NewPos(0, (size.Height-object.Height)/2))
	o[0].Resize(object)
	o[1].Move(fyne.NewPos(size.Width-remark.Width, (size.Height-remark.Height)/2))
	o[1].Resize(remark)
	if object.Width+look.Size(look.Space16)+remark.Width > size.Width {
		o[1].Hide()
	} else {
		o[1].Show()
	}
}
