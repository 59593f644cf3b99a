package settingspage

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the save bar's buttons.
const (
	fieldChanges = "settings.bar.view"
	fieldDiscard = "settings.bar.discard"
	fieldSave    = "settings.bar.save"
)

// saveBar stands at the foot of the page while something is unsaved.
type saveBar struct {
	page *Page
	bar  *widgets.SaveBar
	save *widgets.Button
}

func newSaveBar(pg *Page) *saveBar {
	p := pg.p
	view := widgets.NewQuietButton(p.T("settings.bar.view"), func() { showChanges(pg) })
	discard := widgets.NewButton(p.T("settings.bar.revert"), func() { pg.editor.Revert() })
	save := widgets.NewPrimaryButton(p.T("settings.bar.save"), func() { pg.editor.Save(nil) })
	save.SetTooltip(p.T("settings.bar.keys", "Keys", pg.editor.deps.Keys))
	view.SetFieldID(fieldChanges)
	discard.SetFieldID(fieldDiscard)
	save.SetFieldID(fieldSave)
	return &saveBar{page: pg, bar: widgets.NewSaveBar(view, discard, save), save: save}
}

// refresh shows how much is unsaved, and tells whether the bar came or went.
func (b *saveBar) refresh() (moved bool) {
	m, p := b.page.editor.Model(), b.page.p
	n := len(m.Changes())
	if n > 0 {
		b.bar.SetText(p.N("settings.bar.changes", n))
	}
	b.bar.SetSaving(m.Saving())
	b.save.SetLabel(p.T("settings.bar.save"))
	if m.Saving() {
		b.save.SetLabel(p.T("settings.bar.saving"))
	}
	hidden := n == 0
	moved = b.bar.Hidden != hidden
	b.bar.Hidden = hidden
	return moved
}

// showChanges lists old and new value of each changed field.
func showChanges(pg *Page) {
	m, p := pg.editor.Model(), pg.p
	changes := m.Changes()
	if len(changes) == 0 {
		return
	}
	var dialog *widgets.Dialog
	rows := []fyne.CanvasObject{}
	for i, c := range changes {
		if i > 0 {
			rows = append(rows, widgets.NewSeparator())
		}
		rows = append(rows, changeView(pg, c))
	}
	save := widgets.NewPrimaryButton(p.T("settings.changes.save"), func() {
		dialog.Close()
		pg.editor.Save(nil)
	})
	closed := widgets.NewButton(p.T("settings.changes.close"), func() { dialog.Close() })
	dialog = widgets.NewDialog(p.N("settings.changes.title", len(changes)), widgets.Column(look.Space12, rows...), save, closed)
	dialog.Show(pg.canvas(), nil)
}

// changeView writes one change: the field, what it was and what it will be.
func changeView(pg *Page, c Change) fyne.CanvasObject {
	before := valueOrNothing(pg.p, c.Field, c.Old)
	after := valueOrNothing(pg.p, c.Field, c.New)
	return widgets.Column(look.Space4,
		widgets.Strong(fieldLabel(pg.p, c.Field)),
		widgets.NewText(pg.p.T("settings.changes.old", "Value", before), widgets.TextStyle{Color: look.ColorMuted}),
		widgets.Body(pg.p.T("settings.changes.new", "Value", after)))
}
