package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/mail"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// A forgotten password is replaced with a code of the letter: eight of thirty-two letters and digits, 40 bits, for fifteen
// minutes, once. Some codes of a person may be good at the same time, so that nobody spoils the code of somebody else by
// asking for another.
const (
	resetLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ" // 32, without 0, 1, I and O
	resetLength  = 8
	resetLife    = 15 * time.Minute
	resetCodes   = 3   // of a person at once
	resetTries   = 100 // wrong codes, from everywhere, before a code is of no use: one chance in 10¹⁰ for each place
)

// forgotPassword puts a letter in the queue, for any address: whether somebody has it is found out when it is to be sent, out
// of reach of whoever asks. Answer and work are the same.
func (s *Server) forgotPassword(w http.ResponseWriter, r *http.Request) error {
	const op = "server.forgotPassword"
	var in wire.Forgot
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	address := store.NormalEmail(in.Email)
	if err := mail.CheckAddress(address); err != nil {
		return fault.Wrap(op, err)
	}
	language := "fr"
	if in.Language == "en" {
		language = "en"
	}
	if err := s.throttle.allowPlace(r.Context(), placeOf(s.addressOf(r))); err != nil {
		return err
	}
	err := s.throttle.allowPace(r.Context(), letterPace, "forgot", address)
	if key, _ := fault.KeyOf(err); key == "server.too_many_tries" {
		w.WriteHeader(http.StatusNoContent) // the letters of before are on their way: a stranger cannot fill a mailbox
		return nil
	}
	if err != nil {
		return err
	}
	err = s.store.Write(r.Context(), func(tx *store.Tx) error {
		return s.post.Enqueue(tx, mail.Letter{Kind: mail.Forgot, To: address, Language: language})
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// resetPassword chooses a new password with a code, and ends all sessions of the person.
func (s *Server) resetPassword(w http.ResponseWriter, r *http.Request) error {
	const op = "server.resetPassword"
	var in wire.Reset
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	account := store.NormalEmail(in.Email)
	if len(account) > maxEmail {
		account = ""
	}
	if err := access.CheckPassword(in.Password, account, ""); err != nil { // before a code is spent
		return fault.Wrap(op, err)
	}
	try := attempt{account: "reset " + account, place: placeOf(s.addressOf(r))}
	if err := s.throttle.allow(r.Context(), try); err != nil {
		return err
	}
	person, code, err := s.checkReset(r.Context(), account, bareCode(in.Code))
	if err != nil {
		_, failure := s.throttle.failed(r.Context(), try)
		return errors.Join(err, failure)
	}
	ended, err := s.applyReset(r.Context(), person, code, in.Password)
	if err != nil {
		return fault.Wrap(op, err)
	}
	for _, session := range ended {
		s.hub.Poke(sessionTopic(session), 0)
	}
	if err := s.throttle.succeeded(r.Context(), try); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func badCode(op string) error { return fault.New(fault.Forbidden, op, "reset.bad_code") }

// checkReset finds the code of a person. The work is the same for an address that nobody has, and for any number of codes.
func (s *Server) checkReset(ctx context.Context, account, bare string) (store.Person, store.ResetCode, error) {
	const op = "server.checkReset"
	var person store.Person
	var codes []store.ResetCode
	err := s.store.Read(ctx, func(tx *store.Tx) (err error) {
		person, err = tx.PersonByEmail(account)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		codes, err = tx.ResetsOf(person.ID, s.now())
		return err
	})
	if err != nil {
		return person, store.ResetCode{}, fault.Wrap(op, err)
	}
	var right store.ResetCode
	for i := range resetCodes {
		c := store.ResetCode{}
		if i < len(codes) && codes[i].Tries < resetTries && person.DisabledAt.IsZero() {
			c = codes[i]
		}
		ok, _, err := s.passwords.verify(ctx, c.Hash, bare)
		if err != nil {
			return person, right, fault.Wrap(op, err)
		}
		if ok {
			right = c
		}
	}
	if right.ID != "" {
		return person, right, nil
	}
	err = s.store.Write(ctx, func(tx *store.Tx) error { return tx.MissReset(person.ID) })
	return person, right, errors.Join(badCode(op), err)
}

// applyReset spends the code and sets the password. The rules about the provider's name are checked here: only the owner of
// the code learns of the provider.
func (s *Server) applyReset(ctx context.Context, person store.Person, code store.ResetCode, password string) (ended []string, err error) {
	const op = "server.applyReset"
	stored, err := s.passwords.hash(ctx, password) // slow: before the transaction
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		if err := checkNewPassword(tx, person, password); err != nil {
			return err
		}
		if err := tx.SpendReset(code.ID); fault.Is(err, fault.NotFound) {
			return badCode(op)
		} else if err != nil {
			return err
		}
		if err := tx.DropResets(person.ID); err != nil {
			return err
		}
		if err := tx.SetPassword(person.ID, stored); err != nil {
			return err
		}
		if ended, err = tx.EndOtherSessions(person.ID, ""); err != nil {
			return err
		}
		return s.alerts.PasswordReset(tx, person.ID, s.now())
	})
	return ended, fault.Wrap(op, err)
}

// checkNewPassword holds a password against the rules, with the person's address and the names of the providers.
func checkNewPassword(tx *store.Tx, person store.Person, password string) error {
	members, err := tx.Memberships(person.ID)
	if err != nil {
		return err
	}
	for _, m := range members {
		profile, err := ProfileOf(tx, m.Provider)
		if err != nil {
			return err
		}
		if err := access.CheckPassword(password, person.Email, profile.Name); err != nil {
			return err
		}
	}
	return nil
}

// drawReset makes a code for the owner of an address, at the moment when the letter is sent: until then there is nothing to
// steal. A person who has no password yet, or is disabled, has none; fault.NotFound.
func (s *Server) drawReset(ctx context.Context, l mail.Letter) (mail.Letter, string, error) {
	const op = "server.drawReset"
	code, err := s.newResetCode()
	if err != nil {
		return l, "", err
	}
	hash, err := s.passwords.hash(ctx, code)
	if err != nil {
		return l, "", fault.Wrap(op, err)
	}
	id, err := uuid.NewRandomFromReader(s.rand)
	if err != nil {
		return l, "", fault.Wrap(op, err)
	}
	now := s.now().UTC().Truncate(time.Millisecond)
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		person, err := tx.PersonByEmail(l.To)
		if err != nil {
			return err
		}
		if person.Password == "" || !person.DisabledAt.IsZero() {
			return fault.New(fault.NotFound, op, "")
		}
		if err := makeRoomForReset(tx, person.ID, now); err != nil {
			return err
		}
		if err := sign(tx, "", person.ID, &l); err != nil {
			return err
		}
		return tx.AddReset(store.ResetCode{ID: id.String(), Person: person.ID, Hash: hash, ExpiresAt: now.Add(resetLife)})
	})
	l.Facts = mail.Facts{Code: code[:4] + "-" + code[4:], Minutes: int(resetLife / time.Minute)}
	return l, id.String(), fault.Wrap(op, err)
}

// makeRoomForReset drops what has expired, and the oldest codes of the person beyond all but one of resetCodes.
func makeRoomForReset(tx *store.Tx, person string, now time.Time) error {
	if err := tx.PruneResets(now); err != nil {
		return err
	}
	codes, err := tx.ResetsOf(person, now)
	if err != nil {
		return err
	}
	for i := resetCodes - 1; i < len(codes); i++ {
		if err := tx.SpendReset(codes[i].ID); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) newResetCode() (string, error) {
	raw := make([]byte, resetLength)
	if _, err := io.ReadFull(s.rand, raw); err != nil {
		return "", fault.Wrap("server.newResetCode", err)
	}
	var b strings.Builder
	for _, c := range raw {
		b.WriteByte(resetLetters[int(c)%len(resetLetters)]) // 256 is a multiple of 32: all are as likely
	}
	return b.String(), nil
}
