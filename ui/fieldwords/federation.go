package fieldwords

import (
	"pupitre/data/access"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// PortalAccess is what an access to the portal of a federation is called.
func PortalAccess(p *i18n.Printer, a access.Portal) string {
	if a == access.EnterpriseSuperAdmin {
		return p.T("administrators.access.super")
	}
	return p.T("administrators.access.admin")
}

func federationLabel(p *i18n.Printer, field string) string {
	switch {
	case wire.AdministratorOf(field) != "":
		return p.T("portal_history.access")
	case field == wire.PortalField:
		return p.T("portal_history.portal")
	}
	return p.T("portal_history.directory")
}

// federationValue writes one side of an event, for the comparison of two days.
func federationValue(p *i18n.Printer, field string, value wire.Value) string {
	e, ok := wire.ReadFederationEvent(value)
	switch {
	case !ok:
		return string(value)
	case wire.AdministratorOf(field) != "":
		return PortalAccess(p, access.Portal(e.Access))
	}
	return event(p, field, e)
}

// Happened tells what a change of the history says as a whole, in a sentence without its full stop; ok is false for the change of a
// value, which is told by what it was and what it became.
func Happened(p *i18n.Printer, entity, field string, before, after wire.Value) (text string, ok bool) {
	if KindOf(entity) != Federation {
		return "", false
	}
	was, had := wire.ReadFederationEvent(before)
	is, has := wire.ReadFederationEvent(after)
	switch {
	case wire.AdministratorOf(field) == "":
		return event(p, field, is), has
	case had && has:
		return p.T("portal_history.changed", "Name", is.Name, "Federation", is.Federation,
			"Old", PortalAccess(p, access.Portal(was.Access)), "New", PortalAccess(p, access.Portal(is.Access))), true
	case has:
		return p.T("portal_history.given", "Name", is.Name, "Federation", is.Federation, "Access", PortalAccess(p, access.Portal(is.Access))), true
	}
	return p.T("portal_history.taken", "Name", was.Name, "Federation", was.Federation), had
}

func event(p *i18n.Printer, field string, e wire.FederationEvent) string {
	if field == wire.PortalField {
		return p.T("portal_history.active", "Federation", e.Federation)
	}
	switch e.Change {
	case wire.ChangeFounded:
		return p.N("portal_history.founded", e.Count, "Federation", e.Federation)
	case wire.ChangeAccounts:
		return p.N("portal_history.accounts", e.Count, "Federation", e.Federation)
	case wire.ChangePlan:
		return p.N("portal_history.plan", e.Count, "Federation", e.Federation)
	case wire.ChangeImport:
		return p.T("portal_history.import", "Federation", e.Federation,
			"Created", p.Number(e.Created), "Updated", p.Number(e.Updated), "Gone", p.Number(e.Gone))
	case wire.ChangeUndo:
		return undone(p, e)
	case wire.ChangeLoad:
	}
	return p.T("portal_history.replaced", "Federation", e.Federation)
}

func undone(p *i18n.Printer, e wire.FederationEvent) string {
	switch e.Undone {
	case wire.ChangePlan:
		return p.T("portal_history.undo_plan", "Federation", e.Federation)
	case wire.ChangeImport:
		return p.T("portal_history.undo_import", "Federation", e.Federation)
	case wire.ChangeAccounts:
		return p.T("portal_history.undo_accounts", "Federation", e.Federation)
	case wire.ChangeLoad, wire.ChangeUndo, wire.ChangeFounded:
	}
	return p.T("portal_history.undo_other", "Federation", e.Federation)
}
