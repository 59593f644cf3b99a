package kioskpage

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// row shares a width among objects, by weight, with a gap; all are as high as the highest.
func row(weights []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: rowLayout{weights: weights}, Objects: objects}
}

// even is row with the same weight for all.
func even(objects ...fyne.CanvasObject) *fyne.Container {
	weights := make([]float32, len(objects))
	for i := range weights {
		weights[i] = 1
	}
	return row(weights, objects...)
}

type rowLayout struct{ weights []float32 }

func rowGap() float32 { return look.Size(look.Space4) }

func (l rowLayout) widths(n int, width float32) []float32 {
	total := float32(0)
	for _, w := range l.weights {
		total += w
	}
	unit := max(width-rowGap()*float32(n-1), 0) / total
	out := make([]float32, n)
	for i := range out {
		out[i] = l.weights[i] * unit
	}
	return out
}

// MinSize gives the neediest object its place.
func (l rowLayout) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	total, unit := float32(0), float32(0)
	for i, o := range objects {
		least := o.MinSize()
		unit = max(unit, least.Width/l.weights[i])
		size.Height = max(size.Height, least.Height)
		total += l.weights[i]
	}
	size.Width = unit*total + rowGap()*float32(max(len(objects)-1, 0))
	return size
}

// Layout shares the width.
func (l rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, width := range l.widths(len(objects), size.Width) {
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(width, size.Height))
		x += width + rowGap()
	}
}

// stackBelow is the width, in Fyne units, under which two things stand on top of each other.
const stackBelow = 860

// pair puts two things side by side, or on top of each other where that is too narrow.
func pair(a, b fyne.CanvasObject) *fyne.Container { return pairFrom(stackBelow, a, b) }

// pairFrom is pair with a limit of its own.
func pairFrom(stackBelow float32, a, b fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: pairLayout{stackBelow}, Objects: []fyne.CanvasObject{a, b}}
}

type pairLayout struct{ stackBelow float32 }

// MinSize is as narrow as the wider of the two and as high as both at their present width.
func (l pairLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	if o[0].Position().Y == o[1].Position().Y && o[1].Position().X > 0 {
		return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height+look.Size(look.Space16))
}

// Layout gives each half of the width, or all of it.
func (l pairLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	gap := look.Size(look.Space16)
	if size.Width < l.stackBelow {
		first := widgets.HeightOf(o[0], size.Width)
		o[0].Move(fyne.Position{})
		o[0].Resize(fyne.NewSize(size.Width, first))
		o[1].Move(fyne.NewPos(0, first+gap))
		o[1].Resize(fyne.NewSize(size.Width, widgets.HeightOf(o[1], size.Width)))
		return
	}
	half := (size.Width - gap) / 2
	height := max(widgets.HeightOf(o[0], half), widgets.HeightOf(o[1], half))
	for i, object := range o {
		object.Move(fyne.NewPos(float32(i)*(half+gap), 0))
		object.Resize(fyne.NewSize(half, height))
	}
}

// tiles puts four things in two rows of two that fill their place, none higher than it is wide.
func tiles(objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: tileLayout{}, Objects: objects}
}

type tileLayout struct{}

// MinSize is two by two of the largest.
func (tileLayout) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	rows := float32((len(objects) + 1) / 2)
	gap := look.Size(look.Space16)
	return fyne.NewSize(2*size.Width+gap, rows*size.Height+(rows-1)*gap)
}

// Layout fills the place, a little above its middle where it is too high.
func (tileLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rows := float32((len(objects) + 1) / 2)
	gap := look.Size(look.Space16)
	width := (size.Width - gap) / 2
	height := min((size.Height-(rows-1)*gap)/rows, width)
	top := max(size.Height-rows*height-(rows-1)*gap, 0) * 0.4
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i%2)*(width+gap), top+float32(i/2)*(height+gap)))
		o.Resize(fyne.NewSize(width, height))
	}
}

// middle puts something in the middle of its place, at most so wide (in Fyne units).
func middle(width float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: middleLayout{width}, Objects: []fyne.CanvasObject{o}}
}

type middleLayout struct{ width float32 }

// MinSize is that of the object.
func (middleLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout centres both ways, a little above the middle, where the eye looks for it.
func (l middleLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width, l.width)
	height := min(widgets.HeightOf(o[0], width), size.Height)
	o[0].Move(fyne.NewPos((size.Width-width)/2, (size.Height-height)*0.45))
	o[0].Resize(fyne.NewSize(width, height))
}

// placed keeps something that scrolls in a centred column, at most so wide (in Fyne units), in the middle of its place when
// that is higher: on a tall screen, what is touched is where a hand can reach. A little air keeps edges off those of the scroll.
func placed(width float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: placedLayout{width}, Objects: []fyne.CanvasObject{o}}
}

type placedLayout struct{ width float32 }

// edge is the air around what scrolls, in Fyne units.
const edge = 2

// MinSize is that of the object, at the width that it has.
func (placedLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	least := o[0].MinSize()
	if width := o[0].Size().Width; width > 0 {
		least.Height = widgets.HeightOf(o[0], width)
	}
	return least.AddWidthHeight(2*edge, 2*edge)
}

// Layout centres the column.
func (l placedLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width-2*edge, l.width)
	height := widgets.HeightOf(o[0], width)
	o[0].Move(fyne.NewPos((size.Width-width)/2, max(edge, (size.Height-height)*0.45)))
	o[0].Resize(fyne.NewSize(width, height))
}

// atMost keeps something in a centred column, at most so wide (in Fyne units), at its whole height.
func atMost(width float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: columnLayout{width}, Objects: []fyne.CanvasObject{o}}
}

type columnLayout struct{ width float32 }

// MinSize is that of the object.
func (columnLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout centres the column.
func (l columnLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width, l.width)
	o[0].Move(fyne.NewPos((size.Width-width)/2, 0))
	o[0].Resize(fyne.NewSize(width, size.Height))
}
