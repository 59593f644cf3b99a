package desk

import (
	"context"
	"time"

	"pupitre/data/wire"
)

// PresenceExchange is a server that tells who is editing what.
type PresenceExchange interface {
	Presence(ctx context.Context, space, section string) error
	OnPresence(f func(wire.Presences))
}

// presenceEvery is how often a section that is being edited is told again; the server forgets it after a minute.
const presenceEvery = 30 * time.Second

// Editing tells the others which section this person is editing, "" when none. It never blocks, and nothing depends on it.
func (d *Desk) Editing(section string) {
	for {
		select {
		case d.sections <- section:
			return
		default:
		}
		select {
		case <-d.sections: // one that was not told yet, and is out of date
		default:
		}
	}
}

// announce tells the server what Editing says, until ctx ends.
func (r *runner) announce(ctx context.Context) {
	defer r.work.Done()
	exchange, ok := r.desk.opt.Exchange.(PresenceExchange)
	if !ok {
		return
	}
	again := time.NewTicker(presenceEvery)
	defer again.Stop()
	section := ""
	for {
		select {
		case <-ctx.Done():
			return
		case next := <-r.desk.sections:
			if next == section {
				continue
			}
			section = next
		case <-again.C:
			if section == "" {
				continue
			}
		}
		if err := exchange.Presence(ctx, r.desk.opt.Space, section); err != nil {
			r.desk.opt.Log.Debug("presence was not told", "error", err)
		}
	}
}

// present takes what the server tells; one's own entries are left out.
func (d *Desk) present(now wire.Presences) {
	if now.Space != d.opt.Space {
		return
	}
	others := make([]wire.Present, 0, len(now.People))
	for _, p := range now.People {
		if p.Person != d.opt.Person {
			others = append(others, p)
		}
	}
	d.mu.Lock()
	d.state.Present = others
	d.mu.Unlock()
	d.notify()
}
