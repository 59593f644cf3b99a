package directory

import (
	"bufio"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"io"
	"slices"

	"pupitre/data/fault"
)

// magic begins a saved index; it ends with the version of the form. Another form, or another version, is built again.
const magic = "PupitreIndex\x00\x00\x00\x01"

// castagnoli is the polynomial whose sums processors compute.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Save writes the index: its parts one after the other, numbers of 32 bits with the lowest byte first, each part behind its
// length, and a sum of everything at the end.
func (x *Index) Save(w io.Writer) error {
	sum := crc32.New(castagnoli)
	out := &saver{w: bufio.NewWriterSize(io.MultiWriter(w, sum), 1<<20)}
	out.bytes([]byte(magic))
	out.bytes(binary.LittleEndian.AppendUint64(nil, uint64(x.generation)))
	out.bytes(binary.LittleEndian.AppendUint64(nil, uint64(x.skipped)))
	out.number(uint32(x.terms.phones))
	for _, list := range x.numbers() {
		out.numbers(*list)
	}
	for _, block := range x.blocks() {
		out.number(uint32(len(*block)))
		out.text(*block)
	}
	if out.err == nil {
		out.err = out.w.Flush()
	}
	if out.err == nil {
		_, out.err = w.Write(sum.Sum(nil))
	}
	return fault.Wrap("directory.Save", out.err)
}

// saver writes until something fails.
type saver struct {
	w   *bufio.Writer
	err error
}

func (s *saver) bytes(b []byte) {
	if s.err == nil {
		_, s.err = s.w.Write(b)
	}
}

func (s *saver) text(t string) {
	if s.err == nil {
		_, s.err = s.w.WriteString(t)
	}
}

func (s *saver) number(n uint32) { s.bytes(binary.LittleEndian.AppendUint32(nil, n)) }

func (s *saver) numbers(list []uint32) {
	s.number(uint32(len(list)))
	buffer := make([]byte, 0, 4<<12)
	for part := range slices.Chunk(list, 1<<12) {
		buffer = buffer[:0]
		for _, n := range part {
			buffer = binary.LittleEndian.AppendUint32(buffer, n)
		}
		s.bytes(buffer)
	}
}

// Load reads what Save wrote, of a file of the given size in bytes. What was cut, changed or written by another version is
// refused with code fault.Invalid and no sentence: the caller builds the index again.
func Load(r io.Reader, size int64) (*Index, error) {
	in := &loader{left: size - crc32.Size, sum: crc32.New(castagnoli)}
	in.r = bufio.NewReaderSize(r, 1<<20)
	if string(in.bytes(len(magic))) != magic {
		in.bad = true
	}
	x := &Index{facets: make([]facetIndex, len(facets)), orders: make([][]uint32, orderCount())}
	x.generation, x.skipped = in.wide(), in.wide()
	x.terms.phones = int(in.number())
	for _, list := range x.numbers() {
		*list = in.numbers()
	}
	for _, block := range x.blocks() {
		*block = string(in.bytes(int(in.number())))
	}
	want := in.sum.Sum(nil)
	in.left += crc32.Size
	if got := in.bytes(crc32.Size); in.bad || in.left != 0 || !slices.Equal(got, want) || !x.sound() {
		return nil, fault.New(fault.Invalid, "directory.Load", "")
	}
	return x, nil
}

// loader reads until something is wrong. It never asks for more than the file has left.
type loader struct {
	r    *bufio.Reader
	left int64
	sum  hash.Hash32
	bad  bool
}

func (l *loader) bytes(n int) []byte {
	if l.bad || n < 0 || int64(n) > l.left {
		l.bad = true
		return nil
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(l.r, b); err != nil {
		l.bad = true
		return nil
	}
	l.left -= int64(n)
	_, _ = l.sum.Write(b) // a hash takes everything
	return b
}

func (l *loader) number() uint32 {
	b := l.bytes(4)
	if b == nil {
		return 0
	}
	return binary.LittleEndian.Uint32(b)
}

func (l *loader) wide() int64 {
	b := l.bytes(8)
	if b == nil {
		return 0
	}
	return int64(binary.LittleEndian.Uint64(b))
}

func (l *loader) numbers() []uint32 {
	b := l.bytes(4 * int(l.number()))
	list := make([]uint32, len(b)/4)
	for i := range list {
		list[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return list
}

// sound tells whether the parts fit together, so that no search can reach outside one. The sum tells of damage; this tells of
// a file that was made by something else.
func (x *Index) sound() bool {
	n := x.ids.len()
	if !x.ids.sound() || !x.terms.folded.sound() || !x.terms.written.sound() || x.terms.folded.len() != x.terms.written.len() {
		return false
	}
	terms := x.terms.folded.len()
	if x.terms.phones > terms || !ascending(x.starts, len(categories)+1, n) || x.starts[0] != 0 || !x.opening.sound(terms, n) || !x.inner.sound(terms, n) {
		return false
	}
	for _, f := range x.facets {
		if !f.sound(n, x.facets[0].ids.len()) {
			return false
		}
	}
	for at, c := range categories {
		for _, column := range c.Sorts() {
			order, want := x.orders[orderPlace(at, column)], int(x.starts[at+1]-x.starts[at])
			if column == c.Main {
				want = 0
			}
			if len(order) != want || !below(order, n) {
				return false
			}
		}
	}
	return true
}

func (t texts) sound() bool {
	return len(t.at) > 0 && t.at[0] == 0 && ascending(t.at, len(t.at), len(t.block)) && strictly(t.at)
}

func (p postings) sound(terms, entries int) bool {
	return ascending(p.at, terms+1, len(p.entries)) && below(p.entries, entries)
}

func (f facetIndex) sound(entries, accounts int) bool {
	return f.ids.sound() && f.names.sound() && f.ids.len() == f.names.len() && len(f.owner) == f.ids.len() &&
		below(f.owner, accounts+1) && len(f.of) == entries && below(f.of, f.ids.len()+1)
}

// ascending tells whether a list of places has the length and ends at the end.
func ascending(list []uint32, length, end int) bool {
	return len(list) == length && length > 0 && slices.IsSorted(list) && int(list[length-1]) == end
}

func strictly(list []uint32) bool {
	for i := 1; i < len(list); i++ {
		if list[i] == list[i-1] {
			return false
		}
	}
	return true
}

func below(list []uint32, end int) bool {
	for _, n := range list {
		if int(n) >= end {
			return false
		}
	}
	return true
}
