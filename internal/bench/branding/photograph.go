//go:build linux

package main

import (
	"image"
	"math"
)

// photograph is a picture with everything a photograph has: gradients, edges, texture, grain. It is always the same.
func photograph(size image.Point) *image.NRGBA {
	img := image.NewNRGBA(image.Rectangle{Max: size})
	across := wave(size.X, 9, 60)
	down := wave(size.Y, 5, 45)
	grain := uint32(1)
	for y := range size.Y {
		row := img.Pix[y*img.Stride:]
		for x := range size.X {
			grain = grain*1664525 + 1013904223
			g := float64(grain>>24)/16 - 8
			red, green, blue := 120+across[x]+g, 110+down[y]+g, 90+(across[x]-down[y])/2+g
			if disc(x, y, size) {
				red, green, blue = 235+g, 210+g, 70+g
			}
			p := row[4*x : 4*x+4]
			p[0], p[1], p[2], p[3] = clamp(red), clamp(green), clamp(blue), 255
		}
	}
	return img
}

// wave is a coarse wave with a fine one on it.
func wave(n int, periods, height float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		at := 2 * math.Pi * float64(i) / float64(n)
		out[i] = height*math.Sin(periods*at) + height/4*math.Sin(40*periods*at)
	}
	return out
}

func disc(x, y int, size image.Point) bool {
	dx, dy := x-3*size.X/5, y-size.Y/2
	return dx*dx+dy*dy < size.Y*size.Y/36
}

func clamp(v float64) uint8 { return uint8(min(max(v, 0), 255)) }
