package store

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// bulk is a value of 8 kB: a few of them fill what a full disk has left.
var bulk = strings.Repeat("x", 8<<10)

// fillDesktop saves until the disk is full, and gives the number of saves that were answered with success.
func fillDesktop(t *testing.T, d *Desktop) int {
	t.Helper()
	for n := 0; n < 1000; n++ {
		err := d.Update(func(tx syncing.ClientTx) error { return tx.PutMeta(fmt.Sprintf("bulk %d", n), bulk) })
		if err != nil {
			wantKey(t, err, "store.disk_full")
			if !fault.Is(err, fault.Unavailable) {
				t.Errorf("code %q: the caller must know that trying again helps", fault.CodeOf(err))
			}
			return n
		}
	}
	t.Fatal("the disk is never full: the limit does not work")
	return 0
}

// wantFull checks that the store has the n values that it said it had, no other, and goes on working.
func wantFull(t *testing.T, d *Desktop, n int) {
	t.Helper()
	err := d.View(func(tx syncing.ClientTx) error {
		for i := range n {
			if v, err := tx.Meta(fmt.Sprintf("bulk %d", i)); v != bulk || err != nil {
				t.Errorf("value %d was saved and has %d bytes now, %v", i, len(v), err)
			}
		}
		v, err := tx.Meta(fmt.Sprintf("bulk %d", n))
		if v != "" {
			t.Error("the refused value is there")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestFullDiskOfADesktop(t *testing.T) {
	ctx := context.Background()
	o := Options{Path: filepath.Join(t.TempDir(), "desktop.db"), MaxPages: 60}
	d, err := OpenDesktop(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	n := fillDesktop(t, d)
	if n == 0 {
		t.Fatal("nothing could be saved at all")
	}
	wantFull(t, d, n)
	err = d.Update(func(tx syncing.ClientTx) error {
		// Going on after the failure must not commit half of the work: SQLite undoes the transaction by itself.
		_ = tx.PutMeta("large", strings.Repeat("x", 1<<20))
		return tx.PutMeta("small", "1")
	})
	wantKey(t, err, "store.disk_full")
	err = d.Update(func(tx syncing.ClientTx) error {
		_ = tx.PutMeta("large", strings.Repeat("x", 1<<20))
		return nil
	})
	wantKey(t, err, "store.disk_full")
	wantFull(t, d, n)
	closeOK(t, d)

	o.MaxPages = 0 // somebody made room
	d, err = OpenDesktop(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	defer closeOK(t, d)
	wantFull(t, d, n)
	if err := d.Update(func(tx syncing.ClientTx) error { return tx.PutMeta("after", bulk) }); err != nil {
		t.Errorf("after room was made: %v", err)
	}
}

func TestFullDiskOfAServer(t *testing.T) {
	ctx := context.Background()
	s, err := OpenServer(ctx, Options{Path: filepath.Join(t.TempDir(), "server.db"), MaxPages: 100})
	if err != nil {
		t.Fatal(err)
	}
	defer closeOK(t, s)
	writeOK(t, s, func(tx *Tx) error {
		_, err := tx.NewSpace(testSpace)
		return err
	})
	rev := int64(0)
	for err == nil && rev < 1000 {
		err = s.Write(ctx, func(tx *Tx) error {
			if err := tx.SetRev(testSpace, rev+1); err != nil {
				return err
			}
			return tx.PutItem(testSpace, wire.Item{
				Entity: "e", Field: fmt.Sprint(rev), Rev: rev + 1, Value: wire.Value(`"` + bulk + `"`), Audience: access.Everyone,
			})
		})
		if err == nil {
			rev++
		}
	}
	wantKey(t, err, "store.disk_full")
	if got, _ := spaceOf(t, s); got != rev || rev == 0 {
		t.Errorf("revision %d, want %d, the last that was answered with success", got, rev)
	}
}

func TestFullDiskForANewStore(t *testing.T) {
	for _, k := range openers {
		t.Run(k.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "new.db")
			_, err := k.open(Options{Path: path, MaxPages: 3})
			wantKey(t, err, "store.disk_full")
			db, err := k.open(Options{Path: path})
			if err != nil {
				t.Fatalf("after room was made: %v", err)
			}
			closeOK(t, db)
		})
	}
}
