package desk

import (
	"context"
	"errors"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// AccessExchange is a server that manages people, sessions and kiosks. All of it is done while on line, outside the queue of
// edits: an order to shut somebody out must not come late, and a password is checked where it is kept.
type AccessExchange interface {
	PeopleExchange
	Invite(ctx context.Context, space string, in wire.InvitePerson) (wire.Invited, error)
	InviteAgain(ctx context.Context, space, person string) (wire.Invited, error)
	EditPerson(ctx context.Context, space, person string, in wire.EditPerson) error
	Deactivate(ctx context.Context, space, person string) error
	Reactivate(ctx context.Context, space, person string) error
	RemovePerson(ctx context.Context, space, person string) error
	ChangeAdministrator(ctx context.Context, space string, in wire.ChangeAdministrator) error
	ChangeName(ctx context.Context, in wire.ChangeName) error
	ChangeEmail(ctx context.Context, in wire.ChangeEmail) error
	ChangePassword(ctx context.Context, in wire.ChangePassword) error
	Sessions(ctx context.Context, space, person string) (wire.Sessions, error)
	EndSession(ctx context.Context, space, session string) error
	NewKiosk(ctx context.Context, space string, in wire.NewKiosk) (wire.KioskCode, error)
}

// People is who has a role with the provider: those that this person may know.
type People struct {
	People []wire.Colleague // the primary administrator first
	Live   bool             // the server has just told it; else it is what this computer knew the last time
}

// People lists the people, from the server or, off line, from what was known the last time. A person whose role does not
// show them is refused (settings.not_allowed).
func (d *Desk) People(ctx context.Context) (People, error) {
	const op = "desk.People"
	if err := d.locked(); err != nil {
		return People{}, fault.Wrap(op, err)
	}
	exchange, ok := d.opt.Exchange.(PeopleExchange)
	if !ok {
		return People{}, fault.As(fault.Internal, op, "", errors.New("no people here"))
	}
	members, err := exchange.Members(ctx, d.opt.Space)
	switch {
	case err == nil:
		d.knowPeople(members)
		return People{People: members.Members, Live: true}, nil
	case !fault.Is(err, fault.Unavailable) || ctx.Err() != nil:
		return People{}, fault.Wrap(op, err)
	}
	known, err := d.knownPeople()
	if err == nil && len(known.Members) == 0 {
		err = fault.New(fault.Unavailable, op, "people.offline")
	}
	return People{People: known.Members}, fault.Wrap(op, err)
}

// Candidates are those of the people who may be given an administrator's role.
func Candidates(people []wire.Colleague, to access.Role) []wire.Colleague {
	var out []wire.Colleague
	for _, p := range people {
		if p.State == wire.PersonActive && access.MayBecome(access.Role(p.Role), to) {
			out = append(out, p)
		}
	}
	return out
}

// Invite makes somebody a member. When no letter can tell the secret of the invitation, it is in the answer, once.
func (d *Desk) Invite(ctx context.Context, in wire.InvitePerson) (out wire.Invited, err error) {
	err = d.manage(ctx, "desk.Invite", func(x AccessExchange) error {
		out, err = x.Invite(ctx, d.opt.Space, in)
		return err
	})
	return out, err
}

// InviteAgain makes another invitation of somebody who has not accepted one.
func (d *Desk) InviteAgain(ctx context.Context, person string) (out wire.Invited, err error) {
	err = d.manage(ctx, "desk.InviteAgain", func(x AccessExchange) error {
		out, err = x.InviteAgain(ctx, d.opt.Space, person)
		return err
	})
	return out, err
}

// EditPerson changes somebody's name, role or reseller.
func (d *Desk) EditPerson(ctx context.Context, person string, in wire.EditPerson) error {
	return d.manage(ctx, "desk.EditPerson", func(x AccessExchange) error { return x.EditPerson(ctx, d.opt.Space, person, in) })
}

// Deactivate shuts somebody out at once, until Reactivate.
func (d *Desk) Deactivate(ctx context.Context, person string) error {
	return d.manage(ctx, "desk.Deactivate", func(x AccessExchange) error { return x.Deactivate(ctx, d.opt.Space, person) })
}

// Reactivate lets somebody in again.
func (d *Desk) Reactivate(ctx context.Context, person string) error {
	return d.manage(ctx, "desk.Reactivate", func(x AccessExchange) error { return x.Reactivate(ctx, d.opt.Space, person) })
}

// RemovePerson ends somebody's place with the provider.
func (d *Desk) RemovePerson(ctx context.Context, person string) error {
	return d.manage(ctx, "desk.RemovePerson", func(x AccessExchange) error { return x.RemovePerson(ctx, d.opt.Space, person) })
}

// TransferPrimary makes somebody the primary administrator; who was becomes a delegate. The password is that of who asks.
func (d *Desk) TransferPrimary(ctx context.Context, person, password string) error {
	return d.changeAdministrator(ctx, "desk.TransferPrimary", person, access.Primary, password)
}

// AddDelegate makes somebody a delegated administrator.
func (d *Desk) AddDelegate(ctx context.Context, person, password string) error {
	return d.changeAdministrator(ctx, "desk.AddDelegate", person, access.Delegate, password)
}

// RemoveDelegate takes the role of a delegate away: they work for their reseller again, or leave when they have none.
func (d *Desk) RemoveDelegate(ctx context.Context, person, password string) error {
	return d.changeAdministrator(ctx, "desk.RemoveDelegate", person, "", password)
}

func (d *Desk) changeAdministrator(ctx context.Context, op, person string, to access.Role, password string) error {
	in := wire.ChangeAdministrator{Person: person, Role: string(to), Password: password}
	return d.manage(ctx, op, func(x AccessExchange) error { return x.ChangeAdministrator(ctx, d.opt.Space, in) })
}

// ChangeName gives one's own name.
func (d *Desk) ChangeName(ctx context.Context, name string) error {
	return d.manage(ctx, "desk.ChangeName", func(x AccessExchange) error { return x.ChangeName(ctx, wire.ChangeName{Name: name}) })
}

// ChangeEmail moves one's own sign-in name to another address.
func (d *Desk) ChangeEmail(ctx context.Context, email, password string) error {
	in := wire.ChangeEmail{Email: email, Password: password}
	return d.manage(ctx, "desk.ChangeEmail", func(x AccessExchange) error { return x.ChangeEmail(ctx, in) })
}

// ChangePassword replaces one's own password and ends one's other sessions.
func (d *Desk) ChangePassword(ctx context.Context, before, after string) error {
	in := wire.ChangePassword{Old: before, New: after}
	return d.manage(ctx, "desk.ChangePassword", func(x AccessExchange) error { return x.ChangePassword(ctx, in) })
}

// manage does something that needs the server now (people.offline when it cannot be reached).
func (d *Desk) manage(ctx context.Context, op string, do func(AccessExchange) error) error {
	if err := d.locked(); err != nil {
		return fault.Wrap(op, err)
	}
	exchange, ok := d.opt.Exchange.(AccessExchange)
	if !ok {
		return fault.As(fault.Internal, op, "", errors.New("this server manages nobody"))
	}
	err := do(exchange)
	if key, _ := fault.KeyOf(err); key == "remote.unreachable" && ctx.Err() == nil {
		return fault.As(fault.Unavailable, op, "people.offline", err)
	}
	return fault.Wrap(op, err)
}
