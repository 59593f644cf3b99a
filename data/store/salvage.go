package store

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"pupitre/data/fault"
	"pupitre/data/syncing"
)

// SalvageReport says what Salvage could carry over.
type SalvageReport struct {
	Aside     string // where the damaged file is kept, its bytes unchanged; its log is beside it under the same name + "-wal"
	Device    string // id of the new store
	NewDevice bool   // Device is new: the old one could not be read, or its numbering has holes
	Pending   int    // saved edits carried over that wait for the server
	Journal   int    // answered edits carried over
	Images    int    // images carried over that the server may not have
	Lost      int    // such images that could not be read: edits that refer to them will not be accepted
	Complete  bool   // every row of the outbox could be read
}

// Salvage replaces the damaged desktop's store at path by a new one that has every row of the outbox that can be read, the
// small values, the place of each space and the images that were not sent; the rest is read again from the server. The
// damaged file is kept beside it. No program may have the store open (store.busy). On an error the damaged file is still in its place.
func Salvage(ctx context.Context, path string) (SalvageReport, error) {
	return salvageWith(ctx, Options{Path: path})
}

func salvageWith(ctx context.Context, o Options) (SalvageReport, error) {
	const op = "store.Salvage"
	o = o.withDefaults()
	path, err := filepath.Abs(o.Path)
	if err != nil {
		return SalvageReport{}, mapOS(op, o.Path, err)
	}
	o.Path = path
	if empty, err := nothingAt(path); err != nil || empty {
		return SalvageReport{}, cannotOpen(op, path, errors.Join(fs.ErrNotExist, err))
	}
	lock, err := lockAlone(path)
	if err != nil {
		return SalvageReport{}, err
	}
	report, err := salvage(ctx, o)
	return report, errors.Join(err, mapError(op, path, lock.Close()))
}

func salvage(ctx context.Context, o Options) (report SalvageReport, err error) {
	const op = "store.salvage"
	dir, err := os.MkdirTemp(filepath.Dir(o.Path), filepath.Base(o.Path)+".*.tmp")
	if err != nil {
		return report, mapOS(op, o.Path, err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // scratch
	left, err := readRemains(ctx, o, dir)
	if err != nil {
		return report, err
	}
	fresh := o
	fresh.Path = filepath.Join(dir, "fresh")
	if report, err = rebuild(ctx, fresh, left); err != nil {
		return report, err
	}
	if report.Aside, err = asideName(o.Path, "damaged", o.Now()); err != nil {
		return report, mapOS(op, o.Path, err)
	}
	return report, mapError(op, o.Path, errors.Join(
		copyDatabase(o.Path, report.Aside), syncFolder(o.Path), replace(fresh.Path, o.Path)))
}

// copyDatabase copies a file with its log.
func copyDatabase(from, to string) error {
	return errors.Join(copyFile(from, to), copyFile(from+walSuffix, to+walSuffix))
}

// replace puts a closed database in the place of another. An old log must be gone before: SQLite would play it into the
// new file.
func replace(fresh, path string) error {
	if err := removeCompanions(path); err != nil {
		return err
	}
	if err := os.Rename(fresh, path); err != nil {
		return err
	}
	return syncFolder(path)
}

// rebuild makes a new store out of what was read.
func rebuild(ctx context.Context, o Options, left *remains) (report SalvageReport, err error) {
	d, err := OpenDesktop(ctx, o)
	if err != nil {
		return report, err
	}
	err = d.Update(func(tx syncing.ClientTx) error {
		report, err = carryOver(tx, left)
		return err
	})
	for key, image := range left.images {
		err = errors.Join(err, d.PutBlob(key.space, image))
	}
	report.Images, report.Lost = len(left.images), left.lost
	return report, errors.Join(err, d.Close())
}

func carryOver(tx syncing.ClientTx, left *remains) (SalvageReport, error) {
	report := SalvageReport{NewDevice: left.meta[metaDevice] == "", Complete: left.complete}
	for _, key := range slices.Sorted(maps.Keys(left.meta)) {
		if err := tx.PutMeta(key, left.meta[key]); err != nil {
			return report, err
		}
	}
	for _, row := range left.rows {
		if err := tx.PutOutbox(row); err != nil {
			return report, err
		}
		if row.State == syncing.Pending {
			report.Pending++
		} else {
			report.Journal++
		}
	}
	spaces := left.spaces()
	for _, space := range spaces {
		if err := tx.PutCursor(left.cursor(space)); err != nil {
			return report, err
		}
		report.NewDevice = report.NewDevice || !left.whole(space)
	}
	if report.NewDevice {
		if err := startNumbering(tx, spaces, left.fresh); err != nil {
			return report, err
		}
	}
	device, err := tx.Device()
	report.Device = device
	return report, err
}

// startNumbering makes the store a new device. The server takes mutations without a gap only, and what is missing here can
// never be sent.
func startNumbering(tx syncing.ClientTx, spaces []string, device string) error {
	old, err := tx.Device()
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	if err := tx.SetDevice(device); err != nil {
		return err
	}
	for _, space := range spaces {
		if err := syncing.Renumber(tx, space, old); err != nil {
			return fault.Wrap("store.startNumbering", err)
		}
	}
	return nil
}
