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

// measuring is the size at which letters are measured; widths grow with the size.
const measuring = 1000

// advances keeps how wide letters are, in parts of the size of the type: a layout measures the same ones again and again.
// It is safe for concurrent use.
var advances sync.Map // of letter, to float64

// letter is a character in a weight.
type letter struct {
	r    rune
	bold bool
}

// advance is how wide a letter is, in parts of the size of the type; 0 for one that the font has not.
func (l letter) advance() float64 {
	if known, ok := advances.Load(l); ok {
		if width, ok := known.(float64); ok {
			return width
		}
	}
	var buffer sfnt.Buffer
	f, width := typefaces()[l.bold], 0.0
	if glyph, err := f.GlyphIndex(&buffer, l.r); err == nil {
		if a, err := f.GlyphAdvance(&buffer, glyph, fixed.I(measuring), font.HintingNone); err == nil {
			width = float64(a) / 64 / measuring
		}
	}
	advances.Store(l, width)
	return width
}

// widthOf is how wide a text is, in points. Neither of the two ways to write a sheet kerns.
func widthOf(text string, bold bool, size float64) (width float64) {
	for _, r := range text {
		width += letter{r, bold}.advance()
	}
	return width * size
}

// wrap breaks a text into lines of a width, at spaces only; a word that is wider is cut.
func wrap(text string, bold bool, size, width float64) []string {
	var lines []string
	current, used, space := "", 0.0, widthOf(" ", bold, size)
	for word := range strings.SplitSeq(text, " ") {
		wide := widthOf(word, bold, size)
		if current != "" && used+space+wide <= width {
			current, used = current+" "+word, used+space+wide
			continue
		}
		if current != "" {
			lines = append(lines, current)
		}
		for wide > width {
			n := fitting(word, bold, size, width)
			lines, word = append(lines, word[:n]), word[n:]
			wide = widthOf(word, bold, size)
		}
		current, used = word, wide
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
