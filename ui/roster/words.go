package roster

import (
	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
)

// RoleWord is what somebody is, in words.
func RoleWord(p *i18n.Printer, c wire.Colleague) string {
	switch access.Role(c.Role) {
	case access.Primary:
		return p.T("shell.role.primary")
	case access.Delegate:
		return p.T("people_page.role.delegate")
	case access.Support:
		return p.T("shell.role.support")
	case access.Kiosk:
		return p.T("shell.role.kiosk")
	case access.Reseller:
		if c.Lead {
			return p.T("people_page.role.lead")
		}
		return p.T("people_page.role.aide")
	}
	return c.Role
}

// StateWord tells whether somebody can sign in.
func StateWord(p *i18n.Printer, c wire.Colleague) string {
	switch c.State {
	case wire.PersonInvited:
		return p.T("people_page.state.invited")
	case wire.PersonDisabled:
		return p.T("people_page.state.disabled")
	case wire.PersonActive:
	}
	return p.T("people_page.state.active")
}

// StateIcon stands before the state: it is not told by words or colour alone.
func StateIcon(c wire.Colleague) resources.IconName {
	switch c.State {
	case wire.PersonInvited:
		return resources.Mail
	case wire.PersonDisabled:
		return resources.Lock
	case wire.PersonActive:
	}
	return resources.CheckCircle
}

// Name is what somebody is called: whoever was invited without a name has an address only.
func Name(p *i18n.Printer, c wire.Colleague) string {
	switch {
	case c.Name != "":
		return c.Name
	case c.Email != "":
		return settings.ShowEmail(c.Email)
	}
	return p.T("people_page.unnamed")
}

// Seen is when somebody was seen last, "" when that is not known.
func (r *Roster) Seen(p *i18n.Printer, c wire.Colleague) string {
	if c.LastSeen.IsZero() {
		return ""
	}
	now := r.deps.Clock.Now().In(r.deps.Zone())
	return p.Ago(c.LastSeen.In(now.Location()), now)
}

// placeWord is what a place is called.
func placeWord(p *i18n.Printer, place Place) string {
	switch place {
	case PlaceLead:
		return p.T("people_page.role.lead")
	case PlaceDelegate:
		return p.T("people_page.role.aide")
	case PlaceSupport:
	}
	return p.T("shell.role.support")
}
