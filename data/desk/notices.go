package desk

import (
	"encoding/json"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// readNotices lists this person's edits that did not end as they were made, a conflict only while it is open.
func readNotices(tx syncing.ClientTx, space string) ([]Notice, error) {
	rows, err := tx.Notices(space)
	if err != nil {
		return nil, err
	}
	var out []Notice
	for _, row := range rows {
		if row.State != syncing.Done {
			continue // the feed has not told yet what stands: nobody could decide
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
