package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/lettering"
	"pupitre/ui/look"
)

// Overflow says what happens to a text that is wider than its place.
type Overflow int

// The ways to overflow.
const (
	Wrap     Overflow = iota // go on to the next line between words, never at a non-breaking space
	Ellipsis                 // one line, cut with …
	Keep                     // one line at its full width
)

// TextStyle is how a text is drawn. The zero value is body text that wraps.
type TextStyle struct {
	Size     fyne.ThemeSizeName  // empty means theme.SizeNameText
	Color    fyne.ThemeColorName // empty means theme.ColorNameForeground
	Bold     bool
	Align    fyne.TextAlign
	Overflow Overflow
}

// Text is a text without inner padding whose height is right at any width. Fyne's label breaks lines at non-breaking
// spaces, which French puts in "9 h 30", and asks for the height of the first width that it was given.
type Text struct {
	widget.BaseWidget
	text    string
	style   TextStyle
	wrapped [2]wrapping // the last ones first: a page asks for a height, places, and asks again
}

// wrapping is how a text was cut into lines. All that the lines follow from stands in it.
type wrapping struct {
	text  string
	width float32
	size  float32 // of the letters
	bold  bool
	lines []string
}

// NewText makes a text of the given style.
func NewText(text string, style TextStyle) *Text {
	if style.Size == "" {
		style.Size = theme.SizeNameText
	}
	if style.Color == "" {
		style.Color = theme.ColorNameForeground
	}
	t := &Text{text: text, style: style}
	t.ExtendBaseWidget(t)
	return t
}

// Title is the title of a page, 24 units.
func Title(text string) *Text {
	return NewText(text, TextStyle{Size: theme.SizeNameHeadingText, Bold: true})
}

// Heading is the title of a card or a dialog, 16 units.
func Heading(text string) *Text {
	return NewText(text, TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true})
}

// Strong is bold body text.
func Strong(text string) *Text { return NewText(text, TextStyle{Bold: true}) }

// Body is text of 14 units.
func Body(text string) *Text { return NewText(text, TextStyle{}) }

// Muted is help and secondary text, 12.5 units.
func Muted(text string) *Text {
	return NewText(text, TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted})
}

// Text is the text shown.
func (t *Text) Text() string { return t.text }

// SetText changes the text.
func (t *Text) SetText(text string) {
	if t.text == text {
		return
	}
	t.text = text
	t.Refresh()
}

// SetStyle changes the style.
func (t *Text) SetStyle(style TextStyle) {
	style = NewText("", style).style
	if t.style == style {
		return
	}
	t.style = style
	t.Refresh()
}

// SetColor changes the colour.
func (t *Text) SetColor(name fyne.ThemeColorName) {
	style := t.style
	style.Color = name
	t.SetStyle(style)
}

// HeightFor is the height that the text needs at a width.
func (t *Text) HeightFor(width float32) float32 {
	if t.style.Overflow != Wrap {
		return t.lineHeight()
	}
	return float32(len(t.wrap(width))) * t.lineHeight()
}

// CreateRenderer makes the lines.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return newRenderer(t, &textDrawing{text: t}) }

func (t *Text) fyneStyle() fyne.TextStyle { return fyne.TextStyle{Bold: t.style.Bold} }

// width is the width of a line, in Fyne units.
func (t *Text) width(line string) float32 {
	return lettering.Width(line, look.Size(t.style.Size), t.style.Bold)
}

// wrap cuts the text into lines for a width, or gives those of before.
func (t *Text) wrap(width float32) []string {
	now := wrapping{text: t.text, width: width, size: look.Size(t.style.Size), bold: t.style.Bold}
	for _, w := range t.wrapped {
		if w.lines != nil && w.text == now.text && w.width == now.width && w.size == now.size && w.bold == now.bold {
			return w.lines
		}
	}
	now.lines = wrapText(t.text, width, t.width)
	t.wrapped = [2]wrapping{now, t.wrapped[0]}
	return now.lines
}

// lineHeight gives wrapped lines a little air.
func (t *Text) lineHeight() float32 {
	height := fyne.MeasureText("É", look.Size(t.style.Size), t.fyneStyle()).Height
	if t.style.Overflow == Wrap {
		height *= 1.12
	}
	return height
}

type textDrawing struct {
	text  *Text
	lines []*canvas.Text
	parts []fyne.CanvasObject
}

func (d *textDrawing) objects() []fyne.CanvasObject { return d.parts }

func (d *textDrawing) paint() {
	for _, line := range d.lines {
		d.dress(line)
	}
}

func (d *textDrawing) dress(line *canvas.Text) {
	style := d.text.style
	line.Color = look.Color(style.Color)
	line.TextSize = look.Size(style.Size)
	line.TextStyle = d.text.fyneStyle()
	line.Alignment = style.Align
}

func (d *textDrawing) measure() fyne.Size {
	t := d.text
	switch t.style.Overflow {
	case Keep:
		return fyne.NewSize(t.width(t.text), t.lineHeight())
	case Ellipsis:
		return fyne.NewSize(min(t.width(t.text), t.width("…")*4), t.lineHeight())
	}
	width := t.Size().Width
	if width <= 0 { // not placed yet: the parent asks HeightFor before it places
		return fyne.NewSize(widestWord(t.text, t.width), t.lineHeight())
	}
	return fyne.NewSize(min(widestWord(t.text, t.width), width), t.HeightFor(width))
}

func (d *textDrawing) arrange(size fyne.Size) {
	t := d.text
	lines := d.split(size.Width)
	d.resizeTo(len(lines))
	height := t.lineHeight()
	top := float32(0)
	if t.style.Overflow != Wrap { // one line stands in the middle of its place
		top = (size.Height - height) / 2
	}
	for i, text := range lines {
		line := d.lines[i]
		if line.Text != text {
			line.Text = text
			line.Refresh()
		}
		line.Move(fyne.NewPos(0, top+float32(i)*height))
		line.Resize(fyne.NewSize(size.Width, height))
	}
}

func (d *textDrawing) split(width float32) []string {
	t := d.text
	switch t.style.Overflow {
	case Keep:
		return []string{t.text}
	case Ellipsis:
		return []string{ellipsize(t.text, width, t.width)}
	}
	return t.wrap(width)
}

// resizeTo keeps as many canvas texts as there are lines.
func (d *textDrawing) resizeTo(n int) {
	if len(d.lines) == n {
		return
	}
	for len(d.lines) < n {
		line := canvas.NewText("", nil)
		d.dress(line)
		d.lines = append(d.lines, line)
	}
	d.lines = d.lines[:n]
	d.parts = make([]fyne.CanvasObject, n)
	for i, line := range d.lines {
		d.parts[i] = line
	}
	canvas.Refresh(d.text)
}
