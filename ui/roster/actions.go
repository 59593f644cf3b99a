package roster

import (
	"context"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Host is a page that manages people, in one language.
type Host struct {
	Roster *Roster
	P      *i18n.Printer
	// Canvas is where dialogs open, nil while the page is not shown.
	Canvas func() fyne.Canvas
}

// Actions is what can be done with somebody: the menu of a row and of a card. Off line all of it waits, and the menu says so.
func (h *Host) Actions(c wire.Colleague) []widgets.MenuItem {
	r, p := h.Roster, h.P
	if reason := r.Barred(c); reason != nil {
		return []widgets.MenuItem{{Label: p.Err(reason), Icon: resources.Lock, Plain: true}}
	}
	var out []widgets.MenuItem
	if !r.Online() {
		out = append(out, widgets.MenuItem{Label: p.T("people_page.offline_menu"), Icon: resources.CloudOff, Plain: true})
	}
	add := func(label string, icon resources.IconName, do func()) {
		out = append(out, widgets.MenuItem{Label: label, Icon: icon, Disabled: !r.Online(), OnTapped: do})
	}
	add(p.T("people_page.edit"), resources.Edit, func() { h.Edit(c) })
	if c.State == wire.PersonInvited {
		add(p.T("people_page.again"), resources.Mail, func() { h.again(c) })
	}
	switch {
	case c.State == wire.PersonDisabled:
		add(p.T("people_page.reactivate"), resources.Undo, func() { h.reactivate(c) })
	case c.Role != string(access.Kiosk): // a kiosk is revoked
		add(p.T("people_page.deactivate"), resources.Lock, func() { h.deactivate(c) })
	}
	remove := p.T("people_page.remove")
	if c.Role == string(access.Kiosk) {
		remove = p.T("people_page.revoke")
	}
	add(remove, resources.Delete, func() { h.remove(c) })
	return out
}

// do runs an action on the server, then says how it ended and reads the people again.
func (h *Host) do(act func(context.Context) error, done string) {
	r := h.Roster
	task.Go(context.Background(), r.deps.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, act(ctx)
	}, func(_ struct{}, err error) {
		r.Load() // also after a refusal: the list was older than what the server knows
		if err != nil {
			r.deps.Window.Fail(r.deps.Window.Printer().Err(err))
			return
		}
		r.deps.Window.Toast(done, "", nil)
	})
}

// again makes another invitation.
func (h *Host) again(c wire.Colleague) {
	r := h.Roster
	task.Go(context.Background(), r.deps.Run, func(ctx context.Context) (wire.Invited, error) {
		return r.deps.Source.InviteAgain(ctx, c.Person)
	}, func(in wire.Invited, err error) {
		r.Load()
		if err != nil {
			r.deps.Window.Fail(r.deps.Window.Printer().Err(err))
			return
		}
		h.invited(in, Name(h.P, c))
	})
}

func (h *Host) reactivate(c wire.Colleague) {
	h.do(func(ctx context.Context) error { return h.Roster.deps.Source.Reactivate(ctx, c.Person) },
		h.P.T("people_page.reactivated", "Name", Name(h.P, c)))
}

func (h *Host) deactivate(c wire.Colleague) {
	p := h.P
	h.confirm(p.T("people_page.deactivate_title", "Name", Name(p, c)), p.T("people_page.deactivate_body"),
		p.T("people_page.deactivate_accept"), func() {
			h.do(func(ctx context.Context) error { return h.Roster.deps.Source.Deactivate(ctx, c.Person) },
				p.T("people_page.deactivated", "Name", Name(p, c)))
		})
}

func (h *Host) remove(c wire.Colleague) {
	p := h.P
	body, accept, done := p.T("people_page.remove_body"), p.T("people_page.remove_accept"), p.T("people_page.removed", "Name", Name(p, c))
	title := p.T("people_page.remove_title", "Name", Name(p, c))
	if c.Role == string(access.Kiosk) {
		title, body = p.T("people_page.revoke_title", "Name", Name(p, c)), p.T("people_page.revoke_body")
		accept, done = p.T("people_page.revoke_accept"), p.T("people_page.revoked", "Name", Name(p, c))
	}
	h.confirm(title, body, accept, func() {
		h.do(func(ctx context.Context) error { return h.Roster.deps.Source.RemovePerson(ctx, c.Person) }, done)
	})
}

// confirm asks before what shuts somebody out.
func (h *Host) confirm(title, body, accept string, do func()) {
	canvas := h.Canvas()
	if canvas == nil {
		return
	}
	var dialog *widgets.Dialog
	yes := widgets.NewDangerButton(accept, func() {
		dialog.Close()
		do()
	})
	no := widgets.NewButton(h.P.T("people_page.cancel"), func() { dialog.Close() })
	dialog = widgets.NewDialog(title, widgets.Body(body), yes, no)
	dialog.Show(canvas, nil)
}
