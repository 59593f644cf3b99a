// Package sample is a fictitious provider's settings in memory, for the tests of the pages and for the gallery.
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

// Marie is the id of the sample provider's primary administrator.
const Marie = "0190b2f0-0000-7000-8000-000000000001"

// Email is the address that Marie signs in with.
const Email = "marie.tremblay@boreale.example"

// Provider is the name of the sample provider.
const Provider = "Téléphonie Boréale"

// Now is the time of the samples: Saturday 21 November 2026, 14:30 in Montréal.
var Now = time.Date(2026, time.November, 21, 19, 30, 0, 0, time.UTC)

// Clock stands still at Now.
type Clock struct{}

// Now is always the same.
func (Clock) Now() time.Time { return Now }

// Stored is what the sample provider has set; each change may alter it.
func Stored(changes ...func(syncing.View)) syncing.View {
	profile := syncing.Entity{}
	for name, value := range settings.DefaultProfile(Provider).Fields() {
		profile[name] = syncing.FieldState{Value: value, Base: value, Rev: 3}
	}
	v := syncing.View{settings.EntityProfile: profile}
	for _, change := range changes {
		change(v)
	}
	return v
}

// With sets one field.
func With(entity, field, text string, rev int64) func(syncing.View) {
	return func(v syncing.View) {
		if v[entity] == nil {
			v[entity] = syncing.Entity{}
		}
		value := settings.Text(text)
		v[entity][field] = syncing.FieldState{Value: value, Base: value, Rev: rev}
	}
}

// Named sets the provider's name.
func Named(name string, rev int64) func(syncing.View) {
	return With(settings.EntityProfile, settings.FieldName, name, rev)
}

// Speaking sets Marie's interface language.
func Speaking(lang string) func(syncing.View) {
	return With(settings.PersonEntity(Marie), settings.FieldLanguage, lang, 2)
}

// Conflict is an edit of Marie's that met another one.
func Conflict() desk.Notice {
	return desk.Notice{
		Seq: 7, Entity: settings.EntityProfile, Field: settings.FieldName, Conflict: "c1",
		Mine: settings.Text("Boréale Télécom"), Theirs: settings.Text("Téléphonie Boréale inc."), By: "Luc Côté",
	}
}

// Rejection is an edit of Marie's that the server refused.
func Rejection() desk.Notice {
	return desk.Notice{
		Seq: 8, Entity: settings.EntityProfile, Field: settings.FieldTimeZone, Code: "settings.not_allowed",
		Mine: settings.Text("America/Halifax"), Theirs: settings.Text(settings.DefaultTimeZone),
	}
}

// Source is settings in memory that record what they are asked. It is for one goroutine.
type Source struct {
	Fields syncing.View
	Status desk.State

	ViewErr   error
	SaveErr   error
	SettleErr error

	Saves  [][]syncing.FieldEdit
	Gone   []syncing.Deletion // of all saves
	Asked  []string           // "retry", "mine <field>", "theirs <field>"
	Edited []string           // sections that the others were told of

	subs map[int]func()
	next int
}

// NewSource makes a source that is online.
func NewSource(changes ...func(syncing.View)) *Source {
	return &Source{
		Fields: Stored(changes...),
		Status: desk.State{Connection: desk.Online, LastExchange: Now.Add(-5 * time.Minute)},
		subs:   map[int]func(){},
	}
}

// View copies what is stored.
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

// Save stores the edits as if they waited for the server.
func (s *Source) Save(_ context.Context, edits []syncing.FieldEdit, deletes ...syncing.Deletion) error {
	if s.SaveErr != nil {
		return s.SaveErr
	}
	s.Saves = append(s.Saves, edits)
	for _, e := range edits {
		s.put(e)
	}
	s.Gone = append(s.Gone, deletes...)
	for _, d := range deletes {
		delete(s.Fields, d.Entity)
	}
	s.Notify()
	return nil
}

func (s *Source) put(e syncing.FieldEdit) {
	if s.Fields[e.Entity] == nil {
		s.Fields[e.Entity] = syncing.Entity{}
	}
	state := s.Fields[e.Entity][e.Field]
	state.Value, state.Seq = wire.Value(e.Value), int64(len(s.Saves))
	state.Pending = s.Status.Connection != desk.Online
	if state.Pending {
		s.Status.Pending++
	}
	s.Fields[e.Entity][e.Field] = state
}

// Change alters what is stored, as another desktop would.
func (s *Source) Change(changes ...func(syncing.View)) {
	for _, change := range changes {
		change(s.Fields)
	}
	s.Notify()
}

// Set alters the state of the exchange.
func (s *Source) Set(state desk.State) {
	s.Status = state
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

// State is the state of the exchange.
func (s *Source) State() desk.State { return s.Status }

// Editing is recorded.
func (s *Source) Editing(section string) { s.Edited = append(s.Edited, section) }

// RetryNow is recorded.
func (s *Source) RetryNow() { s.Asked = append(s.Asked, "retry") }

// ResolveMine takes the notice away and stores its value.
func (s *Source) ResolveMine(_ context.Context, n desk.Notice) error {
	if err := s.settle("mine", n); err != nil {
		return err
	}
	s.Change(With(n.Entity, n.Field, settings.String(n.Mine), 9))
	return nil
}

// DismissNotice takes the notice away.
func (s *Source) DismissNotice(_ context.Context, n desk.Notice) error {
	if err := s.settle("theirs", n); err != nil {
		return err
	}
	s.Notify()
	return nil
}

func (s *Source) settle(how string, n desk.Notice) error {
	s.Asked = append(s.Asked, how+" "+n.Field)
	if s.SettleErr != nil {
		return s.SettleErr
	}
	s.Status.Notices = slices.DeleteFunc(slices.Clone(s.Status.Notices), func(o desk.Notice) bool { return o.Seq == n.Seq })
	return nil
}

// Sections remembers which sections are open.
type Sections map[string]bool

// AllOpen opens the two first sections, which is what a window of the usual size has room for.
func AllOpen() Sections { return Sections{"profile": true, "administrator": true} }

// Only opens one section.
func Only(id string) Sections { return Sections{id: true} }

// SectionOpen tells whether a section is open.
func (s Sections) SectionOpen(id string) bool { return s[id] }

// SetSectionOpen opens or closes a section.
func (s Sections) SetSectionOpen(id string, open bool) { s[id] = open }
