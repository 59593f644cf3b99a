package server

import (
	"net/http"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// sessions lists the sessions of a provider's people, or of one of them.
func (s *Server) sessions(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.sessions"
	space, person := r.PathValue("space"), r.URL.Query().Get("person")
	if person != "" && !isID(person) {
		return fault.New(fault.Invalid, op, "server.malformed")
	}
	out := wire.Sessions{Sessions: []wire.SessionInfo{}}
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		_, me, err := place(tx, space, who.Person)
		if err != nil {
			return err
		}
		switch access.May(me.Role, access.ManageSessions) {
		case access.All:
		case access.Own:
			if person != "" && person != who.Person {
				return fault.New(fault.Forbidden, op, "people.own_sessions_only")
			}
			person = who.Person
		case access.No:
			return fault.New(fault.Forbidden, op, "settings.not_allowed")
		}
		list, err := tx.SessionsAt(syncing.ProviderOf(space), person, s.now(), wire.MaxSessions+1)
		out.More = len(list) > wire.MaxSessions
		out.Sessions = out.Sessions[:0]
		for _, e := range list[:min(len(list), wire.MaxSessions)] {
			out.Sessions = append(out.Sessions, wire.SessionInfo{
				ID: e.ID, Person: e.Person, Name: e.Name, Role: string(e.Role), DeviceName: e.Device,
				CreatedAt: e.CreatedAt, SeenAt: e.SeenAt, Current: e.ID == who.ID,
			})
		}
		return err
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// endSession ends a session at once. The session of a kiosk is all that it has: it loses its place, and is enrolled anew.
func (s *Server) endSession(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.endSession"
	return s.done(w, s.manage(r, who, func(m *managing) error {
		extent, err := m.may(access.ManageSessions)
		if err != nil {
			return err
		}
		unknown := fault.New(fault.NotFound, op, "people.session_unknown")
		if !isID(r.PathValue("session")) {
			return unknown
		}
		e, err := m.SessionAt(m.provider(), r.PathValue("session"))
		if fault.Is(err, fault.NotFound) || (err == nil && extent == access.Own && e.Person != who.Person) {
			return unknown
		}
		if err != nil {
			return err
		}
		if e.Role == access.Kiosk {
			return m.write(wire.MemberEntity(e.Person), wire.RoleField, wire.Value("null"))
		}
		m.ended = append(m.ended, e.ID)
		return m.EndSession(e.ID)
	}))
}
