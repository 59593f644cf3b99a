package desk

import (
	"context"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// AppServerExchange is a server that probes application servers.
type AppServerExchange interface {
	AppServersHealth(ctx context.Context, space string) (wire.AppServersHealth, error)
	RehearseFailover(ctx context.Context, space, server string) (wire.FailoverRehearsal, error)
}

// AppServersHealth tells how the application servers are, as the server sees them from where it stands. Off line it cannot be
// known: fault.Unavailable.
func (d *Desk) AppServersHealth(ctx context.Context) (wire.AppServersHealth, error) {
	const op = "desk.AppServersHealth"
	exchange, ok := d.opt.Exchange.(AppServerExchange)
	if !ok {
		return wire.AppServersHealth{}, fault.New(fault.Unavailable, op, "appserver.offline")
	}
	out, err := exchange.AppServersHealth(ctx, d.opt.Space)
	return out, offLine(op, err)
}

// RehearseFailover asks what would happen if the server with the id fell, "" for the one that serves now. Nothing is switched.
func (d *Desk) RehearseFailover(ctx context.Context, server string) (wire.FailoverRehearsal, error) {
	const op = "desk.RehearseFailover"
	exchange, ok := d.opt.Exchange.(AppServerExchange)
	if !ok {
		return wire.FailoverRehearsal{}, fault.New(fault.Unavailable, op, "appserver.offline")
	}
	out, err := exchange.RehearseFailover(ctx, d.opt.Space, server)
	return out, offLine(op, err)
}

// offLine gives an exchange that could not be made the sentence of this section; a refusal of the server keeps its own.
func offLine(op string, err error) error {
	if key, _ := fault.KeyOf(err); err == nil || !fault.Is(err, fault.Unavailable) || key == "appserver.too_soon" {
		return fault.Wrap(op, err)
	}
	return fault.As(fault.Unavailable, op, "appserver.offline", err)
}
