// Package docs holds the guides that are built into the program, in both languages, read from the Markdown files beside it.
//
// It is a leaf and knows no toolkit: the window that shows the guides and the static pages for the Web are both made from
// its blocks. The two languages of a page have the same headings in the same order; a test proves it. So a heading has one
// anchor, the same in both, made of its English words, and a reader who switches language stays where they are.
package docs

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed guide operating.md operating.fr.md settings-file.md settings-file.fr.md
var files embed.FS

// The languages of the guides, by their ISO 639-1 codes.
const (
	French  = "fr"
	English = "en"
)

// Audience is whom a page is written for first.
type Audience int

// The audiences, in the order of the table of contents.
const (
	Everyone Audience = iota
	Administrators
	Resellers
	Support
	Desks
	Operators
)

// Audiences lists all, in the order of the table of contents.
var Audiences = []Audience{Everyone, Administrators, Resellers, Support, Desks, Operators}

// TitleID is the id, in the catalogues, of what stands above the pages of an audience.
func (a Audience) TitleID() string {
	switch a {
	case Administrators:
		return "guide.audience.administrators"
	case Resellers:
		return "guide.audience.resellers"
	case Support:
		return "guide.audience.support"
	case Desks:
		return "guide.audience.desks"
	case Operators:
		return "guide.audience.operators"
	case Everyone:
	}
	return "guide.audience.everyone"
}

// Index is the id of the first page.
const Index = "index"

// contents is the table of contents: each page once, under those whom it is written for first.
var contents = []struct {
	audience Audience
	pages    []string
}{
	{Everyone, []string{Index, "first-start", "keys", "synchronization"}},
	{Administrators, []string{
		"settings", "account", "support-and-telephony", "appearance", "live-chat", "application-servers", "people", "resellers",
		"portal-accounts", "portal-administrators", "history", "conflicts",
	}},
	{Resellers, []string{"reseller-view"}},
	{Support, []string{"portal-home", "federation", "import-export"}},
	{Desks, []string{"lock", "kiosk"}},
	{Operators, []string{"kiosk-install", "command-line", "settings-file", "operating"}},
}

// Page is one page of a book.
type Page struct {
	ID       string // the same in both languages, a file name without its ending
	Audience Audience
	Title    string
	Blocks   []Block // without the title
}

// Book is the guide in one language.
type Book struct {
	Language string
	Pages    []*Page // in the order of the table of contents
	byID     map[string]*Page
}

// NewBook makes a book of pages, in their order.
func NewBook(language string, pages ...*Page) *Book {
	b := &Book{Language: language, byID: map[string]*Page{}}
	for _, p := range pages {
		b.Pages = append(b.Pages, p)
		b.byID[p.ID] = p
	}
	return b
}

// Page is the page of an id, nil when there is none.
func (b *Book) Page(id string) *Page { return b.byID[id] }

// Of lists the pages of an audience.
func (b *Book) Of(a Audience) (pages []*Page) {
	for _, p := range b.Pages {
		if p.Audience == a {
			pages = append(pages, p)
		}
	}
	return pages
}

// Heading is the heading of an anchor on a page; ok is false when there is none.
func (p *Page) Heading(anchor string) (heading Block, ok bool) {
	for _, b := range p.Blocks {
		if b.Kind == Heading && b.Anchor == anchor {
			return b, true
		}
	}
	return Block{}, false
}

// Guide is the guide in a language; English for one that there is not. It is read once and must not be changed.
func Guide(language string) *Book {
	both := books()
	if language == French {
		return both[0]
	}
	return both[1]
}

// Picture is the PNG file of a picture block.
func Picture(name string) ([]byte, error) { return files.ReadFile(name) }

// PictureNames lists all pictures that are built in, as Block.Picture has them.
func PictureNames() ([]string, error) { return fs.Glob(files, "guide/*/pictures/*.png") }

var books = sync.OnceValue(func() [2]*Book {
	english := readBook(English)
	french := readBook(French)
	for _, page := range french.Pages {
		ShareAnchors(english.Page(page.ID), page)
	}
	return [2]*Book{french, english}
})

// readBook reads all pages of a language. What is built in is there: a missing page is a broken build, found by the first test.
func readBook(language string) *Book {
	pages := []*Page{}
	for _, group := range contents {
		for _, id := range group.pages {
			name := sourceOf(id, language)
			source, err := files.ReadFile(name)
			if err != nil {
				panic(err)
			}
			page := Parse(id, group.audience, source, path.Dir(name))
			page.Blocks = withoutSwitch(page)
			pages = append(pages, page)
		}
	}
	return NewBook(language, pages...)
}

// withoutSwitch leaves out the line that leads to the other language of the page: the program has a switch of its own.
func withoutSwitch(p *Page) []Block {
	return slices.DeleteFunc(p.Blocks, func(b Block) bool {
		return b.Kind == Paragraph && len(b.Text) == 1 && b.Text[0].Page == p.ID && b.Text[0].Anchor == ""
	})
}

// sourceOf is the file of a page: what is for operators alone stands beside the guide.
func sourceOf(id, language string) string {
	switch id {
	case "operating", "settings-file":
		if language == French {
			return id + ".fr.md"
		}
		return id + ".md"
	}
	return path.Join("guide", language, id+".md")
}

// pageOf is the id of the page whose file a link names from a folder, "" for none.
func pageOf(folder, target string) string {
	name := path.Join(folder, target)
	if path.Ext(name) != ".md" {
		return ""
	}
	id := strings.TrimSuffix(strings.TrimSuffix(path.Base(name), ".md"), "."+French)
	for _, group := range contents {
		for _, page := range group.pages {
			if page == id && (name == sourceOf(id, French) || name == sourceOf(id, English)) {
				return id
			}
		}
	}
	return ""
}

// ShareAnchors gives the headings of a translation the anchors of the original.
func ShareAnchors(original, translation *Page) {
	anchors := []string{}
	for _, b := range original.Blocks {
		if b.Kind == Heading {
			anchors = append(anchors, b.Anchor)
		}
	}
	for i, b := range translation.Blocks {
		if b.Kind == Heading && len(anchors) > 0 {
			translation.Blocks[i].Anchor, anchors = anchors[0], anchors[1:]
		}
	}
}
