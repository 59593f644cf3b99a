package directory

import (
	"slices"
	"unicode/utf8"

	"pupitre/data/fault"
)

// Limits of a query.
const (
	MaxText    = 200 // characters
	MaxWords   = 8   // words that count; those behind them are not looked for
	MaxChoices = 500 // values of a filter
)

// Query is what is asked. The zero text finds all entries of the category.
type Query struct {
	Category Kind
	Text     string
	Filters  map[Column][]string // by column, the ids of which one is wanted
	Sort     Column              // "" for the best answers first
	Down     bool                // the sort column's order backwards
}

// Check refuses a query that no page makes: fault.Invalid, with a sentence for scripts.
func (q Query) Check() error {
	const op = "directory.Check"
	at := categoryOf(q.Category)
	if at < 0 {
		return fault.New(fault.Invalid, op, "directory.category_unknown", "Name", shown(string(q.Category)))
	}
	if !utf8.ValidString(q.Text) || utf8.RuneCountInString(q.Text) > MaxText {
		return fault.New(fault.Invalid, op, "directory.text_too_long", "Max", MaxText)
	}
	c := categories[at]
	for column, ids := range q.Filters {
		if !slices.Contains(c.Filters, column) {
			return fault.New(fault.Invalid, op, "directory.filter_unknown", "Name", shown(string(column)))
		}
		if len(ids) > MaxChoices {
			return fault.New(fault.Invalid, op, "directory.too_many_choices", "Max", MaxChoices)
		}
	}
	if q.Sort != "" && !slices.Contains(c.Sorts(), q.Sort) {
		return fault.New(fault.Invalid, op, "directory.sort_unknown", "Name", shown(string(q.Sort)))
	}
	return nil
}

// shown bounds a name that is repeated in a sentence.
func shown(name string) string {
	const most = 40
	if runes := []rune(name); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return name
}

// words are the words that are looked for.
func (q Query) words() []word {
	list := words(q.Text)
	return list[:min(len(list), MaxWords)]
}
