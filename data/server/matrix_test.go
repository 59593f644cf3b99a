package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/server/provisioning"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/store/pgtest"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// whoIsAnswered is what each kind of person is answered, action by action, in the person's own provider: ok, or the id of the
// sentence. "boss" and "guest" have no role with the provider: they are Super Admin and Admin of the portal of its federation.
// "lead" is the administrator of a reseller, "aide" a delegate of the same one; what they do to "theirs" is done to
// another delegate of their reseller, and to "staff" to somebody of the support staff.
const whoIsAnswered = `
                        primary delegate lead aide support kiosk boss guest
pull                    ok  ok  ok  ok  ok  ok  ok  ok
push                    ok  ok  =s.not  =s.not  =s.not  =s.not  =s.not  =s.not
push_role               ok  =l.primary  =l.primary  =l.primary  =l.primary  =l.primary  =l.primary  =l.primary
history                 ok  ok  ok  ok  ok  s.not  s.not  s.not
members                 ok  ok  ok  ok  ok  s.not  s.not  s.not
invite_staff            ok  ok  p.own  p.own  s.not  s.not  s.not  s.not
invite_theirs           ok  ok  ok  p.own  s.not  s.not  s.not  s.not
invite_lead             ok  ok  p.own  p.own  s.not  s.not  s.not  s.not
edit_staff              ok  ok  p.unk  p.unk  s.not  s.not  s.not  s.not
edit_theirs             ok  ok  ok  p.unk  s.not  s.not  s.not  s.not
promote_theirs          ok  ok  p.own  p.unk  s.not  s.not  s.not  s.not
again_theirs            ok  ok  ok  p.unk  s.not  s.not  s.not  s.not
deactivate_staff        ok  ok  p.unk  p.unk  s.not  s.not  s.not  s.not
deactivate_theirs       ok  ok  ok  p.unk  s.not  s.not  s.not  s.not
reactivate_theirs       ok  ok  ok  p.unk  s.not  s.not  s.not  s.not
remove_theirs           ok  ok  ok  p.unk  s.not  s.not  s.not  s.not
remove_administrator    p.adm  p.adm  p.unk  p.unk  s.not  s.not  s.not  s.not
add_delegate            ok  l.primary  l.primary  l.primary  l.primary  l.primary  l.primary  l.primary
sessions                ok  ok  ok  ok  ok  s.not  ok  ok
sessions_of_another     ok  ok  p.ses  p.ses  p.ses  s.not  p.ses  p.ses
end_session             ok  ok  p.end  p.end  p.end  s.not  p.end  p.end
new_kiosk               ok  ok  s.not  s.not  s.not  s.not  s.not  s.not
presence                ok  ok  s.not  s.not  s.not  s.not  s.not  s.not
rename_oneself          ok  ok  ok  ok  ok  s.not  ok  ok
change_email            ok  ok  ok  ok  ok  l.wrong  ok  ok
change_password         ok  ok  ok  ok  ok  l.wrong  ok  ok
confirm                 ok  ok  ok  ok  ok  l.wrong  ok  ok
directory               ok  ok  ok  ok  ok  ok  ok  ok
`

// sentences are the short forms of the table. With = the push itself is taken, and its outcome is a rejection.
var sentences = map[string]string{
	"s.not": "settings.not_allowed", "l.primary": "lease.primary_only", "l.wrong": "lease.wrong_password",
	"p.own": "people.own_delegates_only", "p.unk": "people.unknown", "p.adm": "people.is_administrator",
	"revoked": "server.access_revoked",
	"p.ses":   "people.own_sessions_only", "p.end": "people.session_unknown",
}

const (
	ourReseller   = "0198c0de-2222-7000-8000-000000000001"
	otherReseller = "0198c0de-2222-7000-8000-000000000002"
)

// matrix is a rig with everybody of the table signed in, and a second provider beside.
type matrix struct {
	*rig
	tokens  map[string]string
	who     map[string]string // person ids
	device  map[string]int
	seq     map[string]int64
	count   int
	foreign foreigners
}

// foreigners is what another provider has, none of which may ever be told.
type foreigners struct {
	provider, space, person, session, federation string
}

const foreignMark = "Nordet-secret"

func newMatrix(t *testing.T, r *rig) *matrix {
	t.Helper()
	m := &matrix{rig: r, tokens: map[string]string{}, who: map[string]string{}, device: map[string]int{}, seq: map[string]int64{}}
	r.must(r.store.Write(t.Context(), func(tx *store.Tx) error {
		for n, id := range []string{ourReseller, otherReseller} {
			item := wire.Item{
				Entity: settings.ResellerEntity(id), Field: settings.FieldName, Value: settings.Text(id), Rev: int64(100 + n),
				At: r.clock.Now(), Audience: access.Staff,
			}
			if err := tx.PutItem(r.space, item); err != nil {
				return err
			}
		}
		return tx.SetRev(r.space, 101)
	}))
	r.addFederation()
	r.load(1, "ours")
	m.who["lead"] = m.hire("lead", access.Member{Role: access.Reseller, Reseller: ourReseller, Lead: true})
	m.who["aide"] = m.hire("aide", access.Member{Role: access.Reseller, Reseller: ourReseller})
	for _, role := range []access.Role{access.Primary, access.Delegate, access.Support} {
		m.who[string(role)] = r.people[role].ID
	}
	for n, name := range []string{"primary", "delegate", "lead", "aide", "support"} {
		m.device[name] = n + 1
		m.tokens[name] = r.signIn(access.Role(name), n+1).Token
	}
	m.enrol()
	m.openPortal()
	m.settleForeigners()
	return m
}

// hire makes an active member with the password of the tests, who signs in as their name.
func (m *matrix) hire(name string, place access.Member) string {
	m.t.Helper()
	var p store.Person
	m.must(m.store.Write(m.t.Context(), func(tx *store.Tx) (err error) {
		somebody, err := tx.Person(m.people[access.Primary].ID) // the same password
		if err != nil {
			return err
		}
		p, err = m.maker().AddPerson(tx, m.provider.ID, provisioning.Person{
			Email: name + "@boreale.example", Name: name, Password: somebody.Password,
			Role: place.Role, Reseller: place.Reseller, Lead: place.Lead,
		})
		return err
	}))
	return p.ID
}

func (m *matrix) enrol() {
	m.t.Helper()
	got := m.do(request{
		method: "POST", path: "/v1/spaces/" + m.space + "/kiosks", token: m.tokens["primary"],
		body: wire.NewKiosk{Name: "Comptoir", Federation: federation, Pin: "4821"},
	})
	if got.status != 200 {
		m.t.Fatalf("%d %s", got.status, got.body)
	}
	m.device["kiosk"] = 6
	got = m.do(request{method: "POST", path: "/v1/kiosks/enrol", body: wire.EnrolKiosk{
		Code: decode[wire.KioskCode](m.t, got).Code, Device: deviceOf(6), DeviceName: "comptoir",
	}})
	if got.status != 200 {
		m.t.Fatalf("%d %s", got.status, got.body)
	}
	kiosk := decode[wire.EnrolledKiosk](m.t, got)
	m.tokens["kiosk"], m.who["kiosk"] = kiosk.Token, kiosk.Person.ID
}

// settleForeigners founds another provider with a person signed in, a reseller and a directory.
func (m *matrix) settleForeigners() {
	m.t.Helper()
	f := &m.foreign
	f.federation = "0198c0de-1111-7000-8000-000000000009"
	m.must(m.store.Write(m.t.Context(), func(tx *store.Tx) error {
		somebody, err := tx.Person(m.people[access.Primary].ID)
		if err != nil {
			return err
		}
		p, err := m.maker().AddProvider(tx, provisioning.Provider{Slug: "nordet", Profile: settings.DefaultProfile(foreignMark)})
		if err != nil {
			return err
		}
		f.provider, f.space = p.ID, syncing.ProviderSpace(p.ID)
		person, err := m.maker().AddPerson(tx, p.ID, provisioning.Person{
			Email: "etranger@nordet.example", Name: foreignMark, Password: somebody.Password, Role: access.Primary,
		})
		f.person = person.ID
		if err != nil {
			return err
		}
		return tx.AddFederation(store.Federation{ID: f.federation, Provider: p.ID, CreatedAt: m.clock.Now()})
	}))
	got := m.do(request{method: "POST", path: "/v1/session", body: wire.SignIn{
		Email: "etranger@nordet.example", Password: password, Device: deviceOf(90), DeviceName: foreignMark,
	}})
	sessions := m.do(request{method: "GET", path: "/v1/spaces/" + f.space + "/sessions", token: decode[wire.Session](m.t, got).Token})
	f.session = decode[wire.Sessions](m.t, sessions).Sessions[0].ID
}

// somebody hires a new member to do something to; their address serves once.
func (m *matrix) somebody(kind string) string {
	m.count++
	place := access.Member{Role: access.Reseller, Reseller: ourReseller}
	if kind == "staff" {
		place = access.Member{Role: access.Support}
	}
	return m.hire(fmt.Sprintf("%s%d", kind, m.count), place)
}

func (m *matrix) address() string {
	m.count++
	return fmt.Sprintf("nouveau%d@boreale.example", m.count)
}

// invited is somebody of the reseller who has not accepted the invitation.
func (m *matrix) invited() string {
	m.t.Helper()
	got := m.do(request{
		method: "POST", path: "/v1/spaces/" + m.space + "/people", token: m.tokens["primary"],
		body: wire.InvitePerson{Email: m.address(), Role: "reseller", Reseller: ourReseller},
	})
	return decode[wire.Invited](m.t, got).Person
}

func TestMatrix(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { newMatrix(t, newRig(t)).walk(t) })
	t.Run("PostgreSQL", func(t *testing.T) {
		address, admin := pgtest.OwnedDatabase(t)
		newMatrix(t, newRigOn(t, store.Options{URL: address}, "pgx", admin)).walk(t)
	})
}

func (m *matrix) walk(t *testing.T) {
	for _, table := range []string{whoIsAnswered, whoMayWithFederations} {
		lines := strings.Split(strings.TrimSpace(table), "\n")
		actors := strings.Fields(lines[0])
		for _, line := range lines[1:] {
			cells := strings.Fields(line)
			for i, actor := range actors {
				t.Run(cells[0]+"/"+actor, func(t *testing.T) { m.cell(t, cells[0], actor, cells[i+1]) })
			}
		}
	}
}

// cell does an action in its own provider, then in the other one.
func (m *matrix) cell(t *testing.T, action, actor, want string) {
	m.clock.add(2 * time.Second) // the pace of who asks much
	q := m.action(action, actor)
	q.token = m.tokens[actor]
	before := m.data()
	got := m.do(q)
	key, rejected := answerOf(t, got)
	wantKey := sentences[strings.TrimPrefix(want, "=")]
	if (want != "ok") != (wantKey != "") {
		t.Fatalf("no sentence %s", want)
	}
	if key != wantKey || rejected != strings.HasPrefix(want, "=") || (want == "ok") != (got.status < 300 && !rejected) {
		t.Errorf("%d %s, want %s", got.status, got.body, want)
	}
	if want != "ok" && m.data() != before {
		t.Error("it was refused, and something has changed")
	}
	if strings.Contains(string(got.body), foreignMark) {
		t.Errorf("another provider shows: %s", got.body)
	}
	m.abroad(t, q)
}

// abroad repeats the request in the other provider's space.
func (m *matrix) abroad(t *testing.T, q request) {
	home := m.space
	m.restImports()
	for from, to := range map[string]string{home: m.foreign.space, wire.DirectorySpace(federation): wire.DirectorySpace(m.foreign.federation), "/federations/" + federation: "/federations/" + m.foreign.federation} {
		if !strings.Contains(q.path, from) {
			continue
		}
		there := q
		there.path = strings.Replace(q.path, from, to, 1)
		before := m.data()
		got := m.do(there)
		p := got.problem()
		if got.status != http.StatusForbidden || p.Key != "server.access_revoked" || m.data() != before {
			t.Errorf("abroad: %d %s", got.status, got.body)
		}
	}
}

// answerOf is the sentence of a refusal; rejected tells that it is the outcome of a push that was taken.
func answerOf(t *testing.T, got answer) (key string, rejected bool) {
	t.Helper()
	if got.status >= 300 {
		return got.problem().Key, false
	}
	if !strings.HasPrefix(string(got.body), `{"epoch"`) || !strings.Contains(string(got.body), `"results"`) {
		return "", false
	}
	field := decode[wire.PushResult](t, got).Results[0].Fields[0]
	return field.Code, field.Outcome == wire.Rejected
}

// Ids of another provider are like ids of nobody, whoever asks and whatever for.
func TestForeignIDs(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { newMatrix(t, newRig(t)).probe(t) })
	t.Run("PostgreSQL", func(t *testing.T) {
		address, admin := pgtest.OwnedDatabase(t)
		newMatrix(t, newRigOn(t, store.Options{URL: address}, "pgx", admin)).probe(t)
	})
}

func (m *matrix) probe(t *testing.T) {
	for _, actor := range []string{"primary", "delegate", "lead", "aide", "support", "kiosk", "boss", "guest"} {
		for _, id := range []struct{ name, person, session, federation, provider string }{
			{"foreign", m.foreign.person, m.foreign.session, m.foreign.federation, m.foreign.provider},
			{"malformed", "x", "%00", "'", "x%20y"},
		} {
			m.clock.add(10 * time.Second)
			before := m.data()
			nobodys := m.probes(uuid.Nil.String(), uuid.Nil.String(), uuid.Nil.String(), uuid.Nil.String())
			for n, q := range m.probes(id.person, id.session, id.federation, id.provider) {
				q.token, nobodys[n].token = m.tokens[actor], m.tokens[actor]
				got, other := m.do(q), m.do(nobodys[n])
				if strings.Contains(string(got.body), foreignMark) {
					t.Errorf("%s, probe %d: another provider shows: %s", actor, n, got.body)
				}
				if id.name == "malformed" && got.problem().Key == "server.malformed" {
					continue
				}
				if other.status != got.status || string(other.body) != string(got.body) {
					t.Errorf("%s, probe %d: %s ids are told from those of nobody: %d %s, %d %s",
						actor, n, id.name, got.status, got.body, other.status, other.body)
				}
			}
			if m.data() != before {
				t.Errorf("%s, with %s ids: something has changed", actor, id.name)
			}
		}
	}
}

func (m *matrix) probes(person, session, other, provider string) []request {
	base, name := "/v1/spaces/"+m.space, "Volé"
	space := syncing.ProviderSpace(provider)
	return []request{
		{method: "PATCH", path: base + "/people/" + person, body: wire.EditPerson{Name: &name}},
		{method: "DELETE", path: base + "/people/" + person},
		{method: "POST", path: base + "/people/" + person + "/invite"},
		{method: "POST", path: base + "/people/" + person + "/deactivate"},
		{method: "POST", path: base + "/people/" + person + "/reactivate"},
		{method: "POST", path: base + "/administrators", body: wire.ChangeAdministrator{Person: person, Role: "delegate", Password: password}},
		{method: "POST", path: base + "/administrators", body: wire.ChangeAdministrator{Person: person, Password: password}},
		{method: "GET", path: base + "/sessions?person=" + person},
		{method: "DELETE", path: base + "/sessions/" + session},
		{method: "GET", path: base + "/history?person=" + person},
		{method: "POST", path: base + "/kiosks", body: wire.NewKiosk{Name: "x", Federation: other, Pin: "1234"}},
		{method: "GET", path: "/v1/spaces/" + wire.DirectorySpace(other) + "/rows"},
		{method: "GET", path: "/v1/federations/" + other},
		{method: "GET", path: "/v1/federations/" + other + "/search?text=" + foreignMark},
		{method: "GET", path: "/v1/federations/" + other + "/accounts"},
		{method: "GET", path: "/v1/federations/" + other + "/administrators"},
		{method: "POST", path: "/v1/federations/" + other + "/portal", body: wire.PortalUser{Person: person}},
		{method: "POST", path: "/v1/federations/" + federation + "/administrators", body: wire.AddAdministrators{
			Access: string(access.EnterpriseAdmin), Users: []wire.PortalUser{{Person: person}},
		}},
		{method: "PATCH", path: "/v1/federations/" + federation + "/administrators/" + person, body: wire.EditAccess{Access: string(access.EnterpriseAdmin)}},
		{method: "DELETE", path: "/v1/federations/" + federation + "/administrators/" + person},
		{method: "GET", path: "/v1/spaces/" + space + "/pull"},
		{method: "GET", path: "/v1/spaces/" + space + "/members"},
		{method: "GET", path: "/v1/spaces/" + space + "/sessions"},
		{method: "GET", path: "/v1/spaces/" + space + "/history"},
		{method: "GET", path: "/v1/blobs/" + strings.Repeat("0", 64) + "?space=" + space},
		{method: "GET", path: "/v1/spaces/" + space + "/appservers/health"},
		{method: "POST", path: "/v1/spaces/" + space + "/appservers/rehearsal"},
	}
}
