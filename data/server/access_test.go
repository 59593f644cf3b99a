package server_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"pupitre/data/access"
	"pupitre/data/mail"
	"pupitre/data/server"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
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

// A mail server that is down makes nobody wait, and costs no letter.
func TestLettersOutlastTheMailServer(t *testing.T) {
	r, p := withPost(t)
	p.fail = errors.New("no route to host")
	r.signIn(access.Primary, 1)
	r.signIn(access.Primary, 2) // a new device: a letter
	if out := r.deliver(); out != (server.Delivered{Failed: 1}) {
		t.Fatalf("%+v", out)
	}
	if out := r.deliver(); out != (server.Delivered{}) {
		t.Errorf("it is tried again at once: %+v", out)
	}
	p.fail = nil
	r.clock.add(30 * time.Second)
	if out := r.deliver(); out != (server.Delivered{Sent: 1}) {
		t.Errorf("%+v", out)
	}
	if out := r.deliver(); out != (server.Delivered{}) || len(p.sent) != 1 {
		t.Errorf("sent twice: %+v", out)
	}
	if dump := r.dump(); strings.Contains(dump, "primary@boreale.example\\") {
		t.Error("a letter that was sent stays")
	}
	r.signIn(access.Primary, 3)
	p.fail = errors.New("still")
	r.clock.add(5*24*time.Hour + time.Second)
	if out := r.deliver(); out != (server.Delivered{GivenUp: 1}) || !strings.Contains(r.log.String(), "letters given up") {
		t.Errorf("after five days: %+v", out)
	}
	r.signIn(access.Primary, 4)
	p.fail = mail.ErrRefused
	if out := r.deliver(); out != (server.Delivered{GivenUp: 1}) {
		t.Errorf("refused for good: %+v", out)
	}
}

// Several servers send each letter once.
func TestReplicasShareTheLetters(t *testing.T) {
	r, p := withPost(t)
	other, err := server.New(server.Options{Store: r.store, Hash: cheap, Now: r.clock.Now, Sender: p})
	r.must(err)
	r.signIn(access.Primary, 0)
	for i := 1; i <= 12; i++ {
		r.signIn(access.Primary, i)
	}
	var work sync.WaitGroup
	for _, s := range []*server.Server{r.server, other, r.server, other} {
		work.Go(func() {
			if _, err := s.Deliver(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
	seen := map[string]bool{}
	for _, m := range p.sent {
		seen[m.ID] = true
	}
	if len(p.sent) != 12 || len(seen) != 12 {
		t.Errorf("%d letters, %d of them different", len(p.sent), len(seen))
	}
}

func TestNewDevicesAreTold(t *testing.T) {
	r, p := withPost(t)
	r.signIn(access.Primary, 1)
	r.signIn(access.Primary, 1)
	r.deliver()
	if n := len(p.sent); n != 0 {
		t.Errorf("%d letters about the first device", n)
	}
	r.signIn(access.Primary, 2)
	r.signIn(access.Primary, 2)
	r.deliver()
	if got := p.subjects(primaryEmail); !slices.Equal(got, []string{"Nouvel appareil\u00a0: test"}) {
		t.Errorf("%q", got)
	}
}

// A device whose person was shut out wants to send: the primary administrator is told once.
func TestRevokedDevicesAreTold(t *testing.T) {
	r, p := withPost(t)
	first, token := r.signIn(access.Primary, 1).Token, r.signIn(access.Delegate, 2).Token
	late := r.rename(2, 1, "Téléphonie Boréale", "Autre")
	id := r.people[access.Delegate].ID
	outcome, code := r.outcome(first, r.setRole(1, 1, id, access.Delegate, "", r.confirm(first)))
	if outcome != wire.Applied {
		t.Fatalf("%s %s", outcome, code)
	}
	for range 3 {
		if got := r.push(token, late); got.status != 403 || got.problem().Code != wire.CodeRevoked {
			t.Fatalf("%d %s", got.status, got.body)
		}
	}
	r.deliver()
	told := slices.DeleteFunc(p.subjects(primaryEmail), func(s string) bool { return !strings.Contains(s, "sans accès") })
	if len(told) != 1 {
		t.Errorf("%q", p.subjects(primaryEmail))
	}
}

// totpAt is the code of a secret at the rig's time.
func (r *rig) totpAt(secret string) string {
	r.t.Helper()
	code, err := totp.GenerateCode(secret, r.clock.Now())
	r.must(err)
	return code
}

func (r *rig) factor(token, step string, body any) answer {
	r.t.Helper()
	return r.do(request{method: "POST", path: "/v1/session/totp/" + step, token: token, body: body})
}

// enrolled gives the primary a second factor.
func (r *rig) enrolled(token string) (secret string, recovery []string) {
	r.t.Helper()
	begun := decode[wire.TOTPSecret](r.t, r.factor(token, "begin", wire.Confirm{Password: password}))
	got := r.factor(token, "confirm", wire.TOTPConfirm{Code: r.totpAt(begun.Secret)})
	if got.status != 200 {
		r.t.Fatalf("%d %s", got.status, got.body)
	}
	return begun.Secret, decode[wire.TOTPRecovery](r.t, got).Codes
}

func (r *rig) wantRefusal(name string, got answer, status int, key string) {
	r.t.Helper()
	if got.status != status || got.problem().Key != key {
		r.t.Errorf("%s: %d %s, want %d %s", name, got.status, got.body, status, key)
	}
}

func TestSecondFactor(t *testing.T) {
	r, p := withPost(t)
	token := r.signIn(access.Primary, 1).Token
	r.wantRefusal("wrong password", r.factor(token, "begin", wire.Confirm{Password: "x"}), 403, "lease.wrong_password")
	r.wantRefusal("confirm before begin", r.factor(token, "confirm", wire.TOTPConfirm{Code: "000000"}), 409, "totp.not_begun")
	r.wantRefusal("nothing to disable", r.factor(token, "disable", wire.Confirm{Password: password}), 409, "totp.not_on")
	secret, recovery := r.enrolled(token)
	dump := r.dump()
	if len(recovery) != 10 || strings.Contains(dump, secret) || strings.Contains(dump, recovery[0]) {
		t.Errorf("%d recovery codes, or a secret in clear", len(recovery))
	}
	r.wantRefusal("twice", r.factor(token, "begin", wire.Confirm{Password: password}), 409, "totp.already_on")

	r.wantRefusal("without a code", r.tryPassword(password, "", 2), 401, "totp.code_needed")
	r.wantRefusal("the code of the confirmation again", r.tryPassword(password, r.totpAt(secret), 2), 401, "totp.wrong_code")
	r.wantRefusal("wrong password with a code", r.tryPassword("Faux-bruit9", r.totpAt(secret), 2), 401, "server.bad_credentials")
	r.clock.add(30 * time.Second)
	code := r.totpAt(secret)
	if got := r.tryPassword(password, code[:3]+" "+code[3:], 2); got.status != 200 {
		t.Fatalf("with a code: %d %s", got.status, got.body)
	}
	r.wantRefusal("replayed", r.tryPassword(password, code, 3), 401, "totp.wrong_code")
	r.clock.add(10 * time.Minute)
	r.wantRefusal("old", r.tryPassword(password, code, 3), 401, "totp.wrong_code")
	if got := r.tryPassword(password, strings.ToLower(recovery[3]), 3); got.status != 200 {
		t.Fatalf("with a recovery code: %d %s", got.status, got.body)
	}
	r.wantRefusal("recovery code again", r.tryPassword(password, recovery[3], 4), 401, "totp.wrong_code")

	state := decode[wire.TOTPState](t, r.do(request{method: "GET", path: "/v1/session/totp", token: token}))
	if state != (wire.TOTPState{Enabled: true, RecoveryLeft: 9}) {
		t.Errorf("%+v", state)
	}
	renewed := decode[wire.TOTPRecovery](t, r.factor(token, "recovery", wire.Confirm{Password: password})).Codes
	r.clock.add(time.Minute)
	r.wantRefusal("recovery code of before", r.tryPassword(password, recovery[4], 4), 401, "totp.wrong_code")
	if len(renewed) != 10 || renewed[0] == recovery[0] {
		t.Errorf("renewed %v", renewed)
	}
	if got := r.factor(token, "disable", wire.Confirm{Password: password}); got.status != 204 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if got := r.tryPassword(password, "", 4); got.status != 200 {
		t.Errorf("once it is off: %d %s", got.status, got.body)
	}
	r.deliver()
	want := []string{"La vérification en deux étapes est activée", "Un code de secours a servi", "La vérification en deux étapes est désactivée"}
	for _, subject := range want {
		if !slices.Contains(p.subjects(primaryEmail), subject) {
			t.Errorf("nobody was told: %s (%q)", subject, p.subjects(primaryEmail))
		}
	}
	if log := r.log.String(); strings.Contains(log, secret) || strings.Contains(log, code) || strings.Contains(log, recovery[3]) {
		t.Error("the log has a secret")
	}
}

// Codes are few: whoever has the password may not try them all, from wherever.
func TestCodesAreCounted(t *testing.T) {
	r := newRig(t)
	secret, _ := r.enrolled(r.signIn(access.Primary, 1).Token)
	r.clock.add(time.Minute)
	tries := 0
	for i := range 20 {
		if got := r.tryPassword(password, "000000", 100+i); got.problem().Key == "server.too_many_tries" {
			break
		}
		tries++
	}
	if tries != 5 {
		t.Errorf("%d codes were tried", tries)
	}
	if got := r.tryPassword(password, r.totpAt(secret), 1); got.status != 200 {
		t.Errorf("the owner's own device has to wait: %d %s", got.status, got.body)
	}
}

// A refusal to open the session leaves the code good; a session that was just opened vouches for the next.
func TestACodeIsSpentWithItsSession(t *testing.T) {
	r := newRig(t)
	r.signIn(access.Delegate, 7)
	secret, _ := r.enrolled(r.signIn(access.Primary, 1).Token)
	r.clock.add(time.Minute)
	code := r.totpAt(secret)
	r.wantRefusal("device of another person", r.tryPassword(password, code, 7), 409, "server.device_taken")
	got := r.tryPassword(password, code, 8)
	if got.status != 200 {
		t.Fatalf("the same code: %d %s", got.status, got.body)
	}
	again := func() answer {
		return r.do(request{
			method: "POST", path: "/v1/session", token: decode[wire.Session](t, got).Token,
			body: wire.SignIn{Email: primaryEmail, Password: password, Device: deviceOf(9), TOTP: code},
		})
	}
	if second := again(); second.status != 200 {
		t.Errorf("vouched for: %d %s", second.status, second.body)
	}
	r.clock.add(3 * time.Minute)
	r.wantRefusal("too late", again(), 401, "totp.wrong_code")
}

// requireTOTP turns on what a provider asks of its primary administrator, as a push does.
func (r *rig) requireTOTP(token string, device int) {
	r.t.Helper()
	push := r.rename(device, 1, "", "")
	push.Mutations[0].Entity = settings.EntitySecurity
	push.Mutations[0].Fields = []wire.FieldEdit{{Name: settings.FieldTOTPPrimary, Base: wire.Value("null"), Value: wire.Value("true")}}
	if outcome, code := r.outcome(token, push); outcome != wire.Applied {
		r.t.Fatalf("%s %s", outcome, code)
	}
}

// A provider asks for a second factor: the primary administrator sets it up on the way in, and cannot turn it off.
func TestAProviderAsksForASecondFactor(t *testing.T) {
	r := newRig(t)
	r.requireTOTP(r.signIn(access.Delegate, 2).Token, 2)
	got := r.tryPassword(password, "", 1)
	r.wantRefusal("without a factor", got, 401, "totp.enrol_needed")
	secret := got.problem().TOTP
	if got.problem().Code != wire.CodeTOTPEnrol || secret == nil || !strings.HasPrefix(secret.URI, "otpauth://totp/") {
		t.Fatalf("%s", got.body)
	}
	if again := r.tryPassword(password, "", 1).problem().TOTP; again == nil || again.Secret != secret.Secret {
		t.Error("the secret changes from one try to the next")
	}
	if wrong := r.tryPassword("Faux-bruit9", "", 1); wrong.problem().TOTP != nil || wrong.problem().Key != "server.bad_credentials" {
		t.Errorf("without the password: %s", wrong.body)
	}
	r.wantRefusal("wrong code", r.tryPassword(password, "000000", 1), 401, "totp.wrong_code")
	entered := decode[wire.Session](t, r.tryPassword(password, r.totpAt(secret.Secret), 1))
	if entered.Token == "" || len(entered.Recovery) != 10 {
		t.Fatalf("%+v", entered)
	}
	r.wantRefusal("turned off", r.factor(entered.Token, "disable", wire.Confirm{Password: password}), 403, "totp.required")
	if log := r.log.String(); strings.Contains(log, secret.Secret) {
		t.Error("the log has the secret")
	}
	if r.signIn(access.Delegate, 2).Token == "" {
		t.Error("a delegate is asked too")
	}
}

// Each alert reaches whom it is for, and is undone with its transaction.
func TestAlerts(t *testing.T) {
	r, p := withPost(t)
	a, at := r.server.Alerts(), r.clock.Now()
	primary, delegate := r.people[access.Primary].ID, r.people[access.Delegate].ID
	failure := errors.New("undone")
	for name, c := range map[string]struct {
		do   func(*store.Tx) error
		want []string
	}{
		"invitation": {func(tx *store.Tx) error { return a.Invite(tx, r.provider.ID, delegate, "pupitre1-x", primary, at) }, []string{"delegate"}},
		"password":   {func(tx *store.Tx) error { return a.PasswordChanged(tx, primary, at) }, []string{"primary"}},
		"e-mail": {func(tx *store.Tx) error {
			return a.EmailChanged(tx, primary, "old@boreale.example", "new@boreale.example", at)
		}, []string{"new", "old"}},
		"transfer":    {func(tx *store.Tx) error { return a.PrimaryTransferred(tx, r.provider.ID, primary, delegate, at) }, []string{"delegate", "primary"}},
		"added":       {func(tx *store.Tx) error { return a.DelegateAdded(tx, r.provider.ID, delegate, primary, at) }, []string{"delegate", "primary"}},
		"removed":     {func(tx *store.Tx) error { return a.DelegateRemoved(tx, r.provider.ID, delegate, primary, at) }, []string{"delegate", "primary"}},
		"fail-over":   {func(tx *store.Tx) error { return a.Failover(tx, r.provider.ID, "Nord", "Sud", at) }, []string{"primary"}},
		"none serves": {func(tx *store.Tx) error {
			return a.NoneServes(tx, mail.FailoverNone, r.provider.ID, "Nord", at)
		}, []string{"primary"}},
		"no fail-over": {func(tx *store.Tx) error {
			return a.NoneServes(tx, mail.FailoverOff, r.provider.ID, "Nord", at)
		}, []string{"primary"}},
		"serves again": {func(tx *store.Tx) error { return a.ServesAgain(tx, r.provider.ID, "Nord", at) }, []string{"primary"}},
	} {
		err := r.store.Write(t.Context(), func(tx *store.Tx) error { return errors.Join(c.do(tx), failure) })
		if !errors.Is(err, failure) || r.deliver() != (server.Delivered{}) {
			t.Errorf("%s: a letter about what did not happen: %v", name, err)
		}
		p.sent = nil
		r.must(r.store.Write(t.Context(), c.do))
		r.deliver()
		var got []string
		for _, m := range p.sent {
			who, _, _ := strings.Cut(m.To, "@")
			got = append(got, who)
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: written to %v, want %v", name, got, c.want)
		}
	}
}

// A letter begins with the language that its reader has chosen.
func TestLettersSpeakTheReadersLanguage(t *testing.T) {
	r, p := withPost(t)
	token := r.signIn(access.Primary, 1).Token
	push := r.rename(1, 1, "", "")
	push.Mutations[0].Entity = settings.PersonEntity(r.people[access.Primary].ID)
	push.Mutations[0].Fields = []wire.FieldEdit{{Name: settings.FieldLanguage, Base: wire.Value("null"), Value: settings.Text("en")}}
	if outcome, code := r.outcome(token, push); outcome != wire.Applied {
		t.Fatalf("%s %s", outcome, code)
	}
	r.signIn(access.Primary, 2)
	r.deliver()
	if got := p.subjects(primaryEmail); !slices.Equal(got, []string{"New device: test"}) {
		t.Errorf("%q", got)
	}
	if p.sent[0].From != "Téléphonie Boréale" || syncing.ProviderOf(r.space) != r.provider.ID {
		t.Errorf("signed %q", p.sent[0].From)
	}
}

// With a key of the operator's, what is sealed opens with it alone.
func TestSealedWithTheOperatorsKey(t *testing.T) {
	key := []byte("0123456789abcdef0123456789abcdef")
	r := newRig(t, func(o *server.Options) { o.Key = key })
	secret, _ := r.enrolled(r.signIn(access.Primary, 1).Token)
	r.clock.add(time.Minute)
	without := *r
	s, err := server.New(server.Options{Store: r.store, Hash: cheap, Now: r.clock.Now})
	r.must(err)
	without.web.Config.Handler = s.Handler()
	if got := without.tryPassword(password, r.totpAt(secret), 1); got.status != 500 {
		t.Errorf("without the key: %d %s", got.status, got.body)
	}
	if _, err := server.New(server.Options{Store: r.store, Key: key[:5]}); err == nil {
		t.Error("a short key is taken")
	}
}
