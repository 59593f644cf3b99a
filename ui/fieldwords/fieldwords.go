// Package fieldwords is what people call stored fields and their values: the label of a field, the section that it stands
// in, a value in words, and what may be written in it. Pages that list changes (history, conflicts, what waits) share it.
package fieldwords

import (
	"strings"

	"pupitre/i18n"
	"pupitre/resources"
)

// Kind is the part of an entity's name before its id: "profile", "person".
type Kind string

// The kinds that have words.
const (
	Profile   Kind = "profile"
	Person    Kind = "person"
	Support   Kind = "support"
	Telephony Kind = "telephony" // the one that is used, and those there are
	Servers   Kind = "appservers"
	Server    Kind = "appserver"
	Reseller  Kind = "reseller"
	Member    Kind = "member"
	Branding  Kind = "branding"
	Chat      Kind = "chat"
	Schedule  Kind = "schedule"
	Event     Kind = "event"
	Security  Kind = "security" // of the administrator's section, as Person
	Search    Kind = "search"   // a search of the directory that a person has saved
	// Federation is what the history tells of a federation and its portal: events, that nobody edits.
	Federation Kind = "federation"
)

// fieldRole is the field of a member that administrators change.
const fieldRole = "role"

// KindOf is the kind of an entity.
func KindOf(entity string) Kind {
	kind, _, _ := strings.Cut(entity, ":")
	return Kind(kind)
}

// Kinds lists the kinds that have words and a section of their own, in reading order.
func Kinds() []Kind {
	return []Kind{Profile, Person, Support, Telephony, Branding, Chat, Schedule, Event, Servers, Server, Reseller, Member, Federation, Search}
}

// Section is the title of the section that entities of a kind stand in; the bare name of a kind without words, so that
// nothing is hidden.
func Section(p *i18n.Printer, kind Kind) string {
	switch kind {
	case Profile:
		return p.T("settings.profile.title")
	case Person, Security:
		return p.T("settings.administrator.title")
	case Support:
		return p.T("sections.support.title")
	case Telephony:
		return p.T("telephony.title")
	case Servers:
		return p.T("sections.servers.title")
	case Server:
		return p.T("sections.servers.one_title")
	case Reseller:
		return p.T("fields.reseller.title")
	case Member:
		return p.T("fields.member.title")
	case Branding:
		return p.T("brandpage.section")
	case Chat:
		return p.T("schedulepage.title")
	case Schedule:
		return p.T("schedulepage.kind.schedules")
	case Event:
		return p.T("schedulepage.kind.events")
	case Federation:
		return p.T("portal_history.title")
	case Search:
		return p.T("enterprise.saved.title")
	}
	return string(kind)
}

// One is what one entity of a collection is called.
func One(p *i18n.Printer, kind Kind) string {
	switch kind {
	case Telephony:
		return p.T("telephony.single")
	case Server:
		return p.T("sections.servers.single")
	case Reseller:
		return p.T("fields.reseller.single")
	case Schedule:
		return p.T("schedulepage.kind.schedule")
	case Event:
		return p.T("schedulepage.kind.event")
	case Search:
		return p.T("enterprise.saved.one_saved")
	case Profile, Person, Support, Servers, Member, Branding, Chat, Security, Federation:
	}
	return Section(p, kind)
}

// Icon is that of a section.
func Icon(kind Kind) resources.IconName {
	switch kind {
	case Profile:
		return resources.Domain
	case Person, Security:
		return resources.AccountCircle
	case Support:
		return resources.SupportAgent
	case Telephony:
		return resources.Call
	case Servers, Server:
		return resources.DNS
	case Reseller, Member:
		return resources.Group
	case Branding:
		return resources.Palette
	case Chat:
		return resources.Chat
	case Schedule:
		return resources.Schedule
	case Event:
		return resources.Event
	case Federation:
		return resources.Apartment
	case Search:
		return resources.Bookmark
	}
	return resources.Settings
}

func role(p *i18n.Printer, stored string) string {
	switch stored {
	case "primary":
		return p.T("shell.role.primary")
	case "delegate":
		return p.T("shell.role.delegate")
	case "reseller":
		return p.T("shell.role.reseller")
	case "support":
		return p.T("shell.role.support")
	case "kiosk":
		return p.T("shell.role.kiosk")
	}
	return stored
}

// memberState writes whether a member can sign in.
func memberState(p *i18n.Printer, stored string) string {
	switch stored {
	case "active":
		return p.T("fields.member.active")
	case "disabled":
		return p.T("fields.member.disabled")
	}
	return stored
}
