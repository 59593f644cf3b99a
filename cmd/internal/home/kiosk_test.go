package home

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/workstation"
)

// kept is what a store has under a key.
func kept(t *testing.T, s desk.StoreReader, key string) (value string) {
	t.Helper()
	err := s.View(func(tx syncing.ClientTx) (err error) {
		value, err = tx.Meta(key)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// filled is a kiosk whose store holds a session.
func filled(t *testing.T) (*Home, *Kiosk) {
	t.Helper()
	h := newHome(t)
	k := h.Kiosk("test")
	s, _, err := k.Door.OpenStore(t.Context(), server, person)
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(s.Update(func(tx syncing.ClientTx) error { return tx.PutMeta("session", "Comptoir") }), s.Close())
	if err != nil || k.Memory() != nil {
		t.Fatal(err, k.Memory())
	}
	return h, k
}

func TestAKioskOnAFullDiskGoesOnInMemory(t *testing.T) {
	_, k := filled(t)
	disk := k.disk
	full := fault.New(fault.Unavailable, "test", "store.disk_full")
	k.disk = func(context.Context, string, string) (desk.Store, bool, error) { return nil, false, full }
	s, _, err := k.Door.OpenStore(t.Context(), server, person)
	if err != nil {
		t.Fatal(err)
	}
	if !errors.Is(k.Memory(), full) {
		t.Errorf("nobody is told: %v", k.Memory())
	}
	if got := kept(t, s, "session"); got != "Comptoir" {
		t.Errorf("the copy has %q", got)
	}
	err = errors.Join(s.Update(func(tx syncing.ClientTx) error { return tx.PutMeta("session", "changed") }), s.Close())
	if err != nil {
		t.Errorf("the copy takes nothing: %v", err)
	}
	k.disk = disk // somebody made room
	s, _, err = k.Door.OpenStore(t.Context(), server, person)
	if err != nil {
		t.Fatal(err)
	}
	if got := kept(t, s, "session"); got != "Comptoir" || k.Memory() != nil {
		t.Errorf("the disk has %q, %v", got, k.Memory())
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestWithNothingToCopyTheReasonIsTheDisks(t *testing.T) {
	k := newHome(t).Kiosk("test")
	for _, reason := range []string{"store.disk_full", "store.damaged"} {
		k.disk = func(context.Context, string, string) (desk.Store, bool, error) {
			return nil, false, fault.New(fault.Unavailable, "test", reason)
		}
		_, _, err := k.Door.OpenStore(t.Context(), server, person)
		if key, _ := fault.KeyOf(err); key != reason || k.Memory() != nil {
			t.Errorf("%v, %v; want %s", err, k.Memory(), reason)
		}
	}
}

func TestADamagedStoreIsNeverCopied(t *testing.T) {
	h, k := filled(t)
	path := filepath.Join(h.Folders.Person(server, person), storeFile)
	if err := os.WriteFile(path, make([]byte, 20<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := h.openFrozen(t.Context(), server, person)
	if key, _ := fault.KeyOf(err); key != "store.damaged" {
		t.Errorf("%v", err)
	}
	if !k.HasRoom() {
		t.Error("this disk has room")
	}
	if names := h.files(t); len(names) == 0 {
		t.Error("the store is gone")
	}
}

func TestAKioskThatIsForgottenLeavesNothing(t *testing.T) {
	h, k := filled(t)
	a := desk.Account{Server: server, Person: person}
	if err := errors.Join(k.Door.Memory.Remember(a), h.Settings.Update(func(s *workstation.Settings) { s.KioskIdle = 30 })); err != nil {
		t.Fatal(err)
	}
	if !k.Door.Secrets.Set(server+"|"+person, "token") {
		t.Fatal("the token is not kept")
	}
	if err := k.Forget(); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Door.Secrets.Get(server + "|" + person); !fault.Is(err, fault.NotFound) {
		t.Errorf("the token: %v", err)
	}
	if _, err := os.Stat(filepath.Join(h.Folders.Data, peopleFolder)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the stores: %v", err)
	}
	if s := h.Settings.Get(); len(s.Accounts) != 0 || s.KioskIdle != 30 {
		t.Errorf("the settings: %+v", s)
	}
}

var _ frozen = (*store.Frozen)(nil)
