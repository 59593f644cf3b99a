package settings_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pupitre/data/settings"
)

func TestParseEmail(t *testing.T) {
	long := strings.Repeat("a", 64)
	for _, tt := range []struct{ name, in, want, key string }{
		{"OK", "soutien@boreale.example", "soutien@boreale.example", ""},
		{"SpacesAround", "  soutien@boreale.example\u00a0", "soutien@boreale.example", ""},
		{"Mailto", "mailto:soutien@boreale.example", "soutien@boreale.example", ""},
		{"DomainInLowerCase", "Marie.Tremblay@BOREALE.Example", "Marie.Tremblay@boreale.example", ""},
		{"DomainWithAccents", "soutien@Boréale.example", "soutien@xn--borale-dva.example", ""},
		{"DomainDecomposed", "soutien@bore\u0301ale.example", "soutien@xn--borale-dva.example", ""},
		{"DomainAlreadyInASCII", "soutien@xn--borale-dva.example", "soutien@xn--borale-dva.example", ""},
		{"Plus", "a+b_c%d@x.example", "a+b_c%d@x.example", ""},
		{"LongestLocal", long + "@x.example", long + "@x.example", ""},
		{"ErrEmpty", "", "", "settings.email_required"},
		{"ErrSpaces", " \t", "", "settings.email_required"},
		{"ErrNoAt", "soutien", "", "settings.email_form"},
		{"ErrNoLocal", "@x.example", "", "settings.email_form"},
		{"ErrNoDomain", "soutien@", "", "settings.email_form"},
		{"ErrDisplayName", "Soutien <soutien@x.example>", "", "settings.email_form"},
		{"ErrTwoAddresses", "a@x.example,b@x.example", "", "settings.email_form"},
		{"ErrSpaceInside", "sou tien@x.example", "", "settings.email_form"},
		{"ErrHeader", "a@x.example\r\nBcc: b@x.example", "", "settings.email_form"},
		{"ErrNotUTF8", "a\xff@x.example", "", "settings.email_form"},
		{"ErrTwoAts", "a@b@x.example", "", "settings.email_local"},
		{"ErrAccentBefore", "amélie@x.example", "", "settings.email_local"},
		{"ErrQuoted", `"a b"@x.example`, "", "settings.email_form"},
		{"ErrDots", "a..b@x.example", "", "settings.email_local"},
		{"ErrDotFirst", ".a@x.example", "", "settings.email_local"},
		{"ErrOneLabel", "soutien@localhost", "", "settings.email_domain"},
		{"ErrIP", "soutien@203.0.113.7", "", "settings.email_domain"},
		{"ErrUnderscore", "soutien@bo_reale.example", "", "settings.email_domain"},
		{"ErrHyphen", "soutien@-x.example", "", "settings.email_domain"},
		{"ErrEmptyLabel", "soutien@x..example", "", "settings.email_domain"},
		{"ErrLocalTooLong", long + "a@x.example", "", "settings.email_too_long"},
		{"ErrTooLong", strings.Repeat("a", 2000) + "@x.example", "", "settings.email_too_long"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := settings.ParseEmail(tt.in)
			wantKey(t, err, tt.key)
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if err == nil && settings.CheckEmail(got) != nil {
				t.Errorf("%q is not in its stored form", got)
			}
		})
	}
	if got := settings.ShowEmail("soutien@xn--borale-dva.example"); got != "soutien@boréale.example" {
		t.Errorf("shown as %q", got)
	}
	wantKey(t, settings.CheckEmail("soutien@BOREALE.example"), "settings.value_unreadable")
}

func TestParsePhone(t *testing.T) {
	for _, tt := range []struct{ name, in, want, key string }{
		{"Spaces", "514 555-0123", "+15145550123", ""},
		{"NoBreakSpace", "514\u00a0555-0123", "+15145550123", ""},
		{"Parentheses", "(514) 555-0123", "+15145550123", ""},
		{"FullStops", "514.555.0123", "+15145550123", ""},
		{"Digits", "5145550123", "+15145550123", ""},
		{"One", "1 514 555-0123", "+15145550123", ""},
		{"CountryCode", "+1 514 555-0123", "+15145550123", ""},
		{"TollFree", "1-800-555-0199", "+18005550199", ""},
		{"Stored", "+15145550123", "+15145550123", ""},
		{"AnotherCountry", "+33 1 99 00 12 34", "+33199001234", ""},
		{"ErrEmpty", " ", "", "settings.phone_required"},
		{"ErrNoAreaCode", "555-0123", "", "settings.phone_invalid"},
		{"ErrOneDigitShort", "514 555-012", "", "settings.phone_invalid"},
		{"ErrOneDigitMore", "514 555-01234", "", "settings.phone_invalid"},
		{"ErrEmergency", "911", "", "settings.phone_invalid"},
		{"ErrPoste", "514 555-0123 poste 12", "", "settings.phone_extension"},
		{"ErrExt", "514-555-0123 ext. 12", "", "settings.phone_extension"},
		{"ErrX", "514-555-0123 x12", "", "settings.phone_extension"},
		{"ErrRFC3966", "+1-514-555-0123;ext=12", "", "settings.phone_extension"},
		{"ErrLetters", "1 800 PUPITRE", "", "settings.phone_invalid"},
		{"ErrWords", "appelez-nous", "", "settings.phone_invalid"},
		{"ErrLong", strings.Repeat("5", 100), "", "settings.phone_invalid"},
		{"ErrNotUTF8", "514\xff5550123", "", "settings.phone_invalid"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := settings.ParsePhone(tt.in)
			wantKey(t, err, tt.key)
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if err == nil && settings.CheckPhone(got) != nil {
				t.Errorf("%q is not in its stored form", got)
			}
		})
	}
	wantKey(t, settings.CheckPhone("514 555-0123"), "settings.value_unreadable")
}

func TestParseIP(t *testing.T) {
	for _, tt := range []struct{ name, in, want, key string }{
		{"V4", "203.0.113.7", "203.0.113.7", ""},
		{"V6", "2001:DB8:0:0::7", "2001:db8::7", ""},
		{"Brackets", "[2001:db8::7]", "2001:db8::7", ""},
		{"Mapped", "::ffff:203.0.113.7", "203.0.113.7", ""},
		{"Private", " 10.0.0.1 ", "10.0.0.1", ""},
		{"ErrEmpty", "", "", "settings.ip_required"},
		{"ErrName", "serveur.example", "", "settings.ip_invalid"},
		{"ErrOctet", "203.0.113.256", "", "settings.ip_invalid"},
		{"ErrLeadingZero", "203.0.113.07", "", "settings.ip_invalid"},
		{"ErrThreeParts", "203.0.113", "", "settings.ip_invalid"},
		{"ErrPort", "203.0.113.7:443", "", "settings.ip_invalid"},
		{"ErrPrefix", "203.0.113.0/24", "", "settings.ip_invalid"},
		{"ErrZone", "fe80::1%eth0", "", "settings.ip_zone"},
		{"ErrUnspecified", "0.0.0.0", "", "settings.ip_not_a_server"},
		{"ErrUnspecified6", "::", "", "settings.ip_not_a_server"},
		{"ErrMulticast", "224.0.0.1", "", "settings.ip_not_a_server"},
		{"ErrBroadcast", "255.255.255.255", "", "settings.ip_not_a_server"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := settings.ParseIP(tt.in)
			wantKey(t, err, tt.key)
			if tt.key == "" && got.String() != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestParseHostPort(t *testing.T) {
	for _, tt := range []struct {
		name, host, port string
		want             settings.HostPort
		key              string
	}{
		{"Name", "SIP.Laurentienne.Example.", "", settings.HostPort{Host: "sip.laurentienne.example"}, ""},
		{"Accents", "voix.québec.example", "5060", settings.HostPort{Host: "voix.xn--qubec-csa.example", Port: 5060}, ""},
		{"OneLabel", "pbx", "", settings.HostPort{Host: "pbx"}, ""},
		{"IP", "203.0.113.9", " 5061 ", settings.HostPort{Host: "203.0.113.9", Port: 5061}, ""},
		{"IPv6", "[2001:DB8::9]", "", settings.HostPort{Host: "2001:db8::9"}, ""},
		{"Mapped", "::ffff:203.0.113.9", "", settings.HostPort{Host: "203.0.113.9"}, ""},
		{"ErrEmpty", " ", "", settings.HostPort{}, "settings.host_required"},
		{"ErrSpace", "sip laurentienne", "", settings.HostPort{}, "settings.host_invalid"},
		{"ErrURL", "https://sip.example", "", settings.HostPort{}, "settings.host_invalid"},
		{"ErrPortInside", "sip.example:5060", "", settings.HostPort{}, "settings.host_invalid"},
		{"ErrZone", "fe80::1%eth0", "", settings.HostPort{}, "settings.ip_zone"},
		{"ErrSlash", "sip.example/x", "", settings.HostPort{}, "settings.host_invalid"},
		{"ErrNumber", "203.0.113", "", settings.HostPort{}, "settings.host_invalid"},
		{"ErrLabelTooLong", strings.Repeat("a", 64) + ".example", "", settings.HostPort{}, "settings.host_invalid"},
		{"ErrLong", strings.Repeat("a.", 2000) + "example", "", settings.HostPort{}, "settings.host_invalid"},
		{"ErrPortZero", "sip.example", "0", settings.HostPort{}, "settings.port_invalid"},
		{"ErrPortTooHigh", "sip.example", "65536", settings.HostPort{}, "settings.port_invalid"},
		{"ErrPortText", "sip.example", "sip", settings.HostPort{}, "settings.port_invalid"},
		{"ErrPortSign", "sip.example", "+5060", settings.HostPort{}, "settings.port_invalid"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := settings.ParseHostPort(tt.host, tt.port)
			wantKey(t, err, tt.key)
			if got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
	if got := settings.ShowHost("voix.xn--qubec-csa.example"); got != "voix.québec.example" {
		t.Errorf("shown as %q", got)
	}
}

func TestNotes(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"OK", "Ligne 1\nLigne 2\t(été)", ""},
		{"Empty", "", ""},
		{"ExactlyTheLimit", strings.Repeat("é", settings.MaxNote), ""},
		{"ErrOneTooMany", strings.Repeat("é", settings.MaxNote+1), "settings.note_too_long"},
		{"ErrNUL", "a\x00b", "settings.note_control_character"},
		{"ErrOverride", "a\u202eb", "settings.note_control_character"},
	} {
		t.Run(tt.name, func(t *testing.T) { wantKey(t, settings.CheckNote(tt.in), tt.want) })
	}
}

// Whatever is typed: what is accepted is stored once and for all, and is read again as itself.
func TestParsersAreIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("aéÉ@.+-_ ()0123456789:[]%xX")), 0, 40, -1)).Draw(t, "typed")
		if stored, err := settings.ParseEmail(typed); err == nil && settings.CheckEmail(stored) != nil {
			t.Fatalf("e-mail %q of %q", stored, typed)
		}
		if stored, err := settings.ParsePhone(typed); err == nil && settings.CheckPhone(stored) != nil {
			t.Fatalf("phone %q of %q", stored, typed)
		}
		if stored, err := settings.ParseHost(typed); err == nil {
			if again, err := settings.ParseHost(stored); err != nil || again != stored {
				t.Fatalf("host %q of %q", stored, typed)
			}
		}
		if ip, err := settings.ParseIP(typed); err == nil {
			if again, err := settings.ParseIP(ip.String()); err != nil || again != ip {
				t.Fatalf("address %s of %q", ip, typed)
			}
		}
	})
}
