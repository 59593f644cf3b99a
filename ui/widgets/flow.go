package widgets

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/look"
)

// Flowing is an object whose height follows from its width. Fyne asks for the smallest size before it gives one, so the
// layouts of this package ask this question first.
type Flowing interface {
	HeightFor(width float32) float32
}

// flowingLayout is a layout whose height follows from its width.
type flowingLayout interface {
	heightFor(objects []fyne.CanvasObject, width float32) float32
}

// HeightOf is the height that an object needs at a width.
func HeightOf(o fyne.CanvasObject, width float32) float32 {
	if f, ok := o.(Flowing); ok {
		return f.HeightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(flowingLayout); ok {
			return l.heightFor(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

// Column stacks objects at the full width, with a gap between them.
func Column(gap fyne.ThemeSizeName, objects ...fyne.CanvasObject) *fyne.Container {
	return newContainer(columnLayout{gap: gap}, objects...)
}

type columnLayout struct{ gap fyne.ThemeSizeName }

func (l columnLayout) space() float32 {
	if l.gap == "" {
		return 0
	}
	return look.Size(l.gap)
}

func (l columnLayout) heightFor(objects []fyne.CanvasObject, width float32) (height float32) {
	n := 0
	for _, o := range objects {
		if o.Visible() {
			height += HeightOf(o, width)
			n++
		}
	}
	return height + float32(max(n-1, 0))*l.space()
}

// MinSize is as narrow as the widest object, and as high as the objects are at the width that they have now.
func (l columnLayout) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		n++
		least := o.MinSize()
		size.Width = max(size.Width, least.Width)
		if w := o.Size().Width; w > 0 {
			least.Height = HeightOf(o, w)
		}
		size.Height += least.Height
	}
	size.Height += float32(max(n-1, 0)) * l.space()
	return size
}

// Layout stacks the objects.
func (l columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		height := HeightOf(o, size.Width)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
		y += height + l.space()
	}
}

// Padded puts space around an object: top and bottom, left and right.
func Padded(vertical, horizontal fyne.ThemeSizeName, o fyne.CanvasObject) *fyne.Container {
	return newContainer(paddedLayout{vertical, horizontal}, o)
}

type paddedLayout struct{ vertical, horizontal fyne.ThemeSizeName }

func (l paddedLayout) pads() (v, h float32) {
	if l.vertical != "" {
		v = look.Size(l.vertical)
	}
	if l.horizontal != "" {
		h = look.Size(l.horizontal)
	}
	return v, h
}

func (l paddedLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	v, h := l.pads()
	return HeightOf(objects[0], width-2*h) + 2*v
}

// MinSize is that of the object and the space around it.
func (l paddedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	v, h := l.pads()
	return leastNow(objects[0]).AddWidthHeight(2*h, 2*v)
}

// Layout places the object inside.
func (l paddedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	v, h := l.pads()
	objects[0].Move(fyne.NewPos(h, v))
	objects[0].Resize(fyne.NewSize(size.Width-2*h, size.Height-2*v))
}

// MaxWidth keeps an object in a centred column no wider than width.
func MaxWidth(width fyne.ThemeSizeName, o fyne.CanvasObject) *fyne.Container {
	return newContainer(maxWidthLayout{width}, o)
}

type maxWidthLayout struct{ width fyne.ThemeSizeName }

func (l maxWidthLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return HeightOf(objects[0], min(width, look.Size(l.width)))
}

// MinSize is that of the object.
func (l maxWidthLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return leastNow(objects[0]) }

// Layout centres the column.
func (l maxWidthLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width, look.Size(l.width))
	objects[0].Move(fyne.NewPos((size.Width-width)/2, 0))
	objects[0].Resize(fyne.NewSize(width, size.Height))
}

// FixedWidth gives an object a steady width and the height that it needs.
func FixedWidth(width fyne.ThemeSizeName, o fyne.CanvasObject) *fyne.Container {
	return newContainer(fixedWidthLayout{width}, o)
}

type fixedWidthLayout struct{ width fyne.ThemeSizeName }

func (l fixedWidthLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return HeightOf(objects[0], min(width, look.Size(l.width)))
}

// MinSize is the fixed width.
func (l fixedWidthLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := look.Size(l.width)
	return fyne.NewSize(width, HeightOf(objects[0], width))
}

// Layout gives the fixed width, at the left.
func (l fixedWidthLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(min(size.Width, look.Size(l.width)), size.Height))
}

// Line puts objects side by side at their own width, centred in height, with a gap between them.
func Line(gap fyne.ThemeSizeName, objects ...fyne.CanvasObject) *fyne.Container {
	return newContainer(lineLayout{gap: gap}, objects...)
}

// LineEnd is [Line] against the right edge.
func LineEnd(gap fyne.ThemeSizeName, objects ...fyne.CanvasObject) *fyne.Container {
	return newContainer(lineLayout{gap: gap, end: true}, objects...)
}

type lineLayout struct {
	gap fyne.ThemeSizeName
	end bool
}

// MinSize is the sum of the widths and the largest height.
func (l lineLayout) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		size.Width += least.Width
		size.Height = max(size.Height, least.Height)
		n++
	}
	size.Width += float32(max(n-1, 0)) * look.Size(l.gap)
	return size
}

// Layout places the objects from left to right.
func (l lineLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	if l.end {
		x = size.Width - l.MinSize(objects).Width
	}
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		o.Move(fyne.NewPos(x, (size.Height-least.Height)/2))
		o.Resize(least)
		x += least.Width + look.Size(l.gap)
	}
}

// Centered puts an object in the middle, no wider than width.
func Centered(width fyne.ThemeSizeName, o fyne.CanvasObject) *fyne.Container {
	return newContainer(centeredLayout{width}, o)
}

type centeredLayout struct{ width fyne.ThemeSizeName }

// MinSize is that of the object.
func (l centeredLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return leastNow(objects[0]) }

// Layout centres the object both ways, a little above the middle, where the eye looks for it.
func (l centeredLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width, look.Size(l.width))
	height := HeightOf(objects[0], width)
	objects[0].Move(fyne.NewPos((size.Width-width)/2, max(0, (size.Height-height)*0.45)))
	objects[0].Resize(fyne.NewSize(width, height))
}

// leastNow is the smallest size of an object, with the height that it needs at its present width.
func leastNow(o fyne.CanvasObject) fyne.Size {
	least := o.MinSize()
	if w := o.Size().Width; w > 0 {
		least.Height = HeightOf(o, w)
	}
	return least
}

func newContainer(l fyne.Layout, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: l, Objects: objects}
}

// SideBySide puts a side bar at its own width at the left and gives the rest to a page.
func SideBySide(side, page fyne.CanvasObject) *fyne.Container {
	return newContainer(sideLayout{}, side, page)
}

type sideLayout struct{}

// MinSize is both side by side.
func (sideLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	side, page := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(side.Width+page.Width, max(side.Height, page.Height))
}

// Layout gives both the full height.
func (sideLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := o[0].MinSize().Width
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(width, size.Height))
	o[1].Move(fyne.NewPos(width, 0))
	o[1].Resize(fyne.NewSize(size.Width-width, size.Height))
}

// Page puts a head at the top, a foot at the bottom, and gives the rest to a body. What is hidden takes no room.
func Page(head, body, foot fyne.CanvasObject) *fyne.Container {
	return newContainer(pageLayout{}, head, body, foot)
}

type pageLayout struct{}

// MinSize is the three on top of each other.
func (pageLayout) MinSize(o []fyne.CanvasObject) (size fyne.Size) {
	for _, object := range o {
		if object.Visible() {
			least := leastNow(object)
			size = fyne.NewSize(max(size.Width, least.Width), size.Height+least.Height)
		}
	}
	return size
}

// Layout gives the body what the others leave.
func (pageLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	head, foot := visibleHeight(o[0], size.Width), visibleHeight(o[2], size.Width)
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(size.Width, head))
	o[1].Move(fyne.NewPos(0, head))
	o[1].Resize(fyne.NewSize(size.Width, max(size.Height-head-foot, 0)))
	o[2].Move(fyne.NewPos(0, size.Height-foot))
	o[2].Resize(fyne.NewSize(size.Width, foot))
}

func visibleHeight(o fyne.CanvasObject, width float32) float32 {
	if !o.Visible() {
		return 0
	}
	return HeightOf(o, width)
}
