// Package sample is the account of a fictitious primary administrator on a server in memory, for the tests of the rows and
// for the gallery.
package sample

import (
	"cmp"
	"context"
	"slices"
	"time"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/ui/editing/sample"
)

// Ids of the people.
const (
	Luc    = "0190b2f0-0000-7000-8000-000000000002"
	Amelie = "0190b2f0-0000-7000-8000-000000000003"
	Emily  = "0190b2f0-0000-7000-8000-000000000004"
)

// Password is that of who is signed in.
const Password = "Forêt boréale 7!"

// Code is the right code of the second factor.
const Code = "123456"

// Server keeps an account and records what it is asked to change. It is for one goroutine.
type Server struct {
	Known   desk.People
	Factor  wire.TOTPState
	Open    wire.Sessions
	ReadErr error // of all questions
	// PeopleErr is of the question who the people are, PeopleRead how often it was asked.
	PeopleErr  error
	PeopleRead int
	Err        error // of all changes
	Asked      []string
}

// NewServer has a primary administrator, a delegate, and two people who could be either; no second factor; three sessions.
func NewServer() *Server {
	person := func(id, name, email, code string, role access.Role) wire.Colleague {
		return wire.Colleague{Person: id, Name: name, Email: email, Code: code, Role: string(role), State: wire.PersonActive}
	}
	amelie := person(Amelie, "Amélie Gagnon", "amelie.gagnon@cote-nord.example", "100057", access.Reseller)
	amelie.Reseller, amelie.Lead = "0190b2f0-0000-7000-8000-0000000000c1", true
	session := func(id, device string, seen, since time.Duration, current bool) wire.SessionInfo {
		return wire.SessionInfo{
			ID: id, Person: sample.Marie, Name: "Marie Tremblay", DeviceName: device,
			SeenAt: sample.Now.Add(-seen), CreatedAt: sample.Now.Add(-since), Current: current,
		}
	}
	const day = 24 * time.Hour
	return &Server{
		Known: desk.People{Live: true, People: []wire.Colleague{
			person(sample.Marie, "Marie Tremblay", sample.Email, "100042", access.Primary),
			person(Luc, "Luc Côté", "luc.cote@boreale.example", "100043", access.Delegate),
			amelie,
			person(Emily, "Emily MacDonald", "emily.macdonald@northlink.example", "100058", access.Reseller),
		}},
		Open: wire.Sessions{Sessions: []wire.SessionInfo{
			session("s1", "Bureau-204", 0, 12*day, true),
			session("s2", "Portable de Marie", 3*time.Hour, 40*day, false),
			session("s3", "", 9*day, 90*day, false),
		}},
	}
}

// change records a change, and refuses one with a wrong password.
func (s *Server) change(password, what string) error {
	if password != Password {
		return fault.New(fault.Forbidden, "sample", "lease.wrong_password")
	}
	if s.Err != nil {
		return s.Err
	}
	s.Asked = append(s.Asked, what)
	return nil
}

// People implements account.Server.
func (s *Server) People(context.Context) (desk.People, error) {
	s.PeopleRead++
	return desk.People{People: slices.Clone(s.Known.People), Live: s.Known.Live}, cmp.Or(s.PeopleErr, s.ReadErr)
}

func (s *Server) role(person string, role access.Role) {
	for i, c := range s.Known.People {
		if c.Person == person {
			s.Known.People[i].Role = string(role)
		}
	}
}

// ChangeName implements account.Server.
func (s *Server) ChangeName(_ context.Context, name string) error {
	err := s.change(Password, "name "+name)
	if err == nil {
		s.Known.People[0].Name = name
	}
	return err
}

// ChangeEmail implements account.Server.
func (s *Server) ChangeEmail(_ context.Context, email, password string) error {
	err := s.change(password, "email "+email)
	if err == nil {
		s.Known.People[0].Email = email
	}
	return err
}

// ChangePassword implements account.Server.
func (s *Server) ChangePassword(_ context.Context, before, after string) error {
	return s.change(before, "password "+after)
}

// TransferPrimary implements account.Server.
func (s *Server) TransferPrimary(_ context.Context, person, password string) error {
	err := s.change(password, "primary "+person)
	if err == nil {
		s.role(sample.Marie, access.Delegate)
		s.role(person, access.Primary)
	}
	return err
}

// AddDelegate implements account.Server.
func (s *Server) AddDelegate(_ context.Context, person, password string) error {
	err := s.change(password, "delegate "+person)
	if err == nil {
		s.role(person, access.Delegate)
	}
	return err
}

// RemoveDelegate implements account.Server.
func (s *Server) RemoveDelegate(_ context.Context, person, password string) error {
	err := s.change(password, "remove "+person)
	if err == nil {
		s.role(person, access.Reseller)
	}
	return err
}

// Sessions implements account.Server.
func (s *Server) Sessions(context.Context) (wire.Sessions, error) {
	return wire.Sessions{Sessions: slices.Clone(s.Open.Sessions), More: s.Open.More}, s.ReadErr
}

// EndSession implements account.Server.
func (s *Server) EndSession(_ context.Context, session string) error {
	err := s.change(Password, "end "+session)
	if err == nil {
		s.Open.Sessions = slices.DeleteFunc(s.Open.Sessions, func(o wire.SessionInfo) bool { return o.ID == session })
	}
	return err
}

// TOTP implements account.Server.
func (s *Server) TOTP(context.Context) (wire.TOTPState, error) { return s.Factor, s.ReadErr }

// TOTPBegin implements account.Server.
func (s *Server) TOTPBegin(_ context.Context, password string) (wire.TOTPSecret, error) {
	return wire.TOTPSecret{
		Secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
		URI:    "otpauth://totp/Bor%C3%A9ale:marie@boreale.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Bor%C3%A9ale",
	}, s.change(password, "begin")
}

// TOTPConfirm implements account.Server.
func (s *Server) TOTPConfirm(_ context.Context, code string) ([]string, error) {
	if code != Code {
		return nil, fault.New(fault.SignedOut, "sample", "totp.wrong_code")
	}
	s.Factor = wire.TOTPState{Enabled: true, Required: s.Factor.Required, RecoveryLeft: 10}
	return codes(), s.change(Password, "confirm")
}

// TOTPRecovery implements account.Server.
func (s *Server) TOTPRecovery(_ context.Context, password string) ([]string, error) {
	if err := s.change(password, "recovery"); err != nil {
		return nil, err
	}
	s.Factor.RecoveryLeft = 10
	return codes(), nil
}

// TOTPDisable implements account.Server.
func (s *Server) TOTPDisable(_ context.Context, password string) error {
	err := s.change(password, "disable")
	if err == nil {
		s.Factor = wire.TOTPState{}
	}
	return err
}

func codes() (out []string) {
	for range 5 {
		out = append(out, "ABCD-EFGH-IJKL-MNOP", "QRST-UVWX-YZ23-4567")
	}
	return out
}
