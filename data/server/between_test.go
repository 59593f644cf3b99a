package server_test

import (
	"fmt"
	"net/http"
	"testing"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

const (
	firstVoice  = "0198c0de-0000-7000-8000-0000000000c1"
	secondVoice = "0198c0de-0000-7000-8000-0000000000c2"
	northern    = "0198c0de-0000-7000-8000-0000000000d1"
)

// writer pushes one mutation at a time for one person.
type writer struct {
	*rig
	token  string
	device int
	seq    int64
}

func (r *rig) writer(role access.Role, device int) *writer {
	return &writer{rig: r, token: r.signIn(role, device).Token, device: device}
}

// result is the end of the first field that was not taken; nothing where nothing was is taken too.
func (w *writer) result(m wire.Mutation) (outcome wire.Outcome, code string) {
	w.t.Helper()
	w.seq++
	m.Seq, m.MadeAt = w.seq, w.clock.Now()
	a := w.push(w.token, wire.Push{Device: deviceOf(w.device), Epoch: w.epochOf(w.token), Schema: wire.Schema, Mutations: []wire.Mutation{m}})
	if a.status != http.StatusOK {
		w.t.Fatalf("%d %s", a.status, a.body)
	}
	outcome = wire.Applied
	for _, f := range decode[wire.PushResult](w.t, a).Results[0].Fields {
		if f.Outcome != wire.Applied && f.Outcome != wire.Noop && outcome == wire.Applied {
			outcome, code = f.Outcome, f.Code
		}
	}
	return outcome, code
}

func (w *writer) edit(entity string, fields map[string]wire.Value) (wire.Outcome, string) {
	w.t.Helper()
	m := wire.Mutation{Kind: wire.Edit, Entity: entity}
	for name, v := range fields {
		m.Fields = append(m.Fields, wire.FieldEdit{Name: name, BaseRev: 1 << 40, Base: wire.Value(`"?"`), Value: v})
	}
	for i := range m.Fields { // what stands is what was seen
		m.Fields[i].Base = w.stored(entity, m.Fields[i].Name)
	}
	return w.result(m)
}

func (w *writer) drop(entity string, fields map[string]wire.Value) (wire.Outcome, string) {
	w.t.Helper()
	m := wire.Mutation{Kind: wire.Delete, Entity: entity}
	for name, v := range fields {
		m.Fields = append(m.Fields, wire.FieldEdit{Name: name, Base: v, Value: wire.Value("null")})
	}
	return w.result(m)
}

func (w *writer) stored(entity, field string) wire.Value {
	w.t.Helper()
	pull := decode[wire.Pull](w.t, w.do(request{method: "GET", path: "/v1/spaces/" + w.space + "/pull", token: w.token}))
	for _, it := range pull.Items {
		if it.Entity == entity && it.Field == field {
			return it.Value
		}
	}
	return wire.Value("null")
}

// Rules between entities hold on the server, whatever a desktop did not look at.
func TestRulesBetweenEntities(t *testing.T) {
	w := newRig(t).writer(access.Delegate, 1)
	voice := settings.Telephony{Name: "Voix du Nord", Address: settings.HostPort{Host: "sip.example"}, Transport: "udp"}
	twin := voice
	twin.Name = "VOIX  du nord"
	reseller := settings.Reseller{Name: "Nord", Language: "fr", Telephony: firstVoice, Active: true}
	other := voice
	other.Name = "Voix du Sud"
	for _, step := range []struct {
		name    string
		do      func() (wire.Outcome, string)
		outcome wire.Outcome
		code    string
	}{
		{"a reference to nothing", func() (wire.Outcome, string) { return w.edit(settings.ResellerEntity(northern), reseller.Fields()) }, wire.Rejected, "settings.telephony_gone"},
		{"a default that is nothing", func() (wire.Outcome, string) {
			return w.edit(settings.EntityTelephony, map[string]wire.Value{settings.FieldDefault: settings.Text(firstVoice)})
		}, wire.Rejected, "settings.telephony_gone"},
		{"a provider", func() (wire.Outcome, string) { return w.edit(settings.TelephonyEntity(firstVoice), voice.Fields()) }, wire.Applied, ""},
		{"a name that is taken", func() (wire.Outcome, string) { return w.edit(settings.TelephonyEntity(secondVoice), twin.Fields()) }, wire.Rejected, "settings.name_taken"},
		{"the reference leads somewhere", func() (wire.Outcome, string) { return w.edit(settings.ResellerEntity(northern), reseller.Fields()) }, wire.Applied, ""},
		{"deleted while in use", func() (wire.Outcome, string) { return w.drop(settings.TelephonyEntity(firstVoice), voice.Fields()) }, wire.Rejected, "settings.telephony_in_use"},
		{"another provider", func() (wire.Outcome, string) { return w.edit(settings.TelephonyEntity(secondVoice), other.Fields()) }, wire.Applied, ""},
		{"renamed to a name that is taken", func() (wire.Outcome, string) {
			return w.edit(settings.TelephonyEntity(secondVoice), map[string]wire.Value{settings.FieldName: settings.Text("voix du nord")})
		}, wire.Rejected, "settings.name_taken"},
		{"its own name in capitals", func() (wire.Outcome, string) {
			return w.edit(settings.TelephonyEntity(secondVoice), map[string]wire.Value{settings.FieldName: settings.Text("VOIX DU SUD")})
		}, wire.Applied, ""},
		{"the reseller leaves", func() (wire.Outcome, string) {
			return w.edit(settings.ResellerEntity(northern), map[string]wire.Value{settings.FieldTelephony: settings.Text(secondVoice)})
		}, wire.Applied, ""},
		{"deleted", func() (wire.Outcome, string) { return w.drop(settings.TelephonyEntity(firstVoice), voice.Fields()) }, wire.Applied, ""},
		{"a reseller stays", func() (wire.Outcome, string) { return w.drop(settings.ResellerEntity(northern), nil) }, wire.Rejected, "settings.not_allowed"},
		{"incomplete", func() (wire.Outcome, string) {
			return w.edit(settings.TelephonyEntity(northern), map[string]wire.Value{settings.FieldName: settings.Text("Sans adresse")})
		}, wire.Conflict, "settings.entry_incomplete"},
	} {
		before := w.items()
		outcome, code := step.do()
		if outcome != step.outcome || code != step.code {
			t.Fatalf("%s: %s %q, want %s %q", step.name, outcome, code, step.outcome, step.code)
		}
		if changed := w.items() != before; changed != (outcome == wire.Applied || outcome == wire.Conflict) {
			t.Errorf("%s: stored items changed: %v", step.name, changed)
		}
	}
}

// items is what is stored in the space, as text.
func (w *writer) items() string {
	w.t.Helper()
	pull := decode[wire.Pull](w.t, w.do(request{method: "GET", path: "/v1/spaces/" + w.space + "/pull", token: w.token}))
	return fmt.Sprintf("%v", pull.Items)
}

// There are so many application servers, and no more.
func TestSoManyAndNoMore(t *testing.T) {
	w := newRig(t).writer(access.Primary, 1)
	for n := range settings.MaxAppServers + 1 {
		address, err := settings.ParseIPPort("203.0.113.7", "")
		w.must(err)
		s := settings.AppServer{Name: "Serveur " + string(rune('A'+n)), Address: address}
		outcome, code := w.edit(settings.AppServerEntity(deviceOf(n+100)), s.Fields())
		if full := n == settings.MaxAppServers; (outcome == wire.Rejected && code == "settings.too_many") != full {
			t.Fatalf("server %d: %s %q", n+1, outcome, code)
		}
	}
}
