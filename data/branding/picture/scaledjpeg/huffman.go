package scaledjpeg

import "io"

// peek is how many bits of a code are looked up at once. Longer codes are rare by nature.
const peek = 10

// table is a Huffman table (T.81, annex C).
type table struct {
	set bool
	// quick is the symbol of a code that the next bits begin with, 8 bits, above its length, 8 bits; 0 when it is longer than peek.
	quick [1 << peek]uint16
	// whole is, for a code that stands in the next bits together with its value: the value, 16 bits, the zeros before it, 8 bits,
	// and the length of all; 0 when there is none.
	whole   [1 << peek]int32
	last    [18]int32 // the largest code of each length, to the left in 16 bits, -1 for none
	offset  [17]int32 // from a code to its symbol
	symbols [256]uint8
}

// huffmanTables reads tables (B.2.4.2).
func (d *decoder) huffmanTables(s []byte) error {
	for len(s) > 0 {
		if len(s) < 17 {
			return ErrFormat
		}
		class, to := s[0]>>4, s[0]&15
		n := 0
		for _, count := range s[1:17] {
			n += int(count)
		}
		if class > 1 || to > 3 || n == 0 || n > 256 || len(s) < 17+n {
			return ErrFormat
		}
		t := &d.dc[to]
		if class == 1 {
			t = &d.ac[to]
		}
		if err := t.build(s[1:17], s[17:17+n]); err != nil {
			return err
		}
		s = s[17+n:]
	}
	return nil
}

// build makes the table of so many codes of each length, and their symbols.
func (t *table) build(counts, symbols []byte) error {
	*t = table{set: true}
	copy(t.symbols[:], symbols)
	code, index := int32(0), int32(0)
	for length := int32(1); length <= 16; length++ {
		t.last[length], t.offset[length] = -1, index-code
		for range counts[length-1] {
			if code >= 1<<length {
				return ErrFormat // more codes than there are
			}
			if length <= peek {
				entry := uint16(t.symbols[index])<<8 | uint16(length)
				first := code << (peek - length)
				for i := range int32(1) << (peek - length) {
					t.quick[first+i] = entry
				}
			}
			code++
			index++
		}
		if counts[length-1] > 0 {
			t.last[length] = code<<(16-length) - 1
		}
		code <<= 1
	}
	t.combine()
	return nil
}

// combine finds the codes that are followed by all of their value within the bits that are looked at.
func (t *table) combine() {
	for bits, entry := range t.quick {
		length, run, size := int(entry&0xff), int32(entry>>12), int(entry>>8&15)
		if length == 0 || size == 0 || length+size > peek {
			continue
		}
		value := extend(int32(bits>>(peek-length-size))&(1<<size-1), uint(size))
		t.whole[bits] = value<<16 | run<<8 | int32(length+size)
	}
}

// extend turns the bits of a value into the value (F.2.2.1).
func extend(bits int32, size uint) int32 {
	if size > 0 && bits < 1<<(size-1) {
		return bits - 1<<size + 1
	}
	return bits
}

// reader gives bits. Bits beyond the data are 0, and counted: overrun tells.
type reader struct {
	body []byte
	at   int
	acc  uint64 // the next bits, the first one highest
	n    int    // how many of them are loaded
	pad  int    // how many of those are beyond the data
}

// fill loads at least 48 bits. A marker ends the data; a byte 255 in it is followed by a 0 that is none (B.1.1.5).
func (r *reader) fill() {
	if r.at+8 <= len(r.body) && r.pad == 0 {
		b := r.body[r.at : r.at+8 : r.at+8]
		v := uint64(b[0])<<56 | uint64(b[1])<<48 | uint64(b[2])<<40 | uint64(b[3])<<32 |
			uint64(b[4])<<24 | uint64(b[5])<<16 | uint64(b[6])<<8 | uint64(b[7])
		if x := ^v; (x-0x0101010101010101)&^x&0x8080808080808080 == 0 { // no byte is 255
			r.acc |= v >> uint(r.n)
			whole := (63 - r.n) >> 3
			r.at += whole
			r.n += whole << 3
			return
		}
	}
	r.fillSlowly()
}

func (r *reader) fillSlowly() {
	for r.n <= 56 {
		var b byte
		switch {
		case r.at >= len(r.body):
			r.pad += 8
		case r.body[r.at] != 0xff:
			b = r.body[r.at]
			r.at++
		case r.at+1 < len(r.body) && r.body[r.at+1] == 0:
			b = 0xff
			r.at += 2
		default: // a marker
			r.pad += 8
		}
		r.acc |= uint64(b) << uint(56-r.n)
		r.n += 8
	}
}

// overrun tells whether bits were used that are not in the data.
func (r *reader) overrun() bool { return r.n < r.pad }

// skip uses so many bits.
func (r *reader) skip(bits int) {
	r.acc <<= uint(bits)
	r.n -= bits
}

// bits gives so many bits, 16 at most, which have to be loaded.
func (r *reader) bits(n uint) int32 {
	v := int32(r.acc >> (64 - n))
	r.skip(int(n))
	return v
}

// bit gives one.
func (r *reader) bit() bool {
	if r.n < 1 {
		r.fill()
	}
	v := r.acc>>63 == 1
	r.skip(1)
	return v
}

// symbol reads a code, of which 16 bits are loaded.
func (r *reader) symbol(t *table) (uint8, error) {
	if e := t.quick[r.acc>>(64-peek)]; e != 0 {
		r.skip(int(e & 0xff))
		return uint8(e >> 8), nil
	}
	next := int32(r.acc >> 48)
	for length := peek + 1; length <= 16; length++ {
		if next <= t.last[length] {
			r.skip(length)
			return t.symbols[uint8(next>>(16-length)+t.offset[length])], nil
		}
	}
	if r.n-16 < r.pad {
		return 0, io.ErrUnexpectedEOF
	}
	return 0, ErrFormat
}
