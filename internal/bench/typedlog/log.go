// Package typedlog makes the queries of people who type, for the measures of the search and of its page.
package typedlog

import (
	"math/rand/v2"
	"strings"

	"pupitre/data/directory"
	"pupitre/data/wire"
)

// Typed are queries as they stand when they are typed whole, n of them: for entries of rows, by name, number or extension, mostly
// without accents, some with filters or sorted by a column. The same seed gives the same ones.
func Typed(rows []wire.DirectoryRow, n int, seed uint64) (list []directory.Query, err error) {
	r := rand.New(rand.NewPCG(seed, 11))
	for range n {
		e, err := pick(r, rows)
		if err != nil {
			return nil, err
		}
		q := filtered(r, e)
		q.Text = textFor(r, e)
		list = append(list, q)
	}
	return list, nil
}

// Prefixes writes each query letter by letter, as each letter asks.
func Prefixes(typed []directory.Query) (log []directory.Query) {
	for _, q := range typed {
		text := []rune(q.Text)
		for n := range text {
			q.Text = string(text[:n+1])
			log = append(log, q)
		}
	}
	return log
}

// pick draws an entry that can be found and has a name.
func pick(r *rand.Rand, rows []wire.DirectoryRow) (e directory.Entry, err error) {
	for {
		e, err = directory.Decode(rows[r.IntN(len(rows))])
		if err != nil || (e.Name != "" && e.Words() != nil) {
			return e, err
		}
	}
}

func textFor(r *rand.Rand, e directory.Entry) string {
	name := strings.Fields(e.Name)
	switch n := r.IntN(100); {
	case n < 20 && e.Phone != "":
		national := e.Phone[2:]
		if n < 10 {
			return national[:3] + " " + national[3:6] + "-" + national[6:]
		}
		return national
	case n < 35 && e.Extension != "":
		return e.Extension
	case n < 55:
		return accents(r, name[len(name)-1])
	case n < 65: // the family name first, and the beginning of the other
		return accents(r, name[len(name)-1]+" "+string([]rune(name[0])[:1]))
	case n < 70 && len(name[len(name)-1]) > 5: // the middle of a word
		return directory.Fold(string([]rune(name[len(name)-1])[2:]))
	}
	return accents(r, e.Name)
}

// accents leaves a text as it is for one in four.
func accents(r *rand.Rand, text string) string {
	if r.IntN(4) == 0 {
		return text
	}
	return directory.Fold(text)
}

// filtered is the query's frame: its category, filters that the entry passes, a column to sort by.
func filtered(r *rand.Rand, e directory.Entry) directory.Query {
	q := directory.Query{Category: e.Kind, Filters: map[directory.Column][]string{}}
	for _, c := range directory.Categories() {
		if c.Kind != e.Kind {
			continue
		}
		for _, column := range c.Filters {
			if v := e.Value(column); v != "" && r.IntN(5) == 0 {
				q.Filters[column] = []string{v}
			}
		}
		if sorts := c.Sorts(); r.IntN(4) == 0 {
			q.Sort, q.Down = sorts[r.IntN(len(sorts))], r.IntN(2) == 0
		}
	}
	return q
}

// Spread picks n queries of a log, evenly.
func Spread(log []directory.Query, n int) (list []directory.Query) {
	n = min(n, len(log))
	for i := range n {
		list = append(list, log[i*len(log)/n])
	}
	return list
}
