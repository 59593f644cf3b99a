package desk

import (
	"context"
	"errors"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// HistoryStore is a desktop's store that keeps what was read of the history.
type HistoryStore interface {
	KeepHistory(space string, changes []wire.NamedChange, span wire.Span) error
	PastHistory(space string, q wire.HistoryQuery) ([]wire.NamedChange, []wire.Span, error)
	ForgetHistory(space string) error
}

// HistoryExchange is a server that tells the history.
type HistoryExchange interface {
	History(ctx context.Context, space string, q wire.HistoryQuery) (wire.History, error)
}

// HistoryPage is a page of changes, the newest first.
type HistoryPage struct {
	Changes []wire.NamedChange
	Next    int64 // ask for what is before it; 0 when there is nothing more here
	Live    bool  // the server has just told it; else it is what this computer has read before
	Whole   bool  // nothing is missing in the page, nor after its last change when Next is 0
}

const (
	defaultHistory = 100
	metaHistory    = "history_epoch:"
)

// History reads a page of changes, from the server or, off line, from what was read before: it says which, and whether
// something is missing. Before 0 begins with the newest.
func (d *Desk) History(ctx context.Context, q wire.HistoryQuery) (HistoryPage, error) {
	const op = "desk.History"
	if err := d.locked(); err != nil {
		return HistoryPage{}, fault.Wrap(op, err)
	}
	if q.Limit <= 0 {
		q.Limit = defaultHistory
	}
	q.Limit = min(q.Limit, wire.MaxHistory)
	exchange, asks := d.opt.Exchange.(HistoryExchange)
	store, keeps := d.opt.Store.(HistoryStore)
	if !asks || !keeps {
		return HistoryPage{}, fault.As(fault.Internal, op, "", errors.New("no history here"))
	}
	page, err := exchange.History(ctx, d.opt.Space, q)
	switch {
	case err == nil:
		out := HistoryPage{Changes: page.Named(), Next: page.Next, Live: true, Whole: true}
		return out, fault.Wrap(op, d.keepHistory(store, q, page))
	case !fault.Is(err, fault.Unavailable) || ctx.Err() != nil:
		return HistoryPage{}, fault.Wrap(op, err)
	}
	out, err := d.pastHistory(store, q)
	return out, fault.Wrap(op, err)
}

// keepHistory stores a page. Revisions of another epoch are other changes: what was read of it is forgotten.
func (d *Desk) keepHistory(store HistoryStore, q wire.HistoryQuery, page wire.History) error {
	key := metaHistory + d.opt.Space
	var epoch string
	err := d.opt.Store.View(func(tx syncing.ClientTx) (err error) {
		epoch, err = tx.Meta(key)
		return err
	})
	if err != nil {
		return err
	}
	if epoch != page.Epoch {
		if err := store.ForgetHistory(d.opt.Space); err != nil {
			return err
		}
		if err := d.opt.Store.Update(func(tx syncing.ClientTx) error { return tx.PutMeta(key, page.Epoch) }); err != nil {
			return err
		}
	}
	span := wire.Span{Low: 1}
	if q.Whole() {
		span = wire.Span{Low: max(page.Next, 1), High: page.Rev}
		if q.Before > 0 {
			span.High = min(page.Rev, q.Before-1)
		}
	}
	return store.KeepHistory(d.opt.Space, page.Named(), span)
}

// pastHistory reads a page of what was read before.
func (d *Desk) pastHistory(store HistoryStore, q wire.HistoryQuery) (HistoryPage, error) {
	newest := q.Before - 1
	if q.Before == 0 {
		q.Before = 1 << 62
		err := d.opt.Store.View(func(tx syncing.ClientTx) error {
			cur, err := tx.Cursor(d.opt.Space)
			newest = cur.Rev
			return err
		})
		if err != nil {
			return HistoryPage{}, err
		}
	}
	ask := q
	ask.Limit++
	changes, spans, err := store.PastHistory(d.opt.Space, ask)
	if err != nil {
		return HistoryPage{}, err
	}
	out := HistoryPage{Changes: changes}
	oldest := int64(1)
	if len(changes) > q.Limit {
		out.Changes = cutBetweenRevisions(changes, q.Limit)
		out.Next = out.Changes[len(out.Changes)-1].Rev
		oldest = out.Next
	}
	for _, s := range spans {
		out.Whole = out.Whole || (s.Low <= oldest && s.High >= newest)
	}
	return out, nil
}

// cutBetweenRevisions keeps about limit changes, and never a part of a revision: the next page begins below it.
func cutBetweenRevisions(changes []wire.NamedChange, limit int) []wire.NamedChange {
	end := limit
	for end > 0 && changes[end-1].Rev == changes[limit].Rev {
		end--
	}
	if end == 0 { // one revision with more than a page: all of it that was asked for
		return changes
	}
	return changes[:end]
}
