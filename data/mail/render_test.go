package mail_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pupitre/data/fault"
	"pupitre/data/mail"
)

// kinds are all letters; go test ./i18n finds the words of one that nobody writes.
var kinds = []mail.Kind{
	mail.Forgot, mail.Invitation, mail.PasswordChanged, mail.PasswordReset, mail.NewDevice, mail.Guessing, mail.EmailOld, mail.EmailNew,
	mail.RevokedDevice, mail.PrimaryGained, mail.PrimaryLeft, mail.DelegateAdded, mail.DelegateRemoved, mail.TOTPOn, mail.TOTPOff,
	mail.RecoveryUsed, mail.Failover, mail.FailoverNone, mail.FailoverOff, mail.FailoverAgain,
}

func full(kind mail.Kind) mail.Letter {
	return letter(func(l *mail.Letter) {
		l.Kind = kind
		l.Facts = mail.Facts{
			At: when, Until: when, Code: "ABCD-2345", Minutes: 15, Count: 9, Person: "Hélène Côté", Other: "Jean-François",
			Device: "Poste 7", Address: "192.0.2.7",
		}
	})
}

// Every letter has its words in both languages, the recipient's first, and none shows a placeholder that was not filled.
func TestLettersAreWhole(t *testing.T) {
	for _, kind := range kinds {
		for language, order := range map[string][2]string{"fr": {"Bonjour,", "Hello,"}, "en": {"Hello,", "Bonjour,"}} {
			l := full(kind)
			l.Language = language
			m := render(t, l)
			for _, text := range []string{m.Text, m.HTML} {
				first, second := strings.Index(text, order[0]), strings.Index(text, order[1])
				if first < 0 || second < first {
					t.Errorf("%s in %s: the languages are not in order:\n%s", kind, language, text)
				}
				for _, bad := range []string{"⟦", "<no value>", "{{", "%!"} {
					if strings.Contains(text+m.Subject, bad) {
						t.Errorf("%s in %s has %q:\n%s", kind, language, bad, text)
					}
				}
				if !strings.Contains(text, "Téléphonie Boréale") {
					t.Errorf("%s in %s is not signed", kind, language)
				}
			}
			if m.Subject == "" || m.From != "Téléphonie Boréale" || m.To != "marie@boreale.example" {
				t.Errorf("%s: %+v", kind, m)
			}
		}
	}
}

func TestALetterInFull(t *testing.T) {
	l := full(mail.NewDevice)
	want := `English follows.

Bonjour,

Une session de votre compte chez Téléphonie Boréale a été ouverte sur un appareil qui n’avait jamais servi : Poste 7 (adresse 192.0.2.7).

Moment : 24 juin 2026 à 9 h 05 (America/Toronto).

Si ce n’est pas vous, choisissez un nouveau mot de passe par « Oublié? » à l’ouverture de session, puis avertissez votre administrateur.

Ce message vous est envoyé au nom de Téléphonie Boréale.
Personne ne lit les réponses à cette adresse.

----------------------------------------

Hello,

A session of your account with Téléphonie Boréale was opened on a device that was never used before: Poste 7 (address 192.0.2.7).

When: June 24, 2026 at 9:05 a.m. (America/Toronto).

If this was not you, choose a new password with “Forgot?” at sign-in, then tell your administrator.

This message is sent to you on behalf of Téléphonie Boréale.
Nobody reads replies to this address.`
	plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	if got := plain.Replace(render(t, l).Text); got != plain.Replace(want) {
		t.Errorf("got:\n%s", got)
	}
}

// Names and devices are what people typed: they can neither add a header or a line, nor markup, nor turn the text around.
func TestFactsAreOnlyFacts(t *testing.T) {
	evil := "Eve\r\nBcc: everybody@x.example\n\n<script>alert(1)</script>\u202egnp\u2028X"
	l := full(mail.DelegateAdded)
	l.Provider, l.Facts.Person, l.Facts.Other = evil, evil, strings.Repeat("é", 5000)
	m := render(t, l)
	for name, line := range map[string]string{"subject": m.Subject, "from": m.From} {
		if strings.ContainsAny(line, "\r\n\u202e\u2028") {
			t.Errorf("%s has a line break: %q", name, line)
		}
	}
	if strings.Contains(m.HTML, "<script>") || !strings.Contains(m.HTML, "&lt;script&gt;") {
		t.Error("the HTML has the markup of a name")
	}
	if strings.Contains(m.Text, "\nBcc:") || strings.ContainsAny(m.Text+m.HTML, "\u202e\u2028\r") {
		t.Error("a name has added a line")
	}
	if len(m.Text) > 8<<10 {
		t.Errorf("%d bytes of text: a long name is not cut", len(m.Text))
	}
}

func TestLettersThatAreNotWritten(t *testing.T) {
	for name, change := range map[string]func(*mail.Letter){
		"unknown kind":    func(l *mail.Letter) { l.Kind = "x" },
		"two recipients":  func(l *mail.Letter) { l.To = "a@x.example, b@x.example" },
		"name beside":     func(l *mail.Letter) { l.To = "A <a@x.example>" },
		"header injected": func(l *mail.Letter) { l.To = "a@x.example\r\nBcc: b@x.example" },
		"no address":      func(l *mail.Letter) { l.To = "" },
		"long address":    func(l *mail.Letter) { l.To = strings.Repeat("a", 250) + "@x.example" },
		"endless code":    func(l *mail.Letter) { l.Facts.Code = strings.Repeat("a", 3000) },
	} {
		if m, err := mail.Render("id", letter(change), nil); err == nil {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, good := range []string{"a@x.example", "prénom.nom@téléphonie.example", "o'brien+pupitre@x.example"} {
		if err := mail.CheckAddress(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"", "a", "a@", "@x.example", "a@x.example ", "<a@x.example>", "a@x.example\n", `"a b"@x.example`, "a@b@x.example"} {
		if key, _ := fault.KeyOf(mail.CheckAddress(bad)); key != "mail.bad_address" {
			t.Errorf("%q: %s", bad, key)
		}
	}
}

// Letters are stored: a newer server must read those of an older one.
func TestStoredForm(t *testing.T) {
	b, err := json.Marshal(letter())
	want := `{"kind":"forgot","to":"marie@boreale.example","language":"fr","provider":"Téléphonie Boréale","zone":"America/Toronto","facts":{"code":"ABCD-2345","minutes":15}}`
	if err != nil || string(b) != want {
		t.Errorf("%s %v", b, err)
	}
}

func FuzzRender(f *testing.F) {
	f.Add("new_device", "a@x.example", "Boréale", "Poste\r\n7")
	f.Fuzz(func(t *testing.T, kind, to, provider, device string) {
		l := full(mail.Kind(kind))
		l.To, l.Provider, l.Facts.Device = to, provider, device
		m, err := mail.Render("id", l, nil)
		if err == nil && strings.ContainsAny(m.Subject+m.From+m.To, "\r\n\x00") {
			t.Errorf("a header can be added: %+v", m)
		}
	})
}
