package directory

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Span is a part of a text, in bytes: from From to To, To left out.
type Span struct{ From, To int }

// Highlights are the parts of a shown text that answer a query, in order and apart from each other. They follow the rules of
// the search: words are compared by their folds, and phone numbers, however they are punctuated, by their digits. A letter
// that stands for two (œ) is shown whole when one of them answers.
func Highlights(text, query string, column Column) []Span {
	wanted := Query{Text: query}.words()
	if len(wanted) == 0 || text == "" {
		return nil
	}
	var list []Span
	if column == ByPhone {
		digits := traceDigits(text)
		for _, w := range wanted {
			list = digits.appendMatches(list, strings.TrimPrefix(w.folded, digits.missing(w.folded)))
		}
		return joined(list)
	}
	for _, t := range traceWords(text) {
		for _, w := range wanted {
			list = t.appendMatches(list, w.folded)
		}
	}
	return joined(list)
}

// traced is a folded word, with the place in the original text of each of its bytes.
type traced struct {
	folded []byte
	from   []Span
	digits bool
}

func (t *traced) add(folded string, from Span) {
	t.folded = append(t.folded, folded...)
	for range len(folded) {
		t.from = append(t.from, from)
	}
}

// appendMatches adds every place where a part stands.
func (t *traced) appendMatches(list []Span, part string) []Span {
	if part == "" {
		return list
	}
	text := string(t.folded)
	for at := 0; ; {
		found := strings.Index(text[at:], part)
		if found < 0 {
			return list
		}
		at += found
		list = append(list, Span{t.from[at].From, t.from[at+len(part)-1].To})
		at++
	}
}

// missing is the country code that a query has and the shown number leaves out.
func (t *traced) missing(query string) string {
	if len(query) > 1 && query[0] == '1' && !strings.Contains(string(t.folded), query) {
		return "1"
	}
	return ""
}

func traceDigits(text string) *traced {
	t := &traced{digits: true}
	for at, r := range text {
		if '0' <= r && r <= '9' {
			t.add(string(r), Span{at, at + 1})
		}
	}
	return t
}

// traceWords takes a text apart as appendWords does. It folds between the places where Unicode's normal form cannot reach
// across, so that each fold knows where it comes from.
func traceWords(text string) (list []*traced) {
	var word *traced
	for at := 0; at < len(text); {
		end := at + max(norm.NFC.NextBoundaryInString(text[at:], true), 1)
		for _, r := range lower(text[at:end]) {
			if between(r) {
				word = nil
				continue
			}
			if word == nil {
				word = &traced{digits: true}
				list = append(list, word)
			}
			word.digits = word.digits && '0' <= r && r <= '9'
			word.add(foldRune(r), Span{at, end})
		}
		at = end
	}
	list = slices.DeleteFunc(list, func(t *traced) bool { return len(t.folded) == 0 })
	return joinDigits(list)
}

// joinDigits makes one word of words of digits that follow each other.
func joinDigits(list []*traced) (out []*traced) {
	for _, t := range list {
		if last := len(out) - 1; last >= 0 && t.digits && out[last].digits {
			out[last].folded = append(out[last].folded, t.folded...)
			out[last].from = append(out[last].from, t.from...)
			continue
		}
		out = append(out, t)
	}
	return out
}

// joined sorts spans and joins those that touch.
func joined(list []Span) (out []Span) {
	slices.SortFunc(list, func(a, b Span) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	for _, s := range list {
		if last := len(out) - 1; last >= 0 && s.From <= out[last].To {
			out[last].To = max(out[last].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}
