package account

import (
	"context"
	"unicode/utf8"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/ui/editing"
	"pupitre/ui/widgets"
)

// Stable ids of the fields of the dialogs.
const (
	fieldAccept      = "account.dialog.accept"
	fieldCancel      = "account.dialog.cancel"
	fieldOwnPassword = "account.dialog.password"
	fieldNewName     = "account.dialog.name"
	fieldNewEmail    = "account.dialog.email"
	fieldNewPassword = "account.dialog.new_password"
	fieldConfirm     = "account.dialog.confirm"
	fieldPerson      = "account.dialog.person"
	fieldCode        = "account.dialog.code"
)

// askName changes the name that colleagues see. It opens nothing, so no password is asked for.
func (a *Account) askName(h *editing.Host) {
	p := h.P
	f := a.newForm(h, widgets.NewPrimaryButton(p.T("account.name.accept"), nil))
	name := f.entry(fieldNewName, p.T("account.name.new"), "", "", checkName)
	name.SetText(a.me.Name)
	f.place["server.person_name"] = fieldNewName
	f.send = func(ctx context.Context) error {
		return a.deps.Server.ChangeName(ctx, settings.CleanName(name.Text()))
	}
	f.done = func() {
		me := a.me
		me.Name = settings.CleanName(name.Text())
		a.set(me)
		a.views.Tell()
		h.Editor.Window.Toast(p.T("account.name.changed", "Name", me.Name), "", nil)
		a.readPeople()
	}
	f.open(p.T("account.name.title"))
	name.SelectAll()
}

// checkName takes a name of the length that the server takes.
func checkName(text string) error {
	switch name := settings.CleanName(text); {
	case name == "":
		return fault.New(fault.Invalid, "account.checkName", "login.name_required")
	case utf8.RuneCountInString(name) > settings.MaxPersonName:
		return fault.New(fault.Invalid, "account.checkName", "server.person_name")
	}
	return nil
}

// askEmail moves the sign-in name to another address.
func (a *Account) askEmail(h *editing.Host) {
	p := h.P
	f := a.newForm(h, widgets.NewPrimaryButton(p.T("account.email.accept"), nil))
	f.say(p.T("account.email.consequences"))
	email := f.entry(fieldNewEmail, p.T("account.email.new"), "", p.T("login.email_hint"), a.checkEmail)
	password := f.own(p.T("account.own_password"))
	for _, key := range []string{
		"people.email_taken", "settings.email_form", "settings.email_local", "settings.email_domain", "settings.email_too_long", "settings.email_required",
	} {
		f.place[key] = fieldNewEmail
	}
	f.send = func(ctx context.Context) error { return a.deps.Server.ChangeEmail(ctx, email.Text(), password.Text()) }
	f.done = func() {
		stored, _ := settings.ParseEmail(email.Text()) // it was checked before it was sent
		me := a.me
		me.Email = stored
		a.set(me)
		a.views.Tell()
		h.Editor.Window.Toast(p.T("account.email.changed", "Email", stored), "", nil)
		a.readPeople()
	}
	f.open(p.T("account.email.title"))
}

// checkEmail takes another address than the one of now.
func (a *Account) checkEmail(text string) error {
	stored, err := settings.ParseEmail(text)
	if err == nil && settings.FoldName(stored) == settings.FoldName(a.me.Email) {
		err = fault.New(fault.Invalid, "account.checkEmail", "account.email.same")
	}
	return err
}

// askPassword replaces the password.
func (a *Account) askPassword(h *editing.Host) {
	p := h.P
	f := a.newForm(h, widgets.NewPrimaryButton(p.T("account.password.accept"), nil))
	provider := settings.String(h.Editor.Draft().Stored(settings.EntityProfile, settings.FieldName))
	broken := func(text string) []string { return a.deps.PasswordProblems(text, a.me.Email, provider) }
	before := f.own(p.T("account.password.old"))
	after := f.password(fieldNewPassword, p.T("account.password.new"), func(text string) error {
		if text != "" && len(broken(text)) > 0 { // the list under the field says which
			return fault.New(fault.Invalid, "account.askPassword", "login.password_weak")
		}
		return required("account.new_password_required")(text)
	})
	f.checklist(after.Text, broken)
	f.password(fieldConfirm, p.T("account.password.confirm"), func(text string) error {
		if text != after.Text() {
			return fault.New(fault.Invalid, "account.askPassword", "login.confirm_different")
		}
		return nil
	})
	for _, key := range append(access.PasswordChecklist(), access.PasswordCommon, access.PasswordContainsEmail,
		access.PasswordContainsProvider, access.PasswordTooLong, access.PasswordUnreadable) {
		f.place[key] = fieldNewPassword
	}
	f.send = func(ctx context.Context) error { return a.deps.Server.ChangePassword(ctx, before.Text(), after.Text()) }
	f.done = func() {
		h.Editor.Window.Toast(p.T("account.password.changed"), "", nil)
		again(a, &a.sessions, a.deps.Server.Sessions)
	}
	f.open(p.T("account.password.title"))
}

// askPrimary transfers the role of primary administrator.
func (a *Account) askPrimary(h *editing.Host) {
	f := a.newForm(h, widgets.NewDangerButton(h.P.T("account.primary.accept"), nil))
	chosen, ok := a.pick(h, f, access.Primary, h.P.T("account.primary.pick"), func(name string) string {
		return h.P.T("account.primary.consequences", "Name", name)
	})
	if !ok {
		a.nobody(h, h.P.T("account.primary.title"))
		return
	}
	password := f.own(h.P.T("account.own_password"))
	f.send = func(ctx context.Context) error {
		return a.deps.Server.TransferPrimary(ctx, chosen().Person, password.Text())
	}
	f.done = func() {
		me := a.me
		me.Role = access.Delegate
		a.set(me)
		a.administratorsChanged(h, h.P.T("account.primary.changed", "Name", chosen().Name))
	}
	f.open(h.P.T("account.primary.title"))
}

// askDelegate adds a delegated administrator.
func (a *Account) askDelegate(h *editing.Host) {
	f := a.newForm(h, widgets.NewPrimaryButton(h.P.T("account.delegates.accept"), nil))
	chosen, ok := a.pick(h, f, access.Delegate, h.P.T("account.delegates.pick"), func(name string) string {
		return h.P.T("account.delegates.consequences", "Name", name)
	})
	if !ok {
		a.nobody(h, h.P.T("account.delegates.title"))
		return
	}
	password := f.own(h.P.T("account.own_password"))
	f.send = func(ctx context.Context) error {
		return a.deps.Server.AddDelegate(ctx, chosen().Person, password.Text())
	}
	f.done = func() { a.administratorsChanged(h, h.P.T("account.delegates.added", "Name", chosen().Name)) }
	f.open(h.P.T("account.delegates.title"))
}

// askRemove takes the role of a delegate away.
func (a *Account) askRemove(h *editing.Host, c wire.Colleague) {
	f := a.newForm(h, widgets.NewDangerButton(h.P.T("account.delegates.remove_accept"), nil))
	f.say(removalFollows(h, c))
	password := f.own(h.P.T("account.own_password"))
	f.send = func(ctx context.Context) error { return a.deps.Server.RemoveDelegate(ctx, c.Person, password.Text()) }
	f.done = func() { a.administratorsChanged(h, h.P.T("account.delegates.removed", "Name", c.Name)) }
	f.open(h.P.T("account.delegates.remove_title", "Name", c.Name))
}

// removalFollows says what becomes of a delegate whose role is taken away: back to their reseller, unless there is none, or it was
// deactivated meanwhile.
func removalFollows(h *editing.Host, c wire.Colleague) string {
	if c.Reseller == "" {
		return h.P.T("account.delegates.remove_out", "Name", c.Name)
	}
	reseller := resellerName(h, c.Reseller)
	if string(h.Editor.Draft().Stored(settings.ResellerEntity(c.Reseller), settings.FieldActive)) == "false" {
		return h.P.T("account.delegates.remove_closed", "Name", c.Name, "Reseller", reseller)
	}
	return h.P.T("account.delegates.remove_back", "Name", c.Name, "Reseller", reseller)
}

// administratorsChanged says what was done and reads who they are now.
func (a *Account) administratorsChanged(h *editing.Host, said string) {
	a.views.Tell()
	h.Editor.Window.Toast(said, "", nil)
	a.readPeople()
}

// pick adds the choice of a person for a role, and under it what follows. ok is false when nobody can be chosen.
func (a *Account) pick(h *editing.Host, f *form, to access.Role, label string, consequences func(name string) string) (chosen func() wire.Colleague, ok bool) {
	candidates := desk.Candidates(a.people.value.People, to)
	if len(candidates) == 0 {
		return nil, false
	}
	options := make([]widgets.Option, len(candidates))
	byID := map[string]wire.Colleague{}
	for i, c := range candidates {
		options[i] = widgets.Option{Value: c.Person, Label: candidateText(h, c)}
		byID[c.Person] = c
	}
	var picked wire.Colleague
	var follows *widgets.Text
	f.choose(fieldPerson, label, candidatesHelp(h, to), options, required("account.person_required"), func(value string) {
		picked = byID[value]
		follows.SetText(consequences(picked.Name))
	})
	follows = f.say(h.P.T("account.choose_first"))
	for _, key := range []string{"people.not_candidate", "people.unknown"} {
		f.place[key] = fieldPerson
	}
	return func() wire.Colleague { return picked }, true
}

// candidatesHelp says who may be chosen for a role.
func candidatesHelp(h *editing.Host, to access.Role) string {
	if to == access.Primary {
		return h.P.T("account.primary.candidates")
	}
	return h.P.T("account.delegates.candidates")
}

// nobody says that there is nobody to choose, and what to do.
func (a *Account) nobody(h *editing.Host, title string) {
	var d *widgets.Dialog
	understood := widgets.NewButton(h.P.T("account.understood"), func() { d.Close() })
	understood.SetFieldID(fieldCancel)
	d = widgets.NewDialog(title, widgets.Body(h.P.T("account.nobody")), nil, understood)
	d.Show(h.Canvas(), nil)
}

// candidateText is how a person stands in the list: code, name, and for whom they work.
func candidateText(h *editing.Host, c wire.Colleague) string {
	name := h.P.T("account.person", "Code", c.Code, "Name", c.Name)
	if where := resellerName(h, c.Reseller); where != "" {
		return h.P.T("account.person_of", "Person", name, "Reseller", where)
	}
	return name
}

// resellerName is what a reseller is called, "" for none.
func resellerName(h *editing.Host, id string) string {
	if id == "" {
		return ""
	}
	return settings.String(h.Editor.Draft().Stored(settings.ResellerEntity(id), settings.FieldName))
}
