// Package brandpage is the page of the look: two colours, the logo, the favicon, and a live preview of what the public will
// see. It edits the draft that all pages of settings share; images are made away from the window and kept on this computer's
// disk, and the draft refers to them.
package brandpage

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"github.com/spf13/afero"

	"pupitre/data/branding"
	"pupitre/data/settings"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/brand"
	"pupitre/ui/brandpage/cropper"
	"pupitre/ui/brandpage/preview"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/shell"
)

// Files lets the person choose a file.
type Files interface {
	// OpenFile gives the content, to close, of a file of one of the endings; nil when the person thought better of it.
	OpenFile(title string, endings []string, done func(r io.ReadCloser, err error))
}

// Deps are what the page needs. Clipboard and Grab may be nil.
type Deps struct {
	Editor *editing.Editor
	Album  *brand.Album
	Files  Files
	Disk   afero.Fs // where files that are chosen or dropped are
	// Clipboard reads an image that was copied, nothing when there is none. It may block.
	Clipboard func(ctx context.Context) ([]byte, error)
	// Grab keeps the drag that begins now from scrolling, on a screen for fingers (native.Window.ClaimDrag).
	Grab func()
}

// Presenter is what the page remembers while the person is signed in, on the window's goroutine.
type Presenter struct {
	deps   Deps
	choice preview.Choice
	open   string // the colour whose picker is open, "" for none
	target string // the colour that is taken from the logo
	taking bool   // the panel of the logo's colours is open
	images map[string]*imageWork
	page   *Page // that is on the screen, nil for none
}

// NewPresenter makes a presenter over the shared editor.
func NewPresenter(deps Deps) *Presenter {
	h := &Presenter{
		deps: deps, target: branding.FieldColor1, images: map[string]*imageWork{},
		choice: preview.Choice{Kind: preview.Portal, Language: i18n.French},
	}
	for _, field := range []string{branding.FieldLogo, branding.FieldFavicon} {
		h.images[field] = &imageWork{host: h, field: field}
	}
	return h
}

// Title is the page's name.
func Title(p *i18n.Printer) string { return p.T("brandpage.title") }

// Registration offers the page to the shell under a route.
func (h *Presenter) Registration(route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupSystem, Icon: resources.Palette, Title: Title, Wide: true,
		Entries: func(p *i18n.Printer) []shell.Entry { return h.entries(p, route) },
		New:     func(p *i18n.Printer) shell.Page { return New(h, p) },
	}
}

// entries lists what the palette finds inside the page.
func (h *Presenter) entries(p *i18n.Printer, route shell.Route) (out []shell.Entry) {
	for _, f := range branding.Fields() {
		label := func(p *i18n.Printer) string { return fieldwords.Label(p, branding.Entity, f.Name) }
		entry := shell.Entry{
			ID: "brand." + f.Name, Icon: resources.Palette, Label: label(p), Detail: Title(p), Names: shell.Texts(label),
			Help:  shell.Texts(func(p *i18n.Printer) string { return fieldwords.ControlHelp(p, branding.Entity, f.Name, "") }),
			Place: shell.Place{Route: route, Section: editing.SectionBranding, Field: id(f.Name)},
		}
		for _, lang := range i18n.Languages {
			entry.Also = append(entry.Also, editing.Synonyms(i18n.For(lang), cell(f.Name))...)
		}
		out = append(out, entry)
	}
	return out
}

// id is the stable id of a field's control.
func id(field string) string { return branding.Entity + "." + field }

func cell(field string) draft.Cell { return draft.Cell{Entity: branding.Entity, Field: field} }

func (h *Presenter) draft() *draft.Draft { return h.deps.Editor.Draft() }

func (h *Presenter) readOnly() bool { return h.draft().ReadOnly(branding.Entity) }

// brand is the look after the next save.
func (h *Presenter) brand() branding.Brand { return editing.BrandOf(h.draft()) }

// provider is the name of the provider after the next save.
func (h *Presenter) provider() string {
	return settings.String(h.draft().Value(settings.EntityProfile, settings.FieldName))
}

// drag shows a colour while a hand is at work, as one step of undo; done ends it.
func (h *Presenter) drag(field string, c branding.Colour) {
	h.deps.Editor.Type(editing.FieldID(id(field)), c.Hex())
}

func (h *Presenter) done(field string) { h.deps.Editor.Leave(editing.FieldID(id(field))) }

// take chooses a colour at once.
func (h *Presenter) take(field string, c branding.Colour) {
	h.deps.Editor.Choose(editing.FieldID(id(field)), c.Hex())
}

// takeBoth chooses both colours as one step of undo.
func (h *Presenter) takeBoth(first, second branding.Colour) {
	h.deps.Editor.Edit(func(d *draft.Draft) {
		d.Gather("", func() {
			d.Type(cell(branding.FieldColor1), first.Hex())
			d.Type(cell(branding.FieldColor2), second.Hex())
		})
		d.Leave(cell(branding.FieldColor1))
		d.Leave(cell(branding.FieldColor2))
	})
}

// changed has the page look again.
func (h *Presenter) changed() {
	if h.page != nil {
		h.page.refresh()
	}
}

// Drop takes files that were dropped on the window, at a place of its canvas, and tells whether the page was there for them.
func (h *Presenter) Drop(at fyne.Position, files []fyne.URI) bool {
	if h.page == nil || h.readOnly() || len(files) == 0 {
		return false
	}
	field := branding.FieldLogo
	if h.page.favicon != nil && h.page.favicon.covers(at) {
		field = branding.FieldFavicon
	}
	h.images[field].fromFile(files[0].Path())
	return true
}

// crop shows the cropper over the page. While another page is shown the picture waits, and the window says so.
func (h *Presenter) crop(w *imageWork, pic cropper.Picture) {
	if h.page != nil {
		h.page.crop(w, pic)
		return
	}
	w.waits = true
	window := h.deps.Editor.Window
	p := window.Printer()
	window.Toast(p.T("brandpage.crop.waits"), p.T("brandpage.crop.open"), func() {
		window.Reveal(editing.SectionBranding, id(w.field))
	})
}

// progress has the page show how far the work on an image is.
func (h *Presenter) progress(w *imageWork) {
	if h.page != nil {
		h.page.progress(w)
	}
}
