package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"pupitre/data/access"
	"pupitre/data/memstore"
	"pupitre/data/store/storetest"
	"pupitre/data/syncing"
)

func TestDesktopAgreesWithItsTwin(t *testing.T) {
	t.Parallel()
	storetest.ClientStoresAgree(t, func(t *rapid.T) (a, b syncing.ClientStore) {
		d, err := OpenDesktop(context.Background(), Options{Path: scratch(t)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { closeRapid(t, d) })
		if err := d.Update(func(tx syncing.ClientTx) error { return tx.SetDevice("device-1") }); err != nil {
			t.Fatal(err)
		}
		return d, memstore.NewClient("device-1")
	})
}

func TestAMirrorShowsWhatTheDesktopHas(t *testing.T) {
	t.Parallel()
	storetest.MirrorShows(t, func(t *rapid.T) syncing.ClientStore {
		d, err := OpenDesktop(context.Background(), Options{Path: scratch(t)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { closeRapid(t, d) })
		return d
	})
}

func TestServerAgreesWithItsTwin(t *testing.T) {
	t.Parallel()
	storetest.ServersAgree(t, func(t *rapid.T) (a, b storetest.Server) {
		s, err := OpenServer(context.Background(), Options{Path: scratch(t)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { closeRapid(t, s) })
		return suiteServer{s}, twinServer{memstore.NewServer()}
	})
}

// scratch is a path in a folder that goes away with the run; rapid has no TempDir.
func scratch(t *rapid.T) string {
	dir, err := os.MkdirTemp("", "pupitre-store")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return filepath.Join(dir, "store.db")
}

func closeRapid(t *rapid.T, c interface{ Close() error }) {
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

// twinServer fits the in-memory twin to the suite.
type twinServer struct{ s *memstore.Server }

type twinTx struct{ *memstore.Tx }

// AddMember implements storetest.ServerTx.
func (t twinTx) AddMember(m access.Member) error { return t.PutMember(m) }

func (s twinServer) Write(f func(storetest.ServerTx) error) error {
	return s.s.Write(context.Background(), func(t *memstore.Tx) error { return f(twinTx{t}) })
}

func (s twinServer) Read(f func(syncing.Reader) error) error {
	return s.s.Read(context.Background(), func(t *memstore.Tx) error { return f(t) })
}

func (s twinServer) History(space string) (out []syncing.History, err error) {
	err = s.s.Read(context.Background(), func(t *memstore.Tx) error {
		out = t.History(space)
		return nil
	})
	return out, err
}
