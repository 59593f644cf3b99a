package server

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"time"

	crand "crypto/rand"

	"github.com/google/uuid"

	"pupitre/data/fault"
	"pupitre/data/store"
)

// InviteLife is how long an invitation can be accepted.
const InviteLife = 7 * 24 * time.Hour

// Registrar makes people and their invitations in a store.
type Registrar struct {
	Now  func() time.Time
	Rand io.Reader // of ids, codes and secrets
}

// NewPerson makes somebody who has no place with any provider yet, with a user code that nobody has. Without a name they are
// called by their address until they give one. password is in its stored form, "" for who will accept an invitation.
func (g Registrar) NewPerson(tx *store.Tx, email, name, password string) (store.Person, error) {
	const op = "server.NewPerson"
	id, err := uuid.NewV7FromReader(g.Rand)
	if err != nil {
		return store.Person{}, fault.Wrap(op, err)
	}
	return g.newPerson(tx, store.Person{ID: id.String(), Email: email, Name: name, Password: password})
}

func (g Registrar) newPerson(tx *store.Tx, p store.Person) (store.Person, error) {
	var err error
	if p.Code, err = g.freeCode(tx); err != nil {
		return store.Person{}, err
	}
	if p.Name == "" {
		p.Name = p.Email
	}
	p.CreatedAt = g.now()
	return p, tx.AddPerson(p)
}

// Invite makes an invitation of a person to a provider and gives its secret, which is stored nowhere.
func (g Registrar) Invite(tx *store.Tx, provider, person string) (secret string, expires time.Time, err error) {
	const op = "server.Invite"
	secret, hash, err := NewSecret(g.Rand)
	if err != nil {
		return "", expires, fault.Wrap(op, err)
	}
	now := g.now()
	invite := store.Invite{SecretHash: hash, Provider: provider, Person: person, CreatedAt: now, ExpiresAt: now.Add(InviteLife)}
	return secret, invite.ExpiresAt, fault.Wrap(op, tx.AddInvite(invite))
}

// codeTries is how many codes are drawn: even with half of the 900,000 taken, the last one fails once in 10^15.
const codeTries = 50

// freeCode draws a user code of six digits that nobody has. The first digit is not 0: people write codes in spreadsheets.
func (g Registrar) freeCode(tx *store.Tx) (string, error) {
	const op = "server.freeCode"
	for range codeTries {
		n, err := crand.Int(g.Rand, big.NewInt(900_000))
		if err != nil {
			return "", fault.Wrap(op, err)
		}
		code := fmt.Sprintf("%06d", 100_000+n.Int64())
		taken, err := tx.CodeTaken(code)
		if err != nil || !taken {
			return code, err
		}
	}
	return "", fault.As(fault.Internal, op, "", errors.New("no free user code"))
}

// now is the time as the store keeps it.
func (g Registrar) now() time.Time { return g.Now().UTC().Truncate(time.Millisecond) }

func (s *Server) registrar() Registrar { return Registrar{Now: s.now, Rand: s.rand} }
