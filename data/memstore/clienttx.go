package memstore

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// clientTx is one transaction of a Client.
type clientTx struct {
	guard
	state *clientState
	own   map[string]bool // the spaces that this transaction has copied
}

// read gives a space to look at.
func (t *clientTx) read(space string) *clientSpace {
	if s := t.state.spaces[space]; s != nil {
		return s
	}
	return &clientSpace{cursor: syncing.Cursor{Space: space, NextSeq: 1}}
}

// edit gives a space to change.
func (t *clientTx) edit(op, space string) (*clientSpace, error) {
	if err := t.ready(op); err != nil {
		return nil, err
	}
	if !t.own[space] {
		t.state.spaces[space] = t.read(space).fork()
		t.own[space] = true
	}
	return t.state.spaces[space], nil
}

// Device implements syncing.ClientTx.
func (t *clientTx) Device() (string, error) {
	if id, ok := t.state.meta[metaDevice]; ok {
		return id, nil
	}
	return "", fault.New(fault.NotFound, "memstore.Device", "store.not_found")
}

// SetDevice implements syncing.ClientTx.
func (t *clientTx) SetDevice(id string) error { return t.PutMeta(metaDevice, id) }

// Meta implements syncing.ClientTx.
func (t *clientTx) Meta(key string) (string, error) { return t.state.meta[key], nil }

// PutMeta implements syncing.ClientTx.
func (t *clientTx) PutMeta(key, value string) error {
	if err := t.ready("memstore.PutMeta"); err != nil {
		return err
	}
	t.state.meta[key] = value
	return nil
}

// Cursor implements syncing.ClientTx.
func (t *clientTx) Cursor(space string) (syncing.Cursor, error) { return t.read(space).cursor, nil }

// PutCursor implements syncing.ClientTx.
func (t *clientTx) PutCursor(c syncing.Cursor) error {
	s, err := t.edit("memstore.PutCursor", c.Space)
	if err != nil {
		return err
	}
	s.cursor, s.known = c, true
	return nil
}

// Spaces implements syncing.ClientTx.
func (t *clientTx) Spaces() ([]string, error) {
	var out []string
	for id, s := range t.state.spaces {
		if s.known {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out, nil
}

// Item implements syncing.ClientTx.
func (t *clientTx) Item(space, entity, field string) (item wire.Item, gen int64, ok bool, err error) {
	b, ok := t.read(space).base[itemKey{entity, field}]
	if !ok {
		return wire.Item{}, 0, false, nil
	}
	return copyItem(b.Item), b.gen, true, nil
}

// Items implements syncing.ClientTx.
func (t *clientTx) Items(space string) ([]wire.Item, error) {
	var out []wire.Item
	for _, b := range t.read(space).base {
		if !b.Deleted {
			out = append(out, copyItem(b.Item))
		}
	}
	slices.SortFunc(out, func(a, b wire.Item) int {
		return cmp.Or(cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Field, b.Field))
	})
	return out, nil
}

// PutItem implements syncing.ClientTx.
func (t *clientTx) PutItem(space string, gen int64, item wire.Item) error {
	s, err := t.edit("memstore.PutItem", space)
	if err != nil {
		return err
	}
	item = copyItem(item)
	item.Audience = "" // the server's own
	s.base[itemKey{item.Entity, item.Field}] = baseItem{item, gen}
	return nil
}

// Bury implements syncing.ClientTx.
func (t *clientTx) Bury(space string, gen int64, tombstone wire.Item) error {
	s, err := t.edit("memstore.Bury", space)
	if err != nil {
		return err
	}
	maps.DeleteFunc(s.base, func(k itemKey, _ baseItem) bool { return k.entity == tombstone.Entity })
	tombstone.Field, tombstone.Value, tombstone.Deleted = "", nil, true
	return t.PutItem(space, gen, tombstone)
}

// DropOlder implements syncing.ClientTx.
func (t *clientTx) DropOlder(space string, gen int64) error {
	s, err := t.edit("memstore.DropOlder", space)
	if err != nil {
		return err
	}
	maps.DeleteFunc(s.base, func(_ itemKey, b baseItem) bool { return b.gen < gen })
	return nil
}

// Outbox implements syncing.ClientTx.
func (t *clientTx) Outbox(space string) ([]syncing.OutboxRow, error) {
	return t.rows(space, func(r syncing.OutboxRow) bool { return r.State != syncing.Done }), nil
}

// Pending implements syncing.ClientTx.
func (t *clientTx) Pending(space string, limit int) ([]syncing.OutboxRow, error) {
	n := 0
	return t.rows(space, func(r syncing.OutboxRow) bool {
		if r.State != syncing.Pending || n >= limit {
			return false
		}
		n++
		return true
	}), nil
}

// Waiting implements syncing.ClientTx.
func (t *clientTx) Waiting(space string) (fields int, err error) {
	for _, r := range t.read(space).outbox {
		if r.State == syncing.Pending {
			fields += max(1, len(r.Mutation.Fields))
		}
	}
	return fields, nil
}

// Journal implements syncing.ClientTx.
func (t *clientTx) Journal(space string, after int64) ([]syncing.OutboxRow, error) {
	return t.rows(space, func(r syncing.OutboxRow) bool {
		return r.State != syncing.Pending && r.Mutation.Seq > after
	}), nil
}

// Notices implements syncing.ClientTx.
func (t *clientTx) Notices(space string) ([]syncing.OutboxRow, error) {
	return t.rows(space, isNotice), nil
}

// NoticePage implements syncing.ClientTx.
func (t *clientTx) NoticePage(space string, after int64, limit int) ([]syncing.OutboxRow, error) {
	rows := t.rows(space, func(r syncing.OutboxRow) bool { return isNotice(r) && r.Mutation.Seq > after })
	return rows[:min(len(rows), limit)], nil
}

// CountNotices implements syncing.ClientTx.
func (t *clientTx) CountNotices(space string) (int, error) {
	return len(t.rows(space, isNotice)), nil
}

// OutboxRow implements syncing.ClientTx.
func (t *clientTx) OutboxRow(space string, seq int64) (syncing.OutboxRow, error) {
	row, ok := t.read(space).outbox[seq]
	if !ok {
		return syncing.OutboxRow{}, fault.New(fault.NotFound, "memstore.OutboxRow", "store.not_found")
	}
	return copyRow(row), nil
}

// PutOutbox implements syncing.ClientTx.
func (t *clientTx) PutOutbox(row syncing.OutboxRow) error {
	const op = "memstore.PutOutbox"
	if err := t.ready(op); err != nil {
		return err
	}
	row, err := storeRow(row, t.read(row.Space).outbox[row.Mutation.Seq])
	if err != nil {
		return fault.As(fault.Invalid, op, "", err)
	}
	s, err := t.edit(op, row.Space)
	if err != nil {
		return err
	}
	s.outbox[row.Mutation.Seq] = row
	return nil
}

// AnswerOutbox implements syncing.ClientTx.
func (t *clientTx) AnswerOutbox(space string, answers []syncing.Answer) error {
	const op = "memstore.AnswerOutbox"
	s, err := t.edit(op, space)
	if err != nil {
		return err
	}
	for _, a := range answers {
		row, ok := s.outbox[a.Result.Seq]
		if !ok || row.State != syncing.Pending {
			continue
		}
		result, err := through(a.Result)
		if err != nil {
			return fault.As(fault.Internal, op, "", err)
		}
		row.State, row.Result, row.EndedAt = a.State, &result, stamp(a.At)
		s.outbox[a.Result.Seq] = row
	}
	return nil
}

// RetireOutbox implements syncing.ClientTx.
func (t *clientTx) RetireOutbox(space string, rev, known int64) error {
	s, err := t.edit("memstore.RetireOutbox", space)
	if err != nil {
		return err
	}
	for seq, row := range s.outbox {
		above := row.Result != nil && slices.ContainsFunc(row.Result.Fields, func(f wire.FieldResult) bool { return f.Rev > rev })
		if row.State != syncing.Acked || (above && seq > known) {
			continue
		}
		row.State = syncing.Done
		s.outbox[seq] = row
	}
	return nil
}

// ArchiveOutbox implements syncing.ClientTx.
func (t *clientTx) ArchiveOutbox(space string) error {
	s, err := t.edit("memstore.ArchiveOutbox", space)
	if err != nil {
		return err
	}
	lowest := int64(0)
	for seq := range s.outbox {
		lowest = min(lowest, seq)
	}
	for _, seq := range slices.Sorted(maps.Keys(s.outbox)) {
		row := s.outbox[seq]
		if row.State != syncing.Pending && seq <= 0 {
			continue // archived before
		}
		delete(s.outbox, seq)
		if row.State == syncing.Pending {
			continue
		}
		row.State, row.Mutation.Seq = syncing.Done, lowest-seq
		s.outbox[lowest-seq] = row
	}
	return nil
}

// PruneJournal implements syncing.ClientTx.
func (t *clientTx) PruneJournal(before time.Time) error {
	const op = "memstore.PruneJournal"
	if err := t.ready(op); err != nil {
		return err
	}
	limit := before.UnixMilli()
	for _, id := range slices.Sorted(maps.Keys(t.state.spaces)) {
		s, err := t.edit(op, id)
		if err != nil {
			return err
		}
		maps.DeleteFunc(s.outbox, func(_ int64, r syncing.OutboxRow) bool {
			return r.State == syncing.Done && !isNotice(r) && millis(r.EndedAt) < limit
		})
	}
	return nil
}

// rows gives copies of the rows that pick takes, by seq.
func (t *clientTx) rows(space string, pick func(syncing.OutboxRow) bool) []syncing.OutboxRow {
	outbox := t.read(space).outbox
	var out []syncing.OutboxRow
	for _, seq := range slices.Sorted(maps.Keys(outbox)) {
		if !pick(outbox[seq]) {
			continue
		}
		out = append(out, copyRow(outbox[seq]))
	}
	return out
}

func isNotice(r syncing.OutboxRow) bool {
	return r.State != syncing.Pending && !r.Seen && r.Result != nil &&
		slices.ContainsFunc(r.Result.Fields, func(f wire.FieldResult) bool {
			return f.Outcome == wire.Conflict || f.Outcome == wire.Rejected
		})
}
