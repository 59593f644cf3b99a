// Package sample is a fictitious provider's conflicts in memory, for the tests of the page and for the gallery.
package sample

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// People of the samples.
const (
	Marie  = "0190b2f0-0000-7000-8000-000000000001"
	Luc    = "0190b2f0-0000-7000-8000-000000000002"
	Sophie = "0190b2f0-0000-7000-8000-000000000003"
)

// Now is the time of the samples: Saturday 21 November 2026, 14:30 in Montréal.
var Now = time.Date(2026, time.November, 21, 19, 30, 0, 0, time.UTC)

// Name is the name of a person of the samples, "" for others.
func Name(person string) string {
	return map[string]string{Marie: "Marie Tremblay", Luc: "Luc Côté", Sophie: "Sophie Gagnon"}[person]
}

// Decision is what a Resolve was given.
type Decision struct {
	Conflict string
	Edit     syncing.FieldEdit
}

// Source is conflicts in memory that record how they are decided. It is for one goroutine.
type Source struct {
	Fields    syncing.View
	Rows      []syncing.OutboxRow
	Decisions []Decision
	ViewErr   error
	SaveErr   error

	subs map[int]func()
	next int
}

// NewSource has settings and no conflict.
func NewSource() *Source {
	s := &Source{Fields: syncing.View{}, subs: map[int]func(){}}
	for name, value := range settings.DefaultProfile("Téléphonie Boréale inc.").Fields() {
		s.Stand("profile", name, value, Luc)
	}
	return s
}

// Boreale has three conflicts: Marie's name and Sophie's zone met edits of Luc; Sophie's language is one that is no more.
func Boreale() *Source {
	s := NewSource()
	s.Add("c1", wire.ConflictRecord{
		Entity: "profile", Field: settings.FieldName, Base: settings.Text("Boréale"), Proposed: settings.Text("Boréale Télécom"),
		Person: Marie, MadeAt: Now.Add(-26 * time.Hour),
	})
	s.Add("c2", wire.ConflictRecord{
		Entity: "profile", Field: settings.FieldTimeZone, Base: settings.Text("America/Halifax"), Proposed: settings.Text("America/St_Johns"),
		Person: Sophie, MadeAt: Now.Add(-3 * time.Hour),
	})
	s.Add("c3", wire.ConflictRecord{
		Entity: "profile", Field: settings.FieldDefaultLanguage, Base: settings.Text("en"), Proposed: settings.Text("de"),
		Person: Sophie, MadeAt: Now.Add(-2 * time.Hour),
	})
	return s
}

// Providers are the telephony providers of Sections, Servers its application servers by name.
var (
	Providers = map[string]string{
		"Horizon Télécom": "0190b2f0-0000-7000-8000-0000000000a1", "Lignes Laurier": "0190b2f0-0000-7000-8000-0000000000a2",
	}
	Servers = map[string]string{
		"Montréal": "0190b2f0-0000-7000-8000-0000000000b1", "Québec": "0190b2f0-0000-7000-8000-0000000000b2",
	}
)

// Sections has conflicts about what is not a text: "provider", the telephony provider that is used; "address", where one
// is; "failover"; "order", of the servers; "gone", a provider that is no more.
func Sections() *Source {
	s := NewSource()
	for name, id := range Providers {
		s.Stand(settings.TelephonyEntity(id), settings.FieldName, settings.Text(name), Luc)
	}
	for name, id := range Servers {
		s.Stand(settings.AppServerEntity(id), settings.FieldName, settings.Text(name), Luc)
	}
	horizon, laurier := Providers["Horizon Télécom"], Providers["Lignes Laurier"]
	montreal, quebec := Servers["Montréal"], Servers["Québec"]
	deleted := settings.Text("0190b2f0-0000-7000-8000-0000000000ff")
	for i, c := range []struct {
		id, entity, field      string
		base, server, proposed wire.Value
	}{
		{"provider", settings.EntityTelephony, settings.FieldDefault, nil, settings.Text(horizon), settings.Text(laurier)},
		{
			"address", settings.TelephonyEntity(laurier), settings.FieldAddress, settings.HostPort{Host: "203.0.113.40"}.Value(),
			settings.HostPort{Host: "sip.laurier.example"}.Value(), settings.HostPort{Host: "203.0.113.40", Port: 5062}.Value(),
		},
		{
			"failover", settings.EntityAppServers, settings.FieldFailover, settings.DefaultFailover().Value(),
			settings.Failover{Enabled: true, DownAfter: 60, UpAfter: 300}.Value(), settings.Failover{DownAfter: 30, UpAfter: 120}.Value(),
		},
		{
			"order", settings.EntityAppServers, settings.FieldOrder, settings.OrderValue([]string{montreal}),
			settings.OrderValue([]string{montreal, quebec}), settings.OrderValue([]string{quebec, montreal}),
		},
		{"gone", settings.ResellerEntity("0190b2f0-0000-7000-8000-0000000000c1"), settings.FieldTelephony, nil, settings.Text(horizon), deleted},
	} {
		s.Stand(c.entity, c.field, c.server, Luc)
		s.Add(c.id, wire.ConflictRecord{
			Entity: c.entity, Field: c.field, Base: c.base, Proposed: c.proposed, Person: Marie,
			MadeAt: Now.Add(time.Duration(i-26) * time.Hour),
		})
	}
	s.Stand(settings.ResellerEntity("0190b2f0-0000-7000-8000-0000000000c1"), settings.FieldName, settings.Text("Télécom Rive-Sud"), Luc)
	return s
}

// Stand makes a value stand on the server.
func (s *Source) Stand(entity, field string, value wire.Value, person string) {
	if s.Fields[entity] == nil {
		s.Fields[entity] = syncing.Entity{}
	}
	s.Fields[entity][field] = syncing.FieldState{Value: value, Base: value, Rev: 7, Person: person, At: Now.Add(-25 * time.Hour)}
}

// Add opens a conflict.
func (s *Source) Add(id string, record wire.ConflictRecord) {
	record.Open = true
	s.record(id, record)
}

// Close closes a conflict, as the feed does.
func (s *Source) Close(id string) {
	var record wire.ConflictRecord
	_ = json.Unmarshal(s.Fields[syncing.ConflictEntity(id)][wire.ConflictField].Base, &record) // written by record
	record.Open = false
	s.record(id, record)
	s.Notify()
}

func (s *Source) record(id string, record wire.ConflictRecord) {
	value, err := json.Marshal(record)
	if err != nil {
		panic(err) // samples are well formed
	}
	s.Stand(syncing.ConflictEntity(id), wire.ConflictField, value, record.Person)
}

// View copies what stands.
func (s *Source) View(context.Context) (syncing.View, error) {
	if s.ViewErr != nil {
		return nil, s.ViewErr
	}
	out := syncing.View{}
	for name, entity := range s.Fields {
		out[name] = maps.Clone(entity)
	}
	return out, nil
}

// Queue copies what waits.
func (s *Source) Queue(context.Context) ([]syncing.OutboxRow, error) {
	return slices.Clone(s.Rows), nil
}

// Resolve queues the decision, as a computer without a connection does.
func (s *Source) Resolve(_ context.Context, conflict string, edit syncing.FieldEdit) error {
	if s.SaveErr != nil {
		return s.SaveErr
	}
	s.Decisions = append(s.Decisions, Decision{conflict, edit})
	s.Rows = append(s.Rows, syncing.OutboxRow{State: syncing.Pending, SavedAt: Now, Mutation: wire.Mutation{
		Seq: int64(len(s.Rows) + 1), Kind: wire.Resolve, Entity: edit.Entity, Conflict: conflict, MadeAt: Now,
		Fields: []wire.FieldEdit{{Name: edit.Field, Base: edit.Saw.Value, BaseRev: edit.Saw.Rev, Value: edit.Value}},
	}})
	s.Notify()
	return nil
}

// Refuse makes the server refuse the last decision.
func (s *Source) Refuse(code string) {
	row := &s.Rows[len(s.Rows)-1]
	row.State = syncing.Done
	row.Result = &wire.MutationResult{Seq: row.Mutation.Seq, Fields: []wire.FieldResult{{Name: row.Mutation.Fields[0].Name, Outcome: wire.Rejected, Code: code}}}
	s.Notify()
}

// Subscribe calls f after each change.
func (s *Source) Subscribe(f func()) (cancel func()) {
	id := s.next
	s.next++
	s.subs[id] = f
	return func() { delete(s.subs, id) }
}

// Subscribers is how many follow.
func (s *Source) Subscribers() int { return len(s.subs) }

// Notify tells who follows.
func (s *Source) Notify() {
	for _, id := range slices.Sorted(maps.Keys(s.subs)) {
		s.subs[id]()
	}
}
