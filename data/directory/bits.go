package directory

import "math/bits"

// bitset is a set of entries, by their number in the index.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) has(n uint32) bool { return b[n>>6]&(1<<(n&63)) != 0 }

func (b bitset) set(n uint32) { b[n>>6] |= 1 << (n & 63) }

func (b bitset) setAll(list []uint32) {
	for _, n := range list {
		b[n>>6] |= 1 << (n & 63)
	}
}

func (b bitset) or(other bitset) {
	for i, w := range other {
		b[i] |= w
	}
}

func (b bitset) and(other bitset) {
	for i, w := range other {
		b[i] &= w
	}
}

// setRange sets the numbers from low to high, high left out.
func (b bitset) setRange(low, high uint32) {
	for n := low; n < high; {
		if n&63 == 0 && high-n >= 64 {
			b[n>>6] = ^uint64(0)
			n += 64
			continue
		}
		b.set(n)
		n++
	}
}

// countRange counts the members from low to high, high left out.
func (b bitset) countRange(low, high uint32) (n int) {
	for i := low >> 6; i < uint32(len(b)) && i<<6 < high; i++ {
		n += bits.OnesCount64(b[i] & window(i, low, high))
	}
	return n
}

// window has the bits of a set's word i that stand for numbers from low to high, high left out.
func window(i, low, high uint32) uint64 {
	w := ^uint64(0)
	if from := i << 6; from < low {
		if low-from >= 64 {
			return 0
		}
		w <<= low - from
	}
	if end := (i + 1) << 6; end > high {
		if end-high >= 64 {
			return 0
		}
		w &= ^uint64(0) >> (end - high)
	}
	return w
}
