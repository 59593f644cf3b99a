package access_test

import (
	"strings"
	"testing"

	"pupitre/data/access"
)

// whoMayDoWhat is the table of the product's description, read by people: + all, o own, - not.
const whoMayDoWhat = `
                       primary delegate reseller support kiosk subscriber
read_settings             +       +        o        +      o        o
edit_settings             +       +        -        -      -        -
manage_administrators     +       -        -        -      -        -
build_federation          +       +        -        +      -        -
activate_portal           +       +        -        -      -        -
enter_portal              +       +        +        +      o        +
manage_portal             +       +        +        +      -        +
read_people               +       +        o        +      -        -
edit_people               +       +        o        -      -        -
read_resellers            +       +        o        +      -        -
edit_resellers            +       +        -        -      -        -
read_telephony            +       +        -        +      -        -
edit_telephony            +       +        -        -      -        -
read_history              +       +        o        +      -        -
resolve_conflicts         +       +        -        -      -        -
export_settings           +       +        -        +      -        -
import_settings           +       +        -        -      -        -
enrol_kiosk               +       +        -        -      -        -
manage_sessions           +       +        o        o      -        o
search_directory          +       +        +        +      +        +
`

func TestWhoMayDoWhat(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(whoMayDoWhat), "\n")
	roles := strings.Fields(lines[0])
	signs := map[string]access.Extent{"+": access.All, "o": access.Own, "-": access.No}
	if len(lines) != 21 || len(roles) != 6 {
		t.Fatalf("%d lines, %d roles: the table was not read", len(lines), len(roles))
	}
	for _, line := range lines[1:] {
		cells := strings.Fields(line)
		for i, role := range roles {
			want, ok := signs[cells[i+1]]
			if got := access.May(access.Role(role), access.Action(cells[0])); got != want || !ok {
				t.Errorf("%s %s: %d, want %s", role, cells[0], got, cells[i+1])
			}
		}
		if access.May("root", access.Action(cells[0])).Some() {
			t.Errorf("%s: a role that is none of ours may", cells[0])
		}
	}
	if access.May(access.Primary, "launch_rockets").Some() {
		t.Error("an action that is none of ours is allowed")
	}
}

func TestCandidates(t *testing.T) {
	for _, c := range []struct {
		is, to access.Role
		want   bool
	}{
		{access.Reseller, access.Delegate, true},
		{access.Reseller, access.Primary, true},
		{access.Delegate, access.Primary, true},
		{access.Delegate, access.Delegate, false},
		{access.Support, access.Delegate, false},
		{access.Support, access.Primary, false},
		{access.Kiosk, access.Delegate, false},
		{access.Kiosk, access.Primary, false},
		{"", access.Primary, false},
		{access.Reseller, access.Support, false},
	} {
		if got := access.MayBecome(c.is, c.to); got != c.want {
			t.Errorf("%q to %q: %v", c.is, c.to, got)
		}
	}
}

// Entering asks for an access, managing for the higher one, and a kiosk has neither.
func TestPortal(t *testing.T) {
	for _, c := range []struct {
		role                access.Role
		portal              access.Portal
		enter, manage, seen bool
	}{
		{access.Primary, access.NoPortal, false, false, true},
		{access.Primary, access.EnterpriseAdmin, true, false, true},
		{access.Delegate, access.EnterpriseSuperAdmin, true, true, true},
		{access.Support, access.NoPortal, false, false, true},
		{access.Reseller, access.NoPortal, false, false, false},
		{access.Reseller, access.EnterpriseSuperAdmin, true, true, true},
		{access.Subscriber, access.EnterpriseAdmin, true, false, true},
		{access.Subscriber, access.EnterpriseSuperAdmin, true, true, true},
		{access.Subscriber, access.NoPortal, false, false, false},
		{access.Kiosk, access.EnterpriseSuperAdmin, false, false, false},
		{access.Primary, "owner", false, false, true},
		{"root", access.EnterpriseSuperAdmin, false, false, false},
	} {
		enter, manage, seen := access.MayEnterPortal(c.role, c.portal), access.MayManagePortal(c.role, c.portal), access.MaySeeAccounts(c.role, c.portal)
		if enter != c.enter || manage != c.manage || seen != c.seen {
			t.Errorf("%s with %q: enters %v, manages %v, sees the accounts %v", c.role, c.portal, enter, manage, seen)
		}
	}
}

// What is public is read by everybody of a provider, and by nobody else.
func TestPublicAudience(t *testing.T) {
	for role, want := range map[access.Role]string{
		access.Primary:    "person:p public all staff administrators primary",
		access.Delegate:   "person:p public all staff administrators",
		access.Support:    "person:p public all staff",
		access.Reseller:   "person:p public all",
		access.Kiosk:      "person:p public",
		access.Subscriber: "person:p public",
		"root":            "",
	} {
		if got := strings.Join(access.Member{Person: "p", Role: role}.Audiences(), " "); got != want {
			t.Errorf("%s reads %q, want %q", role, got, want)
		}
	}
}
