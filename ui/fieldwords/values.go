package fieldwords

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"pupitre/data/branding"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/widgets"
)

// Value writes a stored value for people: "fr" is Français, nothing is « rien ». What a value refers to by its id has its
// name in the space, which is not looked up here.
func Value(p *i18n.Printer, entity, field string, value wire.Value) string {
	if len(value) == 0 || string(value) == "null" {
		return p.T("fields.nothing")
	}
	var text string
	if json.Unmarshal(value, &text) != nil {
		return groupValue(p, entity, field, value)
	}
	if text == "" {
		return p.T("fields.nothing")
	}
	for _, o := range Options(p, entity, field) {
		if o.Value == text {
			return o.Label
		}
	}
	kind := KindOf(entity)
	if text, ok := chatText(p, kind, field, text); ok {
		return text
	}
	if kind == Branding {
		return colourText(p, text)
	}
	switch {
	case kind == Member && field == fieldRole:
		return role(p, text)
	case kind == Member && field == wire.StateField:
		return memberState(p, text)
	case field == settings.FieldPhone:
		return Phone(p, text)
	case field == settings.FieldEmail:
		return settings.ShowEmail(text)
	case entity == settings.EntityTelephony, kind == Reseller && field == settings.FieldTelephony,
		kind == Member && field == wire.ResellerField:
		return p.T("fields.reference", "ID", text)
	}
	return text
}

// groupValue writes what is not a text: a group of values, a list, a boolean. What is not known keeps its JSON text, which
// is better than nothing.
func groupValue(p *i18n.Printer, entity, field string, value wire.Value) string {
	fields := map[string]wire.Value{field: value}
	switch kind := KindOf(entity); {
	case kind == Federation:
		return federationValue(p, field, value)
	case kind == Search:
		return searchValue(p, field, value)
	case kind == Telephony && field == settings.FieldAddress:
		a := settings.TelephonyFrom("", fields).Address
		host := settings.ShowHost(a.Host)
		if a.Port != 0 && strings.Contains(host, ":") {
			host = "[" + host + "]"
		}
		if a.Port != 0 {
			host += ":" + strconv.Itoa(int(a.Port))
		}
		return host
	case kind == Server && field == settings.FieldAddress:
		if a := settings.AppServerFrom("", fields).Address; a.IP.IsValid() {
			return Address(a)
		}
	case kind == Servers && field == settings.FieldFailover:
		f := settings.AppServersFrom(fields).Failover
		if !f.Enabled {
			return p.T("sections.servers.failover_off")
		}
		return p.T("sections.servers.failover_on", "Down", f.DownAfter, "Up", f.UpAfter)
	case kind == Member && field == wire.LeadField && string(value) == "true":
		return p.T("fields.member.lead_true")
	case kind == Member && field == wire.LeadField && string(value) == "false":
		return p.T("fields.member.lead_false")
	case kind == Branding:
		if text := imageText(p, field, value); text != "" {
			return text
		}
	case kind == Schedule && (field == schedule.FieldSpan || field == schedule.FieldDays), kind == Event && field == schedule.FieldSpan:
		return chatGroup(p, kind, field, value)
	case string(value) == "true":
		return p.T("fields.yes")
	case string(value) == "false":
		return p.T("fields.no")
	}
	return string(value)
}

// Address writes a server's address, without the usual port.
func Address(a settings.IPPort) string {
	if a.Port == settings.DefaultServerPort {
		return a.IP.String()
	}
	return a.String()
}

// PartValue writes one part of a group, as its control has it.
func PartValue(p *i18n.Printer, part, text string) string {
	switch {
	case text == "":
		return p.T("fields.nothing")
	case part == "enabled" && text == "true":
		return p.T("fields.yes")
	case part == "enabled":
		return p.T("fields.no")
	}
	return text
}

// Phone writes a stored number as people of the language do: 514 555-0123 in French, 514-555-0123 in English, numbers of
// other countries in the international form. A text that is no stored number stays as it is.
func Phone(p *i18n.Printer, stored string) string {
	number, err := phonenumbers.Parse(stored, "")
	if err != nil || !strings.HasPrefix(stored, "+") {
		return stored
	}
	national := stored[1:]
	if number.GetCountryCode() != 1 || len(national) != 11 {
		return phonenumbers.Format(number, phonenumbers.INTERNATIONAL)
	}
	separator := "-"
	if p.Language() == i18n.French {
		separator = "\u00a0"
	}
	return national[1:4] + separator + national[4:7] + "-" + national[7:]
}

// Options lists what a field offers to choose from; empty for a field that is typed.
func Options(p *i18n.Printer, entity, field string) []widgets.Option {
	kind := KindOf(entity)
	switch {
	case kind == Profile && field == settings.FieldDefaultLanguage, field == settings.FieldLanguage && (kind == Person || kind == Reseller):
		return []widgets.Option{
			{Value: string(i18n.French), Label: p.T("settings.language.fr")},
			{Value: string(i18n.English), Label: p.T("settings.language.en")},
		}
	case kind == Telephony && field == settings.FieldTransport:
		out := []widgets.Option{}
		for _, transport := range settings.Transports {
			out = append(out, widgets.Option{Value: transport, Label: strings.ToUpper(transport)})
		}
		return out
	case kind == Profile && field == settings.FieldTimeZone:
		out := []widgets.Option{}
		for _, zone := range settings.TimeZones() {
			out = append(out, widgets.Option{Value: zone, Label: zone})
		}
		return out
	}
	return nil
}

// editable are the fields that a text can be stored in by a push.
var editable = map[Kind][]string{
	Profile:   {settings.FieldName, settings.FieldDefaultLanguage, settings.FieldTimeZone},
	Person:    {settings.FieldLanguage},
	Support:   {settings.FieldEmail, settings.FieldPhone},
	Telephony: {settings.FieldName, settings.FieldTransport, settings.FieldPhone, settings.FieldNote},
	Server:    {settings.FieldName},
	Reseller:  {settings.FieldName, settings.FieldLanguage, settings.FieldEmail, settings.FieldPhone, settings.FieldNote},
	Branding:  {branding.FieldColor1, branding.FieldColor2},
}

// Editable tells whether a text can be written in the field by an ordinary edit.
func Editable(entity, field string) bool {
	return slices.Contains(editable[KindOf(entity)], field)
}

// Stored is the stored form of a text typed for an editable field; the text itself where it has none, for Check to refuse.
func Stored(entity, field, text string) wire.Value {
	clean := settings.CleanName(text)
	if c, err := branding.ParseHex(text); err == nil && KindOf(entity) == Branding {
		return branding.StoredColour(c)
	}
	switch field {
	case settings.FieldName:
		text = clean
	case settings.FieldNote:
		return settings.OptionalText(settings.CleanNote(text))
	case settings.FieldEmail:
		if stored, err := settings.ParseEmail(text); err == nil {
			text = stored
		}
		return settings.OptionalText(text)
	case settings.FieldPhone:
		if stored, err := settings.ParsePhone(text); err == nil {
			text = stored
		}
		return settings.OptionalText(text)
	}
	return settings.Text(text)
}

// Check says what is wrong with a text typed for an editable field, nil when nothing is.
func Check(entity, field, text string) error {
	kind, clean := KindOf(entity), settings.CleanName(text)
	switch {
	case kind == Profile && field == settings.FieldName:
		return settings.CheckName(text)
	case kind == Profile && field == settings.FieldTimeZone:
		return settings.CheckTimeZone(text)
	case kind == Branding:
		_, err := branding.ParseHex(text)
		return err
	case field == settings.FieldName:
		return settings.CheckEntryName(text)
	case field == settings.FieldTransport:
		return settings.CheckTransport(text)
	case field == settings.FieldNote:
		return settings.CheckNote(text)
	case clean == "" && (field == settings.FieldEmail || field == settings.FieldPhone):
		return nil
	case field == settings.FieldEmail:
		_, err := settings.ParseEmail(text)
		return err
	case field == settings.FieldPhone:
		_, err := settings.ParsePhone(text)
		return err
	}
	return settings.CheckLanguage(text)
}

// Place is where the pages show a field: its section and its stable id; ok is false for a field that they have not.
func Place(entity, field string) (section, id string, ok bool) {
	switch kind := KindOf(entity); {
	case kind == Person && field == settings.FieldLanguage:
		return "administrator", "administrator." + field, true
	case entity == settings.EntityTelephony && field == settings.FieldDefault:
		return "phone", entity + "." + field, true
	case kind == Profile && Editable(entity, field), kind == Support && Editable(entity, field):
		return string(kind), entity + "." + field, true
	case kind == Telephony && Editable(entity, field):
		return "telephony", entity + "." + field, true
	case kind == Telephony && field == settings.FieldAddress:
		return "telephony", entity + "." + field + ".host", true
	case kind == Reseller && resellerWords(i18n.For(i18n.French), field).label != "":
		return "resellers", entity + "." + field, true
	case kind == Server && field == settings.FieldAddress:
		return "servers", entity + "." + field + ".ip", true
	case kind == Server && field == settings.FieldName:
		return "servers", entity + "." + field, true
	case kind == Servers && field == settings.FieldFailover:
		return "servers", entity + "." + field + ".enabled", true
	}
	if KindOf(entity) == Branding && brandWords(i18n.For(i18n.French), field).label != "" {
		return branding.Entity, entity + "." + field, true
	}
	return chatPlace(entity, field)
}
