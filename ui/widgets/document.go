package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/resources"
	"pupitre/ui/look"
)

// ListItem is one line of a list for reading: a mark such as "•" or "1." and, beside it, what it says.
func ListItem(mark string, content fyne.CanvasObject) *fyne.Container {
	sign := NewText(mark, TextStyle{Color: look.ColorMuted, Overflow: Keep})
	return newContainer(listItemLayout{}, sign, content)
}

type listItemLayout struct{}

// indent is the width that the mark takes.
func (listItemLayout) indent(o []fyne.CanvasObject) float32 {
	return max(look.Size(look.Space24), o[0].MinSize().Width+look.Size(look.Space8))
}

func (l listItemLayout) heightFor(o []fyne.CanvasObject, width float32) float32 {
	return HeightOf(o[1], width-l.indent(o))
}

// MinSize is both side by side.
func (l listItemLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return leastNow(o[1]).AddWidthHeight(l.indent(o), 0)
}

// Layout puts the mark on the first line of what it marks.
func (l listItemLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	indent, sign := l.indent(o), o[0].MinSize()
	line := fyne.MeasureText("É", look.Size(theme.SizeNameText), fyne.TextStyle{}).Height * proseLeading
	o[0].Move(fyne.NewPos(look.Size(look.Space4), (line-sign.Height)/2))
	o[0].Resize(sign)
	o[1].Move(fyne.NewPos(indent, 0))
	o[1].Resize(fyne.NewSize(size.Width-indent, size.Height))
}

// Figure is a picture with an edge, no larger than it is and no wider than its place. It does not take the keyboard.
type Figure struct {
	widget.BaseWidget
	alt   string
	size  fyne.Size // of the picture, in pixels
	image *canvas.Image
}

// NewFigure shows a picture of a size in pixels; alt says in words what it shows.
func NewFigure(picture fyne.Resource, alt string, size fyne.Size) *Figure {
	f := &Figure{alt: alt, size: size, image: canvas.NewImageFromResource(picture)}
	f.image.FillMode = canvas.ImageFillContain
	f.image.ScaleMode = canvas.ImageScaleSmooth
	f.ExtendBaseWidget(f)
	return f
}

// Alt says in words what the picture shows.
func (f *Figure) Alt() string { return f.alt }

// HeightFor is the height of the picture at a width.
func (f *Figure) HeightFor(width float32) float32 {
	return min(width, f.size.Width) * f.size.Height / f.size.Width
}

// CreateRenderer makes the parts.
func (f *Figure) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(f, &figureDrawing{figure: f, edge: newBox()})
}

type figureDrawing struct {
	figure *Figure
	edge   *canvas.Rectangle
}

func (d *figureDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.figure.image, d.edge}
}

func (d *figureDrawing) paint() { paintBox(d.edge, "", theme.ColorNameInputBorder, "") }

func (d *figureDrawing) measure() fyne.Size {
	width := look.Size(look.ControlWide)
	return fyne.NewSize(width, d.figure.HeightFor(max(width, d.figure.Size().Width)))
}

func (d *figureDrawing) arrange(size fyne.Size) {
	size.Width = min(size.Width, d.figure.size.Width)
	d.figure.image.Resize(size)
	d.edge.Resize(size)
}

// CodeBlock is lines to be typed or copied as they are; a line that is too long goes on below.
type CodeBlock struct {
	widget.BaseWidget
	code string
	copy *IconButton
}

// NewCodeBlock shows code; label names the button that copies it.
func NewCodeBlock(code, label string, onCopy func(code string)) *CodeBlock {
	b := &CodeBlock{code: code}
	b.copy = NewIconButton(resources.ContentCopy, label, func() { onCopy(code) })
	b.ExtendBaseWidget(b)
	return b
}

// SetFieldID gives the button that copies a stable id.
func (b *CodeBlock) SetFieldID(id string) { b.copy.SetFieldID(id) }

// Children are the objects inside.
func (b *CodeBlock) Children() []fyne.CanvasObject { return []fyne.CanvasObject{b.copy} }

func (b *CodeBlock) size() float32 { return look.Size(theme.SizeNameText) * codeScale }

func (b *CodeBlock) width(line string) float32 {
	return fyne.MeasureText(line, b.size(), fyne.TextStyle{Monospace: true}).Width
}

func (b *CodeBlock) lineHeight() float32 {
	return fyne.MeasureText("É", b.size(), fyne.TextStyle{Monospace: true}).Height * 1.2
}

// lines cuts the code to a width.
func (b *CodeBlock) lines(width float32) (lines []string) {
	width -= 2*look.Size(look.Space12) + look.Size(look.ControlHeight)
	for line := range strings.SplitSeq(b.code, "\n") {
		lines = append(lines, cutCode(line, width, b.width)...)
	}
	return lines
}

// cutCode cuts a line of code to a width: at the last space of its second half, else anywhere.
func cutCode(line string, width float32, measure func(string) float32) (lines []string) {
	for measure(line) > width {
		runes := []rune(line)
		n := fits(runes, width, "", measure)
		if n == 0 { // not even one letter: no use cutting
			break
		}
		head, next := string(runes[:n]), string(runes[n:])
		switch space := strings.LastIndex(head, " "); {
		case strings.HasPrefix(next, " "):
			next = next[1:]
		case space > len(head)/2:
			head, next = head[:space], head[space+1:]+next
		}
		lines, line = append(lines, head), next
	}
	return append(lines, line)
}

// HeightFor is the height of the block at a width.
func (b *CodeBlock) HeightFor(width float32) float32 {
	text := float32(len(b.lines(width)))*b.lineHeight() + 2*look.Size(look.Space12)
	return max(text, look.Size(look.ControlHeight)+look.Size(look.Space8))
}

// CreateRenderer makes the parts.
func (b *CodeBlock) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(b, &codeDrawing{block: b, back: newBox()})
}

type codeDrawing struct {
	block *CodeBlock
	back  *canvas.Rectangle
	texts []*canvas.Text
}

func (d *codeDrawing) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{d.back}
	for _, t := range d.texts {
		out = append(out, t)
	}
	return append(out, d.block.copy)
}

func (d *codeDrawing) paint() {
	paintBox(d.back, theme.ColorNameHeaderBackground, look.ColorBorder, look.Space8)
	for _, t := range d.texts {
		t.Color, t.TextSize = look.Color(theme.ColorNameForeground), d.block.size()
		t.TextStyle = fyne.TextStyle{Monospace: true}
	}
}

func (d *codeDrawing) measure() fyne.Size {
	width := look.Size(look.ControlMedium)
	return fyne.NewSize(width, d.block.HeightFor(max(width, d.block.Size().Width)))
}

func (d *codeDrawing) arrange(size fyne.Size) {
	b := d.block
	lines := b.lines(size.Width)
	if len(lines) != len(d.texts) {
		d.texts = nil
		for range lines {
			d.texts = append(d.texts, canvas.NewText("", nil))
		}
		d.paint()
		canvas.Refresh(b)
	}
	d.back.Resize(size)
	pad, height := look.Size(look.Space12), b.lineHeight()
	top := (size.Height - float32(len(lines))*height) / 2
	for i, line := range lines {
		t := d.texts[i]
		t.Text = line
		t.Move(fyne.NewPos(pad, top+float32(i)*height))
		t.Resize(fyne.NewSize(size.Width-2*pad, height))
	}
	button, gap := b.copy.MinSize(), look.Size(look.Space4)
	b.copy.Move(fyne.NewPos(size.Width-button.Width-gap, gap))
	b.copy.Resize(button)
}
