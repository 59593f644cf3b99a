package store

import (
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
)

const (
	sqlServerKey = `SELECT seed FROM server_key WHERE id = 'lease'`
	// Two servers that start at once on one database agree on the first key.
	sqlAddServerKey = `INSERT INTO server_key (id, seed, created_at) VALUES ('lease', $1, $2) ON CONFLICT (id) DO NOTHING`

	sqlSetRole = `INSERT INTO member (provider, person, role, created_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (provider, person) DO UPDATE SET role = excluded.role`
	sqlSessionIDsOf   = `SELECT id FROM session WHERE person = $1 ORDER BY id`
	sqlRevokeSessions = `INSERT INTO revoked_session (token_hash, person, device, at)
		SELECT token_hash, person, device, CAST($1 AS BIGINT) FROM session WHERE person = $2 ON CONFLICT (token_hash) DO NOTHING`
	sqlIsRevoked    = `SELECT count(*) FROM revoked_session WHERE token_hash = $1`
	sqlRevokedOn    = `SELECT person, device FROM revoked_session WHERE token_hash = $1`
	sqlPruneRevoked = `DELETE FROM revoked_session WHERE at <= $1`

	sqlPutConfirmation = `INSERT INTO confirmation (session, secret_hash, at) VALUES ($1, $2, $3)
		ON CONFLICT (session) DO UPDATE SET secret_hash = excluded.secret_hash, at = excluded.at`
	sqlConfirmation = `SELECT secret_hash, at FROM confirmation WHERE session = $1`
)

// ServerKey is the seed of the key that leases are signed with, base64; fault.NotFound before the first one.
func (t *Tx) ServerKey() (seed string, err error) {
	err = t.row("store.ServerKey", sqlServerKey).scan(&seed)
	return seed, err
}

// AddServerKey keeps a seed unless there is one.
func (t *Tx) AddServerKey(seed string, at time.Time) error {
	_, err := t.exec("store.AddServerKey", sqlAddServerKey, seed, millis(at))
	return err
}

// SetRole gives a person a role with a provider; a person without one becomes a member. ErrUnique when it would be a second
// primary.
func (t *Tx) SetRole(m access.Member, at time.Time) error {
	_, err := t.exec("store.SetRole", sqlSetRole, m.Provider, m.Person, string(m.Role), millis(at))
	return err
}

// RevokeSessions ends all sessions of a person and remembers their tokens as withdrawn. It gives their ids.
func (t *Tx) RevokeSessions(person string, at time.Time) ([]string, error) {
	const op = "store.RevokeSessions"
	ids, err := list(t, op, scanText, sqlSessionIDsOf, person)
	if err != nil {
		return nil, err
	}
	if _, err := t.exec(op, sqlRevokeSessions, millis(at), person); err != nil {
		return nil, err
	}
	return ids, t.EndSessionsOf(person)
}

// Revoked tells whether the token with the hash ended because access was withdrawn.
func (t *Tx) Revoked(hash string) (bool, error) {
	var n int
	err := t.row("store.Revoked", sqlIsRevoked, hash).scan(&n)
	return n > 0, fault.Wrap("store.Revoked", err)
}

// RevokedOn tells whose the withdrawn token with the hash was, and on which device, "" when it is not known.
func (t *Tx) RevokedOn(hash string) (person, device string, err error) {
	err = t.row("store.RevokedOn", sqlRevokedOn, hash).scan(&person, &device)
	return person, device, err
}

// PruneRevoked forgets the tokens that were withdrawn before the time.
func (t *Tx) PruneRevoked(before time.Time) error {
	_, err := t.exec("store.PruneRevoked", sqlPruneRevoked, millis(before))
	return err
}

// Confirm notes that the password was given again in a session, under the hash of a secret.
func (t *Tx) Confirm(session, hash string, at time.Time) error {
	_, err := t.exec("store.Confirm", sqlPutConfirmation, session, hash, millis(at))
	return err
}

// Confirmation is the newest one of a session; fault.NotFound when there is none.
func (t *Tx) Confirmation(session string) (hash string, at time.Time, err error) {
	var ms int64
	err = t.row("store.Confirmation", sqlConfirmation, session).scan(&hash, &ms)
	return hash, fromMillis(ms), err
}
