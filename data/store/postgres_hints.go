package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5"

	"pupitre/data/fault"
)

// Head is how far a space has come.
type Head struct {
	Space string
	Rev   int64
	Epoch string
}

const (
	sqlHeads  = `SELECT id, rev, epoch FROM space WHERE id = ANY($1)`
	sqlNotify = `SELECT pg_notify('pupitre', $1)`
	sqlListen = `LISTEN pupitre`
)

// MaxHint is the most bytes of a hint: PostgreSQL's limit is 8000.
const MaxHint = 7900

// errNotPostgres is the cause when a store on SQLite, which one process serves, is used as one that several share.
var errNotPostgres = errors.New("this needs PostgreSQL")

// Heads gives the heads of those of the spaces that exist. Only on PostgreSQL.
func (s *Server) Heads(ctx context.Context, spaces []string) (heads []Head, err error) {
	const op = "store.Heads"
	if s.db.config == nil {
		return nil, fault.As(fault.Internal, op, "", errNotPostgres)
	}
	err = s.Read(ctx, func(t *Tx) error {
		heads, err = list(t, op, func(s scanner) (h Head, err error) {
			err = s.Scan(&h.Space, &h.Rev, &h.Epoch)
			return h, err
		}, sqlHeads, spaces)
		return err
	})
	return heads, err
}

// Notify tells a hint of at most MaxHint bytes to all who Listen on the database. It has a connection of its own and is
// never part of a transaction: PostgreSQL commits transactions that notify one after the other. Only on PostgreSQL.
func (s *Server) Notify(ctx context.Context, hint string) error {
	const op = "store.Notify"
	if s.db.config == nil {
		return fault.As(fault.Internal, op, "", errNotPostgres)
	}
	_, err := s.db.hints.ExecContext(ctx, sqlNotify, hint)
	return mapError(op, s.db.path, err)
}

// Listen calls ready when hints will come, then f with each, on a connection of its own, until ctx ends or the connection is
// lost; it always gives the reason. Only on PostgreSQL.
func (s *Server) Listen(ctx context.Context, ready func(), f func(hint string)) error {
	const op = "store.Listen"
	if s.db.config == nil {
		return fault.As(fault.Internal, op, "", errNotPostgres)
	}
	c, err := pgx.ConnectConfig(ctx, s.db.config)
	if err != nil {
		return mapError(op, s.db.path, err)
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }() // nothing was written
	if _, err := c.Exec(ctx, sqlListen); err != nil {
		return mapError(op, s.db.path, err)
	}
	ready()
	for {
		n, err := c.WaitForNotification(ctx)
		if err != nil {
			return mapError(op, s.db.path, err)
		}
		f(n.Payload)
	}
}

// Pools gives the connections by their use, for figures about them.
func (s *Server) Pools() map[string]*sql.DB {
	return map[string]*sql.DB{"write": s.db.writer, "read": s.db.readers}
}

// Retries counts the transactions that ran again since the database was opened.
func (s *Server) Retries() int64 { return s.db.retries.Load() }
