package pictures

import (
	"image"
	"image/draw"

	"pupitre/data/branding/picture"
)

// colours of a picture, at most: what one byte a pixel can name.
const colours = 256

// paletted is a picture in few colours.
func paletted(img image.Image) *image.Paletted {
	plain := image.NewNRGBA(img.Bounds())
	draw.Draw(plain, plain.Rect, img, img.Bounds().Min, draw.Src)
	return picture.ToPalette(plain, colours)
}

// rounding is how far a channel of a pixel may be from the picture's for want of colours. What changes on a page, a letter, an
// edge, an icon, differs by far more.
const rounding = 40

// Same tells whether a picture that was stored in few colours is that of an image.
func Same(stored, img image.Image) bool {
	if stored.Bounds() != img.Bounds() {
		return false
	}
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			r1, g1, b1, _ := stored.At(x, y).RGBA()
			r2, g2, b2, _ := img.At(x, y).RGBA()
			if apart(r1, r2) > rounding || apart(g1, g2) > rounding || apart(b1, b2) > rounding {
				return false
			}
		}
	}
	return true
}

// apart is the distance of two channels of 16 bits, in steps of 8 bits.
func apart(a, b uint32) int {
	d := int(a>>8) - int(b>>8)
	return max(d, -d)
}
