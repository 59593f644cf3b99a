package store

import (
	"context"

	"pupitre/data/syncing"
)

// Server is the server's database.
type Server struct {
	db *database
}

// Tx is one transaction of the server's database.
type Tx struct {
	*txn
	entities entities
}

// A Tx is what the synchronisation needs to write and to read.
var (
	_ syncing.ServerTx = (*Tx)(nil)
	_ syncing.Reader   = (*Tx)(nil)
)

// OpenServer opens the server's database, which is brought to the newest version when it is older; SQLite's is made when it
// is missing. What it refuses stays as it was: store.newer_version, store.damaged, store.not_ours, store.not_writable,
// store.busy, store.disk_full, store.cannot_open; on PostgreSQL store.bad_url, store.no_connection, store.access_denied,
// store.database_busy.
func OpenServer(ctx context.Context, o Options) (*Server, error) {
	opener := open
	if o.URL != "" {
		opener = openPostgres
	}
	db, err := opener(ctx, o, serverKind)
	if err != nil {
		return nil, err
	}
	return &Server{db: db}, nil
}

// Close waits for the transactions that run and closes the database.
func (s *Server) Close() error { return s.db.close() }

// Path is the absolute path of the database file; of PostgreSQL, its address without user and password.
func (s *Server) Path() string { return s.db.path }

// Write runs f in one write transaction. It is on disk when Write returns nil; when f or a statement fails, or ctx ends,
// nothing has changed. f may run again, so it must not have effects of its own.
//
// On SQLite it is the only write transaction. On PostgreSQL others run beside it: what must have an order begins with Lock.
// There, a connection that is lost while committing leaves the outcome unknown (store.no_connection); see WriteRepeatable.
func (s *Server) Write(ctx context.Context, f func(*Tx) error) error {
	return s.db.write(ctx, certain, func(t *txn) error { return f(&Tx{txn: t}) })
}

// WriteRepeatable is Write for an f that finds out by itself that its work was done already, as a push does by the ledger.
// On PostgreSQL it is run again after a commit of unknown outcome.
func (s *Server) WriteRepeatable(ctx context.Context, f func(*Tx) error) error {
	return s.db.write(ctx, repeatable, func(t *txn) error { return f(&Tx{txn: t}) })
}

// Read runs f on one consistent state, beside any writer. f may run again, so it must not have effects of its own.
func (s *Server) Read(ctx context.Context, f func(*Tx) error) error {
	return s.db.read(ctx, func(t *txn) error { return f(&Tx{txn: t}) })
}

// Ping tells whether the database answers, without trying again: who asks wants to know how it is now.
func (s *Server) Ping(ctx context.Context) error {
	return s.db.run(ctx, s.db.readers, false, func(t *txn) error { return t.row("store.Ping", "SELECT 1").scan(new(int)) })
}
