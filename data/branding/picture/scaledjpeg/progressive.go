package scaledjpeg

// refine reads what a scan of a progressive file says of a block (G.1.2). Every coefficient has to be kept, also those that
// will not be seen: later scans are read by what earlier ones have said. Values that no encoder writes are cut to 16 bits.
func (s *scan) refine(c *component, b *[64]int16) error {
	switch {
	case s.from == 0 && s.high == 0:
		if err := s.dcOf(c); err != nil {
			return err
		}
		b[0] = int16(c.lastDC << s.low)
		return nil
	case s.from == 0:
		if s.r.bit() {
			b[0] |= 1 << s.low
		}
		return nil
	case s.high == 0:
		return s.first(c, b)
	}
	return s.further(c, b)
}

// first reads coefficients for the first time (G.1.2.2).
func (s *scan) first(c *component, b *[64]int16) error {
	if s.ends > 0 {
		s.ends--
		return nil
	}
	r, t := &s.r, &s.d.ac[c.acTable]
	for k := s.from; k <= s.to; k++ {
		if r.n < 32 {
			r.fill()
		}
		symbol, err := r.symbol(t)
		if err != nil {
			return err
		}
		run, size := int(symbol>>4), uint(symbol&15)
		if size == 0 {
			if run != 15 {
				s.ends = s.run0(run) - 1
				break
			}
			k += 15
			continue
		}
		if k += run; k > s.to {
			return ErrFormat
		}
		b[k] = int16(extend(r.bits(size), size) << s.low)
	}
	return nil
}

// run0 reads how many blocks end here, this one included.
func (s *scan) run0(bits int) int {
	n := 1 << bits
	if bits > 0 {
		n += int(s.r.bits(uint(bits)))
	}
	return n
}

// further reads one more bit of coefficients that are known, and the first of those that are new (G.1.2.3).
func (s *scan) further(c *component, b *[64]int16) error {
	k := s.from
	if s.ends == 0 {
		r, t := &s.r, &s.d.ac[c.acTable]
		for k <= s.to {
			if r.n < 32 {
				r.fill()
			}
			symbol, err := r.symbol(t)
			if err != nil {
				return err
			}
			run, size := int(symbol>>4), symbol&15
			var fresh int16
			switch {
			case size == 0 && run != 15:
				s.ends = s.run0(run)
			case size == 1:
				fresh = -1 << s.low
				if r.bit() {
					fresh = 1 << s.low
				}
			case size != 0:
				return ErrFormat
			}
			if s.ends > 0 {
				break
			}
			if k = s.pass(b, k, run); k > s.to {
				if size == 0 {
					break // 16 zeros may reach the end
				}
				return ErrFormat
			}
			if fresh != 0 {
				b[k] = fresh
			}
			k++
		}
	}
	if s.ends > 0 {
		s.ends--
		s.pass(b, k, 64)
	}
	return nil
}

// pass goes over zeros, so many before the next one that it stops at, and refines what is not zero on the way. It gives where it
// has stopped, behind the last coefficient of the scan when nothing is left.
func (s *scan) pass(b *[64]int16, k, zeros int) int {
	for ; k <= s.to; k++ {
		if b[k] == 0 {
			if zeros == 0 {
				return k
			}
			zeros--
			continue
		}
		if !s.r.bit() {
			continue
		}
		if b[k] > 0 {
			b[k] += 1 << s.low
		} else {
			b[k] -= 1 << s.low
		}
	}
	return k
}
