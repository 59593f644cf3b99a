package server_test

import (
	"testing"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

// A reseller that is deactivated takes its people along, in the same push; let in again, its people are let in one by one.
func TestDeactivatedResellerShutsItsPeopleOut(t *testing.T) {
	m, _ := withLetters(t)
	reseller := settings.ResellerEntity(ourReseller)
	w := &writer{rig: m.rig, token: m.tokens["primary"], device: m.device["primary"]}
	out := settings.Reseller{Name: "Réseau Saguenay", Language: "fr"}.Fields()
	if outcome, code := w.edit(reseller, out); outcome != wire.Applied {
		t.Fatal(outcome, code)
	}
	for _, name := range []string{"lead", "aide"} {
		if c := m.colleague(m.who[name]); c.State != wire.PersonDisabled {
			t.Errorf("%s: %+v", name, c)
		}
		m.no(name, "GET", "/pull", nil, "server.access_revoked")
	}
	m.ok("support", "GET", "/pull", nil) // the others stay
	m.no("primary", "POST", "/people/"+m.who["aide"]+"/reactivate", nil, "people.reseller_inactive")
	if c := m.colleague(m.who["aide"]); c.State != wire.PersonDisabled {
		t.Errorf("refused, and yet %+v", c)
	}
	if outcome, code := w.edit(reseller, map[string]wire.Value{settings.FieldActive: wire.Value("true")}); outcome != wire.Applied {
		t.Fatal(outcome, code)
	}
	m.ok("primary", "POST", "/people/"+m.who["aide"]+"/reactivate", nil)
	m.signIn(access.Role("aide"), 4)
}

// A delegate whose reseller was deactivated meanwhile goes back to a door that is closed: taking the role away shuts them out, by
// the action and by a push alike.
func TestADelegateDoesNotGoBackToADeactivatedReseller(t *testing.T) {
	for way, remove := range map[string]func(m *matrix, w *writer, person string){
		"by the action": func(m *matrix, _ *writer, person string) {
			m.ok("primary", "POST", "/administrators", wire.ChangeAdministrator{Person: person, Password: password})
		},
		"by a push": func(m *matrix, w *writer, person string) {
			edit := m.setRole(w.device, 1, person, access.Delegate, access.Reseller, m.confirm(w.token)).Mutations[0]
			if outcome, code := w.result(edit); outcome != wire.Applied {
				m.t.Fatal(outcome, code)
			}
		},
	} {
		t.Run(way, func(t *testing.T) {
			m, _ := withLetters(t)
			m.ok("primary", "POST", "/administrators", wire.ChangeAdministrator{Person: m.who["lead"], Role: "delegate", Password: password})
			w := &writer{rig: m.rig, token: m.tokens["primary"], device: m.device["primary"]}
			if outcome, code := w.edit(settings.ResellerEntity(ourReseller), settings.Reseller{Name: "Réseau Saguenay", Language: "fr"}.Fields()); outcome != wire.Applied {
				t.Fatal(outcome, code)
			}
			m.ok("lead", "GET", "/pull", nil) // a delegate is one, whatever becomes of the reseller
			remove(m, w, m.who["lead"])
			if c := m.colleague(m.who["lead"]); c.Role != "reseller" || c.State != wire.PersonDisabled {
				t.Errorf("%+v", c)
			}
			m.no("lead", "GET", "/pull", nil, "server.access_revoked")
			again := wire.SignIn{Email: "lead@boreale.example", Password: password, Device: deviceOf(m.device["lead"])}
			m.no("", "POST", "/v1/session", again, "server.bad_credentials")
		})
	}
}
