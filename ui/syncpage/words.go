package syncpage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
)

// Title is the page's name.
func Title(p *i18n.Printer) string { return p.T("sync_page.title") }

// stateWords are the state of the exchange in words: one line, what follows from it, and its picture.
type stateWords struct {
	title, detail string
	icon          resources.IconName
	color         fyne.ThemeColorName
	retry, signIn bool
}

func wordsOf(p *i18n.Printer, s desk.State) stateWords {
	switch s.Connection {
	case desk.Online:
		if s.Pending > 0 {
			return stateWords{title: p.T("shell.status.online"), detail: p.T("sync_page.state.sending"), icon: resources.Sync, color: theme.ColorNameWarning, retry: true}
		}
		return stateWords{title: p.T("shell.status.online"), detail: p.T("shell.status.detail_synced"), icon: resources.CloudDone, color: theme.ColorNameSuccess, retry: true}
	case desk.Offline:
		detail := p.T("shell.status.detail_offline")
		if s.Pending > 0 {
			detail = p.T("shell.status.detail_pending")
		}
		return stateWords{title: p.T("shell.status.offline"), detail: detail, icon: resources.CloudOff, color: theme.ColorNameWarning, retry: true}
	case desk.SignedOut:
		return stateWords{title: p.T("shell.status.signed_out"), detail: p.T("shell.status.detail_signed_out"), icon: resources.Lock, color: theme.ColorNameError, signIn: true}
	case desk.Revoked:
		return stateWords{title: p.T("shell.status.revoked"), detail: p.T("shell.status.detail_revoked"), icon: resources.Lock, color: theme.ColorNameError}
	case desk.Outdated:
		return stateWords{title: p.T("shell.status.outdated"), detail: p.T("shell.status.detail_outdated"), icon: resources.Warning, color: theme.ColorNameError}
	case desk.Connecting:
	}
	return stateWords{title: p.T("shell.status.connecting"), detail: p.T("sync_page.state.connecting"), icon: resources.Sync, color: look.ColorMuted}
}

// lastExchange is when the server was last reached.
func lastExchange(p *i18n.Printer, s desk.State, now time.Time) string {
	if s.LastExchange.IsZero() {
		return p.T("sync_page.fact.never")
	}
	return p.Ago(s.LastExchange.In(now.Location()), now)
}

// line writes an edit in one line: what it was and what it becomes.
func (s *Presenter) line(p *i18n.Printer, e Edit) string {
	switch {
	case e.Kind == wire.Delete:
		return p.T("sync_page.edit.delete")
	case s.secret(e.Entity, e.Field):
		return p.T("sync_page.edit.secret")
	case e.Kind == wire.Resolve:
		return p.T("sync_page.edit.resolve", "New", fieldwords.Value(p, e.Entity, e.Field, e.New))
	}
	return p.T("sync_page.edit.change", "Old", fieldwords.Value(p, e.Entity, e.Field, e.Old), "New", fieldwords.Value(p, e.Entity, e.Field, e.New))
}

// reason says why the server did not accept an edit: by the rule itself where it has more to say than its code.
func reason(p *i18n.Printer, e Edit) string {
	if fieldwords.Editable(e.Entity, e.Field) {
		if err := fieldwords.Check(e.Entity, e.Field, settings.String(e.New)); err != nil {
			return p.Err(err)
		}
	}
	if i18n.Known(e.Code) {
		return p.T(e.Code)
	}
	return p.T("sync_page.rejected.unknown")
}
