package server

import (
	"errors"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// effects is the transaction of a push, or of an action on people. The table of members is what decides who may do what;
// their items tell everybody. Both are written together, and the history is told.
type effects struct {
	*store.Tx
	space       string
	who         store.Session
	now         time.Time
	rev         int64 // of the space, once it is known
	moved       bool  // the space has a new revision that is not stored yet
	transferred bool  // the actor is not the primary administrator any more
	demoted     string
	ended       []string          // sessions whose streams are to be cut
	closed      []string          // resellers that are deactivated, whose people may have to be shut out
	events      []syncing.History // of federations, that the history does not tell yet
	counted     int               // accounts or extensions that the generation about to take its place has changed
}

func (e *effects) provider() string { return syncing.ProviderOf(e.space) }

// Entity implements syncing.ServerTx. The role of a member from before the items is as the table has it.
func (e *effects) Entity(space, entity string) ([]wire.Item, error) {
	items, err := e.Tx.Entity(space, entity)
	person := wire.MemberOf(entity)
	if err != nil || person == "" || hasField(items, wire.RoleField) {
		return items, err
	}
	member, err := e.RosterEntry(syncing.ProviderOf(space), person)
	if fault.Is(err, fault.NotFound) {
		return items, nil
	}
	return append(items, wire.Item{Entity: entity, Field: wire.RoleField, Value: settings.Text(string(member.Role))}), err
}

func hasField(items []wire.Item, field string) bool {
	for _, it := range items {
		if it.Field == field || it.Deleted {
			return true
		}
	}
	return false
}

// PutItem implements syncing.ServerTx.
func (e *effects) PutItem(space string, item wire.Item) error {
	if err := e.Tx.PutItem(space, item); err != nil {
		return err
	}
	e.noteReseller(item)
	person := wire.MemberOf(item.Entity)
	if person == "" || item.Field != wire.RoleField {
		return nil
	}
	return e.setRole(access.Member{
		Provider: syncing.ProviderOf(space), Person: person, Role: access.Role(settings.String(item.Value)),
	})
}

func (e *effects) setRole(m access.Member) error {
	if m.Role == "" {
		if err := e.dropPortals(m.Person); err != nil {
			return err
		}
		err := errors.Join(e.VoidInvites(m.Provider, m.Person), e.RemoveMember(m.Provider, m.Person))
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		return e.expel(m.Person)
	}
	if m.Role == access.Primary { // the only one who may say so is the primary of before
		old := access.Member{Provider: m.Provider, Person: e.who.Person, Role: access.Delegate}
		if err := e.SetRole(old, e.now); err != nil {
			return err
		}
		e.transferred, e.demoted = true, old.Person
	}
	if err := e.SetRole(m, e.now); err != nil || m.Role != access.Reseller {
		return err
	}
	return e.noteReturn(m.Person)
}

// expel ends the sessions of somebody who has just lost their place. Whoever has another one on this server keeps them: their
// streams are only cut, to begin again without this provider.
func (e *effects) expel(person string) error {
	var active int
	err := e.Everywhere(func() (err error) {
		_, active, err = e.OtherPlaces(person, e.provider())
		return err
	})
	if err != nil {
		return err
	}
	end := func() ([]string, error) { return e.RevokeSessions(person, e.now) }
	if active > 0 {
		end = func() ([]string, error) { return e.SessionIDs(person) }
	}
	ended, err := end()
	e.ended = append(e.ended, ended...)
	return err
}

// demote tells everybody that the primary of before is a delegate now.
func (e *effects) demote() error {
	if e.demoted == "" {
		return nil
	}
	person := e.demoted
	e.demoted = ""
	entity, value := wire.MemberEntity(person), settings.Text(string(access.Delegate))
	return e.record(entity, wire.RoleField, settings.Text(string(access.Primary)), value)
}

// write puts a field as a push would. A value that is there already is left alone.
func (e *effects) write(entity, field string, value wire.Value) error {
	items, err := e.Entity(e.space, entity)
	if err != nil {
		return err
	}
	var old wire.Value
	for _, it := range items {
		if it.Field == field && !it.Deleted {
			old = it.Value
		}
	}
	if syncing.Same(old, value) {
		return nil
	}
	return errors.Join(e.record(entity, field, old, value), e.demote())
}

// record writes an item and its history with a revision of its own.
func (e *effects) record(entity, field string, old, value wire.Value) error {
	e.rev++
	e.moved = true
	item := wire.Item{
		Entity: entity, Field: field, Value: value, Rev: e.rev,
		Person: e.who.Person, Device: e.who.Device, At: e.now, Audience: settings.Policy{}.Audience(entity, field),
	}
	change := syncing.History{
		Rev: e.rev, Entity: entity, Field: field, Old: old, New: value, Person: e.who.Person, Device: e.who.Device, At: e.now,
	}
	return errors.Join(e.PutItem(e.space, item), e.AppendHistory(e.space, change))
}

// finish tells the events of federations, and stores the revision that was reached.
func (e *effects) finish() error {
	if err := e.tellEvents(); err != nil {
		return err
	}
	if !e.moved {
		return nil
	}
	e.moved = false
	return e.SetRev(e.space, e.rev)
}

// checkRole is what a role asks of the person who is to have it, "" when all is well: a place with this provider, now or
// once, and for an administrator, to be one of the candidates. People of other providers are unknown here.
func (e *effects) checkRole(person string, to access.Role) (code string, err error) {
	target, err := e.RosterEntry(e.provider(), person)
	if fault.Is(err, fault.NotFound) {
		once, err := e.Tx.Entity(e.space, wire.MemberEntity(person))
		if err != nil || len(once) == 0 {
			return "lease.person_unknown", err
		}
		target = store.Entry{} // whoever left is no candidate
	} else if err != nil {
		return "", err
	}
	if (to == access.Primary || to == access.Delegate) && target.Role != to && !isCandidate(target, to) {
		return "people.not_candidate", nil
	}
	return "", nil
}

// isCandidate tells whether a member may be given an administrator's role.
func isCandidate(m store.Entry, to access.Role) bool {
	return stateOf(m) == wire.PersonActive && access.MayBecome(m.Role, to)
}

// stateOf is a member's state. A kiosk has no password and needs none.
func stateOf(m store.Entry) wire.PersonState {
	switch {
	case !m.DisabledAt.IsZero():
		return wire.PersonDisabled
	case !m.Password && m.Role != access.Kiosk:
		return wire.PersonInvited
	}
	return wire.PersonActive
}
