package server

import (
	"slices"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// noteReseller remembers a reseller that is being deactivated: its people are shut out once the push is applied.
func (e *effects) noteReseller(item wire.Item) {
	id := settings.ResellerOf(item.Entity)
	if id != "" && item.Field == settings.FieldActive && !item.Deleted && string(item.Value) == "false" {
		e.closed = append(e.closed, id)
	}
}

// noteReturn remembers the reseller of somebody who works for it again, when it was deactivated meanwhile: an administrator whose
// role is taken away must not come in by a door that is closed.
func (e *effects) noteReturn(person string) error {
	t, open, err := e.comesBackTo(person)
	if err == nil && !open {
		e.closed = append(e.closed, t.Reseller)
	}
	return err
}

// comesBackTo tells whether the reseller that a member is of, if any, is active.
func (e *effects) comesBackTo(person string) (t store.Entry, open bool, err error) {
	t, err = e.RosterEntry(e.provider(), person)
	if fault.Is(err, fault.NotFound) {
		return t, true, nil
	}
	if err != nil || t.Reseller == "" {
		return t, true, err
	}
	open, err = e.activeReseller(t.Reseller)
	return t, open, err
}

// closeResellers shuts out the people of the resellers that were deactivated, those invited included. A reseller that was
// let in again by a later mutation of the push keeps them. Administrators who once worked for it stay what they are, until they
// work for it again.
func (e *effects) closeResellers() error {
	closed := slices.Clone(e.closed)
	e.closed = nil
	slices.Sort(closed)
	for _, id := range slices.Compact(closed) {
		active, err := e.activeReseller(id)
		if err != nil {
			return err
		}
		if active {
			continue
		}
		if err := e.shutOutPeopleOf(id); err != nil {
			return err
		}
	}
	return nil
}

func (e *effects) shutOutPeopleOf(reseller string) error {
	people, err := e.Roster(e.provider())
	if err != nil {
		return err
	}
	m := &managing{effects: e}
	for _, t := range people {
		if t.Role != access.Reseller || t.Reseller != reseller || stateOf(t) == wire.PersonDisabled {
			continue
		}
		if err := m.shutOut(t); err != nil {
			return err
		}
	}
	return nil
}

// activeReseller tells whether a reseller is there and was not deactivated.
func (e *effects) activeReseller(id string) (bool, error) {
	items, err := e.Tx.Entity(e.space, settings.ResellerEntity(id))
	if err != nil && !fault.Is(err, fault.NotFound) {
		return false, err
	}
	fields := map[string]wire.Value{}
	for _, it := range items {
		if !it.Deleted {
			fields[it.Field] = it.Value
		}
	}
	return len(fields) > 0 && settings.ResellerFrom(id, fields).Active, nil
}

// mayReturn refuses to let somebody in again whose reseller is deactivated.
func (m *managing) mayReturn(t access.Member) error {
	if t.Role != access.Reseller || t.Reseller == "" {
		return nil
	}
	active, err := m.activeReseller(t.Reseller)
	if err == nil && !active {
		err = fault.New(fault.Conflict, "server.mayReturn", "people.reseller_inactive")
	}
	return err
}
