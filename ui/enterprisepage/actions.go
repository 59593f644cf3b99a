package enterprisepage

import (
	"context"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Controls of the dialogs.
const (
	fieldAccess = "administrators.dialog.access"
	fieldEmail  = "administrators.dialog.email." // and the id of the entry
)

// pickRows is how many users the first step shows at once.
const pickRows = 5

// add begins the wizard: who.
func (pg *Page) add() {
	if pg.presenter.barred() == nil {
		pg.askWho(nil)
	}
}

// askWho is the first step: one or more users of the directory.
func (pg *Page) askWho(chosen []directory.Entry) {
	p, h := pg.p, pg.presenter
	var o *portal.Order
	pick := portal.NewPicker(p, h.deps.Portal, h.deps.Run, pickRows, func() {
		if o != nil {
			o.Relayout()
		}
	})
	pick.Most = wire.MaxAddedAdministrators
	o = portal.NewOrder(p, h.deps.Run, portal.OrderSpec{
		Title: p.T("administrators.who_title"), Accept: p.T("administrators.next"),
		Body: []fyne.CanvasObject{widgets.Body(p.T("administrators.who_body")), pick.Root},
		Do: func() {
			if list := pick.Chosen(); len(list) > 0 {
				o.Close()
				pg.askAccess(list)
			}
		},
	})
	enable := func() {
		if len(pick.Chosen()) == 0 {
			o.Accept.Disable()
		} else {
			o.Accept.Enable()
		}
	}
	pick.OnChanged = enable
	pick.Choose(chosen)
	enable()
	o.Show(pg.canvas(), pick.Field())
	pick.Start()
}

// accessChoice is the access to give, with what it allows.
type accessChoice struct {
	root   *fyne.Container
	choice *widgets.Segmented
}

func newAccessChoice(p *i18n.Printer, now access.Portal, moved func()) accessChoice {
	help := widgets.Muted(accessHelp(p, now))
	choice := widgets.NewSegmented(p.T("administrators.column.access"),
		widgets.Option{Value: string(access.EnterpriseAdmin), Label: accessWord(p, access.EnterpriseAdmin)},
		widgets.Option{Value: string(access.EnterpriseSuperAdmin), Label: accessWord(p, access.EnterpriseSuperAdmin)})
	choice.SetFieldID(fieldAccess)
	choice.SetSelected(string(now))
	choice.OnChanged = func(value string) {
		help.SetText(accessHelp(p, access.Portal(value)))
		moved()
	}
	return accessChoice{widgets.Column(look.Space8, widgets.Strong(choice.Label()), choice, help), choice}
}

// askAccess is the second step: with which access, and an address for those of whom the directory has none.
func (pg *Page) askAccess(chosen []directory.Entry) {
	p, h := pg.p, pg.presenter
	f, _ := h.deps.Portal.Federation()
	var o *portal.Order
	choice := newAccessChoice(p, access.EnterpriseAdmin, func() { o.Relayout() })
	names := portal.Called(p, h.deps.Portal.Names(), chosen)
	emails := map[string]*portal.Address{}
	rows := []fyne.CanvasObject{}
	for i, e := range chosen {
		if e.Email != "" {
			continue
		}
		emails[e.ID] = portal.NewAddress(p, p.T("administrators.email_of", "Name", names[i]), fieldEmail+e.ID,
			func() { o.Submit() }, func() { o.Relayout() })
		rows = append(rows, emails[e.ID].Row)
	}
	body := append([]fyne.CanvasObject{widgets.Body(p.List(names...)), choice.root}, rows...)
	o = portal.NewOrder(p, h.deps.Run, portal.OrderSpec{
		Title: p.N("administrators.access_title", len(chosen)), Accept: p.T("administrators.add_accept"), Body: body, Refused: h.reread,
		Back: func() { pg.askWho(chosen) },
		Do:   func() { pg.sendAdd(o, f.ID, chosen, emails, choice.choice.Selected()) },
	})
	o.Show(pg.canvas(), choice.choice)
}

func (pg *Page) sendAdd(o *portal.Order, federation string, chosen []directory.Entry, emails map[string]*portal.Address, to string) {
	p, h := pg.p, pg.presenter
	in := wire.AddAdministrators{Access: to}
	var bad *portal.Address // the first one
	for _, e := range chosen {
		user := wire.PortalUser{Entry: e.ID}
		if field := emails[e.ID]; field != nil {
			address, ok := field.Read()
			if !ok && bad == nil {
				bad = field
			}
			user.Email = address
		}
		in.Users = append(in.Users, user)
	}
	if bad != nil {
		o.Correct(bad.Field())
		return
	}
	portal.Send(o, func(ctx context.Context) (wire.AddedAdministrators, error) {
		return h.deps.Source.AddAdministrators(ctx, federation, in)
	}, func(out wire.AddedAdministrators) {
		codes := []portal.Code{}
		for i, in := range out.Added {
			if in.Secret != "" && i < len(chosen) {
				codes = append(codes, portal.Code{Name: chosen[i].Name, Code: h.deps.Inviter.Code(in.Secret), Expires: in.Expires})
			}
		}
		h.deps.Window.Toast(p.N("administrators.added", len(out.Added)), "", nil)
		portal.ShowCodes(p, pg.canvas(), h.deps.Inviter, codes)
		h.Load()
	})
}

// edit asks for another access.
func (pg *Page) edit(a wire.Administrator) {
	p, h := pg.p, pg.presenter
	f, _ := h.deps.Portal.Federation()
	var o *portal.Order
	choice := newAccessChoice(p, access.Portal(a.Access), func() { o.Relayout() })
	o = portal.NewOrder(p, h.deps.Run, portal.OrderSpec{
		Title: p.T("administrators.edit_title", "Name", name(a)), Accept: p.T("administrators.edit_accept"),
		Body: []fyne.CanvasObject{choice.root}, Refused: h.reread,
		Do: func() {
			to := choice.choice.Selected()
			if err := h.onlySuper(a); err != nil && access.Portal(to) != access.EnterpriseSuperAdmin {
				o.Refuse(err)
				return
			}
			portal.Send(o, func(ctx context.Context) (struct{}, error) {
				return struct{}{}, h.deps.Source.EditAccess(ctx, f.ID, a.Person, to)
			}, func(struct{}) {
				pg.done(a, p.T("administrators.edited", "Name", name(a), "Access", accessWord(p, access.Portal(to))))
			})
		},
	})
	o.Show(pg.canvas(), choice.choice)
}

// remove asks whether an access is to be taken away.
func (pg *Page) remove(a wire.Administrator) {
	p, h := pg.p, pg.presenter
	f, _ := h.deps.Portal.Federation()
	var o *portal.Order
	o = portal.NewOrder(p, h.deps.Run, portal.OrderSpec{
		Title: p.T("administrators.delete_title", "Name", name(a)), Accept: p.T("administrators.delete_accept"), Danger: true,
		Body: []fyne.CanvasObject{widgets.Body(p.T("administrators.delete_body"))}, Refused: h.reread,
		Do: func() {
			if err := h.onlySuper(a); err != nil {
				o.Refuse(err)
				return
			}
			portal.Send(o, func(ctx context.Context) (struct{}, error) {
				return struct{}{}, h.deps.Source.RemoveAdministrator(ctx, f.ID, a.Person)
			}, func(struct{}) { pg.done(a, p.T("administrators.deleted", "Name", name(a))) })
		},
	})
	o.Show(pg.canvas(), nil)
}

// done says how an order ended and reads the list again; one's own access may be another one.
func (pg *Page) done(a wire.Administrator, said string) {
	h := pg.presenter
	h.deps.Window.Toast(said, "", nil)
	if a.Person == h.deps.Me {
		h.deps.Portal.Refresh()
	}
	h.Load()
}

// again makes another invitation.
func (pg *Page) again(a wire.Administrator) {
	p, h := pg.p, pg.presenter
	f, _ := h.deps.Portal.Federation()
	task.Go(context.Background(), h.deps.Run, func(ctx context.Context) (wire.Invited, error) {
		return h.deps.Source.InviteAdministratorAgain(ctx, f.ID, a.Person)
	}, func(in wire.Invited, err error) {
		h.Load()
		switch {
		case err != nil:
			h.deps.Window.Fail(p.Err(err))
		case in.Secret != "":
			portal.ShowCodes(p, pg.canvas(), h.deps.Inviter, []portal.Code{{Name: name(a), Code: h.deps.Inviter.Code(in.Secret), Expires: in.Expires}})
		default:
			h.deps.Window.Toast(p.T("people_page.mailed", "Name", name(a)), "", nil)
		}
	})
}
