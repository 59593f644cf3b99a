package desk

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"time"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// metaLease is where the store keeps its lease.
const metaLease = "lease"

// leaseSeen is how often the time is noted while a lease runs.
const leaseSeen = time.Hour

// Leaser is a server that prolongs leases with its answers.
type Leaser interface {
	// OnLease asks for a lease that runs longer than until, and gives it to f.
	OnLease(until time.Time, f func(lease string))
}

// Lease bounds how long a desk may be used without the server. It goes by how much time has passed here since it was given,
// whatever the clock says; a clock that is set back does not prolong it.
type Lease struct {
	store syncing.ClientStore
	now   func() time.Time

	mu    sync.Mutex
	state leaseState
	lease wire.Lease // the one of the state, verified; the zero one when it is not good
	noted time.Time  // what the store has as seen
}

// leaseState is what is kept of a lease.
type leaseState struct {
	Key      string    `json:"key"` // of the server, base64
	Token    string    `json:"token"`
	Received time.Time `json:"received"` // by the clock of this computer
	Seen     time.Time `json:"seen"`     // the latest time that this clock has shown since
}

var errLease = errors.New("desk: not a lease of this server, person and device")

// OpenLease reads the lease of a store; nil when the person's server gives none.
func OpenLease(store syncing.ClientStore, now func() time.Time) (*Lease, error) {
	l := &Lease{store: store, now: now}
	var text string
	err := store.View(func(tx syncing.ClientTx) (err error) {
		text, err = tx.Meta(metaLease)
		return err
	})
	if err != nil || text == "" {
		return nil, fault.Wrap("desk.OpenLease", err)
	}
	if err := json.Unmarshal([]byte(text), &l.state); err != nil {
		return nil, fault.Wrap("desk.OpenLease", err)
	}
	l.noted = l.state.Seen
	if l.lease, err = verify(l.state.Key, l.state.Token); err != nil {
		l.lease = wire.Lease{} // it has ended: the next exchange brings one that is good
	}
	return l, nil
}

// giveLease stores the lease that comes with a session.
func giveLease(store syncing.ClientStore, now func() time.Time, info wire.Session) error {
	if info.LeaseKey == "" {
		return nil
	}
	l := &Lease{store: store, now: now, state: leaseState{Key: info.LeaseKey}}
	return l.Take(info.Lease)
}

// Take puts a lease in the place of the one before, once its signature and its names are found good.
func (l *Lease) Take(token string) error {
	const op = "desk.Take"
	l.mu.Lock()
	defer l.mu.Unlock()
	lease, err := verify(l.state.Key, token)
	if err != nil {
		return fault.As(fault.Invalid, op, "", err)
	}
	if err := l.mine(lease); err != nil {
		return fault.Wrap(op, err)
	}
	now := l.now()
	if err := l.keep(leaseState{Key: l.state.Key, Token: token, Received: now, Seen: now}); err != nil {
		return fault.Wrap(op, err)
	}
	l.lease = lease
	return nil
}

// mine refuses a lease that was given to another store.
func (l *Lease) mine(lease wire.Lease) error {
	return l.store.View(func(tx syncing.ClientTx) error {
		device, err := tx.Device()
		if err == nil && device != lease.Device {
			err = fault.As(fault.Invalid, "desk.mine", "", errLease)
		}
		return err
	})
}

func (l *Lease) keep(s leaseState) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if err := l.store.Update(func(tx syncing.ClientTx) error { return tx.PutMeta(metaLease, string(text)) }); err != nil {
		return err
	}
	l.state, l.noted = s, s.Seen
	return nil
}

// Until is the end of the lease by the server's clock.
func (l *Lease) Until() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lease.Until
}

// Check refuses when the lease has ended (lease.ended), or is none. It does not touch the disk.
func (l *Lease) Check() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.look()
	if l.state.Seen.Sub(l.state.Received) >= l.lease.Until.Sub(l.lease.From) {
		return fault.New(fault.Unavailable, "desk.Check", "lease.ended")
	}
	return nil
}

// Note writes down, from time to time, what the clock has shown, for the next start.
func (l *Lease) Note() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.look()
	if l.state.Seen.Sub(l.noted) < leaseSeen {
		return nil
	}
	return fault.Wrap("desk.Note", l.keep(l.state))
}

// look follows the clock forwards only.
func (l *Lease) look() {
	if now := l.now(); now.After(l.state.Seen) {
		l.state.Seen = now
	}
}

// verify opens a lease: JSON and its signature, each in base64.
func verify(key, token string) (lease wire.Lease, err error) {
	public, err := base64.StdEncoding.DecodeString(key)
	if err != nil || len(public) != ed25519.PublicKeySize {
		return lease, errors.Join(errLease, err)
	}
	payload, signature, _ := strings.Cut(token, ".")
	text, err := base64.RawURLEncoding.DecodeString(payload)
	if err != nil {
		return lease, errors.Join(errLease, err)
	}
	sum, err := base64.RawURLEncoding.DecodeString(signature)
	if err != nil || !ed25519.Verify(public, text, sum) {
		return lease, errors.Join(errLease, err)
	}
	return lease, json.Unmarshal(text, &lease)
}
