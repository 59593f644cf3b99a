package federationpage

import (
	"fmt"

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
	lines   *fyne.Container
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
	name.OnChanged = func(text string) { h.name = text }
	a.name = widgets.NewRow(name.Label(), "", name, look.ControlWide)
	a.problem = widgets.NewBanner(widgets.Failure, "")
	a.problem.Hide()
	more := widgets.NewQuietButton(p.T("building.accounts.more"), func() {
		if len(h.drafts) < wire.MaxBuildAccounts {
			h.drafts = append(h.drafts, draftAccount{})
			h.Tell()
			pg.Aim("", fmt.Sprint(fieldAccount, len(h.drafts)-1, ".name"))
		}
	})
	more.SetIcon(resources.Add)
	more.SetFieldID(fieldMore)
	a.build = widgets.NewPrimaryButton("", h.build)
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
		a.lines.Objects = nil
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
	problem := ""
	if h.fault != nil {
		problem = p.Err(h.fault)
	}
	return portal.Say(a.problem, problem) || moved
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
	field := func(part, label, text string, change func(d *draftAccount, text string)) *widgets.Entry {
		e := widgets.NewEntry(p.T("building.accounts.of_line", "Name", label, "Line", i+1))
		e.SetFieldID(fmt.Sprint(fieldAccount, i, ".", part))
		e.SetHint(label)
		e.SetText(text)
		e.OnChanged = func(text string) {
			if i < len(h.drafts) {
				change(&h.drafts[i], text)
			}
		}
		return e
	}
	d := h.drafts[i]
	fields := widgets.Filters(
		field("name", p.T("building.accounts.name"), d.name, func(d *draftAccount, t string) { d.name = t }),
		field("phone", p.T("building.accounts.phone"), d.phone, func(d *draftAccount, t string) { d.phone = t }),
		field("administrator", p.T("building.accounts.administrator"), d.administrator, func(d *draftAccount, t string) { d.administrator = t }))
	remove := widgets.NewIconButton(resources.Delete, p.T("building.accounts.remove", "Line", i+1), func() {
		if i < len(h.drafts) {
			h.drafts = append(h.drafts[:i], h.drafts[i+1:]...)
			a.shown = -1
			h.Tell()
			a.page.Aim("", fieldMore)
		}
	})
	return widgets.Ends(fields, remove)
}
