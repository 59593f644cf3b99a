package settings

import (
	"strings"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// What concerns one person: entity "person:<uuid>".
const (
	personPrefix  = "person:"
	FieldLanguage = "language" // of this person's interface: "fr" or "en"
)

// PersonEntity is the entity of what one person has chosen.
func PersonEntity(person string) string { return personPrefix + person }

// codeNotAllowed and codeUnknownField are the rejections that are not about a value.
const (
	codeNotAllowed   = "settings.not_allowed"
	codeUnknownField = "settings.unknown_field"
)

// checks is the whole table of what can be written: by entity kind, then field.
var checks = map[string]map[string]func(string) error{
	EntityProfile: {FieldName: CheckName, FieldDefaultLanguage: CheckLanguage, FieldTimeZone: CheckTimeZone},
	"person":      {FieldLanguage: CheckLanguage},
}

func kindOf(entity string) string {
	kind, _, _ := strings.Cut(entity, ":")
	return kind
}

// Policy is the server's say in a push of settings; it implements syncing.Policy.
type Policy struct{}

// May tells who may write what: the profile is the administrators', a person's choices are that person's own.
func (Policy) May(m access.Member, kind wire.Kind, entity, field string) string {
	if kind == wire.Delete {
		return codeNotAllowed // no section or person is deleted through a push
	}
	switch {
	case wire.MemberOf(entity) != "":
		return mayChangeMember(m, entity, field)
	case entity == EntityProfile && m.Role.MayEditSettings():
		return ""
	case entity == PersonEntity(m.Person) && m.Role != access.Kiosk:
		return ""
	}
	return codeNotAllowed
}

// Check validates one value and its spelling.
func (Policy) Check(entity, field string, value wire.Value) string {
	if wire.MemberOf(entity) != "" {
		return checkRole(field, value)
	}
	check, ok := checks[kindOf(entity)][field]
	if !ok {
		return codeUnknownField
	}
	canonical, err := wire.Canonical(value)
	if err != nil || string(canonical) != string(value) || len(value) == 0 || value[0] != '"' {
		return "settings.value_unreadable"
	}
	s := String(value)
	if err := check(s); err != nil {
		key, _ := fault.KeyOf(err)
		return key
	}
	if entity == EntityProfile && field == FieldName && s != CleanName(s) {
		return "settings.value_unreadable" // the desktop stores the cleaned name
	}
	return ""
}

// CheckEntity validates the fields of a section together. No rule of these sections joins two fields.
func (Policy) CheckEntity(string, map[string]wire.Value) string { return "" }

// Audience says who may read a field.
func (Policy) Audience(entity, _ string) string {
	if person, ok := strings.CutPrefix(entity, personPrefix); ok {
		return access.OnlyPerson(person)
	}
	if wire.MemberOf(entity) != "" {
		return access.Staff
	}
	return access.Everyone
}
