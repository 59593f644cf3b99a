package desk

import (
	"context"
	"io"

	"pupitre/data/wire"
)

// Build founds a federation with its accounts, and follows its directory.
func (f *Federations) Build(ctx context.Context, in wire.BuildFederation) (wire.Federation, error) {
	out, err := asking(f, "desk.Build", func(x FederationExchange) (wire.Federation, error) {
		return x.BuildFederation(ctx, f.session.Desk.opt.Space, in)
	})
	if err != nil {
		return out, err
	}
	_, err = f.Refresh(ctx)
	return out, err
}

// AddAccounts brings accounts into a federation.
func (f *Federations) AddAccounts(ctx context.Context, federation string, accounts []wire.BuildAccount) error {
	err := f.telling("desk.AddAccounts", func(x FederationExchange) error {
		return x.AddAccounts(ctx, federation, wire.AddAccounts{Accounts: accounts})
	})
	f.look(federation)
	return err
}

// ApplyPlan renumbers the extensions of a federation. The server makes the plan again, and refuses when it is another one
// than was shown here (federation.plan_differs), or when the directory has changed since (federation.changed_meanwhile).
func (f *Federations) ApplyPlan(ctx context.Context, federation string, in wire.ApplyPlan) (wire.FederationState, error) {
	err := f.telling("desk.ApplyPlan", func(x FederationExchange) error { return x.ApplyPlan(ctx, federation, in) })
	if err != nil {
		return wire.FederationState{}, err
	}
	f.look(federation)
	return f.State(ctx, federation)
}

// Undo takes the last change of a federation's directory back.
func (f *Federations) Undo(ctx context.Context, federation string) (wire.FederationState, error) {
	err := f.telling("desk.Undo", func(x FederationExchange) error { return x.UndoDirectory(ctx, federation) })
	if err != nil {
		return wire.FederationState{}, err
	}
	f.look(federation)
	return f.State(ctx, federation)
}

// Import sends a file to be read into another generation of a directory. Nothing of it shows before AcceptImport; how far it
// is, and what it will do, is told by ImportState.
func (f *Federations) Import(ctx context.Context, federation string, file io.Reader, size int64, o wire.ImportOptions) (wire.Import, error) {
	return asking(f, "desk.Import", func(x FederationExchange) (wire.Import, error) {
		return x.StartImport(ctx, federation, file, size, o)
	})
}

// ImportState tells how far an import is.
func (f *Federations) ImportState(ctx context.Context, federation, id string) (wire.Import, error) {
	return asking(f, "desk.ImportState", func(x FederationExchange) (wire.Import, error) {
		return x.ImportState(ctx, federation, id)
	})
}

// ImportProblems lists at most limit of the lines that an import refuses, from the offset on.
func (f *Federations) ImportProblems(ctx context.Context, federation, id string, offset, limit int) ([]wire.ImportProblem, error) {
	return asking(f, "desk.ImportProblems", func(x FederationExchange) ([]wire.ImportProblem, error) {
		out, err := x.ImportProblems(ctx, federation, id, offset, limit)
		return out.Problems, err
	})
}

// AcceptImport puts what was read into the place of the directory; Undo takes it back.
func (f *Federations) AcceptImport(ctx context.Context, federation, id string) error {
	err := f.telling("desk.AcceptImport", func(x FederationExchange) error { return x.AcceptImport(ctx, federation, id) })
	f.look(federation)
	return err
}

// CancelImport gives an import up.
func (f *Federations) CancelImport(ctx context.Context, federation, id string) error {
	return f.telling("desk.CancelImport", func(x FederationExchange) error { return x.CancelImport(ctx, federation, id) })
}
