package desk

import (
	"encoding/json"
	"math"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// noticesListed is how many notices a state lists. They are read again after each step of the exchange, and nobody reads
// more of them at once: with thousands of edits refused, reading all would make the exchange take the square of its time.
const noticesListed = 500

// readNotices lists the first of this person's edits that did not end as they were made, a conflict only while it is open.
// more is how many edits follow that were not looked at.
func readNotices(tx syncing.ClientTx, space string) (out []Notice, more int, err error) {
	looked, after := 0, int64(math.MinInt64)
	for len(out) < noticesListed {
		rows, err := tx.NoticePage(space, after, noticesListed)
		if err != nil {
			return nil, 0, err
		}
		for _, row := range rows {
			if len(out) >= noticesListed {
				break
			}
			looked, after = looked+1, row.Mutation.Seq
			found, err := noticesOf(tx, row)
			if err != nil {
				return nil, 0, err
			}
			out = append(out, found...)
		}
		if len(rows) < noticesListed && len(out) < noticesListed {
			return out, 0, nil // all were looked at
		}
	}
	all, err := tx.CountNotices(space)
	return out, max(all-looked, 0), err
}

// noticesOf are the notices of one edit, none before the feed has told what stands: nobody could decide.
func noticesOf(tx syncing.ClientTx, row syncing.OutboxRow) (out []Notice, err error) {
	if row.State != syncing.Done {
		return nil, nil
	}
	for _, res := range row.Result.Fields {
		n, ok, err := noticeOf(tx, row, res)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, n)
		}
	}
	return out, nil
}

func noticeOf(tx syncing.ClientTx, row syncing.OutboxRow, res wire.FieldResult) (Notice, bool, error) {
	n := Notice{
		Space: row.Space, Seq: row.Mutation.Seq, Entity: row.Mutation.Entity, Field: res.Name,
		Conflict: res.Conflict, Code: res.Code, Theirs: wire.Value("null"),
	}
	for _, f := range row.Mutation.Fields {
		if f.Name == res.Name {
			n.Mine = f.Value
		}
	}
	it, _, ok, err := tx.Item(row.Space, row.Mutation.Entity, res.Name)
	if err != nil {
		return n, false, err
	}
	if ok {
		n.Theirs, n.ByID = it.Value, it.Person
	}
	switch res.Outcome {
	case wire.Rejected:
		n.Conflict = ""
		if row.Mutation.Kind == wire.Resolve { // a decision that came too late for one value may be taken again
			open, err := conflictOpen(tx, row.Space, row.Mutation.Conflict)
			if err != nil {
				return n, false, err
			}
			if open {
				n.Conflict = row.Mutation.Conflict
			}
		}
		return n, true, nil
	case wire.Conflict:
		open, err := conflictOpen(tx, row.Space, res.Conflict)
		return n, open, err
	case wire.Applied, wire.Noop:
	}
	return n, false, nil
}

// conflictOpen believes that a conflict is open until the feed tells that somebody has resolved it.
func conflictOpen(tx syncing.ClientTx, space, id string) (bool, error) {
	it, _, ok, err := tx.Item(space, syncing.ConflictEntity(id), wire.ConflictField)
	if err != nil || !ok {
		return !ok, err
	}
	var record wire.ConflictRecord
	if err := json.Unmarshal(it.Value, &record); err != nil {
		return false, fault.Wrap("desk.conflictOpen", err)
	}
	return record.Open, nil
}
