package fieldwords

import (
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// controlWords are what people call a control, in one language.
type controlWords struct {
	label string
	help  string // one line under the label
	also  string // other words to search it by, with commas between
	hint  string // an example in an empty field
}

// Label is what a field is called; an empty field means the entity as a whole.
func Label(p *i18n.Printer, entity, field string) string {
	kind := KindOf(entity)
	if field == "" {
		return Section(p, kind)
	}
	if label := wordsOf(p, entity, field, "").label; label != "" {
		return label
	}
	switch {
	case kind == Federation:
		return federationLabel(p, field)
	case kind == Search:
		return searchLabel(p, field)
	case kind == Member && field == fieldRole:
		return p.T("fields.member.role")
	case kind == Member && field == wire.ResellerField:
		return p.T("fields.member.reseller")
	case kind == Member && field == wire.LeadField:
		return p.T("fields.member.lead")
	case kind == Member && field == wire.StateField:
		return p.T("fields.member.state")
	case kind == Servers && field == settings.FieldOrder:
		return p.T("sections.servers.order")
	case kind == Servers && field == settings.FieldFailover:
		return p.T("sections.servers.failover")
	case kind == Telephony && field == settings.FieldAddress, kind == Server && field == settings.FieldAddress:
		return p.T("fields.address")
	}
	return p.T("fields.unknown", "Name", field)
}

// ControlLabel is what a control is called: a field, or one part of a group.
func ControlLabel(p *i18n.Printer, entity, field, part string) string {
	if label := wordsOf(p, entity, field, part).label; label != "" {
		return label
	}
	return Label(p, entity, field)
}

// ControlHelp is the line under a control's label, "" for none.
func ControlHelp(p *i18n.Printer, entity, field, part string) string {
	return wordsOf(p, entity, field, part).help
}

// Words are other words that people search a control by, with commas between.
func Words(p *i18n.Printer, entity, field, part string) string {
	return wordsOf(p, entity, field, part).also
}

// Hint is an example for an empty field, "" for none.
func Hint(p *i18n.Printer, entity, field, part string) string {
	return wordsOf(p, entity, field, part).hint
}

// wordsOf are the words of a control; none of one that has none of its own.
func wordsOf(p *i18n.Printer, entity, field, part string) controlWords {
	switch KindOf(entity) {
	case Profile:
		return profileWords(p, field)
	case Person:
		if field == settings.FieldLanguage {
			return controlWords{p.T("settings.administrator.language"), p.T("settings.administrator.language_help"), p.T("settings.administrator.language_words"), ""}
		}
	case Support:
		return supportWords(p, field)
	case Telephony:
		if entity == settings.EntityTelephony {
			return controlWords{p.T("sections.phone.default"), p.T("sections.phone.default_help"), p.T("sections.phone.default_words"), ""}
		}
		return telephonyWords(p, field, part)
	case Servers:
		return failoverWords(p, field, part)
	case Server:
		return serverWords(p, field, part)
	case Reseller:
		return resellerWords(p, field)
	case Security:
		if field == settings.FieldTOTPPrimary {
			return controlWords{p.T("account.totp_primary"), p.T("account.totp_primary_help"), p.T("account.totp_primary_words"), ""}
		}
	case Branding:
		return brandWords(p, field)
	case Chat, Schedule, Event:
		return chatWords(p, KindOf(entity), field, part)
	case Member, Federation, Search:
	}
	return controlWords{}
}

func profileWords(p *i18n.Printer, field string) controlWords {
	switch field {
	case settings.FieldName:
		return controlWords{p.T("settings.profile.name"), p.T("settings.profile.name_help"), p.T("settings.profile.name_words"), ""}
	case settings.FieldDefaultLanguage:
		return controlWords{p.T("settings.profile.default_language"), p.T("settings.profile.default_language_help"), p.T("settings.profile.default_language_words"), ""}
	case settings.FieldTimeZone:
		return controlWords{p.T("settings.profile.time_zone"), p.T("settings.profile.time_zone_help_plain"), p.T("settings.profile.time_zone_words"), ""}
	}
	return controlWords{}
}

func supportWords(p *i18n.Printer, field string) controlWords {
	switch field {
	case settings.FieldEmail:
		return controlWords{p.T("sections.support.email"), p.T("sections.support.email_help"), p.T("sections.support.email_words"), p.T("sections.support.email_hint")}
	case settings.FieldPhone:
		return controlWords{p.T("sections.support.phone"), p.T("sections.support.phone_help"), p.T("sections.support.phone_words"), p.T("sections.support.phone_hint")}
	}
	return controlWords{}
}

func telephonyWords(p *i18n.Printer, field, part string) controlWords {
	switch field + "." + part {
	case settings.FieldName + ".":
		return controlWords{label: p.T("telephony.field.name")}
	case settings.FieldAddress + ".host":
		return controlWords{label: p.T("telephony.field.host"), hint: p.T("telephony.field.host_hint")}
	case settings.FieldAddress + ".port":
		return controlWords{label: p.T("telephony.field.port"), help: p.T("telephony.field.port_help")}
	case settings.FieldTransport + ".":
		return controlWords{label: p.T("telephony.field.transport")}
	case settings.FieldPhone + ".":
		return controlWords{label: p.T("telephony.field.phone"), help: p.T("telephony.field.phone_help"), hint: p.T("sections.support.phone_hint")}
	case settings.FieldNote + ".":
		return controlWords{label: p.T("telephony.field.note")}
	}
	return controlWords{}
}

func failoverWords(p *i18n.Printer, field, part string) controlWords {
	if field != settings.FieldFailover {
		return controlWords{}
	}
	switch part {
	case "enabled":
		return controlWords{p.T("sections.servers.enabled"), p.T("sections.servers.enabled_help"), p.T("sections.servers.enabled_words"), ""}
	case "down_after_s":
		return controlWords{p.T("sections.servers.down_after"), p.T("sections.servers.down_after_help"), p.T("sections.servers.down_after_words"), ""}
	case "up_after_s":
		return controlWords{p.T("sections.servers.up_after"), p.T("sections.servers.up_after_help"), p.T("sections.servers.up_after_words"), ""}
	}
	return controlWords{}
}

func serverWords(p *i18n.Printer, field, part string) controlWords {
	switch field + "." + part {
	case settings.FieldName + ".":
		return controlWords{label: p.T("sections.servers.name")}
	case settings.FieldAddress + ".ip":
		return controlWords{label: p.T("sections.servers.ip"), help: p.T("sections.servers.ip_help")}
	case settings.FieldAddress + ".port":
		return controlWords{label: p.T("sections.servers.port"), help: p.T("sections.servers.port_help")}
	}
	return controlWords{}
}

func resellerWords(p *i18n.Printer, field string) controlWords {
	switch field {
	case settings.FieldName:
		return controlWords{label: p.T("fields.reseller.name")}
	case settings.FieldLanguage:
		return controlWords{label: p.T("fields.reseller.language")}
	case settings.FieldTelephony:
		return controlWords{label: p.T("fields.reseller.telephony")}
	case settings.FieldEmail:
		return controlWords{label: p.T("fields.reseller.email")}
	case settings.FieldPhone:
		return controlWords{label: p.T("fields.reseller.phone")}
	case settings.FieldActive:
		return controlWords{label: p.T("fields.reseller.active")}
	case settings.FieldNote:
		return controlWords{label: p.T("fields.reseller.note")}
	}
	return controlWords{}
}
