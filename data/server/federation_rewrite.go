package server

import (
	"context"
	"errors"
	"iter"
	"net/http"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// rewriting is a generation that is made out of the current one of a federation. It is written in many short transactions,
// so that others write between, and takes the place of the current one in one: until then nobody sees anything of it.
type rewriting struct {
	s          *Server
	federation store.Federation // as it was when the rewriting began
	generation int64
	counted    int // accounts or extensions that it changes
}

// beginRewriting makes an empty generation in the place of the federation's current one.
func (s *Server) beginRewriting(tx *store.Tx, f store.Federation, cause wire.DirectoryChange, person string) (*rewriting, error) {
	id, err := tx.BeginGeneration(store.Generation{
		Federation: f.ID, MadeAt: s.now(), Cause: cause, Person: person, Parent: f.Generation,
	})
	return &rewriting{s: s, federation: f, generation: id}, err
}

// copyAll copies the rows of the current generation. each is called within the transaction of a batch of rows; nil for nothing.
func (w *rewriting) copyAll(ctx context.Context, each func(*store.Tx) error) error {
	for after := ""; ; {
		err := w.s.store.Write(ctx, func(tx *store.Tx) (err error) {
			if after, err = tx.CopyRows(w.federation.Generation, w.generation, after, importBatch); err != nil || each == nil {
				return err
			}
			return each(tx)
		})
		if err != nil || after == "" {
			return err
		}
	}
}

// add adds rows.
func (w *rewriting) add(ctx context.Context, rows []wire.DirectoryRow) error {
	return w.s.store.Write(ctx, func(tx *store.Tx) error { return tx.AddDirectoryRows(w.generation, rows) })
}

// patch gives rows that were copied other fields, by id.
func (w *rewriting) patch(ctx context.Context, ids []string, fields func(id string) map[string]string) error {
	return w.s.store.Write(ctx, func(tx *store.Tx) error {
		for _, id := range ids {
			row, err := tx.DirectoryRow(w.generation, id)
			if err != nil {
				return err
			}
			if row, err = directory.Patch(row, fields(id)); err != nil {
				return err
			}
			if err := tx.UpdateDirectoryRow(w.generation, row); err != nil {
				return err
			}
		}
		return nil
	})
}

// abandon gives the generation up; its rows are removed by and by. The cause of what failed is given on.
func (w *rewriting) abandon(cause error) error {
	err := w.s.store.Write(context.Background(), func(tx *store.Tx) error { return tx.Abandon(w.generation) })
	return errors.Join(cause, err)
}

// takePlace makes the generation the current one; federation.changed_meanwhile when another one has come first.
func (w *rewriting) takePlace(e *effects) error {
	e.counted = w.counted
	return changedMeanwhile(e.TakePlace(w.federation.ID, w.generation, w.federation.Generation, w.s.now()))
}

func changedMeanwhile(err error) error {
	if fault.Is(err, fault.NotFound) {
		return fault.As(fault.Conflict, "server.takePlace", "federation.changed_meanwhile", err)
	}
	return err
}

// rewrite makes another generation of a federation's directory: do writes it, once who asks is known to be allowed to.
func (s *Server) rewrite(r *http.Request, who store.Session, cause wire.DirectoryChange, check func(*altering) error, do func(context.Context, *rewriting) error) error {
	const op = "server.rewrite"
	var w *rewriting
	err := s.alter(r, who, func(a *altering) (err error) {
		if err := check(a); err != nil {
			return err
		}
		w, err = s.beginRewriting(a.Tx, a.federation, cause, who.Person)
		return err
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	ctx := store.For(r.Context(), w.federation.Provider)
	if err := do(ctx, w); err != nil {
		return fault.Wrap(op, w.abandon(err))
	}
	err = s.alter(r, who, func(a *altering) error { // who may have lost the right meanwhile
		if err := check(a); err != nil {
			return err
		}
		return w.takePlace(a.effects)
	})
	if err != nil {
		return fault.Wrap(op, w.abandon(err))
	}
	s.hub.Poke(w.federation.Space(), w.generation)
	return nil
}

// entriesOf gives the entries of a generation, by id. The loop's second value is an error, with which it ends.
func (s *Server) entriesOf(ctx context.Context, generation int64) iter.Seq2[directory.Entry, error] {
	return func(yield func(directory.Entry, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		stopped := false
		err := s.store.EachRow(ctx, generation, func(e directory.Entry) {
			if !stopped && !yield(e, nil) {
				stopped = true
				stop()
			}
		})
		if err != nil && !stopped {
			yield(directory.Entry{}, err)
		}
	}
}
