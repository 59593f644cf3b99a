package syncing

import (
	"encoding/json"
	"time"

	"pupitre/data/wire"
)

// proceed starts whatever may start now, space by space, and sets the alarm.
func (c *Client) proceed(now time.Time) []Effect {
	var out []Effect
	var alarm time.Time
	for _, name := range c.order {
		t := c.spaces[name]
		if c.status.Halt != Running || t.revoked {
			continue
		}
		if now.Before(t.notUntil) {
			alarm = earliest(alarm, t.notUntil)
			continue
		}
		effects, err := c.start(now, t)
		if err != nil {
			c.failed(now, t, err, 0)
			alarm = earliest(alarm, t.notUntil)
			continue
		}
		out = append(out, effects...)
		alarm = earliest(alarm, t.nextPoll)
	}
	if !alarm.IsZero() {
		out = append(out, WakeAt{T: alarm})
	}
	return out
}

// start begins a pull and a push of the space where none is in flight. Downloads never wait for uploads. When the store
// cannot be read, nothing has begun.
func (c *Client) start(now time.Time, t *track) ([]Effect, error) {
	var out []Effect
	if !now.Before(t.nextPoll) {
		t.dirty = t.dirty || !planted(noPoll)
		t.nextPoll = now.Add(pollEvery*3/4 + time.Duration(c.rand.Int64N(int64(pollEvery/4))))
	}
	before := *t
	device, same := "", true
	err := c.store.View(func(tx ClientTx) error {
		cur, err := tx.Cursor(t.space)
		if err != nil {
			return err
		}
		if device, same, err = c.sameDevice(tx); err != nil || !same {
			return err
		}
		if p, ok := c.startPull(t, cur); ok {
			out = append(out, p)
		}
		if t.push != 0 || cur.Epoch == "" || cur.Snapshot {
			return nil // before the first snapshot the epoch is not known; during one, what was seen is not settled
		}
		p, ok, err := c.startPush(tx, t, cur)
		if ok {
			out = append(out, p)
		}
		return err
	})
	if err != nil {
		if !planted(stuckInFlight) {
			*t = before
		}
		return nil, err
	}
	if !same {
		c.forgetRequests()
		return c.deviceChanged(device), nil
	}
	return out, nil
}

// startPull asks for news, or lets the server hold the request while the stream of pokes is down.
func (c *Client) startPull(t *track, cur Cursor) (Pull, bool) {
	fresh := cur.Epoch == "" || cur.Snapshot
	if t.pull != 0 && (!t.waiting || !t.dirty) {
		return Pull{}, false
	}
	if !t.dirty && !fresh && (c.stream || !c.status.Reached) {
		return Pull{}, false
	}
	wait := time.Duration(0)
	if !t.dirty && !fresh {
		wait = wire.MaxWait
	}
	c.lastReq++
	t.pull, t.waiting, t.dirty = c.lastReq, wait > 0, false
	epoch := cur.Epoch
	if cur.Snapshot && !planted(snapshotByEpoch) {
		epoch = "" // the pages of a snapshot are below the floor until it has ended
	}
	return Pull{Space: t.space, Req: t.pull, Since: cur.Rev, Epoch: epoch, Wait: wait}, true
}

func (c *Client) startPush(tx ClientTx, t *track, cur Cursor) (Push, bool, error) {
	rows, err := tx.Pending(t.space, wire.MaxMutations)
	if err != nil {
		return Push{}, false, err
	}
	batch := firstBatch(rows)
	if len(batch) == 0 {
		return Push{}, false, nil
	}
	c.lastReq++
	t.push = c.lastReq
	return Push{Space: t.space, Req: t.push, Push: wire.Push{
		Device: c.device, Epoch: cur.Epoch, Schema: wire.Schema, Mutations: batch,
	}}, true, nil
}

// firstBatch is what one push may carry of the first pending rows. It is the same after a time-out, but for what was added
// at its end.
func firstBatch(pending []OutboxRow) []wire.Mutation {
	out := make([]wire.Mutation, 0, len(pending))
	size := aroundMutations
	for _, r := range pending {
		size += sizeOf(r.Mutation)
		if len(out) == wire.MaxMutations || (len(out) > 0 && size > wire.MaxPushBytes) {
			break
		}
		out = append(out, r.Mutation)
	}
	return out
}

// aroundMutations bounds the rest of a push, and maxMutation what one mutation may take in it. A save that is larger is
// refused at once: sent, it would be refused for ever, and what is behind it would wait for ever.
const (
	aroundMutations = 2 << 10 // the numbers that it had are in it too
	maxMutation     = wire.MaxPushBytes - aroundMutations
)

// sizeOf is the bytes that a mutation takes in a push, with the comma.
func sizeOf(m wire.Mutation) int {
	b, err := json.Marshal(m)
	if err != nil {
		return 1 // the server will say what is wrong with it
	}
	return len(b) + 1
}
