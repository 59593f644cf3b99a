package memstore

import (
	"strings"

	"pupitre/data/wire"
)

// Neighbours implements syncing.ServerTx.
func (t *Tx) Neighbours(space, prefix, field string, limit int) ([]wire.Item, error) {
	if err := t.sound("memstore.Neighbours"); err != nil {
		return nil, err
	}
	out := t.items(space, byName, func(it wire.Item) bool {
		return strings.HasPrefix(it.Entity, prefix) && it.Field == field && !it.Deleted
	})
	return out[:min(len(out), max(limit, 0))], nil
}
