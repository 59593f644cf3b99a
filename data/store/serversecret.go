package store

import "time"

// The secrets that a server keeps for itself.
const (
	SealSecret = "seal" // key that seals what must be read again: base64
	TLSSecret  = "tls"  // private key of the server's own certificate: PKCS #8 in PEM, sealed
)

const (
	sqlServerSecret = `SELECT body FROM server_secret WHERE id = $1`
	// Two servers that start at once on one database agree on the first.
	sqlAddServerSecret = `INSERT INTO server_secret (id, body, created_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING`
)

// ServerSecret is one of the server's secrets; fault.NotFound before the first time.
func (t *Tx) ServerSecret(id string) (body string, err error) {
	err = t.row("store.ServerSecret", sqlServerSecret, id).scan(&body)
	return body, err
}

// AddServerSecret keeps a secret unless there is one, and gives the one that is kept.
func (t *Tx) AddServerSecret(id, body string, at time.Time) (kept string, err error) {
	if _, err := t.exec("store.AddServerSecret", sqlAddServerSecret, id, body, millis(at)); err != nil {
		return "", err
	}
	return t.ServerSecret(id)
}
