package main

import (
	"context"
	"time"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/ui/conflictspage"
	"pupitre/ui/editing"
	"pupitre/ui/historypage"
	"pupitre/ui/shell"
	"pupitre/ui/syncpage"
)

// The routes of the pages, in the order of the side bar.
const (
	routePortal         shell.Route = "portal"
	routeAccounts       shell.Route = "accounts"
	routeAdministrators shell.Route = "administrators"
	routeBuilding       shell.Route = "building"
	routeSettings       shell.Route = "settings"
	routeChat           shell.Route = "chat"
	routeTelephony      shell.Route = "telephony"
	routeResellers      shell.Route = "resellers"
	routePeople         shell.Route = "people"
	routeSupport        shell.Route = "support"
	routeAccount        shell.Route = "account" // of who is signed in
	routeHistory        shell.Route = "history"
	routeConflicts      shell.Route = "conflicts"
	routeSync           shell.Route = "sync"
)

// firstRoute is the page that a window opens with: who may not read the settings sees whom to turn to.
func firstRoute(role access.Role) shell.Route {
	if offers(routeSettings, role) {
		return routeSettings
	}
	return routeSupport
}

// place is where a field is shown to this role: the telephony providers, the resellers, the hours and the look have pages of
// their own, and who has no settings has the own account.
func (p *program) place(role access.Role, section, field string) shell.Place {
	route := routeSettings
	switch section {
	case editing.SectionTelephony:
		route = routeTelephony
	case editing.SectionResellers:
		route = routeResellers
	case editing.SectionBranding:
		route = routeBrand
	case editing.SectionChat:
		route = routeChat
	case editing.SectionAdministrator:
		if !offers(routeSettings, role) || p.shell.Here().Route == routeAccount {
			route = routeAccount
		}
	}
	return shell.Place{Route: route, Section: section, Field: field}
}

// registerFollowUp offers the pages that tell what became of the edits.
func (p *program) registerFollowUp(s *desk.Session, role access.Role) {
	zone := func() *time.Location { return p.zone }
	history := historypage.NewPresenter(historypage.Deps{
		Source: p.source, Window: p.shell, Run: p.runner, Clock: clock{}, Zone: zone, Person: s.Person.ID, Role: role,
		Name: p.source.Name, Thumbnail: p.editor.Thumbnail,
	})
	conflicts := conflictspage.NewPresenter(conflictspage.Deps{
		Source: p.source, Window: p.shell, Run: p.runner, Zone: zone, Person: s.Person.ID, Role: role, Name: p.source.Name,
	})
	toConflicts := routeConflicts
	if !offers(routeConflicts, role) { // all that they write is in their own account, which tells of its conflicts
		toConflicts = routeAccount
	}
	exchange := syncpage.NewPresenter(syncpage.Deps{
		Source: p.source, Window: p.shell, Run: p.runner, Clock: clock{}, Zone: zone,
		Copy: p.app.Clipboard().SetContent, SignIn: p.signInAgain, Conflicts: toConflicts,
		Place: func(section, field string) shell.Place { return p.place(role, section, field) },
	})
	p.offer(role, routeHistory, history.Registration)
	p.offer(role, routeConflicts, conflicts.Registration)
	p.offer(role, routeSync, exchange.Registration)
}

// followZone keeps the zone in which the pages show times that of the service.
func (p *program) followZone(view View) {
	fields := map[string]wire.Value{}
	for name, state := range view[settings.EntityProfile] {
		fields[name] = state.Value
	}
	p.zone = zoneOf(settings.ProfileFrom(fields).TimeZone)
}

// zoneOf is a zone by its name. For one that only a newer program knows it is UTC, whose name stands beside the times.
func zoneOf(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Queue implements the sources of the pages about the exchange.
func (s *source) Queue(ctx context.Context) ([]syncing.OutboxRow, error) { return s.now().Queue(ctx) }

// Resolve implements conflictspage.Source.
func (s *source) Resolve(ctx context.Context, conflict string, edit syncing.FieldEdit) error {
	return s.now().Resolve(ctx, conflict, edit)
}

// Name is the name of a person by id.
func (s *source) Name(person string) string { return s.now().Name(person) }

// Traffic implements syncpage.Source.
func (s *source) Traffic() (sent, received int64) { return s.now().Traffic() }

// History implements historypage.Source.
func (s *source) History(ctx context.Context, q historypage.HistoryQuery) (historypage.HistoryPage, error) {
	page, err := s.now().History(ctx, wire.HistoryQuery{Entity: q.Entity, Person: q.Person, Before: q.Before, Limit: q.Limit})
	if err != nil {
		return historypage.HistoryPage{}, err
	}
	out := historypage.HistoryPage{Next: page.Next, Partial: !page.Whole, Rows: make([]historypage.HistoryRow, len(page.Changes))}
	for i, c := range page.Changes {
		out.Rows[i] = historypage.HistoryRow{
			Rev: c.Rev, Entity: c.Entity, Field: c.Field, Old: c.Old, New: c.New,
			PersonID: c.Person, Person: c.PersonName, At: c.At, Device: c.DeviceName,
		}
	}
	return out, nil
}
