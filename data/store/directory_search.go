package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// indexRows is how many rows an index reads at once.
const indexRows = 1000

// indexPath is where a directory's index lies: beside the rows, as it is good for nothing without them.
func (d *Directory) indexPath() string { return d.db.path + ".index" }

// LoadIndex reads the index that SaveIndex left; fault.NotFound when there is none that belongs to the rows that are shown,
// because it is missing, damaged, or of other rows.
func (d *Directory) LoadIndex() (*directory.Index, error) {
	const op = "store.LoadIndex"
	p, err := d.Progress()
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	file, err := os.Open(d.indexPath())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.As(fault.NotFound, op, "", err)
	}
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	x, err := readIndex(file)
	if closed := file.Close(); err == nil {
		err = closed
	}
	switch {
	case fault.Is(err, fault.Invalid):
		return nil, fault.As(fault.NotFound, op, "", err)
	case err != nil:
		return nil, fault.Wrap(op, err)
	case x.Generation() != p.Shown:
		return nil, fault.New(fault.NotFound, op, "")
	}
	return x, nil
}

func readIndex(file *os.File) (*directory.Index, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return directory.Load(file, info.Size())
}

// SaveIndex writes an index beside the rows. It is not flushed to the disk: one that was lost is built again.
func (d *Directory) SaveIndex(x *directory.Index) (err error) {
	const op = "store.SaveIndex"
	path := d.indexPath()
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return fault.Wrap(op, err)
	}
	defer func() {
		if err != nil {
			err = fault.Wrap(op, errors.Join(err, os.Remove(file.Name())))
		}
	}()
	if err := errors.Join(x.Save(file), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// BuildIndex makes the index of the rows that are shown. When others take their place meanwhile it begins again.
func (d *Directory) BuildIndex(ctx context.Context) (*directory.Index, error) {
	const op = "store.BuildIndex"
	for {
		before, err := d.Progress()
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		rows, err := d.Count("")
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		x, err := buildIndex(ctx, before.Shown, rows, func(after string) (rows []wire.DirectoryRow, err error) {
			err = d.view(func(t *txn) (err error) {
				rows, err = list(t, op, scanDirectoryRow, sqlDirectoryRows, before.Shown, after, indexRows)
				return err
			})
			return rows, err
		})
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		if after, err := d.Progress(); err != nil || after.Shown == before.Shown {
			return x, fault.Wrap(op, err)
		}
	}
}

// BuildIndex makes the index of a whole generation of a directory. It reads page by page, so that nobody's writing waits; the
// caller knows that the generation is kept meanwhile.
func (s *Server) BuildIndex(ctx context.Context, generation int64) (*directory.Index, error) {
	const op = "store.BuildIndex"
	var g Generation
	err := s.Read(ctx, func(tx *Tx) (err error) {
		g, err = tx.Generation(generation)
		return err
	})
	if err != nil && !fault.Is(err, fault.NotFound) { // a federation without a directory has an index all the same, of nothing
		return nil, fault.Wrap(op, err)
	}
	x, err := buildIndex(ctx, generation, g.Size, func(after string) (rows []wire.DirectoryRow, err error) {
		err = s.Read(ctx, func(tx *Tx) (err error) {
			rows, err = tx.DirectoryRows(generation, after, indexRows)
			return err
		})
		return rows, err
	})
	return x, fault.Wrap(op, err)
}

// buildIndex makes the index of rows that come page by page, about as many as size says.
func buildIndex(ctx context.Context, generation, size int64, page func(after string) ([]wire.DirectoryRow, error)) (*directory.Index, error) {
	b := directory.NewBuilder(generation)
	b.Expect(size)
	for after := ""; ; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		rows, err := page(after)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			b.Add(r)
			after = r.ID
		}
		if len(rows) < indexRows {
			return b.Build(ctx)
		}
	}
}

// RowsOf gives the rows that are shown under ids, in their order. Those that are not shown any more are left out.
func (d *Directory) RowsOf(ids []string) (rows []wire.DirectoryRow, err error) {
	err = d.view(func(t *txn) error {
		for _, id := range ids {
			var r wire.DirectoryRow
			var body []byte
			err := t.row("store.RowsOf", sqlShownRow, id).scan(&r.ID, &r.Kind, &body)
			if fault.Is(err, fault.NotFound) {
				continue
			}
			if err != nil {
				return err
			}
			r.Body = body
			rows = append(rows, r)
		}
		return nil
	})
	return rows, err
}

// RowsOfKind gives the rows of a kind that are shown, by id.
func (d *Directory) RowsOfKind(kind string) (rows []wire.DirectoryRow, err error) {
	err = d.view(func(t *txn) (err error) {
		rows, err = list(t, "store.RowsOfKind", scanDirectoryRow, sqlShownOfKind, kind)
		return err
	})
	return rows, err
}

// EachRow gives the entries of a generation, by id. Rows that cannot be read, and kinds of a newer version, are left out. It
// reads page by page, so that nobody's writing waits.
func (s *Server) EachRow(ctx context.Context, generation int64, do func(directory.Entry)) error {
	const op = "store.EachRow"
	for after := ""; ; {
		var rows []wire.DirectoryRow
		err := s.Read(ctx, func(tx *Tx) (err error) {
			rows, err = tx.DirectoryRows(generation, after, indexRows)
			return err
		})
		if err != nil {
			return fault.Wrap(op, err)
		}
		for _, r := range rows {
			after = r.ID
			if e, err := directory.Decode(r); err == nil {
				do(e)
			}
		}
		if len(rows) < indexRows {
			return nil
		}
	}
}
