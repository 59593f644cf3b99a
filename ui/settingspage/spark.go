package settingspage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// sparkBars is how many measurements a sparkline shows.
const sparkBars = 20

// spark is a line of bars, one for each of the last measurements: as high as the answer was long, whole and red where none
// came. Its text equivalent is the tooltip of the row that it stands in.
type spark struct {
	widget.BaseWidget
	samples []int // milliseconds, the oldest first; -1 for no answer
}

func newSpark() *spark {
	s := &spark{}
	s.ExtendBaseWidget(s)
	return s
}

// set shows other measurements.
func (s *spark) set(samples []int) {
	s.samples = samples[max(0, len(samples)-sparkBars):]
	s.Refresh()
}

// CreateRenderer makes the bars.
func (s *spark) CreateRenderer() fyne.WidgetRenderer {
	r := &sparkRenderer{spark: s}
	for range sparkBars {
		r.bars = append(r.bars, canvas.NewRectangle(nil))
	}
	r.Refresh()
	return r
}

type sparkRenderer struct {
	spark *spark
	bars  []*canvas.Rectangle
	size  fyne.Size
}

// MinSize is that of the sparkline, always: measurements never move what stands beside.
func (r *sparkRenderer) MinSize() fyne.Size {
	return fyne.NewSize(sparkBars*look.Size(look.Space4), look.Size(look.Space24))
}

// Layout draws the bars from the right.
func (r *sparkRenderer) Layout(size fyne.Size) {
	r.size = size
	most := 1
	for _, ms := range r.spark.samples {
		most = max(most, ms)
	}
	step := size.Width / sparkBars
	for i, bar := range r.bars {
		n := i - (sparkBars - len(r.spark.samples))
		bar.Hidden = n < 0
		if n < 0 {
			continue
		}
		share := float32(1)
		if ms := r.spark.samples[n]; ms >= 0 {
			share = max(float32(ms)/float32(most), 0.12)
		}
		bar.Resize(fyne.NewSize(step*0.7, size.Height*share))
		bar.Move(fyne.NewPos(float32(i)*step, size.Height*(1-share)))
	}
}

// Refresh draws with the colours of now.
func (r *sparkRenderer) Refresh() {
	variant := fyne.CurrentApp().Settings().ThemeVariant()
	for i, bar := range r.bars {
		name := theme.ColorNamePrimary
		if n := i - (sparkBars - len(r.spark.samples)); n >= 0 && r.spark.samples[n] < 0 {
			name = theme.ColorNameError
		}
		bar.FillColor = fyne.CurrentApp().Settings().Theme().Color(name, variant)
	}
	r.Layout(r.spark.Size())
	canvas.Refresh(r.spark)
}

// Objects are the bars.
func (r *sparkRenderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.bars))
	for i, bar := range r.bars {
		out[i] = bar
	}
	return out
}

// Destroy has nothing to give back.
func (r *sparkRenderer) Destroy() {}
