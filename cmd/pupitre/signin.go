package main

import (
	"context"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/i18n"
	"pupitre/ui/credentials"
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
		Keeping: p.keeping(), Server: server, Email: email, Provider: p.knownProvider(server),
		SignIn: p.signIn, AcceptInvite: p.acceptInvite, Forgot: p.forgot, Reset: p.reset,
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

// keeping is how secrets that are shown once leave the screen.
func (p *program) keeping() credentials.Keeping {
	return credentials.Keeping{Copy: p.app.Clipboard().SetContent, Files: p.files()}
}

func (p *program) signIn(ctx context.Context, c loginpage.Credentials) (recovery []string, err error) {
	s, err := p.real.door.SignInWithCode(ctx, c.Server, c.Email, c.Password, c.Code)
	if err != nil {
		return nil, fault.Wrap("pupitre.signIn", err)
	}
	return s.Recovery, p.arrival.put(ctx, p.real, s)
}

func (p *program) forgot(ctx context.Context, server, email string, language i18n.Language) error {
	return fault.Wrap("pupitre.forgot", p.real.door.Forgot(ctx, server, email, string(language)))
}

func (p *program) reset(ctx context.Context, server, email, code, password string) error {
	return fault.Wrap("pupitre.reset", p.real.door.Reset(ctx, server, email, code, password))
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
	p.firstSteps()
	if house == p.real && !p.options.Demo && !house.home.Secrets().Persistent() {
		p.say(i18n.For(p.language).T("desktop.no_keychain"))
	}
}

// leaveHouse goes back to this computer's own home, and nothing of the person's pages stays; the demonstration's server ends.
func (p *program) leaveHouse() {
	p.closePortal()
	left := p.house
	p.house = p.real
	if left != p.real {
		p.runner.Start(func() { left.close(p.log) })
	}
}
