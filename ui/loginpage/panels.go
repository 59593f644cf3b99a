package loginpage

import (
	"fyne.io/fyne/v2"

	"pupitre/resources"
	"pupitre/ui/credentials"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// panel is the card of the fields.
func (v *view) panel() fyne.CanvasObject {
	switch v.page.model.Panel() {
	case Invite:
		return v.invitePanel()
	case Forgot:
		return v.forgotPanel()
	case Reset:
		return v.resetPanel()
	case Factor:
		return widgets.Column("",
			v.row(FactorCode, v.p.T("login.factor.code"), v.p.T("login.factor.code_help"), v.p.T("login.factor.code_hint")),
			v.buttons(v.p.T("login.factor.submit")))
	case Enrol:
		return v.enrolPanel()
	case Keep:
		return v.keepPanel()
	case SignIn:
	}
	return v.signInPanel()
}

func (v *view) signInPanel() fyne.CanvasObject {
	forgot := widgets.NewQuietButton(v.p.T("login.forgot.link"), func() { v.page.show(Forgot) })
	forgot.SetFieldID(fieldForgot)
	forgot.SetTooltip(v.p.T("login.forgot.link_help"))
	v.others = append(v.others, forgot)
	advanced := v.advanced()
	return widgets.Column("",
		v.row(Email, v.p.T("login.email"), "", v.p.T("login.email_hint")),
		v.secret(Password, v.p.T("login.password")),
		v.buttons(v.p.T("login.submit")),
		widgets.Padded(look.Space4, look.Space4, widgets.Ends(widgets.Line("", v.toggle), forgot)),
		advanced,
		v.inset(widgets.Muted(v.p.T("login.offline"))))
}

// advanced is the server address, and makes the button that shows it.
func (v *view) advanced() fyne.CanvasObject {
	v.toggle = widgets.NewQuietButton(v.p.T("login.advanced"), func() {
		v.page.model.SetAdvanced(!v.page.model.Advanced())
		v.refresh()
	})
	v.toggle.SetFieldID(fieldAdvanced)
	v.server = widgets.Column("", v.row(Server, v.p.T("login.server"), v.p.T("login.server_help"), v.p.T("login.server_hint")))
	return v.server
}

func (v *view) invitePanel() fyne.CanvasObject {
	return widgets.Column("",
		v.row(Code, v.p.T("login.invite.code"), v.p.T("login.invite.intro"), ""),
		v.row(Name, v.p.T("login.invite.name"), "", v.p.T("login.invite.name_hint")),
		v.newPassword(),
		v.buttons(v.p.T("login.invite.submit")))
}

func (v *view) forgotPanel() fyne.CanvasObject {
	advanced := v.advanced()
	return widgets.Column("",
		v.row(Email, v.p.T("login.email"), v.p.T("login.forgot.help"), v.p.T("login.email_hint")),
		v.buttons(v.p.T("login.forgot.submit")),
		widgets.Padded(look.Space4, look.Space4, widgets.Line("", v.toggle)),
		advanced)
}

func (v *view) resetPanel() fyne.CanvasObject {
	email := v.page.model.Text(Email)
	account := v.inset(widgets.Muted(v.p.T("login.reset.account", "Email", email)))
	if v.page.model.Sent() {
		account = widgets.Padded(look.Space8, look.Space16, widgets.NewBanner(widgets.Information, v.p.T("login.reset.sent", "Email", email)))
	}
	return widgets.Column("", account,
		v.row(ResetCode, v.p.T("login.reset.code"), "", v.p.T("login.reset.code_hint")),
		v.newPassword(),
		v.buttons(v.p.T("login.reset.submit")))
}

// newPassword is a password typed twice, with its rules.
func (v *view) newPassword() fyne.CanvasObject {
	v.rules = credentials.NewChecklist(v.p)
	return widgets.Column("",
		v.secret(NewPassword, v.p.T("login.invite.new_password")),
		v.inset(v.rules.Content()),
		v.secret(Confirm, v.p.T("login.invite.confirm")))
}

func (v *view) enrolPanel() fyne.CanvasObject {
	secret := credentials.NewSecret(v.p, v.page.model.Secret(), v.page.deps.Keeping)
	return widgets.Column("",
		v.inset(widgets.Column(look.Space12, widgets.Muted(v.p.T("login.enrol.why")), secret)),
		v.row(FactorCode, v.p.T("login.enrol.code"), "", v.p.T("login.factor.code_hint")),
		v.buttons(v.p.T("login.enrol.submit")))
}

func (v *view) keepPanel() fyne.CanvasObject {
	codes := credentials.NewCodes(v.p, v.page.deps.Run, v.page.deps.Keeping, v.page.model.Recovery(), func() { v.root.Refresh() })
	done := widgets.NewPrimaryButton(v.p.T("login.keep.submit"), v.page.enter)
	done.SetFieldID(fieldSubmit)
	return widgets.Column("", v.inset(codes.Content()), widgets.Padded(look.Space8, look.Space16, done))
}

// foot is the other ways in, and the way back.
func (v *view) foot() fyne.CanvasObject {
	parts := []fyne.CanvasObject{}
	add := func(label, id string, press func()) *widgets.Button {
		b := widgets.NewButton(label, press)
		b.SetFieldID(id)
		v.others = append(v.others, b)
		parts = append(parts, b)
		return b
	}
	back := func() {
		add(v.p.T("login.back"), fieldBack, func() { v.page.show(SignIn) }).SetIcon(resources.ArrowBack)
	}
	switch v.page.model.Panel() {
	case SignIn:
		add(v.p.T("login.to_invite"), fieldOther, func() { v.page.show(Invite) })
		if v.page.deps.StartDemo != nil {
			add(v.p.T("login.demo"), fieldDemo, v.page.demo).SetTooltip(v.p.T("login.demo_help"))
		}
	case Invite:
		add(v.p.T("login.to_sign_in"), fieldOther, func() { v.page.show(SignIn) })
	case Forgot:
		add(v.p.T("login.forgot.have_code"), fieldOther, v.page.haveCode)
		back()
	case Reset:
		add(v.p.T("login.reset.again"), fieldOther, func() { v.page.show(Forgot) })
		back()
	case Factor, Enrol:
		back()
	case Keep:
	}
	return widgets.Column(look.Space8, parts...)
}
