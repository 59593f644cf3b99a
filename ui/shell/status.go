package shell

import (
	"time"

	"pupitre/data/desk"
	"pupitre/i18n"
	"pupitre/resources"
)

// tone is how a status is tinted; the word and the icon always say the same.
type tone int

const (
	toneQuiet tone = iota
	toneGood
	toneWaiting
	toneTrouble
)

// status is the connection in words.
type status struct {
	text     string
	icon     resources.IconName
	tone     tone
	detail   []string // lines of the pop-up: last exchange, cause, what follows
	retry    bool     // trying again makes sense
	signIn   bool     // only signing in again helps
	synced   bool     // nothing waits and the server is there
	notices  int      // edits that the server did not take as they were
	attended string   // the notices in words, "" when there are none
}

// statusOf puts the state of the exchange into words, as of now.
func statusOf(p *i18n.Printer, s desk.State, now time.Time) status {
	out := status{text: statusText(p, s), notices: len(s.Notices), synced: s.Connection == desk.Online && s.Pending == 0}
	switch s.Connection {
	case desk.Online:
		out.icon, out.tone = resources.CloudDone, toneGood
		if s.Pending > 0 {
			out.icon, out.tone = resources.Sync, toneWaiting
		}
	case desk.Connecting:
		out.icon, out.tone = resources.Sync, toneWaiting
	case desk.Offline:
		out.icon, out.tone, out.retry = resources.CloudOff, toneWaiting, true
	case desk.SignedOut:
		out.icon, out.tone, out.signIn = resources.Lock, toneTrouble, true
	case desk.Revoked:
		out.icon, out.tone = resources.Lock, toneTrouble
	case desk.Outdated:
		out.icon, out.tone = resources.Warning, toneTrouble
	}
	if out.notices > 0 {
		out.attended = p.N("shell.status.notices", out.notices)
	}
	out.detail = statusDetail(p, s, now)
	return out
}

func statusText(p *i18n.Printer, s desk.State) string {
	switch s.Connection {
	case desk.Online:
		if s.Pending > 0 {
			return p.N("shell.status.online_pending", s.Pending)
		}
		return p.T("shell.status.online_synced")
	case desk.Offline:
		if s.Pending > 0 {
			return p.N("shell.status.offline_pending", s.Pending)
		}
		return p.T("shell.status.offline")
	case desk.SignedOut:
		if s.Pending > 0 {
			return p.N("shell.status.signed_out_pending", s.Pending)
		}
		return p.T("shell.status.signed_out")
	case desk.Revoked:
		return p.T("shell.status.revoked")
	case desk.Outdated:
		return p.T("shell.status.outdated")
	case desk.Connecting:
	}
	if s.Pending > 0 {
		return p.N("shell.status.connecting_pending", s.Pending)
	}
	return p.T("shell.status.connecting")
}

func statusDetail(p *i18n.Printer, s desk.State, now time.Time) []string {
	out := []string{}
	switch {
	case s.Connection == desk.Online && s.Pending == 0:
		out = append(out, p.T("shell.status.detail_synced"))
	case s.Connection == desk.SignedOut:
		out = append(out, p.T("shell.status.detail_signed_out"))
	case s.Connection == desk.Revoked:
		out = append(out, p.T("shell.status.detail_revoked"))
	case s.Connection == desk.Outdated:
		out = append(out, p.T("shell.status.detail_outdated"))
	case s.Pending > 0:
		out = append(out, p.T("shell.status.detail_pending"))
	case s.Connection == desk.Offline:
		out = append(out, p.T("shell.status.detail_offline"))
	}
	if s.Problem != nil && s.Connection == desk.Offline {
		out = append(out, p.Err(s.Problem))
	}
	if s.LastExchange.IsZero() {
		return append(out, p.T("shell.status.never_exchanged"))
	}
	return append(out, p.T("shell.status.last_exchange", "When", p.Ago(s.LastExchange, now)))
}
