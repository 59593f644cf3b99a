package main

import (
	"context"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/i18n"
	"pupitre/ui/loginpage"
)

// askToSignIn shows the sign-in page. why is what ended the last session: nothing is said of one that was simply over.
func (p *program) askToSignIn(why error) {
	if p.quitting {
		return
	}
	server, email := p.lastAccount()
	deps := loginpage.Deps{
		Window: p.window, Stage: p.stage, Run: p.runner, Language: p.language, CapsLock: p.native,
		Server: server, Email: email,
		SignIn: p.signIn, AcceptInvite: p.acceptInvite,
		PasswordProblems: access.PasswordProblems,
		SignedIn:         p.signedIn, Spoke: p.setLanguage, Quit: p.quit,
	}
	if !p.options.Demo {
		deps.StartDemo = p.startDemo
	}
	p.login = loginpage.New(deps)
	p.login.Show()
	if why != nil && !fault.Is(why, fault.SignedOut) {
		p.warn(why)
	}
}

// lastAccount is what the page is filled with: the server that was asked for, else the one used last.
func (p *program) lastAccount() (server, email string) {
	server = p.options.Server
	if p.options.Demo {
		server = p.real.demo.URL
	}
	for _, a := range p.real.door.Memory.Accounts() {
		if server == "" || sameServer(server, a.Server) {
			return a.Server, a.Email
		}
	}
	return server, ""
}

func sameServer(a, b string) bool {
	u, err := remote.ParseAddress(a)
	return err == nil && u.String() == b
}

func (p *program) signIn(ctx context.Context, server, email, password string) error {
	s, err := p.real.door.SignIn(ctx, server, email, password)
	if err != nil {
		return fault.Wrap("pupitre.signIn", err)
	}
	return p.arrival.put(ctx, p.real, s)
}

func (p *program) acceptInvite(ctx context.Context, code, name, password string) error {
	const op = "pupitre.acceptInvite"
	invite, err := remote.ParseInvite(code)
	if err != nil {
		return fault.Wrap(op, err)
	}
	s, err := p.real.door.AcceptInvite(ctx, invite.Server, invite.Pin, invite.Secret, name, password)
	if err != nil {
		return fault.Wrap(op, err)
	}
	return p.arrival.put(ctx, p.real, s)
}

// startDemo opens the demonstration beside the real home.
func (p *program) startDemo(ctx context.Context) error {
	const op = "pupitre.startDemo"
	visited, err := visitDemo(ctx, p.real.home.Folders, p.log)
	if err != nil {
		return fault.Wrap(op, err)
	}
	s, err := visited.signInDemo(ctx)
	if err == nil {
		err = p.arrival.put(ctx, visited, s)
	}
	if err != nil {
		visited.close(p.log)
	}
	return fault.Wrap(op, err)
}

// signedIn shows the desktop of the session that has arrived.
func (p *program) signedIn() {
	house, session := p.arrival.take()
	if session == nil {
		return
	}
	p.login = nil
	p.house = house
	p.enter(session)
	if house == p.real && !p.options.Demo && !house.home.Secrets().Persistent() {
		p.say(i18n.For(p.language).T("desktop.no_keychain"))
	}
}

// leaveHouse goes back to this computer's own home; the demonstration's server ends.
func (p *program) leaveHouse() {
	left := p.house
	p.house = p.real
	if left != p.real {
		p.runner.Start(func() { left.close(p.log) })
	}
}
