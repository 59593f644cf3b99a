package main

import (
	"pupitre/data/access"
	"pupitre/ui/shell"
)

// offers tells whether a role is offered a page beside those of the portal, which ask for an access of their own. A page that
// the server would answer with a refusal is not; a test holds this against the table of data/access.
func offers(route shell.Route, role access.Role) bool {
	switch route {
	case routeSettings, routeChat, routeBrand, routeConflicts:
		return role.MayReadSettings()
	case routeSupport: // what the others of a provider may know of it
		return !role.MayReadSettings() && access.May(role, access.ReadSettings).Some()
	case routeTelephony:
		return access.May(role, access.ReadTelephony) == access.All
	case routeResellers: // of the people of one, the page of the people shows all that they may know
		return access.May(role, access.ReadResellers) == access.All
	case routePeople:
		return access.May(role, access.ReadPeople).Some()
	case routeHistory:
		return role.MayReadHistory()
	case routeAccount, routeSync:
		return true
	}
	return false
}

// lists tells whether the side bar has the page of one's own account: who has settings finds its rows there.
func lists(role access.Role) bool { return !offers(routeSettings, role) }

// offer registers a page for a role that is offered it.
func (p *program) offer(role access.Role, route shell.Route, page func(shell.Route) shell.Registration) {
	if offers(route, role) {
		p.shell.Register(page(route))
	}
}
