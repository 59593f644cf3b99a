package main

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"github.com/spf13/afero"

	"pupitre/data/wire"
	"pupitre/ui/importpage"
	"pupitre/ui/shell"
)

// routeImport is the page on which a directory is imported and exported.
const routeImport shell.Route = "import"

// registerImport offers the import of directories, and takes the files that are dropped on the window while it is shown.
func (p *program) registerImport() {
	page := importpage.NewPresenter(importpage.Deps{
		Portal: p.portal, Source: federations{p.source}, Window: p.shell, Run: p.runner, Files: p.files(), Disk: afero.NewOsFs(),
		Route: routeImport,
	})
	p.shell.Register(page.Registration(routeImport))
	p.shell.Await(page)
	p.portal.OnStop(page.Pause)
	p.portal.OnClose(page.Stop)
	p.drops = append(p.drops, func(_ fyne.Position, files []fyne.URI) bool { return page.Drop(files) })
}

// dropped offers files that were dropped on the window to the pages; the one that is shown takes them.
func (p *program) dropped(at fyne.Position, files []fyne.URI) {
	for _, take := range p.drops {
		if take(at, files) {
			return
		}
	}
}

// StartImport implements importpage.Source.
func (f federations) StartImport(ctx context.Context, federation string, file io.Reader, size int64, o wire.ImportOptions) (wire.Import, error) {
	return f.now().Import(ctx, federation, file, size, o)
}

// ImportState implements importpage.Source.
func (f federations) ImportState(ctx context.Context, federation, id string) (wire.Import, error) {
	return f.now().ImportState(ctx, federation, id)
}

// ImportProblems implements importpage.Source.
func (f federations) ImportProblems(ctx context.Context, federation, id string, offset, limit int) ([]wire.ImportProblem, error) {
	return f.now().ImportProblems(ctx, federation, id, offset, limit)
}

// AcceptImport implements importpage.Source.
func (f federations) AcceptImport(ctx context.Context, federation, id string) error {
	return f.now().AcceptImport(ctx, federation, id)
}

// CancelImport implements importpage.Source.
func (f federations) CancelImport(ctx context.Context, federation, id string) error {
	return f.now().CancelImport(ctx, federation, id)
}
