package server

import (
	"errors"
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
	if _, err := s.passwordAgain(r, who, in.Password); err != nil {
		return err
	}
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

// passwordAgain checks the password of who is signed in already, at the pace of sign-ins on the same device.
// lease.wrong_password when it is another.
func (s *Server) passwordAgain(r *http.Request, who store.Session, password string) (person store.Person, err error) {
	const op = "server.passwordAgain"
	err = s.store.Read(r.Context(), func(tx *store.Tx) (err error) {
		person, err = tx.Person(who.Person)
		return err
	})
	if err != nil {
		return person, fault.Wrap(op, err)
	}
	own := attempt{account: person.Email, place: "device " + who.Device, known: true}
	if err := s.throttle.allow(r.Context(), own); err != nil {
		return person, err
	}
	ok, _, err := s.passwords.verify(r.Context(), person.Password, password)
	if err != nil {
		return person, fault.Wrap(op, err)
	}
	if !ok {
		_, err := s.throttle.failed(r.Context(), own)
		return person, errors.Join(fault.New(fault.Forbidden, op, "lease.wrong_password"), err)
	}
	return person, s.throttle.succeeded(r.Context(), own)
}
