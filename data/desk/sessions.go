package desk

import (
	"context"

	"pupitre/data/wire"
)

// Sessions lists this person's own sessions, those seen last first.
func (d *Desk) Sessions(ctx context.Context) (wire.Sessions, error) {
	return d.SessionsOf(ctx, d.opt.Person)
}

// SessionsOf lists the sessions of a person of the provider, kiosks included; of everybody when person is empty. Only
// administrators may see those of others.
func (d *Desk) SessionsOf(ctx context.Context, person string) (out wire.Sessions, err error) {
	err = d.manage(ctx, "desk.SessionsOf", func(x AccessExchange) error {
		out, err = x.Sessions(ctx, d.opt.Space, person)
		return err
	})
	return out, err
}

// EndSession ends a session at once, one's own or, for administrators, anybody's.
func (d *Desk) EndSession(ctx context.Context, session string) error {
	return d.manage(ctx, "desk.EndSession", func(x AccessExchange) error { return x.EndSession(ctx, d.opt.Space, session) })
}

// NewKiosk gives a one-time code that enrols a kiosk.
func (d *Desk) NewKiosk(ctx context.Context, in wire.NewKiosk) (out wire.KioskCode, err error) {
	err = d.manage(ctx, "desk.NewKiosk", func(x AccessExchange) error {
		out, err = x.NewKiosk(ctx, d.opt.Space, in)
		return err
	})
	return out, err
}
