package store

import (
	"database/sql"
	"fmt"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

const (
	sqlItem = `SELECT entity, field, value, rev, deleted, audience, device, seq, person, at FROM item
		WHERE space = $1 AND entity = $2 AND field = $3 AND deleted = FALSE`
	sqlEntity = `SELECT entity, field, value, rev, deleted, audience, device, seq, person, at FROM item
		WHERE space = $1 AND entity = $2 ORDER BY field`
	sqlFeed = `SELECT entity, field, value, rev, deleted, audience, device, seq, person, at FROM item
		WHERE space = $1 AND rev > $2 AND audience IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
		ORDER BY rev LIMIT $19`
	sqlPutItem = `INSERT INTO item (space, entity, field, value, rev, deleted, audience, device, seq, person, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (space, entity, field) DO UPDATE SET value = excluded.value, rev = excluded.rev, deleted = excluded.deleted,
			audience = excluded.audience, device = excluded.device, seq = excluded.seq, person = excluded.person, at = excluded.at`
	sqlDropEntity = `DELETE FROM item WHERE space = $1 AND entity = $2`
)

// maxAudiences is the number of audiences that sqlFeed has room for; a person has half a dozen.
const maxAudiences = 16

// Item implements syncing.ServerTx.
func (t *Tx) Item(space, entity, field string) (item wire.Item, ok bool, err error) {
	items, err := list(t, "store.Item", scanItem, sqlItem, space, entity, field)
	if err != nil || len(items) == 0 {
		return wire.Item{}, false, err
	}
	return items[0], true, nil
}

// Entity implements syncing.ServerTx. A tombstone comes first, its field being empty.
func (t *Tx) Entity(space, entity string) ([]wire.Item, error) {
	const op = "store.Entity"
	if t.failed != nil {
		return nil, fault.Wrap(op, t.failed)
	}
	if items, known := t.entities.get(space, entity); known {
		return items, nil
	}
	items, err := list(t, op, scanItem, sqlEntity, space, entity)
	if err == nil {
		t.entities.set(space, entity, items)
	}
	return items, err
}

// Items implements syncing.Reader.
func (t *Tx) Items(space string, since int64, audiences []string, limit int) ([]wire.Item, error) {
	const op = "store.Items"
	if len(audiences) == 0 || limit <= 0 {
		return nil, nil
	}
	if len(audiences) > maxAudiences {
		return nil, fault.As(fault.Internal, op, "", fmt.Errorf("%d audiences, at most %d", len(audiences), maxAudiences))
	}
	args := make([]any, 0, maxAudiences+3)
	args = append(args, space, since)
	for i := range maxAudiences {
		args = append(args, audiences[min(i, len(audiences)-1)]) // the rest repeats the last one
	}
	return list(t, op, scanItem, sqlFeed, append(args, limit)...)
}

// PutItem implements syncing.ServerTx. ErrUnique when another item of the space has the revision.
func (t *Tx) PutItem(space string, it wire.Item) error {
	_, err := t.exec("store.PutItem", sqlPutItem, space, it.Entity, it.Field, valueArg(it.Value), it.Rev, it.Deleted, it.Audience,
		it.Device, it.Seq, it.Person, millis(it.At))
	if err == nil {
		t.entities.put(space, it)
	}
	return err
}

// Bury implements syncing.ServerTx.
func (t *Tx) Bury(space string, tombstone wire.Item) error {
	if _, err := t.exec("store.Bury", sqlDropEntity, space, tombstone.Entity); err != nil {
		return err
	}
	t.entities.drop(space, tombstone.Entity)
	tombstone.Field, tombstone.Value, tombstone.Deleted = "", nil, true
	return t.PutItem(space, tombstone)
}

func scanItem(s scanner) (it wire.Item, err error) {
	var value sql.NullString
	var at int64
	err = s.Scan(&it.Entity, &it.Field, &value, &it.Rev, &it.Deleted, &it.Audience, &it.Device, &it.Seq, &it.Person, &at)
	it.Value, it.At = valueOf(value), fromMillis(at)
	return it, err
}
