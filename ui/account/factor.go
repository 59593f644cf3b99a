package account

import (
	"context"

	"pupitre/data/wire"
	"pupitre/ui/credentials"
	"pupitre/ui/editing"
	"pupitre/ui/widgets"
)

// askFactor sets a second factor up: the password, then the secret and a first code, then the recovery codes.
func (a *Account) askFactor(h *editing.Host) {
	p := h.P
	f := a.newForm(h, widgets.NewPrimaryButton(p.T("account.factor.next"), nil))
	f.say(p.T("account.factor.intro"))
	password := f.own(p.T("account.own_password"))
	var secret wire.TOTPSecret
	f.send = func(ctx context.Context) (err error) {
		secret, err = a.deps.Server.TOTPBegin(ctx, password.Text())
		return err
	}
	f.done = func() { a.confirmFactor(h, secret) }
	f.open(p.T("account.factor.title"))
}

// confirmFactor shows the secret and asks for a first code of it.
func (a *Account) confirmFactor(h *editing.Host, secret wire.TOTPSecret) {
	p := h.P
	f := a.newForm(h, widgets.NewPrimaryButton(p.T("account.factor.turn_on"), nil))
	f.add(credentials.NewSecret(p, secret, a.deps.Keeping))
	code := f.entry(fieldCode, p.T("login.enrol.code"), "", p.T("login.factor.code_hint"), required("login.factor.code_required"))
	f.place["totp.wrong_code"] = fieldCode
	var codes []string
	f.send = func(ctx context.Context) (err error) {
		codes, err = a.deps.Server.TOTPConfirm(ctx, code.Text())
		return err
	}
	f.done = func() { a.showCodes(h, codes) }
	f.open(p.T("account.factor.title"))
}

// askCodes replaces the recovery codes.
func (a *Account) askCodes(h *editing.Host) {
	p := h.P
	f := a.newForm(h, widgets.NewPrimaryButton(p.T("account.factor.new_codes"), nil))
	f.say(p.T("account.factor.codes_consequences"))
	password := f.own(p.T("account.own_password"))
	var codes []string
	f.send = func(ctx context.Context) (err error) {
		codes, err = a.deps.Server.TOTPRecovery(ctx, password.Text())
		return err
	}
	f.done = func() { a.showCodes(h, codes) }
	f.open(p.T("account.factor.codes_title"))
}

// askNoFactor takes the second factor away.
func (a *Account) askNoFactor(h *editing.Host) {
	p := h.P
	f := a.newForm(h, widgets.NewDangerButton(p.T("account.factor.turn_off"), nil))
	f.say(p.T("account.factor.off_consequences"))
	password := f.own(p.T("account.own_password"))
	f.send = func(ctx context.Context) error { return a.deps.Server.TOTPDisable(ctx, password.Text()) }
	f.done = func() {
		h.Editor.Window.Toast(p.T("account.factor.turned_off"), "", nil)
		again(a, &a.factor, a.deps.Server.TOTP)
	}
	f.open(p.T("account.factor.off_title"))
}

// showCodes shows recovery codes, once.
func (a *Account) showCodes(h *editing.Host, codes []string) {
	again(a, &a.factor, a.deps.Server.TOTP)
	var d *widgets.Dialog
	view := credentials.NewCodes(h.P, a.deps.Run, a.deps.Keeping, codes, func() { d.Relayout() })
	kept := widgets.NewPrimaryButton(h.P.T("login.keep.submit"), func() { d.Close() })
	kept.SetFieldID(fieldCancel)
	d = widgets.NewDialog(h.P.T("login.keep.title"), view.Content(), nil, kept)
	d.Show(h.Canvas(), nil)
}
