package server

import (
	"net/http"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// signOut ends the session; the next sign-in is a new one.
func (s *Server) signOut(w http.ResponseWriter, r *http.Request, who store.Session) error {
	err := s.store.Write(r.Context(), func(tx *store.Tx) error { return tx.EndSession(who.ID) })
	if err != nil {
		return fault.Wrap("server.signOut", err)
	}
	s.hub.Poke(sessionTopic(who.ID), 0)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// showSession tells a program who is signed in, and with which providers.
func (s *Server) showSession(w http.ResponseWriter, r *http.Request, who store.Session) error {
	var out wire.Session
	err := s.store.Read(r.Context(), func(tx *store.Tx) (err error) {
		out, err = s.describe(tx, who)
		return err
	})
	if err != nil {
		return fault.Wrap("server.showSession", err)
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}
