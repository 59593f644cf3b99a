package federationpage

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"pupitre/data/directory"
	"pupitre/data/directory/plan"
	"pupitre/data/wire"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

// leastDigits is the fewest that the longest new extension may have.
const leastDigits = 3

// planPart is the third step: who would have which number, applied in one go and taken back in one.
type planPart struct {
	page         *Page
	root         fyne.CanvasObject
	digits       *widgets.Select
	said, warned *widgets.Text
	table        *widgets.Table
	apply, undo  *widgets.Button
	undoable     *widgets.Text
	shown        *analysis
}

func newPlanPart(pg *Page) *planPart {
	p, h := pg.p, pg.presenter
	v := &planPart{page: pg, said: widgets.Body(""), warned: widgets.Muted(""), undoable: widgets.Muted("")}
	options := []widgets.Option{}
	for n := leastDigits; n <= plan.MaxDigits; n++ {
		options = append(options, widgets.Option{Value: strconv.Itoa(n), Label: p.N("building.plan.digits", n)})
	}
	v.digits = widgets.NewSelect(p, p.T("building.plan.most_digits"), options...)
	v.digits.SetFieldID(fieldDigits)
	v.digits.SetSelected(strconv.Itoa(h.digits))
	v.digits.OnChanged = func(value string) {
		if n, err := strconv.Atoi(value); err == nil {
			h.setDigits(n)
		}
	}
	v.newTable()
	v.apply = widgets.NewPrimaryButton(p.T("building.plan.apply"), pg.askApply)
	v.apply.SetFieldID(fieldApply)
	v.undo = widgets.NewButton(p.T("building.plan.undo"), pg.askUndo)
	v.undo.SetIcon(resources.Undo)
	v.undo.SetFieldID(fieldUndo)
	v.root = portal.Card(p.T("building.plan.title"), widgets.Muted(p.T("building.plan.help")),
		widgets.NewRow(v.digits.Label(), p.T("building.plan.most_digits_help"), v.digits, look.ControlMedium),
		v.said, v.warned, v.table, widgets.WrapLine(look.Space8, v.apply, v.undo), v.undoable)
	return v
}

func (v *planPart) newTable() {
	p := v.page.p
	v.table = widgets.NewTable(p.T("building.plan.title"),
		widgets.TableColumn{ID: "name", Title: p.T("enterprise.column.name"), Fit: "Marie-Ève Tremblay", Weight: 2},
		widgets.TableColumn{ID: "account", Title: p.T("enterprise.column.account"), Fit: "Québec, Rive", Weight: 1},
		widgets.TableColumn{ID: "from", Title: p.T("building.plan.from"), Fit: "888888"},
		widgets.TableColumn{ID: "to", Title: p.T("building.plan.to"), Fit: "888888"},
		widgets.TableColumn{ID: "reason", Title: p.T("building.plan.reason"), Fit: p.T("building.reason.beginning", "With", "88888"), Optional: true})
	v.table.SetFieldID(fieldChanges)
	v.table.FitRows = planRows
	v.table.Cell = v.cell
}

func (v *planPart) object() fyne.CanvasObject { return v.root }

func (v *planPart) refresh() (moved bool) {
	p, h := v.page.p, v.page.presenter
	if hidden := !h.renew; v.root.Visible() == hidden {
		moved = true
		if hidden {
			v.root.Hide()
		} else {
			v.root.Show()
		}
	}
	n := 0
	if h.found != nil {
		n = len(h.found.plan.Changes)
	}
	if v.shown != h.found {
		v.shown, moved = h.found, true
		v.table.SetCount(n)
	}
	if v.table.Hidden != (n == 0) {
		v.table.Hidden, moved = n == 0, true
	}
	nothing := p.T("building.plan.none_yet")
	if h.found != nil {
		nothing = p.T("building.plan.nothing")
	}
	portal.Enable(v.apply, because(v.page.offline(), when(n == 0, nothing)))
	portal.Enable(v.undo, because(v.page.offline(), when(h.state.Undo == nil, p.T("importpage.undo.none"))))
	moved = portal.Show(v.said, v.summary()) || moved
	moved = portal.Show(v.warned, v.warning()) || moved
	return portal.Show(v.undoable, h.deps.Portal.LastChange(p, h.state.Undo)) || moved
}

// summary says how many people the plan touches, how many groups and the like beside them, and whether there is a better plan.
func (v *planPart) summary() string {
	p, h := v.page.p, v.page.presenter
	switch {
	case h.found == nil:
		return p.T("building.plan.none_yet")
	case len(h.found.plan.Changes) == 0:
		return p.T("building.plan.nothing")
	}
	made := h.found.plan
	said := []string{p.N("building.plan.users", made.Users, "Kept", made.Kept)}
	if others := len(made.Changes) - made.Users; others > 0 {
		said = append(said, p.N("building.plan.others", others))
	}
	if made.Optimal {
		return strings.Join(append(said, p.T("building.plan.optimal")), " ")
	}
	return strings.Join(append(said, p.T("building.plan.heuristic")), " ")
}

// warning counts the numbers that are tedious to dial.
func (v *planPart) warning() string {
	p, found := v.page.p, v.page.presenter.found
	if found == nil || found.plan.Long+found.plan.LongKept == 0 {
		return ""
	}
	return p.N("building.plan.long", found.plan.Long+found.plan.LongKept, "Max", plan.LongDigits)
}

func (v *planPart) cell(row, column int) (widgets.TableCell, bool) {
	h := v.page.presenter
	if h.found == nil || row >= len(h.found.plan.Changes) {
		return widgets.TableCell{}, false
	}
	c := h.found.plan.Changes[row]
	text := v.page.change(c)[column]
	cell := widgets.TableCell{Text: text}
	switch column {
	case 3:
		cell.Bold = true
		if c.Long() {
			cell.Icon = resources.Warning
		}
	case 1, 4:
		cell.Color = look.ColorMuted
	}
	return cell, true
}

// change is a line of the plan: name, account, from, to, reason.
func (pg *Page) change(c plan.Change) []string {
	account := ""
	if names := pg.presenter.deps.Portal.Names(); names != nil {
		account = names.Of(directory.ByAccount, c.Entry.Account)
	}
	return []string{c.Entry.Name, account, c.Entry.Extension, c.To, pg.reason(c)}
}

func (pg *Page) reason(c plan.Change) string {
	p := pg.p
	switch c.Reason {
	case plan.Beginning:
		return p.T("building.reason.beginning", "With", c.With)
	case plan.Reserve:
		return p.T("building.reason.reserved", "With", c.With)
	case plan.Malformed:
		return p.T("building.reason.malformed")
	case plan.Room:
		return p.T("building.reason.room")
	case plan.Duplicate:
	}
	return p.T("building.reason.duplicate")
}

// askApply says what follows, then renumbers in one go.
func (pg *Page) askApply() {
	p, h := pg.p, pg.presenter
	if h.found == nil {
		return
	}
	asked := h.found // another directory, or another number of digits, is another question
	var o *portal.Order
	o = portal.NewOrder(p, h.deps.Run, portal.OrderSpec{
		Title: p.N("building.plan.apply_title", len(asked.plan.Changes)), Accept: p.T("building.plan.apply_accept"),
		Body: []fyne.CanvasObject{widgets.Body(p.T("building.plan.apply_body"))},
		Do: func() {
			portal.Send(o, h.apply(asked), func(s wire.FederationState) {
				h.applied = asked.plan
				h.changed(s, p.T("building.plan.applied"))
			})
		},
	})
	o.Show(pg.canvas(), nil)
}

// askUndo names what is taken back.
func (pg *Page) askUndo() {
	p, h := pg.p, pg.presenter
	if h.state.Undo == nil {
		return
	}
	portal.Undo{P: p, Run: h.deps.Run, What: h.state.Undo.Change, Send: h.undo(), Done: func(s wire.FederationState) {
		h.applied = nil
		h.changed(s, p.T("building.undo.done"))
	}}.Ask(pg.canvas())
}
