package settings

import (
	"slices"

	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// The rejections that are about other entities. They have no arguments: the desktop says more, see Review.
const (
	codeNameTaken     = "settings.name_taken"
	codeTooMany       = "settings.too_many"
	codeReferenceGone = "settings.telephony_gone"
	codeInUse         = "settings.telephony_in_use"
)

// entities is the beginning of the names of a kind's entities, and of no other's.
func (k Kind) entities() string {
	if k.Many {
		return k.Name + ":"
	}
	return k.Name
}

// most is how many entities there can be.
func (k Kind) most() int {
	if k.Many {
		return k.Most
	}
	return 1
}

// CheckSpace implements syncing.SpacePolicy: unique names, so many of a kind and no more, references that lead somewhere.
func (Policy) CheckSpace(near syncing.Neighbours, entity string, fields map[string]wire.Value, changed []string) (code string, err error) {
	k, ok := KindOf(entity)
	if !ok {
		return "", nil
	}
	for _, name := range changed {
		f, ok := k.Field(name)
		if !ok {
			continue
		}
		if f.Refers != "" && !isNull(fields[name]) {
			target := f.Refers + ":" + String(fields[name])
			found, err := near.Neighbours(target, FieldName, 1)
			if err != nil || len(found) == 0 || found[0].Entity != target {
				return codeReferenceGone, err
			}
		}
	}
	if k.Many && k.Most > 0 && (slices.Contains(changed, k.counted()) || slices.Contains(changed, k.Within)) {
		return k.checkOthers(near, entity, fields)
	}
	return "", nil
}

// checkOthers compares a name with those of the others of its set, and counts them.
func (k Kind) checkOthers(near syncing.Neighbours, entity string, fields map[string]wire.Value) (code string, err error) {
	siblings := k.entities()
	if k.Owned {
		siblings = searchesOf(ownerOf(entity))
	}
	others, err := near.Neighbours(siblings, k.counted(), k.Most+1)
	if err != nil {
		return "", err
	}
	sets, err := k.sets(near)
	if err != nil {
		return "", err
	}
	known, name, set := false, FoldName(String(fields[k.counted()])), string(fields[k.Within])
	for _, it := range others {
		if it.Entity == entity {
			known = true
			continue
		}
		if k.Unique != "" && sets[it.Entity] == set && FoldName(String(it.Value)) == name {
			return codeNameTaken, nil
		}
	}
	if !known && len(others) >= k.Most {
		return codeTooMany, nil
	}
	return "", nil
}

// sets tells in which set of the kind each entity is; all are in the set "" of a kind that is not divided.
func (k Kind) sets(near syncing.Neighbours) (map[string]string, error) {
	out := map[string]string{}
	if k.Within == "" {
		return out, nil
	}
	items, err := near.Neighbours(k.entities(), k.Within, k.Most+1)
	for _, it := range items {
		out[it.Entity] = string(it.Value)
	}
	return out, err
}

// CheckDelete implements syncing.SpacePolicy: what something refers to stays.
func (Policy) CheckDelete(near syncing.Neighbours, entity string) (code string, err error) {
	kind, ok := KindOf(entity)
	if !ok {
		return "", nil
	}
	for _, k := range table {
		for _, f := range k.Fields {
			if f.Refers != kind.Name || !kind.Many {
				continue
			}
			items, err := near.Neighbours(k.entities(), f.Name, k.most()+1)
			if err != nil {
				return "", err
			}
			for _, it := range items {
				if String(it.Value) == idOf(kind.Name, entity) {
					return codeInUse, nil
				}
			}
		}
	}
	return "", nil
}
