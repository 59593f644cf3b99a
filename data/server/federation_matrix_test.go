package server_test

import (
	"crypto/rand"
	"fmt"
	"iter"
	"net/url"
	"slices"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/directory/plan"
	"pupitre/data/fault"
	"pupitre/data/server"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// whoMayWithFederations is whoIsAnswered for federations and their portals. The primary administrator, "aide" and "boss" are
// Super Admins of the portal, the delegate and "guest" are Admins, and the others have no access to it.
const whoMayWithFederations = `
                        primary delegate lead aide support kiosk boss guest
federation              ok  ok  s.not  ok  ok  s.not  ok  ok
search                  ok  ok  ok  ok  ok  ok  ok  ok
accounts                ok  ok  s.not  ok  ok  s.not  ok  ok
activate                ok  ok  s.not  s.not  s.not  revoked  revoked  revoked
portal_administrators   ok  ok  s.not  ok  s.not  s.not  ok  ok
add_portal              ok  s.not  s.not  ok  s.not  s.not  ok  s.not
edit_portal             ok  s.not  s.not  ok  s.not  s.not  ok  s.not
remove_portal           ok  s.not  s.not  ok  s.not  s.not  ok  s.not
again_portal            ok  s.not  s.not  ok  s.not  s.not  ok  s.not
build                   ok  ok  s.not  s.not  ok  s.not  s.not  s.not
add_accounts            ok  ok  s.not  s.not  ok  s.not  s.not  s.not
plan                    ok  ok  s.not  s.not  ok  s.not  s.not  s.not
undo                    ok  ok  s.not  s.not  ok  s.not  s.not  s.not
export                  ok  ok  s.not  ok  ok  s.not  ok  ok
import                  ok  ok  s.not  s.not  ok  s.not  s.not  s.not
show_import             ok  ok  s.not  s.not  ok  s.not  s.not  s.not
import_problems         ok  ok  s.not  s.not  ok  s.not  s.not  s.not
accept_import           ok  ok  s.not  s.not  ok  s.not  s.not  s.not
cancel_import           ok  ok  s.not  s.not  ok  s.not  s.not  s.not
`

// openPortal activates the portal of the federation and gives accesses.
func (m *matrix) openPortal() {
	m.t.Helper()
	m.who["boss"], m.who["guest"] = m.subscriber("boss", access.EnterpriseSuperAdmin), m.subscriber("guest", access.EnterpriseAdmin)
	m.must(m.store.Write(m.t.Context(), func(tx *store.Tx) error {
		if err := tx.ActivatePortal(federation, m.clock.Now()); err != nil {
			return err
		}
		for name, portal := range map[string]access.Portal{
			"primary": access.EnterpriseSuperAdmin, "aide": access.EnterpriseSuperAdmin, "delegate": access.EnterpriseAdmin,
		} {
			err := tx.PutPortalAccess(store.PortalAdministrator{
				Federation: federation, Person: m.who[name], Access: portal, CreatedAt: m.clock.Now(),
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	for n, name := range []string{"boss", "guest"} {
		m.device[name] = 7 + n
		m.tokens[name] = m.signIn(access.Role(name), 7+n).Token
	}
}

// subscriber is somebody whose only place is the access to the portal, with the password of the tests.
func (m *matrix) subscriber(name string, portal access.Portal) string {
	m.t.Helper()
	var p store.Person
	m.must(m.store.Write(m.t.Context(), func(tx *store.Tx) (err error) {
		somebody, err := tx.Person(m.people[access.Primary].ID)
		if err != nil {
			return err
		}
		p, err = server.Registrar{Now: m.clock.Now, Rand: rand.Reader}.NewPerson(tx, name+"@boreale.example", name, somebody.Password)
		if err != nil {
			return err
		}
		return tx.PutPortalAccess(store.PortalAdministrator{Federation: federation, Person: p.ID, Access: portal, CreatedAt: m.clock.Now()})
	}))
	return p.ID
}

// listed puts a user of the directory into a new generation beside those of before, and gives the id.
func (m *matrix) listed(email string) string {
	m.t.Helper()
	m.count++
	e := directory.Entry{ID: fmt.Sprintf("9%06d", m.count), Kind: directory.User, Account: "a1", Name: "Zoé Côté", Email: email}
	_, err := m.server.LoadDirectory(m.t.Context(), federation, func(yield func(wire.DirectoryRow) bool) { yield(e.Row()) })
	m.must(err)
	return e.ID
}

// federationAction prepares an action on a federation.
func (m *matrix) federationAction(name string) request {
	path := "/v1/federations/" + federation
	m.count++
	fresh := func(portal access.Portal) string { return m.subscriber(fmt.Sprintf("someone%d", m.count), portal) }
	switch name {
	case "federation":
		return request{method: "GET", path: path}
	case "search":
		return request{method: "GET", path: path + "/search?text=z"}
	case "accounts":
		return request{method: "GET", path: path + "/accounts"}
	case "activate":
		return request{method: "POST", path: "/v1/federations/" + m.found() + "/portal", body: wire.PortalUser{Person: m.who["lead"]}}
	case "portal_administrators":
		return request{method: "GET", path: path + "/administrators"}
	case "add_portal":
		return request{method: "POST", path: path + "/administrators", body: wire.AddAdministrators{
			Access: string(access.EnterpriseAdmin), Users: []wire.PortalUser{{Entry: m.listed(""), Email: m.address()}, {Person: m.somebody("staff")}},
		}}
	case "edit_portal":
		return request{
			method: "PATCH", path: path + "/administrators/" + fresh(access.EnterpriseAdmin),
			body: wire.EditAccess{Access: string(access.EnterpriseSuperAdmin)},
		}
	case "remove_portal":
		return request{method: "DELETE", path: path + "/administrators/" + fresh(access.EnterpriseSuperAdmin)}
	case "again_portal":
		return request{method: "POST", path: path + "/administrators/" + m.unaccepted() + "/invite"}
	}
	return m.buildAction(name)
}

// buildAction prepares an action that changes a whole directory.
func (m *matrix) buildAction(name string) request {
	path := "/v1/federations/" + federation
	accounts := []wire.BuildAccount{{Name: fmt.Sprintf("Compte %d", m.count), Phone: fmt.Sprintf("+1514555%04d", 100+m.count%100), Administrator: "Zoé Côté"}}
	switch name {
	case "build":
		return request{method: "POST", path: "/v1/spaces/" + m.space + "/federations", body: wire.BuildFederation{Name: "Nord", Accounts: accounts}}
	case "add_accounts":
		m.listed("")
		return request{method: "POST", path: path + "/accounts", body: wire.AddAccounts{Accounts: accounts}}
	case "plan":
		one := directory.Entry{ID: "1", Kind: directory.User, Account: "a", Extension: "101"}
		other := directory.Entry{ID: "2", Kind: directory.User, Account: "b", Extension: "101"}
		generation, err := m.server.LoadDirectory(m.t.Context(), federation, slices.Values([]wire.DirectoryRow{one.Row(), other.Row()}))
		m.must(err)
		p, err := plan.Make(m.t.Context(), entriesOf(one, other), plan.Options{})
		m.must(err)
		return request{method: "POST", path: path + "/plan", body: wire.ApplyPlan{Generation: generation, Digest: p.Digest()}}
	case "export":
		return request{method: "GET", path: path + "/export"}
	case "import":
		m.restImports()
		return request{method: "POST", path: path + "/imports?options=" + url.QueryEscape(`{"columns":["name"],"kind":"user","account":"a"}`), body: "Nom\nZoé\n"}
	case "show_import":
		return request{method: "GET", path: path + "/imports/" + m.imported()}
	case "import_problems":
		return request{method: "GET", path: path + "/imports/" + m.imported() + "/problems"}
	case "accept_import":
		return request{method: "POST", path: path + "/imports/" + m.imported() + "/accept"}
	case "cancel_import":
		return request{method: "DELETE", path: path + "/imports/" + m.imported()}
	case "undo":
		q := m.buildAction("plan")
		q.token = m.tokens["primary"]
		if got := m.do(q); got.status != 204 {
			m.t.Fatalf("%d %s", got.status, got.body)
		}
		return request{method: "POST", path: path + "/undo"}
	}
	m.t.Fatalf("no action %s", name)
	return request{}
}

// imported is an import that waits for its acceptance.
func (m *matrix) imported() string {
	m.t.Helper()
	_, err := m.server.LoadDirectory(m.t.Context(), federation, slices.Values([]wire.DirectoryRow{
		directory.Entry{ID: "a", Kind: directory.Account, Name: "Nord"}.Row(),
	}))
	m.must(err)
	q := m.buildAction("import")
	q.token = m.tokens["primary"]
	got := m.do(q)
	if got.status != 202 {
		m.t.Fatalf("%d %s", got.status, got.body)
	}
	m.restImports()
	return decode[wire.Import](m.t, got).ID
}

// restImports waits until no import is being read.
func (m *matrix) restImports() {
	m.t.Helper()
	waitFor(m.t, "imports at rest", func() bool {
		running := false
		m.must(m.store.Read(m.t.Context(), func(tx *store.Tx) error {
			last, err := tx.LastImport(federation)
			running = err == nil && last.State == wire.ImportRunning
			if fault.Is(err, fault.NotFound) {
				return nil
			}
			return err
		}))
		return !running
	})
}

func entriesOf(list ...directory.Entry) iter.Seq2[directory.Entry, error] {
	return func(yield func(directory.Entry, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// found is another federation of the provider.
func (m *matrix) found() string {
	m.t.Helper()
	id := fmt.Sprintf("0198c0de-1111-7000-8000-%012d", 1000+m.count)
	m.must(m.store.Write(m.t.Context(), func(tx *store.Tx) error {
		return tx.AddFederation(store.Federation{ID: id, Provider: m.provider.ID, CreatedAt: m.clock.Now()})
	}))
	return id
}

// unaccepted is an administrator of the portal who has not accepted the invitation.
func (m *matrix) unaccepted() string {
	m.t.Helper()
	got := m.do(request{
		method: "POST", path: "/v1/federations/" + federation + "/administrators", token: m.tokens["primary"],
		body: wire.AddAdministrators{Access: string(access.EnterpriseAdmin), Users: []wire.PortalUser{{Entry: m.listed(m.address())}}},
	})
	if got.status != 200 {
		m.t.Fatalf("%d %s", got.status, got.body)
	}
	return decode[wire.AddedAdministrators](m.t, got).Added[0].Person
}
