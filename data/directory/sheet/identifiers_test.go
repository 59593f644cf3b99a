package sheet

import (
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"pupitre/data/directory"
)

// Whatever identifiers are and in whatever order they come, each is found and given again as it was.
func TestIdentifiersAreKeptAsTheyAre(t *testing.T) {
	one := rapid.OneOf(
		rapid.StringMatching(`0198c0de-0000-7000-8000-00000000000[0-9a-f]`),
		rapid.StringMatching(`0198C0DE-0000-7000-8000-0000000000[0-9A-F]{2}`), // the same UUID to the library, another text to us
		rapid.StringMatching(`[0-9a-f]{32}|\{0198c0de-0000-7000-8000-000000000000\}|[a-z]{0,3}|.{36}`),
	)
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfNDistinct(one, 0, 40, rapid.ID[string]).Draw(t, "identifiers")
		if rapid.Bool().Draw(t, "in order") {
			slices.Sort(list)
		}
		ids := newIdentifiers()
		for i, id := range list {
			if n := ids.add(id); int(n) != i {
				t.Fatalf("%q has the number %d, not %d", id, n, i)
			}
		}
		for i, id := range list {
			if n, ok := ids.find(id); !ok || int(n) != i || ids.get(n) != id {
				t.Fatalf("%q is %d %v: %q", id, n, ok, ids.get(int32(i)))
			}
		}
		if id := one.Draw(t, "another"); !slices.Contains(list, id) {
			if n, ok := ids.find(id); ok {
				t.Fatalf("%q is not there, yet has the number %d", id, n)
			}
		}
	})
}

// A directory is read in the order of its identifiers, which then take sixteen bytes each and no table.
func TestIdentifiersInOrderTakeNoTable(t *testing.T) {
	ids := newIdentifiers()
	for n := range 1000 {
		ids.add(uuid.UUID{1, 6: 0x70, 8: 0x80, 14: byte(n >> 8), 15: byte(n)}.String())
	}
	if ids.sorted != 1000 || len(ids.behind)+len(ids.odd) != 0 {
		t.Errorf("%d in order, %d beside them", ids.sorted, len(ids.behind)+len(ids.odd))
	}
}

// Extensions are told apart by account and by text, whatever stands in a directory, and are given again as they were.
func TestExtensionKeysAreExtensions(t *testing.T) {
	type one struct {
		account   string
		extension string
	}
	draw := rapid.Custom(func(t *rapid.T) one {
		return one{
			rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "account"),
			rapid.StringMatching(`0{0,3}[0-9]{1,3}|[0-9]{9,14}|[0-9]{0,2}[a-zé*# ]{1,2}`).Draw(t, "extension"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		known, of := NewKnown(), map[extensionKey]one{}
		for _, o := range rapid.SliceOfN(draw, 1, 50).Draw(t, "extensions") {
			key := known.extensionKey(o.account, o.extension)
			if other, taken := of[key]; key == 0 || taken && other != o {
				t.Fatalf("%v has the key of %v: %d", o, other, key)
			}
			if of[key] = o; known.extensions.extension(key) != o.extension {
				t.Fatalf("%v comes back as %q", o, known.extensions.extension(key))
			}
		}
	})
}

func TestPhoneKeys(t *testing.T) {
	for _, phone := range []string{"", "+1", "+15145550123", "+331990012345678901"} {
		if got := phoneKeyOf(phone).String(); got != phone {
			t.Errorf("%q comes back as %q", phone, got)
		}
	}
	for _, phone := range []string{"+", "+0123", "5145550123", "+1x", "+" + strings.Repeat("9", 20), "++1", "+-1", "+1_000"} {
		if key := phoneKeyOf(phone); key != 0 {
			t.Errorf("%q has the key %d", phone, key)
		}
	}
}

// Kinds of versions to come are told apart, and do not stand in the way of ours when they are too many to be.
func TestKindsOfVersionsToCome(t *testing.T) {
	known := NewKnown()
	for n := range 400 {
		known.Add(directory.Entry{ID: strings.Repeat("x", n+1), Kind: directory.Kind(strings.Repeat("k", n+1))})
	}
	known.Add(directory.Entry{ID: "u", Kind: directory.User})
	if known.kind(100) != directory.Kind(strings.Repeat("k", 101)) || known.kind(400) != directory.User || known.kind(399) == directory.User {
		t.Errorf("%q %q %q", known.kind(100), known.kind(400), known.kind(399))
	}
}

// What is there, and what each line of a file wants of it, takes some tens of bytes: a million of each are held for minutes.
func TestImportsTakeLittleMemory(t *testing.T) {
	const n, most = 50_000, 160 // entries and lines, bytes for one of each
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	id := func(n int) string {
		return uuid.UUID{1, 6: 0x70, 8: 0x80, 13: byte(n >> 16), 14: byte(n >> 8), 15: byte(n)}.String()
	}
	before := heap()
	known := NewKnown()
	known.Add(directory.Entry{ID: id(0), Kind: directory.Account, Name: "Nord"})
	for i := 1; i < n; i++ {
		known.Add(directory.Entry{ID: id(i), Kind: directory.User, Account: id(0), Name: "Zoé Côté", Extension: strconv.Itoa(10_000 + i)})
	}
	im := Importer{Columns: []Field{Account, Name, Phone, Extension}, Kind: directory.User, Known: known, Lines: n}
	for i := 1; i < n; i++ { // each takes the extension of the one behind it
		im.Survey(Record{Line: int64(i), Cells: []string{"Nord", "Zoé Côté", "514 555-0123", strconv.Itoa(10_001 + i)}})
	}
	if took := (heap() - before) / n; took > most {
		t.Errorf("%d bytes for each", took)
	}
	if known.Len() != n || len(im.claims) != n-1 { // and both were alive until here
		t.Errorf("%d entries, %d claims", known.Len(), len(im.claims))
	}
}
