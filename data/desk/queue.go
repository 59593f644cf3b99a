package desk

import (
	"cmp"
	"context"
	"math"
	"slices"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Queue lists this computer's mutations that the view rests on, and those of the journal that the server has not accepted,
// dismissed or not, by seq.
func (d *Desk) Queue(context.Context) (rows []syncing.OutboxRow, err error) {
	const op = "desk.Queue"
	err = d.opt.Store.View(func(tx syncing.ClientTx) error {
		overlay, err := tx.Outbox(d.opt.Space)
		if err != nil {
			return err
		}
		rows = overlay
		journal, err := tx.Journal(d.opt.Space, math.MinInt64) // a former device's rows have negative numbers
		for _, row := range journal {
			if slices.ContainsFunc(row.Result.Fields, notAccepted) {
				rows = append(rows, row)
			}
		}
		return err
	})
	bySeq := func(a, b syncing.OutboxRow) int { return cmp.Compare(a.Mutation.Seq, b.Mutation.Seq) }
	slices.SortStableFunc(rows, bySeq)
	return slices.CompactFunc(rows, func(a, b syncing.OutboxRow) bool { return bySeq(a, b) == 0 }), fault.Wrap(op, err)
}

func notAccepted(f wire.FieldResult) bool {
	return f.Outcome == wire.Rejected || f.Outcome == wire.Conflict
}

// Resolve closes an open conflict by writing its field; it returns when the decision is on this computer's disk. The
// notice that this computer had of the conflict is closed with it.
func (d *Desk) Resolve(ctx context.Context, conflict string, edit syncing.FieldEdit) error {
	const op = "desk.Resolve"
	if err := d.do(ctx, syncing.Resolved{Space: d.opt.Space, Conflict: conflict, Edit: edit}); err != nil {
		return fault.Wrap(op, err)
	}
	for _, n := range d.State().Notices {
		if n.Conflict != conflict {
			continue
		}
		if err := d.dismiss(n); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return nil
}

// TrafficExchange counts what went over the network, in bytes.
type TrafficExchange interface {
	Traffic() (sent, received int64)
}

// Traffic is the data used since the session was opened, in bytes; zero for a server that does not count. It never blocks.
func (d *Desk) Traffic() (sent, received int64) {
	if t, ok := d.opt.Exchange.(TrafficExchange); ok {
		return t.Traffic()
	}
	return 0, 0
}
