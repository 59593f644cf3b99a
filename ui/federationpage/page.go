package federationpage

import (
	"strings"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Stable ids, by which the keyboard is found again after a rebuild.
const (
	fieldScroll   = "building.scroll"
	fieldName     = "building.name"
	fieldAccount  = "building.account." // and the line and the part
	fieldMore     = "building.more"
	fieldBuild    = "building.build"
	fieldAnalyse  = "building.analyse"
	fieldHandling = "building.handling"
	fieldDigits   = "building.digits"
	fieldClashes  = "building.clashes"
	fieldChanges  = "building.changes"
	fieldApply    = "building.apply"
	fieldUndo     = "building.undo"
	fieldExport   = "building.export"
	fieldFrom     = "building.from"
	fieldDial     = "building.dial"
	fieldWhen     = "building.when"
)

// part is a step of the page.
type part interface {
	object() fyne.CanvasObject
	// refresh shows the state, and tells whether the page has to be placed anew.
	refresh() (moved bool)
}

// Page is the wizard in one language, over the presenter's state: its steps stand one under the other, so that one may go back
// without losing anything.
type Page struct {
	presenter *Presenter
	p         *i18n.Printer
	root      *widgets.Scroll
	parts     []part
	left      bool
	leave     func()
}

// Title is the page's name.
func Title(p *i18n.Printer) string { return p.T("building.title") }

// Registration offers the page to the shell under a route.
func (h *Presenter) Registration(route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupPortal, Icon: resources.Dialpad, Title: Title,
		Entries: func(p *i18n.Printer) []shell.Entry { return entries(p, route) },
		New:     func(p *i18n.Printer) shell.Page { return New(h, p) },
	}
}

// entries lists what the palette finds inside the page: its steps.
func entries(p *i18n.Printer, route shell.Route) (out []shell.Entry) {
	also := []string{}
	for _, list := range shell.Texts(func(p *i18n.Printer) string { return p.T("building.words") }) {
		also = append(also, strings.Split(list, ", ")...)
	}
	add := func(field string, label func(*i18n.Printer) string) {
		out = append(out, shell.Entry{
			ID: field, Icon: resources.Dialpad, Label: label(p), Detail: Title(p), Names: shell.Texts(label), Also: also,
			Place: shell.Place{Route: route, Field: field},
		})
	}
	add(fieldMore, func(p *i18n.Printer) string { return p.T("building.accounts.title") })
	add(fieldAnalyse, func(p *i18n.Printer) string { return p.T("building.clashes.title") })
	add(fieldDial, func(p *i18n.Printer) string { return p.T("building.dial.title") })
	return out
}

// New builds the page in the language of p.
func New(h *Presenter, p *i18n.Printer) *Page {
	pg := &Page{presenter: h, p: p}
	pg.parts = []part{newAccountsPart(pg), newClashesPart(pg), newPlanPart(pg), newDialPart(pg)}
	objects := []fyne.CanvasObject{widgets.Muted(p.T("building.intro"))}
	for _, one := range pg.parts {
		objects = append(objects, one.object())
	}
	pg.root = widgets.NewScroll(widgets.Padded(look.Space4, look.Space24,
		widgets.MaxWidth(look.ContentWidth, widgets.Column(look.Space16, objects...))))
	pg.root.SetFieldID(fieldScroll)
	pg.leave = h.watch(pg.refresh)
	pg.refresh()
	return pg
}

// card is the surface of a step: its title and what stands in it.
func card(title string, objects ...fyne.CanvasObject) fyne.CanvasObject {
	all := append([]fyne.CanvasObject{widgets.Heading(title)}, objects...)
	return widgets.NewCard(look.Space16, widgets.Column(look.Space12, all...))
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.root }

// Aim gives the keyboard to a control.
func (pg *Page) Aim(_, field string) {
	if c := pg.canvas(); c != nil && field != "" {
		widgets.FocusField(c, field)
	}
}

// AimAt gives the keyboard to the nth step.
func (pg *Page) AimAt(n int) {
	steps := []string{fieldMore, fieldAnalyse, fieldDigits, fieldDial}
	if n < len(steps) {
		pg.Aim("", steps[n])
	}
}

// Leave ends what the page has subscribed to.
func (pg *Page) Leave() {
	pg.left = true
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
	if pg.left {
		return
	}
	moved := false
	for _, one := range pg.parts {
		moved = one.refresh() || moved
	}
	if moved {
		pg.root.Refresh()
	}
}

// enable lets a button be pressed or not.
func enable(b *widgets.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// show changes a text that may be empty, and tells whether the page has to be placed anew.
func show(t *widgets.Text, text string) (moved bool) {
	if t.Text() == text && t.Hidden == (text == "") {
		return false
	}
	t.SetText(text)
	t.Hidden = text == ""
	return true
}

// say is show for a banner.
func say(b *widgets.Banner, text string) (moved bool) {
	if b.Text() == text && b.Hidden == (text == "") {
		return false
	}
	b.SetText(text)
	b.Hidden = text == ""
	return true
}
