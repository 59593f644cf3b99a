package syncpage

import (
	"fyne.io/fyne/v2"

	"pupitre/resources"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// rejectedView is the list of what the server did not accept, with the one looked at.
type rejectedView struct {
	page               *Page
	root               *fyne.Container
	table              *widgets.Table
	title, text, value *widgets.Text
	open, copied       *widgets.Button
}

func newRejectedView(pg *Page) *rejectedView {
	p, s := pg.p, pg.presenter
	v := &rejectedView{page: pg, title: widgets.Strong(""), text: widgets.Body(""), value: widgets.Body("")}
	v.table = newTable(pg, p.T("sync_page.rejected.title"), s.model.Rejected)
	v.table.SetFieldID(fieldRejected)
	v.table.OnSelected = s.selectRow
	v.open = widgets.NewButton(p.T("sync_page.rejected.open"), func() { v.with(s.openField) })
	v.open.SetFieldID(fieldOpen)
	v.copied = widgets.NewButton(p.T("sync_page.rejected.copy"), func() { v.with(s.copyEdit) })
	v.copied.SetFieldID(fieldCopy)
	v.copied.SetIcon(resources.ContentCopy)
	detail := widgets.NewCard(look.Space16, widgets.Column(look.Space8, v.title, v.text, v.value, widgets.WrapLine(look.Space8, v.open, v.copied)))
	v.root = widgets.Column(look.Space8, widgets.Heading(p.T("sync_page.rejected.title")),
		widgets.Muted(p.T("sync_page.rejected.help")), v.table, detail)
	return v
}

// with does something with the edit looked at.
func (v *rejectedView) with(do func(Edit)) {
	if m := v.page.presenter.model; m.Selected() >= 0 {
		do(m.Rejected()[m.Selected()])
	}
}

// refresh shows the model as it is.
func (v *rejectedView) refresh(m *Model) {
	n := m.Selected()
	v.root.Hidden = n < 0
	setRows(v.table, len(m.Rejected()))
	if n < 0 {
		return
	}
	if s := v.table.State(); s.Selected != n {
		s.Selected = n
		v.table.SetState(s)
	}
	e, p := m.Rejected()[n], v.page.p
	v.title.SetText(fieldwords.Label(p, e.Entity, e.Field))
	v.text.SetText(reason(p, e))
	secret := v.page.presenter.secret(e.Entity, e.Field)
	v.value.Hidden = e.Field == "" || secret
	v.value.SetText(p.T("sync_page.rejected.value", "Value", fieldwords.Value(p, e.Entity, e.Field, e.New)))
	_, _, known := fieldwords.Place(e.Entity, e.Field)
	v.open.Hidden = !known
	v.copied.Hidden = v.value.Hidden
}
