package resellerspage

import (
	"fmt"

	"fyne.io/fyne/v2"

	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// detailView is the card of the reseller selected: its fields, its people, and what can be done with it.
type detailView struct {
	page    *Page
	card    *widgets.Detail
	content *fyne.Container
	title   *widgets.Text
	problem *widgets.Banner
	closed  *widgets.Banner // of a reseller that is deactivated
	people  *fyne.Container
	rows    []*editing.Row
	built   string // what the rows and buttons were built for
	known   string // what the people were shown for
}

func newDetailView(pg *Page) *detailView {
	v := &detailView{page: pg, title: widgets.Heading(""), problem: widgets.NewBanner(widgets.Caution, "")}
	v.closed = widgets.NewBanner(widgets.Caution, pg.p.T("resellers.inactive"))
	v.content, v.people = widgets.Column(look.Space8), widgets.Column(look.Space4)
	v.card = widgets.NewDetail(v.content)
	v.card.Hide()
	return v
}

// refresh shows the reseller selected, and tells whether the page has to be placed anew.
func (v *detailView) refresh() (moved bool) {
	h := v.page.presenter
	d, entity := h.draft(), h.selected
	if entity == "" {
		moved = !v.card.Hidden
		v.card.Hidden, v.built, v.known = true, "", ""
		return moved
	}
	if built := fmt.Sprint(entity, d.Gone(entity)); built != v.built {
		v.built, v.known = built, ""
		v.build(entity)
		moved = true
	}
	v.title.SetText(h.name(v.page.p, entity))
	problem := v.page.p.Err(d.Error(draft.Cell{Entity: entity}))
	moved = moved || v.problem.Hidden != (problem == "")
	v.problem.Hidden = problem == ""
	v.problem.SetText(problem)
	moved = moved || v.closed.Hidden != h.active(entity)
	v.closed.Hidden = h.active(entity)
	for _, row := range v.rows {
		moved = row.Refresh() || moved
	}
	moved = v.showPeople(entity) || moved
	moved = moved || v.card.Hidden
	v.card.Hidden = false
	v.card.Refresh()
	return moved
}

// build makes fields and buttons of a reseller, and leaves the keyboard where it was.
func (v *detailView) build(entity string) {
	keep, c := widgets.FocusKeeper{}, v.page.Canvas()
	if c != nil {
		keep = widgets.KeepFocus(c)
	}
	h := v.page.presenter
	v.rows = nil
	actions := v.page.actions(entity)
	gone := h.draft().Gone(entity)
	objects := []fyne.CanvasObject{widgets.Padded("", look.Space16, v.head(entity, gone, actions)), v.problem}
	if gone {
		objects = append(objects, widgets.Padded(look.Space4, look.Space16, buttons(actions)))
	} else {
		objects = append(objects, v.closed)
		for _, cell := range cells(entity) {
			row := editing.NewRow(v.page.Host, v.page.model().ID(cell))
			v.rows = append(v.rows, row)
			objects = append(objects, row.Root)
		}
		objects = append(objects, widgets.NewSeparator(), widgets.Padded(look.Space4, look.Space16, v.people))
	}
	v.content.Objects = objects
	if c != nil {
		v.page.root.Refresh()
		keep.Restore(c)
	}
}

// head is the name, and what can be done with a reseller that stays.
func (v *detailView) head(entity string, gone bool, actions []widgets.MenuItem) fyne.CanvasObject {
	if gone || len(actions) == 0 {
		return v.title
	}
	menu := widgets.NewIconButton(resources.MoreVert, v.page.p.T("resellers.menu"), nil)
	menu.SetFieldID(entity + ".menu")
	menu.OnTapped = func() { widgets.ShowMenu(menu, v.page.actions(entity)...) }
	return widgets.Ends(v.title, menu)
}

// buttons are the actions on a reseller that went away elsewhere.
func buttons(actions []widgets.MenuItem) fyne.CanvasObject {
	out := []fyne.CanvasObject{}
	for _, a := range actions {
		b := widgets.NewButton(a.Label, a.OnTapped)
		b.SetIcon(a.Icon)
		out = append(out, b)
	}
	return widgets.WrapLine(look.Space8, out...)
}

// cells are the controls of a reseller, in reading order.
func cells(entity string) []draft.Cell {
	out := []draft.Cell{}
	for _, field := range []string{
		settings.FieldName, settings.FieldLanguage, settings.FieldTelephony, settings.FieldEmail, settings.FieldPhone, settings.FieldNote,
	} {
		out = append(out, draft.Cell{Entity: entity, Field: field})
	}
	return out
}

// actions is what can be done with a reseller: the menu of its card and of its row.
func (pg *Page) actions(entity string) []widgets.MenuItem {
	h, p := pg.presenter, pg.p
	if h.readOnly() {
		return nil
	}
	edit := func(do func(d *draft.Draft)) func() { return func() { pg.Editor.Edit(do) } }
	activate := func(on wire.Value) func() {
		return edit(func(d *draft.Draft) { d.Choose(draft.Cell{Entity: entity, Field: settings.FieldActive}, string(on)) })
	}
	switch d := h.draft(); {
	case d.Gone(entity):
		return []widgets.MenuItem{{Label: p.T("resellers.drop"), Icon: resources.Close, OnTapped: edit(func(d *draft.Draft) {
			d.TakeTheirs(draft.Cell{Entity: entity})
		})}}
	case d.Born(entity):
		return []widgets.MenuItem{{Label: p.T("resellers.discard"), Icon: resources.Delete, OnTapped: edit(func(d *draft.Draft) {
			_ = d.Remove(entity) // nothing can name what is not saved
		})}}
	case !h.active(entity):
		return []widgets.MenuItem{{Label: p.T("resellers.reactivate"), Icon: resources.Undo, OnTapped: activate(settings.Truth(true))}}
	}
	return []widgets.MenuItem{{Label: p.T("resellers.deactivate"), Icon: resources.Lock, OnTapped: func() {
		pg.confirmDeactivation(entity, activate(settings.Truth(false)))
	}}}
}

func (pg *Page) menu(row int) []widgets.MenuItem {
	if row >= len(pg.shown) {
		return nil
	}
	return pg.actions(pg.shown[row])
}

// confirmDeactivation says who loses access before a reseller is put down for deactivation.
func (pg *Page) confirmDeactivation(entity string, do func()) {
	h, p := pg.presenter, pg.p
	people := 0
	for _, c := range h.deps.People.Of(draft.IDOf(entity)) {
		if c.State != wire.PersonDisabled {
			people++
		}
	}
	body := p.T("resellers.deactivate_body")
	if people > 0 {
		body = p.N("resellers.deactivate_people", people)
	}
	var dialog *widgets.Dialog
	accept := widgets.NewDangerButton(p.T("resellers.deactivate_accept"), func() {
		dialog.Close()
		do()
	})
	cancel := widgets.NewButton(p.T("resellers.cancel"), func() { dialog.Close() })
	dialog = widgets.NewDialog(p.T("resellers.deactivate_title", "Name", h.name(p, entity)), widgets.Body(body), accept, cancel)
	dialog.Show(pg.Canvas(), nil)
}
