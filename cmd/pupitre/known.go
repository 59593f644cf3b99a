package main

import (
	"bytes"
	"context"

	"pupitre/data/blob"
	"pupitre/data/branding/picture"
	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/data/workstation"
	"pupitre/ui/loginpage"
	"pupitre/ui/task"
)

// logoLimits bound what is decoded for the sign-in page: a logo is far smaller, whatever the settings file says.
var logoLimits = picture.Limits{FileBytes: blob.MaxBytes, Pixels: 512 * 512, Scans: 100}

// rememberProvider keeps name and logo of the session's provider for the page on which one signs in the next time. The
// demonstration is not what this computer signs in to.
func (p *program) rememberProvider(view View) {
	if p.house != p.real {
		return
	}
	known := workstation.Provider{
		Server: p.source.server, Name: settings.String(view.Field(settings.EntityProfile, settings.FieldName).Value),
	}
	logo, before := settings.FromView(view).Branding().Logo, p.settings.current.Provider
	if before.Server == known.Server && before.Name == known.Name && sameImage(before.Logo, logo) {
		return // as at nearly every change of the draft
	}
	keep := func(body []byte) {
		if p.quitting {
			return
		}
		known.Logo = body
		p.settings.update(func(s *workstation.Settings) { s.Provider = known })
	}
	if logo == nil {
		keep(nil)
		return
	}
	session := p.session
	task.Go(context.Background(), p.runner, func(ctx context.Context) (blob.Kept, error) {
		return session.Desk.Blob(ctx, logo.SHA256)
	}, func(kept blob.Kept, err error) {
		if err != nil {
			p.log.Debug("the logo is not here yet", "error", err)
			return // the next change of the settings asks again
		}
		keep(bytes.Clone(kept.Body))
	})
}

// sameImage tells whether bytes are those of a reference, nil for none.
func sameImage(body []byte, ref *wire.BlobRef) bool {
	if ref == nil {
		return len(body) == 0
	}
	return blob.Hash(body) == ref.SHA256
}

// knownProvider is what is remembered of the provider of a server.
func (p *program) knownProvider(server string) (known loginpage.Known) {
	remembered := p.settings.current.Provider
	if remembered.Name == "" || !sameServer(server, remembered.Server) {
		return known
	}
	known.Name = remembered.Name
	if len(remembered.Logo) == 0 {
		return known
	}
	src, err := picture.Reader{Limits: logoLimits}.Decode(context.Background(), remembered.Logo)
	if err != nil {
		p.log.Warn("the logo that is remembered", "error", err)
		return known
	}
	known.Logo = src.Image
	return known
}
