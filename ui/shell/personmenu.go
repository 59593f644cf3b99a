package shell

import (
	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// modes and zooms are what a person may choose about the look, in the order of the menu.
var (
	modes = []look.Mode{look.System, look.Light, look.Dark, look.HighContrast}
	zooms = []look.Zoom{look.Zoom100, look.Zoom125, look.Zoom150}
)

func modeText(p *i18n.Printer, m look.Mode) string {
	switch m {
	case look.Light:
		return p.T("shell.person.theme_light")
	case look.Dark:
		return p.T("shell.person.theme_dark")
	case look.HighContrast:
		return p.T("shell.person.theme_contrast")
	case look.System:
	}
	return p.T("shell.person.theme_system")
}

func zoomText(p *i18n.Printer, z look.Zoom) string {
	switch z {
	case look.Zoom125:
		return p.T("shell.person.zoom_125")
	case look.Zoom150:
		return p.T("shell.person.zoom_150")
	case look.Zoom100:
	}
	return p.T("shell.person.zoom_100")
}

func modeIcon(m look.Mode) resources.IconName {
	switch m {
	case look.Light:
		return resources.LightMode
	case look.Dark:
		return resources.DarkMode
	case look.HighContrast:
		return resources.Contrast
	case look.System:
	}
	return resources.Palette
}

// roleText is the role of the person in words.
func roleText(p *i18n.Printer, r access.Role) string {
	switch r {
	case access.Primary:
		return p.T("shell.role.primary")
	case access.Delegate:
		return p.T("shell.role.delegate")
	case access.Reseller:
		return p.T("shell.role.reseller")
	case access.Support:
		return p.T("shell.role.support")
	case access.Kiosk:
		return p.T("shell.role.kiosk")
	case access.Subscriber:
		return p.T("shell.role.subscriber")
	}
	return ""
}

// showPersonMenu opens who is signed in, the look, and the way out.
func (s *Shell) showPersonMenu(anchor fyne.CanvasObject) {
	widgets.ShowMenu(anchor, s.personMenu()...)
}

func (s *Shell) personMenu() []widgets.MenuItem {
	person := s.deps.Person
	items := []widgets.MenuItem{
		{Label: person.Email, Icon: resources.Mail, Plain: true},
		{Label: roleText(s.p, person.Role), Icon: resources.Badge, Plain: true},
	}
	if _, offered := s.router.page(s.deps.Account); offered {
		items = append(items, widgets.MenuItem{
			Label: s.p.T("shell.person.account"), Icon: resources.AccountCircle, Separated: true,
			OnTapped: func() { s.Open(Place{Route: s.deps.Account}) },
		})
	}
	for i, m := range modes {
		items = append(items, widgets.MenuItem{
			Label: s.p.T("shell.command.theme", "Theme", modeText(s.p, m)), Icon: modeIcon(m), Checked: s.look.Mode == m, Separated: i == 0,
			OnTapped: func() { s.setMode(m) },
		})
	}
	for i, z := range zooms {
		items = append(items, widgets.MenuItem{
			Label: s.p.T("shell.person.zoom_line", "Size", zoomText(s.p, z)), Icon: resources.TextIncrease,
			Checked: s.zoom() == z, Separated: i == 0, OnTapped: func() { s.setZoom(z) },
		})
	}
	for i, c := range s.moreCommands() {
		items = append(items, widgets.MenuItem{Label: c.Label, Icon: c.Icon, Separated: i == 0, OnTapped: c.Run})
	}
	if s.deps.Lock != nil {
		items = append(items, widgets.MenuItem{Label: s.p.T("shell.command.lock"), Icon: resources.Lock, Separated: true, OnTapped: s.Lock})
	}
	if s.deps.Kiosk != nil {
		items = append(items, widgets.MenuItem{Label: s.p.T("shell.command.kiosk"), Icon: resources.Public, OnTapped: s.StartKiosk})
	}
	if s.deps.SignOut != nil {
		items = append(items, widgets.MenuItem{
			Label: s.p.T("shell.person.sign_out"), Icon: resources.Logout, Separated: true, OnTapped: s.SignOut,
		})
	}
	return items
}

func (s *Shell) zoom() look.Zoom { return max(s.look.Zoom, look.Zoom100) }

func (s *Shell) setMode(m look.Mode) {
	s.look.Mode = m
	s.applyLook()
}

func (s *Shell) setZoom(z look.Zoom) {
	s.look.Zoom = z
	s.applyLook()
}

func (s *Shell) applyLook() {
	if s.deps.SetLook != nil {
		s.deps.SetLook(s.look)
	}
}
