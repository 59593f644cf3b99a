package settingspage

import (
	"strings"

	"pupitre/data/desk"
	"pupitre/data/settings"
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
	}
	return ""
}

func sectionSummary(p *i18n.Printer, id SectionID) string {
	switch id {
	case SectionProfile:
		return p.T("settings.profile.summary")
	case SectionAdministrator:
		return p.T("settings.administrator.summary")
	}
	return ""
}

func sectionIcon(id SectionID) resources.IconName {
	if id == SectionProfile {
		return resources.Domain
	}
	return resources.AccountCircle
}

func fieldLabel(p *i18n.Printer, id FieldID) string {
	switch id {
	case ProviderName:
		return p.T("settings.profile.name")
	case DefaultLanguage:
		return p.T("settings.profile.default_language")
	case TimeZone:
		return p.T("settings.profile.time_zone")
	case InterfaceLanguage:
		return p.T("settings.administrator.language")
	}
	return ""
}

// fieldHelp is the one line under a label, without what changes with the time.
func fieldHelp(p *i18n.Printer, id FieldID) string {
	switch id {
	case ProviderName:
		return p.T("settings.profile.name_help")
	case DefaultLanguage:
		return p.T("settings.profile.default_language_help")
	case TimeZone:
		return p.T("settings.profile.time_zone_help_plain")
	case InterfaceLanguage:
		return p.T("settings.administrator.language_help")
	}
	return ""
}

// fieldWords are other words that people search a field by, with commas between.
func fieldWords(p *i18n.Printer, id FieldID) string {
	switch id {
	case ProviderName:
		return p.T("settings.profile.name_words")
	case DefaultLanguage:
		return p.T("settings.profile.default_language_words")
	case TimeZone:
		return p.T("settings.profile.time_zone_words")
	case InterfaceLanguage:
		return p.T("settings.administrator.language_words")
	}
	return ""
}

// valueText writes a stored text for people: "fr" is Français.
func valueText(p *i18n.Printer, id FieldID, text string) string {
	if id != DefaultLanguage && id != InterfaceLanguage {
		return text
	}
	switch i18n.Language(text) {
	case i18n.French:
		return p.T("settings.language.fr")
	case i18n.English:
		return p.T("settings.language.en")
	}
	return text
}

// valueOrNothing writes a text, or that there is none.
func valueOrNothing(p *i18n.Printer, id FieldID, text string) string {
	if text == "" {
		return p.T("settings.notice.empty")
	}
	return valueText(p, id, text)
}

// readOnlyReason says why this person may only look at a section.
func readOnlyReason(p *i18n.Printer, id SectionID) string {
	if id == SectionProfile {
		return p.T("settings.read_only.profile")
	}
	return p.T("settings.read_only.person")
}

// noticeTitle says what happened to an edit.
func noticeTitle(p *i18n.Printer, id FieldID, n desk.Notice) string {
	label := fieldLabel(p, id)
	switch {
	case n.Conflict == "":
		return p.T("settings.notice.rejected", "Field", label, "Mine", valueOrNothing(p, id, settings.String(n.Mine)))
	case n.By != "":
		return p.T("settings.notice.conflict_by", "Field", label, "Person", n.By)
	}
	return p.T("settings.notice.conflict", "Field", label)
}

// noticeBody says both values of a conflict, or why the server refused the edit.
func noticeBody(p *i18n.Printer, id FieldID, n desk.Notice) string {
	mine := settings.String(n.Mine)
	if n.Conflict != "" {
		return p.T("settings.notice.conflict_body",
			"Theirs", valueOrNothing(p, id, settings.String(n.Theirs)), "Mine", valueOrNothing(p, id, mine))
	}
	if err := fieldOf(id).check(mine); err != nil {
		return p.Err(err) // the same rule as the server's, with its figures
	}
	if i18n.Known(n.Code) {
		return p.T(n.Code)
	}
	return ""
}

// synonyms cuts a list of words at its commas.
func synonyms(list string) []string { return strings.Split(list, ", ") }
