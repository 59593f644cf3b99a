// Package settings is what a provider and its people can set: the fields, their rules, and who may touch them.
//
// Values are stored as canonical JSON under (entity, field); stored values are enumerations and identifiers, never text
// in a language. Refusals carry the catalogue id of the sentence to show at the field.
package settings

import (
	"strings"
	"time"
	_ "time/tzdata" // zones must not depend on the computer's own tables
	"unicode"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// The profile of a provider.
const (
	EntityProfile        = "profile"
	FieldName            = "name"             // string, 1 to MaxName code points
	FieldDefaultLanguage = "default_language" // of new subscribers: "fr" or "en"
	FieldTimeZone        = "time_zone"        // IANA name
)

// MaxName is the longest provider name, in code points.
const MaxName = 80

// DefaultTimeZone is the zone of a provider that has chosen none.
const DefaultTimeZone = "America/Toronto"

// Languages of the service, the source language first.
var Languages = []string{"fr", "en"}

// Profile is the provider as the public sees it.
type Profile struct {
	Name            string
	DefaultLanguage string // "fr" or "en"
	TimeZone        string // IANA name
}

// DefaultProfile is the profile of a new provider.
func DefaultProfile(name string) Profile {
	return Profile{Name: name, DefaultLanguage: "fr", TimeZone: DefaultTimeZone}
}

// Fields gives the stored form, by field.
func (p Profile) Fields() map[string]wire.Value {
	return map[string]wire.Value{
		FieldName:            Text(p.Name),
		FieldDefaultLanguage: Text(p.DefaultLanguage),
		FieldTimeZone:        Text(p.TimeZone),
	}
}

// ProfileFrom reads the stored fields; what is missing has its default.
func ProfileFrom(fields map[string]wire.Value) Profile {
	p := DefaultProfile("")
	if v, ok := fields[FieldName]; ok {
		p.Name = String(v)
	}
	if s := String(fields[FieldDefaultLanguage]); s != "" {
		p.DefaultLanguage = s
	}
	if s := String(fields[FieldTimeZone]); s != "" {
		p.TimeZone = s
	}
	return p
}

// CleanName is the name as it is stored: no white space around it.
func CleanName(s string) string { return strings.TrimFunc(s, unicode.IsSpace) }

// CheckName refuses a provider name that is empty, longer than MaxName code points, or not plain text on one line.
func CheckName(s string) error {
	const op = "settings.CheckName"
	switch problem, n := examine(s, MaxName); problem {
	case lineEmpty:
		return fault.New(fault.Invalid, op, "settings.name_required")
	case lineTooLong:
		return fault.New(fault.Invalid, op, "settings.name_too_long", "Max", MaxName, "Count", n)
	case lineControl:
		return fault.New(fault.Invalid, op, "settings.name_control_character")
	case lineSound:
	}
	return nil
}

// isDirectionOverride finds the characters that make a text read other than it is written (Unicode TR 36, 3.3).
func isDirectionOverride(r rune) bool {
	return (r >= '\u202A' && r <= '\u202E') || (r >= '\u2066' && r <= '\u2069')
}

// CheckLanguage refuses everything but the languages of the service.
func CheckLanguage(s string) error {
	for _, l := range Languages {
		if s == l {
			return nil
		}
	}
	return fault.New(fault.Invalid, "settings.CheckLanguage", "settings.language_unknown")
}

// CheckTimeZone refuses what is not an IANA zone that this program knows.
func CheckTimeZone(s string) error {
	const op = "settings.CheckTimeZone"
	if strings.TrimSpace(s) == "" {
		return fault.New(fault.Invalid, op, "settings.time_zone_required")
	}
	// "Local" and absolute paths are understood by LoadLocation and mean something else on each computer.
	if _, known := zoneIndex()[s]; !known {
		return fault.New(fault.Invalid, op, "settings.time_zone_unknown", "Zone", shorten(s, 40))
	}
	if _, err := time.LoadLocation(s); err != nil {
		return fault.As(fault.Invalid, op, "settings.time_zone_unknown", err, "Zone", shorten(s, 40))
	}
	return nil
}

func shorten(s string, runes int) string {
	r := []rune(s)
	if len(r) <= runes {
		return s
	}
	return string(r[:runes]) + "…"
}
