package guidepage

import (
	"strings"

	"pupitre/resources/docs"
	"pupitre/ui/shell"
)

// hit is a place that a search has found.
type hit struct{ place Place }

// words are what a hit is called in the language of a book: its heading, and its page.
func (h hit) words(book *docs.Book) (label, page string) {
	p := book.Page(h.place.Page)
	if heading, ok := p.Heading(h.place.Anchor); ok {
		return docs.Plain(heading.Text), p.Title
	}
	return p.Title, p.Title
}

// newSearch makes the search over every heading and what stands under it, in both languages at once, whatever language the
// window speaks.
func newSearch(inEnglish, inFrench *docs.Book) func(query string) []hit {
	entries, places := []shell.Entry{}, map[string]Place{}
	for _, page := range inEnglish.Pages {
		english, french := sections(page), sections(inFrench.Page(page.ID))
		for i, section := range english {
			place := Place{Page: page.ID, Anchor: section.anchor}
			id := place.Page + "#" + place.Anchor
			places[id] = place
			entries = append(entries, shell.Entry{
				ID: id, Names: []string{french[i].title, section.title},
				Also: []string{french[0].title, english[0].title}, Help: []string{french[i].text, section.text},
			})
		}
	}
	search := shell.NewSearch(entries)
	return func(query string) (hits []hit) {
		for _, e := range search(query) {
			hits = append(hits, hit{places[e.ID]})
		}
		return hits
	}
}

// section is a heading and the text under it; the first is the page's title and what stands above its first heading.
type section struct{ anchor, title, text string }

func sections(page *docs.Page) []section {
	out := []section{{title: page.Title}}
	for _, b := range page.Blocks {
		if b.Kind == docs.Heading {
			out = append(out, section{anchor: b.Anchor, title: docs.Plain(b.Text)})
			continue
		}
		out[len(out)-1].text += plain(b)
	}
	return out
}

// plain is the text of a block and of what is in it.
func plain(b docs.Block) string {
	var out strings.Builder
	out.WriteString(docs.Plain(b.Text) + " " + b.Code + " ")
	for _, item := range b.Items {
		for _, inner := range item {
			out.WriteString(plain(inner))
		}
	}
	for _, row := range b.Rows {
		for _, cell := range row {
			out.WriteString(docs.Plain(cell) + " ")
		}
	}
	return out.String()
}
