package server

import (
	"errors"
	"net/http"

	"pupitre/data/fault"
	"pupitre/data/mail"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// showTOTP tells a person how the second factor stands.
func (s *Server) showTOTP(w http.ResponseWriter, r *http.Request, who store.Session) error {
	var out wire.TOTPState
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		factor, err := factorOf(tx, who.Person)
		if err != nil {
			return err
		}
		out.Enabled = !factor.ConfirmedAt.IsZero()
		if out.Required, err = asksForTOTP(tx, who.Person); err != nil {
			return err
		}
		out.RecoveryLeft, err = tx.RecoveryLeft(who.Person)
		return err
	})
	if err != nil {
		return fault.Wrap("server.showTOTP", err)
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// beginTOTP draws a secret, which counts once confirmTOTP has seen a code of it.
func (s *Server) beginTOTP(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.beginTOTP"
	var out wire.TOTPSecret
	err := s.withPassword(w, r, who, func(tx *store.Tx, person store.Person) error {
		factor, err := factorOf(tx, who.Person)
		if err != nil {
			return err
		}
		if !factor.ConfirmedAt.IsZero() {
			return fault.New(fault.Conflict, op, "totp.already_on")
		}
		issuer, err := issuerOf(tx, who.Person)
		if err != nil {
			return err
		}
		out, err = s.newTOTP(tx, person, issuer)
		return err
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// confirmTOTP puts the factor in force and gives the recovery codes.
func (s *Server) confirmTOTP(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.confirmTOTP"
	var in wire.TOTPConfirm
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	try := attempt{account: "totp " + who.Person, place: "device " + who.Device, known: true}
	if err := s.throttle.allow(r.Context(), try); err != nil {
		return err
	}
	var codes []string
	err := s.store.Write(r.Context(), func(tx *store.Tx) error {
		factor, err := factorOf(tx, who.Person)
		switch {
		case err != nil:
			return err
		case factor.Secret == "":
			return fault.New(fault.Conflict, op, "totp.not_begun")
		case !factor.ConfirmedAt.IsZero():
			return fault.New(fault.Conflict, op, "totp.already_on")
		}
		codes, err = s.enrol(tx, factor, in.Code)
		return err
	})
	if key, _ := fault.KeyOf(err); key == "totp.wrong_code" { // of who is signed in: no reason to sign in again
		_, failure := s.throttle.failed(r.Context(), try)
		return errors.Join(fault.New(fault.Forbidden, op, "totp.wrong_code"), failure)
	}
	if err != nil {
		return fault.Wrap(op, err)
	}
	s.reply(w, r, http.StatusOK, wire.TOTPRecovery{Codes: codes})
	return nil
}

// renewRecovery replaces the recovery codes.
func (s *Server) renewRecovery(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.renewRecovery"
	var codes []string
	err := s.withPassword(w, r, who, func(tx *store.Tx, _ store.Person) error {
		if err := mustHaveFactor(tx, op, who.Person); err != nil {
			return err
		}
		var err error
		codes, err = s.newRecovery(tx, who.Person)
		return err
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	s.reply(w, r, http.StatusOK, wire.TOTPRecovery{Codes: codes})
	return nil
}

// disableTOTP removes the factor and the recovery codes.
func (s *Server) disableTOTP(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.disableTOTP"
	err := s.withPassword(w, r, who, func(tx *store.Tx, _ store.Person) error {
		if err := mustHaveFactor(tx, op, who.Person); err != nil {
			return err
		}
		asked, err := asksForTOTP(tx, who.Person)
		if err != nil {
			return err
		}
		if asked {
			return fault.New(fault.Forbidden, op, "totp.required")
		}
		if err := tx.DropTOTP(who.Person); err != nil {
			return err
		}
		return s.alerts.Factor(tx, mail.TOTPOff, who.Person, 0, s.now())
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func mustHaveFactor(tx *store.Tx, op, person string) error {
	factor, err := factorOf(tx, person)
	if err == nil && factor.ConfirmedAt.IsZero() {
		err = fault.New(fault.Conflict, op, "totp.not_on")
	}
	return err
}

// withPassword reads a request that gives the password again, and does its work in one transaction.
func (s *Server) withPassword(w http.ResponseWriter, r *http.Request, who store.Session, do func(*store.Tx, store.Person) error) error {
	var in wire.Confirm
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	person, err := s.passwordAgain(r, who, in.Password)
	if err != nil {
		return err
	}
	return s.store.Write(r.Context(), func(tx *store.Tx) error { return do(tx, person) })
}
