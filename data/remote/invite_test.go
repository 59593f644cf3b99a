package remote_test

import (
	"regexp"
	"strings"
	"testing"

	"pupitre/data/fault"
	"pupitre/data/remote"
)

var invites = []remote.Invite{
	{Server: "https://pupitre.example", Secret: "vl8W15p5Mtp6LuKEAU3bZYzX2ZzhpTntWj96gTb71mk"},
	{Server: "http://127.0.0.1:43121", Secret: "x"},
	{
		Server: "https://pupitre.example:8443", Secret: "vl8W15p5Mtp6LuKEAU3bZYzX2ZzhpTntWj96gTb71mk",
		Pin: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
	},
}

func TestInviteRoundTrip(t *testing.T) {
	for _, want := range invites {
		code := want.String()
		if !regexp.MustCompile(`^[A-Za-z0-9_-]+$`).MatchString(code) {
			t.Errorf("%s is not one word", code)
		}
		for _, pasted := range []string{code, "  " + code + "\n", code[:20] + "\r\n\t" + code[20:]} {
			if got, err := remote.ParseInvite(pasted); err != nil || got != want {
				t.Errorf("%q: %+v %v, want %+v", pasted, got, err, want)
			}
		}
	}
}

// Every single mistyped, lost, doubled or swapped character is found.
func TestInviteTypos(t *testing.T) {
	code := invites[2].String()
	bad := func(s string) {
		t.Helper()
		if s == code {
			return
		}
		_, err := remote.ParseInvite(s)
		if key, _ := fault.KeyOf(err); key != "remote.bad_invite" || !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", s, err)
		}
	}
	for i := range code {
		for _, r := range "Aa0_-é" {
			bad(code[:i] + string(r) + code[i+1:])
		}
		bad(code[:i] + code[i+1:])
		bad(code[:i+1] + code[i:])
		if i > 0 && code[i] != code[i-1] {
			bad(code[:i-1] + string(code[i]) + string(code[i-1]) + code[i+1:])
		}
		bad(code[:i])
	}
	for _, s := range []string{"", " ", "pupitre1-", "bonjour", strings.Repeat("x", 10_000), strings.ToUpper(code), code + "="} {
		bad(s)
	}
}

// A code whose sum is right but which leads to an unsafe place is refused for that reason.
func TestInviteLeadsOnlyToSafePlaces(t *testing.T) {
	for server, key := range map[string]string{
		"http://pupitre.example":   "remote.plain_http",
		"ftp://pupitre.example":    "remote.bad_address",
		"":                         "remote.bad_address",
		"https://Pupitre.example/": "remote.bad_invite",
	} {
		_, err := remote.ParseInvite(remote.Invite{Server: server, Secret: "x"}.String())
		if got, _ := fault.KeyOf(err); got != key {
			t.Errorf("%q: %v, want %s", server, err, key)
		}
	}
	_, err := remote.ParseInvite(remote.Invite{Server: "https://pupitre.example", Pin: "x", Secret: "x"}.String())
	if got, _ := fault.KeyOf(err); got != "remote.bad_pin" {
		t.Errorf("a pin that is none: %v", err)
	}
	if _, err := remote.ParseInvite(remote.Invite{Server: "https://pupitre.example"}.String()); err == nil {
		t.Error("a code without a secret")
	}
}

// FuzzParseInvite proves that no text makes the parser panic, and that what it accepts is written the same way again.
func FuzzParseInvite(f *testing.F) {
	for _, i := range invites {
		f.Add(i.String())
	}
	f.Add("")
	f.Add("pupitre1-")
	f.Add("pupitre1-AAAAAAAA")
	f.Add("pupitre1-aHR0cDovLzEyNy4wLjAuMTo0NDA4Mwo")
	f.Fuzz(func(t *testing.T, code string) {
		i, err := remote.ParseInvite(code)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("%v is no fault of the person", err)
			}
			return
		}
		if want := strings.Join(strings.Fields(code), ""); i.String() != want {
			t.Fatalf("%q was read, %q is written", want, i.String())
		}
	})
}
