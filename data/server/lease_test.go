package server_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/server"
	"pupitre/data/wire"
)

// opened verifies a lease with the key of its session.
func opened(t *testing.T, key, token string) (lease wire.Lease) {
	t.Helper()
	public, err := base64.StdEncoding.DecodeString(key)
	if err != nil {
		t.Fatal(err)
	}
	payload, signature, _ := strings.Cut(token, ".")
	text, err := base64.RawURLEncoding.DecodeString(payload)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := base64.RawURLEncoding.DecodeString(signature)
	if err != nil || !ed25519.Verify(public, text, sum) {
		t.Fatalf("the signature of %s is not good (%v)", text, err)
	}
	if err := json.Unmarshal(text, &lease); err != nil {
		t.Fatal(err)
	}
	return lease
}

func TestLeases(t *testing.T) {
	r := newRig(t)
	s := r.signIn(access.Support, 1)
	first := opened(t, s.LeaseKey, s.Lease)
	want := wire.Lease{Person: s.Person.ID, Device: deviceOf(1), From: r.clock.Now(), Until: r.clock.Now().Add(7 * 24 * time.Hour)}
	if first != want {
		t.Errorf("%+v, want %+v", first, want)
	}
	ask := func(until time.Time) string {
		return r.do(request{
			method: "GET", path: "/v1/spaces/" + r.space + "/pull", token: s.Token,
			header: map[string]string{wire.LeaseHeader: fmt.Sprint(until.Unix())},
		}).header.Get(wire.LeaseHeader)
	}
	r.clock.add(59 * time.Minute)
	if got := ask(first.Until); got != "" {
		t.Errorf("prolonged after 59 minutes: %s", got)
	}
	r.clock.add(time.Minute)
	if got := opened(t, s.LeaseKey, ask(first.Until)); got.Until != first.Until.Add(time.Hour) {
		t.Errorf("prolonged until %v", got.Until)
	}
	if got := ask(time.Unix(0, 0)); got == "" {
		t.Error("who has none gets none")
	}
	if got := r.do(request{method: "GET", path: "/v1/session", token: s.Token}).header.Get(wire.LeaseHeader); got != "" {
		t.Error("who does not ask gets one")
	}
	bad := r.do(request{method: "GET", path: "/v1/session", token: s.Token, header: map[string]string{wire.LeaseHeader: "x"}})
	if bad.status != 200 || bad.header.Get(wire.LeaseHeader) != "" {
		t.Errorf("a header that is no number: %d", bad.status)
	}
}

// Replicas, and the server after a restart, sign with the same key.
func TestLeaseKeyLasts(t *testing.T) {
	r := newRig(t)
	before := r.signIn(access.Primary, 1).LeaseKey
	other, err := server.New(server.Options{Store: r.store, Hash: cheap, Now: r.clock.Now})
	r.must(err)
	r.web.Config.Handler = other.Handler()
	if after := r.signIn(access.Primary, 2).LeaseKey; after != before || before == "" {
		t.Errorf("the key was %q and is %q", before, after)
	}
	if strings.Contains(r.dump(), before) {
		t.Error("the public key needs no place in the database") // it follows from the seed
	}
}

func TestSchemaRange(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	for schema := -1; schema <= wire.Schema+2; schema++ {
		want := 200
		if schema < 1 || schema < wire.Schema-2 || schema > wire.Schema {
			want = 426
		}
		got := r.do(request{
			method: "GET", path: "/v1/spaces/" + r.space + "/pull", token: token,
			header: map[string]string{wire.SchemaHeader: fmt.Sprint(schema)},
		})
		if got.status != want {
			t.Errorf("a reader of version %d: %d, want %d", schema, got.status, want)
		}
		p := r.rename(1, 1, "Téléphonie Boréale", "Réseau Éclair")
		p.Schema = schema
		if got := r.push(token, p); got.status != want {
			t.Errorf("a push of version %d: %d, want %d", schema, got.status, want)
		}
	}
	c := refusal{"", request{
		method: "GET", path: "/v1/session", token: token, header: map[string]string{wire.SchemaHeader: "new"},
	}, 426, "upgrade_required", "server.upgrade_required"}
	r.refuses(t, c)
}

// Members of messages that this version does not know are passed over; members of values are kept to the byte.
func TestUnknownFieldsAreKept(t *testing.T) {
	r := newRig(t, withBranding)
	token := r.signIn(access.Primary, 1).Token
	raw := fmt.Sprintf(`{"device":%q,"epoch":%q,"schema":1,"of_the_future":{"a":[1]},"mutations":[{"seq":1,"kind":"edit",
		"entity":"branding","mood":"calm","made_at":"2026-06-24T18:05:00Z","fields":[{"name":"of_the_future","base":null,
		"base_rev":0,"hue":7,"value":{"unknown":{"deep":[1.50,"é"]},"known":true}}]}]}`, deviceOf(1), r.epochOf(token))
	got := r.push(token, raw)
	if got.status != 200 || !strings.Contains(string(got.body), `"applied"`) {
		t.Fatalf("%d %s", got.status, got.body)
	}
	page := r.do(request{method: "GET", path: "/v1/spaces/" + r.space + "/pull", token: token})
	if want := `"value":{"known":true,"unknown":{"deep":[1.50,"é"]}}`; !strings.Contains(string(page.body), want) {
		t.Errorf("%s has no %s", page.body, want)
	}
}
