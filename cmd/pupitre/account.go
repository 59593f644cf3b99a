package main

import (
	"context"
	"time"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/wire"
	"pupitre/ui/account"
	"pupitre/ui/editing"
	"pupitre/ui/settingspage"
	"pupitre/ui/shell"
	"pupitre/ui/task"
)

// ownAccount adds the rows of the person's account to the settings, and gives the account for a page of its own.
func (p *program) ownAccount(s *desk.Session, role access.Role) *account.Account {
	own := account.New(account.Deps{
		Server: ownServer{p.source}, Run: p.runner, Clock: clock{}, Zone: func() *time.Location { return p.zone },
		CapsLock: p.native, Keeping: p.keeping(), PasswordProblems: access.PasswordProblems,
		Person: s.Person.ID, Me: account.Me{Name: s.Person.Name, Email: s.Person.Email, Role: role}, Changed: p.whoChanged(),
	})
	p.editor.Extend(settingspage.Extra{
		Section: settingspage.SectionAdministrator,
		New:     func(h *editing.Host) settingspage.Rows { return own.NewRows(h) },
		Entries: func(f settingspage.Finder) []shell.Entry {
			return account.Entries(f.Printer, f.Icon, f.Section, f.Place)
		},
	})
	return own
}

// whoChanged keeps the window, and the next start, true about who is signed in.
func (p *program) whoChanged() func(account.Me) {
	source := p.source
	return func(me account.Me) {
		if p.source != source || p.shell == nil {
			return // somebody else has signed in meanwhile
		}
		if p.session != nil {
			p.session.Person.Name = me.Name // a locked window says whose it is
		}
		p.shell.SetPerson(shell.Person{Name: me.Name, Email: me.Email, Role: me.Role})
		task.Go(context.Background(), p.runner, func(ctx context.Context) (struct{}, error) {
			_, _, err := source.signedIn().Who(ctx)
			return struct{}{}, err
		}, func(_ struct{}, err error) {
			if err != nil { // the change is made; the next sign-in learns of it
				p.log.Warn("who is signed in was not kept", "error", err)
			}
		})
	}
}

// ownServer is the account of whoever is signed in, over the session of now.
type ownServer struct{ source *source }

func (o ownServer) People(ctx context.Context) (desk.People, error) {
	return o.source.now().People(ctx)
}

func (o ownServer) ChangeName(ctx context.Context, name string) error {
	return o.source.now().ChangeName(ctx, name)
}

func (o ownServer) ChangeEmail(ctx context.Context, email, password string) error {
	return o.source.now().ChangeEmail(ctx, email, password)
}

func (o ownServer) ChangePassword(ctx context.Context, before, after string) error {
	s := o.source.signedIn()
	if err := s.Desk.ChangePassword(ctx, before, after); err != nil {
		return err
	}
	return s.KeepPassword(after)
}

func (o ownServer) TransferPrimary(ctx context.Context, person, password string) error {
	return o.source.now().TransferPrimary(ctx, person, password)
}

func (o ownServer) AddDelegate(ctx context.Context, person, password string) error {
	return o.source.now().AddDelegate(ctx, person, password)
}

func (o ownServer) RemoveDelegate(ctx context.Context, person, password string) error {
	return o.source.now().RemoveDelegate(ctx, person, password)
}

func (o ownServer) Sessions(ctx context.Context) (wire.Sessions, error) {
	return o.source.now().Sessions(ctx)
}

func (o ownServer) EndSession(ctx context.Context, session string) error {
	return o.source.now().EndSession(ctx, session)
}

func (o ownServer) TOTP(ctx context.Context) (wire.TOTPState, error) {
	return o.source.signedIn().TOTP(ctx)
}

func (o ownServer) TOTPBegin(ctx context.Context, password string) (wire.TOTPSecret, error) {
	return o.source.signedIn().TOTPBegin(ctx, password)
}

func (o ownServer) TOTPConfirm(ctx context.Context, code string) ([]string, error) {
	return o.source.signedIn().TOTPConfirm(ctx, code)
}

func (o ownServer) TOTPRecovery(ctx context.Context, password string) ([]string, error) {
	return o.source.signedIn().TOTPRecovery(ctx, password)
}

func (o ownServer) TOTPDisable(ctx context.Context, password string) error {
	return o.source.signedIn().TOTPDisable(ctx, password)
}
