package store

import (
	"time"

	"pupitre/data/access"
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
	sqlTouchSession         = `UPDATE session SET seen_at = $1, expires_at = $2 WHERE id = $3`
	sqlDeleteSession        = `DELETE FROM session WHERE id = $1`
	sqlDeleteDeviceSessions = `DELETE FROM session WHERE device = $1`
	sqlDeleteSessionsOf     = `DELETE FROM session WHERE person = $1`
	sqlDeleteOtherSessions  = `DELETE FROM session WHERE person = $1 AND id <> $2`
	sqlOtherSessions        = `SELECT id FROM session WHERE person = $1 AND id <> $2 ORDER BY id`
	sqlSessionsOfProvider   = `SELECT s.id, s.person, p.name, m.role, d.name, s.created_at, s.seen_at FROM session s
		JOIN member m ON m.person = s.person JOIN person p ON p.id = s.person JOIN device d ON d.id = s.device
		WHERE m.provider = $1 AND s.expires_at > $2 ORDER BY s.seen_at DESC, s.id LIMIT $3`
	sqlSessionsOfPerson = `SELECT s.id, s.person, p.name, m.role, d.name, s.created_at, s.seen_at FROM session s
		JOIN member m ON m.person = s.person JOIN person p ON p.id = s.person JOIN device d ON d.id = s.device
		WHERE m.provider = $1 AND s.expires_at > $2 AND s.person = $3 ORDER BY s.seen_at DESC, s.id LIMIT $4`
	sqlSessionOfProvider = `SELECT s.id, s.person, p.name, m.role, d.name, s.created_at, s.seen_at FROM session s
		JOIN member m ON m.person = s.person JOIN person p ON p.id = s.person JOIN device d ON d.id = s.device
		WHERE m.provider = $1 AND s.id = $2`
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

// EndOtherSessions removes the sessions of a person but one, and gives their ids.
func (t *Tx) EndOtherSessions(person, but string) ([]string, error) {
	const op = "store.EndOtherSessions"
	ids, err := list(t, op, scanText, sqlOtherSessions, person, but)
	if err != nil {
		return nil, err
	}
	_, err = t.exec(op, sqlDeleteOtherSessions, person, but)
	return ids, err
}

// SessionIDs lists a person's sessions.
func (t *Tx) SessionIDs(person string) ([]string, error) {
	return list(t, "store.SessionIDs", scanText, sqlSessionIDsOf, person)
}

// SessionEntry is a session of a member in a list.
type SessionEntry struct {
	ID, Person, Name string
	Role             access.Role
	Device           string // name of the computer
	CreatedAt        time.Time
	SeenAt           time.Time
}

// SessionsAt lists at most limit sessions of a provider's people that are not over at now, or those of one person when it is
// not empty; those seen last come first.
func (t *Tx) SessionsAt(provider, person string, now time.Time, limit int) ([]SessionEntry, error) {
	const op = "store.SessionsAt"
	scan := func(s scanner) (SessionEntry, error) { return scanSessionEntry(s.Scan) }
	if person == "" {
		return list(t, op, scan, sqlSessionsOfProvider, provider, millis(now), limit)
	}
	return list(t, op, scan, sqlSessionsOfPerson, provider, millis(now), person, limit)
}

// SessionAt is a session of one of a provider's people; fault.NotFound when there is none with the id.
func (t *Tx) SessionAt(provider, id string) (SessionEntry, error) {
	return scanSessionEntry(t.row("store.SessionAt", sqlSessionOfProvider, provider, id).scan)
}

func scanSessionEntry(scan func(...any) error) (e SessionEntry, err error) {
	var created, seen int64
	err = scan(&e.ID, &e.Person, &e.Name, &e.Role, &e.Device, &created, &seen)
	e.CreatedAt, e.SeenAt = fromMillis(created), fromMillis(seen)
	return e, err
}
