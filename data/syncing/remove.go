package syncing

import (
	"slices"

	"pupitre/data/wire"
)

// remove deletes an entity when each of its fields is as the person saw it.
func (a *applier) remove(m wire.Mutation) ([]wire.FieldResult, error) {
	res := wire.FieldResult{}
	if code := a.may(m, ""); code != "" {
		res.Outcome, res.Code = wire.Rejected, code
		return []wire.FieldResult{res}, nil
	}
	entity, dead, err := a.entity(m.Entity)
	if err != nil {
		return nil, err
	}
	if dead || len(entity) == 0 {
		res.Outcome, res.Rev = wire.Noop, a.rev // the feed has told of the other deletion once it has come this far
		return []wire.FieldResult{res}, nil
	}
	res.Outcome = wire.Applied
	for name, current := range entity {
		i := slices.IndexFunc(m.Fields, func(f wire.FieldEdit) bool { return f.Name == name })
		if (i < 0 || a.verdict(current, m.Fields[i]) == wire.Conflict) && !planted(blindDelete) {
			res.Outcome = wire.Conflict
		}
	}
	if res.Outcome == wire.Conflict {
		res.Conflict, res.Rev, err = a.conflict(m, wire.FieldEdit{}, wire.Item{})
		return []wire.FieldResult{res}, err
	}
	if code, err := a.mayVanish(m.Entity); err != nil || code != "" {
		res.Outcome, res.Code = wire.Rejected, code
		return []wire.FieldResult{res}, err
	}
	a.rev++
	grave := a.item(m, "", nil)
	grave.Deleted, grave.Audience = true, a.pol.Audience(m.Entity, "")
	if err := a.tx.Bury(a.space, grave); err != nil {
		return nil, err
	}
	for _, name := range sortedNames(entity) {
		if err := a.tx.AppendHistory(a.space, a.history(m, name, entity[name].Value, nil)); err != nil {
			return nil, err
		}
	}
	res.Rev = a.rev
	return []wire.FieldResult{res}, nil
}

// entity is the live fields by name; dead tells that it was deleted.
func (a *applier) entity(name string) (fields map[string]wire.Item, dead bool, err error) {
	items, err := a.tx.Entity(a.space, name)
	if err != nil {
		return nil, false, err
	}
	fields = make(map[string]wire.Item, len(items))
	for _, it := range items {
		if it.Deleted {
			dead = true
			continue
		}
		fields[it.Field] = it
	}
	return fields, dead, nil
}

func values(entity map[string]wire.Item) map[string]wire.Value {
	out := make(map[string]wire.Value, len(entity)+1)
	for name, it := range entity {
		out[name] = it.Value
	}
	return out
}

func sortedNames(entity map[string]wire.Item) []string {
	out := make([]string, 0, len(entity))
	for name := range entity {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
