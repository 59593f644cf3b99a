package importpage

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Stable ids, by which the keyboard is found again after a rebuild.
const (
	fieldScroll    = "importpage.scroll"
	fieldChoose    = "importpage.choose"
	fieldSeparator = "importpage.separator"
	fieldEncoding  = "importpage.encoding"
	fieldColumn    = "importpage.column." // and its number
	fieldAccount   = "importpage.account"
	fieldKind      = "importpage.kind"
	fieldReplace   = "importpage.replace"
	fieldCheck     = "importpage.check"
	fieldCancel    = "importpage.cancel"
	fieldAccept    = "importpage.accept"
	fieldProblems  = "importpage.problems"
	fieldSave      = "importpage.save_problems"
	fieldUndo      = "importpage.undo"
	fieldWhich     = "importpage.which"
	fieldExport    = "importpage.export"
)

// part is a card of the page.
type part interface {
	object() fyne.CanvasObject
	// refresh shows the state, and tells whether the page has to be placed anew.
	refresh() (moved bool)
}

// Page is the import in one language, over the presenter's state: the cards of its phase, one under the other.
type Page struct {
	presenter *Presenter
	p         *i18n.Printer
	root      *widgets.Scroll
	cards     *fyne.Container
	offline   *widgets.Banner
	parts     []part
	built     string              // what the cards were built for
	lost      widgets.FocusKeeper // of the phase before, when this one has not what had the keyboard
	left      bool
	leave     func()
}

// Title is the page's name.
func Title(p *i18n.Printer) string { return p.T("importpage.title") }

// Registration offers the page to the shell under a route.
func (h *Presenter) Registration(route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupPortal, Icon: resources.UploadFile, Title: Title,
		Entries: func(p *i18n.Printer) []shell.Entry { return entries(p, route) },
		New:     func(p *i18n.Printer) shell.Page { return New(h, p) },
	}
}

// entries lists what the palette finds inside the page.
func entries(p *i18n.Printer, route shell.Route) (out []shell.Entry) {
	also := shell.Words(func(p *i18n.Printer) string { return p.T("importpage.words") })
	add := func(field string, icon resources.IconName, label func(*i18n.Printer) string) {
		out = append(out, shell.Entry{
			ID: field, Icon: icon, Label: label(p), Detail: Title(p), Names: shell.Texts(label), Also: also,
			Place: shell.Place{Route: route, Field: field},
		})
	}
	add(fieldChoose, resources.UploadFile, func(p *i18n.Printer) string { return p.T("importpage.file.title") })
	add(fieldExport, resources.Download, func(p *i18n.Printer) string { return p.T("importpage.export.title") })
	return out
}

// New builds the page in the language of p.
func New(h *Presenter, p *i18n.Printer) *Page {
	pg := &Page{presenter: h, p: p, cards: widgets.Column(look.Space16)}
	pg.offline = widgets.NewBanner(widgets.Information, p.T("importpage.offline"))
	pg.root = widgets.NewScroll(widgets.Padded(look.Space4, look.Space24,
		widgets.MaxWidth(look.ContentWidth, widgets.Column(look.Space16, pg.offline, pg.cards))))
	pg.root.SetFieldID(fieldScroll)
	h.looking++
	pg.leave = h.Watch(pg.refresh)
	pg.refresh()
	return pg
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.root }

// Aim gives the keyboard to a control.
func (pg *Page) Aim(_, field string) {
	if c := pg.canvas(); c != nil && field != "" {
		widgets.FocusField(c, field)
	}
}

// AimAt does nothing: the cards come and go.
func (pg *Page) AimAt(int) {}

// Leave ends what the page has subscribed to. What is under way goes on.
func (pg *Page) Leave() {
	if pg.left {
		return
	}
	pg.left = true
	pg.presenter.looking--
	pg.leave()
}

func (pg *Page) canvas() fyne.Canvas {
	if pg.root == nil {
		return nil
	}
	return fyne.CurrentApp().Driver().CanvasForObject(pg.root)
}

// refresh shows the state as it is.
func (pg *Page) refresh() {
	if pg.left || pg.root == nil {
		return
	}
	h := pg.presenter
	hidden := h.online || h.of == ""
	moved := pg.offline.Hidden != hidden
	pg.offline.Hidden = hidden
	if built := pg.shape(); built != pg.built {
		pg.rebuild(built)
		moved = true
	}
	for _, one := range pg.parts {
		moved = one.refresh() || moved
	}
	if moved {
		pg.root.Refresh()
	}
}

// shape tells what needs other cards: the phase, and what the columns of the file are.
func (pg *Page) shape() string {
	h := pg.presenter
	if h.file == nil {
		return fmt.Sprint(h.of, h.phase, h.job.ID)
	}
	return fmt.Sprint(h.of, h.phase, h.file.name, h.file.size, h.file.head.Format, h.file.head.Titles)
}

// rebuild makes the cards of the phase, and gives the keyboard back. What had it may be missing in one phase and there again in the
// next, as the button that chooses a file is while the file is looked at.
func (pg *Page) rebuild(built string) {
	c := pg.canvas()
	var keeper widgets.FocusKeeper
	if c != nil {
		if keeper = widgets.KeepFocus(c); !keeper.Knows() {
			keeper = pg.lost
		}
	}
	pg.built, pg.parts, pg.cards.Objects = built, pg.of(), nil
	for _, one := range pg.parts {
		pg.cards.Objects = append(pg.cards.Objects, one.object())
	}
	pg.cards.Refresh()
	if c == nil {
		return
	}
	pg.lost = keeper
	if keeper.Restore(c) {
		pg.lost = widgets.FocusKeeper{}
	}
}

// of are the cards of the phase.
func (pg *Page) of() []part {
	h := pg.presenter
	if h.of == "" {
		return []part{newNothing(pg)}
	}
	switch h.phase {
	case Looking:
		return []part{newWaiting(pg)}
	case Mapping:
		return []part{newFileCard(pg), newColumnsCard(pg), newDefaultsCard(pg)}
	case Sending, Running:
		return []part{newProgressCard(pg)}
	case Ready, Accepting:
		return []part{newPreviewCard(pg), newProblemsCard(pg), newSamplesCard(pg)}
	case Done:
		return []part{newDoneCard(pg), newUndoCard(pg)}
	case Idle, Failed:
	}
	return []part{newChooseCard(pg), newExportCard(pg), newUndoCard(pg)}
}

// onlineOnly is why something cannot be done now, "" when it can.
func (pg *Page) onlineOnly() string {
	if pg.presenter.online {
		return ""
	}
	return pg.p.T("federation.offline")
}

// askUndo names what is taken back.
func (pg *Page) askUndo() {
	h := pg.presenter
	if h.state.Undo == nil {
		return
	}
	portal.Undo{
		P: pg.p, Run: h.deps.Run, What: h.state.Undo.Change, Done: h.undone,
		Send: func(ctx context.Context) (wire.FederationState, error) { return h.deps.Source.UndoDirectory(ctx, h.of) },
	}.Ask(pg.canvas())
}
