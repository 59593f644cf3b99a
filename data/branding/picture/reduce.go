package picture

import (
	"context"
	"image"
	"image/color"

	"github.com/disintegration/imaging"
)

// reduce makes the copy that is worked on. A picture with a side above workingSide is averaged over squares of a whole number
// of pixels, straight from the decoder's own layout, so that the full picture never exists twice.
func reduce(ctx context.Context, img image.Image, report Progress) (*image.NRGBA, error) {
	size := img.Bounds().Size()
	factor := (max(size.X, size.Y) + workingSide - 1) / workingSide
	if factor <= 1 {
		report.tell(Reducing, 1)
		return imaging.Clone(img), ctx.Err()
	}
	average := averager(img, factor)
	out := image.NewNRGBA(image.Rect(0, 0, (size.X+factor-1)/factor, (size.Y+factor-1)/factor))
	for y := range out.Rect.Dy() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		average(y, out.Pix[y*out.Stride:(y+1)*out.Stride])
		report.tell(Reducing, float64(y+1)/float64(out.Rect.Dy()))
	}
	return out, nil
}

// averager gives the function that fills row y of the reduced picture, 4 bytes a pixel.
func averager(img image.Image, factor int) func(y int, row []byte) {
	switch img := img.(type) {
	case *image.YCbCr:
		return func(y int, row []byte) { averageYCbCr(img, factor, y, row) }
	case image.RGBA64Image:
		return func(y int, row []byte) { averageAny(img, factor, y, row) }
	}
	return func(y int, row []byte) { averageAny(anyImage{img}, factor, y, row) }
}

// anyImage lends the method to pictures that lack it.
type anyImage struct{ image.Image }

func (a anyImage) RGBA64At(x, y int) color.RGBA64 {
	r, g, b, alpha := a.At(x, y).RGBA()
	return color.RGBA64{R: uint16(r), G: uint16(g), B: uint16(b), A: uint16(alpha)}
}

// averageAny averages colours that are multiplied by their opacity: what cannot be seen has no say.
func averageAny(img image.RGBA64Image, factor, y int, row []byte) {
	b := img.Bounds()
	top, bottom := b.Min.Y+y*factor, min(b.Min.Y+(y+1)*factor, b.Max.Y)
	for i := 0; i < len(row); i += 4 {
		left := b.Min.X + i/4*factor
		right := min(left+factor, b.Max.X)
		var red, green, blue, alpha uint64
		for sy := top; sy < bottom; sy++ {
			for sx := left; sx < right; sx++ {
				c := img.RGBA64At(sx, sy)
				red, green, blue, alpha = red+uint64(c.R), green+uint64(c.G), blue+uint64(c.B), alpha+uint64(c.A)
			}
		}
		if alpha == 0 {
			continue
		}
		n := uint64((bottom - top) * (right - left))
		row[i], row[i+1], row[i+2] = share(red, alpha), share(green, alpha), share(blue, alpha)
		row[i+3] = uint8((alpha/n + 128) / 257)
	}
}

// share undoes the multiplication by the opacity, to 8 bits.
func share(sum, alpha uint64) uint8 { return uint8(min((sum*255+alpha/2)/alpha, 255)) }

// averageYCbCr averages luma and chroma as the JPEG has them: the way to RGB is linear, so the order does not matter.
func averageYCbCr(img *image.YCbCr, factor, y int, row []byte) {
	b := img.Rect
	top, bottom := b.Min.Y+y*factor, min(b.Min.Y+(y+1)*factor, b.Max.Y)
	for i := 0; i < len(row); i += 4 {
		left := b.Min.X + i/4*factor
		right := min(left+factor, b.Max.X)
		var luma, blue, red, chroma int
		for sy := top; sy < bottom; sy++ {
			at := img.YOffset(left, sy)
			for _, v := range img.Y[at : at+right-left] {
				luma += int(v)
			}
			from, to := img.COffset(left, sy), img.COffset(right-1, sy)+1
			for _, v := range img.Cb[from:to] {
				blue += int(v)
			}
			for _, v := range img.Cr[from:to] {
				red += int(v)
			}
			chroma += to - from
		}
		n := (bottom - top) * (right - left)
		c := func(sum, n int) uint8 { return uint8((sum + n/2) / n) }
		row[i], row[i+1], row[i+2] = color.YCbCrToRGB(c(luma, n), c(blue, chroma), c(red, chroma))
		row[i+3] = 0xff
	}
}

// turn applies an orientation of EXIF: what has to be done to the stored picture to see it upright.
func turn(img *image.NRGBA, orientation int) *image.NRGBA {
	switch orientation {
	case 2:
		return imaging.FlipH(img)
	case 3:
		return imaging.Rotate180(img)
	case 4:
		return imaging.FlipV(img)
	case 5:
		return imaging.Transpose(img)
	case 6:
		return imaging.Rotate270(img) // imaging turns the other way
	case 7:
		return imaging.Transverse(img)
	case 8:
		return imaging.Rotate90(img)
	}
	return img
}
