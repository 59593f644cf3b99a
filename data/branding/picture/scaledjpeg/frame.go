package scaledjpeg

// frame reads the dimensions and the components (T.81, B.2.2), and makes room for what is to come.
func (d *decoder) frame(s []byte) error {
	if d.components != nil || len(s) < 6 || len(s) != 6+3*int(s[5]) {
		return ErrFormat
	}
	if s[0] != 8 {
		return ErrUnsupported // 12 bits a sample
	}
	d.height, d.width = int(s[1])<<8|int(s[2]), int(s[3])<<8|int(s[4])
	n := int(s[5])
	if d.width == 0 || d.height == 0 {
		return ErrFormat
	}
	if n != 1 && n != 3 && n != 4 {
		return ErrUnsupported
	}
	for i := range n {
		c, err := d.component(s[6+3*i:], n == 1)
		if err != nil {
			return err
		}
		d.components = append(d.components, c)
		d.hMost, d.vMost = max(d.hMost, c.h), max(d.vMost, c.v)
	}
	return d.layOut()
}

func (d *decoder) component(s []byte, alone bool) (*component, error) {
	c := &component{id: s[0], h: int(s[1] >> 4), v: int(s[1] & 15), quantisation: s[2]}
	for _, other := range d.components {
		if other.id == c.id {
			return nil, ErrFormat
		}
	}
	if c.h < 1 || c.h > 4 || c.v < 1 || c.v > 4 || c.quantisation > 3 {
		return nil, ErrFormat
	}
	if alone {
		c.h, c.v = 1, 1 // a scan of one component is not interleaved, whatever its factors (A.2.2)
	}
	return c, nil
}

// layOut finds the size of every plane.
func (d *decoder) layOut() error {
	d.across = ceil(d.width, 8*d.hMost)
	d.down = ceil(d.height, 8*d.vMost)
	n := 8 / d.scale
	for _, c := range d.components {
		if !powerOfTwo(d.hMost, c.h) || !powerOfTwo(d.vMost, c.v) {
			return ErrUnsupported
		}
		c.blocksAcross, c.blocksDown = d.across*c.h, d.down*c.v
		c.nx, c.ny = min(8, n*d.hMost/c.h), min(8, n*d.vMost/c.v)
		c.stride = c.blocksAcross * c.nx
		c.plane = make([]uint8, c.stride*c.blocksDown*c.ny)
		if d.progressive {
			c.coefficients = make([]int16, 64*c.blocksAcross*c.blocksDown)
		}
	}
	return nil
}

// powerOfTwo tells whether most is 1, 2 or 4 times part.
func powerOfTwo(most, part int) bool { return most == part || most == 2*part || most == 4*part }

func ceil(a, b int) int { return (a + b - 1) / b }

// quantisationTables reads the steps of the coefficients (B.2.4.1), in zigzag order.
func (d *decoder) quantisationTables(s []byte) error {
	for len(s) > 0 {
		wide, to := s[0]>>4, s[0]&15
		s = s[1:]
		if wide > 1 || to > 3 || len(s) < 64*int(1+wide) {
			return ErrFormat
		}
		for k := range 64 {
			if wide == 1 {
				d.quantisation[to][k] = uint16(s[2*k])<<8 | uint16(s[2*k+1])
			} else {
				d.quantisation[to][k] = uint16(s[k])
			}
		}
		d.quantised[to] = true
		s = s[64*int(1+wide):]
	}
	return nil
}

// scan reads the head of a scan (B.2.3), then its data.
func (d *decoder) scan(s []byte) error {
	if d.components == nil || len(s) < 1 || len(s) != 4+2*int(s[0]) || s[0] < 1 || int(s[0]) > len(d.components) {
		return ErrFormat
	}
	n := int(s[0])
	sc := scan{d: d, from: int(s[1+2*n]), to: int(s[2+2*n]), high: s[3+2*n] >> 4, low: s[3+2*n] & 15}
	for i := range n {
		c := d.byID(s[1+2*i])
		if c == nil {
			return ErrFormat
		}
		for _, other := range sc.components {
			if other == c {
				return ErrFormat
			}
		}
		c.dcTable, c.acTable = s[2+2*i]>>4, s[2+2*i]&15
		if c.dcTable > 3 || c.acTable > 3 {
			return ErrFormat
		}
		sc.components = append(sc.components, c)
	}
	if err := sc.check(); err != nil {
		return err
	}
	d.scanned = true
	return sc.run()
}

func (d *decoder) byID(id byte) *component {
	for _, c := range d.components {
		if c.id == id {
			return c
		}
	}
	return nil
}
