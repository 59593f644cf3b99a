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
