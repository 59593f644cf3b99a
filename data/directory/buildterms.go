package directory

import (
	"cmp"
	"slices"
)

// termKey tells terms apart.
type termKey struct {
	word
	phone bool
}

func (k termKey) compare(other termKey) int {
	if k.phone != other.phone {
		if k.phone {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(k.folded, other.folded), cmp.Compare(k.written, other.written))
}

// use is a place where a term stands.
type use struct{ term, entry uint32 }

// vocabulary numbers terms as they come; they are sorted at the end.
type vocabulary struct {
	places         map[termKey]uint32
	keys           []termKey
	opening, inner []use
}

func (v *vocabulary) add(k termKey, entry int, opens bool) {
	place, ok := v.places[k]
	if !ok {
		place = uint32(len(v.keys))
		v.places[k], v.keys = place, append(v.keys, k)
	}
	u := use{place, uint32(entry)}
	if opens {
		v.opening = append(v.opening, u)
	} else {
		v.inner = append(v.inner, u)
	}
}

// addTerms takes the queried columns of all entries apart.
func (b *Builder) addTerms(x *Index) {
	v := vocabulary{places: map[termKey]uint32{}}
	var list []word
	for i := range b.entries {
		e := b.entry(i)
		for _, c := range categories[b.entries[i].kind].Queried {
			value := e.Value(c)
			if c == ByPhone {
				if digits := phoneDigits(value); digits != "" {
					v.add(termKey{word{digits, digits}, true}, i, true)
				}
				continue
			}
			list = appendWords(list[:0], value)
			for n, w := range list {
				v.add(termKey{w, false}, i, n == 0)
			}
		}
	}
	v.write(x)
}

// write sorts the terms and lists the entries of each.
func (v *vocabulary) write(x *Index) {
	sorted := make([]uint32, len(v.keys))
	for i := range sorted {
		sorted[i] = uint32(i)
	}
	slices.SortFunc(sorted, func(m, n uint32) int { return v.keys[m].compare(v.keys[n]) })
	places := make([]uint32, len(sorted))
	for place, old := range sorted {
		places[old] = uint32(place)
	}
	x.terms.folded = newTexts(len(sorted), func(i int) string { return v.keys[sorted[i]].folded })
	x.terms.written = newTexts(len(sorted), func(i int) string { return v.keys[sorted[i]].written })
	x.terms.phones = firstPhone(v.keys, sorted)
	x.opening = newPostings(v.opening, places)
	x.inner = newPostings(v.inner, places)
}

func firstPhone(keys []termKey, sorted []uint32) int {
	at := slices.IndexFunc(sorted, func(n uint32) bool { return keys[n].phone })
	if at < 0 {
		return len(sorted)
	}
	return at
}

// newPostings sorts uses by term, by counting. They come by entry, so that each list ascends; an entry that uses a term
// twice stands in its list once.
func newPostings(uses []use, places []uint32) postings {
	p := postings{at: make([]uint32, len(places)+1)}
	last := make([]uint32, len(places)) // the last entry of each term, plus 1
	kept := uses[:0]
	for _, u := range uses {
		u.term = places[u.term]
		if last[u.term] != u.entry+1 {
			last[u.term] = u.entry + 1
			p.at[u.term+1]++
			kept = append(kept, u)
		}
	}
	for i := range places {
		p.at[i+1] += p.at[i]
	}
	p.entries = make([]uint32, len(kept))
	next := slices.Clone(p.at[:len(places)])
	for _, u := range kept {
		p.entries[next[u.term]] = u.entry
		next[u.term]++
	}
	return p
}
