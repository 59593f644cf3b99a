package server

import (
	"errors"
	"net/http"
	"time"

	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// deactivatePerson shuts a member out, at once and until further notice.
func (s *Server) deactivatePerson(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.deactivatePerson"
	return s.done(w, s.manage(r, who, func(m *managing) error {
		t, err := m.target(r.PathValue("person"))
		if err != nil {
			return err
		}
		if stateOf(t) == wire.PersonDisabled {
			return fault.New(fault.Conflict, op, "people.already_out")
		}
		if err := m.keepSuperAdmins(t.Person); err != nil {
			return err
		}
		return m.shutOut(t)
	}))
}

// shutOut keeps a member away. Who has no other place on the server cannot sign in any more; an invitation is void.
func (m *managing) shutOut(t store.Entry) error {
	err := errors.Join(
		m.write(wire.MemberEntity(t.Person), wire.StateField, settings.Text(string(wire.PersonDisabled))),
		m.ShutOut(m.provider(), t.Person, m.now),
		m.VoidInvites(m.provider(), t.Person),
		m.expel(t.Person),
	)
	if err != nil {
		return err
	}
	var active int
	err = m.Everywhere(func() (err error) {
		_, active, err = m.OtherPlaces(t.Person, m.provider())
		return err
	})
	if err != nil || active > 0 {
		return err
	}
	return m.DisablePerson(t.Person, m.now)
}

// reactivatePerson lets a member in again.
func (s *Server) reactivatePerson(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.reactivatePerson"
	return s.done(w, s.manage(r, who, func(m *managing) error {
		t, err := m.target(r.PathValue("person"))
		if err != nil {
			return err
		}
		if stateOf(t) != wire.PersonDisabled {
			return fault.New(fault.Conflict, op, "people.not_out")
		}
		if err := m.mayReturn(t.Member); err != nil {
			return err
		}
		return errors.Join(
			m.write(wire.MemberEntity(t.Person), wire.StateField, settings.Text(string(wire.PersonActive))),
			m.ShutOut(m.provider(), t.Person, time.Time{}),
			m.DisablePerson(t.Person, time.Time{}),
		)
	}))
}

// removePerson ends a member's place. The history keeps their name, and the address can be invited again.
func (s *Server) removePerson(w http.ResponseWriter, r *http.Request, who store.Session) error {
	return s.done(w, s.manage(r, who, func(m *managing) error {
		t, err := m.target(r.PathValue("person"))
		if err != nil {
			return err
		}
		return m.write(wire.MemberEntity(t.Person), wire.RoleField, wire.Value("null"))
	}))
}
