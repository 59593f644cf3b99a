package directory

import (
	"context"
	"math/bits"
	"slices"

	"pupitre/data/fault"
)

// Counts say how many answers there are elsewhere.
type Counts struct {
	Categories map[Kind]int       // answers of each category, with the filters that it has
	Filters    map[Column][]Tally // of each filter column of the category, the values in their order
}

// Tally is a filter's value and how many answers it would leave: with the other columns' filters, and without its own column's,
// so that a second value can be chosen by its number.
type Tally struct {
	ID      string
	Name    string // "" for a type, whose words are the page's
	Account string // id of the account that the value belongs to, "" for none
	Chosen  bool
	Count   int
}

// Name is what a value of a filter column is called, "" for one that was not counted.
func (c Counts) Name(column Column, id string) string {
	for _, t := range c.Filters[column] {
		if t.ID == id {
			return t.Name
		}
	}
	return ""
}

// Counts counts. Values that would leave nothing are left out unless they are chosen. It ends early with the context's error.
func (r *Result) Counts(ctx context.Context) (Counts, error) {
	const op = "directory.Counts"
	c := Counts{Categories: map[Kind]int{}, Filters: map[Column][]Tally{}}
	for at, category := range categories {
		n := r.total
		if at != r.category {
			n = r.countCategory(at)
		}
		c.Categories[category.Kind] = n
		if err := ctx.Err(); err != nil {
			return Counts{}, fault.Wrap(op, err)
		}
	}
	columns := r.columns()
	if err := r.tally(ctx, columns); err != nil {
		return Counts{}, fault.Wrap(op, err)
	}
	for _, t := range columns {
		c.Filters[facets[t.facet]] = r.tallies(t)
	}
	return c, nil
}

// countCategory counts the answers of another category.
func (r *Result) countCategory(category int) (n int) {
	low, high := r.x.starts[category], r.x.starts[category+1]
	tests := r.tests(category)
	if len(tests) == 0 {
		return r.found.countRange(low, high)
	}
	for i := low >> 6; i<<6 < high; i++ {
		n += bits.OnesCount64(passing(r.found[i]&window(i, low, high), i<<6, tests))
	}
	return n
}

// counted is a filter column while it is counted.
type counted struct {
	facet  int
	of     []uint32
	wanted []bool // nil when every value is
	counts []int32
}

func (r *Result) columns() (list []counted) {
	for at, column := range facets {
		if slices.Contains(categories[r.category].Filters, column) {
			f := r.x.facets[at]
			list = append(list, counted{at, f.of, r.chosen[at], make([]int32, f.ids.len()+1)})
		}
	}
	return list
}

// tally counts each answer in all columns when it passes every filter, and in the one whose filter alone it fails.
func (r *Result) tally(ctx context.Context, columns []counted) error {
	low, high := r.x.starts[r.category], r.x.starts[r.category+1]
	for i := low >> 6; i<<6 < high; i++ {
		fits := r.fits[i]
		for w := fits; w != 0; w &= w - 1 {
			n := i<<6 + uint32(bits.TrailingZeros64(w))
			for _, c := range columns {
				c.counts[c.of[n]]++
			}
		}
		for w := r.found[i] & window(i, low, high) &^ fits; w != 0; w &= w - 1 {
			tallyOut(i<<6+uint32(bits.TrailingZeros64(w)), columns)
		}
		if i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// tallyOut counts an answer that the filters keep out.
func tallyOut(n uint32, columns []counted) {
	fails := -1
	for at, c := range columns {
		if c.wanted == nil || c.wanted[c.of[n]] {
			continue
		}
		if fails >= 0 {
			return
		}
		fails = at
	}
	c := columns[fails]
	c.counts[c.of[n]]++
}

// tallies gives a column's counts their names.
func (r *Result) tallies(c counted) (list []Tally) {
	f := r.x.facets[c.facet]
	for i := range f.ids.len() {
		chosen := c.wanted != nil && c.wanted[i+1]
		n := int(c.counts[i+1])
		if n == 0 && !chosen {
			continue
		}
		t := Tally{ID: f.ids.get(i), Name: f.names.get(i), Chosen: chosen, Count: n}
		if owner := f.owner[i]; owner > 0 {
			t.Account = r.x.facets[0].ids.get(int(owner - 1))
		}
		list = append(list, t)
	}
	return list
}
