package desk

import (
	"time"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Unsent is an edit that the server has not taken, as it was saved.
type Unsent struct {
	Entity  string
	Field   string
	Value   wire.Value
	SavedAt time.Time
}

// Unsent lists what was saved on this computer and not accepted. It can also be read when access was withdrawn.
func (d *Desk) Unsent() ([]Unsent, error) { return ReadUnsent(d.opt.Store, d.opt.Space) }

// ReadUnsent is Unsent for a store without a desk, after access was withdrawn.
func ReadUnsent(store syncing.ClientStore, space string) (out []Unsent, err error) {
	err = store.View(func(tx syncing.ClientTx) error {
		rows, err := tx.Outbox(space)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.State != syncing.Pending {
				continue
			}
			if len(row.Mutation.Fields) == 0 {
				out = append(out, Unsent{Entity: row.Mutation.Entity, SavedAt: row.SavedAt})
			}
			for _, f := range row.Mutation.Fields {
				out = append(out, Unsent{Entity: row.Mutation.Entity, Field: f.Name, Value: f.Value, SavedAt: row.SavedAt})
			}
		}
		return nil
	})
	return out, fault.Wrap("desk.ReadUnsent", err)
}

// locked says why nothing may be read or edited: access was withdrawn, or the server was not reached for too long.
func (d *Desk) locked() error {
	const op = "desk.locked"
	switch d.connection() {
	case Revoked:
		return fault.New(fault.Forbidden, op, "lease.revoked")
	case Online:
		return nil
	case Connecting, Offline, SignedOut, Outdated:
	}
	if d.opt.Lease == nil {
		return nil
	}
	return fault.Wrap(op, d.opt.Lease.Check())
}

func (d *Desk) connection() Connection {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.state.Connection
}
