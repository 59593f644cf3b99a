package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"image/png"
	"path"

	"github.com/spf13/afero"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/resources/docs"
)

var (
	//go:embed page.html
	pageSource string
	//go:embed style.css
	style []byte
)

// sheet is what the template of a page is given.
type sheet struct {
	Page     *docs.Page
	Book     *docs.Book
	Groups   []group
	Language i18n.Language
	Other    i18n.Language
	Before   *docs.Page // in the order of the table of contents; nil at the ends
	After    *docs.Page
}

// group is the pages of an audience.
type group struct {
	Title string
	Pages []*docs.Page
}

// T is a text of the catalogue, in the language of the page.
func (s sheet) T(id string) string { return words(i18n.For(s.Language))[id] }

// words are the texts around a page, by the names that the template has for them.
func words(p *i18n.Printer) map[string]string {
	return map[string]string{
		"guide":    p.T("guide.web.name"),
		"skip":     p.T("guide.web.skip"),
		"contents": p.T("guide.web.contents"),
		"other":    p.T("guide.web.other_language"),
		"before":   p.T("guide.web.before"),
		"after":    p.T("guide.web.after"),
	}
}

// Write writes the pages and what they show; it tells how many pages there are. What is there already is written over.
func Write(fs afero.Fs) (pages int, err error) {
	t, err := template.New("page").Funcs(template.FuncMap{
		"href": href, "picture": pictureName, "size": pictureSize, "tag": tag,
	}).Parse(pageSource)
	if err != nil {
		return 0, fmt.Errorf("template: %w", err)
	}
	for _, language := range i18n.Languages {
		book := docs.Guide(string(language))
		for i := range book.Pages {
			if err := writePage(fs, t, newSheet(book, language, i)); err != nil {
				return pages, err
			}
			pages++
		}
	}
	if err := put(fs, "index.html", front()); err != nil {
		return pages, err
	}
	if err := put(fs, "style.css", style); err != nil {
		return pages, err
	}
	if err := put(fs, "icon.svg", resources.AppIconSVG()); err != nil {
		return pages, err
	}
	return pages, putPictures(fs)
}

func newSheet(book *docs.Book, language i18n.Language, i int) sheet {
	s := sheet{Page: book.Pages[i], Book: book, Language: language, Other: i18n.French}
	if language == i18n.French {
		s.Other = i18n.English
	}
	if i > 0 {
		s.Before = book.Pages[i-1]
	}
	if i+1 < len(book.Pages) {
		s.After = book.Pages[i+1]
	}
	for _, a := range docs.Audiences {
		s.Groups = append(s.Groups, group{i18n.For(language).T(a.TitleID()), book.Of(a)})
	}
	return s
}

func writePage(fs afero.Fs, t *template.Template, s sheet) error {
	var b bytes.Buffer
	if err := t.Execute(&b, s); err != nil {
		return fmt.Errorf("%s in %s: %w", s.Page.ID, s.Language, err)
	}
	return put(fs, path.Join(string(s.Language), s.Page.ID+".html"), b.Bytes())
}

// front leads to the languages, French first. It goes to the French pages by itself where nobody chooses.
func front() []byte {
	french, english := i18n.For(i18n.French), i18n.For(i18n.English)
	return fmt.Appendf(nil, `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%[1]s – %[2]s</title>
<link rel="stylesheet" href="style.css">
<link rel="icon" href="icon.svg">
<main class="front">
<h1>Pupitre</h1>
<p><a href="fr/index.html">%[1]s</a></p>
<p lang="en"><a href="en/index.html" hreflang="en">%[2]s</a></p>
</main>
</html>
`, template.HTMLEscapeString(french.T("guide.web.name")), template.HTMLEscapeString(english.T("guide.web.name")))
}

func put(fs afero.Fs, name string, content []byte) error {
	if err := fs.MkdirAll(path.Dir(name), 0o755); err != nil {
		return fmt.Errorf("folder of %s: %w", name, err)
	}
	if err := afero.WriteFile(fs, name, content, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func putPictures(fs afero.Fs) error {
	names, err := docs.PictureNames()
	if err != nil {
		return err
	}
	for _, name := range names {
		content, err := docs.Picture(name)
		if err != nil {
			return err
		}
		language := path.Base(path.Dir(path.Dir(name)))
		if err := put(fs, path.Join(language, pictureName(name)), content); err != nil {
			return err
		}
	}
	return nil
}

// href is where a run leads: to a page beside this one, or out of the guide.
func href(r docs.Run) string {
	if r.Page == "" {
		return r.URL
	}
	if r.Anchor == "" {
		return r.Page + ".html"
	}
	return r.Page + ".html#" + r.Anchor
}

func pictureName(name string) string { return path.Join("pictures", path.Base(name)) }

// pictureSize gives a picture its place before it is loaded.
func pictureSize(name string) (template.HTMLAttr, error) {
	content, err := docs.Picture(name)
	if err != nil {
		return "", err
	}
	size, err := png.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return "", err
	}
	return template.HTMLAttr(fmt.Sprintf(`width="%d" height="%d"`, size.Width, size.Height)), nil
}

// tag names the kind of a block for the template.
func tag(b docs.Block) string {
	return map[docs.Kind]string{
		docs.Paragraph: "p", docs.Heading: "h", docs.List: "list", docs.Table: "table", docs.Code: "code", docs.Figure: "figure",
	}[b.Kind]
}
