package server_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/directory/plan"
	"pupitre/data/store"
	"pupitre/data/store/pgtest"
	"pupitre/data/wire"
)

// told lists what the history tells somebody of federations, the oldest event first.
func (p *portalRig) told(token string) (out []string) {
	p.t.Helper()
	got := p.do(request{method: "GET", path: "/v1/spaces/" + p.space + "/history?limit=200", token: token})
	page := decode[wire.History](p.t, got)
	for _, c := range page.Changes {
		if !strings.HasPrefix(c.Entity, wire.FederationEntity("")) {
			continue
		}
		before, _ := wire.ReadFederationEvent(c.Old)
		after, _ := wire.ReadFederationEvent(c.New)
		if wire.AdministratorOf(c.Field) != "" {
			out = append(out, fmt.Sprintf("%s: %s%s %s>%s", page.People[c.Person], before.Name, after.Name, before.Access, after.Access))
			continue
		}
		out = append(out, fmt.Sprintf("%s: %s %s %s%s %d +%d ~%d -%d", page.People[c.Person], after.Federation, c.Field, after.Change, after.Undone,
			after.Count, after.Created, after.Updated, after.Gone))
	}
	slices.Reverse(out)
	return out
}

// Every change of a portal and of a directory as a whole is told by the history, with names as they were then, to those who may read
// all of it; somebody of a reseller reads what they did themselves.
func TestFederationHistory(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { federationHistory(t, newPortal(t)) })
	t.Run("PostgreSQL", func(t *testing.T) {
		address, admin := pgtest.OwnedDatabase(t)
		federationHistory(t, openPortal(newRigOn(t, store.Options{URL: address}, "pgx", admin)))
	})
}

func federationHistory(t *testing.T, p *portalRig) {
	primary, support, reseller := p.token[access.Primary], p.token[access.Support], p.people[access.Reseller].ID
	p.activate(wire.PortalUser{Person: p.people[access.Primary].ID})
	p.ask(primary, "POST", "/administrators", wire.AddAdministrators{
		Access: string(access.EnterpriseSuperAdmin), Users: []wire.PortalUser{{Person: reseller}, {Entry: "u2"}},
	})
	p.refuse(p.token[access.Delegate], "PATCH", "/administrators/"+reseller, wire.EditAccess{Access: string(access.EnterpriseAdmin)}, "settings.not_allowed")
	p.ask(p.token[access.Reseller], "PATCH", "/administrators/"+reseller, wire.EditAccess{Access: string(access.EnterpriseAdmin)})
	p.ask(primary, "DELETE", "/administrators/"+reseller, nil)
	want := []string{
		"primary: " + p.name() + " portal  0 +0 ~0 -0",
		"primary: primary >enterprise_super_admin",
		"primary: reseller >enterprise_super_admin",
		"primary: Noé Roy >enterprise_super_admin",
		"reseller: resellerreseller enterprise_super_admin>enterprise_admin",
		"primary: reseller enterprise_admin>",
	}
	if got := p.told(support); !slices.Equal(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	if got := p.told(p.token[access.Reseller]); !slices.Equal(got, want[4:5]) {
		t.Errorf("somebody of a reseller is told %q", got)
	}
	if got := p.told(primary); !slices.Equal(got, want) {
		t.Errorf("the primary administrator is told %q", got)
	}
	directoryHistory(t, p, len(want))
}

// directoryHistory changes the directory as a whole in every way.
func directoryHistory(t *testing.T, p *portalRig, before int) {
	support := p.token[access.Support]
	p.ask(support, "POST", "/accounts", wire.AddAccounts{Accounts: three()[:2]})
	i := p.upload(wire.ImportOptions{}, titles+"Utilisateur;"+three()[0].Name+";Ève Roy;201;;\r\n")
	if i.State != wire.ImportReady {
		t.Fatalf("%+v", i)
	}
	p.ask(support, "POST", "/imports/"+i.ID+"/accept", nil)
	shown := p.shown(federation)
	made, err := plan.Make(t.Context(), entriesOf(shown...), plan.Options{})
	p.must(err)
	state := decode[wire.FederationState](t, p.ask(support, "GET", "", nil))
	p.ask(support, "POST", "/plan", wire.ApplyPlan{Generation: state.Generation, Digest: made.Digest()})
	p.ask(support, "POST", "/undo", nil)
	f := p.name()
	want := []string{
		"support: " + f + " directory accounts 2 +0 ~0 -0",
		fmt.Sprintf("support: %s directory import 0 +%d ~%d -%d", f, i.Created, i.Updated, i.Gone),
		fmt.Sprintf("support: %s directory plan %d +0 ~0 -0", f, len(made.Changes)),
		"support: " + f + " directory undoplan 0 +0 ~0 -0",
	}
	if i.Created == 0 || len(made.Changes) == 0 {
		t.Errorf("%+v %+v prove nothing", i, made)
	}
	if got := p.told(support)[before:]; !slices.Equal(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	got := p.do(request{method: "POST", path: "/v1/spaces/" + p.space + "/federations", token: support, body: wire.BuildFederation{Name: "Boréal", Accounts: three()}})
	if told := p.told(support); got.status != 200 || told[len(told)-1] != "support: Boréal directory founded 3 +0 ~0 -0" {
		t.Errorf("%d %q", got.status, told[len(told)-1])
	}
}

// name is that of the federation.
func (p *portalRig) name() string {
	p.t.Helper()
	return decode[wire.FederationState](p.t, p.ask(p.token[access.Primary], "GET", "", nil)).Name
}
