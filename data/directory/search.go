package directory

import (
	"context"
	"math/bits"
	"slices"

	"pupitre/data/fault"
)

// Result is the answer to a query: its pages at once, its counts when they are asked for. It is for one goroutine at a time.
type Result struct {
	x        *Index
	category int
	found    bitset   // all entries that answer the text, of every category
	fits     bitset   // those of the category that pass the filters too
	levels   []bitset // how well they answer; nil when every answer is as good
	chosen   [][]bool // by facet: the wanted values by place plus 1, nil when every one is
	order    []uint32 // the sort column's order, nil for that of the numbers
	down     bool
	total    int
	listed   []uint32 // the answers in their order, as far as they were asked for
	level    int      // where listing goes on
	next     int
}

// Search answers a query. It ends early with the context's error when the answer is not wanted any more; what it refuses is
// told by Query.Check.
func (x *Index) Search(ctx context.Context, q Query) (*Result, error) {
	const op = "directory.Search"
	if err := q.Check(); err != nil {
		return nil, err
	}
	r := &Result{x: x, category: categoryOf(q.Category), down: q.Down}
	if err := r.find(ctx, q.words(), q.Sort == ""); err != nil {
		return nil, fault.Wrap(op, err)
	}
	r.choose(q.Filters)
	if err := r.filter(ctx); err != nil {
		return nil, fault.Wrap(op, err)
	}
	if c := categories[r.category]; q.Sort != "" && q.Sort != c.Main {
		r.order = x.orders[orderPlace(r.category, q.Sort)]
	}
	if q.Sort == "" {
		r.down = false
	}
	return r, nil
}

// find looks the words up and says how well each entry answers.
func (r *Result) find(ctx context.Context, list []word, ranked bool) error {
	n := r.x.Len()
	if len(list) == 0 {
		r.found = newBitset(n)
		r.found.setRange(0, uint32(n))
		return nil
	}
	var all, one standing
	for i, w := range list {
		into := &one
		if i == 0 {
			into = &all
		}
		into.reset(n)
		if err := r.x.stand(ctx, w, into); err != nil {
			return err
		}
		if i > 0 {
			all.join(&one)
		}
	}
	r.found = all[6]
	if ranked {
		r.levels = all.levels()
	}
	return nil
}

// reset empties the sets.
func (s *standing) reset(n int) {
	for i := range s {
		if s[i] == nil {
			s[i] = newBitset(n)
			continue
		}
		clear(s[i])
	}
}

// join adds another word of the query: one of the words has to begin a column, all have to do the rest.
func (s *standing) join(other *standing) {
	for bit := range s {
		if hits(1)<<bit&(opensWritten|opensFolded) != 0 {
			s[bit].or(other[bit])
		} else {
			s[bit].and(other[bit])
		}
	}
}

// levels are the sets of the levels, best first; see the table of hits.
func (s *standing) levels() []bitset {
	s[1].and(s[3])
	s[2].and(s[4])
	return s[:]
}

// choose turns the ids of the filters into places.
func (r *Result) choose(filters map[Column][]string) {
	r.chosen = make([][]bool, len(facets))
	for column, ids := range filters {
		if len(ids) == 0 {
			continue
		}
		at := slices.Index(facets, column)
		f := r.x.facets[at]
		wanted := make(map[string]bool, len(ids))
		for _, id := range ids {
			wanted[id] = true
		}
		r.chosen[at] = make([]bool, f.ids.len()+1)
		for place := range f.ids.len() {
			r.chosen[at][place+1] = wanted[f.ids.get(place)]
		}
	}
}

// filter keeps the entries of the category that pass the filters.
func (r *Result) filter(ctx context.Context) error {
	low, high := r.x.starts[r.category], r.x.starts[r.category+1]
	r.fits = newBitset(r.x.Len())
	tests := r.tests(r.category)
	for i := low >> 6; i<<6 < high; i++ {
		w := r.found[i] & window(i, low, high)
		if len(tests) > 0 {
			w = passing(w, i<<6, tests)
		}
		r.fits[i] = w
		r.total += bits.OnesCount64(w)
		if i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// test is one filter.
type test struct {
	of     []uint32
	wanted []bool
}

// tests are the filters that a category has; one on a column that it lacks does not count for it.
func (r *Result) tests(category int) (list []test) {
	for at, wanted := range r.chosen {
		if wanted != nil && slices.Contains(categories[category].Filters, facets[at]) {
			list = append(list, test{r.x.facets[at].of, wanted})
		}
	}
	return list
}

// passing keeps those of 64 entries that pass all tests.
func passing(w uint64, first uint32, tests []test) uint64 {
	for rest := w; rest != 0; rest &= rest - 1 {
		bit := bits.TrailingZeros64(rest)
		for _, t := range tests {
			if !t.wanted[t.of[first+uint32(bit)]] {
				w &^= 1 << bit
				break
			}
		}
	}
	return w
}

// Len is the number of answers.
func (r *Result) Len() int { return r.total }

// IDs are the ids of at most limit answers from place offset on, in their order. The first page costs no more than what stands
// before its end; the others are listed when they are asked for.
func (r *Result) IDs(offset, limit int) []string {
	offset = min(max(offset, 0), r.total)
	end := offset + min(max(limit, 0), r.total-offset)
	r.list(end)
	ids := make([]string, 0, end-offset)
	for _, n := range r.listed[offset:end] {
		ids = append(ids, r.x.ids.get(int(n)))
	}
	return ids
}

// list goes on until n answers are listed.
func (r *Result) list(n int) {
	for len(r.listed) < n {
		switch {
		case r.order != nil:
			r.listOrdered(n)
		case r.down:
			r.listBackwards(n)
		default:
			r.listNumbers(n)
		}
	}
}

// listOrdered walks along the sort column.
func (r *Result) listOrdered(n int) {
	for ; len(r.listed) < n; r.next++ {
		at := r.next
		if r.down {
			at = len(r.order) - 1 - at
		}
		if entry := r.order[at]; r.fits.has(entry) {
			r.listed = append(r.listed, entry)
		}
	}
}

// listBackwards walks down the numbers.
func (r *Result) listBackwards(n int) {
	for high := int(r.x.starts[r.category+1]) - 1; len(r.listed) < n; r.next++ {
		if entry := uint32(high - r.next); r.fits.has(entry) {
			r.listed = append(r.listed, entry)
		}
	}
}

// listNumbers walks up the numbers, once for each level.
func (r *Result) listNumbers(n int) {
	first := int(r.x.starts[r.category] >> 6)
	for ; len(r.listed) < n; r.next++ {
		i := first + r.next
		if i == len(r.fits) {
			r.level++
			r.next = -1
			continue
		}
		w := r.fits[i]
		if r.levels != nil && w != 0 {
			w &= r.levels[r.level][i]
			for _, better := range r.levels[:r.level] {
				w &^= better[i]
			}
		}
		for ; w != 0; w &= w - 1 {
			r.listed = append(r.listed, uint32(i<<6+bits.TrailingZeros64(w)))
		}
	}
}
