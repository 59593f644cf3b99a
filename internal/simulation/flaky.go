package simulation

import (
	"errors"
	"time"

	"pupitre/data/blob"
	"pupitre/data/fault"
	"pupitre/data/syncing"
)

// accident is what happens to one write of a store.
type accident int

const (
	none        accident = iota
	crashBefore          // the process ends before the commit
	crashAfter           // the process ends after the commit, before anybody knows
	failBefore           // an error, nothing stored
	failAfter            // an error, although it is stored
	full                 // no room
)

var (
	errCrash = errors.New("simulation: the process has ended")
	errDisk  = errors.New("simulation: input/output error")
)

// flaky is a desktop's store to which accidents happen.
type flaky struct {
	inner   Desktop
	write   func() accident // asked at each write
	read    func() bool     // asked at each read: true makes it fail
	crashed bool            // the process has ended: nothing works until it is started again
	writes  int
}

var _ syncing.ClientStore = (*flaky)(nil)

// Update implements syncing.ClientStore. A commit that fails fails after all that stands before it.
func (f *flaky) Update(do func(syncing.ClientTx) error) error {
	return f.writing(func() error { return f.inner.Update(do) }, func() error {
		return f.inner.Update(func(tx syncing.ClientTx) error {
			if err := do(tx); err != nil {
				return err
			}
			return diskFault()
		})
	})
}

// writing lets an accident happen to a write: commit carries it out, fail gets as far as its commit.
func (f *flaky) writing(commit, fail func() error) error {
	if f.crashed {
		return errCrash
	}
	f.writes++
	switch f.write() {
	case crashBefore:
		f.crashed = true
		return errCrash
	case crashAfter:
		f.crashed = true
		if err := commit(); err != nil {
			return err
		}
		return errCrash
	case failBefore, full:
		return fail()
	case failAfter:
		if err := commit(); err != nil {
			return err
		}
		return diskFault()
	case none:
	}
	return commit()
}

func diskFault() error { return fault.As(fault.Unavailable, "simulation", "", errDisk) }

// PutBlob implements desk.BlobStore.
func (f *flaky) PutBlob(space string, b blob.Kept) error {
	return f.writing(func() error { return f.inner.PutBlob(space, b) }, diskFault)
}

// SetBlobSent implements desk.BlobStore.
func (f *flaky) SetBlobSent(space, hash string, sent bool) error {
	return f.writing(func() error { return f.inner.SetBlobSent(space, hash, sent) }, diskFault)
}

// DropBlob implements desk.BlobStore.
func (f *flaky) DropBlob(space, hash string) error {
	return f.writing(func() error { return f.inner.DropBlob(space, hash) }, diskFault)
}

// Blob implements desk.BlobStore.
func (f *flaky) Blob(space, hash string) (blob.Kept, error) {
	if f.crashed {
		return blob.Kept{}, errCrash
	}
	return f.inner.Blob(space, hash)
}

// BlobsBefore implements desk.BlobStore.
func (f *flaky) BlobsBefore(space string, before time.Time) ([]string, error) {
	return f.inner.BlobsBefore(space, before)
}

// View implements syncing.ClientStore.
func (f *flaky) View(do func(syncing.ClientTx) error) error {
	if f.crashed {
		return errCrash
	}
	if f.read() {
		return f.inner.View(func(tx syncing.ClientTx) error { return do(halfRead{tx}) })
	}
	return f.inner.View(do)
}

// halfRead is a reading transaction that fails on its way.
type halfRead struct{ syncing.ClientTx }

// Outbox implements syncing.ClientTx.
func (halfRead) Outbox(string) ([]syncing.OutboxRow, error) {
	return nil, fault.As(fault.Unavailable, "simulation.Outbox", "", errDisk)
}

// Pending implements syncing.ClientTx.
func (r halfRead) Pending(space string, _ int) ([]syncing.OutboxRow, error) { return r.Outbox(space) }
