package shell

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ligatures are the letters that Unicode does not decompose.
var ligatures = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss", "ø", "o", "ł", "l")

// words cuts a text into words without case or accents: "L’Économie d'Œuvres" is l, economie, d, oeuvres.
func words(text string) []string {
	text = ligatures.Replace(strings.ToLower(text))
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
	return strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// typosAllowed is how many mistakes a typed word of n letters may hold: short words would match anything.
func typosAllowed(n int) int {
	switch {
	case n < 4:
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// near tells whether typed is the beginning of word, but for a few typing mistakes. A mistake is a letter too many, too
// few, wrong, or swapped with its neighbour (optimal string alignment).
func near(typed, word string) bool {
	a, b := []rune(typed), []rune(word)
	limit := typosAllowed(len(a))
	if limit == 0 || len(b) < len(a)-limit {
		return false
	}
	if len(b) > len(a)+limit {
		b = b[:len(a)+limit]
	}
	rows := alignment(a, b)
	for _, mistakes := range rows[len(a)] {
		if mistakes <= limit {
			return true
		}
	}
	return false
}

// alignment is the table of the fewest mistakes between each beginning of a (row) and each beginning of b (column).
func alignment(a, b []rune) [][]int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range b {
		rows[0][j+1] = j + 1
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			wrong := 1
			if a[i-1] == b[j-1] {
				wrong = 0
			}
			best := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+wrong)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				best = min(best, rows[i-2][j-2]+1)
			}
			rows[i][j] = best
		}
	}
	return rows
}

// FoldWords cuts a text into words without case or accents, as the search over everything does, for the searches of pages.
func FoldWords(text string) []string { return words(text) }
