package sheet

import (
	"bytes"
	"slices"
	"sort"
	"strings"

	"github.com/google/uuid"
)

// identifiers are those of entries, by number: UUIDs, as nearly all are, in 16 bytes each and without a table beside them, because
// a directory is read in the order of its identifiers.
type identifiers struct {
	list   []uuid.UUID
	sorted int              // the first so many ascend
	behind map[string]int32 // numbers of those that came out of order, or are no UUID
	odd    map[int32]string // those that are no UUID, by number
}

func newIdentifiers() identifiers {
	return identifiers{behind: map[string]int32{}, odd: map[int32]string{}}
}

func (l *identifiers) len() int { return len(l.list) }

// add gives an identifier the next number.
func (l *identifiers) add(id string) (n int32) {
	n = int32(len(l.list))
	u, plain := plainUUID(id)
	inOrder := plain && l.sorted == len(l.list) && (n == 0 || bytes.Compare(l.list[n-1][:], u[:]) < 0)
	l.list = append(l.list, u)
	if inOrder {
		l.sorted++
		return n
	}
	id = strings.Clone(id)
	l.behind[id] = n
	if !plain {
		l.odd[n] = id
	}
	return n
}

// get is the identifier of a number.
func (l *identifiers) get(n int32) string {
	if id, ok := l.odd[n]; ok {
		return id
	}
	return l.list[n].String()
}

// find is the number of an identifier.
func (l *identifiers) find(id string) (n int32, ok bool) {
	if u, plain := plainUUID(id); plain {
		if at, found := sort.Find(l.sorted, func(i int) int { return bytes.Compare(u[:], l.list[i][:]) }); found {
			return int32(at), true
		}
	}
	n, ok = l.behind[id]
	return n, ok
}

// plainUUID reads a UUID that is written as we write them: what it gives is written so again.
func plainUUID(id string) (u uuid.UUID, ok bool) {
	const length = 36 // with hyphens; the library also reads other forms
	if len(id) != length || strings.ContainsAny(id, "ABCDEF") {
		return u, false
	}
	u, err := uuid.Parse(id)
	return u, err == nil
}

// extensionKey tells extensions apart, each in its account; 0 for none. The account’s number stands in front of the digits, which
// have a 1 before them, as 0201 is another extension than 201.
type extensionKey uint64

const (
	extensionBits  = 40                       // of a key, behind the account
	oddExtension   = 1 << (extensionBits - 1) // of no digits, or of too many: its number in a list stands there
	maxKnownDigits = 11                       // that have room below oddExtension
)

// extensions writes the extensions of keys that have no room in them.
type extensions struct {
	odd    []string
	places map[string]uint64
}

func (x *extensions) key(account int32, extension string) extensionKey {
	low := uint64(1)
	for i := range len(extension) {
		c := extension[i]
		if c < '0' || c > '9' || i >= maxKnownDigits {
			low = x.place(extension)
			break
		}
		low = low*10 + uint64(c-'0')
	}
	return extensionKey(uint64(account)<<extensionBits | low)
}

func (x *extensions) place(extension string) uint64 {
	at, ok := x.places[extension]
	if !ok {
		if x.places == nil {
			x.places = map[string]uint64{}
		}
		extension = strings.Clone(extension)
		at = oddExtension | uint64(len(x.odd))
		x.places[extension], x.odd = at, append(x.odd, extension)
	}
	return at
}

// extension is the one of a key.
func (x *extensions) extension(k extensionKey) string {
	low := uint64(k) & (1<<extensionBits - 1)
	if low&oddExtension != 0 {
		return x.odd[low&^oddExtension]
	}
	var digits []byte
	for ; low >= 10; low /= 10 {
		digits = append(digits, byte('0'+low%10))
	}
	slices.Reverse(digits)
	return string(digits)
}
