package scaledjpeg

import (
	"math"
	"sync"
)

// weights say what each coefficient of a block, in zigzag order, does to those of the smaller one.
type weights struct {
	by [64]float32
	to [64]uint8 // row × 8 + column
}

// zigzag is where the coefficients of a block stand, row × 8 + column (T.81, figure A.6).
var zigzag = [64]uint8{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// folds are those of the 8 frequencies, by the number of samples that are left: 1, 2, 4, 8.
var folds = sync.OnceValue(func() (out map[int][8]fold) {
	out = map[int][8]fold{}
	for n := 1; n <= 8; n *= 2 {
		var all [8]fold
		for u := range all {
			all[u] = foldOf(u, n)
		}
		out[n] = all
	}
	return out
})

// fold is what becomes of a frequency.
type fold struct {
	to int
	by float64
}

// foldOf averages neighbours until n samples are left of 8: cos((2i+1)uπ/2m), averaged over 2i and 2i+1, is cos(uπ/2m) times the
// same cosine with m/2 for m; u above m/2 is then the same as m-u with the other sign, and m/2 itself is 0. The factor of the
// inverse transform (T.81, A.3.3), a half and the square root of a half for the first, is in it.
func foldOf(u, n int) fold {
	f := fold{to: u, by: 0.5}
	if u == 0 {
		f.by = 0.5 * math.Sqrt2 / 2
	}
	for m := 8; m > n; m /= 2 {
		f.by *= math.Cos(float64(f.to) * math.Pi / float64(2*m))
		switch {
		case f.to == m/2:
			return fold{}
		case f.to > m/2:
			f.to, f.by = m-f.to, -f.by
		}
	}
	return f
}

// weightsOf joins the steps of the quantisation and the folds.
func weightsOf(steps [64]uint16, nx, ny int) *weights {
	w := &weights{}
	horizontal, vertical := folds()[nx], folds()[ny]
	for k, place := range zigzag {
		h, v := horizontal[place%8], vertical[place/8]
		w.by[k] = float32(float64(steps[k]) * h.by * v.by)
		w.to[k] = uint8(v.to*8 + h.to)
	}
	return w
}
