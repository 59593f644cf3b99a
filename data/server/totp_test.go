package server_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

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
