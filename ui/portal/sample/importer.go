package sample

import (
	"context"
	"io"

	"pupitre/data/wire"
)

// Importer is the server as far as imports are concerned: a file that it is sent is read at once, and waits to be accepted. It
// implements importpage.Source with the rest of Server.
type Importer struct {
	*Server
	Now wire.Import // what it says of the import
}

// StartImport implements importpage.Source.
func (s *Importer) StartImport(_ context.Context, _ string, file io.Reader, _ int64, _ wire.ImportOptions) (wire.Import, error) {
	if _, err := io.Copy(io.Discard, file); err != nil {
		return wire.Import{}, err
	}
	s.Now = wire.Import{ID: "import", State: wire.ImportReady, Lines: 3, Created: 2, Samples: []wire.ImportSample{
		{Line: 2, Created: true, Kind: "user", Name: "Zoé Côté"}, {Line: 3, Created: true, Kind: "user", Name: "Noé Lebœuf"},
	}}
	return s.Now, s.note("import")
}

// ImportState implements importpage.Source.
func (s *Importer) ImportState(context.Context, string, string) (wire.Import, error) {
	return s.Now, s.Fails
}

// ImportProblems implements importpage.Source.
func (s *Importer) ImportProblems(context.Context, string, string, int, int) ([]wire.ImportProblem, error) {
	return nil, s.Fails
}

// AcceptImport implements importpage.Source.
func (s *Importer) AcceptImport(context.Context, string, string) error { return s.note("accept") }

// CancelImport implements importpage.Source.
func (s *Importer) CancelImport(context.Context, string, string) error { return s.note("cancel") }
