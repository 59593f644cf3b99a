package server_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/mail"
	"pupitre/data/server"
	"pupitre/data/server/provisioning"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// postman keeps the letters that the server wants to send, one line each.
type postman struct{ letters []string }

func (p *postman) Enqueue(_ *store.Tx, l mail.Letter) error {
	p.letters = append(p.letters, fmt.Sprintf("%s to %s: %s%s", l.Kind, l.To, l.Facts.Code, l.Facts.Other))
	return nil
}

func (p *postman) want(t *testing.T, letters ...string) {
	t.Helper()
	if !slices.Equal(p.letters, letters) {
		t.Errorf("letters:\n%s\nwant:\n%s", strings.Join(p.letters, "\n"), strings.Join(letters, "\n"))
	}
	p.letters = nil
}

// withLetters gives a matrix whose letters are kept.
func withLetters(t *testing.T) (*matrix, *postman) {
	post := &postman{}
	m := newMatrix(t, newRig(t, func(o *server.Options) {
		o.Post = post
		o.InviteCode = func(secret string) string { return "code-" + secret }
	}))
	post.letters = nil
	return m, post
}

func (m *matrix) as(actor, method, path string, body any) answer {
	m.t.Helper()
	m.clock.add(2 * time.Second)
	if !strings.HasPrefix(path, "/v1/") {
		path = "/v1/spaces/" + m.space + path
	}
	return m.do(request{method: method, path: path, token: m.tokens[actor], body: body})
}

func (m *matrix) ok(actor, method, path string, body any) answer {
	m.t.Helper()
	got := m.as(actor, method, path, body)
	if got.status >= 300 {
		m.t.Fatalf("%s %s: %d %s", method, path, got.status, got.body)
	}
	return got
}

// no must be refused with a sentence, and change nothing.
func (m *matrix) no(actor, method, path string, body any, key string) {
	m.t.Helper()
	before := m.data()
	got := m.as(actor, method, path, body)
	if got.status < 400 || got.problem().Key != key {
		m.t.Errorf("%s %s: %d %s, want %s", method, path, got.status, got.body, key)
	}
	if m.data() != before {
		m.t.Errorf("%s %s: it was refused, and something has changed", method, path)
	}
}

// colleague is a member as the primary administrator sees them.
func (m *matrix) colleague(person string) (c wire.Colleague) {
	m.t.Helper()
	for _, c := range decode[wire.Members](m.t, m.ok("primary", "GET", "/members", nil)).Members {
		if c.Person == person {
			return c
		}
	}
	return c
}

// entity is what the space has of an entity, "field=value …".
func (m *matrix) entity(name string) string {
	m.t.Helper()
	var out []string
	m.must(m.store.Read(m.t.Context(), func(tx *store.Tx) error {
		items, err := tx.Entity(m.space, name)
		for _, it := range items {
			out = append(out, it.Field+"="+string(it.Value))
		}
		return err
	}))
	return strings.Join(out, " ")
}

func TestInvitationsAreMailedAndServeOnce(t *testing.T) {
	m, post := withLetters(t)
	got := decode[wire.Invited](t, m.ok("lead", "POST", "/people", wire.InvitePerson{
		Email: " Zoe.Roy@Québec.example ", Name: "Zoé Roy", Role: "reseller", Reseller: ourReseller,
	}))
	if got.Secret != "" || !got.Mailed || got.Expires.Sub(m.clock.Now()) < 6*24*time.Hour {
		t.Errorf("%+v", got)
	}
	if len(post.letters) != 1 || !strings.HasPrefix(post.letters[0], "invitation to zoe.roy@xn--qubec-csa.example: code-") {
		t.Fatalf("letters: %v", post.letters)
	}
	_, secret, _ := strings.Cut(post.letters[0], "code-")
	c := m.colleague(got.Person)
	if c.Name != "Zoé Roy" || c.State != wire.PersonInvited || c.Reseller != ourReseller || c.Lead || len(c.Code) != 6 || !c.LastSeen.IsZero() {
		t.Errorf("%+v", c)
	}
	if e := m.entity(wire.MemberEntity(got.Person)); e != `lead=false reseller="`+ourReseller+`" role="reseller"` {
		t.Errorf("the space tells %s", e)
	}
	if e := m.entity(settings.PersonEntity(got.Person)); e != `language="fr"` {
		t.Errorf("the default language was not given: %s", e)
	}
	accept := wire.AcceptInvite{Secret: secret, Name: "Zoé Roy", Password: "Vent-du-large8", Device: deviceOf(70), DeviceName: "z"}
	m.ok("", "POST", "/v1/invites/accept", accept)
	if c := m.colleague(got.Person); c.State != wire.PersonActive || c.LastSeen.IsZero() {
		t.Errorf("%+v", c)
	}
	m.no("lead", "POST", "/people/"+got.Person+"/invite", nil, "people.not_invited")
	m.no("", "POST", "/v1/invites/accept", accept, "server.invite_used")
}

func TestWithoutLettersTheSecretIsHandedOver(t *testing.T) {
	m := newMatrix(t, newRig(t))
	first := decode[wire.Invited](t, m.ok("primary", "POST", "/people", wire.InvitePerson{Email: "anne@x.example", Role: "support"}))
	if first.Mailed || first.Secret == "" {
		t.Fatalf("%+v", first)
	}
	second := decode[wire.Invited](t, m.ok("primary", "POST", "/people/"+first.Person+"/invite", nil))
	accept := wire.AcceptInvite{Secret: first.Secret, Name: "Anne", Password: "Vent-du-large8", Device: deviceOf(70)}
	m.no("", "POST", "/v1/invites/accept", accept, "server.invite_unknown") // the first is void
	accept.Secret = second.Secret
	m.ok("", "POST", "/v1/invites/accept", accept)
}

func TestRefusedInvitations(t *testing.T) {
	m := newMatrix(t, newRig(t))
	good := wire.InvitePerson{Email: "neuf@x.example", Role: "reseller", Reseller: ourReseller}
	for name, c := range map[string]struct {
		change func(*wire.InvitePerson)
		key    string
	}{
		"no address":           {func(in *wire.InvitePerson) { in.Email = "" }, "settings.email_required"},
		"no address at all":    {func(in *wire.InvitePerson) { in.Email = "chez nous" }, "settings.email_form"},
		"two addresses":        {func(in *wire.InvitePerson) { in.Email = "a@x.example, b@x.example" }, "settings.email_form"},
		"a name too long":      {func(in *wire.InvitePerson) { in.Name = strings.Repeat("é", 81) }, "server.person_name"},
		"a name on two lines":  {func(in *wire.InvitePerson) { in.Name = "a\nb" }, "server.person_name"},
		"an administrator":     {func(in *wire.InvitePerson) { in.Role = "delegate" }, "lease.role_unknown"},
		"a second primary":     {func(in *wire.InvitePerson) { in.Role = "primary" }, "lease.role_unknown"},
		"a kiosk":              {func(in *wire.InvitePerson) { in.Role = "kiosk" }, "lease.role_unknown"},
		"no role":              {func(in *wire.InvitePerson) { in.Role = "" }, "lease.role_unknown"},
		"no reseller":          {func(in *wire.InvitePerson) { in.Reseller = "" }, "people.reseller_unknown"},
		"an unknown reseller":  {func(in *wire.InvitePerson) { in.Reseller = deviceOf(1) }, "people.reseller_unknown"},
		"not even an id":       {func(in *wire.InvitePerson) { in.Reseller = "\x00" }, "people.reseller_unknown"},
		"support of reseller":  {func(in *wire.InvitePerson) { in.Role = "support" }, "people.reseller_for_resellers"},
		"somebody of ours":     {func(in *wire.InvitePerson) { in.Email = "AIDE@boreale.example" }, "people.already_here"},
		"somebody of another":  {func(in *wire.InvitePerson) { in.Email = "etranger@nordet.example" }, "people.email_taken"},
		"an address too long":  {func(in *wire.InvitePerson) { in.Email = strings.Repeat("x", 300) + "@x.example" }, "settings.email_too_long"},
		"accents before the @": {func(in *wire.InvitePerson) { in.Email = "zoé@x.example" }, "settings.email_local"},
	} {
		in := good
		c.change(&in)
		t.Run(name, func(t *testing.T) { m.no("primary", "POST", "/people", in, c.key) })
	}
	m.ok("primary", "POST", "/people", good)
	m.must(m.store.Write(t.Context(), func(tx *store.Tx) error {
		it := wire.Item{Entity: settings.ResellerEntity(otherReseller), Field: settings.FieldActive, Value: wire.Value("false"), Rev: 9999}
		return tx.PutItem(m.space, it)
	}))
	good.Email, good.Reseller = "encore@x.example", otherReseller
	m.no("primary", "POST", "/people", good, "people.reseller_unknown") // deactivated
}

// Whoever is shut out loses the session at once, and comes back with the same password.
func TestDeactivation(t *testing.T) {
	m, _ := withLetters(t)
	m.ok("aide", "GET", "/pull", nil)
	m.ok("lead", "POST", "/people/"+m.who["aide"]+"/deactivate", nil)
	if c := m.colleague(m.who["aide"]); c.State != wire.PersonDisabled {
		t.Errorf("%+v", c)
	}
	m.no("aide", "GET", "/pull", nil, "server.access_revoked")
	again := wire.SignIn{Email: "aide@boreale.example", Password: password, Device: deviceOf(4)}
	m.no("", "POST", "/v1/session", again, "server.bad_credentials")
	m.no("lead", "POST", "/people/"+m.who["aide"]+"/deactivate", nil, "people.already_out")
	m.ok("lead", "POST", "/people/"+m.who["aide"]+"/reactivate", nil)
	m.no("lead", "POST", "/people/"+m.who["aide"]+"/reactivate", nil, "people.not_out")
	m.signIn("aide", 4)
	if e := m.entity(wire.MemberEntity(m.who["aide"])); e != `state="active"` {
		t.Errorf("the space tells %s", e)
	}
}

// An invitation dies with the place that it was for.
func TestRemovalVoidsTheInvitation(t *testing.T) {
	m := newMatrix(t, newRig(t))
	in := wire.InvitePerson{Email: "anne@x.example", Name: "Anne", Role: "support"}
	out := decode[wire.Invited](t, m.ok("primary", "POST", "/people", in))
	m.ok("primary", "DELETE", "/people/"+out.Person, nil)
	if c := m.colleague(out.Person); c.Person != "" {
		t.Errorf("%+v", c)
	}
	accept := wire.AcceptInvite{Secret: out.Secret, Name: "Anne", Password: "Vent-du-large8", Device: deviceOf(70)}
	m.no("", "POST", "/v1/invites/accept", accept, "server.invite_unknown")
	m.no("primary", "DELETE", "/people/"+out.Person, nil, "people.unknown")
	back := decode[wire.Invited](t, m.ok("primary", "POST", "/people", in))
	if back.Person != out.Person || back.Secret == "" {
		t.Errorf("whoever comes back is somebody else: %+v", back)
	}
}

// Whoever invites without end is told to wait: each invitation is a letter, and tells whether an address is known.
func TestThePaceOfInvitations(t *testing.T) {
	m, post := withLetters(t)
	who := m.invited()
	refused := false
	for range 60 {
		got := m.do(request{method: "POST", path: "/v1/spaces/" + m.space + "/people/" + who + "/invite", token: m.tokens["primary"]})
		refused = refused || got.status == 429
	}
	if !refused || len(post.letters) > 60 {
		t.Errorf("%d letters", len(post.letters))
	}
}

// Somebody who works for two providers is shut out of one, and goes on with the other.
func TestTwoProviders(t *testing.T) {
	m, _ := withLetters(t)
	who := m.somebody("staff")
	name := fmt.Sprintf("staff%d", m.count)
	m.must(m.store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.AddMember(access.Member{Provider: m.foreign.provider, Person: who, Role: access.Support}, m.clock.Now())
	}))
	m.tokens["both"] = m.signIn(access.Role(name), 80).Token
	abroad := "/v1/spaces/" + m.foreign.space + "/pull"
	newName := "Autre"
	m.no("primary", "PATCH", "/people/"+who, wire.EditPerson{Name: &newName}, "people.name_is_theirs")
	m.ok("primary", "POST", "/people/"+who+"/deactivate", nil)
	m.no("both", "GET", "/pull", nil, "server.access_revoked")
	m.ok("both", "GET", abroad, nil)
	if s := decode[wire.Session](t, m.ok("both", "GET", "/v1/session", nil)); len(s.Memberships) != 1 || s.Memberships[0].Slug != "nordet" {
		t.Errorf("%+v", s.Memberships)
	}
	m.ok("primary", "DELETE", "/people/"+who, nil)
	m.ok("both", "GET", abroad, nil)
}

func TestRolesAndPlacesOfPeople(t *testing.T) {
	m, _ := withLetters(t)
	who := m.somebody("theirs")
	name, lead, support, reseller, other := "Noémie Roy", true, "support", "reseller", otherReseller
	m.ok("primary", "PATCH", "/people/"+who, wire.EditPerson{Name: &name, Lead: &lead})
	if c := m.colleague(who); c.Name != name || !c.Lead || c.Reseller != ourReseller {
		t.Errorf("%+v", c)
	}
	m.ok("primary", "PATCH", "/people/"+who, wire.EditPerson{Role: &support})
	if c := m.colleague(who); c.Role != "support" || c.Lead || c.Reseller != "" {
		t.Errorf("%+v", c)
	}
	m.no("primary", "PATCH", "/people/"+who, wire.EditPerson{Lead: &lead}, "people.reseller_for_resellers")
	m.no("primary", "PATCH", "/people/"+who, wire.EditPerson{Role: &reseller}, "people.reseller_unknown")
	m.ok("delegate", "PATCH", "/people/"+who, wire.EditPerson{Role: &reseller, Reseller: &other})
	if c := m.colleague(who); c.Role != "reseller" || c.Reseller != other || c.Lead {
		t.Errorf("%+v", c)
	}
	m.no("lead", "PATCH", "/people/"+who, wire.EditPerson{Name: &name}, "people.unknown") // of another reseller
	for _, bad := range []string{"primary", "delegate", "kiosk", "root", ""} {
		m.no("primary", "PATCH", "/people/"+who, wire.EditPerson{Role: &bad}, "lease.role_unknown")
	}
	m.no("primary", "PATCH", "/people/"+m.who["kiosk"], wire.EditPerson{Role: &support}, "lease.role_unknown")
	m.no("primary", "PATCH", "/people/"+m.who["primary"], wire.EditPerson{Name: &name}, "people.is_administrator")
	m.no("delegate", "PATCH", "/people/"+m.who["primary"], wire.EditPerson{Name: &name}, "people.is_administrator")
	empty := " "
	m.no("primary", "PATCH", "/people/"+who, wire.EditPerson{Name: &empty}, "server.person_name")
}

// The list is searched whatever the accents, in pages, and says only what its reader may know.
func TestListOfPeople(t *testing.T) {
	m, _ := withLetters(t)
	m.must(m.store.Write(t.Context(), func(tx *store.Tx) error { return tx.SetName(m.who["aide"], "Étienne Côté") }))
	names := func(actor, query string) string {
		t.Helper()
		var out []string
		for _, c := range decode[wire.Members](t, m.ok(actor, "GET", "/members"+query, nil)).Members {
			out = append(out, c.Name)
		}
		return strings.Join(out, ",")
	}
	for query, want := range map[string]string{
		"?search=cote+etienne": "Étienne Côté",
		"?search=%C3%89TIENNE": "Étienne Côté",
		"?search=aide@":        "Étienne Côté",
		"?search=nobody":       "",
		"?limit=1":             "primary",
	} {
		if got := names("support", query); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	if got := names("aide", ""); got != "lead,Étienne Côté" {
		t.Errorf("a reseller's delegate is told of %s", got)
	}
	var all []string
	for after := ""; ; {
		page := decode[wire.Members](t, m.ok("support", "GET", "/members?limit=2&after="+after, nil))
		for _, c := range page.Members {
			all = append(all, c.Name)
		}
		if after = page.Next; after == "" {
			break
		}
	}
	if got := strings.Join(all, ","); got != names("support", "") || len(all) != 7 {
		t.Errorf("by pages: %s", got)
	}
	for _, bad := range []string{"?limit=0", "?limit=501", "?limit=x", "?search=" + strings.Repeat("x", 201), "?after=" + strings.Repeat("x", 121)} {
		m.no("support", "GET", "/members"+bad, nil, "server.malformed")
	}
}

// What a kiosk and a reseller's person read of the space is what is addressed to them.
func TestWhatIsReadOfTheSpace(t *testing.T) {
	m, _ := withLetters(t)
	m.must(m.store.Write(t.Context(), func(tx *store.Tx) error {
		for n, audience := range []string{access.Public, access.Everyone, access.Staff, access.Administrators, access.OnlyPrimary} {
			if err := tx.PutItem(m.space, wire.Item{Entity: "x:" + audience, Field: "f", Value: wire.Value("1"), Rev: int64(2000 + n), Audience: audience}); err != nil {
				return err
			}
		}
		return tx.SetRev(m.space, 2010)
	}))
	for actor, want := range map[string]string{
		"kiosk": "public", "aide": "public,all", "support": "public,all,staff",
		"delegate": "public,all,staff,administrators", "primary": "public,all,staff,administrators,primary",
	} {
		var got []string
		for _, it := range decode[wire.Pull](t, m.ok(actor, "GET", "/pull?limit=1000", nil)).Items {
			if name, ours := strings.CutPrefix(it.Entity, "x:"); ours {
				got = append(got, name)
			}
		}
		if strings.Join(got, ",") != want {
			t.Errorf("%s reads %v, want %s", actor, got, want)
		}
	}
}

// The first people of a provider come from the operator, with the same rules of codes and invitations.
func TestOperatorsPeople(t *testing.T) {
	r := newRig(t)
	var first, second store.Person
	r.must(r.store.Write(t.Context(), func(tx *store.Tx) (err error) {
		place := provisioning.Person{Email: "lead@x.example", Role: access.Reseller, Reseller: ourReseller, Lead: true}
		if first, err = r.maker().AddPerson(tx, r.provider.ID, place); err != nil {
			return err
		}
		place.Email = "aide@x.example"
		second, err = r.maker().AddPerson(tx, r.provider.ID, place)
		if err != nil {
			return err
		}
		m, err := tx.Member(syncing.ProviderSpace(r.provider.ID), first.ID)
		if m.Reseller != ourReseller || !m.Lead {
			t.Errorf("%+v", m)
		}
		return err
	}))
	if first.Code == second.Code || len(first.Code) != 6 || first.Name != "lead@x.example" {
		t.Errorf("%+v %+v", first, second)
	}
}
