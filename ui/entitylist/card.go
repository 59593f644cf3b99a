package entitylist

import (
	"fmt"

	"fyne.io/fyne/v2"

	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Extra is what a page shows in the card beside the fields.
type Extra interface {
	Above() []fyne.CanvasObject
	Below() []fyne.CanvasObject
	// Show shows it for an entity that stays, and tells whether its height has changed.
	Show(entity string) (moved bool)
}

// card is that of the entity selected: its fields, and what can be done with it.
type card struct {
	page    *Page
	extra   Extra // may be nil
	root    *widgets.Detail
	content *fyne.Container
	title   *widgets.Text
	problem *widgets.Banner
	rows    []*editing.Row
	built   string // what the rows and buttons were built for
}

func newCard(pg *Page, extra Extra) *card {
	v := &card{page: pg, extra: extra, title: widgets.Heading(""), problem: widgets.NewBanner(widgets.Caution, "")}
	v.content = widgets.Column(look.Space8)
	v.root = widgets.NewDetail(v.content)
	v.root.Hide()
	return v
}

// Root is the card as it is placed.
func (v *card) Root() fyne.CanvasObject { return v.root }

// Show shows an entity, "" for none, and tells whether the page has to be placed anew.
func (v *card) Show(entity string) (moved bool) {
	h := v.page.List
	if entity == "" {
		moved = !v.root.Hidden
		v.root.Hidden, v.built = true, ""
		return moved
	}
	if built := fmt.Sprint(entity, h.going(entity)); built != v.built {
		v.built = built
		v.build(entity)
		moved = true
	}
	v.title.SetText(h.Name(v.page.P, entity))
	problem := v.page.P.Err(h.Draft().Error(draft.Cell{Entity: entity}))
	moved = moved || v.problem.Hidden != (problem == "")
	v.problem.Hidden = problem == ""
	v.problem.SetText(problem)
	for _, row := range v.rows {
		moved = row.Refresh() || moved
	}
	if v.extra != nil && !h.going(entity) {
		moved = v.extra.Show(entity) || moved
	}
	moved = moved || v.root.Hidden
	v.root.Hidden = false
	v.root.Refresh()
	return moved
}

// build makes fields and buttons of an entity, and leaves the keyboard where it was.
func (v *card) build(entity string) {
	keep, c := widgets.FocusKeeper{}, v.page.Canvas()
	if c != nil {
		keep = widgets.KeepFocus(c)
	}
	h := v.page.List
	v.rows = nil
	objects := []fyne.CanvasObject{widgets.Padded("", look.Space16, v.head(entity)), v.problem}
	if h.going(entity) {
		objects = append(objects, widgets.Padded(look.Space4, look.Space16, v.buttons(entity)))
	} else {
		objects = append(objects, v.fields(entity)...)
	}
	v.content.Objects = objects
	v.content.Refresh() // new rows are drawn at once: one that never was cannot be given the keyboard
	if c != nil {
		v.page.Relayout()
		keep.Restore(c)
	}
}

// fields are the controls of an entity, with what the page adds.
func (v *card) fields(entity string) (objects []fyne.CanvasObject) {
	h := v.page.List
	if v.extra != nil {
		objects = append(objects, v.extra.Above()...)
	}
	for _, cell := range h.subject.Cells(entity) {
		row := editing.NewRow(v.page.Host, h.Model().ID(cell))
		v.rows = append(v.rows, row)
		objects = append(objects, row.Root)
	}
	if v.extra != nil {
		objects = append(objects, v.extra.Below()...)
	}
	return objects
}

// head is the name, and what can be done with an entity that stays.
func (v *card) head(entity string) fyne.CanvasObject {
	if v.page.List.going(entity) || len(v.page.actions(entity)) == 0 {
		return v.title
	}
	menu := widgets.NewIconButton(resources.MoreVert, v.page.P.T("listing.menu"), nil)
	menu.SetFieldID(entity + ".menu")
	menu.OnTapped = func() { widgets.ShowMenu(menu, v.page.actions(entity)...) }
	return widgets.Ends(v.title, menu)
}

// buttons are the actions on an entity that goes.
func (v *card) buttons(entity string) fyne.CanvasObject {
	out := []fyne.CanvasObject{}
	for _, a := range v.page.actions(entity) {
		b := widgets.NewButton(a.Label, a.OnTapped)
		b.SetIcon(a.Icon)
		out = append(out, b)
	}
	return widgets.WrapLine(look.Space8, out...)
}

// Edit is what an action does to the draft, as one step of undo.
func (pg *Page) Edit(do func(d *draft.Draft)) func() { return func() { pg.Editor.Edit(do) } }

// Drop is the action on an entity that was deleted elsewhere: what was changed here is given up.
func (pg *Page) Drop(entity string) widgets.MenuItem {
	return widgets.MenuItem{Label: pg.P.T("listing.drop"), Icon: resources.Close, OnTapped: pg.Edit(func(d *draft.Draft) {
		d.TakeTheirs(draft.Cell{Entity: entity})
	})}
}
