// Package sample is a fictitious exchange in memory, for the tests of the page and for the gallery.
package sample

import (
	"context"
	"maps"
	"slices"
	"time"

	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Now is the time of the samples: Saturday 21 November 2026, 14:30 in Montréal.
var Now = time.Date(2026, time.November, 21, 19, 30, 0, 0, time.UTC)

// Source is an exchange in memory. It is for one goroutine.
type Source struct {
	Status   desk.State
	Rows     []syncing.OutboxRow
	QueueErr error
	Retries  int

	subs map[int]func()
	next int
}

// NewSource is on line, with nothing in its queue.
func NewSource() *Source {
	return &Source{
		Status: desk.State{Connection: desk.Online, LastExchange: Now.Add(-20 * time.Second)}, subs: map[int]func(){},
	}
}

// Boreale has worked off line since the morning: three edits wait, the server has refused two, one is in conflict.
func Boreale() *Source {
	s := NewSource()
	s.Refused("profile", settings.FieldTimeZone, settings.DefaultTimeZone, "America/Halifax", "settings.not_allowed")
	s.Refused("profile", settings.FieldName, "Boréale", "  ", "settings.name_required")
	s.Edit("profile", settings.FieldName, "Boréale", "Boréale Télécom", 50*time.Minute)
	s.Edit("profile", settings.FieldDefaultLanguage, "fr", "en", 45*time.Minute)
	s.Edit("schedule:1", "rank", "", "3", 10*time.Minute)
	s.Status = desk.State{
		Connection: desk.Offline, LastExchange: Now.Add(-5 * time.Hour), Pending: 3,
		Notices: []desk.Notice{{Seq: 9, Entity: "profile", Field: settings.FieldName, Conflict: "c1"}},
	}
	return s
}

// Edit queues an edit that waits.
func (s *Source) Edit(entity, field, old, text string, ago time.Duration) *syncing.OutboxRow {
	s.Rows = append(s.Rows, syncing.OutboxRow{State: syncing.Pending, SavedAt: Now.Add(-ago), Mutation: wire.Mutation{
		Seq: int64(len(s.Rows) + 1), Kind: wire.Edit, Entity: entity, MadeAt: Now.Add(-ago),
		Fields: []wire.FieldEdit{{Name: field, Base: value(old), Value: value(text)}},
	}})
	return &s.Rows[len(s.Rows)-1]
}

func value(text string) wire.Value {
	if text == "" {
		return nil
	}
	return settings.Text(text)
}

// Refused adds an edit that the server has rejected.
func (s *Source) Refused(entity, field, old, text, code string) {
	row := s.Edit(entity, field, old, text, 24*time.Hour)
	row.State, row.EndedAt = syncing.Done, Now.Add(-23*time.Hour)
	row.Result = &wire.MutationResult{Seq: row.Mutation.Seq, Fields: []wire.FieldResult{{Name: field, Outcome: wire.Rejected, Code: code}}}
}

// State is the state given.
func (s *Source) State() desk.State { return s.Status }

// Traffic is always the same.
func (s *Source) Traffic() (sent, received int64) { return 12_400, 348_000 }

// Queue copies the rows.
func (s *Source) Queue(context.Context) ([]syncing.OutboxRow, error) {
	return slices.Clone(s.Rows), s.QueueErr
}

// RetryNow is counted.
func (s *Source) RetryNow() { s.Retries++ }

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
