package docs

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryPageIsReadWhole(t *testing.T) {
	for _, language := range []string{French, English} {
		for _, page := range Guide(language).Pages {
			source, err := files.ReadFile(sourceOf(page.ID, language))
			if err != nil {
				t.Fatal(err)
			}
			if _, unread := parseStrictly(source, "guide"); len(unread) > 0 {
				t.Errorf("%s in %s holds what the program cannot show: %v", page.ID, language, unread)
			}
			if page.Title == "" || len(page.Blocks) < 3 {
				t.Errorf("%s in %s: title %q, %d blocks", page.ID, language, page.Title, len(page.Blocks))
			}
		}
	}
}

func TestEveryFileOfTheGuideIsInItsTableOfContents(t *testing.T) {
	for _, language := range []string{French, English} {
		entries, err := files.ReadDir("guide/" + language)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			id, isPage := strings.CutSuffix(e.Name(), ".md")
			if isPage && Guide(language).Page(id) == nil {
				t.Errorf("guide/%s/%s is not in the table of contents", language, e.Name())
			}
		}
	}
}

func headings(p *Page) (levels []int) {
	for _, b := range p.Blocks {
		if b.Kind == Heading {
			levels = append(levels, b.Level)
		}
	}
	return levels
}

// The anchors of a translation are those of the original, in order: both must have the same headings.
func TestBothLanguagesHaveTheSameHeadings(t *testing.T) {
	for _, english := range Guide(English).Pages {
		french := Guide(French).Page(english.ID)
		if a, b := headings(english), headings(french); !slices.Equal(a, b) {
			t.Errorf("%s: levels %v in English, %v in French", english.ID, a, b)
		}
	}
}

func eachRun(blocks []Block, f func(Run)) {
	for _, b := range blocks {
		for _, r := range b.Text {
			f(r)
		}
		for _, item := range b.Items {
			eachRun(item, f)
		}
		for _, row := range b.Rows {
			for _, cell := range row {
				for _, r := range cell {
					f(r)
				}
			}
		}
	}
}

func TestLinksLeadToPagesAndHeadings(t *testing.T) {
	links := 0
	for _, language := range []string{French, English} {
		book := Guide(language)
		for _, page := range book.Pages {
			eachRun(page.Blocks, func(r Run) {
				if r.Page == "" {
					return
				}
				links++
				target := book.Page(r.Page)
				if target == nil {
					t.Fatalf("%s leads to %q", page.ID, r.Page)
				}
				if _, ok := target.Heading(r.Anchor); r.Anchor != "" && !ok {
					t.Errorf("%s in %s leads to %s#%s, which is no heading", page.ID, language, r.Page, r.Anchor)
				}
			})
		}
	}
	if links < 100 {
		t.Errorf("only %d links were found", links)
	}
}

func TestParse(t *testing.T) {
	source := "# Le *titre*\n\nUn **mot** et `du code`,\npuis [un lien](account.md#a) et [ailleurs](https://example.com).\n\n" +
		"![Ce qu’on voit](pictures/a.png)\n\n## Une section\n\n1. Un\n2. Deux\n   - Trois\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n```sh\nls  -l\n```\n\n## Une section\n\n    pwd\n"
	page, unread := parseStrictly([]byte(source), "guide/fr")
	if len(unread) > 0 || page.Title != "Le titre" {
		t.Fatalf("unread %v, title %q", unread, page.Title)
	}
	kinds := []Kind{}
	for _, b := range page.Blocks {
		kinds = append(kinds, b.Kind)
	}
	if want := []Kind{Paragraph, Figure, Heading, List, Table, Code, Heading, Code}; !slices.Equal(kinds, want) {
		t.Fatalf("kinds %v", kinds)
	}
	want := []Run{
		{Text: "Un "},
		{Text: "mot", Strong: true},
		{Text: " et "},
		{Text: "du code", Code: true},
		{Text: ", puis "},
		{Text: "un lien", Page: "account", Anchor: "a"},
		{Text: " et "},
		{Text: "ailleurs", URL: "https://example.com"},
		{Text: "."},
	}
	if got := page.Blocks[0].Text; !slices.Equal(got, want) {
		t.Errorf("runs %+v", got)
	}
	if b := page.Blocks[1]; b.Picture != "guide/fr/pictures/a.png" || Plain(b.Text) != "Ce qu’on voit" {
		t.Errorf("figure %+v", b)
	}
	if b := page.Blocks[3]; !b.Ordered || len(b.Items) != 2 || len(b.Items[1]) != 2 || b.Items[1][1].Kind != List {
		t.Errorf("list %+v", b)
	}
	if b := page.Blocks[4]; len(b.Rows) != 2 || Plain(b.Rows[1][1]) != "2" {
		t.Errorf("table %+v", b)
	}
	if a, b := page.Blocks[2].Anchor, page.Blocks[6].Anchor; a != "une-section" || b != "une-section-1" {
		t.Errorf("anchors %q, %q", a, b)
	}
	if got := page.Blocks[5].Code; got != "ls  -l" {
		t.Errorf("code %q", got)
	}
}

func TestWhatCannotBeShownIsTold(t *testing.T) {
	_, unread := parseStrictly([]byte("# T\n\n> quoted\n\n<b>html</b>\n"), "guide/fr")
	if len(unread) == 0 {
		t.Error("a quotation and HTML passed for text")
	}
}
