package telephonypage

import (
	"pupitre/data/settings"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/entitylist"
	"pupitre/ui/widgets"
)

// actions is what can be done with a provider.
func (h *Presenter) actions(pg *entitylist.Page, entity string) []widgets.MenuItem {
	p := pg.P
	switch d := h.Draft(); {
	case d.Gone(entity):
		return []widgets.MenuItem{pg.Drop(entity)}
	case d.Dying(entity):
		return []widgets.MenuItem{{Label: p.T("telephony.restore"), Icon: resources.Undo, OnTapped: pg.Edit(func(d *draft.Draft) {
			d.Restore(entity)
		})}}
	}
	pick := pg.Edit(func(d *draft.Draft) {
		d.Choose(draft.Cell{Entity: settings.EntityTelephony, Field: settings.FieldDefault}, draft.IDOf(entity))
	})
	return []widgets.MenuItem{
		{Label: p.T("telephony.pick"), Icon: resources.CheckCircle, Disabled: h.isDefault(entity), OnTapped: pick},
		{Label: p.T("telephony.delete"), Icon: resources.Delete, OnTapped: func() { h.remove(pg, entity) }},
	}
}

// remove asks before a provider is put down for deletion; one that is in use is not, and the dialog says where.
func (h *Presenter) remove(pg *entitylist.Page, entity string) {
	p, name := pg.P, h.Name(pg.P, entity)
	var dialog *widgets.Dialog
	if len(h.Draft().Users(entity)) > 0 {
		where := widgets.Body(p.T("telephony.in_use_body", "Where", h.Model().Where(p, entity)))
		closed := widgets.NewButton(p.T("telephony.in_use_close"), func() { dialog.Close() })
		dialog = widgets.NewDialog(p.T("telephony.in_use_title", "Name", name), where, nil, closed)
		dialog.Show(pg.Canvas(), nil)
		return
	}
	accept := widgets.NewDangerButton(p.T("telephony.delete_accept"), func() {
		dialog.Close()
		pg.Edit(func(d *draft.Draft) { _ = d.Remove(entity) })() // refused when somebody chose it meanwhile: nothing changes
		pg.Focus(fieldTable)
	})
	cancel := widgets.NewButton(p.T("telephony.delete_cancel"), func() { dialog.Close() })
	dialog = widgets.NewDialog(p.T("telephony.delete_title", "Name", name), widgets.Body(p.T("telephony.delete_body")), accept, cancel)
	dialog.Show(pg.Canvas(), nil)
}
