package scaledjpeg

import (
	"image"
	"image/color"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// picture makes the pixels of the planes.
func (d *decoder) picture() (*image.NRGBA, error) {
	if d.progressive {
		if err := d.drawAll(); err != nil {
			return nil, err
		}
	}
	paint, err := d.colours()
	if err != nil {
		return nil, err
	}
	n := 8 / d.scale
	out := image.NewNRGBA(image.Rect(0, 0, ceil(d.width*n, 8), ceil(d.height*n, 8)))
	columns := make([][]int32, len(d.components))
	for i, c := range d.components {
		columns[i] = c.columns(out.Rect.Dx(), n*d.hMost)
	}
	return out, d.bands(out.Rect.Dy(), func(from, to int) {
		var lines, spare [4][]uint8
		for y := from; y < to; y++ {
			for i, c := range d.components {
				at := y * c.v * c.ny / (n * d.vMost) * c.stride
				lines[i] = c.plane[at : at+c.stride]
				if columns[i] != nil {
					spare[i] = spread(spare[i], lines[i], columns[i])
					lines[i] = spare[i]
				}
			}
			paint(out.Pix[y*out.Stride:(y+1)*out.Stride], lines)
		}
	})
}

// spread gives every pixel of a row its sample.
func spread(to, line []uint8, columns []int32) []uint8 {
	to = to[:0]
	for _, column := range columns {
		to = append(to, line[column])
	}
	return to
}

// columns is, for every pixel of a row, the sample of the component: where it was stored smaller, several have the same. It is nil
// for a component that has a sample for each.
func (c *component) columns(width, whole int) []int32 {
	if c.h*c.nx == whole {
		return nil
	}
	out := make([]int32, width)
	for x := range out {
		out[x] = int32(x * c.h * c.nx / whole)
	}
	return out
}

// atOnce is how many rows are done before the context is looked at.
const atOnce = 64

// bands calls f for all rows, some at a time, on all processors.
func (d *decoder) bands(rows int, f func(from, to int)) error {
	group, ctx := errgroup.WithContext(d.ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for from := 0; from < rows; from += atOnce {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			f(from, min(from+atOnce, rows))
			return nil
		})
	}
	return group.Wait()
}

// drawAll transforms the blocks of a progressive file, once its last scan is read.
func (d *decoder) drawAll() error {
	for _, c := range d.components {
		if !d.quantised[c.quantisation] {
			return ErrFormat
		}
		w := weightsOf(d.quantisation[c.quantisation], c.nx, c.ny)
		err := d.bands(c.blocksDown, func(from, to int) {
			for y := from; y < to; y++ {
				c.drawRow(y, w)
			}
		})
		if err != nil {
			return err
		}
		c.coefficients = nil
	}
	return nil
}

// drawRow transforms a row of blocks of a progressive file.
func (c *component) drawRow(y int, w *weights) {
	for x := range c.blocksAcross {
		b := (*[64]int16)(c.coefficients[64*(y*c.blocksAcross+x):])
		var out [64]float32
		last := 0
		for k, v := range b {
			if v != 0 {
				out[w.to[k]] += float32(v) * w.by[k]
				last = k
			}
		}
		c.draw(x, y, &out, last)
	}
}

// painter makes the colours of a row, 4 bytes a pixel, of the lines of the components.
type painter func(row []uint8, lines [4][]uint8)

// colours finds what the components are, as image/jpeg and libjpeg do: it is not written in the file but by the mark of a program.
func (d *decoder) colours() (painter, error) {
	switch len(d.components) {
	case 1:
		return paintGrey, nil
	case 3:
		c := d.components
		rgb := !d.jfif && ((d.adobe && d.adobeTransform == 0) || (c[0].id == 'R' && c[1].id == 'G' && c[2].id == 'B'))
		if rgb {
			return paintRGB, nil
		}
		return paintYCbCr, nil
	}
	switch {
	case !d.adobe:
		return nil, ErrUnsupported
	case d.adobeTransform == 0:
		return paintCMYK, nil
	}
	return paintYCbCrK, nil
}

func paintGrey(row []uint8, lines [4][]uint8) {
	for x, v := range lines[0][:len(row)/4] {
		p := row[4*x : 4*x+4 : 4*x+4]
		p[0], p[1], p[2], p[3] = v, v, v, 0xff
	}
}

func paintRGB(row []uint8, lines [4][]uint8) {
	n := len(row) / 4
	g, b := lines[1][:n], lines[2][:n]
	for x, r := range lines[0][:n] {
		p := row[4*x : 4*x+4 : 4*x+4]
		p[0], p[1], p[2], p[3] = r, g[x], b[x], 0xff
	}
}

func paintYCbCr(row []uint8, lines [4][]uint8) {
	n := len(row) / 4
	cb, cr := lines[1][:n], lines[2][:n]
	for x, y := range lines[0][:n] {
		p := row[4*x : 4*x+4 : 4*x+4]
		p[0], p[1], p[2] = color.YCbCrToRGB(y, cb[x], cr[x])
		p[3] = 0xff
	}
}

// paintCMYK has no ink where a sample is 255, as the program that marks these files writes them.
func paintCMYK(row []uint8, lines [4][]uint8) {
	for x := range len(row) / 4 {
		p := row[4*x : 4*x+4 : 4*x+4]
		p[0], p[1], p[2] = color.CMYKToRGB(255-lines[0][x], 255-lines[1][x], 255-lines[2][x], 255-lines[3][x])
		p[3] = 0xff
	}
}

func paintYCbCrK(row []uint8, lines [4][]uint8) {
	for x := range len(row) / 4 {
		p := row[4*x : 4*x+4 : 4*x+4]
		c, m, y := color.YCbCrToRGB(lines[0][x], lines[1][x], lines[2][x])
		p[0], p[1], p[2] = color.CMYKToRGB(c, m, y, 255-lines[3][x])
		p[3] = 0xff
	}
}
