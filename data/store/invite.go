package store

import (
	"time"

	"pupitre/data/fault"
)

// Invite lets a person set a first password, once.
type Invite struct {
	SecretHash string // SHA-256 of the secret, hexadecimal
	Provider   string
	Person     string
	CreatedAt  time.Time
	ExpiresAt  time.Time
	UsedAt     time.Time // zero until it is spent
}

const (
	sqlInsertInvite = `INSERT INTO invite (secret_hash, provider, person, created_at, expires_at, used_at)
		VALUES ($1, $2, $3, $4, $5, $6)`
	sqlSelectInvite = `SELECT secret_hash, provider, person, created_at, expires_at, used_at FROM invite WHERE secret_hash = $1`
	sqlVoidInvites  = `DELETE FROM invite WHERE provider = $1 AND person = $2 AND used_at = 0`
	sqlSpendInvite  = `UPDATE invite SET used_at = $1 WHERE secret_hash = $2 AND used_at = 0`
)

// AddInvite inserts an invite.
func (t *Tx) AddInvite(i Invite) error {
	_, err := t.exec("store.AddInvite", sqlInsertInvite, i.SecretHash, i.Provider, i.Person,
		millis(i.CreatedAt), millis(i.ExpiresAt), millis(i.UsedAt))
	return err
}

// Invite is the invite whose secret has the hash, spent or not; fault.NotFound when there is none.
func (t *Tx) Invite(hash string) (i Invite, err error) {
	var created, expires, used int64
	err = t.row("store.Invite", sqlSelectInvite, hash).scan(&i.SecretHash, &i.Provider, &i.Person, &created, &expires, &used)
	i.CreatedAt, i.ExpiresAt, i.UsedAt = fromMillis(created), fromMillis(expires), fromMillis(used)
	return i, err
}

// VoidInvites removes the invites of a person to a provider that were not used.
func (t *Tx) VoidInvites(provider, person string) error {
	_, err := t.exec("store.VoidInvites", sqlVoidInvites, provider, person)
	return err
}

// SpendInvite marks an invite as used; fault.Conflict with the sentence "server.invite_used" when it was already.
func (t *Tx) SpendInvite(hash string, at time.Time) error {
	const op = "store.SpendInvite"
	n, err := t.exec(op, sqlSpendInvite, millis(at), hash)
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, op, "server.invite_used")
	}
	return err
}
