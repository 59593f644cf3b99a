//go:build linux

package e2e

import (
	"context"
	"strings"
	"testing"

	"pupitre/data/demo"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Étienne is a delegate of a reseller of the demonstration.
const (
	etienne     = "etienne.desrosiers@reseau-saguenay.example"
	etienneName = "Étienne Desrosiers"
)

// Who has no settings has an account all the same, in the menu of the person: a delegate of a reseller ends the sessions of
// other computers, turns two-step verification on and changes the password. The history tells of their own changes.
func TestADelegateOfAResellerHasAnAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.server()
	laptop, tablet := s.seat(etienne), s.seat(etienne)
	d := w.computer("etienne").open(s)
	d.signsInTo(etienne, "own.title")

	d.clicks(fr.T("history.title")) // the side bar is short, and quicker than the palette
	d.waitTitle(d.titleOf("history.title"))
	d.sees(fr.T("history.own.notice"))

	d.clicks(etienneName)
	d.sees(fr.T("shell.person.sign_out"))
	d.keys("Return") // its first line is the account
	d.waitTitle(d.titleOf("account.page.title"))
	d.endsTheOthers()
	for _, other := range []*seat{laptop, tablet} {
		if got := other.refusal(); got != "server.signed_out" {
			t.Errorf("a session that was ended: %q", got)
		}
	}
	d.clicks(fr.T("account.factor.on"))
	d.setsFactorUp(s, etienne)
	d.changesPassword(s, etienne)
	d.noToolkitErrors()
}

// signsInTo opens the session of somebody of the demonstration whose first page is another than the settings.
func (d *desktop) signsInTo(email, page string) {
	d.w.t.Helper()
	d.introducesThemselves(email)
	d.waitTitle(d.titleOf(page))
	d.synced()
}

// endsTheOthers ends every session but this one, from the own account.
func (d *desktop) endsTheOthers() {
	d.w.t.Helper()
	d.clicks(d.p.T("account.sessions.end_others"))
	d.sees(d.p.N("account.sessions.end_all_title", 2))
	d.keys("Tab", "Return")
	d.sees(d.p.N("account.sessions.ended_all", 2))
}

// refusal is why the server answers nothing to a seat, "" when it does.
func (c *seat) refusal() string {
	c.w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err := c.client.History(ctx, c.space, wire.HistoryQuery{Limit: 1})
	key, _ := fault.KeyOf(err)
	return key
}

// changesPassword tries a wrong one first, which changes nothing.
func (d *desktop) changesPassword(s *server, email string) {
	d.w.t.Helper()
	const fresh = "Lac-tranquille9"
	d.goTo(d.p.T("account.password.label"))
	d.keys("Return")
	d.sees(d.p.T("account.password.title"))
	d.types("wrong")
	d.keys("Tab", "Tab") // past the button that shows it
	d.types(fresh)
	d.keys("Tab", "Tab")
	d.types(fresh)
	d.keys("Return")
	said, _, _ := strings.Cut(d.p.T("lease.wrong_password"), ".")
	d.sees(said)
	if got := s.tries(email, demo.Password); got != "totp.code_needed" {
		d.w.t.Errorf("after a wrong password, that of before: %q", got)
	}
	d.types(demo.Password) // what was wrong is selected
	d.keys("Return")
	done, _, _ := strings.Cut(d.p.T("account.password.changed"), ".")
	d.sees(done)
	if got := s.tries(email, demo.Password); got != "server.bad_credentials" {
		d.w.t.Errorf("the password of before: %q", got)
	}
	if got := s.tries(email, fresh); got != "totp.code_needed" {
		d.w.t.Errorf("the new password, with a second step: %q", got)
	}
}
