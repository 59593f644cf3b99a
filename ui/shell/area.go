package shell

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// The areas between which the header switches: the enterprise portal, and the person's own account with the provider.
const (
	areaPortal  = "portal"
	areaAccount = "account"
)

// areaSwitch is the quick drop-down at the top; nil for who has one area only.
func (s *Shell) areaSwitch() fyne.CanvasObject {
	if s.deps.Portal == nil || !s.deps.Portal() || s.areaRoute(areaPortal) == "" || s.areaRoute(areaAccount) == "" {
		return nil
	}
	choice := widgets.NewSelect(s.p, s.p.T("shell.area.label"),
		widgets.Option{Value: areaPortal, Label: GroupPortal.title(s.p)}, widgets.Option{Value: areaAccount, Label: s.p.T("shell.area.account")})
	choice.SetFieldID(fieldArea)
	choice.SetTooltip(s.p.T("shell.area.label"))
	choice.SetSelected(s.area())
	choice.OnChanged = func(area string) {
		if area != s.area() {
			s.Open(Place{Route: s.areaRoute(area)})
		}
	}
	return widgets.FixedWidth(look.ControlMedium, choice)
}

// area is the one of the page shown.
func (s *Shell) area() string {
	if r, ok := s.router.page(s.router.current().Route); ok && r.Group == GroupPortal {
		return areaPortal
	}
	return areaAccount
}

// areaRoute is the page of an area that is shown first, "" when it has none.
func (s *Shell) areaRoute(area string) Route {
	for _, g := range s.router.groups() {
		if (g == GroupPortal) == (area == areaPortal) {
			return s.router.inGroup(g)[0].Route
		}
	}
	return ""
}
