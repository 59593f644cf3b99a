package server

import (
	"net/http"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// maxPeople bounds the members of one provider.
const maxPeople = 10_000

// invitePerson makes somebody a member, and invites them when they cannot sign in yet.
func (s *Server) invitePerson(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.invitePerson"
	var in wire.InvitePerson
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	if err := s.throttle.allowPlace(r.Context(), placeOf(s.addressOf(r))); err != nil { // answers tell who has an address
		return err
	}
	email, err := settings.ParseEmail(in.Email)
	if err != nil {
		return fault.Wrap(op, err)
	}
	name, ok := cleanText(in.Name, maxPersonName)
	if !ok {
		return fault.New(fault.Invalid, op, "server.person_name")
	}
	var out wire.Invited
	err = s.manage(r, who, func(m *managing) error {
		to := access.Member{Provider: m.provider(), Role: access.Role(in.Role), Reseller: in.Reseller, Lead: in.Lead}
		if err := m.checkPlace(to); err != nil {
			return err
		}
		person, err := s.newMember(m, email, name, to)
		if err != nil {
			return err
		}
		out, err = s.inviteTo(m, person)
		return err
	})
	if err != nil {
		return err
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// newMember gives a place to whoever has an address: somebody new, or somebody who left. An address that serves another
// provider is refused: only the operator may join the two, who can ask its owner.
func (s *Server) newMember(m *managing, email, name string, to access.Member) (store.Person, error) {
	const op = "server.newMember"
	if everybody, err := m.Members(to.Provider); err != nil || len(everybody) >= maxPeople {
		return store.Person{}, orFault(err, fault.New(fault.Conflict, op, "people.too_many", "Max", maxPeople))
	}
	person, err := m.PersonByEmail(email)
	switch {
	case fault.Is(err, fault.NotFound):
		person, err = s.registrar().NewPerson(m.Tx, email, name, "")
	case err == nil:
		err = m.mustBeFree(person)
	}
	if err != nil {
		return store.Person{}, err
	}
	to.Person = person.ID
	if err := m.AddMember(to, m.now); err != nil {
		return store.Person{}, err
	}
	if err := m.write(wire.MemberEntity(to.Person), wire.StateField, nil); err != nil { // of somebody who left while shut out
		return store.Person{}, err
	}
	if err := m.record(wire.MemberEntity(to.Person), wire.RoleField, nil, settings.Text(string(to.Role))); err != nil {
		return store.Person{}, err
	}
	if err := m.writePlace(to); err != nil {
		return store.Person{}, err
	}
	profile, err := ProfileOf(m.Tx, to.Provider)
	if err != nil {
		return store.Person{}, err
	}
	return person, m.write(settings.PersonEntity(to.Person), settings.FieldLanguage, settings.Text(profile.DefaultLanguage))
}

func orFault(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// mustBeFree refuses somebody who has a place on this server, and lets in again who has left the last one.
func (m *managing) mustBeFree(p store.Person) error {
	const op = "server.mustBeFree"
	_, err := m.RosterEntry(m.provider(), p.ID)
	if err == nil {
		return fault.New(fault.Conflict, op, "people.already_here")
	}
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	var places int
	err = m.Everywhere(func() (err error) {
		places, _, err = m.OtherPlaces(p.ID, m.provider())
		return err
	})
	if err == nil && places > 0 {
		err = fault.New(fault.Conflict, op, "people.email_taken")
	}
	if err != nil || p.DisabledAt.IsZero() {
		return err
	}
	return m.DisablePerson(p.ID, time.Time{})
}

// inviteTo makes the invitation of a member who has no password yet; those of before are void.
func (s *Server) inviteTo(m *managing, p store.Person) (wire.Invited, error) {
	out := wire.Invited{Person: p.ID}
	if p.Password != "" {
		return out, nil
	}
	if err := m.VoidInvites(m.provider(), p.ID); err != nil {
		return out, err
	}
	secret, expires, err := s.registrar().Invite(m.Tx, m.provider(), p.ID)
	if err != nil {
		return out, err
	}
	out.Expires = expires
	if s.inviteCode == nil { // nobody delivers letters: whoever invites hands the secret over
		out.Secret = secret
		return out, nil
	}
	out.Mailed = true
	return out, s.alerts.Invite(m.Tx, m.provider(), p.ID, s.inviteCode(secret), m.who.Person, expires)
}

// inviteAgain makes another invitation of somebody who has not accepted one.
func (s *Server) inviteAgain(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.inviteAgain"
	if err := s.throttle.allowPlace(r.Context(), placeOf(s.addressOf(r))); err != nil { // each is a letter
		return err
	}
	var out wire.Invited
	err := s.manage(r, who, func(m *managing) error {
		t, err := m.target(r.PathValue("person"))
		if err != nil {
			return err
		}
		if stateOf(t) != wire.PersonInvited {
			return fault.New(fault.Conflict, op, "people.not_invited")
		}
		out, err = s.inviteTo(m, store.Person{ID: t.Person})
		return err
	})
	if err != nil {
		return err
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// editPerson changes a member's name, role or reseller.
func (s *Server) editPerson(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.editPerson"
	var in wire.EditPerson
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	name := ""
	if in.Name != nil {
		var ok bool
		if name, ok = cleanText(*in.Name, maxPersonName); !ok || name == "" {
			return fault.New(fault.Invalid, op, "server.person_name")
		}
	}
	return s.done(w, s.manage(r, who, func(m *managing) error {
		t, err := m.target(r.PathValue("person"))
		if err != nil {
			return err
		}
		if err := m.rename(t, name); err != nil {
			return err
		}
		return m.move(t.Member, in)
	}))
}

// rename gives a member another name. Whoever works for another provider too keeps the name that they gave themselves.
func (m *managing) rename(t store.Entry, name string) error {
	if name == "" || name == t.Name {
		return nil
	}
	var places int
	err := m.Everywhere(func() (err error) {
		places, _, err = m.OtherPlaces(t.Person, m.provider())
		return err
	})
	if err == nil && places > 0 {
		err = fault.New(fault.Conflict, "server.rename", "people.name_is_theirs")
	}
	if err != nil {
		return err
	}
	return m.SetName(t.Person, name)
}

// move gives a member another role or another reseller.
func (m *managing) move(t access.Member, in wire.EditPerson) error {
	to := t
	if in.Role != nil {
		if to.Role = access.Role(*in.Role); to.Role != access.Reseller {
			to.Reseller, to.Lead = "", false
		}
	}
	if in.Reseller != nil {
		to.Reseller = *in.Reseller
	}
	if in.Lead != nil {
		to.Lead = *in.Lead
	}
	if to == t {
		return nil
	}
	if t.Role == access.Kiosk {
		return fault.New(fault.Invalid, "server.move", "lease.role_unknown")
	}
	if err := m.checkPlace(to); err != nil {
		return err
	}
	if err := m.write(wire.MemberEntity(t.Person), wire.RoleField, settings.Text(string(to.Role))); err != nil {
		return err
	}
	return m.writePlace(to)
}

// done answers an action that has nothing to tell.
func (s *Server) done(w http.ResponseWriter, err error) error {
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}
