package poster

import (
	"image"
	"image/draw"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	xdraw "golang.org/x/image/draw"

	"pupitre/data/fault"
)

// Resolutions of a picture, in dots per inch.
const (
	ScreenDPI = 96
	PrintDPI  = 200
)

// pointsPerInch is the unit of the layout.
const pointsPerInch = 72

// PNG writes the sheet as a picture of so many dots per inch.
func (s *Sheet) PNG(w io.Writer, dpi int) error {
	img, err := s.Picture(dpi)
	if err != nil {
		return err
	}
	return fault.Wrap("poster.PNG", png.Encode(w, img))
}

// Picture draws the sheet at so many dots per inch.
func (s *Sheet) Picture(dpi int) (*image.NRGBA, error) {
	c := canvas{scale: float64(dpi) / pointsPerInch, faces: map[style]font.Face{}}
	c.img = image.NewNRGBA(image.Rect(0, 0, c.dots(s.width), c.dots(s.height)))
	draw.Draw(c.img, c.img.Bounds(), image.NewUniform(white), image.Point{}, draw.Src)
	for _, i := range s.items {
		if err := c.draw(i); err != nil {
			return nil, fault.Wrap("poster.Picture", err)
		}
	}
	return c.img, nil
}

// style names a face.
type style struct {
	bold bool
	size float64
}

// canvas is a picture that is drawn.
type canvas struct {
	img   *image.NRGBA
	scale float64 // dots per point
	faces map[style]font.Face
}

func (c *canvas) dots(points float64) int { return int(math.Round(points * c.scale)) }

func (c *canvas) draw(i item) error {
	if i.text != "" {
		return c.write(i)
	}
	area := image.Rect(c.dots(i.x), c.dots(i.y), c.dots(i.x+i.w), max(c.dots(i.y+i.h), c.dots(i.y)+1))
	if i.picture != nil {
		xdraw.CatmullRom.Scale(c.img, area, i.picture, i.picture.Bounds(), draw.Over, nil)
		return nil
	}
	draw.Draw(c.img, area, image.NewUniform(i.colour), image.Point{}, draw.Src)
	return nil
}

func (c *canvas) write(i item) error {
	key := style{i.bold, i.size}
	face := c.faces[key]
	if face == nil {
		var err error
		face, err = opentype.NewFace(typefaces()[i.bold], &opentype.FaceOptions{Size: i.size * c.scale, DPI: pointsPerInch, Hinting: font.HintingNone})
		if err != nil {
			return err
		}
		c.faces[key] = face
	}
	d := font.Drawer{
		Dst: c.img, Src: image.NewUniform(i.colour), Face: face,
		Dot: fixed.Point26_6{X: fixed.Int26_6(i.x * c.scale * 64), Y: fixed.Int26_6(math.Round(i.y*c.scale) * 64)},
	}
	d.DrawString(i.text)
	return nil
}
