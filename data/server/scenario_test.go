package server_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// What is refused: each row is one request, with the status, the problem's code and sentence that must come back. Nothing
// stored may change, which is compared row by row.
func TestRefusals(t *testing.T) {
	r := newRig(t)
	primary := r.signIn(access.Primary, 1).Token
	support := r.signIn(access.Support, 2).Token
	push := "/v1/spaces/" + r.space + "/push"
	pull := "/v1/spaces/" + r.space + "/pull"
	good := r.rename(1, 1, "Téléphonie Boréale", "Nouveau nom")
	changed := func(f func(*wire.Push)) wire.Push {
		p := r.rename(1, 1, "Téléphonie Boréale", "Nouveau nom")
		f(&p)
		return p
	}
	mutations := func(n int) wire.Push {
		return changed(func(p *wire.Push) {
			for i := range n - 1 {
				m := p.Mutations[0]
				m.Seq = int64(i + 2)
				p.Mutations = append(p.Mutations, m)
			}
		})
	}
	sign := func(email, password, device, name string) wire.SignIn {
		return wire.SignIn{Email: email, Password: password, Device: device, DeviceName: name}
	}
	for _, c := range []struct {
		name   string
		do     request
		status int
		code   string
		key    string
	}{
		{"no token", request{method: "POST", path: push, body: good}, 401, "signed_out", "server.signed_out"},
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
		{"form instead of JSON", request{method: "POST", path: "/v1/session", body: "email=x", header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}}, 415, "unsupported_content_type", "server.content_type"},
		{"no content type", request{method: "POST", path: "/v1/session", body: "{}", header: map[string]string{"Content-Type": ""}}, 415, "unsupported_content_type", "server.content_type"},
		{"unknown packing", request{method: "POST", path: push, token: primary, body: good, header: map[string]string{"Content-Encoding": "br"}}, 415, "unsupported_content_type", "server.content_type"},
		{"not JSON", request{method: "POST", path: push, token: primary, body: "{"}, 400, "invalid", "server.malformed"},
		{"text after the value", request{method: "POST", path: push, token: primary, body: "{} {}"}, 400, "invalid", "server.malformed"},
		{"nesting bomb", request{method: "POST", path: push, token: primary, body: strings.Repeat("[", 100_000)}, 400, "invalid", "server.malformed"},
		{"no mutation", request{method: "POST", path: push, token: primary, body: changed(func(p *wire.Push) { p.Mutations = nil })}, 400, "invalid", "server.malformed"},
		{"seq 0", request{method: "POST", path: push, token: primary, body: changed(func(p *wire.Push) { p.Mutations[0].Seq = 0 })}, 400, "invalid", "server.malformed"},
		{"too many mutations", request{method: "POST", path: push, token: primary, body: mutations(wire.MaxMutations + 1)}, 413, "too_large", "server.too_large"},
		{"push too large", request{method: "POST", path: push, token: primary, body: `"` + strings.Repeat("x", wire.MaxPushBytes) + `"`}, 413, "too_large", "server.too_large"},
		{"packed bomb", request{method: "POST", path: push, token: primary, body: packed(t, strings.Repeat(" ", 100<<20)), header: map[string]string{"Content-Encoding": "gzip"}}, 413, "too_large", "server.too_large"},
		{"broken packing", request{method: "POST", path: push, token: primary, body: "not gzip", header: map[string]string{"Content-Encoding": "gzip"}}, 400, "invalid", "server.malformed"},
		{"device of another session", request{method: "POST", path: push, token: support, body: good}, 403, "forbidden", "server.device_mismatch"},
		{"space that is not there", request{method: "POST", path: "/v1/spaces/provider:none/push", token: primary, body: good}, 403, "access_revoked", "server.access_revoked"},
		{"pull of a space that is not there", request{method: "GET", path: "/v1/spaces/provider:none/pull", token: primary}, 403, "access_revoked", "server.access_revoked"},
		{"gap in the numbering", request{method: "POST", path: push, token: primary, body: r.rename(1, 2, "", "x")}, 409, "seq_gap", ""},
		{"another epoch", request{method: "POST", path: push, token: primary, body: changed(func(p *wire.Push) { p.Epoch = "old" })}, 409, "epoch_changed", ""},
		{"schema of the future", request{method: "POST", path: push, token: primary, body: changed(func(p *wire.Push) { p.Schema = wire.Schema + 1 })}, 426, "upgrade_required", "server.upgrade_required"},
		{"pull of another epoch", request{method: "GET", path: pull + "?since=1&epoch=old", token: primary}, 410, "resnapshot_required", ""},
		{"pull from the future", request{method: "GET", path: pull + "?since=99&epoch=" + r.epoch(), token: primary}, 410, "resnapshot_required", ""},
		{"since is no number", request{method: "GET", path: pull + "?since=x", token: primary}, 400, "invalid", "server.malformed"},
		{"negative since", request{method: "GET", path: pull + "?since=-1", token: primary}, 400, "invalid", "server.malformed"},
		{"limit too large", request{method: "GET", path: pull + "?limit=100000", token: primary}, 400, "invalid", "server.malformed"},
		{"wait too long", request{method: "GET", path: pull + "?wait=3600", token: primary}, 400, "invalid", "server.malformed"},
		{"unknown invite", request{method: "POST", path: "/v1/invites/accept", body: wire.AcceptInvite{Secret: "x", Name: "A", Password: password, Device: deviceOf(9)}}, 404, "not_found", "server.invite_unknown"},
		{"invite without a name", request{method: "POST", path: "/v1/invites/accept", body: wire.AcceptInvite{Secret: "x", Name: " ", Password: password, Device: deviceOf(9)}}, 400, "invalid", "server.person_name"},
		{"unknown route", request{method: "GET", path: "/v1/other", token: primary}, 404, "not_found", "server.not_found"},
		{"wrong method", request{method: "PUT", path: "/v1/session", token: primary}, 405, "method_not_allowed", "server.not_found"},
	} {
		t.Run(c.name, func(t *testing.T) {
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
		})
	}
}

func packed(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A field that is refused is no refusal of the push: it has its outcome and its reason, and the queue goes on.
func TestRejectedFieldsHaveOutcomes(t *testing.T) {
	r := newRig(t)
	primary, support := r.signIn(access.Primary, 1).Token, r.signIn(access.Support, 2).Token
	for _, c := range []struct {
		name  string
		token string
		push  wire.Push
		code  string
	}{
		{"support may not edit", support, r.rename(2, 1, "Téléphonie Boréale", "X"), "settings.not_allowed"},
		{"empty name", primary, r.rename(1, 1, "Téléphonie Boréale", ""), "settings.name_required"},
		{"81 characters", primary, r.rename(1, 2, "Téléphonie Boréale", strings.Repeat("é", 81)), "settings.name_too_long"},
	} {
		got := r.push(c.token, c.push)
		if got.status != http.StatusOK {
			t.Fatalf("%s: %d %s", c.name, got.status, got.body)
		}
		res := decode[wire.PushResult](t, got)
		if f := res.Results[0].Fields[0]; f.Outcome != wire.Rejected || f.Code != c.code {
			t.Errorf("%s: %+v, want rejected for %s", c.name, f, c.code)
		}
	}
}

// The way of a change: pushed by one desktop, it is in the feed of another, on the public page, and pushing again is harmless.
func TestPushPullPage(t *testing.T) {
	r := newRig(t)
	primary, delegate := r.signIn(access.Primary, 1).Token, r.signIn(access.Delegate, 2).Token
	feed := "/v1/spaces/" + r.space + "/pull?epoch=" + r.epoch()
	start := decode[wire.Pull](t, r.do(request{method: "GET", path: "/v1/spaces/" + r.space + "/pull", token: delegate}))
	if len(start.Items) != 3 || start.More || start.Epoch != r.epoch() {
		t.Fatalf("the first snapshot: %+v", start)
	}
	change := r.rename(1, 1, "Téléphonie Boréale", "Réseau Éclair")
	first := r.push(primary, change)
	again := r.push(primary, change)
	if first.status != http.StatusOK || !bytes.Equal(first.body, again.body) {
		t.Errorf("the same push again: %s, then %s", first.body, again.body)
	}
	res := decode[wire.PushResult](t, first)
	if res.LastSeq != 1 || res.Results[0].Fields[0].Outcome != wire.Applied {
		t.Errorf("result %+v", res)
	}
	page := decode[wire.Pull](t, r.do(request{method: "GET", path: feed + "&since=3", token: delegate}))
	if len(page.Items) != 1 || string(page.Items[0].Value) != `"Réseau Éclair"` || page.Items[0].Person != r.people[access.Primary].ID || page.To != res.Rev {
		t.Errorf("feed %+v", page)
	}
	if portal := r.do(request{method: "GET", path: "/p/boreale"}); !strings.Contains(string(portal.body), "Réseau Éclair") {
		t.Error("the page does not show the new name")
	}
	if s := decode[wire.Session](t, r.do(request{method: "GET", path: "/v1/session", token: delegate})); s.Memberships[0].Name != "Réseau Éclair" || s.Token != "" {
		t.Errorf("session %+v", s)
	}
	changed := r.rename(1, 1, "Téléphonie Boréale", "Autre chose")
	if got := r.push(primary, changed); got.status != 422 || got.problem().Code != wire.CodeHashMismatch {
		t.Errorf("same seq, other content: %d %s", got.status, got.body)
	}
}

// Nobody reads what is addressed to another person, and no provider sees another one's space.
func TestFeedsAreSeparate(t *testing.T) {
	r := newRig(t)
	primary := r.signIn(access.Primary, 1)
	p := r.rename(1, 1, "", "")
	p.Mutations[0].Entity = "person:" + primary.Person.ID
	p.Mutations[0].Fields = []wire.FieldEdit{{Name: "language", Base: wire.Value("null"), Value: wire.Value(`"en"`)}}
	if got := r.push(primary.Token, p); got.status != http.StatusOK || !strings.Contains(string(got.body), `"applied"`) {
		t.Fatalf("%d %s", got.status, got.body)
	}
	pull := request{method: "GET", path: "/v1/spaces/" + r.space + "/pull"}
	for i, role := range []access.Role{access.Primary, access.Delegate, access.Support, access.Reseller} {
		want := 3
		if role == access.Primary {
			want = 4
		}
		pull.token = r.signIn(role, 10+i).Token
		if got := decode[wire.Pull](t, r.do(pull)); len(got.Items) != want || got.To != 4 {
			t.Errorf("%s reads %d items up to %d, want %d up to 4", role, len(got.Items), got.To, want)
		}
	}
}

func TestPagesOfTheFeed(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	path := "/v1/spaces/" + r.space + "/pull?limit=2"
	one := decode[wire.Pull](t, r.do(request{method: "GET", path: path, token: token}))
	if len(one.Items) != 2 || !one.More || one.To != 2 {
		t.Errorf("first page %+v", one)
	}
	two := decode[wire.Pull](t, r.do(request{method: "GET", path: path + "&since=2&epoch=" + one.Epoch, token: token}))
	if len(two.Items) != 1 || two.More || two.To != 3 {
		t.Errorf("second page %+v", two)
	}
}

func TestPackedRequestsAndAnswers(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	body := packed(t, jsonOf(t, r.rename(1, 1, "Téléphonie Boréale", "Réseau Éclair")))
	got := r.do(request{
		method: "POST", path: "/v1/spaces/" + r.space + "/push", token: token, body: body,
		header: map[string]string{"Content-Encoding": "gzip"},
	})
	if got.status != http.StatusOK || !strings.Contains(string(got.body), `"applied"`) {
		t.Errorf("packed push: %d %s", got.status, got.body)
	}
	page := r.do(request{method: "GET", path: "/p/boreale", header: map[string]string{"Accept-Encoding": "gzip"}})
	if page.header.Get("Content-Encoding") != "gzip" || !bytes.HasPrefix(page.body, []byte{0x1f, 0x8b}) {
		t.Errorf("the page is not packed: %v", page.header)
	}
}
