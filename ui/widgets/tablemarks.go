package widgets

import (
	"slices"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/ui/look"
)

// Mark is a part of a text to point out, such as what a search has found: [From, To), in bytes.
type Mark struct{ From, To int }

// tableMarks are the marks of one cell: a soft ground, and a line under the letters so that colour is not alone to tell.
type tableMarks struct {
	grounds, lines []*canvas.Rectangle
	spans          []tableSpan // in the text, as measured for …
	full           string
	of             []Mark
	size           float32
	bold           bool
	cut            string
}

func newTableMarks(n int) (m tableMarks) {
	for range n {
		m.grounds, m.lines = append(m.grounds, newBox()), append(m.lines, newBox())
	}
	m.hide()
	return m
}

// appendTo adds the rectangles, which stand behind the text.
func (m *tableMarks) appendTo(objects []fyne.CanvasObject) []fyne.CanvasObject {
	for i := range m.grounds {
		objects = append(objects, m.grounds[i], m.lines[i])
	}
	return objects
}

func (m *tableMarks) hide() {
	for i := range m.grounds {
		m.grounds[i].Hidden, m.lines[i].Hidden = true, true
	}
}

// show points out parts of the text that c shows, at its place. On a row that is selected the line alone shows.
func (m *tableMarks) show(c *tableText, marks []Mark, selected bool) {
	if len(m.grounds) == 0 || !c.line.shown() {
		return
	}
	m.measure(&c.line, marks)
	from, height := c.line.begin(), c.line.text.Size().Height
	thick := max(look.Size(look.RingWidth), 1)
	for i, span := range m.spans[:min(len(m.spans), len(m.grounds))] {
		ground, line := m.grounds[i], m.lines[i]
		paintBox(ground, look.ColorAccentSoft, "", "")
		paintBox(line, theme.ColorNamePrimary, "", "")
		ground.Hidden, line.Hidden = selected, false
		ground.Move(from.AddXY(span.x, 0))
		ground.Resize(fyne.NewSize(span.width, height))
		line.Move(from.AddXY(span.x, height-thick/2))
		line.Resize(fyne.NewSize(span.width, thick))
	}
}

// measure finds where the marks stand, once for each text: rows that scroll keep what they know.
func (m *tableMarks) measure(l *tableLine, marks []Mark) {
	text := l.text
	if m.full == l.full && m.cut == text.Text && m.size == text.TextSize && m.bold == text.TextStyle.Bold && slices.Equal(m.of, marks) {
		return
	}
	m.full, m.cut, m.size, m.bold, m.of = l.full, text.Text, text.TextSize, text.TextStyle.Bold, marks
	m.spans = m.spans[:0]
	whole := alike(text.Text, l.full)
	width := func(n int) float32 {
		if n == 0 { // most of what is found begins its text
			return 0
		}
		return l.measure(l.full[:n])
	}
	for _, mark := range marks {
		to := min(mark.To, whole)
		if mark.From < 0 || mark.From >= to {
			continue
		}
		x := width(mark.From)
		m.spans = append(m.spans, tableSpan{x, width(to) - x})
	}
}

// alike is how many bytes a text has, in whole letters, from the beginning of the one that it was cut from.
func alike(cut, full string) int {
	n := 0
	for n < min(len(cut), len(full)) && cut[n] == full[n] {
		n++
	}
	for n < len(full) && !utf8.RuneStart(full[n]) {
		n--
	}
	return n
}
