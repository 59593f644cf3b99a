package loginpage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of what is not a field.
const (
	fieldSubmit   = "login.submit_button"
	fieldAdvanced = "login.advanced_button"
	fieldOther    = "login.other_button"
	fieldDemo     = "login.demo_button"
	fieldLanguage = "login.language_switch"
	fieldScroll   = "login.scroll"
)

// view is the page in one language.
type view struct {
	page   *Page
	p      *i18n.Printer
	root   *fyne.Container
	left   bool // thrown away: its widgets are heard no more
	rows   map[FieldID]*widgets.Row
	submit *widgets.Button
	cancel *widgets.Button
	fail   *widgets.Banner
	rules  *fyne.Container
	server *fyne.Container
	toggle *widgets.Button
	others []*widgets.Button // disabled while an answer is awaited
}

func newView(pg *Page) *view {
	v := &view{page: pg, p: pg.p, rows: map[FieldID]*widgets.Row{}}
	v.fail = widgets.NewBanner(widgets.Failure, "")
	v.fail.Hide()
	card := widgets.NewCard("", widgets.Padded(look.Space12, "", v.panel()))
	column := widgets.Column(look.Space16, v.head(), card, v.foot())
	scroll := widgets.NewScroll(container.New(columnLayout{}, column))
	scroll.SetFieldID(fieldScroll)
	v.root = container.New(middleLayout{column}, scroll, v.languageSwitch())
	return v
}

// head is the mark, the title, and what could not be done.
func (v *view) head() fyne.CanvasObject {
	title := v.p.T("login.title")
	if v.page.model.Panel() == Invite {
		title = v.p.T("login.invite.title")
	}
	centred := widgets.TextStyle{Size: theme.SizeNameHeadingText, Bold: true, Align: fyne.TextAlignCenter}
	return widgets.Column(look.Space12, widgets.NewLogo(look.Space48), widgets.NewText(title, centred), v.fail)
}

// panel is the card of the fields.
func (v *view) panel() fyne.CanvasObject {
	if v.page.model.Panel() == Invite {
		return v.invitePanel()
	}
	return v.signInPanel()
}

func (v *view) signInPanel() fyne.CanvasObject {
	v.toggle = widgets.NewQuietButton(v.p.T("login.advanced"), func() {
		v.page.model.SetAdvanced(!v.page.model.Advanced())
		v.refresh()
	})
	v.toggle.SetFieldID(fieldAdvanced)
	v.server = widgets.Column("", v.row(Server, v.p.T("login.server"), v.p.T("login.server_help"), v.p.T("login.server_hint")))
	return widgets.Column("",
		v.row(Email, v.p.T("login.email"), "", v.p.T("login.email_hint")),
		v.secret(Password, v.p.T("login.password")),
		v.buttons(v.p.T("login.submit")),
		v.inset(widgets.Muted(v.p.T("login.offline"))),
		widgets.Padded(look.Space4, look.Space4, widgets.Line("", v.toggle)),
		v.server)
}

func (v *view) invitePanel() fyne.CanvasObject {
	v.rules = widgets.Column(look.Space4)
	return widgets.Column("",
		v.row(Code, v.p.T("login.invite.code"), v.p.T("login.invite.intro"), ""),
		v.row(Name, v.p.T("login.invite.name"), "", v.p.T("login.invite.name_hint")),
		v.secret(NewPassword, v.p.T("login.invite.new_password")),
		v.inset(v.rules),
		v.secret(Confirm, v.p.T("login.invite.confirm")),
		v.buttons(v.p.T("login.invite.submit")))
}

// inset aligns an object with the fields.
func (v *view) inset(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Padded(look.Space4, look.Space16, o)
}

func (v *view) row(id FieldID, label, help, hint string) *widgets.Row {
	e := widgets.NewEntry(label)
	e.SetHint(hint)
	return v.place(id, label, help, e, e)
}

func (v *view) secret(id FieldID, label string) *widgets.Row {
	e := widgets.NewPasswordEntry(v.p, label, v.page.deps.CapsLock)
	row := v.place(id, label, "", e, &e.Entry)
	e.OnCapsLock = func(warn bool) {
		warning := ""
		if warn {
			warning = e.CapsLockWarning()
		}
		row.SetNotice(warning)
		v.root.Refresh()
	}
	return row
}

// place joins a field to the model.
func (v *view) place(id FieldID, label, help string, control fyne.CanvasObject, e *widgets.Entry) *widgets.Row {
	e.SetFieldID(string(id))
	e.SetText(v.page.model.Text(id))
	e.OnChanged = func(text string) {
		if !v.left {
			v.page.typed(id, text)
		}
	}
	e.OnCommitted = func(string) {
		if !v.left {
			v.page.leave(id)
		}
	}
	e.OnSubmitted = func(string) {
		if !v.left {
			v.page.submit()
		}
	}
	row := widgets.NewRow(label, help, control, look.ControlWide)
	v.rows[id] = row
	return row
}

func (v *view) buttons(label string) fyne.CanvasObject {
	v.submit = widgets.NewPrimaryButton(label, v.page.submit)
	v.submit.SetFieldID(fieldSubmit)
	v.cancel = widgets.NewButton(v.p.T("login.cancel"), v.page.giveUp)
	v.cancel.Hide()
	return widgets.Padded(look.Space8, look.Space16, widgets.Column(look.Space8, v.submit, v.cancel))
}

// foot is the other ways in.
func (v *view) foot() fyne.CanvasObject {
	to, label := Invite, v.p.T("login.to_invite")
	if v.page.model.Panel() == Invite {
		to, label = SignIn, v.p.T("login.to_sign_in")
	}
	other := widgets.NewButton(label, func() { v.page.show(to) })
	other.SetFieldID(fieldOther)
	v.others = []*widgets.Button{other}
	parts := []fyne.CanvasObject{other}
	if v.page.deps.StartDemo != nil && to == Invite {
		demo := widgets.NewButton(v.p.T("login.demo"), v.page.demo)
		demo.SetFieldID(fieldDemo)
		demo.SetTooltip(v.p.T("login.demo_help"))
		v.others = append(v.others, demo)
		parts = append(parts, demo)
	}
	return widgets.Column(look.Space8, parts...)
}

// languageSwitch stands in the corner, where one looks for it in any language.
func (v *view) languageSwitch() fyne.CanvasObject {
	choice := widgets.NewSegmented(v.p.T("login.language"),
		widgets.Option{Value: string(i18n.French), Label: v.p.T("login.language_fr")},
		widgets.Option{Value: string(i18n.English), Label: v.p.T("login.language_en")})
	choice.SetFieldID(fieldLanguage)
	choice.SetSelected(string(v.p.Language()))
	choice.OnChanged = func(value string) { v.page.SetLanguage(i18n.Language(value)) }
	choice.SetTooltip(v.p.T("login.language"))
	return choice
}

// refresh shows the model as it is.
func (v *view) refresh() {
	if v.left {
		return
	}
	m := v.page.model
	for id, row := range v.rows {
		row.SetError(v.p.Err(m.Error(id)))
	}
	v.refreshBusy(m.Busy())
	v.fail.Hidden = m.Failure() == nil
	if m.Failure() != nil {
		v.fail.SetText(v.p.T("login.failed") + "\n" + v.p.Err(m.Failure()))
	}
	if v.server != nil {
		v.server.Hidden = !m.Advanced()
		icon := resources.KeyboardArrowRight
		if m.Advanced() {
			icon = resources.KeyboardArrowDown
		}
		v.toggle.SetIcon(icon)
	}
	if v.rules != nil {
		v.refreshRules(m.Rules())
	}
	v.root.Refresh()
}

func (v *view) refreshBusy(busy bool) {
	v.submit.SetBusy(busy)
	v.cancel.Hidden = !busy
	for _, b := range v.others {
		if busy {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

// refreshRules writes the password rule as a list whose lines are ticked while one types.
func (v *view) refreshRules(rules []Rule) {
	v.rules.Objects = nil
	typed := v.page.model.Text(NewPassword) != ""
	for _, r := range rules {
		icon, ink := resources.KeyboardArrowRight, look.ColorMuted
		switch {
		case r.Met:
			icon, ink = resources.Check, theme.ColorNameSuccess
		case typed && !r.Basic:
			icon, ink = resources.Warning, theme.ColorNameError
		}
		text := widgets.NewText(v.p.T(r.ID), widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: ink})
		line := container.New(ruleLayout{}, widgets.NewIcon(icon, look.IconSmall, ink), text)
		v.rules.Objects = append(v.rules.Objects, line)
	}
}
