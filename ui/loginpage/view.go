package loginpage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/branding"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/brand"
	"pupitre/ui/credentials"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of what is not a field.
const (
	fieldSubmit   = "login.submit_button"
	fieldAdvanced = "login.advanced_button"
	fieldOther    = "login.other_button"
	fieldDemo     = "login.demo_button"
	fieldForgot   = "login.forgot_button"
	fieldBack     = "login.back_button"
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
	mark   *widgets.Logo
	known  *fyne.Container // the provider
	submit *widgets.Button
	cancel *widgets.Button
	fail   *widgets.Banner
	rules  *credentials.Checklist
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
	centred := widgets.TextStyle{Size: theme.SizeNameHeadingText, Bold: true, Align: fyne.TextAlignCenter}
	v.mark = widgets.NewLogo(look.Space48)
	v.known = v.provider()
	v.showProvider()
	parts := []fyne.CanvasObject{v.mark, v.known, widgets.NewText(v.title(), centred), v.fail}
	if v.page.model.Changed() {
		parts = append(parts, widgets.NewBanner(widgets.Success, v.p.T("login.reset.done")))
	}
	return widgets.Column(look.Space12, parts...)
}

// provider is the logo and the name of the provider that this computer signs in to.
func (v *view) provider() *fyne.Container {
	known := v.page.deps.Provider
	parts := []fyne.CanvasObject{}
	if known.Logo != nil {
		size := known.Logo.Rect.Size()
		shown := brand.NewPicture(known.Name, size.X, size.Y, 1)
		shown.Set(known.Logo, &branding.White)
		parts = append(parts, container.NewCenter(shown))
	}
	if known.Name != "" {
		parts = append(parts, widgets.NewText(known.Name, widgets.TextStyle{Color: look.ColorMuted, Align: fyne.TextAlignCenter}))
	}
	return widgets.Column(look.Space8, parts...)
}

// showProvider shows the provider while its server is the one in the field; the mark gives way to its logo.
func (v *view) showProvider() {
	known, m := v.page.deps.Provider, v.page.model
	v.known.Hidden = known.Name == "" || m.Panel() == Invite || m.Text(Server) != v.page.deps.Server
	v.mark.Hidden = !v.known.Hidden && known.Logo != nil
}

func (v *view) title() string {
	switch v.page.model.Panel() {
	case Invite:
		return v.p.T("login.invite.title")
	case Forgot:
		return v.p.T("login.forgot.title")
	case Reset:
		return v.p.T("login.reset.title")
	case Factor:
		return v.p.T("login.factor.title")
	case Enrol:
		return v.p.T("login.enrol.title")
	case Keep:
		return v.p.T("login.keep.title")
	case SignIn:
	}
	return v.p.T("login.title")
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
	v.showProvider()
	v.fail.Hidden = m.Failure() == nil
	if m.Failure() != nil {
		v.fail.SetText(v.failed() + "\n" + v.p.Err(m.Failure()))
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
		v.rules.Set(m.Rules(), m.Blamed())
	}
	v.root.Refresh()
}

// failed says what did not work.
func (v *view) failed() string {
	switch v.page.model.Panel() {
	case Forgot:
		return v.p.T("login.forgot.failed")
	case Reset:
		return v.p.T("login.reset.failed")
	case SignIn, Invite, Factor, Enrol, Keep:
	}
	return v.p.T("login.failed")
}

func (v *view) refreshBusy(busy bool) {
	if v.submit != nil {
		v.submit.SetBusy(busy)
		v.cancel.Hidden = !busy
	}
	for _, b := range v.others {
		if busy {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}
