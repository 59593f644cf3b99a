package widgets

import (
	"slices"
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

// wrapParagraph fills one line after the other. How many words a line takes is guessed by their letters, whose widths are known, and
// then measured: two or three texts are shaped for each line, rather than one for each word.
func wrapParagraph(text string, width float32, measure func(string) float32) []string {
	if wholly([]rune(text), width, measure) {
		return []string{text}
	}
	var lines []string
	line := ""
	for words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }); len(words) > 0; {
		n := wordsThatFit(line, words, width, measure)
		line, words = joined(line, words[:n]), words[n:]
		if len(words) == 0 {
			break
		}
		if line != "" {
			lines = append(lines, line)
		}
		whole, rest := cutWord(words[0], width, measure)
		lines, line, words = append(lines, whole...), rest, words[1:]
	}
	return append(lines, line)
}

// joined is a line with more words behind it.
func joined(line string, words []string) string {
	more := strings.Join(words, " ")
	if line == "" || more == "" {
		return line + more
	}
	return line + " " + more
}

// wordsThatFit is the number of words that a line takes behind what stands in it.
func wordsThatFit(line string, words []string, width float32, measure func(string) float32) int {
	fit := func(n int) bool { return n == 0 || wholly([]rune(joined(line, words[:n])), width, measure) }
	n, rough := 0, letters(line, measure)
	for ; n < len(words); n++ {
		if n > 0 || line != "" {
			rough += measure(" ")
		}
		if rough += letters(words[n], measure); rough > width {
			break
		}
	}
	if !fit(n) {
		for n--; !fit(n); n-- {
		}
		return n
	}
	for n < len(words) && fit(n+1) {
		n++
	}
	return n
}

// letters is the width of a text by its letters.
func letters(text string, measure func(string) float32) (sum float32) {
	for _, r := range text {
		sum += measure(string(r))
	}
	return sum
}

// cutWord cuts a word that is wider than a line into full lines and a rest.
func cutWord(word string, width float32, measure func(string) float32) (full []string, rest string) {
	runes := []rune(word)
	for !wholly(runes, width, measure) {
		n := fits(runes, width, "", measure)
		if n == 0 { // not even one letter: no use cutting
			break
		}
		full = append(full, string(runes[:n]))
		runes = runes[n:]
	}
	return full, string(runes)
}

// ellipsize cuts text to width with an ellipsis.
func ellipsize(text string, width float32, measure func(string) float32) string {
	runes := []rune(text)
	if wholly(runes, width, measure) {
		return text
	}
	n := fits(runes, width, "…", measure)
	return strings.TrimRight(string(runes[:n]), " ,;:") + "…"
}

// ellipsizeMiddle cuts text to width in its middle, so that names that differ at their end are told apart; the beginning has what the
// last words leave it.
func ellipsizeMiddle(text string, width float32, measure func(string) float32) string {
	if wholly([]rune(text), width, measure) {
		return text
	}
	end := lastWords(text, width, measure)
	begin := []rune(strings.TrimSuffix(text, end))
	n := fits(begin, width, "…"+end, measure)
	if n == 0 {
		return ellipsize(text, width, measure)
	}
	return strings.TrimRight(string(begin[:n]), " ,;:") + "…" + end
}

// lastWords is the end of a text that is shown in width: as many words as half of it holds, else one that two thirds hold, else
// letters.
func lastWords(text string, width float32, measure func(string) float32) (end string) {
	most := width * 2 / 3 // of one word; of several, half
	for at := strings.LastIndexByte(text, ' '); at >= 0 && wholly([]rune(text[at+1:]), most, measure); at = strings.LastIndexByte(text[:at], ' ') {
		end, most = text[at+1:], width/2
	}
	if end != "" {
		return end
	}
	runes := []rune(text)
	slices.Reverse(runes)
	runes = runes[:fits(runes, width/2, "", measure)]
	slices.Reverse(runes)
	return strings.TrimLeft(string(runes), " ")
}

// kerned is how much wider than its place a text may be by its letters and yet fit: what stands between them takes less than a
// tenth.
const kerned = 1.1

// wholly tells whether a text fits in width. One that does not by far is not shaped: it may be a hundred thousand letters without a
// space, which the shaper takes seconds for.
func wholly(runes []rune, width float32, measure func(string) float32) bool {
	return nearly(runes, kerned*width, measure) == len(runes) && measure(string(runes)) <= width
}

// fits is the number of leading runes that, followed by suffix, are no wider than width. To measure a text that was never measured
// is to shape it, a tenth of a millisecond; letters by themselves are known. Their sum is nearly right, so that two texts are
// shaped, not one for each halving.
func fits(runes []rune, width float32, suffix string, measure func(string) float32) int {
	fit := func(n int) bool { return measure(string(runes[:n])+suffix) <= width }
	n := nearly(runes, width-measure(suffix), measure)
	if fit(n) {
		for n < len(runes) && fit(n+1) {
			n++
		}
		return n
	}
	for n > 0 && !fit(n-1) {
		n--
	}
	return max(n-1, 0)
}

// nearly is fits by the widths of single letters, without what the face does between two of them.
func nearly(runes []rune, width float32, measure func(string) float32) int {
	var sum float32
	for n, r := range runes {
		if sum += measure(string(r)); sum > width {
			return n
		}
	}
	return len(runes)
}

// widestWord is the width under which a word would have to be cut. Words that are too short for it by their letters are not shaped.
func widestWord(text string, measure func(string) float32) (width float32) {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == '\n' }) {
		if kerned*letters(word, measure) > width {
			width = max(width, measure(word))
		}
	}
	return width
}
