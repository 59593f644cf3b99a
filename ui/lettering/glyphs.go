package lettering

import (
	"image"
	"image/color"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/srwiley/rasterx"
	"golang.org/x/image/math/fixed"
)

// glyph is a letter of a face.
type glyph struct {
	face *font.Face
	id   font.GID
}

// outline is the shape of a glyph, in units of its face. To read it out of the file takes as long as to draw it.
func (s *setter) outline(g glyph) []opentype.Segment {
	shape, known := s.outlines[g]
	if !known {
		if data, ok := g.face.GlyphData(g.id).(font.GlyphOutline); ok {
			shape = data.Segments
		}
		s.outlines[g] = shape // as many as the face has
	}
	return shape
}

// draw fills the letters of a line, as github.com/go-text/render does for Fyne: all of a run at once, from a whole pixel on.
func (s *setter) draw(l *Line, scale float32, ink color.Color) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, pixels(l.Width, scale), pixels(l.Height, scale)))
	for _, run := range l.runs {
		filler := rasterx.NewFiller(img.Rect.Dx(), img.Rect.Dy(), rasterx.NewScannerGV(img.Rect.Dx(), img.Rect.Dy(), img, img.Rect))
		filler.SetColor(ink)
		pen := pen{filler: filler, scale: l.size * scale / float32(run.Face.Upem())}
		x := float32(int(run.x * scale))
		y := float32(math.Ceil(float64(units(l.runs[0].LineBounds.Ascent) * scale)))
		for _, g := range run.Glyphs {
			pen.x, pen.y = x+units(g.XOffset)*scale, y-units(g.YOffset)*scale
			pen.fill(s.outline(glyph{run.Face, g.GlyphID}))
			x += units(g.XAdvance) * scale
		}
		filler.Draw()
	}
	return img
}

// pen draws outlines at a place, in pixels; scale is pixels to a unit of the face.
type pen struct {
	filler      *rasterx.Filler
	scale, x, y float32
}

func (p *pen) fill(shape []opentype.Segment) {
	for _, s := range shape {
		switch a := s.Args; s.Op {
		case opentype.SegmentOpMoveTo:
			p.filler.Start(p.at(a[0]))
		case opentype.SegmentOpLineTo:
			p.filler.Line(p.at(a[0]))
		case opentype.SegmentOpQuadTo:
			p.filler.QuadBezier(p.at(a[0]), p.at(a[1]))
		case opentype.SegmentOpCubeTo:
			p.filler.CubeBezier(p.at(a[0]), p.at(a[1]), p.at(a[2]))
		}
	}
	p.filler.Stop(true)
}

// at is a point of an outline on the picture, whose y points downwards.
func (p *pen) at(point opentype.SegmentPoint) fixed.Point26_6 {
	return fixed.Point26_6{X: part(point.X*p.scale + p.x), Y: part(-point.Y*p.scale + p.y)}
}

// part is a length in 64ths of a pixel.
func part(n float32) fixed.Int26_6 { return fixed.Int26_6(int(float64(n) * 64)) }
