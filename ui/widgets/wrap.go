package widgets

import (
	"sort"
	"strings"
)

// wrapText cuts text into lines no wider than width, at spaces (U+0020) and line feeds only: the non-breaking spaces of
// French typography hold their words together. A word wider than a line is cut inside.
func wrapText(text string, width float32, measure func(string) float32) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines = append(lines, wrapParagraph(paragraph, width, measure)...)
	}
	return lines
}

func wrapParagraph(text string, width float32, measure func(string) float32) []string {
	if measure(text) <= width {
		return []string{text}
	}
	var lines []string
	line := ""
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' }) {
		longer := word
		if line != "" {
			longer = line + " " + word
		}
		if measure(longer) <= width {
			line = longer
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		whole, rest := cutWord(word, width, measure)
		lines = append(lines, whole...)
		line = rest
	}
	return append(lines, line)
}

// cutWord cuts a word that is wider than a line into full lines and a rest.
func cutWord(word string, width float32, measure func(string) float32) (full []string, rest string) {
	for measure(word) > width {
		n := fits([]rune(word), width, "", measure)
		if n == 0 { // not even one letter: no use cutting
			return full, word
		}
		full = append(full, string([]rune(word)[:n]))
		word = string([]rune(word)[n:])
	}
	return full, word
}

// ellipsize cuts text to width with an ellipsis.
func ellipsize(text string, width float32, measure func(string) float32) string {
	if measure(text) <= width {
		return text
	}
	runes := []rune(text)
	n := fits(runes, width, "…", measure)
	return strings.TrimRight(string(runes[:n]), " ,;:") + "…"
}

// fits is the number of leading runes that, followed by suffix, are no wider than width.
func fits(runes []rune, width float32, suffix string, measure func(string) float32) int {
	n := sort.Search(len(runes)+1, func(n int) bool { return measure(string(runes[:n])+suffix) > width })
	return max(n-1, 0)
}

// widestWord is the width under which a word would have to be cut.
func widestWord(text string, measure func(string) float32) (width float32) {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == '\n' }) {
		width = max(width, measure(word))
	}
	return width
}
