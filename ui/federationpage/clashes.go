package federationpage

import (
	"fyne.io/fyne/v2"

	"pupitre/data/directory"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

// Rows of the lists before they scroll.
const (
	clashRows = 5
	planRows  = 7
)

// How extensions are handled.
const (
	handleRenew = "renew"
	handleKeep  = "keep"
)

// clashesPart is the second step: which extensions several accounts have, and how they are handled.
type clashesPart struct {
	page    *Page
	root    fyne.CanvasObject
	analyse *widgets.Button
	said    *widgets.Text
	table   *widgets.Table
	help    *widgets.Text
	problem *widgets.Banner
	shown   *analysis
}

func newClashesPart(pg *Page) *clashesPart {
	p, h := pg.p, pg.presenter
	c := &clashesPart{page: pg, said: widgets.Body(""), help: widgets.Muted("")}
	c.problem = widgets.NewBanner(widgets.Failure, "")
	c.problem.Hide()
	c.analyse = widgets.NewButton(p.T("building.clashes.analyse"), h.analyse)
	c.analyse.SetIcon(resources.Search)
	c.analyse.SetFieldID(fieldAnalyse)
	c.table = widgets.NewTable(p.T("building.clashes.title"),
		widgets.TableColumn{ID: "extension", Title: p.T("enterprise.column.extension"), Fit: "888888"},
		widgets.TableColumn{ID: "count", Title: p.T("building.clashes.count"), Fit: "888", Align: fyne.TextAlignTrailing},
		widgets.TableColumn{ID: "who", Title: p.T("building.clashes.who"), Fit: "Jean-François Bouchard", Weight: 1})
	c.table.SetFieldID(fieldClashes)
	c.table.FitRows = clashRows
	c.table.Cell = c.cell
	handling := widgets.NewSegmented(p.T("building.clashes.handling"),
		widgets.Option{Value: handleRenew, Label: p.T("building.clashes.renew")}, widgets.Option{Value: handleKeep, Label: p.T("building.clashes.keep")})
	handling.SetFieldID(fieldHandling)
	handling.SetSelected(handleKeep)
	if h.renew {
		handling.SetSelected(handleRenew)
	}
	handling.OnChanged = func(value string) {
		h.renew = value == handleRenew
		h.Tell()
	}
	c.root = portal.Card(p.T("building.clashes.title"), widgets.Muted(p.T("building.clashes.help")), widgets.WrapLine(look.Space8, c.analyse),
		c.problem, c.said, c.table, widgets.Strong(p.T("building.clashes.handling")), widgets.WrapLine(look.Space8, handling), c.help)
	return c
}

func (c *clashesPart) object() fyne.CanvasObject { return c.root }

func (c *clashesPart) refresh() (moved bool) {
	p, h := c.page.p, c.page.presenter
	if c.shown != h.found {
		c.shown, moved = h.found, true
		n := 0
		if h.found != nil {
			n = len(h.found.clashes)
		}
		c.table.Hidden = n == 0
		c.table.SetCount(n)
	}
	if c.shown == nil && !c.table.Hidden {
		c.table.Hidden, moved = true, true
	}
	c.analyse.SetBusy(h.looks.Running())
	portal.Enable(c.analyse, because(when(!h.founded(), p.T("building.clashes.first")),
		when(!h.deps.Portal.FinderState().Ready, p.T("enterprise.empty.soon"))))
	text, help, problem := "", p.T("building.clashes.keep_help"), ""
	switch {
	case h.found != nil:
		text = p.N("building.clashes.found", len(h.found.clashes))
	case h.looks.Running():
		text = p.T("building.clashes.running")
	case !h.founded():
		text = p.T("building.clashes.first")
	case !h.deps.Portal.FinderState().Ready:
		text = p.T("enterprise.empty.soon")
	}
	if h.renew {
		help = p.T("building.clashes.renew_help")
	}
	if h.problem != nil {
		problem = p.Err(h.problem)
	}
	moved = portal.Show(c.said, text) || moved
	moved = portal.Show(c.help, help) || moved
	return portal.Say(c.problem, problem) || moved
}

func (c *clashesPart) cell(row, column int) (widgets.TableCell, bool) {
	p, h := c.page.p, c.page.presenter
	if h.found == nil || row >= len(h.found.clashes) {
		return widgets.TableCell{}, false
	}
	clash := h.found.clashes[row]
	switch column {
	case 0:
		return widgets.TableCell{Text: clash.Extension, Bold: true}, true
	case 1:
		return widgets.TableCell{Text: p.Number(len(clash.Entries))}, true
	}
	const most = 4
	who := []string{}
	for _, e := range clash.Entries[:min(len(clash.Entries), most)] {
		who = append(who, c.page.who(*e))
	}
	return widgets.TableCell{Text: p.List(who...), Color: look.ColorMuted}, true
}

// who names an entry with its account.
func (pg *Page) who(e directory.Entry) string {
	names := pg.presenter.deps.Portal.Names()
	if names == nil {
		return e.Name
	}
	return pg.p.T("enterprise.of_account", "Name", e.Name, "Account", names.Of(directory.ByAccount, e.Account))
}
