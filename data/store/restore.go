package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"pupitre/data/fault"
)

// RestoreReport says what Restore did.
type RestoreReport struct {
	Replaced string // where what stood there is kept, a file or a schema of PostgreSQL; "" when there was nothing
	Spaces   int    // spaces that were given a new epoch
}

// Restore puts the backup from in the place of the server's database o.Path or o.URL. The servers must be stopped (store.busy
// otherwise). The backup is checked first (store.backup_missing, store.damaged, store.newer_version, store.not_ours) and
// is not changed. Each space gets a new epoch, by which the desktops notice that commits may be missing and offer theirs
// again. What stood there is kept beside it.
func Restore(ctx context.Context, from string, o Options) (RestoreReport, error) {
	const op = "store.Restore"
	o = o.withDefaults()
	if size, err := sizeOf(from); err != nil || size == 0 {
		return RestoreReport{}, fault.As(fault.NotFound, op, "store.backup_missing", errors.Join(fs.ErrNotExist, err), "Path", from)
	}
	if err := verify(ctx, from, o, serverKind); err != nil {
		return RestoreReport{}, err
	}
	if o.URL != "" {
		return restorePostgres(ctx, from, o)
	}
	to, err := filepath.Abs(o.Path)
	if err != nil {
		return RestoreReport{}, mapOS(op, o.Path, err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return RestoreReport{}, mapOS(op, to, err)
	}
	lock, err := lockAlone(to)
	if err != nil {
		return RestoreReport{}, err
	}
	report, err := restore(ctx, from, to, o)
	return report, errors.Join(err, mapError(op, to, lock.Close()))
}

func restore(ctx context.Context, from, to string, o Options) (report RestoreReport, err error) {
	const op = "store.restore"
	tmp, err := copyInto(ctx, from, to, o)
	if err != nil {
		return report, err
	}
	defer func() { _ = removeDatabase(tmp) }() // after the rename only its lock file is left
	if report.Spaces, err = renewEpochs(ctx, tmp, o); err != nil {
		return report, err
	}
	if report.Replaced, err = setAside(to, "replaced", o.Now()); err != nil {
		return report, err
	}
	if err := os.Rename(tmp, to); err != nil {
		return report, mapOS(op, to, err)
	}
	return report, mapError(op, to, syncFolder(to))
}

// renewEpochs brings the copy to the newest version and gives each space a new history.
func renewEpochs(ctx context.Context, path string, o Options) (n int, err error) {
	o.Path, o.URL = path, ""
	s, err := OpenServer(ctx, o)
	if err != nil {
		return 0, err
	}
	n, err = s.RenewEpochs(ctx)
	return n, errors.Join(err, s.Close())
}

// RenewEpochs gives each space a new history, by which the desktops notice that commits may be missing, and gives their
// number. Servers may be running: what they answer is of one epoch or the other.
func (s *Server) RenewEpochs(ctx context.Context) (n int, err error) {
	err = s.Write(ctx, func(t *Tx) error {
		ids, err := t.Spaces()
		if err != nil {
			return err
		}
		n = len(ids)
		for _, id := range ids { // in order, as everybody who locks several
			if err := t.renewEpoch(id); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

func (t *Tx) renewEpoch(space string) error {
	const op = "store.renewEpoch"
	epoch, err := t.newEpoch()
	if err != nil {
		return fault.Wrap(op, err)
	}
	return t.execOne(op, sqlSetEpoch, epoch, space)
}
