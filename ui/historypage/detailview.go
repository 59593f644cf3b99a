package historypage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/wire"
	"pupitre/resources"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// action is a way to bring something back.
type action struct {
	id    string
	label string
	idle  bool // it would change nothing
	run   func()
}

// actionsOf lists what can be brought back from a change; nothing where this person may not write.
func (pg *Page) actionsOf(r HistoryRow) []action {
	h := pg.presenter
	if !h.writable(r.Entity, r.Field) || h.secret(r.Entity, r.Field) {
		return nil
	}
	return []action{
		{
			id: fieldRestore, label: pg.p.T("history.restore.field"), idle: !h.restorable(r.Entity, r.Field, r.Old),
			run: func() { h.planField(r.Entity, r.Field, r.Old, pg.confirmField) },
		},
		{
			id: fieldRestoreSection, label: pg.sectionLabel(r.Entity),
			run: func() { h.planBefore(r.Entity, r.Rev, pg.confirmSection) },
		},
	}
}

// sectionLabel is the button that brings everything back that a change was a part of: a section, or one of several.
func (pg *Page) sectionLabel(entity string) string {
	if pg.presenter.book().Name(entity) != "" {
		return pg.p.T("history.restore.whole")
	}
	return pg.p.T("history.restore.section")
}

// sectionDayLabel is sectionLabel for the end of a day.
func (pg *Page) sectionDayLabel(entity, day string) string {
	if pg.presenter.book().Name(entity) != "" {
		return pg.p.T("history.restore.whole_day", "Day", day)
	}
	return pg.p.T("history.restore.section_day", "Day", day)
}

// detailView is the card of one change or difference.
type detailView struct {
	page    *Page
	card    *widgets.Detail
	title   *widgets.Text
	text    *widgets.Text
	source  *widgets.Text
	values  *fyne.Container // pictures of both values, where they have one
	buttons *fyne.Container
	shown   string // what the buttons were built for
}

func newDetailView(pg *Page) *detailView {
	v := &detailView{
		page: pg, title: widgets.Strong(""), text: widgets.Body(""), source: widgets.Muted(""),
		values: widgets.WrapLine(look.Space12), buttons: widgets.WrapLine(look.Space8),
	}
	v.values.Hide()
	v.card = widgets.NewDetail(widgets.Column(look.Space8, v.title, v.text, v.values, v.source, v.buttons))
	v.card.Hide()
	return v
}

// show shows the change selected, if any.
func (v *detailView) show(m *Model) {
	n := m.Selected()
	if n < 0 {
		v.card.Hidden = true
		return
	}
	r, p := m.Row(n), v.page.p
	v.picture(r.Entity, r.Field, r.Old, r.New)
	v.fill(v.page.presenter.book().Label(p, r.Entity, r.Field), v.page.presenter.sentence(p, r), v.page.presenter.source(p, r), v.page.actionsOf(r))
}

// picture shows both values of a change, with an arrow between them, where they have pictures.
func (v *detailView) picture(entity, field string, before, after wire.Value) {
	v.values.Objects = nil
	for i, value := range []wire.Value{before, after} {
		shown := v.page.thumbnail(entity, field, value)
		if shown == nil {
			continue
		}
		if i > 0 {
			v.values.Add(widgets.NewIcon(resources.ChevronRight, theme.SizeNameInlineIcon, look.ColorMuted))
		}
		v.values.Add(shown)
	}
	v.values.Hidden = len(v.values.Objects) == 0
}

// thumbnail is the picture of a value, nil where it has none.
func (pg *Page) thumbnail(entity, field string, value wire.Value) fyne.CanvasObject {
	h := pg.presenter
	if h.deps.Thumbnail == nil || h.secret(entity, field) {
		return nil
	}
	return h.deps.Thumbnail(h.book().Value(pg.p, entity, field, value), entity, field, value)
}

// pictured puts a value that has a picture under its words.
func (pg *Page) pictured(words fyne.CanvasObject, entity, field string, value wire.Value) fyne.CanvasObject {
	shown := pg.thumbnail(entity, field, value)
	if shown == nil {
		return words
	}
	return widgets.Column(look.Space4, words, widgets.Line("", shown))
}

func (v *detailView) fill(title, text, source string, actions []action) {
	v.title.SetText(title)
	v.text.SetText(text)
	v.source.SetText(source)
	built := title + text + source
	for _, a := range actions {
		built += a.label
		if a.idle {
			built += "-"
		}
	}
	if built != v.shown {
		v.shown = built
		v.setButtons(actions)
	}
	v.card.Hidden = false
	v.card.Refresh()
}

// setButtons replaces the buttons, and keeps the keyboard on the one that does the same.
func (v *detailView) setButtons(actions []action) {
	focused := ""
	if c := v.page.canvas(); c != nil {
		if f, ok := c.Focused().(widgets.Identified); ok {
			focused = f.FieldID()
		}
	}
	v.buttons.Objects = nil
	v.buttons.Hidden = len(actions) == 0
	for _, a := range actions {
		b := widgets.NewButton(a.label, a.run)
		b.SetFieldID(a.id)
		if a.idle {
			b.Disable()
		}
		v.buttons.Objects = append(v.buttons.Objects, b)
		if a.id == focused && !a.idle {
			v.page.canvas().Focus(b)
		}
	}
}

// confirmField asks before one value is brought back.
func (pg *Page) confirmField(r Restoring) {
	title := pg.p.T("history.restore.title_field", "Field", pg.presenter.book().Label(pg.p, r.Entity, r.Edits[0].Field))
	pg.confirm(title, r)
}

// confirmSection asks before a section is brought back.
func (pg *Page) confirmSection(r Restoring) {
	name := pg.presenter.book().Name(r.Entity)
	if name != "" {
		pg.confirm(pg.p.T("history.restore.title_whole", "Name", name), r)
		return
	}
	pg.confirm(pg.p.T("history.restore.title_section", "Section", pg.presenter.section(pg.p, fieldwords.KindOf(r.Entity))), r)
}

// confirm lists what will change.
func (pg *Page) confirm(title string, r Restoring) {
	c := pg.canvas()
	if pg.left || c == nil {
		return
	}
	p, b := pg.p, pg.presenter.book()
	lines := []fyne.CanvasObject{}
	for _, e := range r.Edits {
		lines = append(lines, widgets.Column(look.Space4,
			widgets.Strong(b.Label(p, e.Entity, e.Field)),
			pg.pictured(widgets.NewText(p.T("history.restore.now", "Value", b.Value(p, e.Entity, e.Field, e.Saw.Value)),
				widgets.TextStyle{Color: look.ColorMuted}), e.Entity, e.Field, e.Saw.Value),
			pg.pictured(widgets.Body(p.T("history.restore.then", "Value", b.Value(p, e.Entity, e.Field, e.Value))), e.Entity, e.Field, e.Value)))
	}
	lines = append(lines, widgets.Muted(p.T("history.restore.help")))
	var dialog *widgets.Dialog
	accept := widgets.NewPrimaryButton(p.T("history.restore.accept"), func() {
		dialog.Close()
		pg.presenter.Restore(r)
	})
	cancel := widgets.NewButton(p.T("history.restore.cancel"), func() { dialog.Close() })
	dialog = widgets.NewDialog(title, widgets.Column(look.Space12, lines...), accept, cancel)
	dialog.Show(c, nil)
}
