package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"pupitre/data/access"
	"pupitre/data/store/storetest"
	"pupitre/data/syncing"
)

func TestDesktopContract(t *testing.T) {
	storetest.ClientStore(t, func(t *testing.T) syncing.ClientStore { return newDesktop(t) })
}

func TestServerContract(t *testing.T) {
	storetest.ServerStore(t, func(t *testing.T) storetest.Server { return suiteServer{newServer(t)} })
}

// newDesktop opens a desktop's store in a folder of the test.
func newDesktop(t testing.TB) *Desktop {
	t.Helper()
	d, err := OpenDesktop(context.Background(), Options{Path: filepath.Join(t.TempDir(), "desktop.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeOK(t, d) })
	return d
}

// newServer opens a server's database in a folder of the test.
func newServer(t testing.TB) *Server {
	t.Helper()
	s, err := OpenServer(context.Background(), Options{Path: filepath.Join(t.TempDir(), "server.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeOK(t, s) })
	return s
}

func closeOK(t testing.TB, c interface{ Close() error }) {
	t.Helper()
	if err := c.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}

// suiteServer fits the server's database to the suite.
type suiteServer struct{ s *Server }

type suiteTx struct{ *Tx }

func (s suiteServer) Write(f func(storetest.ServerTx) error) error {
	return s.s.Write(context.Background(), func(t *Tx) error { return f(suiteTx{t}) })
}

func (s suiteServer) Read(f func(syncing.Reader) error) error {
	return s.s.Read(context.Background(), func(t *Tx) error { return f(t) })
}

func (s suiteServer) History(space string) (out []syncing.History, err error) {
	err = s.s.Read(context.Background(), func(t *Tx) error {
		out, err = list(t, "test", scanPast, `SELECT rev, entity, field, old_value, new_value, device, seq, person, at
			FROM history WHERE space = $1 ORDER BY rev, entity, field`, space)
		return err
	})
	return out, err
}

func scanPast(s scanner) (h syncing.History, err error) {
	var before, after sql.NullString
	var at int64
	err = s.Scan(&h.Rev, &h.Entity, &h.Field, &before, &after, &h.Device, &h.Seq, &h.Person, &at)
	h.Old, h.New, h.At = valueOf(before), valueOf(after), fromMillis(at)
	return h, err
}

// AddMember adds the membership with the provider and the person that it refers to.
func (t suiteTx) AddMember(m access.Member) error {
	const op = "test"
	if _, err := t.exec(op, `INSERT INTO provider (id, slug, created_at) VALUES ($1, $1, 1) ON CONFLICT DO NOTHING`, m.Provider); err != nil {
		return err
	}
	var people int
	if err := t.row(op, `SELECT count(*) FROM person`).scan(&people); err != nil {
		return err
	}
	if _, err := t.exec(op, `INSERT INTO person (id, email, name, code, created_at) VALUES ($1, $1, $1, $2, 1) ON CONFLICT DO NOTHING`,
		m.Person, fmt.Sprintf("%06d", people)); err != nil {
		return err
	}
	_, err := t.exec(op, `INSERT INTO member (provider, person, role, created_at) VALUES ($1, $2, $3, 1)`, m.Provider, m.Person, m.Role)
	return err
}
