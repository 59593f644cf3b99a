package store

import (
	"time"

	"pupitre/data/fault"
)

// Session is a person signed in on a device.
type Session struct {
	ID        string
	TokenHash string // SHA-256 of the token, hexadecimal; the token itself is never stored
	Person    string
	Device    string
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
}

const (
	sqlInsertSession = `INSERT INTO session (id, token_hash, person, device, created_at, seen_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`
	sqlSelectSession = `SELECT s.id, s.token_hash, s.person, s.device, s.created_at, s.seen_at, s.expires_at
		FROM session s JOIN person p ON p.id = s.person
		WHERE s.token_hash = $1 AND s.expires_at > $2 AND p.disabled_at = 0`
	sqlTouchSession          = `UPDATE session SET seen_at = $1, expires_at = $2 WHERE id = $3`
	sqlDeleteSession         = `DELETE FROM session WHERE id = $1`
	sqlDeleteDeviceSessions  = `DELETE FROM session WHERE device = $1`
	sqlDeleteSessionsOf      = `DELETE FROM session WHERE person = $1`
	sqlDeleteExpiredSessions = `DELETE FROM session WHERE expires_at <= $1`
)

// AddSession inserts a session.
func (t *Tx) AddSession(s Session) error {
	_, err := t.exec("store.AddSession", sqlInsertSession, s.ID, s.TokenHash, s.Person, s.Device,
		millis(s.CreatedAt), millis(s.SeenAt), millis(s.ExpiresAt))
	return err
}

// SessionByToken is the session whose token has the hash, when it is neither over at now nor its person disabled;
// fault.NotFound otherwise.
func (t *Tx) SessionByToken(hash string, now time.Time) (s Session, err error) {
	var created, seen, expires int64
	err = t.row("store.SessionByToken", sqlSelectSession, hash, millis(now)).
		scan(&s.ID, &s.TokenHash, &s.Person, &s.Device, &created, &seen, &expires)
	s.CreatedAt, s.SeenAt, s.ExpiresAt = fromMillis(created), fromMillis(seen), fromMillis(expires)
	return s, err
}

// TouchSession moves the end of a session; one that ended meanwhile stays ended.
func (t *Tx) TouchSession(id string, seen, expires time.Time) error {
	_, err := t.exec("store.TouchSession", sqlTouchSession, millis(seen), millis(expires), id)
	return fault.Wrap("store.TouchSession", err)
}

// EndSession removes a session; one that ended already is no error.
func (t *Tx) EndSession(id string) error {
	_, err := t.exec("store.EndSession", sqlDeleteSession, id)
	return err
}

// EndDeviceSessions removes the sessions of a device: a store has one at a time.
func (t *Tx) EndDeviceSessions(device string) error {
	_, err := t.exec("store.EndDeviceSessions", sqlDeleteDeviceSessions, device)
	return err
}

// EndSessionsOf removes all sessions of a person.
func (t *Tx) EndSessionsOf(person string) error {
	_, err := t.exec("store.EndSessionsOf", sqlDeleteSessionsOf, person)
	return err
}

// PruneSessions removes the sessions that are over at now.
func (t *Tx) PruneSessions(now time.Time) error {
	_, err := t.exec("store.PruneSessions", sqlDeleteExpiredSessions, millis(now))
	return err
}
