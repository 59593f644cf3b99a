package syncing

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"time"

	"pupitre/data/wire"
)

// A store that is a copy, or was put back to one, has numbers in common with its twin. Numbers alone then do not tell what the
// server knows of its edits; the ledger does, when they are offered again with the numbers that they had.

// doubt notes, at the beginning of a new history, that what was acknowledged until now may be lost. copied tells that numbers
// will not show what is: the server knows some that this store has not given, or edits of the lost history have had
// other numbers than the device's.
func doubt(tx ClientTx, cur Cursor, r *Refusal) (copied bool, err error) {
	if historyOf(cur.Epoch) == historyOf(r.Epoch) || planted(trustNumbers) {
		return false, nil // another role in the same history: nothing is lost
	}
	if err := putNumber(tx, doubtKey(cur.Space), cur.NextSeq); err != nil {
		return false, err
	}
	if r.LastSeq >= cur.NextSeq {
		return true, nil
	}
	rows, err := tx.Journal(cur.Space, math.MinInt64)
	return slices.ContainsFunc(rows, askable), err
}

// askable tells whether a row is archived and can be offered again: without an id the server could not tell it from another.
func askable(row OutboxRow) bool {
	return row.Mutation.Seq < 0 && row.Mutation.ID != "" && len(row.Mutation.Was) > 0
}

// trust ends the doubt: the server has taken the last number that it knew from this store, and with it all before.
func trust(tx ClientTx, space string) error {
	below, err := number(tx, doubtKey(space))
	if err != nil || below == 0 {
		return err
	}
	return putNumber(tx, doubtKey(space), 0)
}

// newDevice answers a ledger that knows other content under our numbers: this store is a copy, or was restored from one.
// What is pending is numbered anew under a new device id.
func (c *Client) newDevice(now time.Time, t *track, cause error) ([]Effect, error) {
	if c.devices >= deviceRetries {
		c.failed(now, t, cause, longestWait)
		return nil, nil
	}
	id := c.newID()
	err := c.store.Update(func(tx ClientTx) error { return takeDevice(tx, id) })
	c.forgetRequests() // also after an error: it may have been stored
	if err != nil {
		return nil, c.storeFailed(now, t, "syncing.newDevice", err)
	}
	c.devices++
	return c.deviceChanged(id), nil
}

// takeDevice makes the store another device.
func takeDevice(tx ClientTx, id string) error {
	old, err := tx.Device()
	if err != nil {
		return err
	}
	if err := tx.SetDevice(id); err != nil {
		return err
	}
	spaces, err := tx.Spaces()
	if err != nil {
		return err
	}
	for _, space := range spaces {
		if err := Renumber(tx, space, old); err != nil {
			return err
		}
	}
	return nil
}

// forgetRequests drops the answers that are on their way: they speak of another device's numbers.
func (c *Client) forgetRequests() {
	if planted(lateAnswers) {
		return
	}
	for _, t := range c.spaces {
		t.push, t.pull, t.waiting, t.dirty = 0, 0, false, true
	}
}

// deviceChanged halts the exchange: a session belongs to a device.
func (c *Client) deviceChanged(id string) []Effect {
	c.device, c.status.Halt = id, HaltSignedOut
	out := []Effect{DeviceChanged{Device: id}}
	for _, space := range c.order {
		out = append(out, ViewChanged{Space: space})
	}
	return append(out, StateChanged{})
}

// sameDevice looks whether the store still is the device that the client began with. It is not when a commit that was
// reported as failed has happened all the same.
func (c *Client) sameDevice(tx ClientTx) (device string, same bool, err error) {
	device, err = tx.Device()
	if err != nil {
		return "", false, err
	}
	if c.device == "" || planted(trustCommit) {
		c.device = device
	}
	return device, c.device == device, nil
}

// Renumber gives the pending rows numbers from 1, as a new device has to, and mends the chains between them. Each remembers
// what it may have been sent under as the device old. What a lost history had acknowledged is pending again.
func Renumber(tx ClientTx, space, old string) error {
	cur, err := tx.Cursor(space)
	if err != nil {
		return err
	}
	queue, err := renumbered(tx, space, old)
	if err != nil {
		return err
	}
	if err := tx.ArchiveOutbox(space); err != nil {
		return err
	}
	moved := map[wire.Number]int64{}
	for i, row := range queue {
		seq := int64(i + 1)
		was := row.Mutation.Was[len(row.Mutation.Was)-1]
		moved[was] = seq
		row.Mutation.Seq = seq
		for j := range row.Mutation.Fields {
			f := &row.Mutation.Fields[j]
			f.BaseSeq = moved[wire.Number{Device: was.Device, Seq: f.BaseSeq}] // 0 when it does not travel with it
		}
		if err := tx.PutOutbox(row); err != nil {
			return err
		}
	}
	cur.NextSeq = int64(len(queue)) + 1
	return errors.Join(tx.PutCursor(cur), putNumber(tx, doubtKey(space), 0), putNumber(tx, snapshotKey(space), 0))
}

// renumbered lists what a new device has to send, oldest first, and notes in every row, sent again or not, its present number.
func renumbered(tx ClientTx, space, old string) (queue []OutboxRow, err error) {
	below, err := number(tx, doubtKey(space))
	if err != nil {
		return nil, err
	}
	rows, err := tx.Journal(space, math.MinInt64)
	if err != nil {
		return nil, err
	}
	overlay, err := tx.Outbox(space)
	if err != nil {
		return nil, err
	}
	rows = append(rows, slices.DeleteFunc(overlay, func(r OutboxRow) bool { return r.State != Pending })...)
	slices.SortFunc(rows, olderFirst)
	for _, row := range rows {
		seq := row.Mutation.Seq
		lost := row.State != Pending && seq < below && (seq > 0 || askable(row))
		if seq < 0 && !lost {
			continue
		}
		if seq > 0 { // an archived row has noted its own when it was
			row.Mutation.Was = remember(row.Mutation.Was, wire.Number{Device: old, Seq: seq})
		}
		if lost {
			row.State, row.Result, row.EndedAt, row.Seen = Pending, nil, time.Time{}, false
		}
		if row.State == Pending && !planted(loseQueue) {
			queue = append(queue, row)
		}
		if err := tx.PutOutbox(row); err != nil {
			return nil, err
		}
	}
	return queue, nil
}

// olderFirst orders rows by age: the archive counts downwards, and what is in it is older than the rest.
func olderFirst(a, b OutboxRow) int {
	x, y := a.Mutation.Seq, b.Mutation.Seq
	if x < 0 && y < 0 {
		return cmp.Compare(y, x)
	}
	return cmp.Compare(x, y)
}

// remember adds a number to those that a mutation had, and keeps the newest of them.
func remember(was []wire.Number, n wire.Number) []wire.Number {
	was = append(slices.Clone(was), n)
	return was[max(0, len(was)-wire.MaxWas):]
}

// doubtKey has the number of the first mutation that no history but the present one has acknowledged.
func doubtKey(space string) string { return "doubt_seq:" + space }
