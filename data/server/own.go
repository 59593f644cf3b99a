package server

import (
	"context"
	"net/http"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// changeName gives one's own name.
func (s *Server) changeName(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.changeName"
	var in wire.ChangeName
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	name, ok := cleanText(in.Name, maxPersonName)
	if !ok || name == "" {
		return fault.New(fault.Invalid, op, "server.person_name")
	}
	err := s.store.Write(r.Context(), func(tx *store.Tx) error {
		members, err := tx.Memberships(who.Person)
		if err != nil {
			return err
		}
		for _, m := range members {
			if m.Role == access.Kiosk { // named by who enrolled it
				return fault.New(fault.Forbidden, op, "settings.not_allowed")
			}
		}
		return tx.SetName(who.Person, name)
	})
	return s.done(w, fault.Wrap(op, err))
}

// changeEmail moves one's own sign-in name to another address, and tells both.
func (s *Server) changeEmail(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.changeEmail"
	var in wire.ChangeEmail
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	parsed, err := settings.ParseEmail(in.Email)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if _, err := s.passwordAgain(r, who, in.Password); err != nil { // also bounds how many addresses can be tried
		return fault.Wrap(op, err)
	}
	email, now := store.NormalEmail(parsed), s.now().UTC().Truncate(time.Millisecond)
	err = s.store.Write(r.Context(), func(tx *store.Tx) error {
		before, err := tx.Person(who.Person)
		if err != nil || before.Email == email {
			return err
		}
		if _, err := tx.PersonByEmail(email); !fault.Is(err, fault.NotFound) {
			return orFault(err, fault.New(fault.Conflict, op, "people.email_taken"))
		}
		if err := tx.SetEmail(who.Person, email); err != nil {
			return err
		}
		if err := tx.DropResets(who.Person); err != nil { // sent to the address of before
			return err
		}
		return s.alerts.EmailChanged(tx, who.Person, before.Email, email, now)
	})
	return s.done(w, fault.Wrap(op, err))
}

// changePassword replaces one's own password. The other sessions end: whoever knew the old one is out.
func (s *Server) changePassword(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.changePassword"
	var in wire.ChangePassword
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	person, err := s.passwordAgain(r, who, in.Old)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := s.checkNewPassword(r.Context(), person, in.New); err != nil {
		return fault.Wrap(op, err)
	}
	stored, err := s.passwords.hash(r.Context(), in.New)
	if err != nil {
		return fault.Wrap(op, err)
	}
	var ended []string
	err = s.store.Write(r.Context(), func(tx *store.Tx) error {
		now, err := tx.Person(person.ID)
		if err != nil {
			return err
		}
		if now.Password != person.Password { // changed or reset meanwhile: the old one was right a moment ago only
			return fault.New(fault.Forbidden, op, "lease.wrong_password")
		}
		if err := tx.SetPassword(person.ID, stored); err != nil {
			return err
		}
		if err := tx.DropResets(person.ID); err != nil {
			return err
		}
		if ended, err = tx.EndOtherSessions(person.ID, who.ID); err != nil {
			return err
		}
		return s.alerts.PasswordChanged(tx, person.ID, s.now().UTC().Truncate(time.Millisecond))
	})
	if err == nil {
		s.cut(ended)
	}
	return s.done(w, fault.Wrap(op, err))
}

// checkNewPassword holds a password against the rules, with the person's address and the names of their providers.
func (s *Server) checkNewPassword(ctx context.Context, p store.Person, password string) error {
	return s.store.Read(ctx, func(tx *store.Tx) error {
		members, err := tx.Memberships(p.ID)
		if err != nil {
			return err
		}
		if err := access.CheckPassword(password, p.Email, ""); err != nil {
			return err
		}
		for _, m := range members {
			profile, err := ProfileOf(tx, m.Provider)
			if err != nil {
				return err
			}
			if err := access.CheckPassword(password, p.Email, profile.Name); err != nil {
				return err
			}
		}
		return nil
	})
}
