package server

import (
	"net/http"
	"time"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// confirm checks the password of who is signed in already, and gives a secret that shows it for the next five minutes.
// Changes made before cannot carry it, however late they are sent.
func (s *Server) confirm(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.confirm"
	var in wire.Confirm
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	var person store.Person
	err := s.store.Read(r.Context(), func(tx *store.Tx) (err error) {
		person, err = tx.Person(who.Person)
		return err
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	spot := placeOf(s.addressOf(r))
	if wait, ok := s.throttle.allow(person.Email, spot); !ok {
		return tooMany(op, wait)
	}
	ok, _, err := s.passwords.verify(r.Context(), person.Password, in.Password)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if !ok {
		s.throttle.failed(person.Email, spot)
		return fault.New(fault.Forbidden, op, "lease.wrong_password")
	}
	s.throttle.succeeded(person.Email, spot)
	secret, hash, err := NewSecret(s.rand)
	if err != nil {
		return err
	}
	now := s.now().UTC().Truncate(time.Millisecond)
	if err := s.store.Write(r.Context(), func(tx *store.Tx) error { return tx.Confirm(who.ID, hash, now) }); err != nil {
		return fault.Wrap(op, err)
	}
	s.reply(w, r, http.StatusOK, wire.Confirmed{Confirm: secret, Until: now.Add(confirmLife)})
	return nil
}
