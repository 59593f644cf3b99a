package server_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/server"
	"pupitre/data/server/provisioning"
	"pupitre/data/store"
	"pupitre/data/wire"
)

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (r *rig) session(token string) int {
	r.t.Helper()
	return r.do(request{method: "GET", path: "/v1/session", token: token}).status
}

func TestSignIn(t *testing.T) {
	r := newRig(t)
	s := r.signIn(access.Primary, 1)
	if s.Person.Name != "primary" || len(s.Person.Code) != 6 || len(s.Memberships) != 1 || s.Memberships[0].Role != "primary" ||
		s.Memberships[0].Space != r.space || s.Memberships[0].Name != "Téléphonie Boréale" || s.Memberships[0].Slug != "boreale" {
		t.Errorf("session %+v", s)
	}
	if want := r.clock.Now().Add(30 * 24 * time.Hour); !s.ExpiresAt.Equal(want) {
		t.Errorf("it expires at %v, want %v", s.ExpiresAt, want)
	}
	if r.session(s.Token) != http.StatusOK {
		t.Error("the token does not work")
	}
	if dump := r.dump(); strings.Contains(dump, s.Token) || strings.Contains(dump, password) {
		t.Error("a secret is stored in clear text")
	}
	if strings.Contains(r.log.String(), s.Token) || strings.Contains(r.log.String(), password) {
		t.Error("a secret is in the log")
	}
}

func TestAddressInAnyCase(t *testing.T) {
	r := newRig(t)
	got := r.do(request{method: "POST", path: "/v1/session", body: wire.SignIn{Email: " PRIMARY@Boreale.Example ", Password: password, Device: deviceOf(1)}})
	if got.status != http.StatusOK {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestSignInAgainEndsTheDevicesSession(t *testing.T) {
	r := newRig(t)
	old, other := r.signIn(access.Primary, 1).Token, r.signIn(access.Primary, 2).Token
	renewed := r.signIn(access.Primary, 1).Token
	if r.session(old) != 401 || r.session(other) != 200 || r.session(renewed) != 200 {
		t.Errorf("old %d, other device %d, renewed %d", r.session(old), r.session(other), r.session(renewed))
	}
}

func TestSignOut(t *testing.T) {
	r := newRig(t)
	token, other := r.signIn(access.Primary, 1).Token, r.signIn(access.Primary, 2).Token
	if got := r.do(request{method: "DELETE", path: "/v1/session", token: token}); got.status != http.StatusNoContent {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if r.session(token) != 401 || r.session(other) != 200 {
		t.Error("sign-out ends its own session, and no other")
	}
}

func TestSessionSlides(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	r.clock.add(29 * 24 * time.Hour)
	if r.session(token) != 200 {
		t.Fatal("it ended early")
	}
	r.clock.add(29 * 24 * time.Hour)
	if r.session(token) != 200 {
		t.Fatal("use did not prolong it")
	}
	r.clock.add(30*24*time.Hour + time.Second)
	if r.session(token) != 401 {
		t.Error("it never ends")
	}
}

func TestThrottle(t *testing.T) {
	r := newRig(t)
	try := func(pw string) answer {
		return r.do(request{method: "POST", path: "/v1/session", body: wire.SignIn{Email: "primary@boreale.example", Password: pw, Device: deviceOf(1)}})
	}
	for i := range 5 {
		if got := try("wrong"); got.status != 401 {
			t.Fatalf("try %d: %d", i, got.status)
		}
	}
	got := try(password)
	seconds, err := strconv.Atoi(got.header.Get("Retry-After"))
	if got.status != 429 || got.problem().Code != wire.CodeTooMany || got.problem().Key != "server.too_many_tries" || err != nil || seconds < 1 {
		t.Fatalf("after five failures: %d %s, Retry-After %q", got.status, got.body, got.header.Get("Retry-After"))
	}
	other := r.do(request{method: "POST", path: "/v1/session", body: wire.SignIn{Email: "delegate@boreale.example", Password: password, Device: deviceOf(2)}})
	if other.status != 200 {
		t.Errorf("somebody else has to wait too: %d", other.status)
	}
	r.clock.add(time.Duration(seconds) * time.Second)
	if got := try("wrong"); got.status != 401 {
		t.Fatalf("after the wait: %d", got.status)
	}
	if again, _ := strconv.Atoi(try(password).header.Get("Retry-After")); again < 2*seconds {
		t.Errorf("the wait does not grow: %d s, then %d s", seconds, again)
	}
	r.clock.add(time.Hour)
	if got := try(password); got.status != 200 {
		t.Errorf("the right password after the wait: %d", got.status)
	}
	if got := try("wrong"); got.status != 401 {
		t.Errorf("a success must forget the failures: %d", got.status)
	}
}

func TestUnknownAddressIsThrottledAlike(t *testing.T) {
	r := newRig(t)
	statuses := map[string][]int{}
	for _, email := range []string{"primary@boreale.example", "nobody@boreale.example"} {
		for range 7 {
			got := r.do(request{method: "POST", path: "/v1/session", body: wire.SignIn{Email: email, Password: "x", Device: deviceOf(1)}})
			statuses[email] = append(statuses[email], got.status)
		}
	}
	if a, b := jsonOf(t, statuses["primary@boreale.example"]), jsonOf(t, statuses["nobody@boreale.example"]); a != b {
		t.Errorf("an address that exists answers %s, one that does not %s", a, b)
	}
}

func TestStalePasswordIsHashedAgain(t *testing.T) {
	r := newRig(t, func(o *server.Options) { o.Hash = access.HashParams{Memory: 128, Time: 1, Threads: 1} })
	before := r.dump()
	r.signIn(access.Primary, 1) // populate stored it with other parameters
	if after := r.dump(); strings.Count(before, "m=128,") != 0 || strings.Count(after, "m=128,") != 1 {
		t.Errorf("one password of four had to change: %d", strings.Count(after, "m=128,"))
	}
	r.signIn(access.Primary, 1)
}

// invite gives the secret of an invitation of a new delegate.
func (r *rig) invite(email string) (secret string) {
	r.t.Helper()
	r.must(r.store.Write(r.t.Context(), func(tx *store.Tx) error {
		person, err := r.maker().AddPerson(tx, r.provider.ID, provisioning.Person{Email: email, Role: access.Delegate})
		if err != nil {
			return err
		}
		secret, err = r.maker().Invite(tx, r.provider.ID, person.ID)
		return err
	}))
	return secret
}

func (r *rig) accept(secret, pw string, device int) answer {
	r.t.Helper()
	return r.do(request{method: "POST", path: "/v1/invites/accept", body: wire.AcceptInvite{
		Secret: secret, Name: "Noémie O’Connor", Password: pw, Device: deviceOf(device), DeviceName: "portable",
	}})
}

func TestAcceptInvite(t *testing.T) {
	r := newRig(t)
	secret := r.invite("noemie@boreale.example")
	if strings.Contains(r.dump(), secret) {
		t.Error("the secret is stored in clear text")
	}
	got := r.accept(secret, "Lac-tranquille9", 5)
	if got.status != http.StatusOK {
		t.Fatalf("%d %s", got.status, got.body)
	}
	s := decode[wire.Session](t, got)
	if s.Person.Name != "Noémie O’Connor" || s.Person.Email != "noemie@boreale.example" || s.Memberships[0].Role != "delegate" || r.session(s.Token) != 200 {
		t.Errorf("session %+v", s)
	}
	if again := r.accept(secret, "Lac-tranquille9", 6); again.status != 409 || again.problem().Key != "server.invite_used" {
		t.Errorf("a second time: %d %s", again.status, again.body)
	}
	in := wire.SignIn{Email: "noemie@boreale.example", Password: "Lac-tranquille9", Device: deviceOf(7)}
	if got := r.do(request{method: "POST", path: "/v1/session", body: in}); got.status != 200 {
		t.Errorf("the password does not work: %d", got.status)
	}
}

func TestInviteRefusals(t *testing.T) {
	r := newRig(t)
	secret := r.invite("noemie@boreale.example")
	for pw, key := range map[string]string{
		"court":             "password.too_short",
		"Password123!":      "password.common",
		"Boréale-2026":      "password.contains_provider",
		"Noemie-du-large-9": "password.contains_email",
	} {
		before := r.dump()
		if got := r.accept(secret, pw, 5); got.status != 400 || got.problem().Key != key {
			t.Errorf("%s: %d %s, want %s", pw, got.status, got.body, key)
		}
		if r.dump() != before {
			t.Errorf("%s: something stored has changed", pw)
		}
	}
	r.clock.add(provisioning.InviteLife)
	before := r.dump()
	if got := r.accept(secret, "Lac-tranquille9", 5); got.status != 409 || got.problem().Key != "server.invite_expired" || r.dump() != before {
		t.Errorf("after seven days: %d %s", got.status, got.body)
	}
}

// An invitation that is still open when its person has a password must not replace that password.
func TestInviteIsNoWayAroundThePassword(t *testing.T) {
	r := newRig(t)
	first := r.invite("noemie@boreale.example")
	var second string
	r.must(r.store.Write(t.Context(), func(tx *store.Tx) error {
		person, err := tx.PersonByEmail("noemie@boreale.example")
		if err != nil {
			return err
		}
		second, err = r.maker().Invite(tx, r.provider.ID, person.ID)
		return err
	}))
	if got := r.accept(first, "Lac-tranquille9", 5); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	before := r.dump()
	if got := r.accept(second, "Autre-rivage8", 6); got.status != 409 || got.problem().Key != "server.invite_has_password" || r.dump() != before {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// Two people who race for one secret: one of them gets it.
func TestInviteRace(t *testing.T) {
	r := newRig(t)
	secret := r.invite("noemie@boreale.example")
	statuses := make(chan int, 4)
	for i := range cap(statuses) {
		go func() { statuses <- r.accept(secret, "Lac-tranquille9", 20+i).status }()
	}
	won := 0
	for range cap(statuses) {
		if <-statuses == 200 {
			won++
		}
	}
	if won != 1 {
		t.Errorf("%d got it, want 1", won)
	}
}
