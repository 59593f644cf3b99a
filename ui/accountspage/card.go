package accountspage

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"pupitre/data/directory"
	"pupitre/data/wire"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

// fieldEmail is the address of somebody for whom the directory has none.
const fieldEmail = "accounts.activate.email"

// card is the report of the account selected, and the activation of the portal.
func (pg *Page) card(id string) (says string, objects func() []fyne.CanvasObject) {
	h := pg.presenter
	a, ok := h.account(id)
	if !ok {
		return "", nil
	}
	f, _ := h.deps.Portal.Federation()
	return fmt.Sprint(a, h.Told, f.Active, h.deps.Portal.Online()), func() []fyne.CanvasObject {
		report := pg.report(a)
		if f.Active {
			return append(report, pg.activation(a, f)...)
		}
		first := append(pg.activation(a, f), widgets.NewSeparator()) // what is to be done needs no scrolling
		return slices.Insert(report, 1, first...)
	}
}

// report is what is known of an account.
func (pg *Page) report(a wire.AccountReport) []fyne.CanvasObject {
	p, h := pg.p, pg.presenter
	objects := []fyne.CanvasObject{widgets.Heading(a.Name)}
	add := func(label, value string) {
		if value != "" {
			objects = append(objects, widgets.Column("", widgets.Muted(label), widgets.Body(value)))
		}
	}
	add(columnTitle(p, columnPhone), h.text(p, a, columnPhone))
	add(columnTitle(p, columnAdmin), a.Administrator)
	if a.Added != "" {
		add(columnTitle(p, columnAdded), longDate(p, a.Added))
	}
	if !h.Told {
		return append(objects, widgets.Muted(p.T("accounts.report_online")))
	}
	objects = append(objects, widgets.NewSeparator(), widgets.Strong(p.T("accounts.report")))
	for _, k := range []directory.Kind{directory.User, directory.Number, directory.Group, directory.IVR, directory.Site} {
		objects = append(objects, widgets.Ends(widgets.Body(portal.CategoryName(p, k)), widgets.Body(p.Number(a.Counts[string(k)]))))
	}
	objects = append(objects, widgets.Ends(widgets.Body(p.T("accounts.extensions")), widgets.Body(p.Number(a.Extensions))))
	if a.Duplicates > 0 {
		objects = append(objects, widgets.NewBanner(widgets.Caution, p.N("accounts.duplicates", a.Duplicates)))
	}
	return objects
}

// activation says whether the portal is active, and lets who may activate it from an account's report.
func (pg *Page) activation(a wire.AccountReport, f wire.Federation) []fyne.CanvasObject {
	p, h := pg.p, pg.presenter
	objects := []fyne.CanvasObject{widgets.NewSeparator(), widgets.Strong(p.T("accounts.portal"))}
	switch {
	case f.Active:
		return append(objects, widgets.Line(look.Space4, widgets.NewBadge(p.T("accounts.active"), widgets.Success)), widgets.Muted(p.T("accounts.active_body")))
	case !h.deps.Portal.MayActivate():
		return append(objects, widgets.Body(p.T("accounts.inactive_other")))
	}
	activate := widgets.NewPrimaryButton(p.T("accounts.activate"), func() { pg.activate(a) })
	activate.SetFieldID(fieldActivate)
	if !h.deps.Portal.Online() {
		activate.Disable()
		activate.SetTooltip(p.T("federation.offline"))
	}
	return append(objects, widgets.Body(p.T("accounts.inactive")), widgets.WrapLine(look.Space8, activate))
}

// activate asks whose name becomes the portal's first Super Admin: a user of the account.
func (pg *Page) activate(a wire.AccountReport) {
	p, h := pg.p, pg.presenter
	f, _ := h.deps.Portal.Federation()
	var o *portal.Order
	pick := portal.NewPicker(p, h.deps.Portal, h.deps.Run, 5, func() {
		if o != nil {
			o.Relayout()
		}
	})
	pick.Account = a.ID
	email := portal.NewAddress(p, p.T("enterprise.pick.email"), fieldEmail, func() { o.Submit() }, func() { o.Relayout() })
	email.Row.Hide()
	o = portal.NewOrder(p, h.deps.Run, portal.OrderSpec{
		Title: p.T("accounts.activate_title"), Accept: p.T("accounts.activate_accept"),
		Body: []fyne.CanvasObject{widgets.Body(p.T("accounts.activate_body", "Account", a.Name)), pick.Root, email.Row},
		Do:   func() { pg.sendActivation(o, f.ID, pick, email) }, Refused: h.Load,
	})
	o.Accept.Disable()
	pick.OnChanged = func() {
		chosen := pick.Chosen()
		email.Row.Hidden = len(chosen) == 0 || chosen[0].Email != ""
		if len(chosen) == 0 {
			o.Accept.Disable()
		} else {
			o.Accept.Enable()
		}
		o.Relayout()
	}
	o.Show(pg.canvas(), pick.Field())
	pick.Start()
}

func (pg *Page) sendActivation(o *portal.Order, federation string, pick *portal.Picker, email *portal.Address) {
	p, h := pg.p, pg.presenter
	chosen := pick.Chosen()
	if len(chosen) == 0 {
		return
	}
	first := wire.PortalUser{Entry: chosen[0].ID}
	if chosen[0].Email == "" {
		address, ok := email.Read()
		if !ok {
			o.Correct(email.Field())
			return
		}
		first.Email = address
	}
	portal.Send(o, func(ctx context.Context) (wire.Invited, error) { return h.deps.Source.Activate(ctx, federation, first) },
		func(in wire.Invited) {
			h.deps.Window.Toast(p.T("accounts.activated", "Name", chosen[0].Name), "", nil)
			if in.Secret != "" {
				portal.ShowCodes(p, pg.canvas(), h.deps.Inviter, []portal.Code{{Name: chosen[0].Name, Code: h.deps.Inviter.Code(in.Secret), Expires: in.Expires}})
			}
			h.deps.Portal.Refresh()
			h.Load()
		})
}
