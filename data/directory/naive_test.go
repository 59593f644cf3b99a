package directory

import (
	"cmp"
	"slices"
	"strings"
)

// naive answers queries by reading all entries, each time. It shares the folding and the taking apart with the index, and
// nothing else: the levels are written down here as people would say them.
type naive struct {
	entries []Entry
}

// fact is a word of a query in one column of an entry.
type fact struct {
	word    // of the entry
	first   bool
	phone   bool
	looking word
}

func (f fact) contains() bool { return strings.Contains(f.folded, f.looking.folded) }

func (f fact) accented() bool { return f.phone || strings.Contains(f.written, f.looking.written) }

// spellings are what a number is called: with and without its 1.
func (f fact) spellings() []string {
	if len(f.folded) == 11 && f.folded[0] == '1' {
		return []string{f.folded, f.folded[1:]}
	}
	return []string{f.folded}
}

func (f fact) whole() bool {
	if f.phone {
		return slices.Contains(f.spellings(), f.looking.folded)
	}
	return f.written == f.looking.written
}

func (f fact) starts(accented bool) bool {
	if f.phone {
		for _, s := range f.spellings() {
			if strings.HasPrefix(s, f.looking.folded) {
				return true
			}
		}
		return len(f.spellings()) == 2 && (strings.HasPrefix(f.folded[4:], f.looking.folded) || strings.HasPrefix(f.folded[7:], f.looking.folded))
	}
	if accented {
		return strings.HasPrefix(f.written, f.looking.written)
	}
	return strings.HasPrefix(f.folded, f.looking.folded)
}

func (f fact) opens(accented bool) bool {
	if f.phone {
		for _, s := range f.spellings() {
			if strings.HasPrefix(s, f.looking.folded) {
				return true
			}
		}
		return false
	}
	return f.first && f.starts(accented)
}

// factsOf lists how a word stands in an entry, for each of the entry's words.
func factsOf(e Entry, looking word) (list []fact) {
	for _, c := range categories[categoryOf(e.Kind)].Queried {
		if c == ByPhone {
			if digits := phoneDigits(e.Phone); digits != "" {
				list = append(list, fact{word{digits, digits}, true, true, looking})
			}
			continue
		}
		for i, w := range words(e.Value(c)) {
			list = append(list, fact{w, i == 0, false, looking})
		}
	}
	return list
}

// level is how well an entry answers, -1 when it does not.
func level(e Entry, query []word) int {
	all := func(test func(fact) bool) bool {
		return !slices.ContainsFunc(query, func(w word) bool { return !slices.ContainsFunc(factsOf(e, w), test) })
	}
	one := func(test func(fact) bool) bool {
		return slices.ContainsFunc(query, func(w word) bool { return slices.ContainsFunc(factsOf(e, w), test) })
	}
	starts := func(accented bool) func(fact) bool { return func(f fact) bool { return f.starts(accented) } }
	opens := func(accented bool) func(fact) bool { return func(f fact) bool { return f.opens(accented) } }
	switch {
	case len(query) == 0:
		return 0
	case all(fact.whole):
		return 0
	case all(starts(true)) && one(opens(true)):
		return 1
	case all(starts(false)) && one(opens(false)):
		return 2
	case all(starts(true)):
		return 3
	case all(starts(false)):
		return 4
	case all(func(f fact) bool { return f.contains() && f.accented() }):
		return 5
	case all(fact.contains):
		return 6
	}
	return -1
}

// passes tells whether an entry passes the filters that its category has, but for one.
func (q Query) passes(e Entry, but Column) bool {
	for column, ids := range q.Filters {
		has := slices.Contains(categories[categoryOf(e.Kind)].Filters, column)
		if column != but && has && len(ids) > 0 && !slices.Contains(ids, e.Value(column)) {
			return false
		}
	}
	return true
}

// search gives the ids of the answers in their order.
func (n naive) search(q Query) (ids []string) {
	type answer struct {
		level int
		e     Entry
	}
	var list []answer
	for _, e := range n.entries {
		if l := -1; e.Kind == q.Category && q.passes(e, "") {
			if l = level(e, q.words()); l >= 0 {
				list = append(list, answer{l, e})
			}
		}
	}
	main := categories[categoryOf(q.Category)].Main
	slices.SortFunc(list, func(a, b answer) int {
		same := cmp.Or(n.key(main, a.e).compare(n.key(main, b.e)), cmp.Compare(a.e.ID, b.e.ID))
		if q.Sort == "" {
			return cmp.Or(cmp.Compare(a.level, b.level), same)
		}
		return cmp.Or(n.key(q.Sort, a.e).compare(n.key(q.Sort, b.e)), same)
	})
	if q.Sort != "" && q.Down {
		slices.Reverse(list)
	}
	for _, a := range list {
		ids = append(ids, a.e.ID)
	}
	return ids
}

// key is what a column sorts by: values that are ids by their names, then by the names of their accounts.
func (n naive) key(c Column, e Entry) sortKey {
	v := e.Value(c)
	if !slices.Contains(facets, c) || v == "" {
		return keyOf(c, v)
	}
	of := n.named(c, v)
	k := keyOf(ByName, of.Name)
	account := n.named(ByAccount, of.Account)
	ka := keyOf(ByName, account.Name)
	if of.Account == "" || c == ByAccount || !n.used(of.Account) {
		ka, account.ID = sortKey{rank: -1}, ""
	}
	return sortKey{min(k.rank, lastRank-1), k.folded + "\x00" + k.written, strings.Join([]string{string(rune('0' + min(ka.rank+1, 2))), ka.folded, ka.written, account.ID, v}, "\x00")}
}

// used tells whether an account is one that the index has as a filter's value.
func (n naive) used(account string) bool {
	return slices.ContainsFunc(n.entries, func(e Entry) bool { return categoryOf(e.Kind) >= 0 && e.Account == account })
}

// named is the entry that gives a value its name.
func (n naive) named(c Column, id string) Entry {
	for _, e := range n.entries {
		if e.ID == id && e.Kind == named[c] {
			return e
		}
	}
	return Entry{ID: id}
}

// counts are the counts of the categories, and those of the filters' values by column and id.
func (n naive) counts(q Query) (map[Kind]int, map[Column]map[string]int) {
	kinds, values := map[Kind]int{}, map[Column]map[string]int{}
	for _, c := range categories {
		kinds[c.Kind] = 0
	}
	for _, c := range categories[categoryOf(q.Category)].Filters {
		values[c] = map[string]int{}
	}
	for _, e := range n.entries {
		if categoryOf(e.Kind) < 0 || level(e, q.words()) < 0 {
			continue
		}
		if q.passes(e, "") {
			kinds[e.Kind]++
		}
		for c := range values {
			if v := e.Value(c); e.Kind == q.Category && v != "" && q.passes(e, c) {
				values[c][v]++
			}
		}
	}
	return kinds, values
}
