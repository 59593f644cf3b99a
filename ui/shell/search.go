package shell

import (
	"slices"
	"strings"

	"pupitre/i18n"
	"pupitre/resources"
)

// Entry is one thing that the palette can find: a page, a setting or a command.
type Entry struct {
	ID     string // stable, unique
	Icon   resources.IconName
	Label  string   // as shown
	Detail string   // where it stands or what it does, as shown; may be ""
	Keys   string   // its shortcut, as shown; may be ""
	Names  []string // labels in every language
	Also   []string // synonyms in every language
	Help   []string // sentences in every language
	Place  Place    // where it leads …
	Run    func()   // … or what it does
}

// Texts gathers in every language what write gives, so that a search finds it whatever language the window speaks.
func Texts(write func(*i18n.Printer) string) []string {
	out := []string{}
	for _, lang := range i18n.Languages {
		out = append(out, write(i18n.For(lang)))
	}
	return out
}

// Words are those of a list with commas, in every language.
func Words(write func(*i18n.Printer) string) (out []string) {
	for _, list := range Texts(write) {
		for word := range strings.SplitSeq(list, ",") {
			if word = strings.TrimSpace(word); word != "" {
				out = append(out, word)
			}
		}
	}
	return out
}

// How well a typed word meets an entry. Each place weighs more than all the lesser ones.
const (
	hitNothing = 0
	hitTypo    = 1
	hitHelp    = 4
	hitAlso    = 16
	hitInside  = 32
	hitName    = 64
	hitStart   = 128 // the name begins with it
)

// index is what a search reads of an entry.
type index struct {
	entry             Entry
	names, also, help [][]string // words of each text
}

// finder searches entries without case or accents, and forgives small typing mistakes.
type finder struct{ entries []index }

func newFinder(entries []Entry) *finder {
	f := &finder{}
	for _, e := range entries {
		f.entries = append(f.entries, index{entry: e, names: allWords(e.Names), also: allWords(e.Also), help: allWords(e.Help)})
	}
	return f
}

// NewSearch is the search over everything, for lists of a page's own: what a query finds of entries, the best first.
func NewSearch(entries []Entry) func(query string) []Entry {
	f := newFinder(entries)
	return func(query string) []Entry { return f.search(query, len(entries)) }
}

func allWords(texts []string) [][]string {
	out := [][]string{}
	for _, t := range texts {
		out = append(out, words(t))
	}
	return out
}

// search gives at most limit entries that meet every word of the query, the best first, of equals pages first. An
// empty query meets everything.
func (f *finder) search(query string, limit int) []Entry {
	type hit struct {
		entry Entry
		score int
	}
	typed := words(query)
	hits := []hit{}
	for _, e := range f.entries {
		if score, ok := e.score(typed); ok {
			hits = append(hits, hit{e.entry, score})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		if a.score != b.score || len(typed) == 0 {
			return b.score - a.score
		}
		return pagesFirst(a.entry, b.entry)
	})
	out := []Entry{}
	for _, h := range hits[:min(limit, len(hits))] {
		out = append(out, h.entry)
	}
	return out
}

// pagesFirst puts a page before what stands inside another page under the same name, such as the card of live chat.
func pagesFirst(a, b Entry) int {
	switch {
	case a.wholePage() == b.wholePage():
		return 0
	case a.wholePage():
		return -1
	}
	return 1
}

// wholePage tells that an entry leads to a page, and to nothing inside it.
func (e Entry) wholePage() bool { return e.Run == nil && e.Place == Place{Route: e.Place.Route} }

func (e index) score(typed []string) (total int, ok bool) {
	for _, word := range typed {
		best := e.scoreWord(word)
		if best == hitNothing {
			return 0, false
		}
		total += best
	}
	return total, true
}

func (e index) scoreWord(word string) int {
	best := hitNothing
	for _, name := range e.names {
		for i, w := range name {
			switch {
			case i == 0 && strings.HasPrefix(w, word):
				return hitStart
			case strings.HasPrefix(w, word):
				best = max(best, hitName)
			case len(word) > 2 && strings.Contains(w, word):
				best = max(best, hitInside)
			}
		}
	}
	if best != hitNothing {
		return best
	}
	switch {
	case begins(e.also, word):
		return hitAlso
	case begins(e.help, word):
		return hitHelp
	case mistyped(e.names, word) || mistyped(e.also, word):
		return hitTypo
	}
	return hitNothing
}

func begins(texts [][]string, word string) bool {
	return anyWord(texts, func(w string) bool { return strings.HasPrefix(w, word) })
}

func mistyped(texts [][]string, word string) bool {
	return anyWord(texts, func(w string) bool { return near(word, w) })
}

func anyWord(texts [][]string, is func(string) bool) bool {
	return slices.ContainsFunc(texts, func(t []string) bool { return slices.ContainsFunc(t, is) })
}
