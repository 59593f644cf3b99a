package store

import "time"

// KioskCode enrols a kiosk, once.
type KioskCode struct {
	SecretHash string // SHA-256 of the code, hexadecimal
	Provider   string
	Federation string // whose directory the kiosk searches, "" for none
	Name       string // of the kiosk
	Pin        string // to leave it: argon2id with its parameters
	Person     string // who asked for the code
	CreatedAt  time.Time
	ExpiresAt  time.Time
}

const (
	sqlInsertKioskCode = `INSERT INTO kiosk_code (secret_hash, provider, federation, name, pin, person, created_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	sqlSelectKioskCode = `SELECT secret_hash, provider, federation, name, pin, person, created_at, expires_at FROM kiosk_code
		WHERE secret_hash = $1 AND expires_at > $2`
	sqlDeleteKioskCode = `DELETE FROM kiosk_code WHERE secret_hash = $1`
	sqlPruneKioskCodes = `DELETE FROM kiosk_code WHERE expires_at <= $1`
)

// AddKioskCode inserts a code.
func (t *Tx) AddKioskCode(c KioskCode) error {
	_, err := t.exec("store.AddKioskCode", sqlInsertKioskCode, c.SecretHash, c.Provider, c.Federation, c.Name, c.Pin, c.Person,
		millis(c.CreatedAt), millis(c.ExpiresAt))
	return err
}

// KioskCode is the code with the hash that has not expired at now; fault.NotFound when there is none, or it was spent.
func (t *Tx) KioskCode(hash string, now time.Time) (c KioskCode, err error) {
	var created, expires int64
	err = t.row("store.KioskCode", sqlSelectKioskCode, hash, millis(now)).
		scan(&c.SecretHash, &c.Provider, &c.Federation, &c.Name, &c.Pin, &c.Person, &created, &expires)
	c.CreatedAt, c.ExpiresAt = fromMillis(created), fromMillis(expires)
	return c, err
}

// SpendKioskCode removes a code; fault.NotFound when somebody was faster.
func (t *Tx) SpendKioskCode(hash string) error {
	return t.execOne("store.SpendKioskCode", sqlDeleteKioskCode, hash)
}

// PruneKioskCodes removes the codes that have expired at now.
func (t *Tx) PruneKioskCodes(now time.Time) error {
	_, err := t.exec("store.PruneKioskCodes", sqlPruneKioskCodes, millis(now))
	return err
}
