package sample

import (
	"context"
	"fmt"
	"slices"
	"time"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Server is the server of the federation, in memory. It notes what it is asked.
type Server struct {
	Found   *Finder
	Active  bool
	Admins  []wire.Administrator
	Mails   bool  // it sends letters, else it gives secrets
	Fails   error // of everything that is asked; nil lets it answer
	Refuses error // of what is to be changed; reading goes on
	Asked   []string
	State   wire.FederationState
}

// Marie is the person who is signed in.
const Marie = "0190b2f0-0000-7000-8000-00000000aaaa"

// NewServer is a server with a Super Admin, an Admin and somebody invited.
func NewServer(f *Finder) *Server {
	since := time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC)
	accounts := f.names.Accounts()
	one := func(person, name, email string, a access.Portal, s wire.PersonState) wire.Administrator {
		return wire.Administrator{Person: person, Name: name, Email: email, Access: string(a), State: s, Since: since, Account: accounts[0].ID}
	}
	return &Server{Found: f, Active: true, Mails: true, Admins: []wire.Administrator{
		one(Marie, "Marie Tremblay", "marie.tremblay@boreale.example", access.EnterpriseSuperAdmin, wire.PersonActive),
		one("p2", "Étienne Desrosiers", "etienne.desrosiers@boreale.example", access.EnterpriseAdmin, wire.PersonActive),
		one("p3", "", "noemie.oconnor@boreale.example", access.EnterpriseSuperAdmin, wire.PersonInvited),
	}}
}

func (s *Server) note(format string, args ...any) error {
	s.Asked = append(s.Asked, fmt.Sprintf(format, args...))
	if s.Refuses != nil {
		return s.Refuses
	}
	return s.Fails
}

// Accounts implements accountspage.Source.
func (s *Server) Accounts(context.Context, string) (wire.Accounts, error) {
	if s.Fails != nil {
		return wire.Accounts{}, s.Fails
	}
	out := wire.Accounts{Generation: 1, Active: s.Active}
	for _, a := range s.Found.names.Accounts() {
		r := wire.AccountReport{ID: a.ID, Name: a.Name, Phone: a.Phone, Added: a.Added, Administrator: "Luc Côté", Counts: map[string]int{}}
		for _, e := range s.Found.entries {
			if e.Account == a.ID {
				r.Counts[string(e.Kind)]++
				if e.Extension != "" {
					r.Extensions++
				}
			}
		}
		r.Duplicates = r.Extensions / 7
		out.Accounts = append(out.Accounts, r)
	}
	return out, nil
}

// Activate implements accountspage.Source.
func (s *Server) Activate(_ context.Context, _ string, first wire.PortalUser) (wire.Invited, error) {
	if err := s.note("activate %s %s", s.name(first.Entry), first.Email); err != nil {
		return wire.Invited{}, err
	}
	s.Active = true
	return s.invited("new", "7KQ2M4XHT9"), nil
}

func (s *Server) name(entry string) string { return s.Found.entries[entry].Name }

func (s *Server) invited(person, secret string) wire.Invited {
	in := wire.Invited{Person: person, Mailed: s.Mails, Expires: time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)}
	if !s.Mails {
		in.Secret = secret
	}
	return in
}

// Administrators implements enterprisepage.Source.
func (s *Server) Administrators(context.Context, string) (wire.Administrators, error) {
	return wire.Administrators{Administrators: slices.Clone(s.Admins)}, s.Fails
}

// AddAdministrators implements enterprisepage.Source.
func (s *Server) AddAdministrators(_ context.Context, _ string, in wire.AddAdministrators) (out wire.AddedAdministrators, err error) {
	for _, u := range in.Users {
		if err := s.note("add %s %s %s", in.Access, s.name(u.Entry), u.Email); err != nil {
			return out, err
		}
		e := s.Found.entries[u.Entry]
		email := e.Email
		if u.Email != "" {
			email = u.Email
		}
		s.Admins = append(s.Admins, wire.Administrator{Person: u.Entry, Entry: u.Entry, Account: e.Account, Name: e.Name, Email: email, Access: in.Access, State: wire.PersonInvited})
		out.Added = append(out.Added, s.invited(u.Entry, "SECRET"+fmt.Sprint(len(out.Added))))
	}
	return out, nil
}

// EditAccess implements enterprisepage.Source.
func (s *Server) EditAccess(_ context.Context, _, person, to string) error {
	if err := s.note("edit %s %s", person, to); err != nil {
		return err
	}
	for i := range s.Admins {
		if s.Admins[i].Person == person {
			s.Admins[i].Access = to
			return nil
		}
	}
	return fault.New(fault.NotFound, "sample.EditAccess", "federation.administrator_unknown")
}

// RemoveAdministrator implements enterprisepage.Source.
func (s *Server) RemoveAdministrator(_ context.Context, _, person string) error {
	if err := s.note("remove %s", person); err != nil {
		return err
	}
	s.Admins = slices.DeleteFunc(s.Admins, func(a wire.Administrator) bool { return a.Person == person })
	return nil
}

// InviteAdministratorAgain implements enterprisepage.Source.
func (s *Server) InviteAdministratorAgain(_ context.Context, _, person string) (wire.Invited, error) {
	return s.invited(person, "AGAIN"), s.note("again %s", person)
}

// WithoutEmail is a user of the directory who has no address.
func (f *Finder) WithoutEmail() directory.Entry {
	var out directory.Entry
	for _, e := range f.entries {
		if e.Kind == directory.User && e.Email == "" && (out.ID == "" || e.ID < out.ID) {
			out = e
		}
	}
	return out
}

// FederationState implements federationpage.Source.
func (s *Server) FederationState(context.Context, string) (wire.FederationState, error) {
	return s.State, s.Fails
}

// BuildFederation implements federationpage.Source.
func (s *Server) BuildFederation(_ context.Context, in wire.BuildFederation) (wire.Federation, error) {
	return wire.Federation{ID: ID, Name: in.Name}, s.note("build %s %v", in.Name, in.Accounts)
}

// AddAccounts implements federationpage.Source.
func (s *Server) AddAccounts(_ context.Context, _ string, accounts []wire.BuildAccount) error {
	return s.note("accounts %v", accounts)
}

// ApplyPlan implements federationpage.Source.
func (s *Server) ApplyPlan(_ context.Context, _ string, in wire.ApplyPlan) (wire.FederationState, error) {
	if err := s.note("plan %d %d %s", in.Generation, in.MaxDigits, in.Digest); err != nil {
		return wire.FederationState{}, err
	}
	s.State.Undo = &wire.FederationUndo{Change: wire.ChangePlan, By: "Luc Côté", At: time.Date(2026, 11, 21, 15, 0, 0, 0, time.UTC)}
	return s.State, nil
}

// UndoDirectory implements federationpage.Source.
func (s *Server) UndoDirectory(context.Context, string) (wire.FederationState, error) {
	s.State.Undo = nil
	return s.State, s.note("undo")
}
