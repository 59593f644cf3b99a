package settings

import (
	"net/mail"
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"pupitre/data/fault"
)

// Limits of an address, in bytes (RFC 5321, 4.5.3.1).
const (
	MaxEmail      = 254
	maxEmailLocal = 64
)

// domains turns the name of a domain into the form that travels (UTS 46, non-transitional: « ß » stays itself).
var domains = idna.New(
	idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(true), idna.VerifyDNSLength(true), idna.Transitional(false),
)

// ParseEmail gives the stored form of an e-mail address as people type it: the part before the @ as it was typed, the domain
// in lower case and in its ASCII form (RFC 5891), so that one mailbox has one spelling and every mail server can take it.
// White space around it, and a "mailto:" in front, are forgiven. Refusals: settings.email_required, settings.email_form,
// settings.email_too_long, settings.email_local (accents or quotes before the @), settings.email_domain.
func ParseEmail(typed string) (stored string, err error) {
	const op = "settings.ParseEmail"
	s := strings.TrimSpace(CleanName(typed))
	if len(s) > len("mailto:") && strings.EqualFold(s[:len("mailto:")], "mailto:") {
		s = s[len("mailto:"):]
	}
	if s == "" {
		return "", fault.New(fault.Invalid, op, "settings.email_required")
	}
	if len(s) > 4*MaxEmail { // a domain may get shorter, never so much
		return "", fault.New(fault.Invalid, op, "settings.email_too_long", "Max", MaxEmail)
	}
	at := strings.LastIndexByte(s, '@')
	if at <= 0 || at == len(s)-1 || !utf8.ValidString(s) || strings.ContainsFunc(s, notInAddress) {
		return "", fault.New(fault.Invalid, op, "settings.email_form")
	}
	domain, ok := domainOf(s[at+1:])
	if !ok {
		return "", fault.New(fault.Invalid, op, "settings.email_domain", "Domain", shorten(s[at+1:], 60))
	}
	if !isPlainLocal(s[:at]) {
		return "", fault.New(fault.Invalid, op, "settings.email_local")
	}
	stored = s[:at] + "@" + domain
	if len(stored) > MaxEmail || at > maxEmailLocal {
		return "", fault.New(fault.Invalid, op, "settings.email_too_long", "Max", MaxEmail)
	}
	parsed, err := mail.ParseAddress(stored)
	if err != nil || parsed.Address != stored {
		return "", fault.As(fault.Invalid, op, "settings.email_form", errOr(err))
	}
	return stored, nil
}

// errNotAlone is the cause when an address is followed or preceded by something else.
var errNotAlone = fault.New(fault.Invalid, "settings.ParseEmail", "settings.email_form")

func errOr(err error) error {
	if err == nil {
		return errNotAlone
	}
	return err
}

// notInAddress finds what belongs to lists and display names, not to one address.
func notInAddress(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>(),;:`, r)
}

// isPlainLocal tells whether the part before the @ is a dot-atom of RFC 5322, 3.2.3. Accents would need a mail server with
// SMTPUTF8 at every stage (RFC 6531), and are nearly always a slip.
func isPlainLocal(s string) bool {
	if strings.HasPrefix(s, ".") || strings.HasSuffix(s, ".") || strings.Contains(s, "..") {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		alphanumeric := (r >= 'a' && r <= 'z') || (r >= 'A' && r <= 'Z') || (r >= '0' && r <= '9')
		return !alphanumeric && !strings.ContainsRune(".!#$%&'*+-/=?^_`{|}~", r)
	})
}

// domainOf is the stored form of a domain: at least two labels, the last one not a number.
func domainOf(typed string) (ascii string, ok bool) {
	ascii, err := domains.ToASCII(typed)
	if err != nil || len(ascii) > 253 {
		return "", false
	}
	ascii = strings.ToLower(ascii)
	dot := strings.LastIndexByte(ascii, '.')
	if dot <= 0 || isNumber(ascii[dot+1:]) {
		return "", false
	}
	if _, err := netip.ParseAddr(ascii); err == nil {
		return "", false
	}
	return ascii, true
}

func isNumber(s string) bool {
	return s == "" || strings.Trim(s, "0123456789") == ""
}

// ShowEmail is a stored address as people read it: a domain with accents shows them.
func ShowEmail(stored string) string {
	at := strings.LastIndexByte(stored, '@')
	if at < 0 {
		return stored
	}
	return stored[:at+1] + ShowHost(stored[at+1:])
}

// CheckEmail refuses an address that is not in its stored form. What ParseEmail refuses has its sentence.
func CheckEmail(stored string) error {
	again, err := ParseEmail(stored)
	if err != nil {
		return err
	}
	if again != stored {
		return unreadable("settings.CheckEmail")
	}
	return nil
}
