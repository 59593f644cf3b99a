package server

import (
	"context"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// Longest fields of a sign-in, in bytes unless said otherwise.
const (
	maxEmail      = 254 // RFC 5321, 4.5.3.1.3
	maxDeviceName = 120 // code points
	maxPersonName = 80  // code points
)

// signIn opens a session. The answer and the work are the same for an address that nobody has, a password that is wrong
// and a person who is disabled.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request) error {
	out, err := s.trySignIn(w, r)
	if err != nil {
		s.metrics.signIns.WithLabelValues(codeOf(err)).Inc()
		return err
	}
	s.metrics.signIns.WithLabelValues("ok").Inc()
	s.reply(w, r, http.StatusOK, out)
	return nil
}

func (s *Server) trySignIn(w http.ResponseWriter, r *http.Request) (wire.Session, error) {
	const op = "server.signIn"
	var in wire.SignIn
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return wire.Session{}, err
	}
	device, err := cleanDevice(in.Device, in.DeviceName)
	if err != nil {
		return wire.Session{}, err
	}
	account, place := store.NormalEmail(in.Email), placeOf(s.addressOf(r))
	if len(account) > maxEmail {
		account = "" // nobody's; one key for all of them
	}
	if wait, ok := s.throttle.allow(account, place); !ok {
		return wire.Session{}, tooMany(op, wait)
	}
	person, err := s.checkPassword(r.Context(), account, in.Password)
	if err != nil {
		if fault.Is(err, fault.SignedOut) {
			s.throttle.failed(account, place)
		}
		return wire.Session{}, err
	}
	s.throttle.succeeded(account, place)
	return s.open(r.Context(), person.ID, device, nil)
}

func tooMany(op string, wait time.Duration) error {
	err := refuse(wire.CodeTooMany, fault.Unavailable, op, "server.too_many_tries")
	err.after = wait
	return err
}

// checkPassword finds the person of an address whose password it is.
func (s *Server) checkPassword(ctx context.Context, email, password string) (store.Person, error) {
	const op = "server.checkPassword"
	person, err := s.personByEmail(ctx, email)
	if err != nil {
		return store.Person{}, err
	}
	stored := person.Password
	if !person.DisabledAt.IsZero() {
		stored = ""
	}
	ok, stale, err := s.passwords.verify(ctx, stored, password)
	if err != nil {
		return store.Person{}, fault.Wrap(op, err)
	}
	if !ok {
		return store.Person{}, refuse(wire.CodeBadCredentials, fault.SignedOut, op, "server.bad_credentials")
	}
	if stale {
		if err := s.rehash(ctx, person, password); err != nil {
			return store.Person{}, err
		}
	}
	return person, nil
}

// personByEmail gives the zero Person when nobody has the address.
func (s *Server) personByEmail(ctx context.Context, email string) (person store.Person, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		person, err = tx.PersonByEmail(email)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return store.Person{}, nil
	}
	return person, fault.Wrap("server.personByEmail", err)
}

// rehash stores the password with the parameters of today, unless it was changed meanwhile.
func (s *Server) rehash(ctx context.Context, person store.Person, password string) error {
	const op = "server.rehash"
	stored, err := s.passwords.hash(ctx, password)
	if err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, s.store.Write(ctx, func(tx *store.Tx) error {
		now, err := tx.Person(person.ID)
		if err != nil || now.Password != person.Password {
			return err
		}
		return tx.SetPassword(person.ID, stored)
	}))
}

// open makes a session of a person on a device, which ends the one that the device had. first runs before, in the same
// transaction; nil for nothing.
func (s *Server) open(ctx context.Context, person string, device store.Device, first func(*store.Tx) error) (out wire.Session, err error) {
	const op = "server.open"
	token, hash, err := NewSecret(s.rand)
	if err != nil {
		return out, err
	}
	id, err := uuid.NewRandomFromReader(s.rand)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	now := s.now().UTC().Truncate(time.Millisecond)
	device.Person, device.CreatedAt, device.SeenAt = person, now, now
	who := store.Session{
		ID: id.String(), TokenHash: hash, Person: person, Device: device.ID, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(sessionLife),
	}
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		if first != nil {
			if err := first(tx); err != nil {
				return err
			}
		}
		if err := writeSession(tx, device, who); err != nil {
			return err
		}
		out, err = s.describe(tx, who)
		return err
	})
	if err != nil {
		return wire.Session{}, fault.Wrap(op, err)
	}
	out.Token = token
	return out, nil
}

func writeSession(tx *store.Tx, device store.Device, who store.Session) error {
	if err := tx.PruneSessions(who.CreatedAt); err != nil {
		return err
	}
	if err := tx.PutDevice(device); err != nil {
		return err
	}
	if err := tx.EndDeviceSessions(device.ID); err != nil {
		return err
	}
	return tx.AddSession(who)
}

// cleanDevice checks what a store says of itself.
func cleanDevice(id, name string) (store.Device, error) {
	const op = "server.cleanDevice"
	parsed, err := uuid.Parse(id)
	if err != nil || parsed.String() != id {
		return store.Device{}, fault.New(fault.Invalid, op, "server.malformed")
	}
	name, ok := cleanText(name, maxDeviceName)
	if !ok {
		return store.Device{}, fault.New(fault.Invalid, op, "server.malformed")
	}
	return store.Device{ID: id, Name: name}, nil
}

// cleanText trims a one-line text; ok is false when it is longer than most code points or has control characters.
func cleanText(s string, most int) (clean string, ok bool) {
	clean = strings.TrimSpace(s)
	if !utf8.ValidString(clean) || utf8.RuneCountInString(clean) > most || strings.ContainsFunc(clean, unicode.IsControl) {
		return "", false
	}
	return clean, true
}
