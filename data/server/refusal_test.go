package server_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// refusal is one request, with the status, the problem's code and its sentence that must come back.
type refusal struct {
	name   string
	do     request
	status int
	code   string
	key    string
}

// What is refused changes nothing that is stored, which is compared row by row.
func TestRefusals(t *testing.T) {
	r := newRig(t)
	primary, support := r.signIn(access.Primary, 1).Token, r.signIn(access.Support, 2).Token
	for _, group := range [][]refusal{r.badSignIns(primary), r.badBodies(primary), r.badExchanges(primary, support), r.badPlaces(primary)} {
		for _, c := range group {
			t.Run(c.name, func(t *testing.T) { r.refuses(t, c) })
		}
	}
}

func (r *rig) refuses(t *testing.T, c refusal) {
	t.Helper()
	before := r.dump()
	got := r.do(c.do)
	p := got.problem()
	if got.status != c.status || p.Code != c.code || p.Key != c.key {
		t.Errorf("%d %s %s, want %d %s %s", got.status, p.Code, p.Key, c.status, c.code, c.key)
	}
	if c.key != "" && !i18n.Known(c.key) {
		t.Errorf("%s is in no catalogue", c.key)
	}
	if diff := cmp.Diff(before, r.dump()); diff != "" {
		t.Errorf("something stored has changed: %s", diff)
	}
	if got.header.Get("X-Request-Id") == "" || got.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Error("an answer without its common headers")
	}
}

// badSignIns are requests of nobody, or of somebody who is not who they say.
func (r *rig) badSignIns(primary string) []refusal {
	push := "/v1/spaces/" + r.space + "/push"
	changed := func(f func(*wire.Push)) wire.Push {
		p := r.rename(1, 1, "Téléphonie Boréale", "Nouveau nom")
		f(&p)
		return p
	}
	sign := func(email, password, device, name string) wire.SignIn {
		return wire.SignIn{Email: email, Password: password, Device: device, DeviceName: name}
	}
	return []refusal{
		{"no token", request{method: "POST", path: push, body: changed(func(*wire.Push) {})}, 401, "signed_out", "server.signed_out"},
		{"unknown token", request{method: "GET", path: "/v1/session", token: "nobody"}, 401, "signed_out", "server.signed_out"},
		{"token too long", request{method: "GET", path: "/v1/session", token: strings.Repeat("x", 5000)}, 401, "signed_out", "server.signed_out"},
		{"another scheme", request{method: "GET", path: "/v1/session", header: map[string]string{"Authorization": "Basic " + primary}}, 401, "signed_out", "server.signed_out"},
		{"events without token", request{method: "GET", path: "/v1/events"}, 401, "signed_out", "server.signed_out"},
		{"wrong password", request{method: "POST", path: "/v1/session", body: sign("primary@boreale.example", "x", deviceOf(1), "")}, 401, "bad_credentials", "server.bad_credentials"},
		{"unknown person", request{method: "POST", path: "/v1/session", body: sign("nobody@boreale.example", password, deviceOf(1), "")}, 401, "bad_credentials", "server.bad_credentials"},
		{"empty e-mail", request{method: "POST", path: "/v1/session", body: sign("", "", deviceOf(1), "")}, 401, "bad_credentials", "server.bad_credentials"},
		{"endless e-mail", request{method: "POST", path: "/v1/session", body: sign(strings.Repeat("e", 9000), "x", deviceOf(1), "")}, 401, "bad_credentials", "server.bad_credentials"},
		{"device is no UUID", request{method: "POST", path: "/v1/session", body: sign("primary@boreale.example", password, "laptop", "")}, 400, "invalid", "server.malformed"},
		{"device name with a control character", request{method: "POST", path: "/v1/session", body: sign("primary@boreale.example", password, deviceOf(1), "a\x00b")}, 400, "invalid", "server.malformed"},
		{"device of somebody else", request{method: "POST", path: "/v1/session", body: sign("primary@boreale.example", password, deviceOf(2), "")}, 409, "conflict", "server.device_taken"},
		{"sign-in too large", request{method: "POST", path: "/v1/session", body: `{"email":"` + strings.Repeat("x", 20<<10) + `"}`}, 413, "too_large", "server.too_large"},
	}
}

// badBodies are what a confused or hostile program sends.
func (r *rig) badBodies(primary string) []refusal {
	push := "/v1/spaces/" + r.space + "/push"
	changed := func(f func(*wire.Push)) wire.Push {
		p := r.rename(1, 1, "Téléphonie Boréale", "Nouveau nom")
		f(&p)
		return p
	}
	tooMany := changed(func(p *wire.Push) {
		for seq := int64(2); len(p.Mutations) <= wire.MaxMutations; seq++ {
			m := p.Mutations[0]
			m.Seq = seq
			p.Mutations = append(p.Mutations, m)
		}
	})
	return []refusal{
		{"form instead of JSON", request{method: "POST", path: "/v1/session", body: "email=x", header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}}, 415, "unsupported_content_type", "server.content_type"},
		{"no content type", request{method: "POST", path: "/v1/session", body: "{}", header: map[string]string{"Content-Type": ""}}, 415, "unsupported_content_type", "server.content_type"},
		{"unknown packing", request{method: "POST", path: push, token: primary, body: changed(func(*wire.Push) {}), header: map[string]string{"Content-Encoding": "br"}}, 415, "unsupported_content_type", "server.content_type"},
		{"not JSON", request{method: "POST", path: push, token: primary, body: "{"}, 400, "invalid", "server.malformed"},
		{"text after the value", request{method: "POST", path: push, token: primary, body: "{} {}"}, 400, "invalid", "server.malformed"},
		{"nesting bomb", request{method: "POST", path: push, token: primary, body: strings.Repeat("[", 100_000)}, 400, "invalid", "server.malformed"},
		{"no mutation", request{method: "POST", path: push, token: primary, body: changed(func(p *wire.Push) { p.Mutations = nil })}, 400, "invalid", "server.malformed"},
		{"seq 0", request{method: "POST", path: push, token: primary, body: changed(func(p *wire.Push) { p.Mutations[0].Seq = 0 })}, 400, "invalid", "server.malformed"},
		{"too many mutations", request{method: "POST", path: push, token: primary, body: tooMany}, 413, "too_large", "server.too_large"},
		{"push too large", request{method: "POST", path: push, token: primary, body: `"` + strings.Repeat("x", wire.MaxPushBytes) + `"`}, 413, "too_large", "server.too_large"},
		{"packed bomb", request{method: "POST", path: push, token: primary, body: packed(r.t, strings.Repeat(" ", 100<<20)), header: map[string]string{"Content-Encoding": "gzip"}}, 413, "too_large", "server.too_large"},
		{"broken packing", request{method: "POST", path: push, token: primary, body: "not gzip", header: map[string]string{"Content-Encoding": "gzip"}}, 400, "invalid", "server.malformed"},
	}
}

// badExchanges are refused by the protocol.
func (r *rig) badExchanges(primary, support string) []refusal {
	push := "/v1/spaces/" + r.space + "/push"
	pull := "/v1/spaces/" + r.space + "/pull"
	changed := func(f func(*wire.Push)) wire.Push {
		p := r.rename(1, 1, "Téléphonie Boréale", "Nouveau nom")
		f(&p)
		return p
	}
	return []refusal{
		{"device of another session", request{method: "POST", path: push, token: support, body: changed(func(*wire.Push) {})}, 403, "forbidden", "server.device_mismatch"},
		{"space that is not there", request{method: "POST", path: "/v1/spaces/provider:none/push", token: primary, body: changed(func(*wire.Push) {})}, 403, "access_revoked", "server.access_revoked"},
		{"pull of a space that is not there", request{method: "GET", path: "/v1/spaces/provider:none/pull", token: primary}, 403, "access_revoked", "server.access_revoked"},
		{"gap in the numbering", request{method: "POST", path: push, token: primary, body: r.rename(1, 2, "", "x")}, 409, "seq_gap", ""},
		{"another epoch", request{method: "POST", path: push, token: primary, body: changed(func(p *wire.Push) { p.Epoch = "old" })}, 409, "epoch_changed", ""},
		{"schema of the future", request{method: "POST", path: push, token: primary, body: changed(func(p *wire.Push) { p.Schema = wire.Schema + 1 })}, 426, "upgrade_required", "server.upgrade_required"},
		{"pull of another epoch", request{method: "GET", path: pull + "?since=1&epoch=old", token: primary}, 410, "resnapshot_required", ""},
		{"pull from the future", request{method: "GET", path: pull + "?since=99&epoch=" + r.epochOf(primary), token: primary}, 410, "resnapshot_required", ""},
		{"since is no number", request{method: "GET", path: pull + "?since=x", token: primary}, 400, "invalid", "server.malformed"},
		{"negative since", request{method: "GET", path: pull + "?since=-1", token: primary}, 400, "invalid", "server.malformed"},
		{"limit too large", request{method: "GET", path: pull + "?limit=100000", token: primary}, 400, "invalid", "server.malformed"},
		{"wait too long", request{method: "GET", path: pull + "?wait=3600", token: primary}, 400, "invalid", "server.malformed"},
	}
}

// badPlaces are invitations and addresses that lead nowhere.
func (r *rig) badPlaces(primary string) []refusal {
	return []refusal{
		{"unknown invite", request{method: "POST", path: "/v1/invites/accept", body: wire.AcceptInvite{Secret: "x", Name: "A", Password: password, Device: deviceOf(9)}}, 404, "not_found", "server.invite_unknown"},
		{"invite without a name", request{method: "POST", path: "/v1/invites/accept", body: wire.AcceptInvite{Secret: "x", Name: " ", Password: password, Device: deviceOf(9)}}, 400, "invalid", "server.person_name"},
		{"unknown route", request{method: "GET", path: "/v1/other", token: primary}, 404, "not_found", "server.not_found"},
		{"wrong method", request{method: "PUT", path: "/v1/session", token: primary}, 405, "method_not_allowed", "server.not_found"},
	}
}
