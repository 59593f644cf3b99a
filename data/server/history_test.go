package server_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/wire"
)

func (r *rig) historyPage(token, query string) wire.History {
	r.t.Helper()
	got := r.do(request{method: "GET", path: "/v1/spaces/" + r.space + "/history" + query, token: token})
	if got.status != 200 {
		r.t.Fatalf("%s: %d %s", query, got.status, got.body)
	}
	return decode[wire.History](r.t, got)
}

// past makes a history: five names of the provider by two people, and one private choice.
func (r *rig) past() (primary, delegate wire.Session) {
	r.t.Helper()
	primary, delegate = r.signIn(access.Primary, 1), r.signIn(access.Delegate, 2)
	name := "Téléphonie Boréale"
	for i := range 5 {
		next := fmt.Sprintf("Nom %d", i)
		token, device, seq := primary.Token, 1, int64(i/2+1)
		if i%2 == 1 {
			token, device = delegate.Token, 2
		}
		if got := r.push(token, r.rename(device, seq, name, next)); !strings.Contains(string(got.body), `"applied"`) {
			r.t.Fatalf("%d %s", got.status, got.body)
		}
		name = next
	}
	private := r.rename(2, 3, "", "")
	private.Mutations[0].Entity = "person:" + delegate.Person.ID
	private.Mutations[0].Fields = []wire.FieldEdit{{Name: "language", Base: wire.Value("null"), Value: wire.Value(`"en"`)}}
	if got := r.push(delegate.Token, private); !strings.Contains(string(got.body), `"applied"`) {
		r.t.Fatalf("%d %s", got.status, got.body)
	}
	return primary, delegate
}

func TestHistory(t *testing.T) {
	r := newRig(t)
	primary, delegate := r.past()
	all := r.historyPage(primary.Token, "")
	if len(all.Changes) != 8 || all.Next != 0 || all.Rev != 9 || all.Epoch != r.epoch() {
		t.Fatalf("%+v", all)
	}
	newest := all.Changes[0]
	if string(newest.Old) != `"Nom 3"` || string(newest.New) != `"Nom 4"` || newest.Rev != 8 || newest.Entity != "profile" || newest.Field != "name" {
		t.Errorf("newest: %+v", newest)
	}
	if all.People[primary.Person.ID] != "primary" || all.People[delegate.Person.ID] != "delegate" || all.Devices[deviceOf(1)] != "test" {
		t.Errorf("names: %v %v", all.People, all.Devices)
	}
	if mine := r.historyPage(delegate.Token, ""); len(mine.Changes) != 9 || mine.Changes[0].Entity != "person:"+delegate.Person.ID {
		t.Errorf("the delegate's own choice: %+v", mine.Changes[0])
	}
	for query, want := range map[string]int{
		"?entity=profile":                         8,
		"?entity=profile&field=name":              6,
		"?entity=profile&field=time_zone":         1,
		"?person=" + delegate.Person.ID:           2,
		"?field=name&person=" + primary.Person.ID: 3,
		"?before=4":                              3,
		"?entity=nothing":                        0,
		"?entity=" + url.QueryEscape("' OR 1=1"): 0,
	} {
		if got := r.historyPage(primary.Token, query); len(got.Changes) != want {
			t.Errorf("%s: %d changes, want %d", query, len(got.Changes), want)
		}
	}
}

func TestHistoryPages(t *testing.T) {
	r := newRig(t)
	primary, _ := r.past()
	var revs []int64
	for before, pages := int64(0), 0; ; pages++ {
		query := "?limit=3"
		if before > 0 {
			query += fmt.Sprintf("&before=%d", before)
		}
		page := r.historyPage(primary.Token, query)
		for _, c := range page.Changes {
			revs = append(revs, c.Rev)
		}
		if before = page.Next; before == 0 || pages > 9 {
			break
		}
	}
	if got := fmt.Sprint(revs); got != "[8 7 6 5 4 3 2 1]" {
		t.Errorf("revisions %s", got)
	}
}

// Who may know what of the past: product.md, section 2.
func TestHistoryByRole(t *testing.T) {
	r := newRig(t)
	_, _ = r.past()
	reseller := r.signIn(access.Reseller, 4)
	own := r.rename(4, 1, "", "")
	own.Mutations[0].Entity = "person:" + reseller.Person.ID
	own.Mutations[0].Fields = []wire.FieldEdit{{Name: "language", Base: wire.Value("null"), Value: wire.Value(`"fr"`)}}
	r.push(reseller.Token, own)
	if page := r.historyPage(reseller.Token, ""); len(page.Changes) != 1 || page.Changes[0].Person != reseller.Person.ID {
		t.Errorf("a reseller sees its own changes only: %+v", page.Changes)
	}
	if page := r.historyPage(reseller.Token, "?person="+r.people[access.Primary].ID); len(page.Changes) != 0 {
		t.Errorf("a reseller sees another's: %+v", page.Changes)
	}
	if page := r.historyPage(r.signIn(access.Support, 5).Token, ""); len(page.Changes) != 8 {
		t.Errorf("support sees %d changes, want 8", len(page.Changes))
	}
	r.must(r.addKiosk())
	path := "/v1/spaces/" + r.space + "/history"
	kiosk := r.signIn(access.Kiosk, 6).Token
	for _, c := range []refusal{
		{"a kiosk", request{method: "GET", path: path, token: kiosk}, 403, "forbidden", "settings.not_allowed"},
		{"nobody", request{method: "GET", path: path}, 401, "signed_out", "server.signed_out"},
		{"another space", request{method: "GET", path: "/v1/spaces/provider:x/history", token: kiosk}, 403, "access_revoked", "server.access_revoked"},
		{"no number", request{method: "GET", path: path + "?before=x", token: kiosk}, 400, "invalid", "server.malformed"},
		{"nothing asked for", request{method: "GET", path: path + "?limit=0", token: kiosk}, 400, "invalid", "server.malformed"},
		{"too much", request{method: "GET", path: path + "?limit=501", token: kiosk}, 400, "invalid", "server.malformed"},
		{"name too long", request{method: "GET", path: path + "?entity=" + strings.Repeat("x", 121), token: kiosk}, 400, "invalid", "server.malformed"},
	} {
		t.Run(c.name, func(t *testing.T) { r.refuses(t, c) })
	}
}

// A reseller's administrator is reminded of what they did to their delegates, and told neither what others did to them nor for
// whom anybody works.
func TestHistoryOfTheOwnDelegates(t *testing.T) {
	m := newMatrix(t, newRig(t))
	does := func(actor, name string) {
		t.Helper()
		q := m.action(name, actor)
		q.token = m.tokens[actor]
		if got := m.do(q); got.status >= 300 {
			t.Fatalf("%s %s: %d %s", actor, name, got.status, got.body)
		}
	}
	does("primary", "deactivate_theirs")
	does("lead", "deactivate_theirs")
	does("lead", "invite_theirs")
	fields := map[string]int{}
	for _, c := range m.historyPage(m.tokens["lead"], "").Changes {
		fields[c.Field]++
		if c.Person != m.who["lead"] || wire.MemberOf(c.Entity) == "" {
			t.Errorf("%+v is told", c)
		}
	}
	if fields[wire.StateField] != 1 || fields[wire.RoleField] != 1 || fields[wire.ResellerField] != 0 {
		t.Errorf("changes by field: %v", fields)
	}
	if told := m.historyPage(m.tokens["aide"], "?person="+m.who["lead"]).Changes; len(told) != 0 {
		t.Errorf("a delegate is told what the administrator did: %+v", told)
	}
}
