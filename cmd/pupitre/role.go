package main

import (
	"context"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/task"
)

// followPlace opens the desktop anew once its person has a role that has other pages, for as long as the session is open.
func (p *program) followPlace(s *desk.Session) (cancel func()) {
	look := func() {
		if !sameDesk(s.Membership, s.Place()) {
			p.runner.OnUI(func() { p.comeAgain(s) })
		}
	}
	cancel = s.Desk.Subscribe(look)
	look() // the session has been at work before it came here
	return cancel
}

// sameDesk tells whether two places have the same pages. Those of the primary administrator and of a delegate differ by what
// the rows of the account offer, which follow by themselves.
func sameDesk(a, b wire.Membership) bool {
	x, y := access.Role(a.Role), access.Role(b.Role)
	if x.MayEditSettings() && y.MayEditSettings() {
		return true
	}
	return x == y && a.Reseller == b.Reseller && a.Lead == b.Lead
}

// comeAgain opens the session once more, with the role that its person has now. The draft comes back from the disk, and the
// page too where the role is offered it.
func (p *program) comeAgain(s *desk.Session) {
	if p.session != s || p.quitting { // locked, signed out, or here again already
		return
	}
	house, here := p.house, p.shell.Here()
	kept := p.drafts
	p.closeDesktop()
	p.closePortal()
	p.source, p.shell, p.editor, p.drafts = nil, nil, nil, nil
	task.Go(context.Background(), p.runner, func(ctx context.Context) (*desk.Session, error) {
		kept.close()
		if err := s.Close(); err != nil {
			return nil, err
		}
		return house.door.Resume(ctx, s.Account.Server)
	}, func(now *desk.Session, err error) {
		if err != nil {
			p.leaveHouse()
			p.askToSignIn(err)
			return
		}
		p.enter(now)
		if offers(here.Route, access.Role(now.Membership.Role)) {
			p.shell.Open(here)
		}
		p.say(i18n.For(p.language).T("desktop.role_changed"))
	})
}
