package main

import (
	"testing"

	"pupitre/data/wire"
)

// A window is opened anew for what has other pages, and for nothing else: who types is not to be disturbed.
func TestWhichRolesHaveTheSamePages(t *testing.T) {
	place := func(role, reseller string, lead bool) wire.Membership {
		return wire.Membership{Role: role, Reseller: reseller, Lead: lead}
	}
	for name, c := range map[string]struct {
		from, to wire.Membership
		same     bool
	}{
		"nothing has changed":                  {place("support", "", false), place("support", "", false), true},
		"the provider has another name":        {place("support", "", false), wire.Membership{Role: "support", Name: "Nordet"}, true},
		"the primary becomes a delegate":       {place("primary", "", false), place("delegate", "", false), true},
		"a delegate becomes the primary":       {place("delegate", "r", true), place("primary", "r", true), true},
		"a reseller's becomes a delegate":      {place("reseller", "r", false), place("delegate", "r", false), false},
		"a delegate goes back":                 {place("delegate", "r", false), place("reseller", "r", false), false},
		"a delegate gives support":             {place("delegate", "", false), place("support", "", false), false},
		"of another reseller":                  {place("reseller", "r", false), place("reseller", "s", false), false},
		"an administrator of the reseller now": {place("reseller", "r", false), place("reseller", "r", true), false},
	} {
		if got := sameDesk(c.from, c.to); got != c.same {
			t.Errorf("%s: %v", name, got)
		}
	}
}
