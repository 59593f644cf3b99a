package roster

import (
	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// The server decides; what follows only avoids offering what would be refused, and says why.

// MayInvite tells whether this person may make anybody a member.
func (r *Roster) MayInvite() bool { return len(r.places()) > 0 }

// MayEnrol tells whether this person may enrol kiosks.
func (r *Roster) MayEnrol() bool { return access.May(r.deps.Me.Role, access.EnrolKiosk).Some() }

// Barred says why this person may not change somebody, nil when they may.
func (r *Roster) Barred(c wire.Colleague) error {
	const op = "roster.Barred"
	me := r.deps.Me
	switch access.May(me.Role, access.EditPeople) {
	case access.No:
		return fault.New(fault.Forbidden, op, "people_page.read_only")
	case access.Own:
		if !me.Lead {
			return fault.New(fault.Forbidden, op, "people_page.lead_only")
		}
		if c.Role != string(access.Reseller) || c.Reseller != me.Reseller || c.Lead {
			return fault.New(fault.Forbidden, op, "people.own_delegates_only")
		}
	case access.All:
	}
	if c.Role == string(access.Primary) || c.Role == string(access.Delegate) {
		return fault.New(fault.Forbidden, op, "people.is_administrator")
	}
	return nil
}

// MaySeeSessions tells whether this person may see and end the sessions of somebody.
func (r *Roster) MaySeeSessions(c wire.Colleague) bool {
	switch access.May(r.deps.Me.Role, access.ManageSessions) {
	case access.All:
		return true
	case access.Own:
		return c.Person == r.deps.Me.Person
	case access.No:
	}
	return false
}

// Place is what somebody can be made by an invitation.
type Place string

// The places.
const (
	PlaceSupport  Place = "support"
	PlaceLead     Place = "lead"     // administrator of a reseller
	PlaceDelegate Place = "delegate" // delegate of one
)

// places lists those that this person may give.
func (r *Roster) places() []Place {
	me := r.deps.Me
	switch access.May(me.Role, access.EditPeople) {
	case access.All:
		return []Place{PlaceSupport, PlaceLead, PlaceDelegate}
	case access.Own:
		if me.Lead && me.Reseller != "" {
			return []Place{PlaceDelegate}
		}
	case access.No:
	}
	return nil
}

// placeOf is that of a member, "" for an administrator or a kiosk.
func placeOf(c wire.Colleague) Place {
	switch {
	case c.Role == string(access.Support):
		return PlaceSupport
	case c.Role == string(access.Reseller) && c.Lead:
		return PlaceLead
	case c.Role == string(access.Reseller):
		return PlaceDelegate
	}
	return ""
}

// role is the stored form of a place.
func (p Place) role() (role access.Role, lead bool) {
	switch p {
	case PlaceLead:
		return access.Reseller, true
	case PlaceDelegate:
		return access.Reseller, false
	case PlaceSupport:
	}
	return access.Support, false
}
