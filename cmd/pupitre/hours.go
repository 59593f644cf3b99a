package main

import (
	"context"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/wire"
	"pupitre/ui/schedulefiles"
)

// hoursFiles lets a person bring the chat's hours out, and events in.
func (p *program) hoursFiles(s *desk.Session, role access.Role) *schedulefiles.Exchange {
	return schedulefiles.New(schedulefiles.Deps{
		Editor: p.editor.Editor, Files: p.files(), Canvas: p.window.Canvas, Role: role, Copy: p.app.Clipboard().SetContent,
		Image: func(ctx context.Context, ref wire.BlobRef) ([]byte, error) {
			return p.source.now().Image(ctx)(ref.SHA256)
		},
		Address: s.Account.Server + "/p/" + s.Membership.Slug,
	})
}
