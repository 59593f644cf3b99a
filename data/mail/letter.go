// Package mail is what the server writes to people: letters, their words in both languages, and how they are sent.
//
// A Letter holds facts, no text: the words are chosen when it is sent. It is kept in the server's database until then.
package mail

import (
	"net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"pupitre/data/fault"
)

// Kind says what a letter is about. Stored: a name is never given another meaning.
type Kind string

// The letters.
const (
	Forgot          Kind = "forgot"           // a code to choose a new password with; Code, Minutes
	Invitation      Kind = "invitation"       // a first sign-in; Code, Person (who invites), Until
	PasswordChanged Kind = "password_changed" // At
	PasswordReset   Kind = "password_reset"   // with a code; At
	NewDevice       Kind = "new_device"       // a sign-in on a device that was never used; Device, Address, At
	Guessing        Kind = "guessing"         // many wrong passwords; At
	EmailOld        Kind = "email_old"        // to the address of before; Other (the new one), At
	EmailNew        Kind = "email_new"        // to the new address; Other (the one of before), At
	RevokedDevice   Kind = "revoked_device"   // a device without access wanted to send; Person, Device, At
	PrimaryGained   Kind = "primary_gained"   // to the new primary administrator; Person (who transferred), At
	PrimaryLeft     Kind = "primary_left"     // to the one of before; Person (the new one), At
	DelegateAdded   Kind = "delegate_added"   // Person (the delegate), Other (who did it), At
	DelegateRemoved Kind = "delegate_removed" // Person, Other, At
	TOTPOn          Kind = "totp_on"          // At
	TOTPOff         Kind = "totp_off"         // At
	RecoveryUsed    Kind = "recovery_used"    // Count (codes left), At
	Failover        Kind = "failover"         // another application server serves; Other (name of before), Device (name of now), At
	FailoverNone    Kind = "failover_none"    // no application server answers; Other (the one that served last), At
	FailoverOff     Kind = "failover_off"     // the master does not answer, and nobody may take its place; Other (its name), At
	FailoverAgain   Kind = "failover_again"   // the server of one of these two letters answers again; Device (its name), At
)

// Letter is one letter to one person.
type Letter struct {
	Kind     Kind   `json:"kind"`
	To       string `json:"to"`       // address
	Language string `json:"language"` // of the first half: "fr" or "en"
	Provider string `json:"provider"` // name that signs
	// ProviderID tells whose look the letter has when it is sent; "" for none.
	ProviderID string `json:"provider_id,omitempty"`
	Zone       string `json:"zone"` // IANA name, of the times in it
	Facts      Facts  `json:"facts"`
	Once       string `json:"-"` // what it is about, when there must be one letter about it; "" otherwise
}

// Facts are what a letter tells; each Kind says which it needs.
type Facts struct {
	At      time.Time `json:"at,omitzero"`
	Until   time.Time `json:"until,omitzero"`
	Code    string    `json:"code,omitempty"`
	Minutes int       `json:"minutes,omitempty"`
	Count   int       `json:"count,omitempty"`
	Person  string    `json:"person,omitempty"`  // name
	Other   string    `json:"other,omitempty"`   // name or address
	Device  string    `json:"device,omitempty"`  // name
	Address string    `json:"address,omitempty"` // on the network
}

// Bounds of what stands in a letter.
const (
	maxAddress = 254  // bytes, RFC 5321, 4.5.3.1.3
	maxFact    = 200  // code points; longer ones are cut
	maxCode    = 2048 // bytes: an invitation is the longest
)

// CheckAddress refuses what cannot be the address of a letter: more or less than one plain address, a name beside it,
// quotes, line breaks, or more than 254 bytes (mail.bad_address).
func CheckAddress(s string) error {
	const op = "mail.CheckAddress"
	parsed, err := mail.ParseAddress(s)
	if err != nil || parsed.Address != s || len(s) > maxAddress || strings.ContainsFunc(s, unsafe) || strings.ContainsAny(s, `"<>`) {
		return fault.As(fault.Invalid, op, "mail.bad_address", errAddress)
	}
	return nil
}

// clean is a fact as it may stand in a header or a line: one line, bounded, without control characters or marks that make
// a text read other than it is written.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unsafe(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "�"))
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > maxFact {
		s = string([]rune(s)[:maxFact]) + "…"
	}
	return s
}

func unsafe(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) ||
		(r >= '\u202A' && r <= '\u202E') || (r >= '\u2066' && r <= '\u2069')
}

// cleaned is the letter with all its facts clean.
func (l Letter) cleaned() Letter {
	for _, s := range []*string{&l.Provider, &l.Facts.Person, &l.Facts.Other, &l.Facts.Device, &l.Facts.Address} {
		*s = clean(*s)
	}
	return l
}

func domainOf(address string) string {
	return address[strings.LastIndex(address, "@")+1:]
}
