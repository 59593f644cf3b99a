package storetest

import (
	"testing"

	"pupitre/data/wire"
)

func serverNeighbours(t *testing.T, s Server) {
	write(t, s, func(tx ServerTx) error {
		_, err := tx.NewSpace(other)
		must(t, err)
		for i, entity := range []string{"line:a", "line:b", "line:\U0001F600", "line", "liner:a", "kine:a", "line:c"} {
			must(t, tx.PutItem(space, visible(entity, "name", `"x"`, int64(2*i+1))))
			must(t, tx.PutItem(space, visible(entity, "note", `"y"`, int64(2*i+2))))
		}
		must(t, tx.PutItem(other, visible("line:z", "name", `"x"`, 1)))
		return tx.Bury(space, tombstone("line:c", 20))
	})
	write(t, s, func(tx ServerTx) error {
		for _, c := range []struct {
			name, prefix, field string
			limit               int
			want                []string
		}{
			{"a kind", "line:", "name", 10, []string{"line:a", "line:b", "line:\U0001F600"}},
			{"at most", "line:", "name", 2, []string{"line:a", "line:b"}},
			{"none asked for", "line:", "name", 0, nil},
			{"one entity", "line:b", "note", 10, []string{"line:b"}},
			{"no such field", "line:", "colour", 10, nil},
			{"no such kind", "x:", "name", 10, nil},
		} {
			items, err := tx.Neighbours(space, c.prefix, c.field, c.limit)
			must(t, err)
			var got []string
			for _, it := range items {
				got = append(got, it.Entity)
			}
			equal(t, c.name, got, c.want)
		}
		items, err := tx.Neighbours(space, "line:a", "note", 1)
		equal(t, "the item", items, []wire.Item{visible("line:a", "note", `"y"`, 2)})
		return err
	})
}
