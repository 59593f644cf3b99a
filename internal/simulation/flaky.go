package simulation

import (
	"errors"

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

// Update implements syncing.ClientStore.
func (f *flaky) Update(do func(syncing.ClientTx) error) error {
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
		if err := f.inner.Update(do); err != nil {
			return err
		}
		return errCrash
	case failBefore:
		return fault.As(fault.Unavailable, "simulation.Update", "", errDisk)
	case failAfter:
		if err := f.inner.Update(do); err != nil {
			return err
		}
		return fault.As(fault.Unavailable, "simulation.Update", "", errDisk)
	case full:
		return fault.As(fault.Unavailable, "simulation.Update", "", errDisk)
	case none:
	}
	return f.inner.Update(do)
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
