package scaledjpeg

import "io"

// scan is one pass over the picture, or over some of its components.
type scan struct {
	d          *decoder
	components []*component
	from, to   int  // coefficients of a progressive scan, in zigzag order
	high, low  byte // bits that were sent before, and bits that are left out now
	r          reader
	across     int // units
	down       int
	alone      bool // one component, whose units are single blocks
	row        *row // that is read now, of a sequential file
	ends       int  // blocks that have nothing more in this scan (EOBRUN)
}

// check refuses scans that cannot be, and those whose tables are missing.
func (s *scan) check() error {
	d := s.d
	if !d.progressive {
		s.from, s.to, s.high, s.low = 0, 63, 0, 0 // written otherwise by some cameras
	}
	dc := s.from == 0
	switch {
	case s.from > s.to, s.to > 63, s.low > 13, s.high > 13:
		return ErrFormat
	case d.progressive && dc && s.to != 0, !dc && len(s.components) != 1:
		return ErrFormat
	case s.high != 0 && s.high != s.low+1:
		return ErrFormat
	}
	for _, c := range s.components {
		needsDC, needsAC := dc && s.high == 0, !dc || !d.progressive
		if (needsDC && !d.dc[c.dcTable].set) || (needsAC && !d.ac[c.acTable].set) || !d.quantised[c.quantisation] {
			return ErrFormat
		}
		if !d.progressive {
			c.weights = weightsOf(d.quantisation[c.quantisation], c.nx, c.ny)
		}
	}
	return nil
}

// run goes over the units. A scan of one component has its blocks one by one, those beyond the edge left out (A.2.2).
func (s *scan) run() error {
	d := s.d
	s.across, s.down = d.across, d.down
	if len(s.components) == 1 {
		c := s.components[0]
		s.alone = true
		s.across, s.down = ceil(ceil(d.width*c.h, d.hMost), 8), ceil(ceil(d.height*c.v, d.vMost), 8)
	}
	s.r = reader{body: d.body, at: d.at}
	s.begin()
	if d.progressive {
		err := s.rows(func(int) {})
		d.at = s.r.at
		return err
	}
	pipe := s.pipe()
	defer pipe.close()
	err := s.rows(func(y int) { s.row = pipe.next(s.row, y) })
	d.at = s.r.at
	return err
}

// rows reads every row of units; ended is told of each.
func (s *scan) rows(ended func(y int)) error {
	d := s.d
	done, all := 0, s.across*s.down
	for y := range s.down {
		if err := d.tell(s.r.at); err != nil {
			return err
		}
		for x := range s.across {
			if err := s.unit(x, y, s.block); err != nil {
				return s.blame(err)
			}
			if done++; d.restart > 0 && done%d.restart == 0 && done < all {
				if err := s.restart(done / d.restart); err != nil {
					return err
				}
			}
		}
		if s.r.overrun() {
			return s.blame(ErrFormat)
		}
		ended(y)
	}
	return nil
}

// blame tells a file that is cut from one that is damaged.
func (s *scan) blame(err error) error {
	if s.r.overrun() && s.r.at >= len(s.r.body)-1 {
		return io.ErrUnexpectedEOF
	}
	return err
}

// begin forgets what the blocks before have left (F.2.1.3.1, G.1.2.2).
func (s *scan) begin() {
	s.ends = 0
	for _, c := range s.components {
		c.lastDC = 0
	}
}

// restart reads the marker after a whole number of intervals.
func (s *scan) restart(number int) error {
	r := &s.r
	if r.overrun() {
		return s.blame(ErrFormat)
	}
	for r.at+1 < len(r.body) && r.body[r.at] == 0xff && r.body[r.at+1] == 0xff {
		r.at++ // fill
	}
	switch {
	case r.at+1 >= len(r.body):
		return io.ErrUnexpectedEOF
	case r.body[r.at] != 0xff || r.body[r.at+1] != rst0+byte((number-1)&7):
		return ErrFormat
	}
	s.r = reader{body: r.body, at: r.at + 2}
	s.begin()
	return nil
}

// unit calls f for the blocks of one unit, in the order of the file.
func (s *scan) unit(x, y int, f func(c *component, x, y int) error) error {
	if s.alone {
		return f(s.components[0], x, y)
	}
	for _, c := range s.components {
		for v := range c.v {
			for h := range c.h {
				if err := f(c, x*c.h+h, y*c.v+v); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// block reads a block: of a progressive file into what is known of it, of a sequential one into the row that is drawn next.
func (s *scan) block(c *component, x, y int) error {
	if s.d.progressive {
		at := 64 * (y*c.blocksAcross + x)
		return s.refine(c, (*[64]int16)(c.coefficients[at:]))
	}
	b := &s.row.blocks[s.row.n]
	b.samples = [64]float32{}
	last, err := s.sequential(c, &b.samples)
	b.last = last
	s.row.n++
	return err
}

// sequential reads a block of a sequential file (F.2.2), folded. last is the last coefficient that is not 0, in zigzag order.
func (s *scan) sequential(c *component, out *[64]float32) (last int, err error) {
	r, w, t := &s.r, c.weights, &s.d.ac[c.acTable]
	if err := s.dcOf(c); err != nil {
		return 0, err
	}
	out[0] = float32(c.lastDC) * w.by[0]
	for k := 1; k < 64; k++ {
		if r.n < 32 {
			r.fill()
		}
		if e := t.whole[r.acc>>(64-peek)]; e != 0 {
			r.skip(int(e & 0xff))
			k += int(e >> 8 & 0xff)
			if k > 63 {
				return 0, ErrFormat
			}
			out[w.to[k]] += float32(e>>16) * w.by[k]
			last = k
			continue
		}
		symbol, err := r.symbol(t)
		if err != nil {
			return 0, err
		}
		run, size := int(symbol>>4), uint(symbol&15)
		if size == 0 {
			if run != 15 {
				break
			}
			k += 15
			continue
		}
		if k += run; k > 63 {
			return 0, ErrFormat
		}
		out[w.to[k]] += float32(extend(r.bits(size), size)) * w.by[k]
		last = k
	}
	return last, nil
}

// dcOf reads the difference to the first coefficient of the block before.
func (s *scan) dcOf(c *component) error {
	r := &s.r
	if r.n < 32 {
		r.fill()
	}
	size, err := r.symbol(&s.d.dc[c.dcTable])
	if err != nil {
		return err
	}
	if size > 15 {
		return ErrFormat
	}
	if size > 0 {
		c.lastDC += extend(r.bits(uint(size)), uint(size))
	}
	return nil
}
