package resellerspage

import (
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/entitylist"
	"pupitre/ui/widgets"
)

// actions is what can be done with a reseller.
func (h *Presenter) actions(pg *entitylist.Page, entity string) []widgets.MenuItem {
	p := pg.P
	activate := func(on bool) func() {
		return pg.Edit(func(d *draft.Draft) {
			d.Choose(draft.Cell{Entity: entity, Field: settings.FieldActive}, string(settings.Truth(on)))
		})
	}
	switch d := h.Draft(); {
	case d.Gone(entity):
		return []widgets.MenuItem{pg.Drop(entity)}
	case d.Born(entity):
		return []widgets.MenuItem{{Label: p.T("resellers.discard"), Icon: resources.Delete, OnTapped: pg.Edit(func(d *draft.Draft) {
			_ = d.Remove(entity) // nothing can name what is not saved
		})}}
	case !h.active(entity):
		return []widgets.MenuItem{{Label: p.T("resellers.reactivate"), Icon: resources.Undo, OnTapped: activate(true)}}
	}
	return []widgets.MenuItem{{Label: p.T("resellers.deactivate"), Icon: resources.Lock, OnTapped: func() {
		h.confirmDeactivation(pg, entity, activate(false))
	}}}
}

// confirmDeactivation says who loses access before a reseller is put down for deactivation.
func (h *Presenter) confirmDeactivation(pg *entitylist.Page, entity string, do func()) {
	p, people := pg.P, 0
	for _, c := range h.people.Of(draft.IDOf(entity)) {
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
	dialog = widgets.NewDialog(p.T("resellers.deactivate_title", "Name", h.Name(p, entity)), widgets.Body(body), accept, cancel)
	dialog.Show(pg.Canvas(), nil)
}
