package syncing

import (
	"encoding/binary"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// save puts the edits into the outbox, one mutation for each entity, then the deletions, in one transaction.
func (c *Client) save(now time.Time, ev Saved) ([]Effect, error) {
	var drafts []draft
	byEntity := map[string]int{}
	for _, e := range ev.Edits {
		i, known := byEntity[e.Entity]
		if !known {
			i = len(drafts)
			byEntity[e.Entity] = i
			drafts = append(drafts, draft{Mutation: wire.Mutation{Kind: wire.Edit, Entity: e.Entity}})
		}
		drafts[i].add(e)
	}
	for _, d := range ev.Deletes {
		drafts = append(drafts, deletion(d, ev.Edits))
	}
	return c.enqueue(now, ev.Space, drafts)
}

// deletion carries what was seen of each field, so that a newer edit of somebody else is not lost. What the same save has
// written just before was seen too.
func deletion(d Deletion, edits []FieldEdit) draft {
	saw := make(Entity, len(d.Saw))
	maps.Copy(saw, d.Saw)
	for _, e := range edits {
		if e.Entity != d.Entity {
			continue
		}
		s := saw[e.Field]
		s.Value = e.Value
		saw[e.Field] = s
	}
	out := draft{Mutation: wire.Mutation{Kind: wire.Delete, Entity: d.Entity}}
	for _, name := range slices.Sorted(maps.Keys(saw)) {
		out.add(FieldEdit{Field: name, Saw: saw[name]})
	}
	return out
}

func (c *Client) resolve(now time.Time, ev Resolved) ([]Effect, error) {
	d := draft{Mutation: wire.Mutation{Kind: wire.Resolve, Entity: ev.Edit.Entity, Conflict: ev.Conflict}}
	d.add(ev.Edit)
	return c.enqueue(now, ev.Space, []draft{d})
}

// draft is a mutation on its way to the outbox.
type draft struct {
	wire.Mutation
	bases []wire.Value // the server's value of each field, under what the person saw
}

func (d *draft) add(e FieldEdit) {
	d.Fields, d.bases = append(d.Fields, e.wire()), append(d.bases, e.Saw.Base)
}

// wire gives the edit as it is sent. Its base is what the person saw when the edit began, not what stands now.
func (e FieldEdit) wire() wire.FieldEdit {
	return wire.FieldEdit{
		Name: e.Field, Base: orNull(e.Saw.Value), BaseRev: e.Saw.Rev, BaseSeq: e.Saw.Seq, Value: orNull(e.Value),
	}
}

func (c *Client) enqueue(now time.Time, space string, drafts []draft) ([]Effect, error) {
	if len(drafts) == 0 {
		return nil, nil
	}
	err := c.store.Update(func(tx ClientTx) error {
		cur, err := tx.Cursor(space)
		if err != nil {
			return err
		}
		if cur.Epoch == "" {
			return fault.New(fault.Unavailable, "syncing.enqueue", "sync.not_loaded_yet")
		}
		for _, d := range drafts {
			if err := d.settle(tx, cur); err != nil {
				return err
			}
			m := d.Mutation
			m.ID, m.Seq, m.MadeAt = c.mutationID(), cur.NextSeq, now.UTC()
			if size := sizeOf(m); size > maxMutation {
				return fault.New(fault.Invalid, "syncing.enqueue", "sync.too_large")
			}
			cur.NextSeq++
			if planted(saveNothing) && m.Seq%3 == 0 {
				cur.NextSeq--
				continue
			}
			if err := tx.PutOutbox(OutboxRow{Space: space, Mutation: m, State: Pending, SavedAt: now}); err != nil {
				return err
			}
		}
		return tx.PutCursor(cur)
	})
	if err != nil {
		return nil, fault.Wrap("syncing.enqueue", err)
	}
	return []Effect{ViewChanged{Space: space}, StateChanged{}}, nil
}

// mutationID is a random UUID. Two copies of a store run with generators of their own.
func (c *Client) mutationID() string {
	var id uuid.UUID
	binary.BigEndian.PutUint64(id[:8], c.rand.Uint64())
	binary.BigEndian.PutUint64(id[8:], c.rand.Uint64())
	id[6] = id[6]&0x0f | 0x40 // version 4, RFC 9562
	id[8] = id[8]&0x3f | 0x80
	return id.String()
}

// settle leaves of what the person saw only what still means something: a form may have been open while the server
// got another history, or this store another device. A revision counts when the base has it now, with the value that was
// seen, in the snapshot that stands; the number of an own mutation counts when it is still the one that wrote what was seen. The values always count.
func (d *draft) settle(tx ClientTx, cur Cursor) error {
	if planted(keepSeenRevision) {
		return nil
	}
	for i := range d.Fields {
		f := &d.Fields[i]
		it, gen, ok, err := tx.Item(cur.Space, d.Entity, f.Name)
		if err != nil {
			return err
		}
		if f.BaseRev != 0 && (!ok || gen != cur.Gen || it.Rev != f.BaseRev || !Same(it.Value, d.bases[i])) {
			f.BaseRev = -1
		}
		if f.BaseSeq == 0 {
			continue
		}
		row, err := tx.OutboxRow(cur.Space, f.BaseSeq)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if err != nil || !wrote(row.Mutation, d.Entity, *f) {
			f.BaseSeq = 0
		}
	}
	return nil
}

// wrote tells whether the mutation gave the field the value that f was based on.
func wrote(m wire.Mutation, entity string, f wire.FieldEdit) bool {
	return m.Entity == entity && slices.ContainsFunc(m.Fields, func(old wire.FieldEdit) bool {
		return old.Name == f.Name && Same(old.Value, f.Base)
	})
}

// pushed takes the server's answer: results leave the rows in the overlay until the feed has caught up with them.
func (c *Client) pushed(now time.Time, ev Pushed) ([]Effect, error) {
	t := c.spaces[ev.Space]
	if t == nil || t.push != ev.Req {
		return nil, nil // an answer that came twice, or too late
	}
	t.push = 0
	if ev.Err != nil {
		return c.pushFailed(now, t, ev)
	}
	var caughtUp bool
	err := c.store.Update(func(tx ClientTx) error {
		cur, err := tx.Cursor(ev.Space)
		if err != nil {
			return err
		}
		caughtUp = cur.Rev >= ev.Res.Rev
		if err := trust(tx, ev.Space); err != nil {
			return err
		}
		return settleRows(tx, cur, ev.Res, now)
	})
	if err != nil {
		return nil, c.storeFailed(now, t, "syncing.pushed", err)
	}
	c.devices = 0
	c.worked(now, t)
	t.dirty = t.dirty || !caughtUp
	return []Effect{ViewChanged{Space: ev.Space}, StateChanged{}}, nil
}

func settleRows(tx ClientTx, cur Cursor, res wire.PushResult, now time.Time) error {
	if res.Epoch != cur.Epoch {
		return nil // the space was read anew meanwhile: the next push asks the ledger again
	}
	answers := make([]Answer, len(res.Results))
	for i, r := range res.Results {
		answers[i] = Answer{Result: r, State: Acked, At: now}
		if told(r, cur.Rev) || planted(retireEarly) {
			answers[i].State = Done
		}
	}
	return tx.AnswerOutbox(cur.Space, answers)
}

// told tells whether a feed that was read up to rev has told the result.
func told(r wire.MutationResult, rev int64) bool {
	return !slices.ContainsFunc(r.Fields, func(f wire.FieldResult) bool { return f.Rev > rev })
}

func (c *Client) pushFailed(now time.Time, t *track, ev Pushed) ([]Effect, error) {
	refusal := asRefusal(ev.Err)
	if refusal == nil {
		c.failed(now, t, ev.Err, ev.After)
		return nil, nil
	}
	switch refusal.Code {
	case wire.CodeEpochChanged:
		return c.newEpoch(now, t, refusal)
	case wire.CodeSeqGap:
		return c.reofferFrom(now, t, refusal)
	case wire.CodeHashMismatch:
		return c.newDevice(now, t, ev.Err)
	}
	c.failed(now, t, ev.Err, ev.After)
	return nil, nil
}
