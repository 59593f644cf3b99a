// Package sample is the people of a fictitious provider in memory, for the tests of the pages and for the gallery.
package sample

import (
	"context"
	"fmt"
	"slices"
	"time"

	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/ui/editing/sample"
	"pupitre/ui/roster"
)

// Ids of the people.
const (
	Luc    = "0190b2f0-0000-7000-8000-000000000002"
	Julie  = "0190b2f0-0000-7000-8000-000000000003" // administrator of the reseller Rive-Sud
	Karim  = "0190b2f0-0000-7000-8000-000000000004" // delegate of the same one
	Sophie = "0190b2f0-0000-7000-8000-000000000005" // support
	Noemie = "0190b2f0-0000-7000-8000-000000000006" // invited
	Paul   = "0190b2f0-0000-7000-8000-000000000007" // of a reseller that is deactivated
	Kiosk  = "0190b2f0-0000-7000-8000-000000000008"
)

// Source is people in memory that record what they are asked. It is for one goroutine.
type Source struct {
	Known  []wire.Colleague
	Open   []wire.SessionInfo
	Status desk.State
	Err    error // of every action
	Mails  bool  // letters are delivered
	Asked  []string

	subs map[int]func()
}

// NewSource is the people of a provider that is on line and sends letters.
func NewSource() *Source {
	seen := func(d time.Duration) time.Time { return sample.Now.Add(-d) }
	return &Source{
		Mails: true, Status: desk.State{Connection: desk.Online}, subs: map[int]func(){},
		Known: []wire.Colleague{
			{Person: sample.Marie, Name: "Marie Tremblay", Email: sample.Email, Code: "100042", Role: "primary", State: wire.PersonActive, LastSeen: seen(4 * time.Minute)},
			{Person: Luc, Name: "Luc Côté", Email: "luc.cote@boreale.example", Code: "100043", Role: "delegate", State: wire.PersonActive, LastSeen: seen(3 * time.Hour)},
			{Person: Julie, Name: "Julie Fortin", Email: "julie.fortin@rive-sud.example", Code: "100044", Role: "reseller", Reseller: sample.RiveSud, Lead: true, State: wire.PersonActive, LastSeen: seen(26 * time.Hour)},
			{Person: Karim, Name: "Karim Benali", Email: "karim.benali@rive-sud.example", Code: "100045", Role: "reseller", Reseller: sample.RiveSud, State: wire.PersonActive, LastSeen: seen(50 * time.Hour)},
			{Person: Sophie, Name: "Sophie Nguyen", Email: "sophie.nguyen@boreale.example", Code: "100046", Role: "support", State: wire.PersonActive, LastSeen: seen(30 * time.Minute)},
			{Person: Noemie, Email: "noemie.oconnor@boreale.example", Code: "100047", Role: "support", State: wire.PersonInvited},
			{Person: Paul, Name: "Paul Thériault", Email: "paul.theriault@cote-nord.example", Code: "100048", Role: "reseller", Reseller: sample.CoteNord, Lead: true, State: wire.PersonDisabled},
			{Person: Kiosk, Name: "Comptoir, rez-de-chaussée", Code: "100049", Role: "kiosk", State: wire.PersonActive, LastSeen: seen(time.Hour)},
		},
		Open: []wire.SessionInfo{
			{ID: "s1", Person: sample.Marie, Name: "Marie Tremblay", DeviceName: "marie-portable", SeenAt: seen(4 * time.Minute), Current: true},
			{ID: "s2", Person: sample.Marie, Name: "Marie Tremblay", DeviceName: "marie-bureau", SeenAt: seen(3 * 24 * time.Hour)},
			{ID: "s3", Person: Julie, Name: "Julie Fortin", DeviceName: "RIVESUD-PC-04", SeenAt: seen(26 * time.Hour)},
		},
	}
}

func (s *Source) ask(format string, args ...any) error {
	if s.Err != nil {
		return s.Err
	}
	s.Asked = append(s.Asked, fmt.Sprintf(format, args...))
	return nil
}

// People lists them; off line, as they were known.
func (s *Source) People(context.Context) (desk.People, error) {
	online := s.Status.Connection == desk.Online
	if !online && len(s.Known) == 0 {
		return desk.People{}, fault.New(fault.Unavailable, "sample.People", "people.offline")
	}
	return desk.People{People: slices.Clone(s.Known), Live: online}, nil
}

// Invite adds somebody.
func (s *Source) Invite(_ context.Context, in wire.InvitePerson) (wire.Invited, error) {
	if err := s.ask("invite %s %q %s %s %v", in.Email, in.Name, in.Role, in.Reseller, in.Lead); err != nil {
		return wire.Invited{}, err
	}
	id := fmt.Sprintf("0190b2f0-0000-7000-8000-0000000001%02d", len(s.Known))
	s.Known = append(s.Known, wire.Colleague{
		Person: id, Name: in.Name, Email: in.Email, Code: "100060", Role: in.Role, Reseller: in.Reseller, Lead: in.Lead, State: wire.PersonInvited,
	})
	return s.invited(id), nil
}

func (s *Source) invited(person string) wire.Invited {
	out := wire.Invited{Person: person, Mailed: s.Mails, Expires: sample.Now.Add(72 * time.Hour)}
	if !s.Mails {
		out.Secret = "7KQ2M4XHT9"
	}
	return out
}

// InviteAgain makes another invitation.
func (s *Source) InviteAgain(_ context.Context, person string) (wire.Invited, error) {
	return s.invited(person), s.ask("again %s", person)
}

// EditPerson changes somebody.
func (s *Source) EditPerson(_ context.Context, person string, in wire.EditPerson) error {
	text := "edit " + person
	i := s.index(person)
	if in.Name != nil {
		text += " name=" + *in.Name
	}
	if in.Role != nil {
		text += " role=" + *in.Role
	}
	if in.Reseller != nil {
		text += " reseller=" + *in.Reseller
	}
	if in.Lead != nil {
		text += fmt.Sprintf(" lead=%v", *in.Lead)
	}
	if err := s.ask("%s", text); err != nil {
		return err
	}
	if in.Name != nil {
		s.Known[i].Name = *in.Name
	}
	return nil
}

func (s *Source) index(person string) int {
	return slices.IndexFunc(s.Known, func(c wire.Colleague) bool { return c.Person == person })
}

// Deactivate shuts somebody out.
func (s *Source) Deactivate(_ context.Context, person string) error {
	return s.become("deactivate", person, wire.PersonDisabled)
}

// Reactivate lets somebody in.
func (s *Source) Reactivate(_ context.Context, person string) error {
	return s.become("reactivate", person, wire.PersonActive)
}

func (s *Source) become(verb, person string, state wire.PersonState) error {
	if err := s.ask("%s %s", verb, person); err != nil {
		return err
	}
	s.Known[s.index(person)].State = state
	return nil
}

// RemovePerson takes somebody out.
func (s *Source) RemovePerson(_ context.Context, person string) error {
	if err := s.ask("remove %s", person); err != nil {
		return err
	}
	i := s.index(person)
	s.Known = slices.Delete(s.Known, i, i+1)
	return nil
}

// SessionsOf lists the sessions of a person.
func (s *Source) SessionsOf(_ context.Context, person string) (wire.Sessions, error) {
	out := wire.Sessions{}
	for _, one := range s.Open {
		if one.Person == person {
			out.Sessions = append(out.Sessions, one)
		}
	}
	return out, nil
}

// EndSession ends a session.
func (s *Source) EndSession(_ context.Context, session string) error {
	if err := s.ask("end %s", session); err != nil {
		return err
	}
	s.Open = slices.DeleteFunc(s.Open, func(one wire.SessionInfo) bool { return one.ID == session })
	return nil
}

// NewKiosk gives a code.
func (s *Source) NewKiosk(_ context.Context, in wire.NewKiosk) (wire.KioskCode, error) {
	return wire.KioskCode{Code: "9VT3B", Expires: sample.Now.Add(24 * time.Hour)}, s.ask("kiosk %s %s %s", in.Name, in.Federation, in.Pin)
}

// State is the exchange with the server.
func (s *Source) State() desk.State { return s.Status }

// Subscribe keeps f.
func (s *Source) Subscribe(f func()) (cancel func()) {
	n := len(s.subs)
	s.subs[n] = f
	return func() { delete(s.subs, n) }
}

// Connect changes the connection and tells everybody.
func (s *Source) Connect(c desk.Connection) {
	s.Status.Connection = c
	for _, f := range s.subs {
		f()
	}
}

// Resellers are those of the sample settings.
func Resellers() []roster.Reseller {
	return []roster.Reseller{
		{ID: sample.NorthLink, Name: "NorthLink Telecom", Active: true},
		{ID: sample.RiveSud, Name: "Télécom Rive-Sud", Active: true},
		{ID: sample.CoteNord, Name: "Téléphonie Côte-Nord"},
	}
}
