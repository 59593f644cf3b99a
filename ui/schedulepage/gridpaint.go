package schedulepage

import (
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2/theme"

	"pupitre/data/schedule"
	"pupitre/ui/look"
)

// colors are those of the picture, in the theme in force.
type colors struct {
	ground, line, faint, ring, accent, ink          color.RGBA
	open, openEdge, closed, closedEdge, lane, muted color.RGBA
}

func rgba(c color.Color) color.RGBA {
	r, ok := color.RGBAModel.Convert(c).(color.RGBA)
	if !ok {
		return color.RGBA{}
	}
	return r
}

// mix is a colour between two: share of b, from 0 to 1.
func mix(a, b color.RGBA, share float32) color.RGBA {
	part := func(x, y uint8) uint8 { return uint8(float32(x) + (float32(y)-float32(x))*share) }
	return color.RGBA{part(a.R, b.R), part(a.G, b.G), part(a.B, b.B), 0xff}
}

func themeColors() colors {
	c := colors{
		ground: rgba(look.Color(look.ColorSurface)), line: rgba(look.Color(look.ColorBorder)), ring: rgba(look.Color(look.ColorFocusRing)),
		accent: rgba(look.Color(theme.ColorNamePrimary)), ink: rgba(look.Color(theme.ColorNameForeground)),
		muted: rgba(look.Color(look.ColorMuted)),
	}
	c.faint = mix(c.ground, c.line, 0.45)
	c.open, c.openEdge = rgba(look.Color(look.ColorAccentSoft)), c.accent
	c.closed, c.closedEdge = mix(c.ground, c.muted, 0.22), c.muted
	c.lane = c.accent
	return c
}

// painting is one drawing of the week into pixels.
type painting struct {
	grid  *weekGrid
	image *image.RGBA
	scale float32
	colors
}

// paint draws the week. The texts stand above it as objects of their own.
func (g *weekGrid) paint(width, height int) image.Image {
	if g.pixels == nil || g.pixels.Bounds().Dx() != width || g.pixels.Bounds().Dy() != height {
		g.pixels = image.NewRGBA(image.Rect(0, 0, width, height)) // the toolkit copies it at once
	}
	p := &painting{grid: g, image: g.pixels, colors: themeColors()}
	if g.Size().Width <= 0 {
		return p.image
	}
	p.scale = float32(width) / g.Size().Width
	draw.Draw(p.image, p.image.Bounds(), image.NewUniform(p.ground), image.Point{}, draw.Src)
	p.lines()
	for _, b := range g.boxes {
		p.block(b)
	}
	for _, b := range g.grid.Result {
		p.result(b)
	}
	p.nowLine()
	if g.focused {
		p.cursor()
		p.frame(p.image.Bounds(), p.px(2), p.ring)
	}
	return p.image
}

func (p *painting) px(units float32) int { return max(int(units*p.scale+0.5), 1) }

func (p *painting) at(units float32) int { return int(units*p.scale + 0.5) }

func (p *painting) fill(r image.Rectangle, c color.RGBA) {
	draw.Draw(p.image, r, image.NewUniform(c), image.Point{}, draw.Src)
}

func (p *painting) frame(r image.Rectangle, width int, c color.RGBA) {
	p.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+width), c)
	p.fill(image.Rect(r.Min.X, r.Max.Y-width, r.Max.X, r.Max.Y), c)
	p.fill(image.Rect(r.Min.X, r.Min.Y, r.Min.X+width, r.Max.Y), c)
	p.fill(image.Rect(r.Max.X-width, r.Min.Y, r.Max.X, r.Max.Y), c)
}

// lines are hours, half-hours and days.
func (p *painting) lines() {
	g := p.grid
	left, right := p.at(g.x(1)), p.image.Bounds().Max.X
	for minute := 0; minute <= schedule.MinutesPerDay; minute += 30 {
		c := p.faint
		if minute%60 == 0 {
			c = p.line
		}
		y := p.at(g.y(minute))
		p.fill(image.Rect(left, y, right, y+p.px(1)), c)
	}
	for day := 1; day <= 8; day++ {
		x := p.at(g.x(day))
		p.fill(image.Rect(x, p.at(g.top()), x+p.px(1), p.at(g.y(schedule.MinutesPerDay))), p.line)
	}
}

// rect is where a block is, in pixels, with a part of it when start and end say so.
func (p *painting) rect(b box, start, end int) image.Rectangle {
	pos, size := p.grid.frame(b)
	return image.Rect(p.at(pos.X), p.at(p.grid.y(start)), p.at(pos.X+size.Width), p.at(p.grid.y(end)))
}

// block is a schedule on a day: a bar and a ground by its state, hatched where another one beats it.
func (p *painting) block(b box) {
	ground, edge := p.closed, p.closedEdge
	if p.grid.shown[b.By.Index].State == schedule.Open {
		ground, edge = p.open, p.openEdge
	}
	r := p.rect(b, b.Start, b.End)
	r.Min.Y += p.px(1)
	p.fill(r, ground)
	for _, beaten := range b.Beaten {
		p.hatch(p.rect(b, beaten.Start, beaten.End).Intersect(r), mix(ground, edge, 0.55))
	}
	p.frame(r, p.px(1), mix(ground, edge, 0.5))
	p.fill(image.Rect(r.Min.X, r.Min.Y, r.Min.X+p.px(3), r.Max.Y), edge)
	if b.By.Index == p.grid.selected {
		p.frame(r, p.px(2), p.ink)
		if p.grid.held {
			p.frame(r.Inset(p.px(2)), p.px(2), p.ring)
		}
	}
}

// hatch draws slanting lines.
func (p *painting) hatch(r image.Rectangle, c color.RGBA) {
	r = r.Intersect(p.image.Bounds())
	every, thick := p.px(6), p.px(1)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := p.image.Pix[p.image.PixOffset(r.Min.X, y):]
		for x := r.Min.X - (r.Min.X+y)%every; x < r.Max.X; x += every { // where (x+y)%every is 0
			for at := max(x, r.Min.X); at < min(x+thick, r.Max.X); at++ {
				i := (at - r.Min.X) * 4
				row[i], row[i+1], row[i+2], row[i+3] = c.R, c.G, c.B, 0xff
			}
		}
	}
}

// result is the lane of what wins: full where it is open, a hollow line where it is closed.
func (p *painting) result(b schedule.Block) {
	g := p.grid
	right := p.at(g.x(b.Day) + g.dayWidth())
	r := image.Rect(right-p.at(unit(laneWidth))+p.px(2), p.at(g.y(b.Start)), right-p.px(1), p.at(g.y(b.End)))
	if b.By.Kind == schedule.ByWeekly && g.shown[b.By.Index].State == schedule.Open {
		p.fill(r, p.lane)
		return
	}
	middle := (r.Min.X + r.Max.X) / 2
	p.fill(image.Rect(middle, r.Min.Y, middle+p.px(1), r.Max.Y), mix(p.ground, p.muted, 0.55))
}

// nowLine is the current time, across its day.
func (p *painting) nowLine() {
	g := p.grid
	if g.now.day == 0 {
		return
	}
	x, y := p.at(g.x(g.now.day)), p.at(g.y(g.now.minute))
	p.fill(image.Rect(x, y-p.px(1), p.at(g.x(g.now.day)+g.dayWidth()), y+p.px(1)), p.ink)
	p.fill(image.Rect(x-p.px(3), y-p.px(3), x+p.px(3), y+p.px(3)), p.ink)
}

// cursor is the quarter-hour that the keyboard is at.
func (p *painting) cursor() {
	g := p.grid
	x := g.x(g.cursor.day)
	r := image.Rect(p.at(x), p.at(g.y(g.cursor.minute)), p.at(x+g.dayWidth()), p.at(g.y(g.cursor.minute+coarse))+p.px(1))
	p.frame(r, p.px(2), p.ring)
}
