package server

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// Longest fields of a sign-in, in bytes unless said otherwise.
const (
	maxEmail      = 254 // RFC 5321, 4.5.3.1.3
	maxDeviceName = 120 // code points
	maxPersonName = settings.MaxPersonName
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
	account := store.NormalEmail(in.Email)
	if len(account) > maxEmail {
		account = "" // nobody's; one key for all of them
	}
	caller, err := s.meet(r, account, device)
	if err != nil {
		return wire.Session{}, err
	}
	if err := s.throttle.allow(r.Context(), caller.attempt); err != nil {
		return wire.Session{}, err
	}
	if err := s.checkPassword(r.Context(), caller.person, in.Password); err != nil {
		return wire.Session{}, errors.Join(err, s.missed(r, caller, err))
	}
	factor, err := s.secondFactor(r, caller, in.TOTP)
	if err != nil {
		return wire.Session{}, err
	}
	out, err := s.open(r.Context(), caller.person.ID, device, func(tx *store.Tx) error {
		if err := factor.take(tx); err != nil {
			return err
		}
		return s.noticeDevice(tx, caller, device)
	})
	if err != nil {
		return wire.Session{}, errors.Join(err, s.missedFactor(r, caller, err))
	}
	out.Recovery = factor.recovery
	return out, fault.Wrap(op, s.throttle.succeeded(r.Context(), caller.attempt))
}

// caller is who wants to sign in, as far as the server knows before the password is checked.
type caller struct {
	attempt attempt
	person  store.Person // zero when nobody has the address
	address string       // on the network
	first   bool         // the person has no device yet
}

// meet finds the person of an address, and whether the person has signed in on the device before. The work is the same for
// an address that nobody has.
func (s *Server) meet(r *http.Request, account string, device store.Device) (caller, error) {
	c := caller{address: s.addressOf(r)}
	c.attempt = attempt{account: account, place: placeOf(c.address)}
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		person, err := tx.PersonByEmail(account)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		had, err := tx.Device(device.ID)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		devices, err := tx.DevicesOf(person.ID)
		if err != nil {
			return err
		}
		c.person, c.first = person, devices == 0
		c.attempt.known = person.ID != "" && had.Person == person.ID
		return nil
	})
	if c.attempt.known {
		c.attempt.place = "device " + device.ID
	}
	return c, fault.Wrap("server.meet", err)
}

// missed counts a wrong password, and tells the owner when an account comes under siege: an attack that goes on is worth one
// letter a day.
func (s *Server) missed(r *http.Request, c caller, cause error) error {
	if !fault.Is(cause, fault.SignedOut) {
		return nil
	}
	began, err := s.throttle.failed(r.Context(), c.attempt)
	if err != nil || !began || c.person.ID == "" {
		return err
	}
	now := s.now()
	return s.store.Write(r.Context(), func(tx *store.Tx) error { return s.alerts.Guessing(tx, c.person.ID, now) })
}

// noticeDevice tells the owner of an account of a device that was never used before. The first one needs no letter.
func (s *Server) noticeDevice(tx *store.Tx, c caller, device store.Device) error {
	if c.attempt.known || c.first {
		return nil
	}
	return s.alerts.NewDevice(tx, c.person.ID, device.Name, c.address, s.now())
}

func tooMany(op string, wait time.Duration) error {
	err := refuse(wire.CodeTooMany, fault.Unavailable, op, "server.too_many_tries")
	err.after = wait
	return err
}

// checkPassword tells whether the password is the person's. It takes as long for the zero Person, and for one who is disabled.
func (s *Server) checkPassword(ctx context.Context, person store.Person, password string) error {
	const op = "server.checkPassword"
	stored := person.Password
	if !person.DisabledAt.IsZero() {
		stored = ""
	}
	ok, stale, err := s.passwords.verify(ctx, stored, password)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if !ok {
		return refuse(wire.CodeBadCredentials, fault.SignedOut, op, "server.bad_credentials")
	}
	if stale {
		return s.rehash(ctx, person, password)
	}
	return nil
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
