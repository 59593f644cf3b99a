//go:build linux

package e2e

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/pquerna/otp/totp"

	"pupitre/data/demo"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/wire"
	"pupitre/internal/smtptest"
)

const amelie = "amelie.gagnon@cote-nord.example"

var letterCode = regexp.MustCompile(`(?m)^    ([A-Z2-9]{4}-[A-Z2-9]{4})$`)

// tries signs in without a window, and gives the reason of a refusal, "" for none.
func (s *server) tries(email, password string) string {
	s.w.t.Helper()
	client, err := remote.New(remote.Options{BaseURL: s.address, UserAgent: "pupitre-e2e"})
	s.w.check(err)
	device, err := uuid.NewV7()
	s.w.check(err)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err = client.SignIn(ctx, wire.SignIn{Email: email, Password: password, Device: device.String(), DeviceName: "e2e"})
	if err == nil {
		return ""
	}
	key, _ := fault.KeyOf(err)
	return key
}

// roleOf is what somebody is for the provider, as another of its people is told.
func (s *server) roleOf(email string) string {
	s.w.t.Helper()
	chair := s.seat(luc)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	members, err := chair.client.Members(ctx, chair.space)
	s.w.check(err)
	s.w.check(chair.client.SignOut(ctx))
	for _, m := range members.Members {
		if m.Email == email {
			return m.Role
		}
	}
	return ""
}

// A password is forgotten, and chosen anew with the code of a letter that has crossed a real mail server.
func TestAForgottenPasswordIsResetFromTheLetter(t *testing.T) {
	t.Parallel()
	const fresh = "Lac-tranquille9"
	w := newWorld(t)
	post := smtptest.Start(t)
	s := w.server("--smtp", post.Address, "--smtp-tls", "none", "--mail-from", "ne-pas-repondre@boreale.example")
	d := w.computer("marie").open(s)
	d.waitTitle(d.p.T("login.window_title"))
	d.focus()
	d.sees(d.p.T("login.password"))
	d.types(marie)
	d.clicks(d.p.T("login.forgot.link"))
	d.sees(d.p.T("login.forgot.title"))
	d.keys("Return")
	d.sees(d.p.T("login.reset.code"))

	letter := post.Wait(t, 1)
	found := letterCode.FindStringSubmatch(letter.Text)
	if found == nil || !strings.Contains(letter.Envelope, marie) {
		t.Fatalf("%s\n%s", letter.Envelope, letter.Text)
	}
	d.types("AAAA-2222") // a guess changes nothing
	d.keys("Tab")
	d.fillReset(fresh)
	said, _, _ := strings.Cut(d.p.T("reset.bad_code"), ",") // what fits in a line
	d.sees(said)
	if got := s.tries(marie, demo.Password); got != "" {
		t.Errorf("the password of before: %s", got)
	}
	d.types(strings.ToLower(found[1])) // what was wrong is selected
	d.keys("Return")
	d.arrives()
	if got := s.tries(marie, demo.Password); got != "server.bad_credentials" {
		t.Errorf("the password of before: %q", got)
	}
	if got := s.tries(marie, fresh); got != "" {
		t.Errorf("the new password: %s", got)
	}
	d.noToolkitErrors()
}

// A delegate is added and removed, then the primary is transferred, each with the password; with a wrong one, nothing happens and
// the dialog stays.
func TestThePrimaryIsTransferred(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.server()
	desk := w.computer("amelie")
	desk.forgets = true // nobody touches it for long, and its keys work all the same
	hers := desk.open(s)
	hers.signsInTo(amelie, "own.title")
	d := w.computer("marie").open(s)
	d.signIn(marie)
	d.synced()
	d.addsAndRemovesADelegate(s, hers)
	d.goTo(d.p.T("account.primary.label"))
	d.clicks(d.p.T("account.primary.transfer"))
	d.sees(d.p.T("account.primary.title"))
	d.choose("Amélie Gagnon")
	d.sees("Amélie Gagnon deviendra")
	d.keys("Tab")
	d.types("wrong")
	d.keys("Return")
	d.sees(d.p.T("lease.wrong_password"))
	if got := s.roleOf(amelie); got != "reseller" {
		t.Errorf("with a wrong password Amélie is %q", got)
	}
	d.types(demo.Password)
	d.keys("Return")
	d.seesNoMore(d.p.T("account.primary.title"))
	d.sees("– Amélie Gagnon")
	d.seesNoMore(d.p.T("account.primary.transfer"))
	w.eventually(patience, func() error {
		if got := s.roleOf(amelie) + " " + s.roleOf(marie); got != "primary delegate" {
			return fmt.Errorf("Amélie and Marie are %q", got)
		}
		return nil
	})
	hers.focus()
	hers.waitTitle(hers.settingsTitle()) // what she may do is there without a new sign-in
	hers.goTo(hers.p.T("account.primary.label"))
	hers.sees(hers.p.T("account.primary.transfer"))
	d.noToolkitErrors()
	hers.noToolkitErrors()
}

// addsAndRemovesADelegate makes Amélie a delegated administrator, and then what she was, by the keyboard. Her window follows.
func (d *desktop) addsAndRemovesADelegate(s *server, hers *desktop) {
	d.w.t.Helper()
	const name = "Amélie Gagnon"
	d.goTo(d.p.T("account.delegates.label"))
	d.keys("Return")
	d.sees(d.p.T("account.delegates.title"))
	d.choose(name)
	d.keys("Tab")
	d.givesPassword(s, "reseller")
	d.seesNoMore(d.p.T("account.delegates.title"))
	d.w.eventually(patience, func() error { return s.isNow(amelie, "delegate") })
	hers.waitTitle(hers.settingsTitle())
	hers.sees(hers.p.T("desktop.role_changed"))

	d.goTo(d.p.T("account.delegates.label"))
	d.keys("Tab", "Tab", "Return") // by Luc's button to hers
	title := d.p.T("account.delegates.remove_title", "Name", name)
	d.sees(title)
	d.givesPassword(s, "delegate")
	d.seesNoMore(title)
	d.w.eventually(patience, func() error { return s.isNow(amelie, "reseller") })
	hers.waitTitle(hers.titleOf("own.title"))
	d.seesNoMore(d.p.T("account.delegates.removed", "Name", name)) // before her name is looked for in a list
}

// givesPassword types a wrong one first, after which Amélie is what she was.
func (d *desktop) givesPassword(s *server, still string) {
	d.w.t.Helper()
	d.types("wrong")
	d.keys("Return")
	d.sees(d.p.T("lease.wrong_password"))
	d.w.check(s.isNow(amelie, still))
	d.types(demo.Password) // what was wrong is selected
	d.keys("Return")
}

// isNow is an error unless somebody has a role.
func (s *server) isNow(email, role string) error {
	if got := s.roleOf(email); got != role {
		return fmt.Errorf("%s is %q, want %q", email, got, role)
	}
	return nil
}

// The sign-in name moves with the password only, and the next start proposes the new one.
func TestTheEmailIsChanged(t *testing.T) {
	t.Parallel()
	const moved = "marie@boreale.example"
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	d := c.open(s)
	d.signIn(marie)
	d.synced()
	d.goTo(d.p.T("account.email.label"))
	d.keys("Return")
	d.sees(d.p.T("account.email.title"))
	d.types(moved)
	d.keys("Tab")
	d.types("wrong")
	d.keys("Return")
	d.sees(d.p.T("lease.wrong_password"))
	if got := s.tries(moved, demo.Password); got != "server.bad_credentials" {
		t.Errorf("with a wrong password, the new address: %q", got)
	}
	d.types(demo.Password)
	d.keys("Return")
	d.seesNoMore(d.p.T("account.email.title"))
	d.sees(moved)
	if got := s.tries(moved, demo.Password); got != "" {
		t.Errorf("the new address: %q", got)
	}
	d.quit()
	again := c.open(s)
	again.waitTitle(again.p.T("login.window_title"))
	again.sees(demo.Name)   // this computer knows whose console it is
	again.startsSigningIn() // the address is filled in
	again.arrives()
}

// A second factor is asked for after the password; a wrong code is said, and a recovery code opens once.
func TestASecondFactorIsAskedAtSignIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.server()
	recovery := s.turnFactorOn(marie)
	c := w.computer("marie")
	d := c.open(s)
	d.waitTitle(d.p.T("login.window_title"))
	d.focus()
	d.sees(d.p.T("login.password"))
	d.types(marie)
	d.keys("Tab")
	d.types(demo.Password)
	d.keys("Return")
	d.sees(d.p.T("login.factor.title"))
	d.types("000000")
	d.keys("Return")
	said, _, _ := strings.Cut(d.p.T("totp.wrong_code"), ",") // what fits in a line
	d.sees(said)
	d.types(strings.ToLower(recovery))
	d.keys("Return")
	d.arrives()
	d.synced()
	d.goTo(d.p.T("account.factor.label"))
	d.sees(d.p.T("account.factor.is_on"))
	d.noToolkitErrors()
}

// turnFactorOn sets a second factor up for somebody, and gives a recovery code.
func (s *server) turnFactorOn(email string) string {
	s.w.t.Helper()
	chair := s.seat(email)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	secret, err := chair.client.TOTPBegin(ctx, demo.Password)
	s.w.check(err)
	code, err := totp.GenerateCode(secret.Secret, time.Now())
	s.w.check(err)
	out, err := chair.client.TOTPConfirm(ctx, code)
	s.w.check(err)
	s.w.check(chair.client.SignOut(ctx))
	return out.Codes[0]
}

// fillReset types the new password twice, from the field of the first, and sends.
func (d *desktop) fillReset(password string) {
	d.w.t.Helper()
	d.types(password)
	d.keys("Tab", "Tab") // past the button that shows it
	d.types(password)
	d.keys("Return")
}
