package mail_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"pupitre/data/fault"
	"pupitre/data/mail"
	"pupitre/internal/smtptest"
)

var when = time.Date(2026, 6, 24, 13, 5, 0, 0, time.UTC)

const sender = "ne-pas-repondre@boreale.example"

// letter is a code for Marie, unless it is changed.
func letter(change ...func(*mail.Letter)) mail.Letter {
	l := mail.Letter{
		Kind: mail.Forgot, To: "marie@boreale.example", Language: "fr", Provider: "Téléphonie Boréale", Zone: "America/Toronto",
		Facts: mail.Facts{Code: "ABCD-2345", Minutes: 15},
	}
	for _, f := range change {
		f(&l)
	}
	return l
}

func render(t *testing.T, l mail.Letter) mail.Message {
	t.Helper()
	m, err := mail.Render("0198c0de-0000-7000-8000-000000000001", l, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func post(t *testing.T, o mail.SMTPOptions) *mail.SMTP {
	t.Helper()
	if o.From == "" {
		o.From = sender
	}
	o.Now = func() time.Time { return when }
	s, err := mail.NewSMTP(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A letter arrives as it was written, on each kind of connection, with a login.
func TestALetterArrives(t *testing.T) {
	for _, encryption := range []mail.Encryption{mail.None, mail.StartTLS, mail.Implicit} {
		t.Run(string(encryption), func(t *testing.T) {
			server := smtptest.Start(t, "-mode", string(encryption), "-user", "pupitre", "-password", "Sésame-9")
			o := mail.SMTPOptions{Address: server.Address, Encryption: encryption, User: "pupitre", Password: "Sésame-9"}
			if encryption != mail.None {
				o.Roots = server.Roots(t)
			}
			m := render(t, letter())
			if err := post(t, o).Send(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			got := server.Wait(t, 1)
			if got.Envelope != sender+" -> [marie@boreale.example]" {
				t.Errorf("envelope %s", got.Envelope)
			}
			if got.Subject != "Votre code pour choisir un nouveau mot de passe" || strings.TrimSpace(got.Text) != m.Text || strings.TrimSpace(got.HTML) != strings.TrimSpace(m.HTML) {
				t.Errorf("%q\n%s\n%s", got.Subject, got.Text, got.HTML)
			}
			from, err := got.Header.AddressList("From")
			if err != nil || len(from) != 1 || from[0].Name != "Téléphonie Boréale" || from[0].Address != sender {
				t.Errorf("from %v %v", from, err)
			}
			for name, want := range map[string]string{
				"Auto-Submitted": "auto-generated", "Date": "Wed, 24 Jun 2026 13:05:00 +0000",
				"Message-Id": "<0198c0de-0000-7000-8000-000000000001@boreale.example>",
			} {
				if got.Header.Get(name) != want {
					t.Errorf("%s: %q, want %q", name, got.Header.Get(name), want)
				}
			}
		})
	}
}

// What is never sent in clear, and never to somebody who only says to be our mail server.
func TestTheWayIsProtected(t *testing.T) {
	plain := smtptest.Start(t)
	if err := post(t, mail.SMTPOptions{Address: plain.Address, Encryption: mail.StartTLS}).Send(t.Context(), render(t, letter())); err == nil {
		t.Error("a server without STARTTLS was given the letter")
	}
	for _, mode := range []mail.Encryption{mail.StartTLS, mail.Implicit} {
		stranger := smtptest.Start(t, "-mode", string(mode))
		other := smtptest.Start(t, "-mode", string(mode))
		o := mail.SMTPOptions{Address: stranger.Address, Encryption: mode, Roots: other.Roots(t)}
		if err := post(t, o).Send(t.Context(), render(t, letter())); err == nil {
			t.Errorf("%s: a server that nobody vouches for was given the letter", mode)
		}
		if n := len(stranger.Messages(t)); n > 0 {
			t.Errorf("%s: it has %d messages", mode, n)
		}
	}
	if n := len(plain.Messages(t)); n > 0 {
		t.Errorf("%d messages went in clear", n)
	}
}

// A refusal of the recipient is final; a busy server, a wrong login, a silent or absent server are not.
func TestFailures(t *testing.T) {
	server := smtptest.Start(t, "-refuse", "marie@boreale.example")
	login := smtptest.Start(t, "-user", "pupitre", "-password", "Sésame-9")
	busy := smtptest.Start(t, "-busy", "1")
	gone := smtptest.Start(t)
	gone.Stop()
	for _, c := range []struct {
		name  string
		o     mail.SMTPOptions
		final bool
	}{
		{"no such user", mail.SMTPOptions{Address: server.Address}, true},
		{"wrong login", mail.SMTPOptions{Address: login.Address, User: "pupitre", Password: "wrong"}, false},
		{"login missing", mail.SMTPOptions{Address: login.Address}, false},
		{"busy", mail.SMTPOptions{Address: busy.Address}, false},
		{"absent", mail.SMTPOptions{Address: gone.Address}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.o.Encryption = mail.None
			err := post(t, c.o).Send(t.Context(), render(t, letter()))
			if key, _ := fault.KeyOf(err); key != "mail.not_sent" || errors.Is(err, mail.ErrRefused) != c.final {
				t.Errorf("final %v: %v", errors.Is(err, mail.ErrRefused), err)
			}
			if err != nil && strings.Contains(err.Error(), "Sésame") {
				t.Error("the password is in the error")
			}
		})
	}
	if err := post(t, mail.SMTPOptions{Address: busy.Address, Encryption: mail.None}).Send(t.Context(), render(t, letter())); err != nil {
		t.Errorf("the second try: %v", err)
	}
}

func TestSendEndsWithItsContext(t *testing.T) {
	server := smtptest.Start(t, "-hold", "10s")
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	started := time.Now()
	err := post(t, mail.SMTPOptions{Address: server.Address, Encryption: mail.None}).Send(ctx, render(t, letter()))
	if took := time.Since(started); err == nil || took > 5*time.Second {
		t.Errorf("after %v: %v", took, err)
	}
}

func TestOptionsThatCannotWork(t *testing.T) {
	good := mail.SMTPOptions{Address: "courriel.example:587", Encryption: mail.StartTLS, From: sender}
	for _, c := range []struct {
		want   string
		change func(*mail.SMTPOptions)
	}{
		{"mail.bad_server", func(o *mail.SMTPOptions) { o.Address = "courriel.example" }},
		{"mail.bad_server", func(o *mail.SMTPOptions) { o.Address = ":587" }},
		{"mail.bad_server", func(o *mail.SMTPOptions) { o.Address = "courriel.example:70000" }},
		{"mail.bad_server", func(o *mail.SMTPOptions) { o.Address = "courriel.example:0" }},
		{"mail.bad_sender", func(o *mail.SMTPOptions) { o.From = "" }},
		{"mail.bad_sender", func(o *mail.SMTPOptions) { o.From = "Boréale <a@b.example>" }},
		{"mail.bad_sender", func(o *mail.SMTPOptions) { o.From = "a@b.example\r\nBcc: c@d.example" }},
		{"mail.half_login", func(o *mail.SMTPOptions) { o.User = "pupitre" }},
		{"mail.half_login", func(o *mail.SMTPOptions) { o.Password = "x" }},
		{"mail.plain_smtp", func(o *mail.SMTPOptions) { o.Encryption = mail.None }},
		{"mail.plain_smtp", func(o *mail.SMTPOptions) { o.Encryption, o.Address = mail.None, "192.0.2.1:25" }},
	} {
		o := good
		c.change(&o)
		if _, err := mail.NewSMTP(o); err == nil {
			t.Errorf("%s: %+v is taken", c.want, o)
		} else if key, _ := fault.KeyOf(err); key != c.want {
			t.Errorf("%+v: %s, want %s", o, key, c.want)
		}
	}
	if _, err := mail.NewSMTP(good); err != nil {
		t.Error(err)
	}
}
