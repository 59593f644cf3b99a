package editing

import (
	"fyne.io/fyne/v2"

	"pupitre/data/wire"
	"pupitre/ui/draft"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the save bar's buttons.
const (
	fieldChanges = "settings.bar.view"
	fieldDiscard = "settings.bar.discard"
	fieldSave    = "settings.bar.save"
)

// SaveBar stands at the foot of every page of settings while something is unsaved, wherever it was edited.
type SaveBar struct {
	host *Host
	Bar  *widgets.SaveBar
	save *widgets.Button
}

// NewSaveBar makes the bar of a page.
func NewSaveBar(h *Host) *SaveBar {
	p := h.P
	b := &SaveBar{host: h}
	view := widgets.NewQuietButton(p.T("settings.bar.view"), b.showChanges)
	discard := widgets.NewButton(p.T("settings.bar.revert"), func() { h.Editor.Revert() })
	b.save = widgets.NewPrimaryButton(p.T("settings.bar.save"), func() { h.Editor.Save(nil) })
	b.save.SetTooltip(p.T("settings.bar.keys", "Keys", h.Editor.Keys))
	view.SetFieldID(fieldChanges)
	discard.SetFieldID(fieldDiscard)
	b.save.SetFieldID(fieldSave)
	b.Bar = widgets.NewSaveBar(view, discard, b.save)
	return b
}

// Refresh shows how much is unsaved, and tells whether the bar came or went.
func (b *SaveBar) Refresh() (moved bool) {
	m, p := b.host.Editor.Model(), b.host.P
	n := len(m.Changes())
	if n > 0 {
		b.Bar.SetText(p.N("settings.bar.changes", n))
	}
	saving := m.Draft().Saving()
	b.Bar.SetSaving(saving)
	b.save.SetLabel(p.T("settings.bar.save"))
	if saving {
		b.save.SetLabel(p.T("settings.bar.saving"))
	}
	hidden := n == 0
	moved = b.Bar.Hidden != hidden
	b.Bar.Hidden = hidden
	return moved
}

// showChanges lists old and new value of each changed field.
func (b *SaveBar) showChanges() {
	m, p := b.host.Editor.Model(), b.host.P
	changes := m.Changes()
	if len(changes) == 0 {
		return
	}
	var dialog *widgets.Dialog
	rows, unread := []fyne.CanvasObject{}, m.unread()
	for i, c := range changes {
		if i > 0 {
			rows = append(rows, widgets.NewSeparator())
		}
		rows = append(rows, b.change(c, unread))
	}
	save := widgets.NewPrimaryButton(p.T("settings.changes.save"), func() {
		dialog.Close()
		b.host.Editor.Save(nil)
	})
	closed := widgets.NewButton(p.T("settings.changes.close"), func() { dialog.Close() })
	dialog = widgets.NewDialog(p.N("settings.changes.title", len(changes)), widgets.Column(look.Space12, rows...), save, closed)
	dialog.Show(b.host.Canvas(), nil)
}

// change writes one change: the field, what it was and what it will be; of an entity made here, all that it says.
func (b *SaveBar) change(c draft.Change, unread map[draft.Cell]bool) fyne.CanvasObject {
	m, p := b.host.Editor.Model(), b.host.P
	lines := []fyne.CanvasObject{widgets.Strong(m.changeName(p, c))}
	switch c.Op {
	case draft.Edited:
		before := m.Value(p, c.Entity, c.Field, c.Old)
		lines = append(lines,
			b.pictured(c, c.Old, widgets.NewText(p.T("settings.changes.old", "Value", before), widgets.TextStyle{Color: look.ColorMuted})),
			b.pictured(c, c.New, widgets.Body(p.T("settings.changes.new", "Value", m.after(p, c, unread)))))
	case draft.Added:
		for _, f := range m.draft.Schema().Kind(c.Entity).Fields {
			if v := m.draft.Value(c.Entity, f.Name); len(v) > 0 && string(v) != "null" {
				text := p.T("draft.line", "Field", fieldwords.Label(p, c.Entity, f.Name), "Value", m.Value(p, c.Entity, f.Name, v))
				lines = append(lines, widgets.Body(text))
			}
		}
	case draft.Removed:
		lines = append(lines, widgets.NewText(p.T("draft.removed_note"), widgets.TextStyle{Color: look.ColorMuted}))
	}
	return widgets.Column(look.Space4, lines...)
}

// pictured puts a value that has a picture under its words.
func (b *SaveBar) pictured(c draft.Change, v wire.Value, words *widgets.Text) fyne.CanvasObject {
	if b.host.Editor.Thumbnail == nil {
		return words
	}
	picture := b.host.Editor.Thumbnail(words.Text(), c.Entity, c.Field, v)
	if picture == nil {
		return words
	}
	return widgets.Column(look.Space4, words, widgets.Line("", picture))
}
