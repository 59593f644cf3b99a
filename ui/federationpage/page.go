package federationpage

import (
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
	fieldPDF      = "building.pdf"
	fieldPlanCSV  = "building.plan_csv"
	fieldAccounts = "building.accounts_csv"
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
	away      *widgets.Banner // that most of it is done on line
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
	also := shell.Words(func(p *i18n.Printer) string { return p.T("building.words") })
	add := func(field string, label func(*i18n.Printer) string) {
		out = append(out, shell.Entry{
			ID: field, Icon: resources.Dialpad, Label: label(p), Detail: Title(p), Names: shell.Texts(label), Also: also,
			Place: shell.Place{Route: route, Field: field},
		})
	}
	add(fieldMore, func(p *i18n.Printer) string { return p.T("building.accounts.title") })
	add(fieldAnalyse, func(p *i18n.Printer) string { return p.T("building.clashes.title") })
	add(fieldDial, func(p *i18n.Printer) string { return p.T("building.dial.title") })
	add(fieldPDF, func(p *i18n.Printer) string { return p.T("building.dossier.title") })
	return out
}

// New builds the page in the language of p.
func New(h *Presenter, p *i18n.Printer) *Page {
	pg := &Page{presenter: h, p: p}
	pg.parts = []part{newAccountsPart(pg), newClashesPart(pg), newPlanPart(pg), newDialPart(pg), newDossierPart(pg)}
	pg.away = widgets.NewBanner(widgets.Information, p.T("building.offline"))
	objects := []fyne.CanvasObject{widgets.Muted(p.T("building.intro")), pg.away}
	for _, one := range pg.parts {
		objects = append(objects, one.object())
	}
	pg.root = widgets.NewScroll(widgets.Padded(look.Space4, look.Space24,
		widgets.MaxWidth(look.ContentWidth, widgets.Column(look.Space16, objects...))))
	pg.root.SetFieldID(fieldScroll)
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

// AimAt gives the keyboard to the nth step.
func (pg *Page) AimAt(n int) {
	steps := []string{fieldMore, fieldAnalyse, fieldDigits, fieldDial, fieldPDF}
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
	online := pg.presenter.deps.Portal.Online()
	moved := pg.away.Hidden != online
	pg.away.Hidden = online
	for _, one := range pg.parts {
		moved = one.refresh() || moved
	}
	if moved {
		pg.root.Refresh()
	}
}

// offline is why what is done on line cannot be done now, "" when it can.
func (pg *Page) offline() string {
	if pg.presenter.deps.Portal.Online() {
		return ""
	}
	return pg.p.T("federation.offline")
}

// because is the first reason that is not empty.
func because(reasons ...string) string {
	for _, r := range reasons {
		if r != "" {
			return r
		}
	}
	return ""
}

// when is a reason that holds only sometimes.
func when(holds bool, reason string) string {
	if holds {
		return reason
	}
	return ""
}
