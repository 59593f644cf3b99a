package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// Skeleton stands for rows that are loading: bars where the texts will be. Show it after 150 ms (task.Runner.After), so
// that what loads quickly does not flicker.
type Skeleton struct {
	widget.BaseWidget
	rows int
}

// NewSkeleton makes a card of as many rows.
func NewSkeleton(rows int) *Skeleton {
	s := &Skeleton{rows: rows}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer makes the bars.
func (s *Skeleton) CreateRenderer() fyne.WidgetRenderer {
	d := &skeletonDrawing{skeleton: s, back: newBox()}
	d.parts = []fyne.CanvasObject{d.back}
	for range s.rows * barsPerRow {
		bar := newBox()
		d.bars = append(d.bars, bar)
		d.parts = append(d.parts, bar)
	}
	return newRenderer(s, d)
}

// barsPerRow: label, help, control.
const barsPerRow = 3

type skeletonDrawing struct {
	skeleton *Skeleton
	back     *canvas.Rectangle
	bars     []*canvas.Rectangle
	parts    []fyne.CanvasObject
}

func (d *skeletonDrawing) objects() []fyne.CanvasObject { return d.parts }

func (d *skeletonDrawing) paint() {
	paintBox(d.back, look.ColorSurface, look.ColorBorder, look.CardRadius)
	for _, bar := range d.bars {
		paintBox(bar, look.ColorSkeleton, "", look.Space4)
	}
}

func (d *skeletonDrawing) rowHeight() float32 {
	return look.Size(look.ControlHeight) + 2*look.Size(look.Space12)
}

func (d *skeletonDrawing) measure() fyne.Size {
	return fyne.NewSize(look.Size(look.ControlMedium), float32(d.skeleton.rows)*d.rowHeight())
}

func (d *skeletonDrawing) arrange(size fyne.Size) {
	d.back.Resize(size)
	side, control := look.Size(look.Space16), min(look.Size(look.ControlMedium), size.Width/3)
	for row := range d.skeleton.rows {
		y := float32(row) * d.rowHeight()
		vary := 0.72 + 0.14*float32(row%3) // rows of text are not equally long
		text := (size.Width - control - 3*side) * vary
		bars := d.bars[row*barsPerRow:]
		bars[0].Move(fyne.NewPos(side, y+look.Size(look.Space16)))
		bars[0].Resize(fyne.NewSize(text*0.45, look.Size(look.Space12)))
		bars[1].Move(fyne.NewPos(side, y+look.Size(look.Space16)+look.Size(look.Space16)+2))
		bars[1].Resize(fyne.NewSize(text*0.8, look.Size(look.Space8)))
		bars[2].Move(fyne.NewPos(size.Width-side-control, y+look.Size(look.Space12)))
		bars[2].Resize(fyne.NewSize(control, look.Size(look.ControlHeight)))
	}
}
