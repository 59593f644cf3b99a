package schedulepage

import (
	"image"
	"image/color"
	"image/draw"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"pupitre/data/schedule"
	"pupitre/resources"
)

// fonts are the two weights of the interface's font, for text that is part of a picture.
var fonts = sync.OnceValue(func() (out [2]*opentype.Font) {
	for i, weight := range []resources.Weight{resources.Regular, resources.SemiBold} {
		f, err := opentype.Parse(resources.Font(weight))
		if err != nil {
			panic(err) // it is embedded
		}
		out[i] = f
	}
	return out
})

// faces are the fonts at a size in pixels. A year has some five hundred texts: as objects of the toolkit each would be a
// texture of its own, here they are pixels of one.
type faces struct {
	size          float32
	regular, bold font.Face
}

// at gives the faces of a size, made anew when the size is another one.
func (f *faces) at(size float32) *faces {
	if f.size == size {
		return f
	}
	f.size = size
	for i, face := range []*font.Face{&f.regular, &f.bold} {
		made, err := opentype.NewFace(fonts()[i], &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingFull})
		if err != nil {
			panic(err) // only options that are wrong fail
		}
		*face = made
	}
	return f
}

// yearPainting is one drawing of the year into pixels.
type yearPainting struct {
	painting
	grid *yearGrid
	plan yearPlan
	face *faces
}

// paint draws the year.
func (g *yearGrid) paint(width, height int) image.Image {
	if g.pixels == nil || g.pixels.Bounds().Dx() != width || g.pixels.Bounds().Dy() != height {
		g.pixels = image.NewRGBA(image.Rect(0, 0, width, height))
	}
	p := &yearPainting{painting: painting{image: g.pixels, colors: themeColors()}, grid: g}
	p.fill(p.image.Bounds(), p.ground)
	if g.Size().Width <= 0 || len(g.days) == 0 {
		return p.image
	}
	p.scale = float32(width) / g.Size().Width
	p.plan, p.face = g.plan(g.Size().Width), g.faces.at(textSize()*p.scale)
	for month := time.January; month <= time.December; month++ {
		p.head(month)
	}
	for i := range g.days {
		p.day(&g.days[i])
	}
	return p.image
}

// head is the name of a month and the letters of its days.
func (p *yearPainting) head(month time.Month) {
	at := p.plan.corner(month)
	x, y := p.at(at.X), p.at(at.Y)
	p.write(p.grid.p.Month(month), image.Rect(x, y, x+p.at(p.plan.month), y+p.at(p.plan.title)), p.face.bold, p.ink, false)
	for day := 1; day <= 7; day++ {
		name := p.grid.p.Weekday(weekdayOf(day))
		_, size := utf8.DecodeRuneInString(name)
		left := p.at(at.X + float32(day-1)*p.plan.day)
		top := p.at(at.Y + p.plan.title)
		r := image.Rect(left, top, p.at(at.X+float32(day)*p.plan.day), top+p.at(p.plan.heads))
		p.write(strings.ToUpper(name[:size]), r, p.face.regular, p.muted, true)
	}
}

// write draws a text in the middle of a rectangle, or at its left.
func (p *yearPainting) write(text string, r image.Rectangle, face font.Face, c color.RGBA, centred bool) {
	d := font.Drawer{Dst: p.image, Src: image.NewUniform(c), Face: face}
	metrics := face.Metrics()
	x := fixed.I(r.Min.X)
	if centred {
		x += (fixed.I(r.Dx()) - d.MeasureString(text)) / 2
	}
	d.Dot = fixed.Point26_6{X: x, Y: fixed.I(r.Min.Y) + (fixed.I(r.Dy())+metrics.CapHeight)/2}
	d.DrawString(text)
}

// day is one date with its marks.
func (p *yearPainting) day(d *yearDay) {
	g := p.grid
	at := p.plan.place(d.date)
	r := image.Rect(p.at(at.X), p.at(at.Y), p.at(at.X+p.plan.day), p.at(at.Y+p.plan.row)).Inset(p.px(1))
	p.cell(r, d, g.longest)
	_, _, number := d.date.Civil()
	face := p.face.regular
	if d.date == g.today {
		face = p.face.bold
		p.frame(r, p.px(1), p.ink)
	}
	p.write(strconv.Itoa(number), r, face, p.ink, true)
	if g.selected(d.date) {
		p.frame(r, p.px(2), p.ink)
	}
	first, last := g.span()
	switch {
	case first != last && d.date >= first && d.date <= last:
		p.frame(r, p.px(2), p.ring)
	case g.focused && d.date == g.cursor:
		p.frame(r, p.px(2), p.ring)
	}
}

// cell is the ground of a day and its marks, also for the legend: the deeper and the longer the bar, the longer it is open.
func (p *yearPainting) cell(r image.Rectangle, d *yearDay, longest int) {
	p.fill(r, p.faint)
	if d.open > 0 {
		share := float32(d.open) / float32(max(longest, d.open))
		p.fill(r, mix(p.faint, p.open, 0.4+0.6*share))
		long := max(int(float32(r.Dx())*share+0.5), p.px(2))
		p.fill(image.Rect(r.Min.X, r.Max.Y-p.px(3), r.Min.X+long, r.Max.Y), mix(p.open, p.openEdge, 0.75))
	}
	if d.closes {
		p.hatch(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Max.Y-p.px(3)), mix(p.ground, p.closedEdge, 0.5))
	}
	if d.opens {
		p.frame(r, p.px(2), p.openEdge)
	}
	if d.legal {
		p.triangle(r, p.ink)
	}
	if d.clock {
		p.frame(image.Rect(r.Min.X+p.px(2), r.Min.Y+p.px(2), r.Min.X+p.px(7), r.Min.Y+p.px(7)), p.px(1), p.ink)
	}
}

// triangle is the upper right corner, for a holiday by law.
func (p *yearPainting) triangle(r image.Rectangle, c color.RGBA) {
	size := p.px(7)
	for y := range size {
		draw.Draw(p.image, image.Rect(r.Max.X-size+y, r.Min.Y+y, r.Max.X, r.Min.Y+y+1), image.NewUniform(c), image.Point{}, draw.Src)
	}
}

// swatch paints one kind of day for the legend.
func (g *yearGrid) swatch(d yearDay) func(width, height int) image.Image {
	return func(width, height int) image.Image {
		p := &yearPainting{painting: painting{image: image.NewRGBA(image.Rect(0, 0, width, height)), colors: themeColors(), scale: float32(height) / unit(swatchSize)}}
		p.cell(p.image.Bounds(), &d, schedule.MinutesPerDay/2)
		p.frame(p.image.Bounds(), p.px(1), p.line)
		return p.image
	}
}
