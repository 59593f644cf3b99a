package server

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

const (
	// DefaultLease is how long a desktop may be used without the server.
	DefaultLease = 7 * 24 * time.Hour
	leaseStep    = time.Hour // a lease is prolonged when it gains at least so much
)

// leases signs with the key of the server, which is in its database: replicas have the same one, and a restored server
// keeps its own.
type leases struct {
	life time.Duration
	key  ed25519.PrivateKey
}

// newLeases reads the key, and makes it the first time.
func newLeases(ctx context.Context, db *store.Server, rand io.Reader, now time.Time, life time.Duration) (*leases, error) {
	const op = "server.newLeases"
	var text string
	read := func(tx *store.Tx) (err error) {
		text, err = tx.ServerKey()
		return err
	}
	err := db.Read(ctx, read)
	if fault.Is(err, fault.NotFound) {
		seed := make([]byte, ed25519.SeedSize)
		if _, err := io.ReadFull(rand, seed); err != nil {
			return nil, fault.Wrap(op, err)
		}
		err = db.Write(ctx, func(tx *store.Tx) error {
			if err := tx.AddServerKey(base64.StdEncoding.EncodeToString(seed), now); err != nil {
				return err
			}
			return read(tx) // another replica may have been faster
		})
	}
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	seed, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, fault.As(fault.Internal, op, "", err)
	}
	return &leases{life: life, key: ed25519.NewKeyFromSeed(seed)}, nil
}

// public is the key that verifies leases, base64.
func (l *leases) public() string {
	return base64.StdEncoding.EncodeToString(l.key.Public().(ed25519.PublicKey))
}

// sign gives a lease as it travels: its JSON and the signature of these bytes, each in base64, with a full stop between.
func (l *leases) sign(lease wire.Lease) string {
	payload, _ := json.Marshal(lease) // strings and times of our own always encode
	encode := base64.RawURLEncoding.EncodeToString
	return encode(payload) + "." + encode(ed25519.Sign(l.key, payload))
}

func (s *Server) leaseOf(who store.Session) wire.Lease {
	now := s.now().UTC().Truncate(time.Second)
	return wire.Lease{Person: who.Person, Device: who.Device, From: now, Until: now.Add(s.leases.life)}
}

// prolongLease gives a new lease to a reader who tells until when the last one runs, once that is worth it. A person
// without any membership has none.
func (s *Server) prolongLease(w http.ResponseWriter, r *http.Request, who store.Session) error {
	text := r.Header.Get(wire.LeaseHeader)
	if text == "" {
		return nil
	}
	until, err := strconv.ParseInt(text, 10, 64)
	lease := s.leaseOf(who)
	if err != nil || lease.Until.Sub(time.Unix(until, 0)) < leaseStep {
		return nil
	}
	var member bool
	err = s.store.Read(r.Context(), func(tx *store.Tx) error {
		members, err := tx.Memberships(who.Person)
		member = len(members) > 0
		return err
	})
	if err == nil && member {
		w.Header().Set(wire.LeaseHeader, s.leases.sign(lease))
	}
	return fault.Wrap("server.prolongLease", err)
}
