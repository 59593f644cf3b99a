package store

import "pupitre/data/wire"

// The bounds of the prefix make the primary key find the rows; PostgreSQL's order of text is that of bytes too (COLLATE).
const sqlNeighbours = `SELECT entity, field, value, rev, deleted, audience, device, seq, person, at FROM item
	WHERE space = $1 AND entity >= $2 AND entity < $3 AND field = $4 AND deleted = FALSE ORDER BY entity LIMIT $5`

// Neighbours implements syncing.ServerTx.
func (t *Tx) Neighbours(space, prefix, field string, limit int) ([]wire.Item, error) {
	const op = "store.Neighbours"
	if prefix == "" || limit <= 0 {
		return nil, nil
	}
	last := len(prefix) - 1
	end := prefix[:last] + string(rune(prefix[last])+1) // the first text that does not begin with an ASCII prefix
	return list(t, op, scanItem, sqlNeighbours, space, prefix, end, field, limit)
}
