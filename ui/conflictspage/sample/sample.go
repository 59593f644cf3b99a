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
