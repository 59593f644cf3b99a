package server

import (
	"slices"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// codeLastSuperAdmin is the refusal to leave an active portal without a Super Admin who can sign in. (product.md, section 2)
const codeLastSuperAdmin = "federation.last_super_admin"

// dropPortals takes the accesses of somebody away who leaves the provider. A portal keeps its last Super Admin.
func (e *effects) dropPortals(person string) error {
	federations, err := e.PortalAccesses(e.provider(), person)
	if err != nil {
		return err
	}
	for _, id := range federations {
		if err := e.keepSuperAdmin(id, person); err != nil {
			return err
		}
		if err := e.DeletePortalAccess(id, person); err != nil {
			return err
		}
	}
	return nil
}

// keepSuperAdmin refuses to take the last Super Admin of a portal away. Only who can sign in counts: neither who was shut out
// nor who has not accepted the invitation could give the access to anybody else.
func (e *effects) keepSuperAdmin(federation, person string) error {
	alone, err := e.leavesNone(federation, func(id string) bool { return id == person })
	if err == nil && alone {
		err = fault.New(fault.Conflict, "server.keepSuperAdmin", codeLastSuperAdmin)
	}
	return err
}

// keepSuperAdmins is keepSuperAdmin for every portal of the provider that somebody has access to.
func (e *effects) keepSuperAdmins(person string) error {
	federations, err := e.PortalAccesses(e.provider(), person)
	if err != nil {
		return err
	}
	for _, id := range federations {
		if err := e.keepSuperAdmin(id, person); err != nil {
			return err
		}
	}
	return nil
}

// leavesNone tells whether a portal would have no Super Admin who can sign in, once some people of it are gone.
func (e *effects) leavesNone(federation string, gone func(person string) bool) (bool, error) {
	all, err := e.PortalAdministrators(federation)
	if err != nil {
		return false, err
	}
	touched := false
	for _, a := range all {
		switch {
		case a.Access != access.EnterpriseSuperAdmin:
		case gone(a.Person):
			touched = true
		case stateOfPortal(a) == wire.PersonActive:
			return false, nil
		}
	}
	return touched, nil
}

// stateOfPortal is the state of an administrator of a portal.
func stateOfPortal(a store.PortalAdministrator) wire.PersonState {
	switch {
	case !a.DisabledAt.IsZero():
		return wire.PersonDisabled
	case !a.Password:
		return wire.PersonInvited
	}
	return wire.PersonActive
}

// checkPortals is what the portals have to say about a mutation that shuts people out, "" when all is well: a member who leaves or
// goes back to a reseller that is deactivated, or a reseller that is deactivated and takes its people along. Those whom the push
// shuts out at its end, for what it has changed before, count as gone.
func (e *effects) checkPortals(entity, field string, value wire.Value) (code string, err error) {
	switch person, reseller := wire.MemberOf(entity), settings.ResellerOf(entity); {
	case person != "" && field == wire.RoleField:
		err = e.keepSuperAdminsBeyond(person, access.Role(settings.String(value)))
	case reseller != "" && field == settings.FieldActive && string(value) == "false":
		err = e.keepSuperAdminsWithout(append(slices.Clone(e.closed), reseller), "")
	}
	if key, _ := fault.KeyOf(err); key == codeLastSuperAdmin {
		return key, nil
	}
	return "", err
}

// keepSuperAdminsBeyond is keepSuperAdmins for a member who is given a role, when that role, "" for none, shuts them out: nobody
// works for a reseller that is deactivated.
func (e *effects) keepSuperAdminsBeyond(person string, to access.Role) error {
	if to == access.Reseller {
		if _, open, err := e.comesBackTo(person); err != nil || open {
			return err
		}
	} else if to != "" {
		return nil
	}
	return e.keepSuperAdminsWithout(e.closed, person)
}

// keepSuperAdminsWithout is keepSuperAdmins for a person, "" for nobody, and for all whom some resellers still have, at once.
func (e *effects) keepSuperAdminsWithout(resellers []string, person string) error {
	people, err := e.Roster(e.provider())
	if err != nil {
		return err
	}
	gone, federations := map[string]bool{}, []string{}
	for _, t := range people {
		theirs := t.Role == access.Reseller && slices.Contains(resellers, t.Reseller) && stateOf(t) != wire.PersonDisabled
		if !theirs && t.Person != person {
			continue
		}
		gone[t.Person] = true
		accesses, err := e.PortalAccesses(e.provider(), t.Person)
		if err != nil {
			return err
		}
		federations = append(federations, accesses...)
	}
	slices.Sort(federations)
	for _, id := range slices.Compact(federations) {
		alone, err := e.leavesNone(id, func(person string) bool { return gone[person] })
		if err != nil || alone {
			return orFault(err, fault.New(fault.Conflict, "server.keepSuperAdminsWithout", codeLastSuperAdmin))
		}
	}
	return nil
}
