package store

import (
	"database/sql"

	"pupitre/data/wire"
)

// baseItem is an item of the base with its generation.
type baseItem struct {
	wire.Item
	gen int64
}

const (
	sqlBaseItem = `SELECT entity, field, value, rev, deleted, device, seq, person, at, gen FROM item
		WHERE space = $1 AND entity = $2 AND field = $3`
	sqlBase = `SELECT entity, field, value, rev, deleted, device, seq, person, at, gen FROM item
		WHERE space = $1 AND deleted = 0 ORDER BY entity, field`
	sqlPutBase = `INSERT INTO item (space, entity, field, value, rev, deleted, device, seq, person, at, gen)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (space, entity, field) DO UPDATE SET value = excluded.value, rev = excluded.rev, deleted = excluded.deleted,
			device = excluded.device, seq = excluded.seq, person = excluded.person, at = excluded.at, gen = excluded.gen`
	sqlDropBase  = `DELETE FROM item WHERE space = $1 AND entity = $2`
	sqlDropOlder = `DELETE FROM item WHERE space = $1 AND gen < $2`
)

// Item implements syncing.ClientTx. The tombstone of an entity has the empty field.
func (t *clientTx) Item(space, entity, field string) (item wire.Item, gen int64, ok bool, err error) {
	found, err := list(t, "store.Item", scanBase, sqlBaseItem, space, entity, field)
	if err != nil || len(found) == 0 {
		return wire.Item{}, 0, false, err
	}
	return found[0].Item, found[0].gen, true, nil
}

// Items implements syncing.ClientTx.
func (t *clientTx) Items(space string) ([]wire.Item, error) {
	return list(t, "store.Items", func(s scanner) (wire.Item, error) {
		b, err := scanBase(s)
		return b.Item, err
	}, sqlBase, space)
}

// PutItem implements syncing.ClientTx.
func (t *clientTx) PutItem(space string, gen int64, it wire.Item) error {
	_, err := t.exec("store.PutItem", sqlPutBase, space, it.Entity, it.Field, valueArg(it.Value), it.Rev, it.Deleted,
		it.Device, it.Seq, it.Person, millis(it.At), gen)
	return err
}

// Bury implements syncing.ClientTx.
func (t *clientTx) Bury(space string, gen int64, tombstone wire.Item) error {
	if _, err := t.exec("store.Bury", sqlDropBase, space, tombstone.Entity); err != nil {
		return err
	}
	tombstone.Field, tombstone.Value, tombstone.Deleted = "", nil, true
	return t.PutItem(space, gen, tombstone)
}

// DropOlder implements syncing.ClientTx.
func (t *clientTx) DropOlder(space string, gen int64) error {
	_, err := t.exec("store.DropOlder", sqlDropOlder, space, gen)
	return err
}

func scanBase(s scanner) (b baseItem, err error) {
	var value sql.NullString
	var at int64
	err = s.Scan(&b.Entity, &b.Field, &value, &b.Rev, &b.Deleted, &b.Device, &b.Seq, &b.Person, &at, &b.gen)
	b.Value, b.At = valueOf(value), fromMillis(at)
	return b, err
}
