package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/editing"
	"pupitre/ui/historypage"
	"pupitre/ui/portal"
	"pupitre/ui/roster"
	"pupitre/ui/settingsfile"
	"pupitre/ui/shell"
)

// roles are those of people; a kiosk has a window of its own.
var roles = []access.Role{access.Primary, access.Delegate, access.Reseller, access.Support, access.Subscriber}

// whoIsOffered is the table of the product's description, page by page, read by people: + the page, s the page in the side bar
// too, - nothing.
const whoIsOffered = `
              primary delegate reseller support subscriber
settings         +       +        -        +        -
chat             +       +        -        +        -
branding         +       +        -        +        -
telephony        +       +        -        +        -
resellers        +       +        -        +        -
people           +       +        +        +        -
support          -       -        +        -        +
history          +       +        +        +        -
conflicts        +       +        -        +        -
account          +       +        s        +        s
sync             +       +        +        +        +
launch           -       -        -        -        -
`

func TestWhoIsOfferedWhichPage(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(whoIsOffered), "\n")
	names := strings.Fields(lines[0])
	if len(lines) != 13 || len(names) != len(roles) {
		t.Fatalf("%d lines, %d roles: the table was not read", len(lines), len(names))
	}
	for _, line := range lines[1:] {
		cells := strings.Fields(line)
		for i, name := range names {
			role, got := access.Role(name), "-"
			if offers(shell.Route(cells[0]), role) {
				got = "+"
			}
			if cells[0] == string(routeAccount) && lists(role) {
				got = "s"
			}
			if got != cells[i+1] {
				t.Errorf("%s %s: %s, want %s", role, cells[0], got, cells[i+1])
			}
		}
	}
}

// What a page first asks the server is answered to whoever is offered the page, and would be refused to the others.
func TestPagesAskForWhatIsAnswered(t *testing.T) {
	for route, asked := range map[shell.Route]access.Action{
		routePeople: access.ReadPeople, routeHistory: access.ReadHistory, routeAccount: access.ManageSessions,
	} {
		for _, role := range roles {
			if got := offers(route, role); got != access.May(role, asked).Some() {
				t.Errorf("%s %s: offered %v, while the server lets it %q: %v", role, route, got, asked, access.May(role, asked))
			}
		}
	}
}

// entityOf is an entity of a kind of settings, the person's own where there is one for each.
func entityOf(k settings.Kind, person string) string {
	switch {
	case !k.Many:
		return k.Name
	case settings.PersonEntity(person) == k.Name+":"+person:
		return settings.PersonEntity(person)
	}
	return k.Name + ":0190b2f0-0000-7000-8000-0000000000aa"
}

// A field can be edited exactly where a push of it would be taken, and a section is shown to nobody who may not read it. The
// history offers to bring back exactly what can be edited.
func TestFieldsAreOfferedAsThePushAllows(t *testing.T) {
	const person = "0190b2f0-0000-7000-8000-000000000001"
	fields := 0
	for _, role := range roles {
		member := access.Member{Person: person, Role: role}
		schema := editing.SchemaFor(editing.Who{Person: person, Role: role, Language: "fr"})
		for _, k := range settings.Kinds() {
			entity := entityOf(k, person)
			shown := schema.Kind(entity)
			if shown != nil && !slices.Contains(member.Audiences(), settings.Policy{}.Audience(entity, "")) {
				t.Errorf("%s is shown %s, which it may not read", role, entity)
			}
			for _, f := range k.Fields {
				fields++
				may := settings.Policy{}.May(member, wire.Edit, entity, f.Name) == ""
				if offered := shown != nil && !shown.ReadOnly; offered != may {
					t.Errorf("%s %s.%s: offered %v, allowed %v", role, entity, f.Name, offered, may)
				}
				if got := historypage.MayWrite(member, entity, f.Name); got != may {
					t.Errorf("%s %s.%s: brought back %v, allowed %v", role, entity, f.Name, got, may)
				}
			}
		}
	}
	if fields < 5*40 {
		t.Errorf("%d fields were compared: the table was not read", fields)
	}
}

// colleagues are somebody of each place with the provider, of the reseller "ours" or of another one.
func colleagues() (out []wire.Colleague) {
	add := func(role access.Role, reseller string, lead bool) {
		out = append(out, wire.Colleague{Person: uuid.NewString(), Role: string(role), Reseller: reseller, Lead: lead, State: wire.PersonActive})
	}
	add(access.Primary, "", false)
	add(access.Delegate, "ours", false)
	add(access.Support, "", false)
	add(access.Kiosk, "", false)
	for _, reseller := range []string{"ours", "another"} {
		add(access.Reseller, reseller, true)
		add(access.Reseller, reseller, false)
	}
	return out
}

func TestPeopleAreOfferedAsTheServerAllows(t *testing.T) {
	for _, role := range roles {
		for _, lead := range []bool{false, true} {
			me := roster.Me{Person: "me", Role: role, Reseller: "ours", Lead: lead}
			people := roster.New(roster.Deps{Me: me})
			edit := access.May(role, access.EditPeople)
			if got, may := people.MayInvite(), edit == access.All || (edit == access.Own && lead); got != may {
				t.Errorf("%s, lead %v: invites %v, allowed %v", role, lead, got, may)
			}
			if got, may := people.MayEnrol(), access.May(role, access.EnrolKiosk).Some(); got != may {
				t.Errorf("%s enrols %v, allowed %v", role, got, may)
			}
			for _, c := range colleagues() {
				is := access.Role(c.Role)
				may := edit == access.All && is != access.Primary && is != access.Delegate ||
					edit == access.Own && lead && is == access.Reseller && c.Reseller == "ours" && !c.Lead
				if got := people.Barred(c) == nil; got != may {
					t.Errorf("%s, lead %v: changes %+v %v, allowed %v", role, lead, c, got, may)
				}
				if got, may := people.MaySeeSessions(c), access.May(role, access.ManageSessions) == access.All; got != may {
					t.Errorf("%s sees the sessions of another: %v, allowed %v", role, got, may)
				}
			}
			if got, may := people.MaySeeSessions(wire.Colleague{Person: "me"}), access.May(role, access.ManageSessions).Some(); got != may {
				t.Errorf("%s sees its own sessions: %v, allowed %v", role, got, may)
			}
		}
	}
}

func TestFilesAreOfferedAsTheTableAllows(t *testing.T) {
	for _, role := range roles {
		offered := []string{}
		for _, e := range settingsfile.New(settingsfile.Deps{Role: role}).Commands(i18n.For(i18n.French)) {
			offered = append(offered, e.ID)
		}
		for id, asked := range map[string]access.Action{"command.export": access.ExportSettings, "command.import": access.ImportSettings} {
			if got, may := slices.Contains(offered, id), access.May(role, asked).Some(); got != may {
				t.Errorf("%s %s: offered %v, allowed %v", role, id, got, may)
			}
		}
	}
}

// reach is the portal of one federation with an access to it.
type reach struct {
	portal.Source
	access access.Portal
}

// Federations implements portal.Source.
func (r reach) Federations() []wire.Federation {
	return []wire.Federation{{ID: "f", Active: true, Access: string(r.access)}}
}

func TestThePortalIsOfferedAsTheTableAllows(t *testing.T) {
	for _, role := range roles {
		for _, level := range []access.Portal{access.NoPortal, access.EnterpriseAdmin, access.EnterpriseSuperAdmin} {
			h := portal.New(portal.Deps{Source: reach{access: level}, Role: role})
			enters := level.Known() && access.May(role, access.EnterPortal) == access.All
			for name, c := range map[string][2]bool{
				"enters":    {h.MayEnter(), enters},
				"manages":   {h.MayManage(), level == access.EnterpriseSuperAdmin && access.May(role, access.ManagePortal) == access.All},
				"builds":    {h.MayBuild(), access.May(role, access.BuildFederation) == access.All},
				"activates": {h.MayActivate(), access.May(role, access.ActivatePortal) == access.All},
				"accounts":  {h.MaySeeAccounts(), enters || access.May(role, access.BuildFederation) == access.All},
			} {
				if c[0] != c[1] {
					t.Errorf("%s with %q %s: offered %v, allowed %v", role, level, name, c[0], c[1])
				}
			}
		}
	}
}
