package desk

import (
	"context"
	"encoding/json"
	"errors"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// WhoExchange is a server that tells who is signed in.
type WhoExchange interface {
	Session(ctx context.Context) (wire.Session, error)
}

// Who asks the server who is signed in, and keeps the answer for the next start: after one's own e-mail has changed, the
// sign-in page proposes the new one; after the role was given away, the pages no longer offer what it allowed. Session
// itself keeps what the sign-in has told; see Place.
func (s *Session) Who(ctx context.Context) (wire.Person, wire.Membership, error) {
	const op = "desk.Who"
	x, ok := s.server.(WhoExchange)
	if !ok {
		return wire.Person{}, wire.Membership{}, fault.As(fault.Internal, op, "", errors.New("this server does not say"))
	}
	now, err := x.Session(ctx)
	if err == nil && len(now.Memberships) == 0 {
		err = fault.New(fault.Forbidden, op, "sync.no_membership")
	}
	if err != nil {
		return wire.Person{}, wire.Membership{}, fault.Wrap(op, err)
	}
	if err := s.keepWho(now); err != nil {
		return wire.Person{}, wire.Membership{}, fault.Wrap(op, err)
	}
	return now.Person, now.Memberships[0], nil
}

// keepWho writes down who is signed in, with what only the sign-in tells left as it is.
func (s *Session) keepWho(now wire.Session) error {
	s.keeping.Lock()
	defer s.keeping.Unlock()
	known, err := readSession(s.store)
	if err != nil {
		return err
	}
	known.Person, known.Memberships, known.Federations = now.Person, now.Memberships, now.Federations
	b, err := json.Marshal(known)
	if err != nil {
		return err
	}
	if err := s.store.Update(func(tx syncing.ClientTx) error { return tx.PutMeta(metaSession, string(b)) }); err != nil {
		return err
	}
	a := s.Account
	a.Email = now.Person.Email
	if err := s.memory.Remember(a); err != nil {
		return err
	}
	s.settle(now.Memberships)
	return nil
}
