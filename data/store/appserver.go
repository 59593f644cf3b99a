package store

import "time"

const (
	sqlAppServerState = `SELECT state, holder, until FROM appserver_state WHERE provider = $1`
	// Only the process that holds the state, or one that comes after the other's time, writes it.
	sqlPutAppServerState = `INSERT INTO appserver_state (provider, state, holder, until) VALUES ($1, $2, $3, $4)
		ON CONFLICT (provider) DO UPDATE SET state = excluded.state, holder = excluded.holder, until = excluded.until
		WHERE appserver_state.holder = excluded.holder OR appserver_state.until <= $5`
)

// AppServerState is what is known of a provider's application servers, and which process probes them until when.
type AppServerState struct {
	State  string // JSON
	Holder string
	Until  time.Time
}

// AppServerState is that of a provider; fault.NotFound when nothing was probed yet.
func (t *Tx) AppServerState(provider string) (s AppServerState, err error) {
	var until int64
	err = t.row("store.AppServerState", sqlAppServerState, provider).scan(&s.State, &s.Holder, &until)
	s.Until = fromMillis(until)
	return s, err
}

// PutAppServerState writes the state in the name of its holder, unless another one holds it at the time now. held tells
// whether it was written.
func (t *Tx) PutAppServerState(provider string, s AppServerState, now time.Time) (held bool, err error) {
	n, err := t.exec("store.PutAppServerState", sqlPutAppServerState, provider, s.State, s.Holder, millis(s.Until), millis(now))
	return n == 1, err
}
