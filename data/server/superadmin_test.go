package server_test

import (
	"testing"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/store/pgtest"
	"pupitre/data/wire"
)

// administrators lists who may enter the portal.
func (p *portalRig) administrators() []wire.Administrator {
	p.t.Helper()
	return decode[wire.Administrators](p.t, p.ask(p.token[access.Primary], "GET", "/administrators", nil)).Administrators
}

// A portal keeps a Super Admin who can sign in: neither somebody who was shut out nor somebody who has not accepted the invitation
// is one, however the last one would go.
func TestTheLastSuperAdminWhoCanSignInStays(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { lastSuperAdmin(t, newRig(t)) })
	t.Run("PostgreSQL", func(t *testing.T) {
		address, admin := pgtest.OwnedDatabase(t)
		lastSuperAdmin(t, newRigOn(t, store.Options{URL: address}, "pgx", admin))
	})
}

func lastSuperAdmin(t *testing.T, r *rig) {
	const key, portal = "federation.last_super_admin", "/v1/federations/" + federation + "/administrators"
	m := newMatrix(t, r)
	lower := wire.EditAccess{Access: string(access.EnterpriseAdmin)}
	primary, aide := portal+"/"+m.who["primary"], "/people/"+m.who["aide"]

	m.ok("primary", "DELETE", portal+"/"+m.who["boss"], nil)
	m.ok("primary", "POST", aide+"/deactivate", nil)
	m.no("primary", "PATCH", primary, lower, key) // the other Super Admin cannot sign in
	m.no("primary", "DELETE", primary, nil, key)

	m.ok("primary", "POST", aide+"/reactivate", nil)
	m.tokens["aide"] = m.signIn(access.Role("aide"), 4).Token
	m.ok("primary", "PATCH", primary, lower)
	m.no("primary", "POST", aide+"/deactivate", nil, key)
	m.no("primary", "DELETE", aide, nil, key)
	m.refusesToCloseReseller(key)

	m.ok("aide", "POST", portal, wire.AddAdministrators{
		Access: string(access.EnterpriseSuperAdmin), Users: []wire.PortalUser{{Entry: m.listed("invitee@boreale.example")}},
	})
	m.no("primary", "POST", aide+"/deactivate", nil, key) // who was invited cannot sign in either
	m.ok("aide", "POST", portal, wire.AddAdministrators{
		Access: string(access.EnterpriseSuperAdmin), Users: []wire.PortalUser{{Person: m.who["support"]}},
	})
	m.ok("primary", "POST", aide+"/deactivate", nil)
	m.keepsTheDelegate(key)
}

// keepsTheDelegate makes a delegate, whose reseller is deactivated, the last Super Admin: the role cannot be taken away, as it
// would shut them out.
func (m *matrix) keepsTheDelegate(key string) {
	m.t.Helper()
	const portal = "/v1/federations/" + federation + "/administrators"
	lead := m.who["lead"]
	m.ok("primary", "POST", "/administrators", wire.ChangeAdministrator{Person: lead, Role: "delegate", Password: password})
	m.ok("support", "POST", portal, wire.AddAdministrators{Access: string(access.EnterpriseSuperAdmin), Users: []wire.PortalUser{{Person: lead}}})
	w := &writer{rig: m.rig, token: m.tokens["primary"], device: m.device["primary"], seq: 2} // after refusesToCloseReseller
	if outcome, code := w.edit(settings.ResellerEntity(ourReseller), map[string]wire.Value{settings.FieldActive: wire.Value("false")}); outcome != wire.Applied {
		m.t.Fatal(outcome, code)
	}
	m.ok("support", "DELETE", portal+"/"+m.who["support"], nil)
	m.no("primary", "POST", "/administrators", wire.ChangeAdministrator{Person: lead, Password: password}, key)
	edit := m.setRole(w.device, 1, lead, access.Delegate, access.Reseller, m.confirm(w.token)).Mutations[0]
	before := m.data()
	if outcome, code := w.result(edit); outcome != wire.Rejected || code != key {
		m.t.Errorf("%s %s, want %s", outcome, code, key)
	}
	if m.data() != before {
		m.t.Error("the push was refused, and something has changed")
	}
}

// refusesToCloseReseller deactivates the reseller whose people are the last Super Admins, in vain.
func (m *matrix) refusesToCloseReseller(key string) {
	m.t.Helper()
	w := &writer{rig: m.rig, token: m.tokens["primary"], device: m.device["primary"]}
	open := settings.Reseller{Name: "Réseau Saguenay", Language: "fr", Active: true}.Fields()
	if outcome, code := w.edit(settings.ResellerEntity(ourReseller), open); outcome != wire.Applied {
		m.t.Fatal(outcome, code)
	}
	closed := map[string]wire.Value{settings.FieldActive: wire.Value("false")}
	before := m.data()
	if outcome, code := w.edit(settings.ResellerEntity(ourReseller), closed); outcome != wire.Rejected || code != key {
		m.t.Errorf("%s %s, want %s", outcome, code, key)
	}
	if m.data() != before {
		m.t.Error("the reseller was refused, and something has changed")
	}
}

// Two delegates whose reseller is deactivated are the last Super Admins: one push does not take the roles of both, although each
// could go while the other stays.
func TestOnePushKeepsTheLastOfTwoSuperAdmins(t *testing.T) {
	const portal = "/v1/federations/" + federation + "/administrators"
	m := newMatrix(t, newRig(t))
	m.ok("primary", "DELETE", portal+"/"+m.who["boss"], nil)
	for _, name := range []string{"lead", "aide"} {
		m.ok("primary", "POST", "/administrators", wire.ChangeAdministrator{Person: m.who[name], Role: "delegate", Password: password})
	}
	m.ok("primary", "POST", portal, wire.AddAdministrators{
		Access: string(access.EnterpriseSuperAdmin), Users: []wire.PortalUser{{Person: m.who["lead"]}},
	})
	m.ok("primary", "DELETE", portal+"/"+m.who["primary"], nil)
	w := &writer{rig: m.rig, token: m.tokens["primary"], device: m.device["primary"]}
	if outcome, code := w.edit(settings.ResellerEntity(ourReseller), settings.Reseller{Name: "Réseau Saguenay", Language: "fr"}.Fields()); outcome != wire.Applied {
		t.Fatal(outcome, code)
	}
	push := m.setRole(w.device, w.seq+1, m.who["lead"], access.Delegate, access.Reseller, m.confirm(w.token))
	second := m.setRole(w.device, w.seq+2, m.who["aide"], access.Delegate, access.Reseller, push.Mutations[0].Confirm).Mutations[0]
	push.Mutations = append(push.Mutations, second)
	a := m.push(w.token, push)
	if a.status != 200 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	results := decode[wire.PushResult](t, a).Results
	if got := results[0].Fields[0]; got.Outcome != wire.Applied {
		t.Errorf("the first one stays: %s %s", got.Outcome, got.Code)
	}
	if got := results[1].Fields[0]; got.Outcome != wire.Rejected || got.Code != "federation.last_super_admin" {
		t.Errorf("the last one goes: %s %s", got.Outcome, got.Code)
	}
	if c := m.colleague(m.who["lead"]); c.State != wire.PersonDisabled {
		t.Errorf("%+v", c)
	}
	if c := m.colleague(m.who["aide"]); c.Role != "delegate" || c.State != wire.PersonActive {
		t.Errorf("%+v", c)
	}
}
