package i18n

import (
	"strings"

	"golang.org/x/text/language"
)

// Language is a language of the interface, by its ISO 639-1 code. The code is what is stored; it is never shown.
type Language string

// The languages, both in their Canadian form. French is the source.
const (
	French  Language = "fr"
	English Language = "en"
)

// Languages lists what the interface speaks, the source language first. It is not to be changed.
var Languages = []Language{French, English}

// Parse reads a language tag such as "fr", "fr-CA", "en_US.UTF-8" or "EN"; ok is false for any other language.
func Parse(s string) (lang Language, ok bool) {
	s, _, _ = strings.Cut(strings.TrimSpace(s), ".") // locale names of POSIX end with an encoding
	s, _, _ = strings.Cut(s, "@")
	tag, err := language.Parse(s)
	if err != nil {
		return French, false
	}
	base, _ := tag.Base()
	switch base.String() {
	case string(French):
		return French, true
	case string(English):
		return English, true
	}
	return French, false
}

// Other is the language that the switch FR | EN leads to.
func (l Language) Other() Language {
	if l == English {
		return French
	}
	return English
}

// Tag is the language with its region, for HTML's lang attribute and for formats: "fr-CA" or "en-CA".
func (l Language) Tag() string {
	if l == English {
		return "en-CA"
	}
	return "fr-CA"
}
