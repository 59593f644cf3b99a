package directory

import (
	"context"
	"strings"
)

// An entry answers a query when each of its words stands in one of its queried columns, wherever. Answers come in the order of
// how well they do it; each level is tried before the next one:
//
//	0 whole       each word of the query is a word of the entry, with its accents
//	1 beginning   a word begins a column and the others begin words, all with their accents
//	2 beginning   the same without regard to accents
//	3 word start  each word begins a word, with its accents
//	4 word start  the same without regard to accents
//	5 inside      each word stands somewhere, with its accents
//	6 inside      the same without regard to accents
//
// hits says how one word of the query stands in a term: a bit each.
type hits uint8

const (
	whole        hits = 1 << iota
	opensWritten      // begins a column, with its accents
	opensFolded
	startsWritten // begins a word
	startsFolded
	insideWritten
	insideFolded
	kinds = 7
)

// implied are the weaker bits of each bit.
var implied = [kinds]hits{
	startsWritten | startsFolded | insideWritten | insideFolded,
	opensFolded | startsWritten | startsFolded | insideWritten | insideFolded,
	startsFolded | insideFolded,
	startsFolded | insideWritten | insideFolded,
	insideFolded,
	insideFolded,
	0,
}

// in is how a word stands in a term that has it somewhere; opens tells whether the term begins its column.
func (w word) in(term word, phone, opens bool) hits {
	if phone {
		return w.inPhone(term.folded)
	}
	h := insideFolded
	if strings.HasPrefix(term.folded, w.folded) {
		h |= startsFolded
		if opens {
			h |= opensFolded
		}
	}
	switch {
	case term.written == w.written:
		h |= whole | startsWritten | insideWritten
	case strings.HasPrefix(term.written, w.written):
		h |= startsWritten | insideWritten
	case strings.Contains(term.written, w.written):
		h |= insideWritten
	}
	if opens && h&startsWritten != 0 {
		h |= opensWritten
	}
	return h
}

// A North American number has eleven digits: 1, area code, exchange, line. People begin it with or without the 1.
const northAmerican = 11

// inPhone: digits have no accents. A number begins at its country code and at its area code; its groups are its words.
func (w word) inPhone(digits string) hits {
	h := insideFolded | insideWritten
	short, long := digits, digits
	if len(digits) == northAmerican && digits[0] == '1' {
		short = digits[1:]
		if strings.HasPrefix(digits[4:], w.folded) || strings.HasPrefix(digits[7:], w.folded) {
			h |= startsFolded | startsWritten
		}
	}
	if strings.HasPrefix(long, w.folded) || strings.HasPrefix(short, w.folded) {
		h |= startsFolded | startsWritten | opensFolded | opensWritten
	}
	if w.folded == long || w.folded == short {
		h |= whole
	}
	return h
}

// standing has the entries of one word of the query, by how it stands in them.
type standing [kinds]bitset

// stand looks a word up in all terms and gathers their entries. It ends early with the context's error.
func (x *Index) stand(ctx context.Context, w word, into *standing) error {
	work := 0
	at, block := x.terms.folded.at, x.terms.folded.block
	term := 0
	for from := 0; ; {
		found := strings.Index(block[from:], w.folded)
		if found < 0 {
			break
		}
		for at[term+1] <= uint32(from+found) {
			term++
		}
		work += x.gather(w, term, into)
		if work > patience {
			if err := ctx.Err(); err != nil {
				return err
			}
			work = 0
		}
		from = int(at[term+1])
	}
	into.complete()
	return ctx.Err()
}

// patience is the work, in entries, between two looks at whether the answer is still wanted: a tenth of a millisecond.
const patience = 1 << 16

// gather adds a term's entries under the strongest bits of how the word stands in it, and tells how much work it was.
func (x *Index) gather(w word, term int, into *standing) (work int) {
	t := word{x.terms.folded.get(term), x.terms.written.get(term)}
	for _, opens := range []bool{true, false} {
		list := x.inner.of(term)
		if opens {
			list = x.opening.of(term)
		}
		work += len(list) + 8
		if len(list) == 0 {
			continue
		}
		h := w.in(t, term >= x.terms.phones, opens)
		for bit := range kinds {
			if h&(1<<bit) != 0 {
				into[bit].setAll(list)
				h &^= implied[bit]
			}
		}
	}
	return work
}

// complete adds the entries of each bit to those of its weaker ones.
func (s *standing) complete() {
	for bit := range kinds {
		for weaker := range kinds {
			if implied[bit]&(1<<weaker) != 0 {
				s[weaker].or(s[bit])
			}
		}
	}
}
