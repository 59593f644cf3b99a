package directory

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold is a text as searches compare it: lower case, without accents, œ as oe, æ as ae, ł as l, ø as o, đ as d, ß as ss.
func Fold(text string) string { return foldLower(lower(text)) }

// lower is a text in small letters, each with its accents in one code point where there is one (NFC).
func lower(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	return norm.NFC.String(strings.ToLower(norm.NFC.String(text)))
}

// foldLower folds what lower gave. It goes letter by letter: the fold of a beginning is the beginning of the fold.
func foldLower(text string) string {
	if isASCII(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		b.WriteString(foldRune(r))
	}
	return b.String()
}

// foldTable has the folds of the letters of Latin languages, which are nearly all that come.
var foldTable = func() (table [0x250]string) {
	for r := range table {
		table[r] = slowFold(rune(r))
	}
	return table
}()

func foldRune(r rune) string {
	if int(r) < len(foldTable) {
		return foldTable[r]
	}
	return slowFold(r)
}

// slowFold takes a letter apart and drops the marks. Letters with a stroke and ligatures do not come apart in Unicode.
func slowFold(r rune) string {
	switch r {
	case 'œ', 'Œ':
		return "oe"
	case 'æ', 'Æ', 'ǽ', 'ǣ', 'Ǽ', 'Ǣ':
		return "ae"
	case 'ł', 'Ł':
		return "l"
	case 'ø', 'Ø', 'ǿ', 'Ǿ':
		return "o"
	case 'đ', 'Đ':
		return "d"
	case 'ß', 'ẞ':
		return "ss"
	}
	var b strings.Builder
	for _, part := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, part) {
			b.WriteRune(unicode.ToLower(part))
		}
	}
	return b.String()
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// word is one word of a text or of a query, folded and as it was written, in small letters.
type word struct {
	folded, written string
}

// words takes a text apart: letters, digits and marks make words, the rest stands between them. Words of digits alone that
// follow each other are one, so that 514 555-0123 is found however it is punctuated.
func words(text string) []word { return appendWords(nil, text) }

func appendWords(list []word, text string) []word {
	digits := false
	for part := range strings.FieldsFuncSeq(lower(text), between) {
		w := word{folded: foldLower(part), written: part}
		if w.folded == "" {
			continue // marks that stand alone
		}
		now := isDigits(part)
		if now && digits {
			last := &list[len(list)-1]
			last.folded += part
			last.written = last.folded
			continue
		}
		list, digits = append(list, w), now
	}
	return list
}

func between(r rune) bool {
	if r < utf8.RuneSelf {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9')
	}
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

func isDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}
