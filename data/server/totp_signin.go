package server

import (
	"net/http"
	"time"

	"pupitre/data/fault"
	"pupitre/data/mail"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// justOpened is for how long a session counts as the second factor of another sign-in of its person: a program that finds, with
// the first answer, that it has a store of that person asks once more for a session of that store.
const justOpened = 2 * time.Minute

// factorCheck is what is left to do about the second factor in the transaction that opens the session: a code is spent if and
// only if the session is opened.
type factorCheck struct {
	take     func(*store.Tx) error
	recovery []string // codes to be shown, once take has put a factor in force
}

// secondFactor asks for a second factor where one is in force, or the provider wants one. The password was right.
func (s *Server) secondFactor(r *http.Request, c caller, code string) (*factorCheck, error) {
	const op = "server.secondFactor"
	var factor store.TOTP
	var asked bool
	err := s.store.Read(r.Context(), func(tx *store.Tx) (err error) {
		if factor, err = factorOf(tx, c.person.ID); err != nil {
			return err
		}
		asked, err = asksForTOTP(tx, c.person.ID)
		return err
	})
	inForce := !factor.ConfirmedAt.IsZero()
	switch {
	case err != nil:
		return nil, fault.Wrap(op, err)
	case !inForce && !asked, inForce && s.vouched(r, c.person.ID):
		return &factorCheck{take: func(*store.Tx) error { return nil }}, nil
	case inForce && code == "":
		return nil, refuse(wire.CodeTOTPRequired, fault.SignedOut, op, "totp.code_needed")
	case !inForce && (code == "" || factor.Secret == ""):
		return nil, s.askToEnrol(r, c)
	}
	if err := s.throttle.allow(r.Context(), c.factorAttempt()); err != nil {
		return nil, err
	}
	check := &factorCheck{}
	check.take = func(tx *store.Tx) error {
		if inForce {
			return s.takeFactor(tx, factor, code)
		}
		check.recovery, err = s.enrol(tx, factor, code)
		return err
	}
	return check, nil
}

// factorAttempt is the try of a code. Only somebody who has the password comes this far, so that codes are counted for the
// person, wherever they come from: a million codes are few. The person's own devices are apart.
func (c caller) factorAttempt() attempt {
	a := attempt{account: "totp " + c.person.ID, place: "totp " + c.person.ID, known: true}
	if c.attempt.known {
		a.place = c.attempt.place
	}
	return a
}

// missedFactor counts a wrong code.
func (s *Server) missedFactor(r *http.Request, c caller, cause error) error {
	if key, _ := fault.KeyOf(cause); key != "totp.wrong_code" {
		return nil
	}
	_, err := s.throttle.failed(r.Context(), c.factorAttempt())
	return err
}

// vouched tells whether the request comes from a session of the person that was opened a moment ago, with all it took.
func (s *Server) vouched(r *http.Request, person string) bool {
	if r.Header.Get("Authorization") == "" {
		return false
	}
	who, err := s.sessionOf(r)
	return err == nil && who.Person == person && s.now().Sub(who.CreatedAt) < justOpened
}

// takeFactor spends a code of a factor in force: one of the authenticator program, or a recovery code.
func (s *Server) takeFactor(tx *store.Tx, factor store.TOTP, code string) error {
	const op = "server.takeFactor"
	bare := bareCode(code)
	if isTOTP(bare) {
		ok, err := s.spendTOTP(tx, factor, bare)
		if err == nil && !ok {
			err = wrongCode(op)
		}
		return err
	}
	found, err := tx.SpendRecovery(factor.Person, HashSecret(bare))
	if err != nil {
		return err
	}
	if !found {
		return wrongCode(op)
	}
	left, err := tx.RecoveryLeft(factor.Person)
	if err != nil {
		return err
	}
	return s.alerts.Factor(tx, mail.RecoveryUsed, factor.Person, left, s.now())
}

// wrongCode is told as a sign-in that failed, not as a session that has ended.
func wrongCode(op string) error {
	return refuse(wire.CodeBadCredentials, fault.SignedOut, op, "totp.wrong_code")
}

// enrol puts the factor that is being set up in force, by a first code.
func (s *Server) enrol(tx *store.Tx, factor store.TOTP, code string) ([]string, error) {
	ok, err := s.spendTOTP(tx, factor, bareCode(code))
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, wrongCode("server.enrol")
	}
	if err := tx.ConfirmTOTP(factor.Person, s.now()); err != nil {
		return nil, err
	}
	if err := s.alerts.Factor(tx, mail.TOTPOn, factor.Person, 0, s.now()); err != nil {
		return nil, err
	}
	return s.newRecovery(tx, factor.Person)
}

// askToEnrol refuses a sign-in with the secret to set up. The one that waits already is told again: the person may have it in
// the authenticator program.
func (s *Server) askToEnrol(r *http.Request, c caller) error {
	const op = "server.askToEnrol"
	var secret wire.TOTPSecret
	err := s.store.Write(r.Context(), func(tx *store.Tx) error {
		issuer, err := issuerOf(tx, c.person.ID)
		if err != nil {
			return err
		}
		waiting, err := factorOf(tx, c.person.ID)
		if err != nil {
			return err
		}
		if waiting.Secret == "" {
			secret, err = s.newTOTP(tx, c.person, issuer)
			return err
		}
		raw, err := s.box.open(waiting.Secret, aboutTOTP(c.person.ID))
		if err != nil {
			return err
		}
		secret, err = totpSecretOf(raw, c.person.Email, issuer)
		return err
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	refusal := refuse(wire.CodeTOTPEnrol, fault.SignedOut, op, "totp.enrol_needed")
	refusal.totp = &secret
	return refusal
}

// issuerOf is the name that an authenticator program shows beside the account: the first provider's.
func issuerOf(tx *store.Tx, person string) (string, error) {
	l := mail.Letter{}
	err := sign(tx, "", person, &l)
	return l.Provider, err
}
