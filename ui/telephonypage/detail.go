package telephonypage

import (
	"fyne.io/fyne/v2"

	"pupitre/data/settings"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// detailView is the card of the provider selected: its fields, and what can be done with it.
type detailView struct {
	page    *Page
	card    *widgets.Detail
	content *fyne.Container
	title   *widgets.Text
	problem *widgets.Banner
	rows    []*editing.Row
	built   string // what the rows and buttons were built for
}

func newDetailView(pg *Page) *detailView {
	v := &detailView{page: pg, title: widgets.Heading(""), problem: widgets.NewBanner(widgets.Caution, "")}
	v.content = widgets.Column(look.Space8)
	v.card = widgets.NewDetail(v.content)
	v.card.Hide()
	return v
}

// refresh shows the provider selected, and tells whether the page has to be placed anew.
func (v *detailView) refresh() (moved bool) {
	h := v.page.presenter
	d, entity := h.draft(), h.selected
	if entity == "" {
		moved = !v.card.Hidden
		v.card.Hidden, v.built = true, ""
		return moved
	}
	state := "living"
	if d.Dying(entity) || d.Gone(entity) {
		state = "going"
	}
	if h.isDefault(entity) {
		state += " default"
	}
	if built := entity + " " + state; built != v.built {
		v.built = built
		v.build(entity)
		moved = true
	}
	v.title.SetText(h.name(v.page.p, entity))
	problem := v.page.p.Err(d.Error(draft.Cell{Entity: entity}))
	moved = moved || v.problem.Hidden != (problem == "")
	v.problem.Hidden = problem == ""
	v.problem.SetText(problem)
	for _, row := range v.rows {
		moved = row.Refresh() || moved
	}
	moved = moved || v.card.Hidden
	v.card.Hidden = false
	v.card.Refresh()
	return moved
}

// build makes fields and buttons of a provider, and leaves the keyboard where it was.
func (v *detailView) build(entity string) {
	keep, c := widgets.FocusKeeper{}, v.page.Canvas()
	if c != nil {
		keep = widgets.KeepFocus(c)
	}
	h, m := v.page.presenter, v.page.model()
	v.rows = nil
	actions := v.page.actions(entity)
	going := h.draft().Dying(entity) || h.draft().Gone(entity)
	objects := []fyne.CanvasObject{widgets.Padded("", look.Space16, v.head(entity, going, actions)), v.problem}
	if going {
		objects = append(objects, widgets.Padded(look.Space4, look.Space16, v.buttons(actions)))
	} else {
		for _, cell := range cells(entity) {
			row := editing.NewRow(v.page.Host, m.ID(cell))
			v.rows = append(v.rows, row)
			objects = append(objects, row.Root)
		}
	}
	v.content.Objects = objects
	if c != nil {
		v.page.root.Refresh()
		keep.Restore(c)
	}
}

// head is the name, and what can be done with a provider that stays.
func (v *detailView) head(entity string, going bool, actions []widgets.MenuItem) fyne.CanvasObject {
	if going || len(actions) == 0 {
		return v.title
	}
	menu := widgets.NewIconButton(resources.MoreVert, v.page.p.T("telephony.menu"), nil)
	menu.SetFieldID(entity + ".menu")
	menu.OnTapped = func() { widgets.ShowMenu(menu, v.page.actions(entity)...) }
	return widgets.Ends(v.title, menu)
}

// buttons are the actions on a provider that goes.
func (v *detailView) buttons(actions []widgets.MenuItem) fyne.CanvasObject {
	out := []fyne.CanvasObject{}
	for _, a := range actions {
		b := widgets.NewButton(a.Label, a.OnTapped)
		b.SetIcon(a.Icon)
		out = append(out, b)
	}
	return widgets.WrapLine(look.Space8, out...)
}

// cells are the controls of a provider, in reading order.
func cells(entity string) []draft.Cell {
	return []draft.Cell{
		{Entity: entity, Field: settings.FieldName},
		{Entity: entity, Field: settings.FieldAddress, Part: editing.PartHost},
		{Entity: entity, Field: settings.FieldAddress, Part: editing.PartPort},
		{Entity: entity, Field: settings.FieldTransport},
		{Entity: entity, Field: settings.FieldPhone},
		{Entity: entity, Field: settings.FieldNote},
	}
}

// actions is what can be done with a provider: the buttons of its card and the menu of its row.
func (pg *Page) actions(entity string) []widgets.MenuItem {
	h, p := pg.presenter, pg.p
	if h.readOnly() {
		return nil
	}
	edit := func(do func(d *draft.Draft)) func() { return func() { pg.Editor.Edit(do) } }
	switch d := h.draft(); {
	case d.Gone(entity):
		return []widgets.MenuItem{{Label: p.T("telephony.drop"), Icon: resources.Close, OnTapped: edit(func(d *draft.Draft) {
			d.TakeTheirs(draft.Cell{Entity: entity})
		})}}
	case d.Dying(entity):
		return []widgets.MenuItem{{Label: p.T("telephony.restore"), Icon: resources.Undo, OnTapped: edit(func(d *draft.Draft) { d.Restore(entity) })}}
	}
	return []widgets.MenuItem{
		{Label: p.T("telephony.pick"), Icon: resources.CheckCircle, Disabled: h.isDefault(entity), OnTapped: edit(func(d *draft.Draft) {
			d.Choose(draft.Cell{Entity: settings.EntityTelephony, Field: settings.FieldDefault}, draft.IDOf(entity))
		})},
		{Label: p.T("telephony.delete"), Icon: resources.Delete, OnTapped: func() { pg.remove(entity) }},
	}
}

func (pg *Page) menu(row int) []widgets.MenuItem {
	if row >= len(pg.shown) {
		return nil
	}
	return pg.actions(pg.shown[row])
}

// remove asks before a provider is put down for deletion; one that is in use is not, and the dialog says where.
func (pg *Page) remove(entity string) {
	h, p := pg.presenter, pg.p
	name := h.name(p, entity)
	var dialog *widgets.Dialog
	if len(h.draft().Users(entity)) > 0 {
		where := widgets.Body(p.T("telephony.in_use_body", "Where", pg.model().Where(p, entity)))
		closed := widgets.NewButton(p.T("telephony.in_use_close"), func() { dialog.Close() })
		dialog = widgets.NewDialog(p.T("telephony.in_use_title", "Name", name), where, nil, closed)
		dialog.Show(pg.Canvas(), nil)
		return
	}
	accept := widgets.NewDangerButton(p.T("telephony.delete_accept"), func() {
		dialog.Close()
		pg.Editor.Edit(func(d *draft.Draft) { _ = d.Remove(entity) }) // refused when somebody chose it meanwhile: nothing changes
		pg.focus(fieldTable)
	})
	cancel := widgets.NewButton(p.T("telephony.delete_cancel"), func() { dialog.Close() })
	dialog = widgets.NewDialog(p.T("telephony.delete_title", "Name", name), widgets.Body(p.T("telephony.delete_body")), accept, cancel)
	dialog.Show(pg.Canvas(), nil)
}
