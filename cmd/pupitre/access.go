package main

import (
	"context"
	"time"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/remote"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/ui/brand"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/ownpage"
	"pupitre/ui/peoplepage"
	"pupitre/ui/resellerspage"
	"pupitre/ui/roster"
)

// registerAccess offers the pages about who may sign in. A reseller's people see whom to turn to, and their own delegates.
func (p *program) registerAccess(s *desk.Session, role access.Role) {
	p.people = p.roster(s, role)
	if offers(routeResellers, role) {
		files := p.files()
		resellers := resellerspage.NewPresenter(resellerspage.Deps{
			Editor: p.editor.Editor, People: p.people, Files: files, Opener: files,
		})
		p.shell.Register(resellers.Registration(routeResellers))
	}
	if offers(routeSupport, role) {
		p.shell.Register(ownpage.Registration(ownpage.Deps{
			Source: p.source, Album: brand.NewAlbum(s.Desk, p.runner), Run: p.runner, Copy: p.app.Clipboard().SetContent,
			Toast: func(text string) { p.shell.Toast(text, "", nil) },
		}, routeSupport))
	}
	people := peoplepage.NewPresenter(peoplepage.Deps{People: p.people})
	p.offer(role, routePeople, people.Registration)
	p.people.Start()
}

// roster is the people of the provider, as far as who is signed in may know them.
func (p *program) roster(s *desk.Session, role access.Role) *roster.Roster {
	return roster.New(roster.Deps{
		Source: p.source, Window: p.shell, Run: p.runner, Clock: clock{}, Zone: func() *time.Location { return p.zone },
		Me: roster.Me{Person: s.Person.ID, Role: role, Reseller: s.Membership.Reseller, Lead: s.Membership.Lead},
		Code: func(secret string) string {
			return remote.Invite{Server: s.Account.Server, Pin: s.Account.Pin, Secret: secret}.String()
		},
		Copy: p.app.Clipboard().SetContent, Federation: s.Federation(), Resellers: p.storedResellers,
	})
}

// storedResellers lists the resellers that the server may know: those of the draft are not saved.
func (p *program) storedResellers() (out []roster.Reseller) {
	d := p.editor.Draft()
	for _, entity := range d.Entities(editing.KindReseller) {
		if d.Born(entity) || d.Gone(entity) {
			continue
		}
		out = append(out, roster.Reseller{
			ID: draft.IDOf(entity), Name: settings.String(d.Stored(entity, settings.FieldName)),
			Active: string(d.Stored(entity, settings.FieldActive)) != "false",
		})
	}
	return out
}

// The rest of source implements roster.Source.

// People lists the people.
func (s *source) People(ctx context.Context) (desk.People, error) { return s.now().People(ctx) }

// Invite makes somebody a member.
func (s *source) Invite(ctx context.Context, in wire.InvitePerson) (wire.Invited, error) {
	return s.now().Invite(ctx, in)
}

// InviteAgain makes another invitation.
func (s *source) InviteAgain(ctx context.Context, person string) (wire.Invited, error) {
	return s.now().InviteAgain(ctx, person)
}

// EditPerson changes somebody's name, role or reseller.
func (s *source) EditPerson(ctx context.Context, person string, in wire.EditPerson) error {
	return s.now().EditPerson(ctx, person, in)
}

// Deactivate shuts somebody out.
func (s *source) Deactivate(ctx context.Context, person string) error {
	return s.now().Deactivate(ctx, person)
}

// Reactivate lets somebody in again.
func (s *source) Reactivate(ctx context.Context, person string) error {
	return s.now().Reactivate(ctx, person)
}

// RemovePerson ends somebody's place.
func (s *source) RemovePerson(ctx context.Context, person string) error {
	return s.now().RemovePerson(ctx, person)
}

// SessionsOf lists the sessions of a person.
func (s *source) SessionsOf(ctx context.Context, person string) (wire.Sessions, error) {
	return s.now().SessionsOf(ctx, person)
}

// EndSession ends a session at once.
func (s *source) EndSession(ctx context.Context, session string) error {
	return s.now().EndSession(ctx, session)
}

// NewKiosk gives a code that enrols a kiosk.
func (s *source) NewKiosk(ctx context.Context, in wire.NewKiosk) (wire.KioskCode, error) {
	return s.now().NewKiosk(ctx, in)
}
