package settingspage

import (
	"pupitre/data/access"
	"pupitre/data/settings"
)

// FieldID names a field for good: drafts, focus and the palette find it by this id in every language.
type FieldID string

// The fields of the page, in reading order.
const (
	ProviderName      FieldID = "profile.name"
	DefaultLanguage   FieldID = "profile.default_language"
	TimeZone          FieldID = "profile.time_zone"
	InterfaceLanguage FieldID = "administrator.language"
)

// SectionID names a section card for good: what is open is remembered by it.
type SectionID string

// The sections of the page, in reading order.
const (
	SectionProfile       SectionID = "profile"
	SectionAdministrator SectionID = "administrator"
)

// field is one setting: where it is stored and what may stand in it.
type field struct {
	id      FieldID
	section SectionID
	entity  func(person string) string
	name    string              // of the stored field
	clean   func(string) string // the text as it is stored
	check   func(string) error  // a fault with the sentence to show at the field
	missing string              // what a field that was never written means; "" for the interface language
}

// fields is the whole page as data, in reading order, which is also the order of the first fault.
var fields = []field{
	{
		id: ProviderName, section: SectionProfile, entity: profileEntity, name: settings.FieldName,
		clean: settings.CleanName, check: settings.CheckName,
	},
	{
		id: DefaultLanguage, section: SectionProfile, entity: profileEntity, name: settings.FieldDefaultLanguage,
		clean: asTyped, check: settings.CheckLanguage, missing: settings.DefaultProfile("").DefaultLanguage,
	},
	{
		id: TimeZone, section: SectionProfile, entity: profileEntity, name: settings.FieldTimeZone,
		clean: asTyped, check: settings.CheckTimeZone, missing: settings.DefaultTimeZone,
	},
	{
		id: InterfaceLanguage, section: SectionAdministrator, entity: settings.PersonEntity, name: settings.FieldLanguage,
		clean: asTyped, check: settings.CheckLanguage,
	},
}

func profileEntity(string) string { return settings.EntityProfile }

func asTyped(s string) string { return s }

func fieldOf(id FieldID) *field {
	for i := range fields {
		if fields[i].id == id {
			return &fields[i]
		}
	}
	return nil
}

// fieldAt finds the field that is stored under entity and name; nil when this page has none.
func fieldAt(person, entity, name string) *field {
	for i := range fields {
		if fields[i].name == name && fields[i].entity(person) == entity {
			return &fields[i]
		}
	}
	return nil
}

// mayRead and mayEdit only avoid offering what the server would refuse; the server decides.
func (f *field) mayRead(role access.Role) bool {
	return f.section != SectionProfile || role.MayReadSettings()
}

func (f *field) mayEdit(role access.Role) bool {
	if f.section == SectionProfile {
		return role.MayEditSettings()
	}
	return role != access.Kiosk
}
