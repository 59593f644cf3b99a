package settingspage

import (
	"pupitre/i18n"
	"pupitre/resources"
)

// Title is the page's name.
func Title(p *i18n.Printer) string { return p.T("settings.title") }

func sectionTitle(p *i18n.Printer, id SectionID) string {
	switch id {
	case SectionProfile:
		return p.T("settings.profile.title")
	case SectionAdministrator:
		return p.T("settings.administrator.title")
	case SectionSupport:
		return p.T("sections.support.title")
	case SectionPhone:
		return p.T("sections.phone.title")
	case SectionBranding:
		return p.T("brandpage.section")
	case SectionChat:
		return p.T("schedulepage.card.title")
	case SectionServers:
		return p.T("sections.servers.title")
	}
	return ""
}

func sectionSummary(p *i18n.Printer, id SectionID) string {
	switch id {
	case SectionProfile:
		return p.T("settings.profile.summary")
	case SectionAdministrator:
		return p.T("settings.administrator.summary")
	case SectionSupport:
		return p.T("sections.support.summary")
	case SectionPhone:
		return p.T("sections.phone.summary")
	case SectionBranding:
		return p.T("brandpage.card.summary")
	case SectionChat:
		return p.T("schedulepage.card.summary")
	case SectionServers:
		return p.T("sections.servers.summary")
	}
	return ""
}

func sectionIcon(id SectionID) resources.IconName {
	switch id {
	case SectionProfile:
		return resources.Domain
	case SectionAdministrator:
		return resources.AccountCircle
	case SectionSupport:
		return resources.SupportAgent
	case SectionPhone:
		return resources.Call
	case SectionBranding:
		return resources.Palette
	case SectionChat:
		return resources.Chat
	case SectionServers:
		return resources.DNS
	}
	return resources.Settings
}

// readOnlyReason says why this person may only look at a section.
func readOnlyReason(p *i18n.Printer, id SectionID) string {
	if id == SectionAdministrator {
		return p.T("settings.read_only.person")
	}
	return p.T("settings.read_only.profile")
}
