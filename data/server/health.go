package server

import (
	"net/http"

	"pupitre/data/fault"
)

// health tells a supervisor whether the server can do its work: the database answers, and it is not about to end.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	select {
	case <-s.closing:
		s.fail(w, r, fault.New(fault.Unavailable, "server.health", "server.stopping"))
		return
	default:
	}
	if err := s.store.Ping(r.Context()); err != nil {
		s.fail(w, r, fault.As(fault.Unavailable, "server.health", "server.no_database", err))
		return
	}
	s.reply(w, r, http.StatusOK, map[string]string{"status": "ok"})
}
