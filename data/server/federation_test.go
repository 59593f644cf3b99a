package server_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/wire"
)

// portalRig is a rig with a federation of one account and two users, before its portal is activated.
type portalRig struct {
	*rig
	path  string
	token map[access.Role]string
}

func newPortal(t *testing.T) *portalRig {
	t.Helper()
	return openPortal(newRig(t))
}

func openPortal(r *rig) *portalRig {
	r.t.Helper()
	p := &portalRig{rig: r, path: "/v1/federations/" + federation, token: map[access.Role]string{}}
	p.addFederation()
	for n, role := range []access.Role{access.Primary, access.Delegate, access.Support, access.Reseller} {
		p.token[role] = p.signIn(role, n+1).Token
	}
	p.fill(
		directory.Entry{ID: "a", Kind: directory.Account, Name: "Nord"},
		directory.Entry{ID: "u1", Kind: directory.User, Account: "a", Name: "Zoé Côté", Extension: "201"},
		directory.Entry{ID: "u2", Kind: directory.User, Account: "a", Name: "Noé Roy", Extension: "202", Email: "noe@nord.example"},
	)
	return p
}

func (p *portalRig) fill(list ...directory.Entry) {
	p.t.Helper()
	rows := make([]wire.DirectoryRow, 0, len(list))
	for _, e := range list {
		rows = append(rows, e.Row())
	}
	_, err := p.server.LoadDirectory(p.t.Context(), federation, slices.Values(rows))
	p.must(err)
}

// ask does a request that must be answered.
func (p *portalRig) ask(token, method, rest string, body any) answer {
	p.t.Helper()
	p.clock.add(5 * time.Second)
	got := p.do(request{method: method, path: p.path + rest, token: token, body: body})
	if got.status >= 300 {
		p.t.Fatalf("%s %s: %d %s", method, rest, got.status, got.body)
	}
	return got
}

// refuse does a request that must be refused with a sentence, and change nothing.
func (p *portalRig) refuse(token, method, rest string, body any, key string) {
	p.t.Helper()
	p.clock.add(5 * time.Second)
	before := p.dump()
	got := p.do(request{method: method, path: p.path + rest, token: token, body: body})
	if got.status < 400 || got.problem().Key != key {
		p.t.Errorf("%s %s: %d %s, want %s", method, rest, got.status, got.body, key)
	}
	if p.dump() != before {
		p.t.Errorf("%s %s was refused, and something has changed", method, rest)
	}
}

func (p *portalRig) activate(first wire.PortalUser) wire.Invited {
	p.t.Helper()
	return decode[wire.Invited](p.t, p.ask(p.token[access.Primary], "POST", "/portal", first))
}

// A portal is activated once, by an administrator of the provider; a user of the directory is invited, accepts, and manages it.
func TestPortalLife(t *testing.T) {
	p := newPortal(t)
	first := p.activate(wire.PortalUser{Entry: "u1", Email: "zoe@nord.example"})
	got := p.do(request{method: "POST", path: "/v1/invites/accept", body: wire.AcceptInvite{
		Secret: first.Secret, Name: "Zoé Côté", Password: password, Device: deviceOf(20), DeviceName: "zoe",
	}})
	zoe := decode[wire.Session](t, got)
	if len(zoe.Memberships) != 1 || zoe.Memberships[0].Role != string(access.Subscriber) || len(zoe.Federations) != 1 ||
		zoe.Federations[0].Access != string(access.EnterpriseSuperAdmin) || !zoe.Federations[0].Active {
		t.Fatalf("%d %s", got.status, got.body)
	}
	space := "/v1/spaces/" + zoe.Memberships[0].Space
	if got := p.do(request{method: "GET", path: space + "/pull", token: zoe.Token}); got.status != http.StatusOK {
		t.Errorf("pull: %d %s", got.status, got.body)
	}
	added := decode[wire.AddedAdministrators](t, p.ask(zoe.Token, "POST", "/administrators", wire.AddAdministrators{
		Access: string(access.EnterpriseSuperAdmin), Users: []wire.PortalUser{{Entry: "u2"}, {Person: p.people[access.Support].ID}},
	}))
	if len(added.Added) != 2 || added.Added[0].Secret == "" || added.Added[1].Secret != "" {
		t.Errorf("%+v", added)
	}
	list := decode[wire.Administrators](t, p.ask(zoe.Token, "GET", "/administrators", nil)).Administrators
	var names []string
	for _, a := range list {
		names = append(names, a.Name+" "+a.Access+" "+string(a.State)+" "+a.Entry)
	}
	want := []string{
		"Noé Roy enterprise_super_admin invited u2", "support enterprise_super_admin active ", "Zoé Côté enterprise_super_admin active u1",
	}
	if !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	p.ask(p.token[access.Support], "DELETE", "/administrators/"+zoe.Person.ID, nil)
	if got := p.do(request{method: "GET", path: "/v1/session", token: zoe.Token}); got.problem().Code != wire.CodeRevoked {
		t.Errorf("whoever has no place left: %d %s", got.status, got.body)
	}
}

func TestPortalRefusals(t *testing.T) {
	p := newPortal(t)
	primary, support := p.token[access.Primary], p.token[access.Support]
	me := wire.PortalUser{Person: p.people[access.Primary].ID}
	add := func(to access.Portal, users ...wire.PortalUser) wire.AddAdministrators {
		return wire.AddAdministrators{Access: string(to), Users: users}
	}
	p.refuse(support, "POST", "/portal", me, "settings.not_allowed")
	p.refuse(primary, "POST", "/portal", wire.PortalUser{}, "federation.choose_users")
	p.refuse(primary, "POST", "/portal", wire.PortalUser{Person: me.Person, Entry: "u1"}, "federation.choose_users")
	p.refuse(primary, "POST", "/portal", wire.PortalUser{Entry: "u1"}, "federation.email_needed")
	p.refuse(primary, "POST", "/portal", wire.PortalUser{Entry: "u1", Email: "zoe"}, "settings.email_form")
	p.refuse(primary, "POST", "/portal", wire.PortalUser{Entry: "a"}, "federation.entry_unknown")
	p.refuse(primary, "POST", "/portal", wire.PortalUser{Entry: "nobody"}, "federation.entry_unknown")
	p.refuse(primary, "POST", "/portal", wire.PortalUser{Person: "nobody"}, "people.unknown")
	p.refuse(primary, "GET", "/administrators", nil, "settings.not_allowed")
	p.activate(me)
	p.refuse(p.token[access.Delegate], "POST", "/portal", me, "federation.already_active")
	path := "/administrators/" + me.Person
	p.refuse(primary, "POST", "/administrators", add(access.EnterpriseAdmin, me), "federation.already_administrator")
	p.refuse(primary, "POST", "/administrators", add("owner", me), "federation.access_unknown")
	p.refuse(primary, "POST", "/administrators", add(access.EnterpriseAdmin), "federation.choose_users")
	p.refuse(primary, "POST", "/administrators", add(access.EnterpriseAdmin, make([]wire.PortalUser, 51)...), "federation.choose_users")
	p.refuse(primary, "POST", "/administrators", // all or none
		add(access.EnterpriseAdmin, wire.PortalUser{Person: p.people[access.Support].ID}, wire.PortalUser{Entry: "u1"}), "federation.email_needed")
	p.refuse(primary, "PATCH", path, wire.EditAccess{Access: string(access.EnterpriseAdmin)}, "federation.last_super_admin")
	p.refuse(primary, "DELETE", path, nil, "federation.last_super_admin")
	p.refuse(primary, "PATCH", path, wire.EditAccess{}, "federation.access_unknown")
	p.refuse(primary, "DELETE", "/administrators/nobody", nil, "federation.administrator_unknown")
	p.refuse(primary, "POST", path+"/invite", nil, "people.not_invited")
}

// A member who is the last Super Admin of a portal cannot leave the provider; afterwards, they leave the portal too.
func TestLastSuperAdminStays(t *testing.T) {
	p := newPortal(t)
	primary, support := p.token[access.Primary], p.people[access.Support].ID
	p.activate(wire.PortalUser{Person: support})
	remove := request{method: "DELETE", path: "/v1/spaces/" + p.space + "/people/" + support, token: primary}
	before := p.dump()
	if got := p.do(remove); got.problem().Key != "federation.last_super_admin" || p.dump() != before {
		t.Fatalf("%d %s", got.status, got.body)
	}
	p.ask(p.token[access.Support], "POST", "/administrators", wire.AddAdministrators{
		Access: string(access.EnterpriseSuperAdmin), Users: []wire.PortalUser{{Person: p.people[access.Primary].ID}},
	})
	if got := p.do(remove); got.status != http.StatusNoContent {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if got := p.do(request{method: "GET", path: p.path, token: p.token[access.Support]}); got.problem().Code != wire.CodeRevoked {
		t.Errorf("%d %s", got.status, got.body)
	}
	if list := p.administrators(); len(list) != 1 || list[0].Person != p.people[access.Primary].ID {
		t.Errorf("%+v", list)
	}
}

func TestSearchRefusals(t *testing.T) {
	p := newPortal(t)
	for query, key := range map[string]string{
		"?category=account":                  "directory.category_unknown",
		"?filter.department=x&category=site": "directory.filter_unknown",
		"?sort=email":                        "directory.sort_unknown",
		"?limit=501":                         "server.malformed",
		"?offset=-1":                         "server.malformed",
		"?down=2":                            "server.malformed",
		"?text=%ff":                          "directory.text_too_long",
	} {
		p.refuse(p.token[access.Reseller], "GET", "/search"+query, nil, key)
	}
	page := decode[wire.SearchPage](t, p.ask(p.token[access.Reseller], "GET", "/search?text=cote&counts=1", nil))
	if page.Total != 1 || page.Rows[0].ID != "u1" || page.Counts.Categories["user"] != 1 || page.Counts.Filters["account"][0].Name != "Nord" {
		t.Errorf("%+v", page)
	}
}
