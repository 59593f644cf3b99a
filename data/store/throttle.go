package store

import "time"

// Throttle is what is remembered of tries: failures in a row, or a pace.
type Throttle struct {
	Name      string // hash of what it is about
	Failures  int
	Until     time.Time // no try before; of a pace, when it is level again
	ExpiresAt time.Time
}

const (
	sqlSelectThrottle = `SELECT name, failures, until, expires_at FROM throttle WHERE name = $1 AND expires_at > $2`
	sqlPutThrottle    = `INSERT INTO throttle (name, failures, until, expires_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, until = excluded.until, expires_at = excluded.expires_at`
	// Touches a row without changing it, so that its readers come one after the other.
	sqlLockThrottle = `INSERT INTO throttle (name, failures, until, expires_at) VALUES ($1, 0, 0, $2)
		ON CONFLICT (name) DO UPDATE SET name = excluded.name`
	sqlDropThrottle  = `DELETE FROM throttle WHERE name = $1`
	sqlPruneThrottle = `DELETE FROM throttle WHERE expires_at <= $1`
	sqlTrimThrottle  = `DELETE FROM throttle WHERE name IN
		(SELECT name FROM throttle ORDER BY expires_at DESC, name LIMIT 1000000 OFFSET $1)`
)

// Throttle is what is remembered under a name at now; all zero but the name when it is nothing.
func (t *Tx) Throttle(name string, now time.Time) (Throttle, error) {
	found, err := list(t, "store.Throttle", func(s scanner) (r Throttle, err error) {
		var until, expires int64
		err = s.Scan(&r.Name, &r.Failures, &until, &expires)
		r.Until, r.ExpiresAt = fromMillis(until), fromMillis(expires)
		return r, err
	}, sqlSelectThrottle, name, millis(now))
	if err != nil || len(found) == 0 {
		return Throttle{Name: name}, err
	}
	return found[0], nil
}

// LockThrottle is Throttle for who will change it: others wait for the end of the transaction.
func (t *Tx) LockThrottle(name string, now time.Time) (Throttle, error) {
	if _, err := t.exec("store.LockThrottle", sqlLockThrottle, name, millis(now)); err != nil {
		return Throttle{}, err
	}
	return t.Throttle(name, now)
}

// PutThrottle remembers.
func (t *Tx) PutThrottle(r Throttle) error {
	_, err := t.exec("store.PutThrottle", sqlPutThrottle, r.Name, r.Failures, millis(r.Until), millis(r.ExpiresAt))
	return err
}

// DropThrottle forgets what is under the name.
func (t *Tx) DropThrottle(name string) error {
	_, err := t.exec("store.DropThrottle", sqlDropThrottle, name)
	return err
}

// PruneThrottle forgets what has expired at now, and beyond most rows what expires first.
func (t *Tx) PruneThrottle(now time.Time, most int) error {
	const op = "store.PruneThrottle"
	if _, err := t.exec(op, sqlPruneThrottle, millis(now)); err != nil {
		return err
	}
	_, err := t.exec(op, sqlTrimThrottle, most)
	return err
}
