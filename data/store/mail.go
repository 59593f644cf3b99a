package store

import (
	"database/sql"
	"time"

	"pupitre/data/fault"
)

// Mail is a letter that waits to be sent.
type Mail struct {
	ID     string // UUID
	Once   string // what it is about, when there must be one letter about it; "" otherwise
	Letter string // sealed; empty once it has ended
	MadeAt time.Time
	NextAt time.Time // of the next try
	Until  time.Time // when it is given up
	Tries  int       // begun, the current one included
}

const (
	sqlInsertMail = `INSERT INTO mail (id, once, letter, made_at, next_at, until) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (once) DO NOTHING`
	sqlDueMail = `SELECT id FROM mail WHERE ended_at = 0 AND next_at <= $1 AND claimed_until <= $1
		ORDER BY next_at, id LIMIT $2`
	// The conditions are weighed again once the row is locked: of several servers, one has it.
	sqlClaimMail = `UPDATE mail SET claimed_until = $1, tries = tries + 1
		WHERE id = $2 AND ended_at = 0 AND next_at <= $3 AND claimed_until <= $3`
	sqlSelectMail  = `SELECT id, once, letter, made_at, next_at, until, tries FROM mail WHERE id = $1`
	sqlDeferMail   = `UPDATE mail SET next_at = $1, claimed_until = 0 WHERE id = $2 AND ended_at = 0`
	sqlEndMail     = `UPDATE mail SET ended_at = $1, letter = '', claimed_until = 0 WHERE id = $2 AND ended_at = 0`
	sqlExpireMail  = `UPDATE mail SET ended_at = $1, letter = '' WHERE ended_at = 0 AND until <= $1 AND claimed_until <= $1`
	sqlExpiredMail = `SELECT count(*) FROM mail WHERE ended_at = 0 AND until <= $1`
	sqlPruneMail   = `DELETE FROM mail WHERE ended_at > 0 AND ended_at <= $1`
	sqlCountMail   = `SELECT count(*) FROM mail WHERE ended_at = 0`
)

// AddMail puts a letter in the queue; added is false when there was one about the same already.
func (t *Tx) AddMail(m Mail) (added bool, err error) {
	once := sql.NullString{String: m.Once, Valid: m.Once != ""}
	n, err := t.exec("store.AddMail", sqlInsertMail, m.ID, once, m.Letter, millis(m.MadeAt), millis(m.NextAt), millis(m.Until))
	return n > 0, err
}

// DueMail lists the ids of at most limit letters to send at now that nobody is sending.
func (t *Tx) DueMail(now time.Time, limit int) ([]string, error) {
	return list(t, "store.DueMail", scanText, sqlDueMail, millis(now), limit)
}

// ClaimMail takes a letter to send it until a time; fault.NotFound when somebody else was faster.
func (t *Tx) ClaimMail(id string, now, until time.Time) (Mail, error) {
	const op = "store.ClaimMail"
	if err := t.execOne(op, sqlClaimMail, millis(until), id, millis(now)); err != nil {
		return Mail{}, err
	}
	var m Mail
	var once sql.NullString
	var made, next, end int64
	err := t.row(op, sqlSelectMail, id).scan(&m.ID, &once, &m.Letter, &made, &next, &end, &m.Tries)
	m.Once, m.MadeAt, m.NextAt, m.Until = once.String, fromMillis(made), fromMillis(next), fromMillis(end)
	return m, err
}

// DeferMail puts a letter back until its next try.
func (t *Tx) DeferMail(id string, next time.Time) error {
	_, err := t.exec("store.DeferMail", sqlDeferMail, millis(next), id)
	return err
}

// EndMail notes that a letter was sent or given up, and forgets its text.
func (t *Tx) EndMail(id string, at time.Time) error {
	_, err := t.exec("store.EndMail", sqlEndMail, millis(at), id)
	return err
}

// ExpireMail gives up the letters that have waited too long at now, and counts them.
func (t *Tx) ExpireMail(now time.Time) (int, error) {
	n, err := t.exec("store.ExpireMail", sqlExpireMail, millis(now))
	return int(n), err
}

// ExpiredMail counts the letters that have waited too long at now.
func (t *Tx) ExpiredMail(now time.Time) (n int, err error) {
	err = t.row("store.ExpiredMail", sqlExpiredMail, millis(now)).scan(&n)
	return n, err
}

// PruneMail forgets the letters that ended before the time.
func (t *Tx) PruneMail(before time.Time) error {
	_, err := t.exec("store.PruneMail", sqlPruneMail, millis(before))
	return err
}

// WaitingMail counts the letters that wait.
func (t *Tx) WaitingMail() (n int, err error) {
	err = t.row("store.WaitingMail", sqlCountMail).scan(&n)
	return n, fault.Wrap("store.WaitingMail", err)
}
