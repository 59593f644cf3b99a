// Package sample is a fictitious provider's history in memory, for the tests of the page and for the gallery.
package sample

import (
	"context"
	"maps"
	"slices"
	"time"

	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/ui/historypage"
)

// People of the samples.
const (
	Marie = "0190b2f0-0000-7000-8000-000000000001"
	Luc   = "0190b2f0-0000-7000-8000-000000000002"
)

// Now is the time of the samples: Saturday 21 November 2026, 14:30 in Montréal.
var Now = time.Date(2026, time.November, 21, 19, 30, 0, 0, time.UTC)

// names and devices by person.
var (
	names   = map[string]string{Marie: "Marie Tremblay", Luc: "Luc Côté"}
	devices = map[string]string{Marie: "Portable de Marie", Luc: "Poste de l’accueil"}
)

// Source is a history in memory that records what is saved. It is for one goroutine.
type Source struct {
	Rows    []historypage.HistoryRow // newest first
	Fields  syncing.View
	Saves   [][]syncing.FieldEdit
	Queries []historypage.HistoryQuery

	HistoryErr error
	SaveErr    error
	// Offline makes every page partial.
	Offline bool
	// FailBefore, when set, makes reading of what is older than that revision fail.
	FailBefore int64

	subs map[int]func()
	next int
}

// NewSource makes an empty history.
func NewSource() *Source { return &Source{Fields: syncing.View{}, subs: map[int]func(){}} }

// Boreale makes the history of the sample provider: a few changes of the last weeks, and many older ones.
func Boreale(older int) *Source {
	s := NewSource()
	at := Now.Add(-time.Duration(older+60*24) * time.Hour)
	s.Change("", "profile", settings.FieldName, "Boréale", at)
	zones := []string{"America/Halifax", settings.DefaultTimeZone}
	for i := range older {
		at = at.Add(time.Hour)
		s.Change([]string{Marie, Luc}[i%2], "profile", settings.FieldTimeZone, zones[i%2], at)
	}
	s.Change(Luc, "profile", settings.FieldDefaultLanguage, "fr", Now.Add(-40*24*time.Hour))
	s.Change(Marie, "profile", settings.FieldName, "Téléphonie Boréale", Now.Add(-20*24*time.Hour))
	s.Change(Luc, "profile", settings.FieldTimeZone, "America/St_Johns", Now.Add(-3*24*time.Hour))
	s.Change(Marie, settings.PersonEntity(Marie), settings.FieldLanguage, "fr", Now.Add(-26*time.Hour))
	s.Change(Luc, "profile", settings.FieldName, "Téléphonie Boréale inc.", Now.Add(-3*time.Hour))
	s.Change(Luc, "profile", settings.FieldDefaultLanguage, "en", Now.Add(-2*time.Hour))
	s.Change(Marie, "member:"+Luc, "role", "delegate", Now.Add(-40*time.Minute))
	return s
}

// Ids of the telephony providers and the application servers of Sections.
const (
	Horizon  = "0190b2f0-0000-7000-8000-0000000000a1"
	Laurier  = "0190b2f0-0000-7000-8000-0000000000a2"
	Montreal = "0190b2f0-0000-7000-8000-0000000000b1"
	Quebec   = "0190b2f0-0000-7000-8000-0000000000b2"
)

// Sections makes a history of what is not a text: providers with addresses, one of them deleted since, the one that is used,
// servers, their order and their fail-over.
func Sections() *Source {
	s := NewSource()
	day := func(ago int) time.Time { return Now.Add(-time.Duration(ago) * 24 * time.Hour) }
	s.entity(Luc, settings.TelephonyEntity(Horizon), settings.Telephony{
		Name: "Horizon Télécom", Address: settings.HostPort{Host: "sip.horizon.example"}, Transport: "udp",
	}.Fields(), day(9))
	s.entity(Luc, settings.TelephonyEntity(Laurier), settings.Telephony{
		Name: "Lignes Laurier", Address: settings.HostPort{Host: "203.0.113.40"}, Transport: "tcp",
	}.Fields(), day(8))
	s.Set(Luc, settings.EntityTelephony, settings.FieldDefault, settings.Text(Laurier), day(7))
	s.Change(Luc, settings.AppServerEntity(Montreal), settings.FieldName, "Montréal", day(6))
	s.Change(Luc, settings.AppServerEntity(Quebec), settings.FieldName, "Québec", day(6))
	s.Set(Luc, settings.EntityAppServers, settings.FieldOrder, settings.OrderValue([]string{Montreal, Quebec}), day(5))
	s.Set(Luc, settings.EntityAppServers, settings.FieldFailover, settings.DefaultFailover().Value(), day(5))
	s.Set(Marie, settings.EntityTelephony, settings.FieldDefault, settings.Text(Horizon), day(4))
	s.Delete(Marie, settings.TelephonyEntity(Laurier), day(4))
	s.Set(Luc, settings.TelephonyEntity(Horizon), settings.FieldAddress, settings.HostPort{Host: "203.0.113.60", Port: 5062}.Value(), day(3))
	s.Set(Luc, settings.EntityAppServers, settings.FieldOrder, settings.OrderValue([]string{Quebec, Montreal}), day(2))
	s.Set(Luc, settings.EntityAppServers, settings.FieldFailover, settings.Failover{DownAfter: 30, UpAfter: 120}.Value(), day(1))
	return s
}

// entity adds the changes that make an entity.
func (s *Source) entity(person, entity string, fields map[string]wire.Value, at time.Time) {
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if !syncing.Same(fields[name], nil) {
			s.put(entity, name, fields[name], person, at)
		}
	}
}

// Set is Change for any value.
func (s *Source) Set(person, entity, field string, value wire.Value, at time.Time) {
	s.put(entity, field, value, person, at)
}

// Delete adds the changes of a deletion.
func (s *Source) Delete(person, entity string, at time.Time) {
	for _, name := range slices.Sorted(maps.Keys(s.Fields[entity])) {
		s.put(entity, name, nil, person, at)
	}
	delete(s.Fields, entity)
}

// Change adds a change at the top and makes it stand. person may be "", for the server itself.
func (s *Source) Change(person, entity, field, text string, at time.Time) {
	s.put(entity, field, settings.Text(text), person, at)
}

func (s *Source) put(entity, field string, value wire.Value, person string, at time.Time) {
	if s.Fields[entity] == nil {
		s.Fields[entity] = syncing.Entity{}
	}
	rev := int64(len(s.Rows) + 1)
	s.Rows = append([]historypage.HistoryRow{{
		Rev: rev, Entity: entity, Field: field, Old: s.Fields[entity][field].Value, New: value,
		PersonID: person, Person: names[person], At: at, Device: devices[person],
	}}, s.Rows...)
	s.Fields[entity][field] = syncing.FieldState{Value: value, Base: value, Rev: rev, Person: person, At: at}
}

// History answers as a server does.
func (s *Source) History(_ context.Context, q historypage.HistoryQuery) (historypage.HistoryPage, error) {
	s.Queries = append(s.Queries, q)
	if s.HistoryErr != nil && (s.FailBefore == 0 || (q.Before > 0 && q.Before <= s.FailBefore)) {
		return historypage.HistoryPage{}, s.HistoryErr
	}
	page := historypage.HistoryPage{Partial: s.Offline}
	for _, r := range s.Rows {
		if (q.Before != 0 && r.Rev >= q.Before) || (q.Person != "" && r.PersonID != q.Person) || (q.Entity != "" && r.Entity != q.Entity) {
			continue
		}
		if len(page.Rows) == q.Limit {
			page.Next = page.Rows[len(page.Rows)-1].Rev
			return page, nil
		}
		page.Rows = append(page.Rows, r)
	}
	return page, nil
}

// View copies what stands.
func (s *Source) View(context.Context) (syncing.View, error) {
	out := syncing.View{}
	for name, entity := range s.Fields {
		out[name] = maps.Clone(entity)
	}
	return out, nil
}

// Save makes the edits stand, as Marie's.
func (s *Source) Save(_ context.Context, edits []syncing.FieldEdit, deletes ...syncing.Deletion) error {
	if s.SaveErr != nil {
		return s.SaveErr
	}
	s.Saves = append(s.Saves, edits)
	for _, e := range edits {
		s.put(e.Entity, e.Field, e.Value, Marie, Now)
	}
	for _, d := range deletes {
		delete(s.Fields, d.Entity)
	}
	s.Notify()
	return nil
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
