package picture

import (
	"context"
	"image"
	"image/color"
	"math"
	"runtime"

	"github.com/disintegration/imaging"
	"golang.org/x/sync/errgroup"
)

// reduce makes the copy that is worked on. A picture with a side above workingSide is averaged over squares of a whole number
// of pixels, straight from the decoder's own layout, so that the full picture never exists twice.
func reduce(ctx context.Context, img image.Image, report Progress) (*image.NRGBA, error) {
	size := img.Bounds().Size()
	factor := reduction(size)
	if factor <= 1 {
		report.tell(Reducing, 1)
		if whole, ok := img.(*image.NRGBA); ok && whole.Rect.Min == (image.Point{}) {
			return whole, ctx.Err() // nobody else has it
		}
		return imaging.Clone(img), ctx.Err()
	}
	average := averager(img, factor)
	out := image.NewNRGBA(image.Rect(0, 0, (size.X+factor-1)/factor, (size.Y+factor-1)/factor))
	rows := out.Rect.Dy()
	bands := min(runtime.GOMAXPROCS(0), rows)
	group, ctx := errgroup.WithContext(ctx)
	for band := range bands {
		group.Go(func() error {
			for y := band * rows / bands; y < (band+1)*rows/bands; y++ {
				if err := ctx.Err(); err != nil {
					return err
				}
				average(y, out.Pix[y*out.Stride:(y+1)*out.Stride])
			}
			return nil
		})
	}
	err := group.Wait()
	report.tell(Reducing, 1)
	return out, err
}

// reduction is the whole factor by which a picture is reduced, 1 for one that is small enough.
func reduction(size image.Point) int { return (max(size.X, size.Y) + workingSide - 1) / workingSide }

// averager gives the function that fills row y of the reduced picture, 4 bytes a pixel.
func averager(img image.Image, factor int) func(y int, row []byte) {
	switch img := img.(type) {
	case *image.YCbCr:
		return func(y int, row []byte) { averageYCbCr(img, factor, y, row) }
	case *image.NRGBA:
		return func(y int, row []byte) { averageNRGBA(img, factor, y, row) }
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

// averageNRGBA is averageAny for the layout that most PNG files, and all our copies, have.
func averageNRGBA(img *image.NRGBA, factor, y int, row []byte) {
	b := img.Rect
	top, bottom := y*factor, min((y+1)*factor, b.Dy())
	for i := 0; i < len(row); i += 4 {
		left := i / 4 * factor
		right := min(left+factor, b.Dx())
		var red, green, blue, alpha uint64
		for sy := top; sy < bottom; sy++ {
			for line := img.Pix[sy*img.Stride+4*left : sy*img.Stride+4*right]; len(line) >= 4; line = line[4:] {
				a := uint64(line[3])
				red, green, blue, alpha = red+a*uint64(line[0]), green+a*uint64(line[1]), blue+a*uint64(line[2]), alpha+a
			}
		}
		if alpha == 0 {
			continue
		}
		half, n := alpha/2, uint64((bottom-top)*(right-left))
		row[i], row[i+1], row[i+2] = uint8((red+half)/alpha), uint8((green+half)/alpha), uint8((blue+half)/alpha)
		row[i+3] = uint8((alpha + n/2) / n)
	}
}

// share undoes the multiplication by the opacity, to 8 bits.
func share(sum, alpha uint64) uint8 { return uint8(min((sum*255+alpha/2)/alpha, 255)) }

// averageYCbCr averages luma and chroma as the JPEG has them: the way to RGB is linear, so the order does not matter.
func averageYCbCr(img *image.YCbCr, factor, y int, row []byte) {
	b := img.Rect
	top, bottom := b.Min.Y+y*factor, min(b.Min.Y+(y+1)*factor, b.Max.Y)
	across := img.COffset(b.Max.X-1, top) - img.COffset(b.Min.X, top) + 1 // samples of chroma in a row
	perLuma := float64(across) / float64(b.Dx())
	n := len(row) / 4
	planes := make([]uint8, 3*n)
	luma, blue, red := planes[:n], planes[n:2*n], planes[2*n:]
	averagePlane(luma, img.Y[img.YOffset(b.Min.X, top):], img.YStride, bottom-top, b.Dx(), factor)
	first, last := img.COffset(b.Min.X, top), img.COffset(b.Min.X, bottom-1)
	down := (last-first)/img.CStride + 1
	if wide := perLuma * float64(factor); wide == math.Trunc(wide) {
		averagePlane(blue, img.Cb[first:], img.CStride, down, across, int(wide))
		averagePlane(red, img.Cr[first:], img.CStride, down, across, int(wide))
	} else {
		chroma(blue, img, img.Cb, factor, top, bottom)
		chroma(red, img, img.Cr, factor, top, bottom)
	}
	for i := range n {
		p := row[4*i : 4*i+4 : 4*i+4]
		p[0], p[1], p[2] = color.YCbCrToRGB(luma[i], blue[i], red[i])
		p[3] = 0xff
	}
}

// averagePlane averages squares, factor samples wide, of so many rows of a plane. The last may be narrower.
func averagePlane(out, plane []uint8, stride, rows, width, factor int) {
	if factor == 1 && rows == 1 {
		copy(out, plane[:width])
		return
	}
	sums := make([]uint32, len(out))
	for y := range rows {
		line := plane[y*stride : y*stride+width]
		for i := range sums {
			if factor == 2 && len(line) >= 2 { // photographs of 8 to 16 megapixels
				sums[i] += uint32(line[0]) + uint32(line[1])
				line = line[2:]
				continue
			}
			here := min(factor, len(line))
			for _, v := range line[:here] {
				sums[i] += uint32(v)
			}
			line = line[here:]
		}
	}
	for i, sum := range sums {
		n := uint32(rows * min(factor, width-i*factor))
		out[i] = uint8((sum + n/2) / n)
	}
}

// chroma averages samples of chroma that the squares share.
func chroma(out []uint8, img *image.YCbCr, plane []uint8, factor, top, bottom int) {
	for i := range out {
		left := img.Rect.Min.X + i*factor
		right := min(left+factor, img.Rect.Max.X)
		sum, n := 0, 0
		for sy := top; sy < bottom; sy++ {
			for _, v := range plane[img.COffset(left, sy) : img.COffset(right-1, sy)+1] {
				sum += int(v)
				n++
			}
		}
		out[i] = uint8((sum + n/2) / n)
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
