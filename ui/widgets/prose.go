package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// Run is text of one style in a Prose.
type Run struct {
	Text string
	Bold bool
	Code bool   // in a monospaced type, on a ground of its own
	Tip  string // of a link: where it leads
	// OnTapped makes the run a link.
	OnTapped func()
}

// Prose is text for reading: words in several styles that flow together, with links that take the keyboard. Fyne's rich text
// breaks lines at non-breaking spaces, and gives its height for the first width that it met.
type Prose struct {
	widget.BaseWidget
	runs  []Run
	links map[int]*proseLink // by run
	kept  flowKept
}

// flowKept is what was measured for a size of letters, and the last flow. Measuring shapes glyphs, and a page has a thousand
// words that layouts ask about again and again.
type flowKept struct {
	size        float32
	words       map[wordKey]float32
	least       float32 // see widths
	whole       float32
	width       float32 // of the last flow
	pieces      []piece
	lines       int
	widthsKnown bool
}

// wordKey is a text in a style.
type wordKey struct {
	text       string
	bold, code bool
}

// The air of prose.
const (
	proseLeading = 1.36 // of a line, in heights of its letters
	codeScale    = 0.93 // monospaced letters look larger than Inter's
)

// NewProse makes a paragraph. The field ids of its links begin with id.
func NewProse(id string, runs ...Run) *Prose {
	p := &Prose{runs: runs, links: map[int]*proseLink{}}
	for i, r := range runs {
		if r.OnTapped != nil {
			p.links[i] = newProseLink(id, len(p.links), r)
		}
	}
	p.ExtendBaseWidget(p)
	return p
}

// Children are the links, in reading order.
func (p *Prose) Children() (links []fyne.CanvasObject) {
	for i := range p.runs {
		if link, ok := p.links[i]; ok {
			links = append(links, link)
		}
	}
	return links
}

// Text is the text without its styles.
func (p *Prose) Text() (text string) {
	for _, r := range p.runs {
		text += r.Text
	}
	return text
}

// HeightFor is the height that the text needs at a width.
func (p *Prose) HeightFor(width float32) float32 {
	_, lines := p.flow(width)
	return float32(lines) * p.lineHeight()
}

// widths are the width under which a word would be cut, and that of the text on one line.
func (p *Prose) widths() (least, whole float32) {
	k := p.keep()
	if k.widthsKnown {
		return k.least, k.whole
	}
	word, end := float32(0), float32(0)
	for _, a := range atomsOf(p.runs) {
		if a.space {
			word = 0
			end += p.space()
		}
		width := p.measureRun(a.run, a.text) + p.pad(a.run)
		word += width
		end += width
		least = max(least, word)
	}
	k.least, k.whole, k.widthsKnown = least, end, true
	return least, end
}

// keep is what was measured for the letters as they are now.
func (p *Prose) keep() *flowKept {
	if size := p.size(); p.kept.size != size {
		p.kept = flowKept{size: size, words: map[wordKey]float32{}}
	}
	return &p.kept
}

func (p *Prose) size() float32 { return look.Size(theme.SizeNameText) }

func (p *Prose) space() float32 { return fyne.MeasureText(" ", p.size(), fyne.TextStyle{}).Width }

func (p *Prose) lineHeight() float32 {
	return fyne.MeasureText("É", p.size(), fyne.TextStyle{}).Height * proseLeading
}

// letters are the size and style of a run.
func (p *Prose) letters(run int) (size float32, style fyne.TextStyle) {
	r := p.runs[run]
	if r.Code {
		return p.size() * codeScale, fyne.TextStyle{Monospace: true}
	}
	return p.size(), fyne.TextStyle{Bold: r.Bold}
}

// measureRun is the width of a text in the style of a run.
func (p *Prose) measureRun(run int, text string) float32 {
	k, key := p.keep(), wordKey{text: text, bold: p.runs[run].Bold, code: p.runs[run].Code}
	width, known := k.words[key]
	if !known {
		size, style := p.letters(run)
		width = fyne.MeasureText(text, size, style).Width
		k.words[key] = width
	}
	return width
}

// pad is what the ground around code takes at both sides together.
func (p *Prose) pad(run int) float32 {
	if !p.runs[run].Code {
		return 0
	}
	return 2 * look.Size(look.Space4)
}

func (p *Prose) flow(width float32) (pieces []piece, lines int) {
	k := p.keep()
	if k.lines == 0 || k.width != width {
		f := flower{width: width, space: p.space(), measure: p.measureRun, pad: p.pad}
		k.width = width
		k.pieces, k.lines = f.flow(p.runs)
	}
	return k.pieces, k.lines
}

// CreateRenderer makes the parts.
func (p *Prose) CreateRenderer() fyne.WidgetRenderer { return newRenderer(p, &proseDrawing{prose: p}) }

type proseDrawing struct {
	prose *Prose
	drawn []piece // that parts were made for
	parts []fyne.CanvasObject
	texts []*canvas.Text
	boxes map[int]*canvas.Rectangle // behind code, under links, by piece
}

func (d *proseDrawing) objects() []fyne.CanvasObject { return d.parts }

func (d *proseDrawing) paint() {
	for i, text := range d.texts {
		run := d.prose.runs[d.drawn[i].run]
		text.TextSize, text.TextStyle = d.prose.letters(d.drawn[i].run)
		text.Color = look.Color(theme.ColorNameForeground)
		switch {
		case run.OnTapped != nil:
			text.Color = look.Color(theme.ColorNameHyperlink)
			paintBox(d.boxes[i], theme.ColorNameHyperlink, "", "")
		case run.Code:
			paintBox(d.boxes[i], theme.ColorNameHeaderBackground, look.ColorBorder, look.Space4)
		}
	}
}

func (d *proseDrawing) measure() fyne.Size {
	p := d.prose
	least, _ := p.widths()
	if width := p.Size().Width; width > 0 {
		return fyne.NewSize(min(least, width), p.HeightFor(width))
	}
	return fyne.NewSize(least, p.lineHeight())
}

func (d *proseDrawing) arrange(size fyne.Size) {
	pieces, _ := d.prose.flow(size.Width)
	if len(pieces) != len(d.drawn) || (len(pieces) > 0 && &pieces[0] != &d.drawn[0]) {
		d.remake(pieces)
	}
	height := d.prose.lineHeight()
	for i, piece := range pieces {
		d.place(i, piece, fyne.NewPos(piece.x, float32(piece.line)*height), height)
	}
}

// place puts a piece with what belongs to it at the top left of its place on its line.
func (d *proseDrawing) place(i int, p piece, at fyne.Position, height float32) {
	run, text := d.prose.runs[p.run], d.texts[i]
	least := text.MinSize()
	top := (height - least.Height) / 2
	inset := float32(0)
	if box := d.boxes[i]; run.Code && run.OnTapped == nil {
		inset = look.Size(look.Space4)
		box.Move(at.AddXY(0, top-1))
		box.Resize(fyne.NewSize(p.width, least.Height+2))
	} else if run.OnTapped != nil {
		box.Move(at.AddXY(0, top+least.Height-1))
		box.Resize(fyne.NewSize(p.width, look.Size(look.Line)))
	}
	text.Move(at.AddXY(inset, top))
	text.Resize(fyne.NewSize(p.width-2*inset, least.Height))
}

// remake makes the parts of another flow.
func (d *proseDrawing) remake(pieces []piece) {
	d.drawn, d.parts, d.texts, d.boxes = pieces, nil, nil, map[int]*canvas.Rectangle{}
	seen := map[int]bool{}
	height := d.prose.lineHeight()
	for i, p := range pieces {
		run := d.prose.runs[p.run]
		if run.Code || run.OnTapped != nil {
			d.boxes[i] = newBox()
			d.parts = append(d.parts, d.boxes[i])
		}
		text := canvas.NewText(p.text, nil)
		d.texts = append(d.texts, text)
		d.parts = append(d.parts, text)
		if link := d.prose.links[p.run]; link != nil {
			var touch fyne.CanvasObject = link
			if seen[p.run] {
				touch = newProseTail(link)
			}
			seen[p.run] = true
			touch.Move(fyne.NewPos(p.x, float32(p.line)*height))
			touch.Resize(fyne.NewSize(p.width, height))
			d.parts = append(d.parts, touch)
		}
	}
	d.paint()
	canvas.Refresh(d.prose)
}
