package scaledjpeg

// Cosines of multiples of π/16.
const (
	c1, c2, c3, c4 = 0.98078528040323044913, 0.92387953251128675613, 0.83146961230254523708, 0.70710678118654752440
	c5, c6, c7     = 0.55557023301960222474, 0.38268343236508977173, 0.19509032201612826785
)

// draw transforms a folded block and puts its samples into the plane. last is the last coefficient of the block that is not 0.
func (c *component) draw(x, y int, b *[64]float32, last int) {
	out := c.plane[y*c.ny*c.stride+x*c.nx:]
	if last == 0 || (c.nx == 1 && c.ny == 1) {
		v := sample(b[0])
		for row := range c.ny {
			line := out[row*c.stride : row*c.stride+c.nx]
			for i := range line {
				line[i] = v
			}
		}
		return
	}
	for column := range c.nx {
		inverse(c.ny, b[column:], 8)
	}
	for row := range c.ny {
		r := (*[8]float32)(b[8*row:])
		inverse(c.nx, r[:], 1)
		line := out[row*c.stride : row*c.stride+c.nx]
		for i, v := range r[:len(line)] {
			line[i] = sample(v)
		}
	}
}

// sample is the value of a pixel: 128 is the middle.
func sample(v float32) uint8 {
	switch {
	case v <= -128:
		return 0
	case v >= 127:
		return 0xff
	}
	return uint8(v + 128.5)
}

// inverse turns n coefficients, so far apart, into n samples, in place.
func inverse(n int, b []float32, step int) {
	switch n {
	case 2:
		x0, x1 := b[0], c4*b[step]
		b[0], b[step] = x0+x1, x0-x1
	case 4:
		even0, even1, odd0, odd1 := quarter(b[0], b[step], b[2*step], b[3*step])
		b[0], b[step], b[2*step], b[3*step] = even0+odd0, even1+odd1, even1-odd1, even0-odd0
	case 8:
		eight(b, step)
	}
}

// quarter is the butterfly of 4 samples.
func quarter(x0, x1, x2, x3 float32) (even0, even1, odd0, odd1 float32) {
	x2 *= c4
	return x0 + x2, x0 - x2, x1*c2 + x3*c6, x1*c6 - x3*c2
}

func eight(b []float32, step int) {
	x1, x3, x5, x7 := b[step], b[3*step], b[5*step], b[7*step]
	p0, p1, q0, q1 := quarter(b[0], b[2*step], b[4*step], b[6*step])
	even := [4]float32{p0 + q0, p1 + q1, p1 - q1, p0 - q0}
	odd := [4]float32{
		x1*c1 + x3*c3 + x5*c5 + x7*c7, x1*c3 - x3*c7 - x5*c1 - x7*c5,
		x1*c5 - x3*c1 + x5*c7 + x7*c3, x1*c7 - x3*c5 + x5*c3 - x7*c1,
	}
	for i := range 4 {
		b[i*step], b[(7-i)*step] = even[i]+odd[i], even[i]-odd[i]
	}
}
