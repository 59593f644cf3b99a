package settings

import (
	"strings"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"

	"pupitre/data/fault"
)

// phoneRegion is where a number without a country code is dialled.
const phoneRegion = "CA"

// maxTypedPhone bounds what is parsed, in bytes.
const maxTypedPhone = 64

// ParsePhone gives the stored form, E.164 ("+15145550123"), of a telephone number as people type it: with or without
// country code (Canada's when there is none), spaces, hyphens, full stops, parentheses. Refusals: settings.phone_required,
// settings.phone_extension (E.164 has no place for an extension: who calls must reach somebody), settings.phone_invalid.
func ParsePhone(typed string) (stored string, err error) {
	stored, valid, ok := parseNANP(typed)
	switch {
	case !ok:
		return parseAnyPhone(typed)
	case !valid:
		return "", fault.New(fault.Invalid, opParsePhone, "settings.phone_invalid")
	}
	return stored, nil
}

const opParsePhone = "settings.ParsePhone"

// parseAnyPhone is ParsePhone for a number of any country, however it is written.
func parseAnyPhone(typed string) (stored string, err error) {
	const op = opParsePhone
	s := CleanName(typed)
	if s == "" {
		return "", fault.New(fault.Invalid, op, "settings.phone_required")
	}
	if len(s) > maxTypedPhone || !utf8.ValidString(s) {
		return "", fault.New(fault.Invalid, op, "settings.phone_invalid")
	}
	s, extension := cutExtension(s)
	if extension {
		return "", fault.New(fault.Invalid, op, "settings.phone_extension")
	}
	number, err := phonenumbers.Parse(s, phoneRegion)
	if err != nil {
		return "", fault.As(fault.Invalid, op, "settings.phone_invalid", err)
	}
	if number.GetExtension() != "" {
		return "", fault.New(fault.Invalid, op, "settings.phone_extension")
	}
	if !phonenumbers.IsValidNumber(number) || hasLetters(s) {
		return "", fault.New(fault.Invalid, op, "settings.phone_invalid")
	}
	return phonenumbers.Format(number, phonenumbers.E164), nil
}

// cutExtension finds the words for an extension that the library does not know: « poste » is ours.
func cutExtension(s string) (number string, found bool) {
	lower := strings.ToLower(s)
	for _, word := range []string{"poste", "post", "extension", "ext", "#", "x"} {
		if i := strings.Index(lower, word); i > 0 && strings.ContainsAny(lower[i:], "0123456789") {
			return s[:i], true
		}
	}
	return s, false
}

// hasLetters finds numbers spelt with letters: 1 800 PUPITRE is dialled otherwise from one keypad to the next.
func hasLetters(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return (r >= 'a' && r <= 'z') || (r >= 'A' && r <= 'Z') })
}

// CheckPhone refuses a number that is not in its stored form.
func CheckPhone(stored string) error {
	again, err := ParsePhone(stored)
	if err != nil {
		return err
	}
	if again != stored {
		return unreadable("settings.CheckPhone")
	}
	return nil
}
