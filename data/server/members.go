package server

import (
	"net/http"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// members lists who has a role with a provider, for those who may read its settings.
func (s *Server) members(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.members"
	space := r.PathValue("space")
	out := wire.Members{}
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		_, me, err := place(tx, space, who.Person)
		if err != nil {
			return err
		}
		if !me.Role.MayReadSettings() {
			return fault.New(fault.Forbidden, op, "settings.not_allowed")
		}
		members, err := tx.Members(syncing.ProviderOf(space))
		if err != nil {
			return err
		}
		out.Members = make([]wire.Colleague, 0, len(members))
		for _, m := range members {
			p, err := tx.Person(m.Person)
			if err != nil {
				return err
			}
			out.Members = append(out.Members, wire.Colleague{Person: p.ID, Name: p.Name, Email: p.Email, Code: p.Code, Role: string(m.Role)})
		}
		return nil
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}
