package widgets

import (
	"slices"
	"testing"
	"unicode/utf8"
)

// each letter, and the space, is one unit wide.
func flowed(width float32, runs ...Run) (lines []string) {
	f := flower{width: width, space: 1, measure: func(_ int, text string) float32 { return float32(utf8.RuneCountInString(text)) }}
	f.pad = func(int) float32 { return 0 }
	pieces, n := f.flow(runs)
	lines = make([]string, n)
	ends := make([]float32, n)
	for _, p := range pieces {
		for ends[p.line] < p.x {
			lines[p.line] += " "
			ends[p.line]++
		}
		lines[p.line] += p.text
		ends[p.line] = p.x + p.width
	}
	return lines
}

func TestProseFlows(t *testing.T) {
	tests := []struct {
		name  string
		width float32
		runs  []Run
		want  []string
	}{
		{"one line", 20, []Run{{Text: "un deux"}}, []string{"un deux"}},
		{"breaks between words", 6, []Run{{Text: "un deux trois"}}, []string{"un", "deux", "trois"}},
		{"runs share a line", 20, []Run{{Text: "Cliquez "}, {Text: "Voir", Bold: true}, {Text: "."}}, []string{"Cliquez Voir."}},
		{"a mark stays with its word", 12, []Run{{Text: "Cliquez "}, {Text: "Voir", Bold: true}, {Text: ", puis"}}, []string{"Cliquez", "Voir, puis"}},
		{"a non-breaking space holds", 8, []Run{{Text: "il est 9\u00a0h\u00a030"}}, []string{"il est", "9\u00a0h\u00a030"}},
		{"a long word is cut", 4, []Run{{Text: "a "}, {Text: "/etc/x", Code: true}, {Text: " b"}}, []string{"a", "/etc", "/x b"}},
		{"spaces at the edges of runs are one space", 20, []Run{{Text: "a "}, {Text: " b", Bold: true}}, []string{"a b"}},
		{"nothing is one line", 20, nil, []string{""}},
		{"narrower than a letter", 0.5, []Run{{Text: "ab"}}, []string{"ab"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := flowed(test.width, test.runs...); !slices.Equal(got, test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestColumnsShareTheWidth(t *testing.T) {
	tests := []struct {
		name        string
		least, want []float32
		whole       []float32
		width       float32
	}{
		{"room to spare goes to the wide ones", []float32{10, 10}, []float32{50, 150}, []float32{20, 60}, 200},
		{"what is missing is shared by need", []float32{10, 10}, []float32{10, 90}, []float32{10, 190}, 100},
		{"too little for the words", []float32{100, 300}, []float32{25, 75}, []float32{200, 400}, 100},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := shareWidth(test.least, test.whole, test.width); !slices.Equal(got, test.want) {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}

func TestCodeLinesPreferToBreakAtASpace(t *testing.T) {
	letters := func(s string) float32 { return float32(utf8.RuneCountInString(s)) }
	tests := []struct {
		line  string
		width float32
		want  []string
	}{
		{"abc", 10, []string{"abc"}},
		{"serve --listen 8443", 14, []string{"serve --listen", "8443"}},
		{"    indented", 20, []string{"    indented"}},
		{"https://example.com/x", 10, []string{"https://ex", "ample.com/", "x"}},
	}
	for _, test := range tests {
		if got := cutCode(test.line, test.width, letters); !slices.Equal(got, test.want) {
			t.Errorf("%q in %v: %q, want %q", test.line, test.width, got, test.want)
		}
	}
}
