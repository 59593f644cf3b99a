package main

import (
	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/i18n"
	"pupitre/ui/account"
	"pupitre/ui/editing"
	"pupitre/ui/readiness"
	"pupitre/ui/settingsfile"
	"pupitre/ui/settingspage"
	"pupitre/ui/shell"
)

// settingsFiles lets a person bring all settings in and out.
func (p *program) settingsFiles(role access.Role) *settingsfile.Exchange {
	return settingsfile.New(settingsfile.Deps{
		Editor: p.editor.Editor, Files: p.files(), Canvas: p.window.Canvas, Role: role, Images: p.session.Desk,
		NewID: func() (string, error) {
			id, err := uuid.NewV7()
			return id.String(), fault.Wrap("pupitre.settingsFiles", err)
		},
	})
}

// commands are what the person can do anywhere in the window.
func (p *program) commands(pr *i18n.Printer) []shell.Entry {
	if p.exchange == nil {
		return p.ownCommands(pr)
	}
	return append(p.exchange.Commands(pr), p.ownCommands(pr)...)
}

// fieldAddEvent is the button of the hours that adds a special event.
const fieldAddEvent = "chat.event_add"

// readinessCard puts what is not set yet above the sections of the settings.
func (p *program) readinessCard() {
	deps := readiness.Deps{Memory: p.settings, Entries: readiness.Entries{
		settings.EntityTelephony:  {Section: editing.SectionTelephony},
		settings.EntityAppServers: {Section: editing.SectionServers, Field: settingspage.FieldAddServer},
		settings.EntityMembers:    {Section: editing.SectionAdministrator, Field: account.FieldDelegates},
		schedule.EntityChat:       {Section: editing.SectionChat, Field: fieldAddEvent},
	}, People: p.people}
	p.editor.Lead(func(h *editing.Host) settingspage.Rows { return readiness.New(h, deps) })
}

// cardReadiness is what the card of what is not set yet is remembered by; it is closed until somebody opens it.
const cardReadiness = "readiness"

// ReadinessOpen implements readiness.Memory.
func (r *rememberer) ReadinessOpen() bool { return r.current.OpenSections[cardReadiness] }

// SetReadinessOpen implements readiness.Memory.
func (r *rememberer) SetReadinessOpen(open bool) { r.SetSectionOpen(cardReadiness, open) }

var _ readiness.Memory = (*rememberer)(nil)
