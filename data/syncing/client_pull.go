package syncing

import (
	"errors"
	"strconv"
	"time"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// pulled takes a page of the feed: items and cursor are stored in one transaction.
func (c *Client) pulled(now time.Time, ev Pulled) ([]Effect, error) {
	t := c.spaces[ev.Space]
	if t == nil || t.pull != ev.Req {
		return nil, nil
	}
	t.pull, t.waiting = 0, false
	if ev.Err != nil {
		if r := asRefusal(ev.Err); r != nil && r.Code == wire.CodeResnapshot {
			return c.newEpoch(now, t, r)
		}
		c.failed(now, t, ev.Err, ev.After)
		return nil, nil
	}
	var changed bool
	var restart *Refusal
	err := c.store.Update(func(tx ClientTx) error {
		cur, err := tx.Cursor(ev.Space)
		if err != nil {
			return err
		}
		if restart, err = overtaken(tx, cur, ev.Res); restart != nil || err != nil {
			return err
		}
		changed, err = applyPage(tx, cur, ev.Res)
		return err
	})
	if err != nil {
		return nil, c.storeFailed(now, t, "syncing.pulled", err)
	}
	if restart != nil {
		return c.newEpoch(now, t, restart)
	}
	c.worked(now, t)
	t.dirty = t.dirty || ev.Res.More
	if !changed {
		return nil, nil
	}
	return []Effect{ViewChanged{Space: ev.Space}, StateChanged{}}, nil
}

// overtaken tells that a page does not go on from those before it, and what to begin anew with: the history, or what the
// reader may see of it, has changed in the middle of a snapshot, or tombstones that it should have met are forgotten.
func overtaken(tx ClientTx, cur Cursor, page wire.Pull) (*Refusal, error) {
	if cur.Epoch == "" {
		return nil, nil
	}
	begun, err := number(tx, snapshotBegunKey(cur.Space))
	if err != nil {
		return nil, err
	}
	if page.Epoch != cur.Epoch || (cur.Snapshot && cur.Rev > 0 && page.Floor > begun) {
		return &Refusal{Code: wire.CodeResnapshot, Epoch: page.Epoch, LastSeq: page.LastSeq}, nil
	}
	return nil, nil
}

func applyPage(tx ClientTx, cur Cursor, page wire.Pull) (changed bool, err error) {
	space := cur.Space
	first := cur.Epoch == ""
	if !first && !cur.Snapshot && page.To <= cur.Rev && len(page.Items) == 0 {
		return false, nil
	}
	if first {
		cur.Epoch, cur.Snapshot = page.Epoch, true
	}
	if cur.Snapshot && cur.Rev == 0 {
		if err := putNumber(tx, snapshotBegunKey(space), page.Rev); err != nil {
			return false, err
		}
	}
	if planted(cursorFirst) && len(page.Items) > 2 {
		page.Items = page.Items[:len(page.Items)-1]
	}
	for _, it := range page.Items {
		if err := mergeItem(tx, cur, it); err != nil {
			return false, err
		}
	}
	cur.Rev = max(cur.Rev, page.To)
	ended := cur.Snapshot && !page.More
	if ended {
		cur.Snapshot = false
		if planted(keepOldItems) {
			return true, tx.PutCursor(cur)
		}
		if err := tx.DropOlder(space, cur.Gen); err != nil {
			return false, err
		}
	}
	if err := retire(tx, cur, ended); err != nil {
		return false, err
	}
	return true, tx.PutCursor(cur)
}

// mergeItem stores an item unless something newer of the same snapshot stands there.
func mergeItem(tx ClientTx, cur Cursor, it wire.Item) error {
	if it.Deleted {
		return tx.Bury(cur.Space, cur.Gen, it)
	}
	old, gen, ok, err := tx.Item(cur.Space, it.Entity, it.Field)
	if err != nil {
		return err
	}
	if ok && gen == cur.Gen && old.Rev > it.Rev {
		return nil
	}
	return tx.PutItem(cur.Space, cur.Gen, it)
}

// retire moves the acknowledged rows that the feed has caught up with from the overlay to the journal.
func retire(tx ClientTx, cur Cursor, snapshotEnded bool) error {
	if cur.Snapshot {
		return nil
	}
	known := int64(0) // rows up to it were in the state that the snapshot read, whatever revisions an older epoch gave them
	if snapshotEnded {
		var err error
		if known, err = number(tx, snapshotKey(cur.Space)); err != nil {
			return err
		}
	}
	return tx.RetireOutbox(cur.Space, cur.Rev, known)
}

// newEpoch begins a new snapshot. When the server may have lost commits, every acknowledged edit that it does not know
// any more goes back to the head of the queue under its old number.
func (c *Client) newEpoch(now time.Time, t *track, r *Refusal) ([]Effect, error) {
	t.pull, t.waiting, t.push = 0, false, 0 // whatever is in flight belongs to the past
	device := ""
	err := c.store.Update(func(tx ClientTx) error {
		cur, err := tx.Cursor(t.space)
		if err != nil {
			return err
		}
		if cur.Epoch != r.Epoch && !planted(noReoffer) {
			if err := reoffer(tx, t.space, r.LastSeq, true); err != nil {
				return err
			}
			copied, err := doubt(tx, cur, r)
			if err != nil {
				return err
			}
			if copied {
				device = c.newID()
			}
		}
		cur.Epoch, cur.Rev, cur.Gen, cur.Snapshot = r.Epoch, 0, cur.Gen+1, true
		if err := putNumber(tx, snapshotKey(t.space), r.LastSeq); err != nil {
			return err
		}
		if err := tx.PutCursor(cur); err != nil || device == "" {
			return err
		}
		return takeDevice(tx, device)
	})
	if device != "" {
		c.forgetRequests() // also after an error: it may have been stored
	}
	if err != nil {
		return nil, c.storeFailed(now, t, "syncing.newEpoch", err)
	}
	c.worked(now, t)
	t.dirty = true
	if device != "" {
		return c.deviceChanged(device), nil
	}
	return []Effect{ViewChanged{Space: t.space}, StateChanged{}}, nil
}

// reofferFrom answers a gap within one epoch: the server knows less than it acknowledged.
func (c *Client) reofferFrom(now time.Time, t *track, r *Refusal) ([]Effect, error) {
	whole := false
	err := c.store.Update(func(tx ClientTx) error {
		if err := reoffer(tx, t.space, r.LastSeq, false); err != nil {
			return err
		}
		rows, err := tx.Outbox(t.space)
		whole = err == nil && gapless(rows, r.LastSeq+1)
		return err
	})
	if err != nil {
		return nil, c.storeFailed(now, t, "syncing.reofferFrom", err)
	}
	if !whole { // the journal does not reach back so far: the queue is numbered anew under another device
		return c.newDevice(now, t, r)
	}
	c.worked(now, t)
	return []Effect{ViewChanged{Space: t.space}, StateChanged{}}, nil
}

// gapless tells whether the pending rows begin at next, or before it, and miss no number.
func gapless(rows []OutboxRow, next int64) bool {
	expected := int64(0)
	for _, row := range rows {
		seq := row.Mutation.Seq
		switch {
		case row.State != Pending:
			continue
		case expected == 0 && seq > next, expected != 0 && seq != expected:
			return false
		}
		expected = seq + 1
	}
	return expected > next
}

// reoffer makes pending again what the server does not know. strip forgets the revisions seen in a lost epoch.
func reoffer(tx ClientTx, space string, last int64, strip bool) error {
	// The last one that the server knows is asked for again too: if this store is a copy, that number may be its twin's, and
	// only the ledger can tell.
	rows, err := tx.Journal(space, max(0, last-1))
	if err != nil {
		return err
	}
	for _, row := range rows {
		row.State, row.Result, row.EndedAt = Pending, nil, time.Time{}
		row.Seen = row.Seen && row.Mutation.Seq <= last
		if err := tx.PutOutbox(row); err != nil {
			return err
		}
	}
	if !strip {
		return nil
	}
	pending, err := tx.Outbox(space)
	if err != nil {
		return err
	}
	for _, row := range pending {
		if row.State != Pending {
			continue
		}
		for i := range row.Mutation.Fields {
			if !planted(keepRevisions) {
				row.Mutation.Fields[i].BaseRev = -1
			}
		}
		if err := tx.PutOutbox(row); err != nil {
			return err
		}
	}
	return nil
}

// snapshotKey has the last mutation that the server knew when the snapshot began, snapshotBegunKey the space's revision then.
func snapshotKey(space string) string { return "snapshot_seq:" + space }

func snapshotBegunKey(space string) string { return "snapshot_rev:" + space }

func putNumber(tx ClientTx, key string, n int64) error {
	return tx.PutMeta(key, strconv.FormatInt(n, 10))
}

// number reads a number that is kept as text, 0 when there is none.
func number(tx ClientTx, key string) (int64, error) {
	s, err := tx.Meta(key)
	if err != nil || s == "" {
		return 0, err
	}
	return strconv.ParseInt(s, 10, 64)
}

// storeFailed waits a while before the exchange is tried again.
func (c *Client) storeFailed(now time.Time, t *track, op string, err error) error {
	err = fault.Wrap(op, err)
	c.failed(now, t, err, 0)
	return err
}

func asRefusal(err error) *Refusal {
	var r *Refusal
	if errors.As(err, &r) {
		return r
	}
	return nil
}
