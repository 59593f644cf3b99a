package server

import (
	"cmp"
	"encoding/json"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// The functions of the store that change a portal or a directory as a whole are these ones here: none of them is carried out
// without the history telling it.

// remember tells the history of an event, once the revision of the space is known: see finish.
func (e *effects) remember(federation, field string, before, after *wire.FederationEvent) error {
	h := syncing.History{Entity: wire.FederationEntity(federation), Field: field, Person: e.who.Person, Device: e.who.Device, At: e.now}
	for _, side := range []struct {
		event *wire.FederationEvent
		into  *wire.Value
	}{{before, &h.Old}, {after, &h.New}} {
		if side.event == nil {
			continue
		}
		value, err := side.event.Value()
		if err != nil {
			return fault.Wrap("server.remember", err)
		}
		*side.into = value
	}
	e.events = append(e.events, h)
	return nil
}

// tellEvents gives each event a revision of its own.
func (e *effects) tellEvents() error {
	for _, h := range e.events {
		e.rev++
		e.moved = true
		h.Rev = e.rev
		if err := e.AppendHistory(e.space, h); err != nil {
			return err
		}
	}
	e.events = nil
	return nil
}

// ActivatePortal is that of the store, and tells it.
func (e *effects) ActivatePortal(federation string, at time.Time) error {
	if err := e.Tx.ActivatePortal(federation, at); err != nil {
		return err
	}
	f, err := e.Federation(federation)
	if err != nil {
		return err
	}
	return e.remember(federation, wire.PortalField, nil, &wire.FederationEvent{Federation: f.Name})
}

// PutPortalAccess is that of the store, and tells it.
func (e *effects) PutPortalAccess(a store.PortalAdministrator) error {
	before, err := e.PortalAccess(a.Federation, a.Person)
	if err != nil {
		return err
	}
	if err := e.Tx.PutPortalAccess(a); err != nil {
		return err
	}
	return e.rememberAccess(a.Federation, a.Person, before, a.Access)
}

// DeletePortalAccess is that of the store, and tells it.
func (e *effects) DeletePortalAccess(federation, person string) error {
	before, err := e.PortalAccess(federation, person)
	if err != nil {
		return err
	}
	if err := e.Tx.DeletePortalAccess(federation, person); err != nil {
		return err
	}
	return e.rememberAccess(federation, person, before, access.NoPortal)
}

func (e *effects) rememberAccess(federation, person string, before, after access.Portal) error {
	f, err := e.Federation(federation)
	if err != nil {
		return err
	}
	p, err := e.Person(person)
	if err != nil {
		return err
	}
	side := func(to access.Portal) *wire.FederationEvent {
		if to == access.NoPortal {
			return nil
		}
		return &wire.FederationEvent{Federation: f.Name, Name: cmp.Or(p.Name, p.Email), Access: string(to)}
	}
	return e.remember(federation, wire.AdministratorField(person), side(before), side(after))
}

// TakePlace is that of the store, and tells what has changed the directory.
func (e *effects) TakePlace(federation string, generation, base int64, now time.Time) error {
	if err := e.Tx.TakePlace(federation, generation, base, now); err != nil {
		return err
	}
	f, err := e.Federation(federation)
	if err != nil {
		return err
	}
	event := wire.FederationEvent{Federation: f.Name, Change: wire.ChangeFounded, Count: e.counted}
	if base != 0 {
		if err := e.describeChange(federation, generation, base, &event); err != nil {
			return err
		}
	}
	return e.remember(federation, wire.DirectoryField, nil, &event)
}

// describeChange says why one generation has taken the place of another: it was made out of it, or is the one that it was made
// out of.
func (e *effects) describeChange(federation string, generation, base int64, event *wire.FederationEvent) error {
	last, err := e.Generation(base)
	if err != nil {
		return err
	}
	if last.Parent == generation {
		event.Change, event.Undone = wire.ChangeUndo, last.Cause
		return nil
	}
	made, err := e.Generation(generation)
	if err != nil {
		return err
	}
	if event.Change = made.Cause; made.Cause != wire.ChangeImport {
		return nil
	}
	i, err := e.LastImport(federation)
	if err != nil {
		return err
	}
	var report wire.Import
	if err := json.Unmarshal([]byte(i.Report), &report); err != nil {
		return fault.Wrap("server.describeChange", err)
	}
	event.Created, event.Updated, event.Gone = report.Created, report.Updated, report.Gone
	return nil
}
