package server_test

import (
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/server/provisioning"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// addKiosk adds a member that nothing but a test can sign in as.
func (r *rig) addKiosk() error {
	stored, err := access.HashPassword(rand.Reader, cheap, password)
	if err != nil {
		return err
	}
	return r.store.Write(r.t.Context(), func(tx *store.Tx) error {
		_, err := r.maker().AddPerson(tx, r.provider.ID, provisioning.Person{
			Email: "kiosk@boreale.example", Name: "kiosk", Password: stored, Role: access.Kiosk,
		})
		return err
	})
}

// confirm gives the password again.
func (r *rig) confirm(token string) string {
	r.t.Helper()
	got := r.do(request{method: "POST", path: "/v1/session/confirm", token: token, body: wire.Confirm{Password: password}})
	if got.status != 200 {
		r.t.Fatalf("%d %s", got.status, got.body)
	}
	return decode[wire.Confirmed](r.t, got).Confirm
}

// setRole is a push of somebody's role; to "" it takes the person out.
func (r *rig) setRole(device int, seq int64, person string, from, to access.Role, confirm string) wire.Push {
	value := func(role access.Role) wire.Value {
		if role == "" {
			return wire.Value("null")
		}
		return wire.Value(fmt.Sprintf("%q", role))
	}
	p := r.rename(device, seq, "", "")
	p.Mutations[0].Entity, p.Mutations[0].Confirm = wire.MemberEntity(person), confirm
	p.Mutations[0].Fields = []wire.FieldEdit{{Name: wire.RoleField, Base: value(from), BaseRev: -1, Value: value(to)}}
	return p
}

// outcome is that of the only field of a push.
func (r *rig) outcome(token string, p wire.Push) (wire.Outcome, string) {
	r.t.Helper()
	got := r.push(token, p)
	if got.status != 200 {
		r.t.Fatalf("%d %s", got.status, got.body)
	}
	f := decode[wire.PushResult](r.t, got).Results[0].Fields[0]
	return f.Outcome, f.Code
}

func (r *rig) roles(token string) map[string]string {
	r.t.Helper()
	out := map[string]string{}
	for _, m := range decode[wire.Members](r.t, r.do(request{method: "GET", path: "/v1/spaces/" + r.space + "/members", token: token})).Members {
		out[m.Name] = m.Role
	}
	return out
}

func TestChangesOfRolesNeedThePassword(t *testing.T) {
	r := newRig(t)
	primary := r.signIn(access.Primary, 1).Token
	reseller := r.people[access.Reseller].ID
	old := r.confirm(primary)
	good := r.confirm(primary)
	want := func(p wire.Push, outcome wire.Outcome, code string) {
		t.Helper()
		before := r.roles(primary)
		if o, c := r.outcome(primary, p); o != outcome || c != code {
			t.Errorf("%s %s, want %s %s", o, c, outcome, code)
		}
		if outcome == wire.Rejected && fmt.Sprint(r.roles(primary)) != fmt.Sprint(before) {
			t.Errorf("roles are %v, and were %v", r.roles(primary), before)
		}
	}
	want(r.setRole(1, 1, reseller, access.Reseller, access.Delegate, ""), wire.Rejected, "lease.confirm_needed")
	want(r.setRole(1, 2, reseller, access.Reseller, access.Delegate, "guess"), wire.Rejected, "lease.confirm_needed")
	want(r.setRole(1, 3, reseller, access.Reseller, access.Delegate, old), wire.Rejected, "lease.confirm_needed") // of an older backlog
	mixed := r.setRole(1, 4, reseller, access.Reseller, access.Delegate, good)
	mixed.Mutations = append(mixed.Mutations, r.setRole(1, 5, reseller, access.Delegate, access.Support, "").Mutations...)
	want(mixed, wire.Rejected, "lease.confirm_needed") // one secret does not cover what comes beside it
	taken := r.setRole(1, 6, reseller, access.Reseller, access.Delegate, good)
	want(taken, wire.Applied, "")
	if role := r.roles(primary)["reseller"]; role != "delegate" {
		t.Errorf("the role is %s", role)
	}
	r.clock.add(5 * time.Minute)
	want(r.setRole(1, 7, reseller, access.Delegate, access.Reseller, good), wire.Rejected, "lease.confirm_needed")
	if o, _ := r.outcome(primary, taken); o != wire.Applied {
		t.Errorf("asked again, the answer is another one: %s", o)
	}
}

func TestWhoMayChangeRoles(t *testing.T) {
	r := newRig(t)
	primary, delegate := r.signIn(access.Primary, 1), r.signIn(access.Delegate, 2)
	support := r.people[access.Support].ID
	for seq, c := range []struct {
		name     string
		as       wire.Session
		person   string
		from, to access.Role
		outcome  wire.Outcome
		code     string
	}{
		{"a delegate adds", delegate, support, access.Support, access.Delegate, wire.Rejected, "lease.primary_only"},
		{"a delegate rises", delegate, delegate.Person.ID, access.Delegate, access.Primary, wire.Rejected, "lease.primary_only"},
		{"the primary leaves", primary, primary.Person.ID, access.Primary, "", wire.Rejected, "lease.primary_stays"},
		{"an unknown person", primary, "0198c0de-0000-7000-8000-999999999999", "", access.Delegate, wire.Rejected, "lease.person_unknown"},
		{"no role of ours", primary, support, access.Support, "root", wire.Rejected, "lease.role_unknown"},
		{"no candidate", primary, support, access.Support, access.Delegate, wire.Rejected, "people.not_candidate"},
		{"no candidate to be the primary", primary, support, access.Support, access.Primary, wire.Rejected, "people.not_candidate"},
		{"somebody else was faster", primary, support, access.Delegate, access.Reseller, wire.Conflict, ""},
		{"as it is", primary, support, access.Support, access.Support, wire.Noop, ""},
		{"nobody is taken out", primary, "0198c0de-0000-7000-8000-999999999999", "", "", wire.Noop, ""},
	} {
		device := 1
		if c.as.Person.ID == delegate.Person.ID {
			device = 2
		}
		before := r.roles(primary.Token)
		p := r.setRole(device, 1, c.person, c.from, c.to, r.confirm(c.as.Token))
		p.Mutations[0].Seq = int64(seq + 1)
		if device == 1 {
			p.Mutations[0].Seq -= 2 // the delegate's two come first
		}
		if o, code := r.outcome(c.as.Token, p); o != c.outcome || code != c.code {
			t.Errorf("%s: %s %s, want %s %s", c.name, o, code, c.outcome, c.code)
		}
		if after := r.roles(primary.Token); fmt.Sprint(after) != fmt.Sprint(before) {
			t.Errorf("%s: roles are %v, and were %v", c.name, after, before)
		}
	}
}

// There is exactly one primary administrator at every moment.
func TestTransferOfThePrimary(t *testing.T) {
	r := newRig(t)
	primary, delegate := r.signIn(access.Primary, 1), r.signIn(access.Delegate, 2)
	secret := r.confirm(primary.Token)
	p := r.setRole(1, 1, delegate.Person.ID, access.Delegate, access.Primary, secret)
	p.Mutations = append(p.Mutations, r.setRole(1, 2, r.people[access.Support].ID, access.Support, access.Delegate, secret).Mutations...)
	res := decode[wire.PushResult](t, r.push(primary.Token, p))
	if f := res.Results[0].Fields[0]; f.Outcome != wire.Applied {
		t.Fatalf("%+v", f)
	}
	if f := res.Results[1].Fields[0]; f.Outcome != wire.Rejected || f.Code != "lease.primary_only" {
		t.Errorf("right after the transfer: %+v", f)
	}
	roles := r.roles(delegate.Token)
	if roles["primary"] != "delegate" || roles["delegate"] != "primary" || roles["support"] != "support" {
		t.Errorf("roles %v", roles)
	}
	page := decode[wire.Pull](t, r.do(request{method: "GET", path: "/v1/spaces/" + r.space + "/pull", token: delegate.Token}))
	told := map[string]string{}
	for _, it := range page.Items {
		if person := wire.MemberOf(it.Entity); person != "" {
			told[person] = string(it.Value)
		}
	}
	if told[primary.Person.ID] != `"delegate"` || told[delegate.Person.ID] != `"primary"` || page.To != res.Rev {
		t.Errorf("the feed tells %v up to %d of %d", told, page.To, res.Rev)
	}
	history := r.historyPage(delegate.Token, "?field=role")
	if len(history.Changes) != 2 || string(history.Changes[0].Old) != `"primary"` {
		t.Errorf("history %+v", history.Changes)
	}
}

// Who is taken out is told so at once, wherever they are, and comes back only when taken in again.
func TestRevocation(t *testing.T) {
	r := newRig(t)
	primary, delegate := r.signIn(access.Primary, 1), r.signIn(access.Delegate, 2)
	lines := r.events(t.Context(), delegate.Token)
	<-lines // its first hint: the stream stands
	if o, _ := r.outcome(primary.Token, r.setRole(1, 1, delegate.Person.ID, access.Delegate, "", r.confirm(primary.Token))); o != wire.Applied {
		t.Fatalf("outcome %s", o)
	}
	ended(t, lines)
	push := "/v1/spaces/" + r.space + "/push"
	r.do(request{method: "POST", path: push, token: delegate.Token, body: "{}"}) // the administrator is told of the first one
	for _, c := range []refusal{
		{"push, before its body is read", request{method: "POST", path: push, token: delegate.Token, body: strings.Repeat("{", 1<<20)}, 403, "access_revoked", "server.access_revoked"},
		{"pull", request{method: "GET", path: "/v1/spaces/" + r.space + "/pull", token: delegate.Token}, 403, "access_revoked", "server.access_revoked"},
		{"events", request{method: "GET", path: "/v1/events", token: delegate.Token}, 403, "access_revoked", "server.access_revoked"},
	} {
		t.Run(c.name, func(t *testing.T) { r.refuses(t, c) })
	}
	again := r.signIn(access.Delegate, 2)
	if len(again.Memberships) != 0 || again.Lease != "" {
		t.Errorf("after a new sign-in: %+v", again)
	}
	if o, code := r.outcome(primary.Token, r.setRole(1, 2, delegate.Person.ID, "", access.Support, r.confirm(primary.Token))); o != wire.Applied {
		t.Fatalf("taken in again: %s %s", o, code)
	}
	if got := r.do(request{method: "GET", path: "/v1/spaces/" + r.space + "/pull", token: again.Token}); got.status != 200 {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestConfirmRefusals(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	path := "/v1/session/confirm"
	for _, c := range []refusal{
		{"wrong password", request{method: "POST", path: path, token: token, body: wire.Confirm{Password: "Wrong-one7"}}, 403, "forbidden", "lease.wrong_password"},
		{"no password", request{method: "POST", path: path, token: token, body: wire.Confirm{}}, 403, "forbidden", "lease.wrong_password"},
		{"nobody", request{method: "POST", path: path, body: wire.Confirm{Password: password}}, 401, "signed_out", "server.signed_out"},
		{"no JSON", request{method: "POST", path: path, token: token, body: "{"}, 400, "invalid", "server.malformed"},
	} {
		t.Run(c.name, func(t *testing.T) { r.refuses(t, c) })
	}
	for range 5 {
		r.do(request{method: "POST", path: path, token: token, body: wire.Confirm{Password: "Wrong-one7"}})
	}
	c := refusal{"too many tries", request{method: "POST", path: path, token: token, body: wire.Confirm{Password: password}}, 429, "too_many_requests", "server.too_many_tries"}
	r.refuses(t, c)
}

// A push writes a role and nothing else of a member: the server alone says where somebody belongs, and who is shut out.
func TestPlacesAreNotPushed(t *testing.T) {
	m := newMatrix(t, newRig(t))
	for seq, field := range []string{wire.ResellerField, wire.LeadField, wire.StateField, "name"} {
		p := m.setRole(1, int64(seq+1), m.who["aide"], "", "", m.confirm(m.tokens["primary"]))
		p.Mutations[0].Fields[0] = wire.FieldEdit{Name: field, BaseRev: -1, Value: wire.Value(`"x"`)}
		before := m.entity(wire.MemberEntity(m.who["aide"]))
		if o, code := m.outcome(m.tokens["primary"], p); o != wire.Rejected || code != "settings.unknown_field" {
			t.Errorf("%s: %s %s", field, o, code)
		}
		if after := m.entity(wire.MemberEntity(m.who["aide"])); after != before {
			t.Errorf("%s: %s, before %s", field, after, before)
		}
	}
}

// Nobody of another provider is given a place by a push, which would tell their name.
func TestForeignersAreNotPushed(t *testing.T) {
	m := newMatrix(t, newRig(t))
	p := m.setRole(1, 1, m.foreign.person, "", access.Support, m.confirm(m.tokens["primary"]))
	before := m.data()
	if o, code := m.outcome(m.tokens["primary"], p); o != wire.Rejected || code != "lease.person_unknown" {
		t.Errorf("%s %s", o, code)
	}
	if m.data() != before {
		t.Error("something has changed")
	}
}
