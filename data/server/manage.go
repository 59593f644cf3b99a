package server

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// managing is one action on the people of a provider: its transaction, under the lock of the space, and who acts.
type managing struct {
	*effects
	me access.Member
}

// manage runs an action of somebody on the people of the request's space, in one transaction that has its order among the
// pushes. Then it wakes those who wait for the space, and cuts the streams of the sessions that were ended.
func (s *Server) manage(r *http.Request, who store.Session, do func(*managing) error) error {
	space := r.PathValue("space")
	var e *effects
	err := s.store.Write(r.Context(), func(tx *store.Tx) error {
		e = &effects{Tx: tx, space: space, who: who, now: s.now().UTC().Truncate(time.Millisecond)}
		me, err := e.begin()
		if err != nil {
			return err
		}
		if err := do(&managing{effects: e, me: me}); err != nil {
			return err
		}
		if err := e.closeResellers(); err != nil {
			return err
		}
		return e.finish()
	})
	if err != nil {
		return fault.Wrap("server.manage", err)
	}
	s.hub.Poke(space, e.rev)
	s.cut(e.ended)
	return nil
}

// begin locks the space and finds the actor's place in it.
func (e *effects) begin() (me access.Member, err error) {
	locked, err := e.Lock(e.space)
	if err == nil {
		me, err = e.Member(e.space, e.who.Person)
	}
	if fault.Is(err, fault.NotFound) {
		return me, &syncing.Refusal{Code: wire.CodeRevoked}
	}
	e.rev = locked.Rev
	return me, err
}

// cut ends the streams of sessions that are over, here and in the other processes.
func (s *Server) cut(sessions []string) {
	for _, id := range sessions {
		s.hub.Poke(sessionTopic(id), 0)
	}
}

// may refuses who may not do an action at all.
func (m *managing) may(a access.Action) (access.Extent, error) {
	extent := access.May(m.me.Role, a)
	if !extent.Some() {
		return extent, fault.New(fault.Forbidden, "server.may", "settings.not_allowed")
	}
	return extent, nil
}

// target is the member that an action is about, once it is known that the actor may manage that person. Whoever may manage
// some people only is told nothing of the others: they are unknown, like ids that are nobody's.
func (m *managing) target(person string) (store.Entry, error) {
	const op = "server.target"
	extent, err := m.may(access.EditPeople)
	if err != nil {
		return store.Entry{}, err
	}
	t, err := m.colleague(person)
	switch {
	case err != nil:
		return store.Entry{}, err
	case extent == access.Own && !m.leads(t.Member):
		return store.Entry{}, fault.New(fault.NotFound, op, "people.unknown")
	case t.Role == access.Primary || t.Role == access.Delegate:
		return store.Entry{}, fault.New(fault.Forbidden, op, "people.is_administrator")
	}
	return t, nil
}

// colleague is a member by the id that a request names; people.unknown when it is nobody's here.
func (m *managing) colleague(person string) (t store.Entry, err error) {
	err = fault.New(fault.NotFound, "server.colleague", "people.unknown")
	if isID(person) {
		var found error
		if t, found = m.RosterEntry(m.provider(), person); !fault.Is(found, fault.NotFound) {
			return t, found
		}
	}
	return store.Entry{}, err
}

// isID tells whether a text is a UUID in its usual spelling, as all ids of ours are.
func isID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && id.String() == s
}

// leads tells whether the actor is an administrator of the reseller whose delegate the member is.
func (m *managing) leads(t access.Member) bool {
	return m.me.Lead && m.me.Reseller != "" && m.me.Reseller == t.Reseller && t.Role == access.Reseller && !t.Lead
}

// checkPlace refuses a place that cannot be given to anybody by the actor.
func (m *managing) checkPlace(to access.Member) error {
	const op = "server.checkPlace"
	extent, err := m.may(access.EditPeople)
	if err != nil {
		return err
	}
	if extent == access.Own && !m.leads(to) {
		return fault.New(fault.Forbidden, op, "people.own_delegates_only")
	}
	switch to.Role {
	case access.Support:
		if to.Reseller != "" || to.Lead {
			return fault.New(fault.Invalid, op, "people.reseller_for_resellers")
		}
		return nil
	case access.Reseller:
		return m.checkReseller(to.Reseller)
	case access.Primary, access.Delegate, access.Kiosk:
	}
	return fault.New(fault.Invalid, op, "lease.role_unknown")
}

// checkReseller refuses a reseller that is not there, or not active.
func (m *managing) checkReseller(id string) error {
	const op = "server.checkReseller"
	if !isID(id) {
		return fault.New(fault.Invalid, op, "people.reseller_unknown")
	}
	active, err := m.activeReseller(id)
	if err == nil && !active {
		err = fault.New(fault.Invalid, op, "people.reseller_unknown")
	}
	return err
}

// writePlace tells everybody a member's reseller, and keeps it.
func (m *managing) writePlace(t access.Member) error {
	entity := wire.MemberEntity(t.Person)
	if err := m.write(entity, wire.ResellerField, settings.OptionalText(t.Reseller)); err != nil {
		return err
	}
	lead := wire.Value("null")
	if t.Reseller != "" {
		lead = settings.Truth(t.Lead)
	}
	if err := m.write(entity, wire.LeadField, lead); err != nil {
		return err
	}
	return m.SetPlace(t)
}
