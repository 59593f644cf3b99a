package settings

import (
	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// What concerns one person: entity "person:<uuid>".
const (
	kindPerson    = "person"
	personPrefix  = kindPerson + ":"
	FieldLanguage = "language" // of this person's interface, of a reseller: "fr" or "en"
)

// PersonEntity is the entity of what one person has chosen.
func PersonEntity(person string) string { return personPrefix + person }

// codeNotAllowed and codeUnknownField are the rejections that are not about a value.
const (
	codeNotAllowed   = "settings.not_allowed"
	codeUnknownField = "settings.unknown_field"
)

// Policy is the server's say in a push of settings; it implements syncing.Policy and syncing.SpacePolicy.
type Policy struct{}

// May tells who may write what: the sections are the administrators', a person's choices are that person's own.
func (Policy) May(m access.Member, kind wire.Kind, entity, field string) string {
	if wire.MemberOf(entity) != "" {
		if kind == wire.Delete {
			return codeNotAllowed // nobody is deleted through a push
		}
		return mayChangeMember(m, entity, field)
	}
	k, known := KindOf(entity)
	switch {
	case !known:
		return codeNotAllowed
	case kind == wire.Delete && !k.Deletable:
		return codeNotAllowed
	case k.Owned || k.Name == kindPerson:
		if ownerOf(entity) == m.Person && m.Role != access.Kiosk && m.Role.Known() {
			return ""
		}
	case access.May(m.Role, k.edit()) == access.All:
		return ""
	}
	return codeNotAllowed
}

// Check validates one value and its spelling.
func (Policy) Check(entity, field string, value wire.Value) string {
	if wire.MemberOf(entity) != "" {
		return checkRole(field, value)
	}
	return codeOf(CheckField(entity, field, value))
}

// CheckEntity validates the fields of an entity together: what is one of several has all it needs, once it is there.
func (Policy) CheckEntity(entity string, fields map[string]wire.Value) string {
	return codeOf(CheckTogether(entity, fields))
}

// CheckTogether refuses an entity that lacks what it needs. Sections have their defaults, and need nothing.
func CheckTogether(entity string, fields map[string]wire.Value) error {
	k, ok := KindOf(entity)
	if !ok || !k.Many || k.Name == kindPerson {
		return nil
	}
	for _, f := range k.Fields {
		if f.Required && isNull(fields[f.Name]) {
			return fault.New(fault.Invalid, "settings.CheckTogether", "settings.entry_incomplete")
		}
	}
	if k.Together != nil {
		return k.Together(fields)
	}
	return nil
}

// codeOf is the catalogue id of a refusal, "" for none.
func codeOf(err error) string {
	if err == nil {
		return ""
	}
	key, _ := fault.KeyOf(err)
	return key
}

// Audience says who may read a field.
func (Policy) Audience(entity, _ string) string {
	if person := ownerOf(entity); person != "" {
		return access.OnlyPerson(person)
	}
	if wire.MemberOf(entity) != "" {
		return access.Staff
	}
	if k, ok := KindOf(entity); ok {
		return k.Audience
	}
	return access.Everyone
}
