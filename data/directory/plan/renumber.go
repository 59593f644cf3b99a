package plan

import (
	"cmp"
	"slices"
	"strconv"

	"pupitre/data/fault"
)

// makeRoom gives up short extensions while the numbers that are free are too few for those that change. The shortest ones
// give the most room.
func (m *maker) makeRoom() error {
	missing := -m.taken.free(m.digits)
	var kept []int
	for i := range m.items {
		switch it := &m.items[i]; {
		case it.reason != "":
			missing++
		case len(it.entry.Extension) < m.digits:
			kept = append(kept, i)
		}
	}
	if missing <= 0 {
		return nil
	}
	m.optimal = false
	slices.SortStableFunc(kept, func(a, b int) int {
		x, y := &m.items[a], &m.items[b]
		return cmp.Or(cmp.Compare(len(x.entry.Extension), len(y.entry.Extension)), x.weight().compare(y.weight()))
	})
	for _, i := range kept {
		if missing <= 0 {
			return nil
		}
		it := &m.items[i]
		it.reason = Room
		m.taken.release(it.entry.Extension)
		missing -= power(m.digits-len(it.entry.Extension)) - 1
	}
	if missing > 0 {
		return fault.New(fault.Invalid, "plan.makeRoom", "federation.no_room", "Max", m.digits)
	}
	return nil
}

// finder looks for new numbers.
type finder struct {
	*maker
	left  int               // free numbers of all digits
	need  int               // entries that have none yet
	lead  map[string][2]int // by account, the digits that its last numbers of each way were made with: see candidate
	first [MaxDigits + 1]int
}

// renumber gives a new number to each entry that changes: as long as the one of before and ending alike where it can be,
// made as the one before of the same account was.
func (m *maker) renumber() error {
	for i := range m.items {
		if m.items[i].reason != "" {
			m.changes = append(m.changes, i)
		}
	}
	slices.SortStableFunc(m.changes, func(a, b int) int {
		return cmp.Compare(m.items[a].entry.Account, m.items[b].entry.Account)
	})
	f := &finder{maker: m, left: m.taken.free(m.digits), need: len(m.changes), lead: map[string][2]int{}}
	for n := range f.first {
		f.first[n] = power(max(n-1, 0))
	}
	for _, i := range m.changes {
		it := &m.items[i]
		it.to = f.number(it)
		if it.to == "" {
			return fault.New(fault.Invalid, "plan.renumber", "federation.no_room", "Max", m.digits)
		}
		m.taken.take(it.to)
		f.left -= power(m.digits - len(it.to))
		f.need--
	}
	return nil
}

// number is a new number for an item, "" when none is free.
func (f *finder) number(it *item) string {
	was := it.entry.Extension
	if it.reason != Malformed {
		lead := f.lead[it.entry.Account]
		for way := range lead { // as long as before, else one digit longer
			for try := range leads {
				digit := (lead[way] + try) % leads
				if to := candidate(was, way, digit); f.fits(to) {
					lead[way] = digit
					f.lead[it.entry.Account] = lead
					return to
				}
			}
		}
	}
	for digits := min(max(len(was), 3), f.digits); digits <= f.digits; digits++ {
		if to := f.next(digits); to != "" {
			return to
		}
	}
	return f.next(f.digits)
}

// leads is the number of digits that an extension can begin with: 1 to 8.
const leads = 8

// candidate is a number made of an old one: with its first digit replaced, or with one more in front.
func candidate(was string, way, digit int) string {
	lead := strconv.Itoa(1 + digit)
	if way == 0 {
		return lead + was[1:]
	}
	return lead + was
}

// fits tells whether a number is free, and leaves enough of them for the others.
func (f *finder) fits(number string) bool {
	return len(number) <= f.digits && len(number) > 1 && f.left-power(f.digits-len(number)) >= f.need-1 && f.taken.clash(number) == 0
}

// next is the smallest free number of some digits, "" when there is none or when it would leave too few for the others.
// Numbers are never freed again, so each length goes on where it was.
func (f *finder) next(digits int) string {
	if f.left-power(f.digits-digits) < f.need-1 {
		return ""
	}
	for n := f.first[digits]; n < power(digits); {
		number := strconv.Itoa(n)
		at := f.taken.clash(number)
		if at == 0 {
			f.first[digits] = n
			return number
		}
		step := power(digits - min(at, digits)) // behind all that begin with what is taken
		n = (n/step + 1) * step
	}
	f.first[digits] = power(digits)
	return ""
}
