//go:build linux

package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"pupitre/data/access"
	"pupitre/data/demo"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/internal/smtptest"
)

// A delegate sets the second factor up in the window, brings a list out through the program's own dialog, loses the access while
// off line with an edit that waits, and the edit reaches nobody.
func TestADelegateComesAndGoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	post := smtptest.Start(t)
	s := w.server("--smtp", post.Address, "--smtp-tls", "none", "--mail-from", "ne-pas-repondre@boreale.example")
	c := w.computer("luc")
	c.addKeychain() // so that the next start needs no sign-in
	d := c.open(s)
	d.signIn(luc)
	d.synced()
	d.goTo(fr.T("account.factor.label"))
	d.keys("Return")
	d.setsFactorUp(s, luc)
	d.exportsAList()

	before, err := s.portal(i18n.French)
	w.check(err)
	s.stop()
	const typed = "Boréale de Luc"
	d.rename(typed)
	d.save()
	d.waits(1)
	d.crash()
	s.restart()
	s.revokes(luc)

	back := c.open(s)
	back.opened()
	back.sees(back.p.T("shell.status.revoked"))
	back.sees(back.p.N("shell.status.pending", 1))
	back.goTo(back.p.T("sync_page.title"))
	back.sees(typed) // what was not accepted can be read, and copied elsewhere
	letter := w.letter(post, fr.T("mail.revoked_device.subject"))
	if !strings.Contains(letter.Envelope, marie) || !strings.Contains(letter.Text, "Luc Côté") {
		t.Errorf("the letter says nothing of who it was, or to another: %s\n%s", letter.Envelope, letter.Text)
	}
	after, err := s.portal(i18n.French)
	w.check(err)
	if strings.Contains(after, typed) || after != before {
		t.Errorf("the edit of who had lost the access is public:\n%s", after)
	}
	back.noToolkitErrors()
}

// setsFactorUp turns the second factor on as a person does, once its dialog was asked for: the password, the key out of the dialog
// into an authenticator, a first code, and the recovery codes.
func (d *desktop) setsFactorUp(s *server, email string) {
	d.w.t.Helper()
	d.sees(d.p.T("account.factor.title"))
	d.types(demo.Password)
	d.keys("Return")
	d.sees(d.p.T("account.totp.key"))
	d.keys("shift+Tab", "Return") // the button beside the key copies it
	var secret string
	d.w.eventually(patience, func() (err error) {
		secret, err = d.display.Clipboard()
		return err
	})
	d.keys("Tab")
	d.types("000000")
	d.keys("Return")
	said, _, _ := strings.Cut(d.p.T("totp.wrong_code"), ",")
	d.sees(said)
	code, err := totp.GenerateCode(secret, time.Now())
	d.w.check(err)
	d.types(code)
	d.keys("Return")
	d.sees(d.p.T("login.keep.title"))
	d.clicks(d.p.T("login.keep.submit"))
	d.sees(d.p.T("account.factor.is_on"))
	if got := s.tries(email, demo.Password); got != "totp.code_needed" {
		d.w.t.Errorf("the password alone: %q", got)
	}
}

// exportsAList writes the resellers to a file. There is no portal on the session bus, so the dialog is the program's own.
func (d *desktop) exportsAList() {
	d.w.t.Helper()
	d.goTo(d.p.T("resellers.title"))
	d.waitTitle(d.titleOf("resellers.title"))
	d.clicks(d.p.T("listing.export"))
	d.sees("revendeurs.csv")
	d.keys("Return")
	d.sees(d.p.N("resellers.csv.done", 3))
	file := d.exported("revendeurs.csv")
	text, err := os.ReadFile(file)
	d.w.check(err)
	if want := "\ufeffNom;Langue;"; !strings.HasPrefix(string(text), want) || strings.Count(string(text), "\r\n") != 4 {
		d.w.t.Errorf("%s: %q", file, text)
	}
}

// exported finds the file of a name in the home of the computer.
func (d *desktop) exported(name string) (path string) {
	d.w.t.Helper()
	d.w.check(filepath.WalkDir(d.home, func(at string, _ os.DirEntry, err error) error {
		if err == nil && filepath.Base(at) == name {
			path = at
		}
		return nil // folders of the keychain's own may be closed
	}))
	if path == "" {
		d.w.t.Fatalf("%s was not written", name)
	}
	return path
}

// revokes ends the place of a delegate, as the primary administrator.
func (s *server) revokes(email string) {
	s.w.t.Helper()
	chair := s.seat(marie)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	s.w.check(chair.client.ChangeAdministrator(ctx, chair.space, wire.ChangeAdministrator{
		Person: chair.person(ctx, email), Password: demo.Password,
	}))
	members, err := chair.client.Members(ctx, chair.space)
	s.w.check(err)
	for _, m := range members.Members {
		if m.Email == email && m.Role == string(access.Delegate) {
			s.w.t.Fatalf("%s is still %s", email, m.Role)
		}
	}
	s.w.check(chair.client.SignOut(ctx))
}

// letter waits for the letter of a subject.
func (w *world) letter(post *smtptest.Server, subject string) (found smtptest.Message) {
	w.t.Helper()
	w.eventually(patience, func() error {
		subjects := []string{}
		for _, m := range post.Messages(w.t) {
			if m.Subject == subject {
				found = m
				return nil
			}
			subjects = append(subjects, m.Subject)
		}
		return fmt.Errorf("no letter %q among %q", subject, subjects)
	})
	return found
}
