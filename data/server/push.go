package server

import (
	"context"
	"net/http"
	"time"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

func actorOf(who store.Session) syncing.Actor {
	return syncing.Actor{Person: who.Person, Device: who.Device}
}

// push applies mutations in one transaction, then wakes those who wait for the space.
func (s *Server) push(w http.ResponseWriter, r *http.Request, who store.Session) error {
	out, err := s.tryPush(w, r, who)
	if err != nil {
		s.metrics.pushes.WithLabelValues(codeOf(err)).Inc()
		return err
	}
	s.metrics.pushed(out.result)
	s.hub.Poke(r.PathValue("space"), out.result.Rev)
	for _, session := range out.ended {
		s.hub.Poke(sessionTopic(session), 0)
	}
	s.reply(w, r, http.StatusOK, out.result)
	return nil
}

func (s *Server) tryPush(w http.ResponseWriter, r *http.Request, who store.Session) (out applied, err error) {
	const op = "server.push"
	space := r.PathValue("space")
	if err := s.mustBeMember(r.Context(), space, who); err != nil { // before the body is read
		return out, err
	}
	body, err := readJSON(w, r, wire.MaxPushBytes)
	if err != nil {
		return out, err
	}
	push, err := decodePush(body)
	if err != nil {
		return out, err
	}
	if push.Device != who.Device {
		return out, fault.New(fault.Forbidden, op, "server.device_mismatch")
	}
	err = s.store.WriteRepeatable(r.Context(), func(tx *store.Tx) error { // the ledger knows what was done
		out, err = applyPush(tx, s.policy, s.now().UTC().Truncate(time.Millisecond), space, who, push)
		return err
	})
	return out, fault.Wrap(op, err)
}

// mustBeMember refuses whoever has no place in the space. A space that does not exist is refused with the same words.
func (s *Server) mustBeMember(ctx context.Context, space string, who store.Session) error {
	err := s.store.Read(ctx, func(tx *store.Tx) error {
		_, err := tx.Member(space, who.Person)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return &syncing.Refusal{Code: wire.CodeRevoked}
	}
	return fault.Wrap("server.mustBeMember", err)
}
