package server_test

import (
	"context"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/mail"
	"pupitre/data/server"
	"pupitre/data/wire"
)

// mailbag keeps what is sent, and fails on demand.
type mailbag struct {
	mu   sync.Mutex
	sent []mail.Message
	fail error
}

func (p *mailbag) Send(_ context.Context, m mail.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail != nil {
		return p.fail
	}
	p.sent = append(p.sent, m)
	return nil
}

// subjects are those of the letters to an address, in order.
func (p *mailbag) subjects(to string) (out []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.sent {
		if m.To == to {
			out = append(out, m.Subject)
		}
	}
	return out
}

func withPost(t *testing.T) (*rig, *mailbag) {
	t.Helper()
	p := &mailbag{}
	return newRig(t, func(o *server.Options) { o.Sender = p }), p
}

func (r *rig) deliver() server.Delivered {
	r.t.Helper()
	out, err := r.server.Deliver(r.t.Context())
	r.must(err)
	return out
}

const primaryEmail = "primary@boreale.example"

func (r *rig) forgot(email string) answer {
	r.t.Helper()
	return r.do(request{method: "POST", path: "/v1/password/forgot", body: wire.Forgot{Email: email, Language: "fr"}})
}

func (r *rig) reset(email, code, password string) answer {
	r.t.Helper()
	return r.do(request{method: "POST", path: "/v1/password/reset", body: wire.Reset{Email: email, Code: code, Password: password}})
}

var codeLine = regexp.MustCompile(`(?m)^    ([A-Z2-9]{4}-[A-Z2-9]{4})$`)

// codeFor asks for a code and reads it in the letter.
func (r *rig) codeFor(p *mailbag, email string) string {
	r.t.Helper()
	r.forgot(email)
	r.deliver()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.sent) == 0 {
		r.t.Fatal("no letter")
	}
	found := codeLine.FindStringSubmatch(p.sent[len(p.sent)-1].Text)
	if found == nil {
		r.t.Fatalf("no code: %s", p.sent[len(p.sent)-1].Text)
	}
	return found[1]
}

const fresh = "Rive-lointaine4"

func (r *rig) tryPassword(password, code string, device int) answer {
	r.t.Helper()
	return r.do(request{method: "POST", path: "/v1/session", body: wire.SignIn{
		Email: primaryEmail, Password: password, Device: deviceOf(device), DeviceName: "test", TOTP: code,
	}})
}

func TestResetPassword(t *testing.T) {
	r, p := withPost(t)
	token := r.signIn(access.Primary, 1).Token
	code := r.codeFor(p, " PRIMARY@boreale.example")
	if strings.Contains(r.dump(), code) || strings.Contains(r.dump(), strings.ReplaceAll(code, "-", "")) {
		t.Error("the code is stored in clear")
	}
	if got := r.reset(primaryEmail, strings.ToLower(strings.ReplaceAll(code, "-", " ")), fresh); got.status != http.StatusNoContent {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if r.session(token) != 401 {
		t.Error("the session of before goes on")
	}
	if got := r.tryPassword(password, "", 1); got.status != 401 {
		t.Errorf("the password of before: %d", got.status)
	}
	if got := r.tryPassword(fresh, "", 1); got.status != 200 {
		t.Errorf("the new password: %d %s", got.status, got.body)
	}
	if got := r.reset(primaryEmail, code, "Autre-rivage5"); got.status != 403 || got.problem().Key != "reset.bad_code" {
		t.Errorf("the code again: %d %s", got.status, got.body)
	}
	r.deliver()
	if last := p.subjects(primaryEmail); last[len(last)-1] != "Votre mot de passe a été réinitialisé" {
		t.Errorf("letters %q", last)
	}
	if log := r.log.String(); strings.Contains(log, code) || strings.Contains(log, fresh) {
		t.Error("the log has a secret")
	}
}

// Whether somebody has the address cannot be told from the answer, nor from what is written while it is awaited.
func TestForgottenPasswordTellsNothing(t *testing.T) {
	r, p := withPost(t)
	known, unknown := r.forgot(primaryEmail), r.forgot("nobody@boreale.example")
	if known.status != 204 || unknown.status != 204 || string(known.body) != string(unknown.body) {
		t.Errorf("%d %s, %d %s", known.status, known.body, unknown.status, unknown.body)
	}
	names := func(a answer) []string {
		a.header.Del("X-Request-Id")
		return slices.Sorted(maps.Keys(a.header))
	}
	if !slices.Equal(names(known), names(unknown)) {
		t.Errorf("headers %v, %v", known.header, unknown.header)
	}
	if n := strings.Count(r.dump(), "\nmail "); n != 2 {
		t.Errorf("%d rows are written, want one for each", n)
	}
	if out := r.deliver(); out != (server.Delivered{Sent: 1, GivenUp: 1}) || len(p.sent) != 1 {
		t.Errorf("%+v, %d letters", out, len(p.sent))
	}
	bad := r.reset(primaryEmail, "AAAA-AAAA", fresh)
	nobody := r.reset("nobody@boreale.example", "AAAA-AAAA", fresh)
	if bad.status != 403 || bad.problem().Key != "reset.bad_code" || string(bad.body) != string(nobody.body) {
		t.Errorf("%s, %s", bad.body, nobody.body)
	}
}

func TestResetRefusals(t *testing.T) {
	r, p := withPost(t)
	code := r.codeFor(p, primaryEmail)
	uncounted := func() string { return regexp.MustCompile(` tries=\d+`).ReplaceAllString(r.dump(), "") }
	before := uncounted()
	for _, c := range []struct {
		name, email, code, password, want string
		status                            int
	}{
		{"weak password", primaryEmail, code, "court", "password.too_short", 400},
		{"the address in it", primaryEmail, code, "Primary-2026", "password.contains_email", 400},
		{"the provider in it", primaryEmail, code, "Boréale-2026", "password.contains_provider", 400},
		{"code of somebody else", "delegate@boreale.example", code, fresh, "reset.bad_code", 403},
		{"no code", primaryEmail, "", fresh, "reset.bad_code", 403},
		{"endless code", primaryEmail, strings.Repeat("A", 5000), fresh, "reset.bad_code", 403},
	} {
		got := r.reset(c.email, c.code, c.password)
		if got.status != c.status || got.problem().Key != c.want {
			t.Errorf("%s: %d %s", c.name, got.status, got.body)
		}
	}
	if uncounted() != before {
		t.Error("a refusal has changed what is stored")
	}
	if got := r.forgot("not an address"); got.status != 400 || got.problem().Key != "mail.bad_address" {
		t.Errorf("%d %s", got.status, got.body)
	}
	r.clock.add(15 * time.Minute)
	if got := r.reset(primaryEmail, code, fresh); got.problem().Key != "reset.bad_code" {
		t.Errorf("after fifteen minutes: %d %s", got.status, got.body)
	}
}

// A stranger who asks for codes, or guesses, neither fills a mailbox nor spoils the owner's code.
func TestResetIsNoWeapon(t *testing.T) {
	r, p := withPost(t)
	code := r.codeFor(p, primaryEmail)
	for range 10 {
		if got := r.forgot(primaryEmail); got.status != 204 {
			t.Fatalf("%d %s", got.status, got.body)
		}
	}
	r.deliver()
	if n := len(p.sent); n != 3 {
		t.Errorf("%d letters, want 3", n)
	}
	guesses := 0
	for range 20 {
		if got := r.reset(primaryEmail, "ZZZZ-ZZZZ", fresh); got.problem().Code == wire.CodeTooMany {
			break
		}
		guesses++
	}
	if guesses != 5 {
		t.Errorf("%d guesses before a wait", guesses)
	}
	r.clock.add(time.Minute)
	if got := r.reset(primaryEmail, code, fresh); got.status != 204 {
		t.Errorf("the owner's code: %d %s", got.status, got.body)
	}
}
