package memstore_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"pupitre/data/access"
	"pupitre/data/memstore"
	"pupitre/data/store/storetest"
	"pupitre/data/syncing"
)

func TestClient(t *testing.T) {
	storetest.ClientStore(t, func(*testing.T) syncing.ClientStore { return memstore.NewClient("device-1") })
}

func TestServer(t *testing.T) {
	storetest.ServerStore(t, func(*testing.T) storetest.Server { return server{memstore.NewServer()} })
}

func TestAMirrorShowsWhatTheStoreHas(t *testing.T) {
	storetest.MirrorShows(t, func(*rapid.T) syncing.ClientStore { return memstore.NewClient("device-1") })
}

func TestAMirrorIsAStore(t *testing.T) {
	storetest.ClientStore(t, func(t *testing.T) syncing.ClientStore {
		mirror := syncing.NewMirror(memstore.NewClient("device-1"), "provider:0190a1b2-0000-7000-8000-000000000001")
		if _, _, err := mirror.Read(); err != nil { // from now on it follows
			t.Fatal(err)
		}
		return mirror
	})
}

// server fits memstore to the suite.
type server struct{ *memstore.Server }

type serverTx struct{ *memstore.Tx }

func (t serverTx) AddMember(m access.Member) error { return t.PutMember(m) }

func (s server) Write(f func(storetest.ServerTx) error) error {
	return s.Server.Write(context.Background(), func(t *memstore.Tx) error { return f(serverTx{t}) })
}

func (s server) Read(f func(syncing.Reader) error) error {
	return s.Server.Read(context.Background(), func(t *memstore.Tx) error { return f(t) })
}

func (s server) History(space string) (out []syncing.History, err error) {
	err = s.Server.Read(context.Background(), func(t *memstore.Tx) error {
		out = t.History(space)
		return nil
	})
	return out, err
}
