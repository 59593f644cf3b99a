package memstore

import (
	"cmp"
	"maps"
	"slices"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Lock implements syncing.ServerTx.
func (t *Tx) Lock(space string) (syncing.Space, error) {
	if err := t.ready("memstore.Lock"); err != nil {
		return syncing.Space{}, err
	}
	return t.Space(space)
}

// Space implements syncing.Reader.
func (t *Tx) Space(space string) (syncing.Space, error) {
	const op = "memstore.Space"
	if err := t.sound(op); err != nil {
		return syncing.Space{}, err
	}
	if s := t.state.spaces[space]; s != nil {
		return s.row, nil
	}
	return syncing.Space{}, fault.New(fault.NotFound, op, "store.not_found")
}

// SetRev implements syncing.ServerTx.
func (t *Tx) SetRev(space string, rev int64) error {
	s, err := t.edit("memstore.SetRev", space)
	if err != nil {
		return err
	}
	s.row.Rev = rev
	return nil
}

// SetFloor makes readers behind the revision floor read the space anew.
func (t *Tx) SetFloor(space string, floor int64) error {
	s, err := t.edit("memstore.SetFloor", space)
	if err != nil {
		return err
	}
	s.row.Floor = floor
	return nil
}

// Member implements both of syncing's interfaces.
func (t *Tx) Member(space, person string) (access.Member, error) {
	const op = "memstore.Member"
	if err := t.sound(op); err != nil {
		return access.Member{}, err
	}
	provider := syncing.ProviderOf(space)
	role, ok := t.state.members[provider][person]
	if !ok {
		return access.Member{}, fault.New(fault.NotFound, op, "store.not_found")
	}
	return access.Member{Provider: provider, Person: person, Role: role}, nil
}

// LastSeq implements both of syncing's interfaces.
func (t *Tx) LastSeq(space, device string) (int64, error) {
	if err := t.sound("memstore.LastSeq"); err != nil {
		return 0, err
	}
	last := int64(0)
	if s := t.state.spaces[space]; s != nil {
		for seq := range s.ledger[device] {
			last = max(last, seq)
		}
	}
	return last, nil
}

// Ledger implements syncing.ServerTx.
func (t *Tx) Ledger(space, device string, seq int64) (entry syncing.LedgerEntry, ok bool, err error) {
	if err := t.sound("memstore.Ledger"); err != nil {
		return syncing.LedgerEntry{}, false, err
	}
	if s := t.state.spaces[space]; s != nil {
		entry, ok = s.ledger[device][seq]
	}
	entry.Result.Fields = slices.Clone(entry.Result.Fields)
	return entry, ok, nil
}

// PutLedger implements syncing.ServerTx.
func (t *Tx) PutLedger(space, device string, entry syncing.LedgerEntry) error {
	const op = "memstore.PutLedger"
	s, err := t.edit(op, space)
	if err != nil {
		return err
	}
	if _, ok := s.ledger[device][entry.Seq]; ok {
		return t.fail(fault.Conflict, op, errExists)
	}
	entries := cloneMap(s.ledger[device])
	entry.Result.Fields = slices.Clone(entry.Result.Fields)
	entries[entry.Seq] = entry
	s.ledger[device] = entries
	return nil
}

// Item implements syncing.ServerTx.
func (t *Tx) Item(space, entity, field string) (wire.Item, bool, error) {
	if err := t.sound("memstore.Item"); err != nil {
		return wire.Item{}, false, err
	}
	s := t.state.spaces[space]
	if s == nil {
		return wire.Item{}, false, nil
	}
	it, ok := s.items[itemKey{entity, field}]
	if !ok || it.Deleted {
		return wire.Item{}, false, nil
	}
	return copyItem(it), true, nil
}

// Entity implements syncing.ServerTx.
func (t *Tx) Entity(space, entity string) ([]wire.Item, error) {
	if err := t.sound("memstore.Entity"); err != nil {
		return nil, err
	}
	return t.items(space, byName, func(it wire.Item) bool { return it.Entity == entity }), nil
}

// Items implements syncing.Reader.
func (t *Tx) Items(space string, since int64, audiences []string, limit int) ([]wire.Item, error) {
	if err := t.sound("memstore.Items"); err != nil {
		return nil, err
	}
	out := t.items(space, func(a, b wire.Item) int { return cmp.Compare(a.Rev, b.Rev) }, func(it wire.Item) bool {
		return it.Rev > since && slices.Contains(audiences, it.Audience)
	})
	return out[:min(len(out), max(limit, 0))], nil
}

// PutItem implements syncing.ServerTx; fault.Conflict when another item of the space has the revision.
func (t *Tx) PutItem(space string, item wire.Item) error {
	const op = "memstore.PutItem"
	s, err := t.edit(op, space)
	if err != nil {
		return err
	}
	key := itemKey{item.Entity, item.Field}
	if holder, ok := s.revs[item.Rev]; ok && holder != key {
		return t.fail(fault.Conflict, op, errExists)
	}
	if old, ok := s.items[key]; ok {
		delete(s.revs, old.Rev)
	}
	s.items[key], s.revs[item.Rev] = copyItem(item), key
	return nil
}

// Bury implements syncing.ServerTx.
func (t *Tx) Bury(space string, tombstone wire.Item) error {
	s, err := t.edit("memstore.Bury", space)
	if err != nil {
		return err
	}
	maps.DeleteFunc(s.items, func(k itemKey, it wire.Item) bool {
		if k.entity == tombstone.Entity {
			delete(s.revs, it.Rev)
		}
		return k.entity == tombstone.Entity
	})
	tombstone.Field, tombstone.Value, tombstone.Deleted = "", nil, true
	return t.PutItem(space, tombstone)
}

// AppendHistory implements syncing.ServerTx.
func (t *Tx) AppendHistory(space string, h syncing.History) error {
	s, err := t.edit("memstore.AppendHistory", space)
	if err != nil {
		return err
	}
	h.Old, h.New, h.At = slices.Clone(h.Old), slices.Clone(h.New), stamp(h.At)
	s.history = append(s.history, h)
	return nil
}

// items gives copies of the items of a space that pick takes, in order.
func (t *Tx) items(space string, order func(a, b wire.Item) int, pick func(wire.Item) bool) []wire.Item {
	s := t.state.spaces[space]
	if s == nil {
		return nil
	}
	var out []wire.Item
	for _, it := range s.items {
		if pick(it) {
			out = append(out, copyItem(it))
		}
	}
	slices.SortFunc(out, order)
	return out
}
