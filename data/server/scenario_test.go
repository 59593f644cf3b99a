package server_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/wire"
)

func packed(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A field that is refused is no refusal of the push: it has its outcome and its reason, and the queue goes on.
func TestRejectedFieldsHaveOutcomes(t *testing.T) {
	r := newRig(t)
	primary, support := r.signIn(access.Primary, 1).Token, r.signIn(access.Support, 2).Token
	for _, c := range []struct {
		name  string
		token string
		push  wire.Push
		code  string
	}{
		{"support may not edit", support, r.rename(2, 1, "Téléphonie Boréale", "X"), "settings.not_allowed"},
		{"empty name", primary, r.rename(1, 1, "Téléphonie Boréale", ""), "settings.name_required"},
		{"81 characters", primary, r.rename(1, 2, "Téléphonie Boréale", strings.Repeat("é", 81)), "settings.name_too_long"},
	} {
		got := r.push(c.token, c.push)
		if got.status != http.StatusOK {
			t.Fatalf("%s: %d %s", c.name, got.status, got.body)
		}
		res := decode[wire.PushResult](t, got)
		if f := res.Results[0].Fields[0]; f.Outcome != wire.Rejected || f.Code != c.code {
			t.Errorf("%s: %+v, want rejected for %s", c.name, f, c.code)
		}
	}
}

// The way of a change: pushed by one desktop, it is in the feed of another, on the public page, and pushing again is harmless.
func TestPushPullPage(t *testing.T) {
	r := newRig(t)
	primary, delegate := r.signIn(access.Primary, 1).Token, r.signIn(access.Delegate, 2).Token
	feed := "/v1/spaces/" + r.space + "/pull?epoch=" + r.epochOf(delegate)
	start := decode[wire.Pull](t, r.do(request{method: "GET", path: "/v1/spaces/" + r.space + "/pull", token: delegate}))
	if len(start.Items) != 3 || start.More || start.Epoch != r.epochOf(delegate) {
		t.Fatalf("the first snapshot: %+v", start)
	}
	change := r.rename(1, 1, "Téléphonie Boréale", "Réseau Éclair")
	first := r.push(primary, change)
	again := r.push(primary, change)
	if first.status != http.StatusOK || !bytes.Equal(first.body, again.body) {
		t.Errorf("the same push again: %s, then %s", first.body, again.body)
	}
	res := decode[wire.PushResult](t, first)
	if res.LastSeq != 1 || res.Results[0].Fields[0].Outcome != wire.Applied {
		t.Errorf("result %+v", res)
	}
	page := decode[wire.Pull](t, r.do(request{method: "GET", path: feed + "&since=3", token: delegate}))
	if len(page.Items) != 1 || string(page.Items[0].Value) != `"Réseau Éclair"` || page.Items[0].Person != r.people[access.Primary].ID || page.To != res.Rev {
		t.Errorf("feed %+v", page)
	}
	if portal := r.do(request{method: "GET", path: "/p/boreale"}); !strings.Contains(string(portal.body), "Réseau Éclair") {
		t.Error("the page does not show the new name")
	}
	if s := decode[wire.Session](t, r.do(request{method: "GET", path: "/v1/session", token: delegate})); s.Memberships[0].Name != "Réseau Éclair" || s.Token != "" {
		t.Errorf("session %+v", s)
	}
	changed := r.rename(1, 1, "Téléphonie Boréale", "Autre chose")
	if got := r.push(primary, changed); got.status != 422 || got.problem().Code != wire.CodeHashMismatch {
		t.Errorf("same seq, other content: %d %s", got.status, got.body)
	}
}

// Nobody reads what is addressed to another person, and no provider sees another one's space.
func TestFeedsAreSeparate(t *testing.T) {
	r := newRig(t)
	primary := r.signIn(access.Primary, 1)
	p := r.rename(1, 1, "", "")
	p.Mutations[0].Entity = "person:" + primary.Person.ID
	p.Mutations[0].Fields = []wire.FieldEdit{{Name: "language", Base: wire.Value("null"), Value: wire.Value(`"en"`)}}
	if got := r.push(primary.Token, p); got.status != http.StatusOK || !strings.Contains(string(got.body), `"applied"`) {
		t.Fatalf("%d %s", got.status, got.body)
	}
	pull := request{method: "GET", path: "/v1/spaces/" + r.space + "/pull"}
	for i, role := range []access.Role{access.Primary, access.Delegate, access.Support, access.Reseller} {
		want := 3
		if role == access.Primary {
			want = 4
		}
		pull.token = r.signIn(role, 10+i).Token
		if got := decode[wire.Pull](t, r.do(pull)); len(got.Items) != want || got.To != 4 {
			t.Errorf("%s reads %d items up to %d, want %d up to 4", role, len(got.Items), got.To, want)
		}
	}
}

func TestPagesOfTheFeed(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	path := "/v1/spaces/" + r.space + "/pull?limit=2"
	one := decode[wire.Pull](t, r.do(request{method: "GET", path: path, token: token}))
	if len(one.Items) != 2 || !one.More || one.To != 2 {
		t.Errorf("first page %+v", one)
	}
	two := decode[wire.Pull](t, r.do(request{method: "GET", path: path + "&since=2&epoch=" + one.Epoch, token: token}))
	if len(two.Items) != 1 || two.More || two.To != 3 {
		t.Errorf("second page %+v", two)
	}
}

func TestPackedRequestsAndAnswers(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	body := packed(t, jsonOf(t, r.rename(1, 1, "Téléphonie Boréale", "Réseau Éclair")))
	got := r.do(request{
		method: "POST", path: "/v1/spaces/" + r.space + "/push", token: token, body: body,
		header: map[string]string{"Content-Encoding": "gzip"},
	})
	if got.status != http.StatusOK || !strings.Contains(string(got.body), `"applied"`) {
		t.Errorf("packed push: %d %s", got.status, got.body)
	}
	page := r.do(request{method: "GET", path: "/p/boreale", header: map[string]string{"Accept-Encoding": "gzip"}})
	if page.header.Get("Content-Encoding") != "gzip" || !bytes.HasPrefix(page.body, []byte{0x1f, 0x8b}) {
		t.Errorf("the page is not packed: %v", page.header)
	}
}
