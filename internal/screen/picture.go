//go:build linux

package screen

import (
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"

	"github.com/jezek/xgb/xproto"
)

// everyPlane asks for all bits of a pixel.
const everyPlane = 0xffffffff

// Picture is what the screen shows in an area, in pixels of the screen.
func (d *Display) Picture(area image.Rectangle) (*image.RGBA, error) {
	whole, err := d.whole()
	if err != nil {
		return nil, err
	}
	area = area.Intersect(whole)
	if area.Empty() {
		return nil, errors.New("the area is off the screen")
	}
	reply, err := xproto.GetImage(d.conn, xproto.ImageFormatZPixmap, xproto.Drawable(d.root),
		int16(area.Min.X), int16(area.Min.Y), uint16(area.Dx()), uint16(area.Dy()), everyPlane).Reply()
	if err != nil {
		return nil, err
	}
	img := image.NewRGBA(area)
	if len(reply.Data) < len(img.Pix) {
		return nil, errors.New("the display is not 24 bits deep")
	}
	for i := 0; i < len(img.Pix); i += 4 { // the server has blue first, and nothing for alpha
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = reply.Data[i+2], reply.Data[i+1], reply.Data[i], 0xff
	}
	return img, nil
}

// Screenshot is the whole screen.
func (d *Display) Screenshot() (*image.RGBA, error) {
	whole, err := d.whole()
	if err != nil {
		return nil, err
	}
	return d.Picture(whole)
}

// whole is the screen as large as it is now, see SetResolution.
func (d *Display) whole() (image.Rectangle, error) {
	size, err := xproto.GetGeometry(d.conn, xproto.Drawable(d.root)).Reply()
	if err != nil {
		return image.Rectangle{}, err
	}
	return image.Rect(0, 0, int(size.Width), int(size.Height)), nil
}

// Save writes a picture as PNG and makes its folder.
func Save(img image.Image, path string) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(file, img), file.Close())
}
