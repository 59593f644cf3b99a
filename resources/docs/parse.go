package docs

import (
	"path"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/text/unicode/norm"
)

// Kind is what a block is.
type Kind int

// The kinds of blocks that the guides use; a test proves that they use no other.
const (
	Paragraph Kind = iota
	Heading
	List
	Table
	Code
	Figure
)

// Block is one piece of a page, from top to bottom.
type Block struct {
	Kind    Kind
	Level   int       // of a heading: 2 or 3, as 1 is the title of the page
	Anchor  string    // of a heading, unique on its page
	Text    []Run     // of a paragraph or a heading; of a figure, what it shows in words
	Ordered bool      // of a list
	Items   [][]Block // of a list
	Rows    [][][]Run // of a table: rows of cells, the first is its head
	Code    string    // lines, without the last line feed
	Picture string    // of a figure: a name for Picture
}

// Run is text of one style.
type Run struct {
	Text   string
	Strong bool
	Code   bool
	Page   string // of a link within the guide: the page …
	Anchor string // … and the heading, "" for its top
	URL    string // of a link out of it
}

// Link tells whether the run leads somewhere.
func (r Run) Link() bool { return r.Page != "" || r.URL != "" }

// Plain is the text of runs without style.
func Plain(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

var reader = goldmark.New(goldmark.WithExtensions(extension.Table)).Parser()

// parser reads one page.
type parser struct {
	source []byte
	folder string          // of the file, from which links are read
	used   map[string]bool // anchors
	unread []string        // nodes that the guides may not use; a test holds it to none
}

// Parse reads a page from its Markdown; links are read from the folder of its file.
func Parse(id string, audience Audience, source []byte, folder string) *Page {
	page, _ := parseStrictly(source, folder)
	page.ID, page.Audience = id, audience
	return page
}

// parseStrictly tells what it has not understood, too.
func parseStrictly(source []byte, folder string) (page *Page, unread []string) {
	p := &parser{source: source, folder: folder, used: map[string]bool{}}
	page = &Page{}
	for _, b := range p.blocks(reader.Parse(text.NewReader(source))) {
		if b.Kind == Heading && b.Level == 1 {
			page.Title = Plain(b.Text)
			continue
		}
		page.Blocks = append(page.Blocks, b)
	}
	return page, p.unread
}

func (p *parser) blocks(parent ast.Node) (out []Block) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, p.block(n))
	}
	return out
}

func (p *parser) block(n ast.Node) Block {
	switch n := n.(type) {
	case *ast.Heading:
		runs := p.runs(n)
		return Block{Kind: Heading, Level: n.Level, Text: runs, Anchor: p.anchor(Plain(runs))}
	case *ast.Paragraph, *ast.TextBlock:
		if picture, ok := n.FirstChild().(*ast.Image); ok && n.ChildCount() == 1 {
			return Block{Kind: Figure, Text: p.runs(picture), Picture: path.Join(p.folder, string(picture.Destination))}
		}
		return Block{Kind: Paragraph, Text: p.runs(n)}
	case *ast.List:
		b := Block{Kind: List, Ordered: n.IsOrdered()}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			b.Items = append(b.Items, p.blocks(item))
		}
		return b
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return Block{Kind: Code, Code: p.lines(n)}
	case *east.Table:
		b := Block{Kind: Table}
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			cells := [][]Run{}
			for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
				cells = append(cells, p.runs(cell))
			}
			b.Rows = append(b.Rows, cells)
		}
		return b
	}
	p.unread = append(p.unread, n.Kind().String())
	return Block{}
}

func (p *parser) lines(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(p.source))
	}
	return strings.TrimRight(b.String(), "\n")
}

// runs reads what stands in a line.
func (p *parser) runs(parent ast.Node) (out []Run) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, p.run(n)...)
	}
	return merged(out)
}

func (p *parser) run(n ast.Node) []Run {
	switch n := n.(type) {
	case *ast.Text:
		value := unescaped(string(n.Segment.Value(p.source)))
		if n.SoftLineBreak() || n.HardLineBreak() {
			value += " "
		}
		return []Run{{Text: value}}
	case *ast.CodeSpan:
		return styled(p.literal(n), func(r *Run) { r.Code = true })
	case *ast.Emphasis:
		return styled(p.runs(n), func(r *Run) { r.Strong = true })
	case *ast.Link:
		target, anchor, _ := strings.Cut(string(n.Destination), "#")
		return styled(p.runs(n), func(r *Run) { p.aim(r, target, anchor) })
	case *ast.AutoLink:
		url := string(n.URL(p.source))
		return []Run{{Text: url, URL: url}}
	}
	p.unread = append(p.unread, n.Kind().String())
	return nil
}

// aim makes a run a link. What is not built in, such as a decision record, is named without leading there.
func (p *parser) aim(r *Run, target, anchor string) {
	if strings.Contains(target, "://") {
		r.URL = target
		return
	}
	if page := pageOf(p.folder, target); page != "" {
		r.Page, r.Anchor = page, anchor
	}
}

// literal is code in a line: its text is not Markdown.
func (p *parser) literal(n ast.Node) (out []Run) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			out = append(out, Run{Text: strings.ReplaceAll(string(t.Segment.Value(p.source)), "\n", " ")})
		}
	}
	return merged(out)
}

func styled(runs []Run, dress func(*Run)) []Run {
	for i := range runs {
		dress(&runs[i])
	}
	return runs
}

// merged joins neighbours of one style.
func merged(runs []Run) (out []Run) {
	for _, r := range runs {
		if last := len(out) - 1; last >= 0 {
			same := r
			same.Text = out[last].Text
			if same == out[last] {
				out[last].Text += r.Text
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// unescaped takes away the backslashes before punctuation, as CommonMark 2.4 says.
func unescaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && s[i+1] < unicode.MaxASCII && (unicode.IsPunct(rune(s[i+1])) || unicode.IsSymbol(rune(s[i+1]))) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// anchor is a heading's words in small letters with hyphens, as on GitHub; a second one of the same words gets a number.
func (p *parser) anchor(heading string) string {
	slug := slugOf(heading)
	for n := 1; p.used[slug]; n++ {
		slug = slugOf(heading) + "-" + strconv.Itoa(n)
	}
	p.used[slug] = true
	return slug
}

// slugOf is a text as a part of an address: letters, digits and hyphens, without accents.
func slugOf(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case (unicode.IsSpace(r) || r == '-') && b.Len() > 0:
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}
