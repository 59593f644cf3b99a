package federationpage

import (
	"fyne.io/fyne/v2"

	"pupitre/data/directory"
	"pupitre/data/directory/plan"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

// When a number is dialled on the telephone of the page.
const (
	whenToday   = "today"
	whenPlanned = "planned"
)

// dialPart is the last step: from account A, dial 3201, who rings?
type dialPart struct {
	page    *Page
	root    fyne.CanvasObject
	from    *widgets.Select
	listed  int // version of the names that the accounts were listed with
	verdict *widgets.Text
	detail  *widgets.Text
}

func newDialPart(pg *Page) *dialPart {
	p, h := pg.p, pg.presenter
	d := &dialPart{page: pg, verdict: widgets.Strong(""), detail: widgets.Muted(""), listed: -1}
	d.from = widgets.NewSelect(p, p.T("building.dial.from"))
	d.from.SetFieldID(fieldFrom)
	d.from.SetPrompt(p.T("building.dial.choose"))
	d.from.SetSelected(h.account)
	d.from.OnChanged = func(id string) {
		h.account = id
		h.Tell()
	}
	digits := widgets.NewEntry(p.T("building.dial.number"))
	digits.SetFieldID(fieldDial)
	digits.SetMaxLength(20)
	digits.SetText(h.dialled)
	digits.OnChanged = func(text string) {
		h.dialled = text
		h.Tell()
	}
	when := widgets.NewSegmented(p.T("building.dial.when"),
		widgets.Option{Value: whenToday, Label: p.T("building.dial.today")}, widgets.Option{Value: whenPlanned, Label: p.T("building.dial.planned")})
	when.SetFieldID(fieldWhen)
	when.SetSelected(whenToday)
	if h.after {
		when.SetSelected(whenPlanned)
	}
	when.OnChanged = func(value string) {
		h.after = value == whenPlanned
		h.Tell()
	}
	d.root = portal.Card(p.T("building.dial.title"), widgets.Muted(p.T("building.dial.help")),
		widgets.NewRow(d.from.Label(), "", d.from, look.ControlWide), widgets.NewRow(digits.Label(), "", digits, look.ControlMedium),
		widgets.WrapLine(look.Space8, when), d.verdict, d.detail)
	return d
}

func (d *dialPart) object() fyne.CanvasObject { return d.root }

func (d *dialPart) refresh() (moved bool) {
	p, h := d.page.p, d.page.presenter
	if version := h.deps.Portal.NamesVersion(); version != d.listed {
		d.listed = version
		options := []widgets.Option{}
		if names := h.deps.Portal.Names(); names != nil {
			for _, a := range names.Accounts() {
				options = append(options, widgets.Option{Value: a.ID, Label: a.Name})
			}
		}
		d.from.SetOptions(options)
	}
	call, ok := h.dial()
	if !ok {
		text := p.T("building.dial.ready")
		if h.found == nil {
			text = p.T("building.dial.first")
		}
		moved = portal.Show(d.verdict, "")
		return portal.Show(d.detail, text) || moved
	}
	moved = portal.Show(d.verdict, d.says(call))
	return portal.Show(d.detail, d.adds(call)) || moved
}

// says is who rings.
func (d *dialPart) says(call plan.Call) string {
	p := d.page.p
	if call.Early != nil { // telephones take digits one by one
		return p.N("building.call.early", call.After, "Who", d.page.who(*call.Early))
	}
	switch call.Outcome {
	case plan.Emergency:
		return p.T("building.call.emergency")
	case plan.Operator:
		return p.T("building.call.operator")
	case plan.Outside:
		return p.T("building.call.outside")
	case plan.Service:
		return p.T("building.call.service")
	case plan.Ambiguous:
		return p.N("building.call.ambiguous", len(call.Others))
	case plan.Nobody:
		return p.T("building.call.nobody")
	case plan.Rings:
	}
	return p.T("building.call.rings", "Who", d.page.who(call.Entry))
}

// adds is what else there is to know.
func (d *dialPart) adds(call plan.Call) string {
	const most = 5
	p := d.page.p
	who := func(list []directory.Entry) string {
		names := []string{}
		for _, e := range list[:min(len(list), most)] {
			names = append(names, d.page.who(e))
		}
		return p.List(names...)
	}
	switch {
	case call.Early != nil && call.Outcome == plan.Rings:
		return p.T("building.call.whole", "Who", d.page.who(call.Entry))
	case call.Outcome == plan.Ambiguous:
		return who(call.Others)
	case len(call.Others) > 0:
		return p.T("building.call.also", "Who", who(call.Others))
	}
	return ""
}
