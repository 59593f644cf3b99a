package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/syncing"
)

func TestTwoProgramsMakeOneStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desktop.db")
	devices := make(chan string, 4)
	for range cap(devices) {
		go func() {
			d, err := OpenDesktop(context.Background(), Options{Path: path})
			if err != nil {
				devices <- err.Error()
				return
			}
			var id string
			err = d.View(func(tx syncing.ClientTx) (err error) {
				id, err = tx.Device()
				return err
			})
			if err := errors.Join(err, d.Close()); err != nil {
				id = err.Error()
			}
			devices <- id
		}()
	}
	first := <-devices
	if uuid.Validate(first) != nil {
		t.Fatal(first)
	}
	for range cap(devices) - 1 {
		if next := <-devices; next != first {
			t.Errorf("devices %q and %q", first, next)
		}
	}
}

func TestTwoProgramsWriteInTurn(t *testing.T) {
	ctx := context.Background()
	one := newServer(t)
	two, err := OpenServer(ctx, Options{Path: one.Path()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeOK(t, two) })
	writeOK(t, one, func(tx *Tx) error {
		_, err := tx.NewSpace(testSpace)
		return err
	})
	const each = 50
	failures := make(chan error, 2)
	for _, s := range []*Server{one, two} {
		go func() {
			var failed error
			for range each {
				failed = errors.Join(failed, s.Write(ctx, func(tx *Tx) error {
					sp, err := tx.Lock(testSpace)
					if err != nil {
						return err
					}
					return tx.SetRev(testSpace, sp.Rev+1)
				}))
			}
			failures <- failed
		}()
	}
	if err := errors.Join(<-failures, <-failures); err != nil {
		t.Fatal(err)
	}
	if rev, _ := spaceOf(t, one); rev != 2*each {
		t.Errorf("revision %d, want %d: a write was lost", rev, 2*each)
	}
}

func TestReadersBesideAWriter(t *testing.T) {
	ctx := context.Background()
	s := filledServer(t, 1)
	done := make(chan struct{})
	failures := make(chan error, 4)
	for range cap(failures) {
		go func() {
			var failed error
			for last := int64(0); failed == nil; {
				select {
				case <-done:
					failures <- nil
					return
				default:
				}
				failed = s.Read(ctx, func(tx *Tx) error {
					sp, err := tx.Space(testSpace)
					if err != nil {
						return err
					}
					items, err := tx.Items(testSpace, 0, []string{access.Everyone}, 1000)
					if err == nil && (int64(len(items)) != sp.Rev || sp.Rev < last) {
						err = fmt.Errorf("%d items at revision %d, after %d", len(items), sp.Rev, last)
					}
					last = sp.Rev
					return err
				})
			}
			failures <- failed
		}()
	}
	for rev := int64(2); rev <= 60; rev++ {
		writeOK(t, s, func(tx *Tx) error { return putItems(tx, rev, rev) })
	}
	close(done)
	for range cap(failures) {
		if err := <-failures; err != nil {
			t.Error(err)
		}
	}
}
