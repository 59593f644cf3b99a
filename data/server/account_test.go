package server_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/store"
	"pupitre/data/wire"
)

func (m *matrix) rolesByID() map[string]string {
	m.t.Helper()
	out := map[string]string{}
	for _, c := range decode[wire.Members](m.t, m.ok("support", "GET", "/members", nil)).Members {
		out[c.Person] = c.Role
	}
	return out
}

// There is exactly one primary administrator, whoever asks for what.
func TestAdministratorsAreChangedWithThePassword(t *testing.T) {
	m, post := withLetters(t)
	change := func(person, role, password string) wire.ChangeAdministrator {
		return wire.ChangeAdministrator{Person: person, Role: role, Password: password}
	}
	lead, aide, primary, delegate := m.who["lead"], m.who["aide"], m.who["primary"], m.who["delegate"]
	m.no("primary", "POST", "/administrators", change(lead, "delegate", ""), "lease.confirm_needed")
	m.no("primary", "POST", "/administrators", change(lead, "delegate", "Wrong-one7"), "lease.wrong_password")
	m.no("delegate", "POST", "/administrators", change(lead, "delegate", password), "lease.primary_only")
	m.no("primary", "POST", "/administrators", change(m.who["support"], "delegate", password), "people.not_candidate")
	m.no("primary", "POST", "/administrators", change(m.who["kiosk"], "primary", password), "people.not_candidate")
	m.no("primary", "POST", "/administrators", change(m.invited(), "primary", password), "people.not_candidate")
	m.no("primary", "POST", "/administrators", change(primary, "primary", password), "people.not_candidate")
	m.no("primary", "POST", "/administrators", change(primary, "", password), "lease.primary_stays")
	m.no("primary", "POST", "/administrators", change(lead, "", password), "people.not_delegate")
	m.no("primary", "POST", "/administrators", change(lead, "support", password), "lease.role_unknown")
	m.no("primary", "POST", "/administrators", change(lead, "root", password), "lease.role_unknown")
	post.letters = nil

	m.ok("primary", "POST", "/administrators", change(lead, "delegate", password))
	post.want(t, "delegate_added to lead@boreale.example: primary", "delegate_added to primary@boreale.example: primary")
	if c := m.colleague(lead); c.Role != "delegate" || c.Reseller != ourReseller {
		t.Errorf("%+v", c)
	}
	confirmed := wire.ChangeAdministrator{Person: lead, Confirm: m.confirm(m.tokens["primary"])}
	m.ok("primary", "POST", "/administrators", confirmed)
	post.want(t, "delegate_removed to lead@boreale.example: primary", "delegate_removed to primary@boreale.example: primary")
	if c := m.colleague(lead); c.Role != "reseller" || !c.Lead || c.Reseller != ourReseller {
		t.Errorf("back with the reseller: %+v", c)
	}
	m.clock.add(5 * time.Minute)
	confirmed.Role = "delegate"
	m.no("primary", "POST", "/administrators", confirmed, "lease.confirm_needed")

	m.ok("primary", "POST", "/administrators", change(aide, "primary", password))
	post.want(t, "primary_gained to aide@boreale.example: ", "primary_left to primary@boreale.example: ")
	if roles := m.rolesByID(); roles[aide] != "primary" || roles[primary] != "delegate" {
		t.Errorf("%v", roles)
	}
	m.no("primary", "POST", "/administrators", change(delegate, "", password), "lease.primary_only") // not any more
	if e := m.entity(wire.MemberEntity(primary)); e != `role="delegate"` {
		t.Errorf("the space tells %s of the primary of before", e)
	}
	m.ok("aide", "POST", "/administrators", change(delegate, "", password)) // of no reseller: leaves
	m.no("delegate", "GET", "/pull", nil, "server.access_revoked")
	history := decode[wire.History](t, m.ok("aide", "GET", "/history?limit=2", nil))
	if c := history.Changes[1]; c.Entity != wire.MemberEntity(delegate) || string(c.Old) != `"delegate"` || string(c.New) != "null" || c.Person != aide {
		t.Errorf("the history tells %+v", c)
	}
	if c := history.Changes[0]; c.Field != wire.AdministratorField(delegate) || string(c.New) != "null" || c.Person != aide { // the portal goes with it
		t.Errorf("the history tells %+v of the portal", c)
	}
}

func TestOwnAddress(t *testing.T) {
	m, post := withLetters(t)
	path := "/v1/session/email"
	m.no("support", "PUT", path, wire.ChangeEmail{Email: "neuf@x.example", Password: "Wrong-one7"}, "lease.wrong_password")
	m.no("support", "PUT", path, wire.ChangeEmail{Email: "neuf@x.example"}, "lease.wrong_password")
	m.no("support", "PUT", path, wire.ChangeEmail{Email: "LEAD@boreale.example", Password: password}, "people.email_taken")
	m.no("support", "PUT", path, wire.ChangeEmail{Email: "etranger@nordet.example", Password: password}, "people.email_taken")
	m.no("support", "PUT", path, wire.ChangeEmail{Email: "chez nous", Password: password}, "settings.email_form")
	m.no("support", "PUT", path, wire.ChangeEmail{Email: "a@x.example\r\nBcc: b@x.example", Password: password}, "settings.email_form")
	post.want(t)
	m.ok("support", "PUT", path, wire.ChangeEmail{Email: "Neuf@X.example", Password: password})
	post.want(t, "email_old to support@boreale.example: neuf@x.example", "email_new to neuf@x.example: support@boreale.example")
	m.ok("support", "GET", "/v1/session", nil) // the session goes on
	m.no("", "POST", "/v1/session", wire.SignIn{Email: "support@boreale.example", Password: password, Device: deviceOf(5)}, "server.bad_credentials")
	m.ok("", "POST", "/v1/session", wire.SignIn{Email: "neuf@x.example", Password: password, Device: deviceOf(5)})
}

func TestOwnPassword(t *testing.T) {
	m, post := withLetters(t)
	other := m.signIn(access.Support, 60).Token
	m.tokens["elsewhere"] = other
	post.letters = nil // of the new device
	path := "/v1/session/password"
	for _, c := range []struct{ old, new, key string }{
		{"Wrong-one7", "Vent-du-large9", "lease.wrong_password"},
		{"", "Vent-du-large9", "lease.wrong_password"},
		{password, "court", "password.too_short"},
		{password, "", "password.too_short"},
		{password, "support-Boat7", "password.contains_email"},
		{password, "xx-TELEPHONIEBOREALE9", "password.contains_provider"},
		{password, "Motdepasse1!", "password.common"},
		{password, "Vent\x00du-large9", "password.unreadable"},
	} {
		m.no("support", "PUT", path, wire.ChangePassword{Old: c.old, New: c.new}, c.key)
	}
	post.want(t)
	m.ok("support", "PUT", path, wire.ChangePassword{Old: password, New: "Lac-tranquille9"})
	post.want(t, "password_changed to support@boreale.example: ")
	m.ok("support", "GET", "/v1/session", nil)
	m.no("elsewhere", "GET", "/v1/session", nil, "server.signed_out") // asked to sign in, not shut out
	m.no("", "POST", "/v1/session", wire.SignIn{Email: "support@boreale.example", Password: password, Device: deviceOf(60)}, "server.bad_credentials")
	m.ok("", "POST", "/v1/session", wire.SignIn{Email: "support@boreale.example", Password: "Lac-tranquille9", Device: deviceOf(60)})
}

func TestOwnName(t *testing.T) {
	m, _ := withLetters(t)
	for _, bad := range []string{"", " ", "a\nb", strings.Repeat("é", 81)} {
		m.no("aide", "PUT", "/v1/session/name", wire.ChangeName{Name: bad}, "server.person_name")
	}
	m.ok("aide", "PUT", "/v1/session/name", wire.ChangeName{Name: "  Noémie O’Connor "})
	if c := m.colleague(m.who["aide"]); c.Name != "Noémie O’Connor" {
		t.Errorf("%+v", c)
	}
}

// Guessing somebody's password through an open session has the pace of sign-ins.
func TestPasswordsAreNotGuessedThroughASession(t *testing.T) {
	m, _ := withLetters(t)
	for range 6 {
		m.as("support", "PUT", "/v1/session/password", wire.ChangePassword{Old: "Wrong-one7", New: "Vent-du-large9"})
	}
	got := m.do(request{method: "PUT", path: "/v1/session/email", token: m.tokens["support"], body: wire.ChangeEmail{Email: "z@x.example", Password: password}})
	if got.status != 429 || got.header.Get("Retry-After") == "" {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestSessions(t *testing.T) {
	m, _ := withLetters(t)
	m.tokens["elsewhere"] = m.signIn(access.Support, 60).Token
	list := func(actor, query string) []wire.SessionInfo {
		return decode[wire.Sessions](t, m.ok(actor, "GET", "/sessions"+query, nil)).Sessions
	}
	mine := list("support", "")
	if len(mine) != 2 || mine[0].Person != m.who["support"] || mine[0].DeviceName != "test" || mine[0].Current == mine[1].Current {
		t.Errorf("%+v", mine)
	}
	if all := list("primary", ""); len(all) != 7 { // five people, one of them twice, and a kiosk; nobody of another provider
		t.Errorf("%d sessions: %+v", len(all), all)
	}
	lines := m.events(t.Context(), m.tokens["elsewhere"])
	for _, s := range mine {
		if !s.Current {
			m.ok("support", "DELETE", "/sessions/"+s.ID, nil)
			m.no("support", "DELETE", "/sessions/"+s.ID, nil, "people.session_unknown")
		}
	}
	ended(t, lines) // at once
	m.no("elsewhere", "GET", "/pull", nil, "server.signed_out")
	m.ok("support", "GET", "/pull", nil)
	if s := list("primary", "?person="+m.who["support"]); len(s) != 1 || !strings.HasPrefix(s[0].Role, "support") {
		t.Errorf("%+v", s)
	}
	m.no("primary", "GET", "/sessions?person=x", nil, "server.malformed")
}

func TestKiosks(t *testing.T) {
	m, _ := withLetters(t)
	for _, c := range []struct {
		in  wire.NewKiosk
		key string
	}{
		{wire.NewKiosk{Name: "Comptoir", Pin: "123"}, "people.kiosk_pin"},
		{wire.NewKiosk{Name: "Comptoir", Pin: "1234567890123"}, "people.kiosk_pin"},
		{wire.NewKiosk{Name: "Comptoir", Pin: "12a4"}, "people.kiosk_pin"},
		{wire.NewKiosk{Name: "Comptoir", Pin: "١٢٣٤"}, "people.kiosk_pin"},
		{wire.NewKiosk{Name: " ", Pin: "1234"}, "people.kiosk_name"},
		{wire.NewKiosk{Name: "Comptoir", Pin: "1234", Federation: m.foreign.federation}, "people.federation_unknown"},
	} {
		m.no("delegate", "POST", "/kiosks", c.in, c.key)
	}
	code := func() string {
		got := m.ok("delegate", "POST", "/kiosks", wire.NewKiosk{Name: "Entrée", Federation: federation, Pin: "4821"})
		return decode[wire.KioskCode](t, got).Code
	}
	enrol := wire.EnrolKiosk{Code: code(), Device: deviceOf(71), DeviceName: "borne"}
	kiosk := decode[wire.EnrolledKiosk](t, m.ok("", "POST", "/v1/kiosks/enrol", enrol))
	m.tokens["new"] = kiosk.Token
	if ok, _, err := access.VerifyPassword(cheap, kiosk.PinHash, "4821"); !ok || err != nil || kiosk.Federation != federation {
		t.Errorf("%+v: %v", kiosk, err)
	}
	if len(kiosk.Federations) != 1 || len(kiosk.Memberships) != 1 || kiosk.Memberships[0].Role != "kiosk" {
		t.Errorf("%+v", kiosk.Session)
	}
	enrol.Device = deviceOf(72)
	m.no("", "POST", "/v1/kiosks/enrol", enrol, "people.kiosk_code_unknown") // spent
	enrol.Code = "x"
	m.no("", "POST", "/v1/kiosks/enrol", enrol, "people.kiosk_code_unknown")
	enrol.Code = code()
	m.clock.add(24 * time.Hour)
	m.no("", "POST", "/v1/kiosks/enrol", enrol, "people.kiosk_code_unknown") // has expired
	enrol.Code = code()
	m.ok("primary", "POST", "/administrators", wire.ChangeAdministrator{Person: m.who["delegate"], Password: password})
	m.no("", "POST", "/v1/kiosks/enrol", enrol, "people.kiosk_code_unknown") // of somebody who has left

	sessions := decode[wire.Sessions](t, m.ok("primary", "GET", "/sessions?person="+kiosk.Person.ID, nil)).Sessions
	if len(sessions) != 1 || sessions[0].Role != "kiosk" || sessions[0].Name != "Entrée" {
		t.Fatalf("%+v", sessions)
	}
	if c := m.colleague(kiosk.Person.ID); c.Email != "" || c.State != wire.PersonActive {
		t.Errorf("%+v", c)
	}
	m.ok("primary", "DELETE", "/sessions/"+sessions[0].ID, nil)
	m.no("new", "GET", "/pull", nil, "server.access_revoked")
	if c := m.colleague(kiosk.Person.ID); c.Person != "" {
		t.Errorf("a kiosk whose session was ended is still there: %+v", c)
	}
}

// A kiosk searches the directory that it was enrolled for, and no other of its provider.
func TestAKioskHasOneDirectory(t *testing.T) {
	m, _ := withLetters(t)
	second := "0198c0de-1111-7000-8000-000000000002"
	m.must(m.store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.AddFederation(store.Federation{ID: second, Provider: m.provider.ID, CreatedAt: m.clock.Now()})
	}))
	rows := func(federation string) string {
		return fmt.Sprintf("/v1/spaces/%s/rows", wire.DirectorySpace(federation))
	}
	m.ok("kiosk", "GET", rows(federation), nil)
	m.no("kiosk", "GET", rows(second), nil, "server.access_revoked")
	m.ok("aide", "GET", rows(federation), nil)
	if s := decode[wire.Session](t, m.ok("kiosk", "GET", "/v1/session", nil)); len(s.Federations) != 1 {
		t.Errorf("%+v", s.Federations)
	}
	if s := decode[wire.Session](t, m.ok("aide", "GET", "/v1/session", nil)); len(s.Federations) != 2 {
		t.Errorf("%+v", s.Federations)
	}
}
