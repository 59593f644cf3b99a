package schedulepage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/ui/look"
)

// anchor is an invisible point beside which a menu opens.
func (g *weekGrid) anchor(at fyne.Position) fyne.CanvasObject {
	r, ok := g.renderer()
	if !ok {
		return g
	}
	r.point.Move(at)
	r.point.Resize(fyne.NewSize(1, 1))
	return r.point
}

// CreateRenderer makes the picture and the pool of texts.
func (g *weekGrid) CreateRenderer() fyne.WidgetRenderer {
	r := &gridRenderer{grid: g, fits: map[fitKey]string{}, point: canvas.NewRectangle(nil)}
	r.picture = canvas.NewRaster(g.paint)
	for range schedule.MinutesPerDay/60 + 1 {
		t := canvas.NewText("", nil)
		t.Alignment = fyne.TextAlignTrailing
		r.hours = append(r.hours, t)
	}
	g.drawn = r
	r.dress()
	return r
}

func (g *weekGrid) renderer() (*gridRenderer, bool) { return g.drawn, g.drawn != nil }

// fitKey is a text and the width that it has to fit into.
type fitKey struct {
	text  string
	width int
}

// gridRenderer is one picture and a few texts: the cost of a frame hardly grows with the number of blocks.
type gridRenderer struct {
	grid    *weekGrid
	picture *canvas.Raster
	point   *canvas.Rectangle
	hours   []*canvas.Text
	labels  []*canvas.Text // in use
	pool    []*canvas.Text
	objects []fyne.CanvasObject
	fits    map[fitKey]string
	size    float32 // of the text that fits were measured for
}

// Destroy has nothing to give back.
func (r *gridRenderer) Destroy() {}

// MinSize is the height of the day, and wide enough for names of a few letters.
func (r *gridRenderer) MinSize() fyne.Size {
	g := r.grid
	return fyne.NewSize(g.gutter()+7*unit(44), g.y(schedule.MinutesPerDay)+g.top())
}

// Layout places the picture and the texts.
func (r *gridRenderer) Layout(size fyne.Size) {
	r.picture.Resize(size)
	r.placeHours()
	r.placeLabels()
}

// Objects are the picture, then the texts.
func (r *gridRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Refresh paints the week anew.
func (r *gridRenderer) Refresh() {
	r.dress()
	r.placeHours()
	r.placeLabels()
	canvas.Refresh(r.grid)
	r.picture.Refresh()
}

// dress takes the sizes and colours of the theme.
func (r *gridRenderer) dress() {
	size := textSize()
	if size != r.size {
		r.size = size
		clear(r.fits)
	}
	for _, t := range r.hours {
		t.TextSize, t.Color = size, look.Color(look.ColorMuted)
	}
}

func (r *gridRenderer) placeHours() {
	g := r.grid
	every := 1
	if g.hour() < r.size*1.6 {
		every = 2
	}
	for i, t := range r.hours {
		t.Hidden = i%every != 0
		t.Text = words.Minute(g.p, i*60)
		if i == 24 {
			t.Text = g.p.Time(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)) // 24:00 is the midnight that begins the next day
		}
		height := t.MinSize().Height
		t.Move(fyne.NewPos(0, g.y(i*60)-height/2))
		t.Resize(fyne.NewSize(g.gutter()-unit(5), height))
	}
}

// placeLabels names the blocks where they are seen.
func (r *gridRenderer) placeLabels() {
	r.labels = r.labels[:0]
	for i := range r.grid.boxes {
		r.label(r.grid.boxes[i])
	}
	r.objects = append(r.objects[:0], r.picture, r.point)
	for _, t := range r.hours {
		r.objects = append(r.objects, t)
	}
	for _, t := range r.labels {
		r.objects = append(r.objects, t)
	}
}

// label writes name and hours at the top of the first part of a block that no other one beats.
func (r *gridRenderer) label(b box) {
	g := r.grid
	line := r.size * 1.35
	start, end := b.Start, b.End
	for _, beaten := range b.Beaten {
		if beaten.Start > start {
			end = beaten.Start
			break
		}
		start, end = beaten.End, b.End
	}
	pos, size := g.frame(b)
	room, width := g.y(end)-g.y(start)-unit(2), size.Width-unit(9)
	if room < line || width < unit(12) {
		return
	}
	w := g.shown[b.By.Index]
	at := fyne.NewPos(pos.X+unit(6), g.y(start)+unit(2))
	r.write(w.Name, at, width, true)
	span := g.p.T("schedulepage.grid.span", "Start", words.Minute(g.p, w.Span.Start), "End", words.Minute(g.p, w.Span.End))
	if w.Span.AllDay {
		span = g.p.T("schedulepage.field.all_day")
	}
	lines := []string{span, words.State(g.p, w.State)}
	written := float32(1)
	for _, text := range lines {
		if room >= line*(written+1) && r.fit(text, width, false) == text { // half an hour is worse than none: the list has it whole
			r.write(text, at.AddXY(0, line*written), width, false)
			written++
		}
	}
}

func (r *gridRenderer) write(text string, at fyne.Position, width float32, bold bool) {
	n := len(r.labels)
	if n == len(r.pool) {
		r.pool = append(r.pool, canvas.NewText("", nil))
	}
	t := r.pool[n]
	t.Text, t.TextStyle, t.TextSize = r.fit(text, width, bold), fyne.TextStyle{Bold: bold}, r.size
	t.Color = look.Color(theme.ColorNameForeground)
	t.Move(at)
	t.Resize(fyne.NewSize(width, r.size*1.35))
	r.labels = append(r.labels, t)
}

// fit cuts a text with … where it is too wide; what it finds is remembered, as measuring is slow.
func (r *gridRenderer) fit(text string, width float32, bold bool) string {
	key := fitKey{text, int(width)}
	if bold {
		key.width = -key.width
	}
	if cut, ok := r.fits[key]; ok {
		return cut
	}
	style := fyne.TextStyle{Bold: bold}
	letters := []rune(text)
	cut := text
	for n := len(letters); n > 1 && fyne.MeasureText(cut, r.size, style).Width > width; n-- {
		cut = string(letters[:n-1]) + "…"
	}
	r.fits[key] = cut
	return cut
}

// dayHead is the line of the days above the picture.
type dayHead struct {
	texts []*canvas.Text
	grid  *weekGrid
}

// Layout puts each day over its column.
func (h *dayHead) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	g := h.grid
	width := (size.Width - g.gutter()) / 7
	for i, t := range h.texts {
		t.Move(fyne.NewPos(g.gutter()+float32(i)*width, 0))
		t.Resize(fyne.NewSize(width-unit(laneWidth), size.Height))
	}
}

// MinSize is one line.
func (h *dayHead) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, h.texts[0].MinSize().Height+unit(4))
}
