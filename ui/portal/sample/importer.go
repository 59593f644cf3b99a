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
	Now      wire.Import // what it says of the import
	Problems []wire.ImportProblem
}

// importID is that of its only import.
const importID = "import"

// NewChecked is a server that has read a file and waits for the person's word: lines are new, change something, or are refused.
func NewChecked(s *Server) *Importer {
	s.State.Import = importID
	reason := func(field, key, name string, value any) []wire.ImportReason {
		return []wire.ImportReason{{Field: field, Key: key, Args: map[string]any{name: value}}}
	}
	return &Importer{
		Server: s,
		Now: wire.Import{
			ID: importID, State: wire.ImportReady, Lines: 1200, Created: 42, Updated: 7, Same: 1149, Refused: 2,
			Samples: []wire.ImportSample{
				{Line: 2, Created: true, Kind: "user", Name: "Zoé Côté"},
				{Line: 3, Kind: "user", Name: "Noé Lebœuf", Was: "Noé Le Bœuf", Fields: []string{"name", "email"}},
				{Line: 5, Created: true, Kind: "user", Name: "Amélie Gagnon"},
			},
		},
		Problems: []wire.ImportProblem{
			{Line: 212, Text: "Luc Simard;201;Alma", Reasons: reason("extension", "federation.csv_extension_twice", "Extension", "201")},
			{Line: 871, Text: "Ève Roy;201;Alma", Reasons: reason("extension", "federation.csv_extension_twice", "Extension", "201")},
		},
	}
}

// StartImport implements importpage.Source.
func (s *Importer) StartImport(_ context.Context, _ string, file io.Reader, _ int64, _ wire.ImportOptions) (wire.Import, error) {
	if _, err := io.Copy(io.Discard, file); err != nil {
		return wire.Import{}, err
	}
	s.Now = wire.Import{ID: importID, State: wire.ImportReady, Lines: 3, Created: 2, Samples: []wire.ImportSample{
		{Line: 2, Created: true, Kind: "user", Name: "Zoé Côté"}, {Line: 3, Created: true, Kind: "user", Name: "Noé Lebœuf"},
	}}
	return s.Now, s.note("import")
}

// ImportState implements importpage.Source.
func (s *Importer) ImportState(context.Context, string, string) (wire.Import, error) {
	return s.Now, s.Fails
}

// ImportProblems implements importpage.Source.
func (s *Importer) ImportProblems(_ context.Context, _, _ string, offset, limit int) ([]wire.ImportProblem, error) {
	first := min(offset, len(s.Problems))
	return s.Problems[first:min(first+limit, len(s.Problems))], s.Fails
}

// AcceptImport implements importpage.Source.
func (s *Importer) AcceptImport(context.Context, string, string) error { return s.note("accept") }

// CancelImport implements importpage.Source.
func (s *Importer) CancelImport(context.Context, string, string) error { return s.note("cancel") }
