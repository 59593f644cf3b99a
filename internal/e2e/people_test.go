//go:build linux

package e2e

import (
	"fmt"
	"regexp"
	"testing"

	"pupitre/data/demo"
	"pupitre/internal/smtptest"
)

var inviteCode = regexp.MustCompile(`pupitre1-[A-Za-z0-9_-]+`)

func (d *desktop) titleOf(page string) string {
	return d.p.T("shell.window_title", "Page", d.p.T(page))
}

// accepts signs somebody in for the first time, with the code of a letter and a first password.
func (d *desktop) accepts(code, name, password string) {
	d.w.t.Helper()
	d.waitTitle(d.p.T("login.window_title"))
	d.focus()
	d.clicks(d.p.T("login.to_invite"))
	d.sees(d.p.T("login.invite.title"))
	d.types(code)
	d.keys("Tab")
	d.types(name)
	d.keys("Tab")
	d.fillReset(password)
}

// A reseller is added in a window and seen in another; its administrator is invited by a letter, comes in with its code, sees the own view
// and nothing else, and is shut out at once.
func TestAResellerAndItsAdministrator(t *testing.T) {
	t.Parallel()
	const name, email, person = "Fibre du Nord", "anne.roy@fibre-nord.example", "Anne Roy"
	w := newWorld(t)
	post := smtptest.Start(t)
	s := w.server("--smtp", post.Address, "--smtp-tls", "none", "--mail-from", "ne-pas-repondre@boreale.example")
	mariesDesk := w.computer("marie").open(s)
	lucsDesk := w.computer("luc").open(s)
	mariesDesk.signIn(marie)
	lucsDesk.signIn(luc)

	mariesDesk.goTo(fr.T("resellers.add"))
	mariesDesk.keys("Return")
	mariesDesk.sees(fr.T("resellers.state.new"))
	mariesDesk.types(name)
	mariesDesk.waitTitle(unsaved + mariesDesk.titleOf("resellers.title"))
	mariesDesk.keys("ctrl+s")
	mariesDesk.waitTitle(mariesDesk.titleOf("resellers.title"))
	mariesDesk.synced()
	lucsDesk.goTo(fr.T("resellers.title"))
	lucsDesk.sees(name)

	mariesDesk.invites(email, fr.T("people_page.role.lead"), name)
	letter := post.Wait(t, 1)
	code := inviteCode.FindString(letter.Text)
	if code == "" {
		t.Fatalf("%s\n%s", letter.Envelope, letter.Text)
	}

	annesDesk := w.computer("anne").open(s)
	annesDesk.accepts(code, person, demo.Password)
	annesDesk.waitTitle(annesDesk.titleOf("own.title"))
	annesDesk.sees(fr.T("own.support"))
	annesDesk.sees(fr.T("people_page.title_own"))
	annesDesk.sees(fr.T("account.page.title"))
	for _, page := range []string{"settings.title", "resellers.title", "telephony.title", "conflicts.title"} {
		if _, err := annesDesk.look(fr.T(page)); err == nil {
			t.Errorf("an administrator of a reseller is shown %q", fr.T(page))
		}
	}

	mariesDesk.sees(person) // the list follows
	mariesDesk.goTo(person)
	mariesDesk.deactivates(person)
	if got := s.tries(email, demo.Password); got != "server.bad_credentials" {
		t.Errorf("who is deactivated signs in: %q", got)
	}
	annesDesk.seesNoMore(fr.T("shell.status.online"))
	for _, d := range []*desktop{mariesDesk, lucsDesk, annesDesk} {
		d.noToolkitErrors()
	}
}

// invites asks somebody to be of a reseller, by the keyboard.
func (d *desktop) invites(email, role, reseller string) {
	d.w.t.Helper()
	d.goTo(d.p.T("people_page.invite"))
	d.keys("Return")
	d.sees(d.p.T("people_page.invite_title"))
	d.types(email)
	d.keys("Tab", "Tab")
	d.choose(role)
	d.sees(d.p.T("people_page.field.reseller"))
	d.keys("Tab")
	d.choose(reseller)
	d.keys("Tab", "Tab", "Return")
	d.seesNoMore(d.p.T("people_page.invite_title"))
	d.sees(email)
}

// deactivates shuts out the person selected in the list.
func (d *desktop) deactivates(person string) {
	d.w.t.Helper()
	d.waitTitle(d.titleOf("people_page.title"))
	d.sees(d.p.T("people_page.field.code"))
	d.keys("Return") // the list gives the keyboard to the menu of the card
	d.keys("Return")
	d.clicks(d.p.T("people_page.deactivate"))
	d.sees(d.p.T("people_page.deactivate_title", "Name", person))
	d.keys("Tab", "Return")
	d.w.eventually(patience, func() error {
		if _, err := d.look(d.p.T("people_page.state.disabled_line")); err != nil {
			return fmt.Errorf("%s is not shut out: %w", person, err)
		}
		return nil
	})
}
