package federationpage

import (
	"slices"

	"fyne.io/fyne/v2"

	"pupitre/data/wire"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

// accountsPart is the first step: the number of each account, the name of its administrator, and the name that tells it apart.
type accountsPart struct {
	page    *Page
	root    fyne.CanvasObject
	there   *widgets.Text
	name    *widgets.Row
	called  *widgets.Entry // what the federation is called
	lines   *fyne.Container
	fields  map[string]*widgets.Entry // by stable id
	problem *widgets.Banner
	build   *widgets.Button
	shown   int // lines
}

func newAccountsPart(pg *Page) *accountsPart {
	p, h := pg.p, pg.presenter
	a := &accountsPart{page: pg, there: widgets.Body(""), lines: widgets.Column(look.Space8), shown: -1}
	name := widgets.NewEntry(p.T("building.accounts.federation"))
	name.SetFieldID(fieldName)
	name.SetMaxLength(maxName)
	name.SetText(h.name)
	name.OnChanged = func(text string) {
		h.name = text
		h.typed(fieldName)
	}
	a.called, a.name = name, widgets.NewRow(name.Label(), "", name, look.ControlWide)
	a.problem = widgets.NewBanner(widgets.Failure, "")
	a.problem.Hide()
	more := widgets.NewQuietButton(p.T("building.accounts.more"), func() {
		if len(h.drafts) < wire.MaxBuildAccounts {
			h.drafts = append(h.drafts, draftAccount{})
			h.Tell()
			pg.Aim("", fieldOf(len(h.drafts)-1, partName))
		}
	})
	more.SetIcon(resources.Add)
	more.SetFieldID(fieldMore)
	a.build = widgets.NewPrimaryButton("", func() {
		h.build()
		pg.Aim("", h.bad.field)
	})
	a.build.SetFieldID(fieldBuild)
	a.root = portal.Card(p.T("building.accounts.title"), widgets.Muted(p.T("building.accounts.help")), a.there, a.name, a.lines, a.problem,
		widgets.WrapLine(look.Space8, a.build, more))
	return a
}

func (a *accountsPart) object() fyne.CanvasObject { return a.root }

func (a *accountsPart) refresh() (moved bool) {
	p, h := a.page.p, a.page.presenter
	if a.shown != len(h.drafts) {
		a.shown, moved = len(h.drafts), true
		a.lines.Objects, a.fields = nil, map[string]*widgets.Entry{}
		for i := range h.drafts {
			a.lines.Objects = append(a.lines.Objects, a.line(i))
		}
	}
	if a.name.Hidden != h.founded() {
		a.name.Hidden, moved = h.founded(), true
	}
	label := p.T("building.accounts.build")
	if h.founded() {
		label = p.T("building.accounts.add")
	}
	a.build.SetLabel(label)
	a.build.SetKind(widgets.Primary)
	if h.founded() { // the plan has the page's main button
		a.build.SetKind(widgets.Secondary)
	}
	a.build.SetBusy(h.busy)
	portal.Enable(a.build, a.page.offline())
	moved = portal.Show(a.there, a.already()) || moved
	for id, field := range a.fields {
		field.SetError(id == h.bad.field)
	}
	a.called.SetError(h.bad.field == fieldName)
	return portal.Say(a.problem, a.wrong()) || moved
}

// wrong says what was refused, and on which line.
func (a *accountsPart) wrong() string {
	p, bad := a.page.p, a.page.presenter.bad
	switch {
	case bad.err == nil:
		return ""
	case bad.line > 0:
		return p.T("building.accounts.wrong", "Line", bad.line, "Reason", p.Err(bad.err))
	}
	return p.Err(bad.err)
}

// already names the accounts that are in the federation, the first ones when they are many.
func (a *accountsPart) already() string {
	const most = 6
	p, h := a.page.p, a.page.presenter
	f, ok := h.deps.Portal.Federation()
	names := h.deps.Portal.Names()
	if !ok || names == nil {
		return ""
	}
	list := []string{}
	for _, account := range names.Accounts() {
		list = append(list, account.Name)
	}
	n := len(list)
	if n > most {
		list = append(list[:most], p.N("building.accounts.others", n-most))
	}
	return p.N("building.accounts.there", n, "Federation", f.Name, "Names", p.List(list...))
}

// line is one account that is being typed.
func (a *accountsPart) line(i int) fyne.CanvasObject {
	p, h := a.page.p, a.page.presenter
	field := func(part, label string, most int, text func(d *draftAccount) *string) *widgets.Entry {
		e, id := widgets.NewEntry(p.T("building.accounts.of_line", "Name", label, "Line", i+1)), fieldOf(i, part)
		e.SetFieldID(id)
		e.SetHint(label)
		e.SetMaxLength(most)
		e.SetText(*text(&h.drafts[i]))
		e.OnChanged = func(typed string) {
			if i < len(h.drafts) {
				*text(&h.drafts[i]) = typed
				h.typed(id)
			}
		}
		a.fields[id] = e
		return e
	}
	fields := widgets.Filters(
		field(partName, p.T("building.accounts.name"), maxName, func(d *draftAccount) *string { return &d.name }),
		field(partPhone, p.T("building.accounts.phone"), maxPhone, func(d *draftAccount) *string { return &d.phone }),
		field(partAdministrator, p.T("building.accounts.administrator"), maxName, func(d *draftAccount) *string { return &d.administrator }))
	remove := widgets.NewIconButton(resources.Delete, p.T("building.accounts.remove", "Line", i+1), func() {
		if i < len(h.drafts) {
			h.drafts, h.bad = slices.Delete(h.drafts, i, i+1), mistake{}
			a.shown = -1
			h.Tell()
			a.page.Aim("", fieldMore)
		}
	})
	return widgets.Ends(fields, remove)
}
