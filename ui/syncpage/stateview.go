package syncpage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// stateView is the card with the state of the exchange.
type stateView struct {
	page            *Page
	card            *widgets.Card
	icon            *widgets.Icon
	title, detail   *widgets.Text
	problem         *widgets.Text
	last, used, due *widgets.Text
	act             *widgets.Button
}

func newStateView(pg *Page) *stateView {
	v := &stateView{
		page: pg, icon: widgets.NewIcon(resources.Sync, theme.SizeNameInlineIcon, look.ColorMuted),
		title: widgets.Heading(""), detail: widgets.Body(""), problem: widgets.Muted(""),
		last: widgets.Body(""), used: widgets.Body(""), due: widgets.Body(""),
		act: widgets.NewButton("", nil),
	}
	v.act.SetFieldID(fieldAct)
	p := pg.p
	v.card = widgets.NewCard(look.Space16, widgets.Column(look.Space12,
		widgets.Ends(widgets.Column("", widgets.Line(look.Space8, v.icon, keep(v.title))), v.act),
		v.detail, v.problem,
		widgets.NewSeparator(),
		fact(p.T("sync_page.fact.last"), v.last),
		fact(p.T("sync_page.fact.waiting"), v.due),
		fact(p.T("sync_page.fact.used"), v.used)))
	return v
}

// keep writes a title on one line, whose width a line of objects can ask for.
func keep(t *widgets.Text) *widgets.Text {
	t.SetStyle(widgets.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true, Overflow: widgets.Keep})
	return t
}

// fact is a line of two: what, and how much.
func fact(label string, value *widgets.Text) fyne.CanvasObject {
	value.SetStyle(widgets.TextStyle{Overflow: widgets.Keep})
	return widgets.WrapLine(look.Space8, widgets.NewText(label, widgets.TextStyle{Color: look.ColorMuted, Overflow: widgets.Keep}), value)
}

// refresh shows the state as it is.
func (v *stateView) refresh(m *Model) {
	p, deps := v.page.p, v.page.presenter.deps
	state, words := m.State(), wordsOf(p, m.State())
	v.icon.Set(words.icon, words.color)
	v.title.SetText(words.title)
	v.detail.SetText(words.detail)
	v.problem.Hidden = state.Problem == nil
	v.problem.SetText(p.Err(state.Problem))
	v.last.SetText(lastExchange(p, state, deps.Clock.Now().In(deps.Zone())))
	v.due.SetText(p.N("sync_page.fact.fields", state.Pending))
	v.used.SetText(p.T("sync_page.fact.traffic", "Sent", p.Bytes(m.sent), "Received", p.Bytes(m.received)))
	switch {
	case words.retry:
		v.act.SetLabel(p.T("sync_page.retry"))
		v.act.OnTapped = v.page.presenter.RetryNow
	case words.signIn && deps.SignIn != nil:
		v.act.SetLabel(p.T("shell.sign_in_again"))
		v.act.OnTapped = deps.SignIn
	}
	v.act.Hidden = !words.retry && (!words.signIn || deps.SignIn == nil)
	v.card.Refresh()
}
