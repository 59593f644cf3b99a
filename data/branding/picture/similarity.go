package picture

import "image"

// The constants of the structural similarity (Wang, Bovik, Sheikh, Simoncelli, 2004) for 8 bits.
const (
	window = 8 // pixels, square; each begins a pixel after the last
	c1     = (0.01 * 255) * (0.01 * 255)
	c2     = (0.03 * 255) * (0.03 * 255)
)

// Similarity is the mean structural similarity of two pictures of one size, 1 when they are the same, 0 when the sizes
// differ. Luma is compared, on white and on black, so that opacity counts; the lower of the two is the answer.
func Similarity(a, b *image.NRGBA) float64 {
	if a.Rect.Size() != b.Rect.Size() || a.Rect.Empty() {
		return 0
	}
	return min(similarityOn(a, b, 255), similarityOn(a, b, 0))
}

func similarityOn(a, b *image.NRGBA, background float64) float64 {
	la, lb := lumas(a, background), lumas(b, background)
	width, height := a.Rect.Dx(), a.Rect.Dy()
	w, h := min(window, width), min(window, height)
	sum, n := 0.0, 0
	for y := 0; y+h <= height; y++ {
		for x := 0; x+w <= width; x++ {
			sum += structure(la[y*width+x:], lb[y*width+x:], width, w, h)
			n++
		}
	}
	return sum / float64(n)
}

// structure is the index of one window.
func structure(a, b []float64, stride, w, h int) float64 {
	var sa, sb, saa, sbb, sab float64
	for y := range h {
		ra, rb := a[y*stride:y*stride+w], b[y*stride:y*stride+w]
		for x, va := range ra {
			vb := rb[x]
			sa, sb = sa+va, sb+vb
			saa, sbb, sab = saa+va*va, sbb+vb*vb, sab+va*vb
		}
	}
	n := float64(w * h)
	ma, mb := sa/n, sb/n
	va, vb, covariance := saa/n-ma*ma, sbb/n-mb*mb, sab/n-ma*mb
	return (2*ma*mb + c1) * (2*covariance + c2) / ((ma*ma + mb*mb + c1) * (va + vb + c2))
}

// lumas gives the luma of each pixel on a background (ITU-R BT.601, as JPEG has it).
func lumas(img *image.NRGBA, background float64) []float64 {
	out := make([]float64, 0, img.Rect.Dx()*img.Rect.Dy())
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride : y*img.Stride+4*img.Rect.Dx()]
		for ; len(row) > 0; row = row[4:] {
			alpha := float64(row[3]) / 255
			luma := 0.299*float64(row[0]) + 0.587*float64(row[1]) + 0.114*float64(row[2])
			out = append(out, luma*alpha+background*(1-alpha))
		}
	}
	return out
}
