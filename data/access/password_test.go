package access_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pupitre/data/access"
	"pupitre/data/fault"
)

const (
	email    = "marie.tremblay@boreale.example"
	provider = "Téléphonie Boréale"
)

func TestPasswordProblems(t *testing.T) {
	for _, c := range []struct {
		name, password string
		want           []string
	}{
		{"OK", "Vent-du-large7", nil},
		{"OK, space is special", "Vent du large7", nil},
		{"OK, accented uppercase", "École-verte7", nil},
		{"OK, 64 and more", "A1-" + strings.Repeat("xy", 100), nil},
		{"OK, exactly 256", "A1-" + strings.Repeat("w", 253), nil},
		{"OK, emoji counts as special", "Grand5œil🦉x", nil},
		{"OK, exactly 8", "Abç-de7x", nil},
		{"empty", "", access.PasswordChecklist()},
		{"7 code points, 9 bytes", "Abçé-7x", []string{access.PasswordTooShort}},
		{"combining accents count once", "Abçe\u0301-7x", []string{access.PasswordTooShort}},
		{"no uppercase", "vent-du-large7", []string{access.PasswordNoUppercase}},
		{"no digit", "Vent-du-large", []string{access.PasswordNoDigit}},
		{"no special", "Ventdularge7", []string{access.PasswordNoSpecial}},
		{"three at once, in order", "ventdu", []string{access.PasswordTooShort, access.PasswordNoUppercase, access.PasswordNoDigit, access.PasswordNoSpecial}},
		{"257", "A1-" + strings.Repeat("w", 254), []string{access.PasswordTooLong}},
		{"control character", "Vent-du\tlarge7", []string{access.PasswordUnreadable}},
		{"not UTF-8", "Vent-du\xfflarge7", []string{access.PasswordUnreadable}},
		{"common", "password123", []string{access.PasswordNoUppercase, access.PasswordNoSpecial, access.PasswordCommon}},
		{"common in disguise", "P@ssw0rd1!", []string{access.PasswordCommon}},
		{"common with a tail", "Soleil2024!", []string{access.PasswordCommon}},
		{"common in French", "Motdepasse1!", []string{access.PasswordCommon}},
		{"common with accents", "Québec-1!", []string{access.PasswordCommon}},
		{"keyboard row", "Qwertyuiop1!", []string{access.PasswordCommon}},
		{"provider", "Boréale-2026", []string{access.PasswordContainsProvider}},
		{"provider without accents", "xx-TELEPHONIEBOREALE9", []string{access.PasswordContainsProvider}},
		{"e-mail", "Marie.Tremblay-9", []string{access.PasswordContainsEmail}},
		{"word of the e-mail", "9-tremblaY-xyz", []string{access.PasswordContainsEmail}},
		{"provider and e-mail", "Boreale+tremblay9", []string{access.PasswordContainsProvider, access.PasswordContainsEmail}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, access.PasswordProblems(c.password, email, provider)); diff != "" {
				t.Errorf("PasswordProblems(%q): %s", c.password, diff)
			}
		})
	}
}

func TestShortNamesAreNotLookedFor(t *testing.T) {
	if got := access.PasswordProblems("Bell-du-soir-al7", "al@x.example", "Al"); got != nil {
		t.Errorf("names below four letters turn up by chance and must not be refused: %v", got)
	}
}

func TestCheckPassword(t *testing.T) {
	if err := access.CheckPassword("Vent-du-large7", email, provider); err != nil {
		t.Errorf("a good password: %v", err)
	}
	err := access.CheckPassword("vent", email, provider)
	if key, _ := fault.KeyOf(err); key != access.PasswordTooShort || !fault.Is(err, fault.Invalid) {
		t.Errorf("got %v, want the first broken rule", err)
	}
}

// A longer password of the same kinds never becomes too short, and no input makes the rule panic.
func TestPasswordRuleProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "password")
		problems := access.PasswordProblems(s, email, provider)
		if len(problems) == 0 && utf8.RuneCountInString(s) < access.MinPassword/4 {
			t.Fatalf("%q was accepted", s)
		}
		if len(problems) == 0 && access.CheckPassword(s, email, provider) != nil {
			t.Fatalf("%q: CheckPassword and PasswordProblems disagree", s)
		}
	})
}
