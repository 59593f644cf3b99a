// Package sample is a kiosk's service and directory in memory, for the tests of the page and for the gallery.
package sample

import (
	"context"
	"fmt"
	"strings"
	"time"

	"pupitre/data/desk"
	"pupitre/data/directory"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/ui/kioskpage"
)

// Now is the time of the samples: Monday 23 November 2026, 11:30 in Montréal.
var Now = time.Date(2026, time.November, 23, 16, 30, 0, 0, time.UTC)

// Source is what the kiosk reads. It is for one goroutine.
type Source struct {
	Fields syncing.View
	Err    error
	Told   desk.State

	subs map[int]func()
	next int
}

// Boreale is the service of the sample provider: weekdays from nine to five with a lunch break, in English without Friday.
func Boreale() *Source {
	s := &Source{
		Fields: syncing.View{}, subs: map[int]func(){},
		Told: desk.State{Connection: desk.Online, LastExchange: Now.Add(-time.Minute)},
	}
	s.Set(settings.EntityProfile, settings.DefaultProfile("Téléphonie Boréale").Fields())
	s.Set(settings.EntitySupport, settings.Support{Email: "soutien@boreale.example", Phone: "+15145550123"}.Fields())
	work := schedule.Weekly{
		Name: "En semaine", Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.Weekdays, Span: schedule.Between(540, 1020),
	}
	english := work
	english.Name, english.Days = "Weekdays", schedule.DaysOf(1, 2, 3, 4)
	lunch := schedule.NewLunchBreak("", "Pause-repas", work)
	chat := schedule.Chat{
		Enabled: true, Zone: settings.DefaultTimeZone,
		French: []schedule.Weekly{work, lunch}, English: []schedule.Weekly{english},
		Special: []schedule.Special{{
			NameFR: "Inventaire", NameEN: "Stocktaking", State: schedule.Closed,
			Start: schedule.DateOf(2026, time.November, 26).At(0), End: schedule.DateOf(2026, time.November, 27).At(0),
		}},
	}
	for i := range chat.French {
		chat.French[i].ID = fmt.Sprintf("01980000-0000-7000-8000-00000000020%d", i)
	}
	chat.French[1].Parent = ""
	chat.English[0].ID = "01980000-0000-7000-8000-000000000210"
	chat.Special[0].ID = "01980000-0000-7000-8000-000000000220"
	for entity, fields := range chat.Stored() {
		s.Set(entity, fields)
	}
	return s
}

// Set changes fields of an entity, and tells nobody.
func (s *Source) Set(entity string, fields map[string]wire.Value) {
	if s.Fields[entity] == nil {
		s.Fields[entity] = map[string]syncing.FieldState{}
	}
	for name, value := range fields {
		s.Fields[entity][name] = syncing.FieldState{Value: value}
	}
}

// View implements kioskpage.Source.
func (s *Source) View(context.Context) (syncing.View, error) { return s.Fields, s.Err }

// State implements kioskpage.Source.
func (s *Source) State() desk.State { return s.Told }

// Subscribe implements kioskpage.Source.
func (s *Source) Subscribe(f func()) (cancel func()) {
	id := s.next
	s.next++
	s.subs[id] = f
	return func() { delete(s.subs, id) }
}

// Tell tells who has subscribed that something has changed.
func (s *Source) Tell() {
	for _, f := range s.subs {
		f()
	}
}

// Subscribers is how many follow.
func (s *Source) Subscribers() int { return len(s.subs) }

// Finder is a small directory.
type Finder struct {
	Err   error
	Asked []directory.Query
}

// people are those whom the directory knows, by category.
var people = map[directory.Kind][]kioskpage.Line{
	directory.User: {
		{Name: "Amélie Gagnon", Phone: "+14185550131", Extension: "3101", Account: "Clinique du Vieux-Port", Site: "Québec", Department: "Accueil"},
		{Name: "Étienne Desrosiers", Phone: "+15145550142", Extension: "3107", Account: "Clinique du Vieux-Port", Site: "Montréal", Department: "Comptabilité"},
		{Name: "Maëlle Tremblay-Lachance", Phone: "+14185550133", Extension: "3120", Account: "Clinique du Vieux-Port", Site: "Québec", Department: "Radiologie et imagerie"},
		{Name: "Marie Tremblay", Extension: "3201", Account: "Centre administratif", Site: "Siège social"},
		{Name: "Noé Trembley", Phone: "+15145550177", Account: "Centre administratif", Site: "Siège social", Department: "Informatique"},
	},
	directory.Number: {{Phone: "+15145550100", Name: "Ligne principale", Account: "Centre administratif", Site: "Siège social"}},
}

// Find implements kioskpage.Finder: names that hold the text, whatever the case; "tous" finds many.
func (f *Finder) Find(_ context.Context, q directory.Query, offset, limit int) (kioskpage.Found, error) {
	f.Asked = append(f.Asked, q)
	if f.Err != nil {
		return kioskpage.Found{}, f.Err
	}
	var all []kioskpage.Line
	for _, l := range people[q.Category] {
		if strings.Contains(strings.ToLower(l.Name+l.Extension), strings.ToLower(q.Text)) {
			all = append(all, l)
		}
	}
	if q.Text == "tous" {
		for i := range 45 {
			all = append(all, kioskpage.Line{Name: fmt.Sprintf("Personne %d", i+1), Extension: fmt.Sprint(4000 + i), Account: "Centre administratif"})
		}
	}
	from := min(offset, len(all))
	return kioskpage.Found{Total: len(all), Lines: all[from:min(from+limit, len(all))]}, nil
}
