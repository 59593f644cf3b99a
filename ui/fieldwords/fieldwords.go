// Package fieldwords is what people call stored fields and their values: the label of a field, the section that it stands
// in, a value in words, and what may be written in it. Pages that list changes (history, conflicts, what waits) share it.
package fieldwords

import (
	"encoding/json"
	"slices"
	"strings"

	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/widgets"
)

// Kind is the part of an entity's name before its id: "profile", "person".
type Kind string

// The kinds that have words.
const (
	Profile Kind = "profile"
	Person  Kind = "person"
	Member  Kind = "member"
)

// fieldRole is the only field of a member.
const fieldRole = "role"

// KindOf is the kind of an entity.
func KindOf(entity string) Kind {
	kind, _, _ := strings.Cut(entity, ":")
	return Kind(kind)
}

// Kinds lists the kinds that have words, in reading order.
func Kinds() []Kind { return []Kind{Profile, Person, Member} }

// Section is the title of the section that entities of a kind stand in; the bare name of a kind without words, so that
// nothing is hidden.
func Section(p *i18n.Printer, kind Kind) string {
	switch kind {
	case Profile:
		return p.T("settings.profile.title")
	case Person:
		return p.T("settings.administrator.title")
	case Member:
		return p.T("fields.member.title")
	}
	return string(kind)
}

// Icon is that of a section.
func Icon(kind Kind) resources.IconName {
	switch kind {
	case Profile:
		return resources.Domain
	case Person:
		return resources.AccountCircle
	case Member:
		return resources.Group
	}
	return resources.Settings
}

// Label is what a field is called; an empty field means the entity as a whole.
func Label(p *i18n.Printer, entity, field string) string {
	kind := KindOf(entity)
	switch {
	case field == "":
		return Section(p, kind)
	case kind == Profile && field == settings.FieldName:
		return p.T("settings.profile.name")
	case kind == Profile && field == settings.FieldDefaultLanguage:
		return p.T("settings.profile.default_language")
	case kind == Profile && field == settings.FieldTimeZone:
		return p.T("settings.profile.time_zone")
	case kind == Person && field == settings.FieldLanguage:
		return p.T("settings.administrator.language")
	case kind == Member && field == fieldRole:
		return p.T("fields.member.role")
	}
	return p.T("fields.unknown", "Name", field)
}

// Value writes a stored value for people: "fr" is Français, nothing is « rien ».
func Value(p *i18n.Printer, entity, field string, value wire.Value) string {
	if len(value) == 0 || string(value) == "null" {
		return p.T("fields.nothing")
	}
	var text string
	if json.Unmarshal(value, &text) != nil {
		return string(value) // a number or a group of values: its JSON text is better than nothing
	}
	if text == "" {
		return p.T("fields.nothing")
	}
	for _, o := range Options(p, entity, field) {
		if o.Value == text {
			return o.Label
		}
	}
	if KindOf(entity) == Member {
		return role(p, text)
	}
	return text
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

// Options lists what a field offers to choose from; empty for a field that is typed.
func Options(p *i18n.Printer, entity, field string) []widgets.Option {
	kind := KindOf(entity)
	switch {
	case kind == Profile && field == settings.FieldDefaultLanguage, kind == Person && field == settings.FieldLanguage:
		return []widgets.Option{
			{Value: string(i18n.French), Label: p.T("settings.language.fr")},
			{Value: string(i18n.English), Label: p.T("settings.language.en")},
		}
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
	Profile: {settings.FieldName, settings.FieldDefaultLanguage, settings.FieldTimeZone},
	Person:  {settings.FieldLanguage},
}

// Editable tells whether a text can be written in the field by an ordinary edit.
func Editable(entity, field string) bool {
	return slices.Contains(editable[KindOf(entity)], field)
}

// Stored is the stored form of a text typed for an editable field.
func Stored(entity, field, text string) wire.Value {
	if KindOf(entity) == Profile && field == settings.FieldName {
		text = settings.CleanName(text)
	}
	return settings.Text(text)
}

// Check says what is wrong with a text typed for an editable field, nil when nothing is.
func Check(entity, field, text string) error {
	kind := KindOf(entity)
	switch {
	case kind == Profile && field == settings.FieldName:
		return settings.CheckName(text)
	case kind == Profile && field == settings.FieldTimeZone:
		return settings.CheckTimeZone(text)
	}
	return settings.CheckLanguage(text)
}

// Place is where the settings page shows a field: its section and its stable id; ok is false for a field that it has not.
func Place(entity, field string) (section, id string, ok bool) {
	if !Editable(entity, field) {
		return "", "", false
	}
	section = string(Profile)
	if KindOf(entity) == Person {
		section = "administrator"
	}
	return section, section + "." + field, true
}
