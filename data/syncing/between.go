package syncing

import "pupitre/data/wire"

// near is the space of a push, as a SpacePolicy may read it.
type near struct {
	tx    ServerTx
	space string
}

// Neighbours implements Neighbours.
func (n near) Neighbours(prefix, field string, limit int) ([]wire.Item, error) {
	return n.tx.Neighbours(n.space, prefix, field, limit)
}

// between is the policy's say about an entity beside the others; results tell which of its fields are to be written.
func (a *applier) between(entity string, fields map[string]wire.Value, results []wire.FieldResult) (code string, err error) {
	pol, ok := a.pol.(SpacePolicy)
	if !ok {
		return "", nil
	}
	var changed []string
	for _, r := range results {
		if r.Outcome == wire.Applied {
			changed = append(changed, r.Name)
		}
	}
	if len(changed) == 0 {
		return "", nil
	}
	return pol.CheckSpace(near{a.tx, a.space}, entity, fields, changed)
}

// mayVanish is the policy's say about the deletion of an entity that others may refer to.
func (a *applier) mayVanish(entity string) (code string, err error) {
	pol, ok := a.pol.(SpacePolicy)
	if !ok {
		return "", nil
	}
	return pol.CheckDelete(near{a.tx, a.space}, entity)
}
