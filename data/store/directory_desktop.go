package store

import (
	"context"
	"iter"
	"slices"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// directoryKind is the database of one federation's directory on a desktop.
var directoryKind = kind{
	folder: "migrations/directory", table: "directory_schema",
	touch: `DELETE FROM directory_schema WHERE version_id < 0`,
}

// Directory is a federation's directory on this desktop, in a file of its own: unlike the rest it can be read again.
type Directory struct {
	db *database
}

const (
	sqlProgress    = `SELECT shown, coming, after_id, received, size FROM progress WHERE id = 1`
	sqlPutProgress = `UPDATE progress SET shown = $1, coming = $2, after_id = $3, received = $4, size = $5 WHERE id = 1`
	// Sixteen rows a statement: most of the time of a short insertion is the way into SQLite.
	sqlInsertRows = `INSERT INTO directory_row (generation, id, kind, body) VALUES
		($1, $2, $3, $4), ($1, $5, $6, $7), ($1, $8, $9, $10), ($1, $11, $12, $13),
		($1, $14, $15, $16), ($1, $17, $18, $19), ($1, $20, $21, $22), ($1, $23, $24, $25),
		($1, $26, $27, $28), ($1, $29, $30, $31), ($1, $32, $33, $34), ($1, $35, $36, $37),
		($1, $38, $39, $40), ($1, $41, $42, $43), ($1, $44, $45, $46), ($1, $47, $48, $49)`
	sqlInsertRow     = `INSERT INTO directory_row (generation, id, kind, body) VALUES ($1, $2, $3, $4)`
	sqlIndexKinds    = `CREATE INDEX IF NOT EXISTS directory_row_kind ON directory_row (generation, kind, id)`
	sqlShownRow      = `SELECT id, kind, body FROM directory_row WHERE generation = (SELECT shown FROM progress) AND id = $1`
	sqlShownRows     = `SELECT id, kind, body FROM directory_row WHERE generation = (SELECT shown FROM progress) AND id > $1 ORDER BY id LIMIT $2`
	sqlCountShown    = `SELECT count(*) FROM directory_row WHERE generation = (SELECT shown FROM progress)`
	sqlCountKind     = `SELECT count(*) FROM directory_row WHERE generation = (SELECT shown FROM progress) AND kind = $1`
	sqlShownOfKind   = `SELECT id, kind, body FROM directory_row WHERE generation = (SELECT shown FROM progress) AND kind = $1 ORDER BY id`
	sqlStaleRowsUpTo = `SELECT generation, id FROM directory_row WHERE generation NOT IN (SELECT shown FROM progress UNION SELECT coming FROM progress)
		ORDER BY generation, id LIMIT 1 OFFSET $1`
	sqlDropStaleUpTo = `DELETE FROM directory_row WHERE generation NOT IN (SELECT shown FROM progress UNION SELECT coming FROM progress)
		AND (generation < $1 OR (generation = $1 AND id <= $2))`
	sqlDropLeft  = `DELETE FROM directory_row WHERE generation = $1 AND generation NOT IN (SELECT shown FROM progress)`
	sqlDropStale = `DELETE FROM directory_row WHERE generation NOT IN (SELECT shown FROM progress UNION SELECT coming FROM progress)`
)

// rowsAtOnce is the number of rows of sqlInsertRows.
const rowsAtOnce = 16

// OpenDirectory opens a directory, which is made when it is missing. It refuses what OpenDesktop refuses; the caller may
// remove a damaged one, as it can be read again.
func OpenDirectory(ctx context.Context, o Options) (*Directory, error) {
	db, err := open(ctx, o, directoryKind)
	if err != nil {
		return nil, fault.Wrap("store.OpenDirectory", err)
	}
	return &Directory{db: db}, nil
}

// Close closes the directory.
func (d *Directory) Close() error { return d.db.close() }

// Path is the absolute path of its file.
func (d *Directory) Path() string { return d.db.path }

func (d *Directory) update(f func(*txn) error) error { return (&Desktop{db: d.db}).update(f) }

func (d *Directory) view(f func(*txn) error) error { return (&Desktop{db: d.db}).view(f) }

// Progress is how far the directory was read.
func (d *Directory) Progress() (p wire.RowsProgress, err error) {
	err = d.view(func(t *txn) error {
		p, err = progress(t)
		return err
	})
	return p, err
}

func progress(t *txn) (p wire.RowsProgress, err error) {
	err = t.row("store.progress", sqlProgress).scan(&p.Shown, &p.Coming, &p.After, &p.Received, &p.Size)
	return p, err
}

func putProgress(t *txn, p wire.RowsProgress) error {
	return t.execOne("store.putProgress", sqlPutProgress, p.Shown, p.Coming, p.After, p.Received, p.Size)
}

// AddPage stores a page that follows what is here, together with the place where it ends. A page of another generation than
// the one that is being read begins it anew. With the last page the generation becomes the one that is shown.
func (d *Directory) AddPage(head wire.RowsHead, after string, rows []wire.DirectoryRow, more bool) error {
	const op = "store.AddPage"
	err := d.update(func(t *txn) error {
		p, err := progress(t)
		if err != nil {
			return err
		}
		if p.Coming != head.Generation {
			p = wire.RowsProgress{Shown: p.Shown, Coming: head.Generation}
			// What is left of it from before another one took its place, which was taken back since.
			if _, err := t.exec(op, sqlDropLeft, head.Generation); err != nil {
				return err
			}
		}
		if p.After != after || p.Shown == head.Generation {
			return fault.New(fault.Conflict, op, "") // asked before something else was stored
		}
		if err := insertRows(t, head.Generation, rows); err != nil {
			return err
		}
		p.Received, p.Size = p.Received+int64(len(rows)), head.Size
		if len(rows) > 0 {
			p.After = rows[len(rows)-1].ID
		}
		if !more {
			return finish(t, p)
		}
		return putProgress(t, p)
	})
	return fault.Wrap(op, err)
}

func insertRows(t *txn, generation int64, rows []wire.DirectoryRow) error {
	const op = "store.insertRows"
	args := make([]any, 0, 1+3*rowsAtOnce)
	for chunk := range slices.Chunk(rows, rowsAtOnce) {
		if len(chunk) < rowsAtOnce {
			for _, r := range chunk {
				if _, err := t.exec(op, sqlInsertRow, generation, r.ID, r.Kind, string(r.Body)); err != nil {
					return err
				}
			}
			continue
		}
		args = append(args[:0], generation)
		for _, r := range chunk {
			args = append(args, r.ID, r.Kind, string(r.Body))
		}
		if _, err := t.exec(op, sqlInsertRows, args...); err != nil {
			return err
		}
	}
	return nil
}

// finish shows a generation that is whole. The index comes last: kept up during the insertion it would cost as much again.
func finish(t *txn, p wire.RowsProgress) error {
	if _, err := t.exec("store.finish", sqlIndexKinds); err != nil {
		return err
	}
	return putProgress(t, wire.RowsProgress{Shown: p.Coming, Received: p.Received, Size: p.Size})
}

// Restart forgets what was read of a generation that the server does not have any more; what is shown stays.
func (d *Directory) Restart() error {
	return d.update(func(t *txn) error {
		p, err := progress(t)
		if err != nil {
			return err
		}
		return putProgress(t, wire.RowsProgress{Shown: p.Shown})
	})
}

// Sweep removes at most about limit rows that are neither shown nor being read; done tells that none is left.
func (d *Directory) Sweep(limit int) (done bool, err error) {
	err = d.update(func(t *txn) error {
		const op = "store.Sweep"
		var generation int64
		var id string
		err := t.row(op, sqlStaleRowsUpTo, limit).scan(&generation, &id)
		if fault.Is(err, fault.NotFound) {
			done = true
			_, err = t.exec(op, sqlDropStale)
			return err
		}
		if err != nil {
			return err
		}
		_, err = t.exec(op, sqlDropStaleUpTo, generation, id)
		return err
	})
	return done, err
}

// Row is the row that is shown under an id; fault.NotFound when there is none.
func (d *Directory) Row(id string) (r wire.DirectoryRow, err error) {
	err = d.view(func(t *txn) error {
		var body []byte
		err := t.row("store.Row", sqlShownRow, id).scan(&r.ID, &r.Kind, &body)
		r.Body = body
		return err
	})
	return r, err
}

// Count is the number of rows that are shown, of one kind or, when it is empty, of all.
func (d *Directory) Count(kind string) (n int64, err error) {
	err = d.view(func(t *txn) error {
		const op = "store.Count"
		if kind == "" {
			return t.row(op, sqlCountShown).scan(&n)
		}
		return t.row(op, sqlCountKind, kind).scan(&n)
	})
	return n, err
}

// Rows gives the rows that are shown, by id. The loop's second value is an error, with which it ends.
func (d *Directory) Rows() iter.Seq2[wire.DirectoryRow, error] {
	const page = 1000
	return func(yield func(wire.DirectoryRow, error) bool) {
		for after := ""; ; {
			var rows []wire.DirectoryRow
			err := d.view(func(t *txn) (err error) {
				rows, err = list(t, "store.Rows", scanDirectoryRow, sqlShownRows, after, page)
				return err
			})
			if err != nil {
				yield(wire.DirectoryRow{}, err)
				return
			}
			for _, r := range rows {
				if after = r.ID; !yield(r, nil) {
					return
				}
			}
			if len(rows) < page {
				return
			}
		}
	}
}

func scanDirectoryRow(s scanner) (r wire.DirectoryRow, err error) {
	var body []byte
	err = s.Scan(&r.ID, &r.Kind, &body)
	r.Body = body
	return r, err
}
