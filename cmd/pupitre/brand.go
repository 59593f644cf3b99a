package main

import (
	"context"

	"github.com/spf13/afero"

	"pupitre/data/blob"
	"pupitre/data/wire"
	"pupitre/ui/brand"
	"pupitre/ui/brandpage"
	"pupitre/ui/native"
	"pupitre/ui/shell"
)

// routeBrand is the page of the look.
const routeBrand shell.Route = "branding"

// registerBrand offers the page of the look, its card among the settings, and its images wherever they are spoken of.
func (p *program) registerBrand() {
	album := brand.NewAlbum(p.source, p.runner)
	page := brandpage.NewPresenter(brandpage.Deps{
		Editor: p.editor.Editor, Album: album, Files: p.files(), Disk: afero.NewOsFs(),
		Clipboard: native.ClipboardImage, Grab: p.native.ClaimDrag,
	})
	p.editor.Thumbnail = album.Thumbnail
	p.editor.Brand(album, func() { p.shell.Open(shell.Place{Route: routeBrand}) })
	p.shell.Register(page.Registration(routeBrand))
	p.drops = append(p.drops, page.Drop)
}

// Blob and KeepBlob implement brand.Store.

// Blob is an image by its content.
func (s *source) Blob(ctx context.Context, hash string) (blob.Kept, error) {
	return s.now().Blob(ctx, hash)
}

// KeepBlob puts an image on this computer's disk.
func (s *source) KeepBlob(body []byte) (wire.BlobRef, error) { return s.now().KeepBlob(body) }
