package directory

import (
	"slices"
	"strings"
)

// Index answers searches in one generation of a directory. Entries are numbered by category, then by the category's main
// column, so that a set of numbers read upwards is already in the order of equally good answers.
//
// It is in memory as a whole: about 100 bytes an entry, of which 37 are its id (see decision 28).
type Index struct {
	generation int64
	skipped    int64
	starts     []uint32 // number of the first entry of each category, and behind them the number of all
	ids        texts    // of the entries
	terms      terms
	opening    postings     // of each term, the entries of which a column begins with it
	inner      postings     // of each term, the entries that have it elsewhere
	facets     []facetIndex // by place in facets
	orders     [][]uint32   // by category and sort column: the category's entries in its order, none for the main column
}

// texts is a list of texts in one block. Each ends with a zero byte, which stands in no word.
type texts struct {
	at    []uint32 // where each begins, and behind them where the last one ends
	block string
}

func (t texts) len() int { return len(t.at) - 1 }

func (t texts) get(n int) string { return t.block[t.at[n] : t.at[n+1]-1] }

// newTexts joins a list, in just the room that it needs: of a million texts, what is left over would stay as long as the index.
func newTexts(n int, text func(int) string) texts {
	at := make([]uint32, n+1)
	for i := range n {
		at[i+1] = at[i] + uint32(len(text(i))) + 1
	}
	var b strings.Builder
	b.Grow(int(at[n]))
	for i := range n {
		b.WriteString(text(i))
		b.WriteByte(0)
	}
	return texts{at, b.String()}
}

// terms are the words of all entries, folded and as they are written, and behind them the phone numbers.
type terms struct {
	folded, written texts
	phones          int // place of the first phone number
}

// postings has a list of entries for each term.
type postings struct {
	at      []uint32
	entries []uint32
}

func (p postings) of(term int) []uint32 { return p.entries[p.at[term]:p.at[term+1]] }

// facetIndex is a filter column: its values in their order, and which one each entry has.
type facetIndex struct {
	ids, names texts
	owner      []uint32 // of each value, the account that it belongs to: its place among the accounts plus 1, 0 for none
	of         []uint32 // of each entry: the place of its value plus 1, 0 for none
}

// Generation is the one whose rows it was built from.
func (x *Index) Generation() int64 { return x.generation }

// Len is the number of entries that can be found.
func (x *Index) Len() int { return x.ids.len() }

// Skipped is the number of rows whose body could not be read when it was built.
func (x *Index) Skipped() int64 { return x.skipped }

// Bytes is what the index holds in memory.
func (x *Index) Bytes() (n int64) {
	for _, s := range x.numbers() {
		n += 4 * int64(len(*s))
	}
	for _, b := range x.blocks() {
		n += int64(len(*b))
	}
	return n
}

// numbers and blocks are all parts of the index, in the order in which they are saved.
func (x *Index) numbers() []*[]uint32 {
	list := []*[]uint32{
		&x.starts, &x.ids.at, &x.terms.folded.at, &x.terms.written.at,
		&x.opening.at, &x.opening.entries, &x.inner.at, &x.inner.entries,
	}
	for i := range x.facets {
		f := &x.facets[i]
		list = append(list, &f.ids.at, &f.names.at, &f.owner, &f.of)
	}
	for i := range x.orders {
		list = append(list, &x.orders[i])
	}
	return list
}

func (x *Index) blocks() []*string {
	list := []*string{&x.ids.block, &x.terms.folded.block, &x.terms.written.block}
	for i := range x.facets {
		list = append(list, &x.facets[i].ids.block, &x.facets[i].names.block)
	}
	return list
}

// orderPlace is the place of a category's sort column in orders.
func orderPlace(category int, c Column) int {
	place := 0
	for _, before := range categories[:category] {
		place += len(before.Sorts())
	}
	return place + slices.Index(categories[category].Sorts(), c)
}

// orderCount is the length of orders.
func orderCount() (n int) {
	for _, c := range categories {
		n += len(c.Sorts())
	}
	return n
}
