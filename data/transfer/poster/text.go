package poster

import (
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"pupitre/resources"
)

// Distances of a line of text, in parts of the size of its type.
const (
	ascent  = 0.97 // from the top of the line to its base line
	leading = 1.24 // from one line to the next
)

// typefaces are the two weights, parsed once: the files are built in and known to be whole.
var typefaces = sync.OnceValue(func() map[bool]*sfnt.Font {
	out := map[bool]*sfnt.Font{}
	for bold, weight := range map[bool]resources.Weight{false: resources.Regular, true: resources.SemiBold} {
		f, err := opentype.Parse(resources.Font(weight))
		if err != nil {
			panic(err)
		}
		out[bold] = f
	}
	return out
})

// measuring is the size at which texts are measured; widths grow with the size.
const measuring = 1000

// widthOf is how wide a text is, in points. Neither of the two ways to write a sheet kerns.
func widthOf(text string, bold bool, size float64) float64 {
	var buffer sfnt.Buffer
	f := typefaces()[bold]
	width := fixed.Int26_6(0)
	for _, r := range text {
		glyph, err := f.GlyphIndex(&buffer, r)
		if err != nil {
			continue
		}
		advance, err := f.GlyphAdvance(&buffer, glyph, fixed.I(measuring), font.HintingNone)
		if err != nil {
			continue
		}
		width += advance
	}
	return float64(width) / 64 / measuring * size
}

// wrap breaks a text into lines of a width, at spaces only; a word that is wider is cut.
func wrap(text string, bold bool, size, width float64) []string {
	var lines []string
	current := ""
	for _, word := range strings.Split(text, " ") {
		next := word
		if current != "" {
			next = current + " " + word
		}
		if widthOf(next, bold, size) <= width {
			current = next
			continue
		}
		if current != "" {
			lines = append(lines, current)
		}
		for current = word; widthOf(current, bold, size) > width; {
			n := fitting(current, bold, size, width)
			lines, current = append(lines, current[:n]), current[n:]
		}
	}
	return append(lines, current)
}

// widestWord is the width of the widest word of a text, in points.
func widestWord(text string, bold bool, size float64) (width float64) {
	for word := range strings.SplitSeq(text, " ") {
		width = max(width, widthOf(word, bold, size))
	}
	return width
}

// fitting is how many bytes of a word fit, one character at least.
func fitting(word string, bold bool, size, width float64) int {
	fits := 0
	for i, r := range word {
		end := i + len(string(r))
		if i > 0 && widthOf(word[:end], bold, size) > width {
			break
		}
		fits = end
	}
	return fits
}
