package store

import "time"

// ResetCode is a code that was sent to somebody who forgot the password.
type ResetCode struct {
	ID        string // UUID
	Person    string
	Hash      string // argon2id of the code, encoded
	ExpiresAt time.Time
	Tries     int // that failed
}

const (
	sqlInsertReset = `INSERT INTO reset_code (id, person, code_hash, expires_at) VALUES ($1, $2, $3, $4)`
	sqlResetsOf    = `SELECT id, person, code_hash, expires_at, tries FROM reset_code
		WHERE person = $1 AND expires_at > $2 ORDER BY expires_at DESC, id DESC`
	sqlMissReset   = `UPDATE reset_code SET tries = tries + 1 WHERE person = $1`
	sqlDropReset   = `DELETE FROM reset_code WHERE id = $1`
	sqlDropResets  = `DELETE FROM reset_code WHERE person = $1`
	sqlPruneResets = `DELETE FROM reset_code WHERE expires_at <= $1`
)

// AddReset keeps a code.
func (t *Tx) AddReset(c ResetCode) error {
	_, err := t.exec("store.AddReset", sqlInsertReset, c.ID, c.Person, c.Hash, millis(c.ExpiresAt))
	return err
}

// ResetsOf lists a person's codes that have not expired at now, the newest first.
func (t *Tx) ResetsOf(person string, now time.Time) ([]ResetCode, error) {
	return list(t, "store.ResetsOf", func(s scanner) (c ResetCode, err error) {
		var expires int64
		err = s.Scan(&c.ID, &c.Person, &c.Hash, &expires, &c.Tries)
		c.ExpiresAt = fromMillis(expires)
		return c, err
	}, sqlResetsOf, person, millis(now))
}

// MissReset counts a wrong code against all codes of a person.
func (t *Tx) MissReset(person string) error {
	_, err := t.exec("store.MissReset", sqlMissReset, person)
	return err
}

// SpendReset removes a code; fault.NotFound when it was spent meanwhile.
func (t *Tx) SpendReset(id string) error { return t.execOne("store.SpendReset", sqlDropReset, id) }

// DropResets removes all codes of a person.
func (t *Tx) DropResets(person string) error {
	_, err := t.exec("store.DropResets", sqlDropResets, person)
	return err
}

// PruneResets removes the codes that have expired at now.
func (t *Tx) PruneResets(now time.Time) error {
	_, err := t.exec("store.PruneResets", sqlPruneResets, millis(now))
	return err
}
