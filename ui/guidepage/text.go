package guidepage

import (
	"bytes"
	"fmt"
	"image/png"
	"path"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources/docs"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// text is one page as objects, from top to bottom.
type text struct {
	guide    *Guide
	root     *fyne.Container
	headings map[string]*widgets.Text     // by anchor
	tops     map[string]fyne.CanvasObject // where each begins, in root
	marked   *widgets.Text
	links    int // paragraphs made so far, for the ids of their links
	codes    int
}

func newText(g *Guide) *text {
	t := &text{guide: g, headings: map[string]*widgets.Text{}, tops: map[string]fyne.CanvasObject{}}
	t.root = widgets.Column(look.Space12, t.objects(g.page().Blocks)...)
	return t
}

// mark colours the heading that was asked for.
func (t *text) mark(anchor string) {
	if t.marked != nil {
		t.marked.SetColor(theme.ColorNameForeground)
	}
	t.marked = t.headings[anchor]
	if t.marked != nil {
		t.marked.SetColor(theme.ColorNameHyperlink)
	}
}

func (t *text) objects(blocks []docs.Block) (out []fyne.CanvasObject) {
	for _, b := range blocks {
		out = append(out, t.object(b))
	}
	return out
}

func (t *text) object(b docs.Block) fyne.CanvasObject {
	switch b.Kind {
	case docs.Heading:
		return t.heading(b)
	case docs.List:
		return t.list(b)
	case docs.Table:
		return t.table(b)
	case docs.Code:
		t.codes++
		block := widgets.NewCodeBlock(b.Code, t.guide.p.T("guide.copy"), t.guide.copied)
		block.SetFieldID(fieldText + "code." + strconv.Itoa(t.codes))
		return block
	case docs.Figure:
		return t.figure(b)
	case docs.Paragraph:
	}
	return t.prose(b.Text, false)
}

func (t *text) heading(b docs.Block) fyne.CanvasObject {
	size := theme.SizeNameSubHeadingText
	if b.Level > 2 {
		size = theme.SizeNameText
	}
	heading := widgets.NewText(docs.Plain(b.Text), widgets.TextStyle{Size: size, Bold: true})
	t.headings[b.Anchor] = heading
	t.tops[b.Anchor] = widgets.Column(look.Space12, widgets.Column(""), heading) // with air above it
	return t.tops[b.Anchor]
}

func (t *text) list(b docs.Block) fyne.CanvasObject {
	items := []fyne.CanvasObject{}
	for i, item := range b.Items {
		mark := "•"
		if b.Ordered {
			mark = t.guide.p.T("guide.list_number", "Number", i+1)
		}
		items = append(items, widgets.ListItem(mark, widgets.Column(look.Space4, t.objects(item)...)))
	}
	return widgets.Column(look.Space4, items...)
}

func (t *text) table(b docs.Block) fyne.CanvasObject {
	rows := [][]*widgets.Prose{}
	for i, row := range b.Rows {
		cells := []*widgets.Prose{}
		for _, cell := range row {
			cells = append(cells, t.prose(cell, i == 0))
		}
		rows = append(rows, cells)
	}
	return widgets.NewProseTable(rows...)
}

func (t *text) prose(runs []docs.Run, bold bool) *widgets.Prose {
	t.links++
	out := []widgets.Run{}
	for _, r := range runs {
		out = append(out, t.run(r, bold))
	}
	return widgets.NewProse(fieldText+strconv.Itoa(t.links), out...)
}

func (t *text) run(r docs.Run, bold bool) widgets.Run {
	out := widgets.Run{Text: r.Text, Bold: r.Strong || bold, Code: r.Code}
	switch {
	case r.Page != "":
		out.OnTapped = func() { t.guide.Open(Place{Page: r.Page, Anchor: r.Anchor}) }
	case r.URL != "":
		out.Tip = t.guide.p.T("guide.opens_browser", "Address", r.URL)
		out.OnTapped = func() { t.guide.browse(r.URL) }
	}
	return out
}

// figure is a picture, or what it shows in words when it cannot be read.
func (t *text) figure(b docs.Block) fyne.CanvasObject {
	alt := docs.Plain(b.Text)
	content, err := docs.Picture(b.Picture)
	if err != nil {
		return widgets.Muted(alt)
	}
	size, err := png.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return widgets.Muted(alt)
	}
	name := fmt.Sprintf("guide-%s-%s", t.guide.p.Language(), path.Base(b.Picture))
	figure := widgets.NewFigure(fyne.NewStaticResource(name, content), alt, fyne.NewSize(float32(size.Width), float32(size.Height)))
	return widgets.Column(look.Space4, figure, widgets.Muted(alt))
}
