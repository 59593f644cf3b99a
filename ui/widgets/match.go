package widgets

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/search"
)

// loose finds text without regard to case and accents, as French collation does.
var loose = sync.OnceValue(func() *search.Matcher { return search.New(language.French, search.Loose) })

// filterOptions keeps the options in which every word of query stands, in the label, the note or the value; those whose
// label begins with query come first.
func filterOptions(options []Option, query string) []Option {
	words := strings.Fields(query)
	if len(words) == 0 {
		return options
	}
	var first, others []Option
	for _, o := range options {
		switch {
		case beginsWith(o.Label, query):
			first = append(first, o)
		case holdsAll(o, words):
			others = append(others, o)
		}
	}
	return append(first, others...)
}

func holdsAll(o Option, words []string) bool {
	text := o.Label + "\n" + o.Note + "\n" + strings.NewReplacer("_", " ", "/", " ").Replace(o.Value)
	for _, word := range words {
		if start, _ := loose().IndexString(text, word); start < 0 {
			return false
		}
	}
	return true
}

// beginsWith tells whether text begins with prefix, without regard to case and accents.
func beginsWith(text, prefix string) bool {
	start, _ := loose().IndexString(text, strings.TrimSpace(prefix), search.Anchor)
	return start == 0
}
