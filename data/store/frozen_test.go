package store

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"pupitre/data/fault"
	"pupitre/data/syncing"
)

// frozenValue reads a value of a store that is only read.
func frozenValue(t *testing.T, path, key string) (value string) {
	t.Helper()
	f, err := OpenFrozen(context.Background(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	defer closeOK(t, f)
	err = f.View(func(tx syncing.ClientTx) (err error) {
		value, err = tx.Meta(key)
		if terr := tx.PutMeta(key, "changed"); terr == nil {
			t.Error("a store that is only read was written")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestAFrozenStoreIsReadAndNothingIsMadeBesideIt(t *testing.T) {
	d := newDesktop(t)
	if err := d.Update(func(tx syncing.ClientTx) error { return tx.PutMeta("who", "Marie") }); err != nil {
		t.Fatal(err)
	}
	crashed := filepath.Join(t.TempDir(), "crashed.db")
	if err := copyDatabase(d.Path(), crashed); err != nil { // the newest commit is in the log still
		t.Fatal(err)
	}
	closeOK(t, d)
	if got := frozenValue(t, crashed, "who"); got != "Marie" {
		t.Errorf("after a crash it reads %q", got)
	}
	before := folder(t, filepath.Dir(d.Path()))
	if got := frozenValue(t, d.Path(), "who"); got != "Marie" {
		t.Errorf("it reads %q", got)
	}
	if now := folder(t, filepath.Dir(d.Path())); !slices.Equal(now, before) {
		t.Errorf("beside it stand %q now, %q before", now, before)
	}
}

func TestAFrozenStoreRefusesWhatItCannotRead(t *testing.T) {
	ctx := context.Background()
	if _, err := OpenFrozen(ctx, Options{Path: filepath.Join(t.TempDir(), "none.db")}); !fault.Is(err, fault.NotFound) {
		t.Errorf("a missing one: %v", err)
	}
	sound, _ := busyDesktop(t, 5, 0)
	_, err := OpenFrozen(ctx, Options{Path: newerCopy(t, sound, desktopKind)})
	wantKey(t, err, "store.newer_version")
	_, err = OpenFrozen(ctx, Options{Path: foreignDatabase(t)})
	wantKey(t, err, "store.not_ours")
	older := filepath.Join(t.TempDir(), "older.db")
	if err := copyFile(sound, older); err != nil {
		t.Fatal(err)
	}
	raw(t, older, "DELETE FROM "+desktopKind.table+" WHERE version_id = (SELECT MAX(version_id) FROM "+desktopKind.table+")")
	if _, err := OpenFrozen(ctx, Options{Path: older}); !fault.Is(err, fault.Conflict) {
		t.Errorf("an older one: %v", err)
	}
	damage(t, sound, func([]byte) []byte { return scribbled(t, sound) })
	_, err = OpenFrozen(ctx, Options{Path: sound})
	wantKey(t, err, "store.damaged")
}
