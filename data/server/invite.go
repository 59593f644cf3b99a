package server

import (
	"context"
	"net/http"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// acceptInvite spends a one-time secret: it sets the person's name and first password, and opens a session.
func (s *Server) acceptInvite(w http.ResponseWriter, r *http.Request) error {
	const op = "server.acceptInvite"
	var in wire.AcceptInvite
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	device, err := cleanDevice(in.Device, in.DeviceName)
	if err != nil {
		return err
	}
	if err := s.throttle.allowPlace(r.Context(), placeOf(s.addressOf(r))); err != nil {
		return err
	}
	name, ok := cleanText(in.Name, maxPersonName)
	if !ok || name == "" {
		return fault.New(fault.Invalid, op, "server.person_name")
	}
	invite, err := s.checkInvite(r.Context(), in)
	if err != nil {
		return err
	}
	stored, err := s.passwords.hash(r.Context(), in.Password) // slow: before the transaction, which checks again
	if err != nil {
		return fault.Wrap(op, err)
	}
	out, err := s.open(r.Context(), invite.Person, device, func(tx *store.Tx) error {
		if _, err := s.liveInvite(tx, invite.SecretHash); err != nil {
			return err
		}
		if err := tx.SpendInvite(invite.SecretHash, s.now()); err != nil {
			return err
		}
		return tx.SetLogin(invite.Person, name, stored)
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// checkInvite finds the invite of a secret and checks the password against the person and the provider.
func (s *Server) checkInvite(ctx context.Context, in wire.AcceptInvite) (invite store.Invite, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		if invite, err = s.liveInvite(tx, HashSecret(in.Secret)); err != nil {
			return err
		}
		person, err := tx.Person(invite.Person)
		if err != nil {
			return err
		}
		profile, err := ProfileOf(tx, invite.Provider)
		if err != nil {
			return err
		}
		return access.CheckPassword(in.Password, person.Email, profile.Name)
	})
	return invite, fault.Wrap("server.checkInvite", err)
}

// liveInvite is the invite with the hash when it can be accepted. Whoever knows the secret may know why it cannot.
func (s *Server) liveInvite(tx *store.Tx, hash string) (store.Invite, error) {
	const op = "server.liveInvite"
	invite, err := tx.Invite(hash)
	if fault.Is(err, fault.NotFound) {
		return invite, fault.New(fault.NotFound, op, "server.invite_unknown")
	}
	if err != nil {
		return invite, err
	}
	if !invite.UsedAt.IsZero() {
		return invite, fault.New(fault.Conflict, op, "server.invite_used")
	}
	if !s.now().Before(invite.ExpiresAt) {
		return invite, fault.New(fault.Conflict, op, "server.invite_expired")
	}
	person, err := tx.Person(invite.Person)
	if err != nil {
		return invite, err
	}
	if person.Password != "" || !person.DisabledAt.IsZero() { // a second invite is no way around the password
		return invite, fault.New(fault.Conflict, op, "server.invite_has_password")
	}
	return invite, nil
}
