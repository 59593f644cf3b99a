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
	text     string // the connection
	more     string // what waits or is up to date; may be ""
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
	out := status{text: connectionText(p, s.Connection), more: waitingText(p, s), notices: s.NotAccepted(), synced: s.Connection == desk.Online && s.Pending == 0}
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
		if out.tone == toneGood {
			out.icon, out.tone = resources.Warning, toneWaiting
		}
	}
	out.detail = statusDetail(p, s, now)
	return out
}

// title is the whole status in one line.
func (s status) title(p *i18n.Printer) string {
	if s.more == "" {
		return s.text
	}
	return p.T("shell.status.title", "Connection", s.text, "More", s.more)
}

// connectionText is the connection alone.
func connectionText(p *i18n.Printer, c desk.Connection) string {
	switch c {
	case desk.Online:
		return p.T("shell.status.online")
	case desk.Offline:
		return p.T("shell.status.offline")
	case desk.SignedOut:
		return p.T("shell.status.signed_out")
	case desk.Revoked:
		return p.T("shell.status.revoked")
	case desk.Outdated:
		return p.T("shell.status.outdated")
	case desk.Connecting:
	}
	return p.T("shell.status.connecting")
}

// waitingText is what waits, or that nothing does.
func waitingText(p *i18n.Printer, s desk.State) string {
	switch {
	case s.Pending > 0:
		return p.N("shell.status.pending", s.Pending)
	case s.Connection == desk.Online:
		return p.T("shell.status.synced")
	}
	return ""
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
