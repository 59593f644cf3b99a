package server

import (
	"context"
	"iter"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// importBatch is how many rows of an import are written in one transaction: others write between.
const importBatch = 5000

// LoadDirectory makes a new generation of a federation's directory of the rows, and puts it in the place of the current one
// in one switch; readers of the one before can go on with it for 30 days. Rows that come in the order of their ids are
// written several times faster. Until the switch nobody sees anything of it, also after an error.
func (s *Server) LoadDirectory(ctx context.Context, federation string, rows iter.Seq[wire.DirectoryRow]) (generation int64, err error) {
	const op = "server.LoadDirectory"
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.Federation(federation); err != nil {
			return err
		}
		generation, err = tx.NewGeneration(federation, s.now())
		return err
	})
	if err != nil {
		return 0, fault.Wrap(op, err)
	}
	batch := make([]wire.DirectoryRow, 0, importBatch)
	flush := func() error {
		err := s.store.Write(ctx, func(tx *store.Tx) error { return tx.AddDirectoryRows(generation, batch) })
		batch = batch[:0]
		return err
	}
	for row := range rows {
		if batch = append(batch, row); len(batch) == importBatch {
			if err := flush(); err != nil {
				return 0, fault.Wrap(op, err)
			}
		}
	}
	if err := flush(); err != nil {
		return 0, fault.Wrap(op, err)
	}
	if err := s.store.Write(ctx, func(tx *store.Tx) error { return tx.SwitchGeneration(generation, s.now()) }); err != nil {
		return 0, fault.Wrap(op, err)
	}
	s.hub.Poke(wire.DirectorySpace(federation), generation)
	return generation, nil
}
