package server

import (
	"net/http"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// changeAdministrator gives or takes an administrator's role, for the primary administrator and with the password.
func (s *Server) changeAdministrator(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.changeAdministrator"
	var in wire.ChangeAdministrator
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	if err := s.mustBePrimary(r, who); err != nil { // before the password: nobody else has a reason to give it here
		return fault.Wrap(op, err)
	}
	if in.Password != "" {
		if _, err := s.passwordAgain(r, who, in.Password); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return s.done(w, s.manage(r, who, func(m *managing) error {
		if err := m.mayManageAdministrators(); err != nil {
			return err
		}
		if in.Password == "" {
			if err := m.mustBeConfirmed(in.Confirm); err != nil {
				return err
			}
		}
		return s.giveRole(m, in.Person, access.Role(in.Role))
	}))
}

func (s *Server) mustBePrimary(r *http.Request, who store.Session) error {
	return s.store.Read(r.Context(), func(tx *store.Tx) error {
		_, me, err := place(tx, r.PathValue("space"), who.Person)
		if err != nil {
			return err
		}
		return (&managing{me: me}).mayManageAdministrators()
	})
}

func (m *managing) mayManageAdministrators() error {
	if access.May(m.me.Role, access.ManageAdministrators) != access.All {
		return fault.New(fault.Forbidden, "server.mayManageAdministrators", "lease.primary_only")
	}
	return nil
}

// mustBeConfirmed refuses a secret that does not show a password given in the last five minutes.
func (m *managing) mustBeConfirmed(secret string) error {
	confirm, err := m.confirmation()
	if err == nil && !confirm(secret) {
		err = fault.New(fault.Forbidden, "server.mustBeConfirmed", "lease.confirm_needed")
	}
	return err
}

// giveRole transfers the primary, adds a delegate, or with no role removes one.
func (s *Server) giveRole(m *managing, person string, to access.Role) error {
	const op = "server.giveRole"
	switch to {
	case "":
		return s.removeDelegate(m, person)
	case access.Primary, access.Delegate:
	case access.Reseller, access.Support, access.Kiosk:
		return fault.New(fault.Invalid, op, "lease.role_unknown")
	default:
		return fault.New(fault.Invalid, op, "lease.role_unknown")
	}
	t, err := m.colleague(person)
	if err != nil {
		return err
	}
	if !isCandidate(t, to) {
		return fault.New(fault.Conflict, op, "people.not_candidate")
	}
	if err := m.write(wire.MemberEntity(person), wire.RoleField, settings.Text(string(to))); err != nil {
		return err
	}
	if to == access.Primary {
		return s.alerts.PrimaryTransferred(m.Tx, m.provider(), m.who.Person, person, m.now)
	}
	return s.alerts.DelegateAdded(m.Tx, m.provider(), person, m.who.Person, m.now)
}

// removeDelegate takes the role of a delegate away: they work for their reseller again, which shuts them out when it is deactivated
// (noteReturn), or leave when they have none.
func (s *Server) removeDelegate(m *managing, person string) error {
	const op = "server.removeDelegate"
	t, err := m.colleague(person)
	if err != nil {
		return err
	}
	if t.Role == access.Primary {
		return fault.New(fault.Conflict, op, "lease.primary_stays")
	}
	if t.Role != access.Delegate {
		return fault.New(fault.Conflict, op, "people.not_delegate")
	}
	after, to := wire.Value("null"), access.Role("")
	if t.Reseller != "" {
		to = access.Reseller
		after = settings.Text(string(to))
	}
	if err := m.keepSuperAdminsBeyond(person, to); err != nil {
		return err
	}
	if err := s.alerts.DelegateRemoved(m.Tx, m.provider(), person, m.who.Person, m.now); err != nil {
		return err
	}
	return m.write(wire.MemberEntity(person), wire.RoleField, after)
}
