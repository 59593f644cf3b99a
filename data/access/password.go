package access

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/secure/precis"

	"pupitre/data/fault"
)

// Lengths of a password in code points, after preparation.
const (
	MinPassword = 8
	MaxPassword = 256 // NIST SP 800-63B asks for 64 at least; the bound only keeps the hash's input small
)

// The rules of a password, in the order in which the checklist shows them. Each is the catalogue id of the sentence that
// states the rule, which reads well both as a line of the checklist and as a reason.
const (
	PasswordTooShort         = "password.too_short"
	PasswordNoUppercase      = "password.no_uppercase"
	PasswordNoDigit          = "password.no_digit"
	PasswordNoSpecial        = "password.no_special"
	PasswordTooLong          = "password.too_long"
	PasswordUnreadable       = "password.unreadable"
	PasswordCommon           = "password.common"
	PasswordContainsProvider = "password.contains_provider"
	PasswordContainsEmail    = "password.contains_email"
)

// PasswordChecklist is the part of the rule that a person can tick off while typing; the other rules appear only when they are broken.
func PasswordChecklist() []string {
	return []string{PasswordTooShort, PasswordNoUppercase, PasswordNoDigit, PasswordNoSpecial}
}

// PreparePassword is the form in which a password is measured and hashed: the OpaqueString profile of RFC 8265, so that
// an accent typed on a Mac and the same accent typed on Windows make the same password. It fails on control characters
// and on code points without meaning.
func PreparePassword(password string) (string, error) {
	const op = "access.PreparePassword"
	if !utf8.ValidString(password) || len(password) > 4*MaxPassword*2 {
		return "", fault.New(fault.Invalid, op, PasswordUnreadable)
	}
	prepared, err := precis.OpaqueString.String(password)
	if err != nil {
		return "", fault.As(fault.Invalid, op, PasswordUnreadable, err)
	}
	return prepared, nil
}

// PasswordProblems lists every rule that a new password breaks, empty when it is good. email is the person's, provider
// the provider's name; either may be empty.
func PasswordProblems(password, email, provider string) []string {
	if password == "" { // the profile refuses it, but what is missing says more
		return PasswordChecklist()
	}
	if utf8.RuneCountInString(password) > MaxPassword {
		return []string{PasswordTooLong}
	}
	prepared, err := PreparePassword(password)
	if err != nil {
		return []string{PasswordUnreadable}
	}
	kinds := kindsOf(prepared)
	var out []string
	add := func(broken bool, rule string) {
		if broken {
			out = append(out, rule)
		}
	}
	add(utf8.RuneCountInString(prepared) < MinPassword, PasswordTooShort)
	add(!kinds.upper, PasswordNoUppercase)
	add(!kinds.digit, PasswordNoDigit)
	add(!kinds.special, PasswordNoSpecial)
	add(utf8.RuneCountInString(prepared) > MaxPassword, PasswordTooLong)
	add(isCommon(prepared), PasswordCommon)
	add(containsAny(prepared, provider), PasswordContainsProvider)
	local, _, _ := strings.Cut(email, "@")
	add(containsAny(prepared, local), PasswordContainsEmail)
	return out
}

// CheckPassword is PasswordProblems as an error, the first broken rule being its sentence.
func CheckPassword(password, email, provider string) error {
	problems := PasswordProblems(password, email, provider)
	if len(problems) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "access.CheckPassword", problems[0])
}

type kinds struct{ upper, digit, special bool }

// kindsOf finds the kinds of character. A special one is a punctuation mark, a symbol or a space, of any script.
func kindsOf(s string) (k kinds) {
	for _, r := range s {
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			k.upper = true
		case unicode.IsDigit(r):
			k.digit = true
		case unicode.IsPunct(r) || unicode.IsSymbol(r) || r == ' ':
			k.special = true
		}
	}
	return k
}

// minPersonal is the shortest name that is looked for; shorter ones turn up in good passwords by chance.
const minPersonal = 4

// containsAny finds in the password the name, or a long word of it, whatever the case, accents and separators.
func containsAny(password, name string) bool {
	squeezed := squeeze(password)
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, part := range append(words, name) {
		part = squeeze(part)
		if utf8.RuneCountInString(part) >= minPersonal && strings.Contains(squeezed, part) {
			return true
		}
	}
	return false
}

// squeeze folds and keeps letters and digits only.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, fold(s))
}
