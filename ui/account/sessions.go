package account

import (
	"context"

	"fyne.io/fyne/v2"

	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/editing"
	"pupitre/ui/widgets"
)

// showSessions lists where the person is signed in.
func (r *Rows) showSessions() (moved bool) {
	a, p := r.account, r.host.P
	items, others := []item{}, 0
	for _, s := range a.sessions.value.Sessions {
		items = append(items, r.session(s))
		if !s.Current {
			others++
		}
	}
	empty, help := "", p.T("account.sessions.help")
	switch {
	case a.sessions.err != nil && r.online:
		help = p.Err(a.sessions.err)
	case a.sessions.value.More:
		help = p.T("account.sessions.more")
	}
	if !a.sessions.known {
		empty = r.unread()
	}
	moved = r.sessions.explain(help)
	return r.sessions.set(items, empty, others > 0, r.online) || moved
}

func (r *Rows) session(s wire.SessionInfo) item {
	p, zone := r.host.P, r.account.deps.Zone()
	it := item{
		id: s.ID, title: deviceName(p, s), icon: resources.Logout, action: p.T("account.sessions.end", "Device", deviceName(p, s)),
		detail: p.T("account.sessions.detail", "Seen", p.Moment(s.SeenAt.In(zone)), "Since", p.Date(s.CreatedAt.In(zone))),
	}
	if s.Current {
		it.badge = p.T("account.sessions.here")
		it.detail = p.T("account.sessions.since", "Since", p.Date(s.CreatedAt.In(zone)))
		return it
	}
	it.do = func() { r.account.askEnd(r.host, s) }
	return it
}

// deviceName is what a computer is called.
func deviceName(p *i18n.Printer, s wire.SessionInfo) string {
	if s.DeviceName == "" {
		return p.T("account.sessions.nameless")
	}
	return s.DeviceName
}

// askEnd ends a session on another computer.
func (a *Account) askEnd(h *editing.Host, s wire.SessionInfo) {
	f := a.newForm(h, widgets.NewDangerButton(h.P.T("account.sessions.end_accept"), nil))
	f.say(h.P.T("account.sessions.end_consequences"))
	f.send = func(ctx context.Context) error { return a.end(ctx, s) }
	f.done = func() {
		h.Editor.Window.Toast(h.P.T("account.sessions.ended", "Device", deviceName(h.P, s)), "", nil)
		again(a, &a.sessions, a.deps.Server.Sessions)
	}
	f.open(h.P.T("account.sessions.end_title", "Device", deviceName(h.P, s)))
}

// askEndOthers ends all sessions but this one.
func (a *Account) askEndOthers(h *editing.Host) {
	others := []wire.SessionInfo{}
	names := []fyne.CanvasObject{}
	for _, s := range a.sessions.value.Sessions {
		if !s.Current {
			others = append(others, s)
			names = append(names, widgets.Body(deviceName(h.P, s)))
		}
	}
	f := a.newForm(h, widgets.NewDangerButton(h.P.T("account.sessions.end_accept"), nil))
	f.say(h.P.T("account.sessions.end_consequences"))
	f.add(widgets.Padded("", "", widgets.Column("", names...)))
	f.send = func(ctx context.Context) error {
		for _, s := range others {
			if err := a.end(ctx, s); err != nil {
				return err
			}
		}
		return nil
	}
	f.done = func() {
		h.Editor.Window.Toast(h.P.N("account.sessions.ended_all", len(others)), "", nil)
		again(a, &a.sessions, a.deps.Server.Sessions)
	}
	f.open(h.P.N("account.sessions.end_all_title", len(others)))
}

// end ends a session. One that has ended by itself is what was wanted.
func (a *Account) end(ctx context.Context, s wire.SessionInfo) error {
	err := a.deps.Server.EndSession(ctx, s.ID)
	if key, _ := fault.KeyOf(err); key == "people.session_unknown" {
		return nil
	}
	return err
}
