package directory

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Builder collects the rows of one generation, in any order, and makes an index of them.
type Builder struct {
	generation int64
	skipped    int64
	entries    []packed
	names      map[Kind]map[string]Entry // of what gives its name to others, by id
	refs       []string                  // what entries refer to, each once; the first is ""
	places     map[string]uint32         // in refs
}

// packed is an entry in a fifth of the room: a million of them are in memory while an index is built.
type packed struct {
	text string    // id, name, phone, extension, e-mail and custom field, one behind the other
	ends [5]uint16 // where each of them ends but for the last; a row is shorter
	kind uint8     // its category
	refs [6]uint32 // account, site, department, location, number type, extension type: places in Builder.refs
}

// pack takes an entry of a category.
func (b *Builder) pack(category int, e *Entry) packed {
	p := packed{kind: uint8(category)}
	at := 0
	for i, part := range []string{e.ID, e.Name, e.Phone, e.Extension, e.Email} {
		at += len(part)
		p.ends[i] = uint16(at)
	}
	p.text = e.ID + e.Name + e.Phone + e.Extension + e.Email + e.Custom
	for i, ref := range []string{e.Account, e.Site, e.Department, e.Location, string(e.NumberType), string(e.ExtensionType)} {
		p.refs[i] = b.ref(ref)
	}
	return p
}

func (b *Builder) ref(s string) uint32 {
	place, ok := b.places[s]
	if !ok {
		place = uint32(len(b.refs))
		s = strings.Clone(s)
		b.refs = append(b.refs, s)
		b.places[s] = place
	}
	return place
}

// entry unpacks one.
func (b *Builder) entry(n int) Entry {
	p := &b.entries[n]
	ref := func(i int) string { return b.refs[p.refs[i]] }
	return Entry{
		Kind: categories[p.kind].Kind,
		ID:   p.text[:p.ends[0]], Name: p.text[p.ends[0]:p.ends[1]], Phone: p.text[p.ends[1]:p.ends[2]],
		Extension: p.text[p.ends[2]:p.ends[3]], Email: p.text[p.ends[3]:p.ends[4]], Custom: p.text[p.ends[4]:],
		Account: ref(0), Site: ref(1), Department: ref(2), Location: ref(3),
		NumberType: NumberType(ref(4)), ExtensionType: ExtensionType(ref(5)),
	}
}

func (b *Builder) id(n int) string {
	p := &b.entries[n]
	return p.text[:p.ends[0]]
}

// value is an entry's value in a column.
func (b *Builder) value(n int, c Column) string {
	e := b.entry(n)
	return e.Value(c)
}

// named are the kinds that filter columns refer to.
var named = map[Column]Kind{ByAccount: Account, BySite: Site, ByDepartment: Department, ByLocation: Location}

// NewBuilder begins the index of a generation.
func NewBuilder(generation int64) *Builder {
	b := &Builder{generation: generation, names: map[Kind]map[string]Entry{}, refs: []string{""}, places: map[string]uint32{"": 0}}
	for _, k := range named {
		b.names[k] = map[string]Entry{}
	}
	return b
}

// Expect makes room for so many rows at once, which takes less memory than to make it row by row. Others may come.
func (b *Builder) Expect(rows int64) {
	b.entries = slices.Grow(b.entries, int(min(max(rows, 0), MaxEntries)))
}

// Add takes a row. One that cannot be read is counted and left out, so that the others can still be found; kinds of a newer
// version are left out.
func (b *Builder) Add(r wire.DirectoryRow) {
	k := Kind(r.Kind)
	names, category := b.names[k], categoryOf(k)
	if names == nil && category < 0 {
		return
	}
	e, err := Decode(r)
	if err != nil || len(r.Body) > wire.MaxRow { // no store takes a longer one
		b.skipped++
		return
	}
	if names != nil {
		names[e.ID] = e
	}
	if category >= 0 {
		b.entries = append(b.entries, b.pack(category, &e))
	}
}

// MaxEntries is the most entries that one index takes: their numbers and the blocks of their texts have 32 bits.
const MaxEntries = 20_000_000

// Build makes the index. A million entries take some tens of seconds and, for as long, half a gigabyte of memory. It ends early
// with the context's error. The builder is used up.
func (b *Builder) Build(ctx context.Context) (*Index, error) {
	const op = "directory.Build"
	if len(b.entries) > MaxEntries {
		return nil, fault.New(fault.Invalid, op, "directory.too_large", "Max", MaxEntries)
	}
	x := &Index{generation: b.generation, skipped: b.skipped, orders: make([][]uint32, orderCount())}
	b.sortEntries()
	b.number(x)
	steps := []func(*Index){b.addTerms}
	for i := range facets {
		steps = append(steps, func(x *Index) { x.facets = append(x.facets, b.facet(x, i)) })
	}
	for i, c := range categories {
		for _, column := range c.Sorts() {
			if column != c.Main {
				steps = append(steps, func(x *Index) { x.orders[orderPlace(i, column)] = b.order(x, i, column) })
			}
		}
	}
	for _, step := range steps {
		if err := ctx.Err(); err != nil {
			return nil, fault.Wrap(op, err)
		}
		step(x)
	}
	return x, nil
}

// sortKey is a value as columns are sorted: empty ones last, accents decide between texts that are otherwise the same.
type sortKey struct {
	rank            int
	folded, written string
}

func (k sortKey) compare(other sortKey) int {
	return cmp.Or(cmp.Compare(k.rank, other.rank), cmp.Compare(k.folded, other.folded), cmp.Compare(k.written, other.written))
}

// lastRank is behind every length of a value.
const lastRank = wire.MaxRow + 1

// keyOf makes the key of a value. Extensions are compared as numbers.
func keyOf(c Column, value string) sortKey {
	switch {
	case value == "":
		return sortKey{rank: lastRank}
	case c == ByExtension:
		return sortKey{rank: len(value), folded: value}
	case c == ByPhone:
		return sortKey{folded: phoneDigits(value)}
	}
	written := lower(value)
	return sortKey{folded: foldLower(written), written: written}
}

// phoneDigits are the digits of a number.
func phoneDigits(phone string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, phone)
}

// sortEntries puts the entries into the order of their numbers.
func (b *Builder) sortEntries() {
	type place struct {
		category int
		key      sortKey
		entry    int
	}
	places := make([]place, len(b.entries))
	for i := range b.entries {
		c := int(b.entries[i].kind)
		main := categories[c].Main
		places[i] = place{c, keyOf(main, b.value(i, main)), i}
	}
	slices.SortFunc(places, func(p, q place) int {
		return cmp.Or(cmp.Compare(p.category, q.category), p.key.compare(q.key), cmp.Compare(b.id(p.entry), b.id(q.entry)))
	})
	// In place, along the cycles of the permutation: a second list of a million entries would be 200 MB for a moment.
	for i := range places {
		first, at := b.entries[i], i
		for places[at].entry != i && places[at].entry >= 0 {
			from := places[at].entry
			b.entries[at], places[at].entry = b.entries[from], -1
			at = from
		}
		if places[at].entry >= 0 {
			b.entries[at], places[at].entry = first, -1
		}
	}
}

// number gives the entries their numbers.
func (b *Builder) number(x *Index) {
	x.ids = newTexts(len(b.entries), b.id)
	x.starts = append(x.starts, 0)
	for i := range b.entries {
		for len(x.starts) <= int(b.entries[i].kind) {
			x.starts = append(x.starts, uint32(i))
		}
	}
	for len(x.starts) <= len(categories) {
		x.starts = append(x.starts, uint32(len(b.entries)))
	}
}

// facetValue is a value of a filter column while the index is built.
type facetValue struct {
	id, name string
	owner    uint32
	key      sortKey
}

// facet collects the values of a filter column.
func (b *Builder) facet(x *Index, column int) facetIndex {
	places := map[string]uint32{}
	for i := range b.entries {
		if v := b.filterValue(i, column); v != "" {
			places[v] = 0
		}
	}
	list := b.facetValues(x, column, places)
	f := facetIndex{of: make([]uint32, len(b.entries)), owner: make([]uint32, len(list))}
	f.ids = newTexts(len(list), func(i int) string { return list[i].id })
	f.names = newTexts(len(list), func(i int) string { return list[i].name })
	for i, v := range list {
		f.owner[i] = v.owner
		places[v.id] = uint32(i + 1)
	}
	for i := range b.entries {
		f.of[i] = places[b.filterValue(i, column)]
	}
	return f
}

// facetValues are the values in the order of their names, those of the same name in the order of their accounts.
func (b *Builder) facetValues(x *Index, column int, ids map[string]uint32) []facetValue {
	accounts := map[string]uint32{}
	if column > 0 {
		accounts = x.facets[0].places()
	}
	list := make([]facetValue, 0, len(ids))
	for id := range ids {
		v := facetValue{id: id}
		if e, ok := b.names[named[facets[column]]][id]; ok {
			v.name, v.owner = e.Name, accounts[e.Account]
		}
		v.key = keyOf(ByName, v.name)
		list = append(list, v)
	}
	slices.SortFunc(list, func(v, w facetValue) int {
		return cmp.Or(v.key.compare(w.key), cmp.Compare(v.owner, w.owner), cmp.Compare(v.id, w.id))
	})
	return list
}

// filterValue is an entry's value in a filter column, "" when its category does not have the column.
func (b *Builder) filterValue(entry, facet int) string {
	if !slices.Contains(categories[b.entries[entry].kind].Filters, facets[facet]) {
		return ""
	}
	return b.value(entry, facets[facet])
}

// places are the places of the values, plus 1.
func (f facetIndex) places() map[string]uint32 {
	m := make(map[string]uint32, f.ids.len())
	for i := range f.ids.len() {
		m[f.ids.get(i)] = uint32(i + 1)
	}
	return m
}

// order sorts a category's entries by a column; those that are the same stay in the order of their numbers.
func (b *Builder) order(x *Index, category int, c Column) []uint32 {
	low, high := x.starts[category], x.starts[category+1]
	facet := slices.Index(facets, c)
	list, keys := make([]uint32, high-low), make([]sortKey, high-low)
	for i := range list {
		n := low + uint32(i)
		list[i] = n
		switch {
		case facet < 0:
			keys[i] = keyOf(c, b.value(int(n), c))
		case x.facets[facet].of[n] == 0:
			keys[i].rank = MaxEntries + 1
		default:
			keys[i].rank = int(x.facets[facet].of[n])
		}
	}
	slices.SortFunc(list, func(m, n uint32) int {
		return cmp.Or(keys[m-low].compare(keys[n-low]), cmp.Compare(m, n))
	})
	return list
}
