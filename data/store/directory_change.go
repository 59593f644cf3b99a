package store

import (
	"encoding/json"
	"time"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

const (
	sqlTakePlace     = `UPDATE federation SET generation = $1 WHERE id = $2 AND generation = $3`
	sqlCopyRows      = `INSERT INTO directory_row (generation, id, kind, body) SELECT $1, id, kind, body FROM directory_row WHERE generation = $2 AND id > $3 AND id <= $4`
	sqlLastOfRows    = `SELECT COALESCE(MAX(id), '') FROM (SELECT id FROM directory_row WHERE generation = $1 AND id > $2 ORDER BY id LIMIT $3) AS page`
	sqlUpdateRow     = `UPDATE directory_row SET body = $1 WHERE generation = $2 AND id = $3`
	sqlGenerationRow = `SELECT id, kind, body FROM directory_row WHERE generation = $1 AND id = $2`
)

// TakePlace makes a generation that is being made, or one that was left, the current one, in the place of the one that base
// names; fault.NotFound when that is not the current one any more. The one before is kept for those who are reading it.
func (t *Tx) TakePlace(federation string, generation, base int64, now time.Time) error {
	const op = "store.TakePlace"
	var size int64
	if err := t.row(op, sqlCountRows, generation).scan(&size); err != nil {
		return err
	}
	if err := t.execOne(op, sqlTakePlace, generation, federation, base); err != nil {
		return err
	}
	if err := t.execOne(op, sqlSizeGeneration, size, generation); err != nil {
		return err
	}
	if base != 0 {
		if err := t.execOne(op, sqlLeaveGeneration, millis(now), base); err != nil {
			return err
		}
	}
	return t.execOne(op, sqlLeaveGeneration, 0, generation)
}

// Abandon makes a generation that was being made one that nobody wants: it is removed as the old ones are.
func (t *Tx) Abandon(generation int64) error {
	err := t.execOne("store.Abandon", sqlLeaveGeneration, 1, generation) // left long ago
	if fault.Is(err, fault.NotFound) {
		return nil // removed already
	}
	return err
}

// CopyRows copies about limit rows of a generation after an id into one that is being made, and tells the last id, "" when
// there was none.
func (t *Tx) CopyRows(from, to int64, after string, limit int) (last string, err error) {
	const op = "store.CopyRows"
	if err := t.row(op, sqlLastOfRows, from, after, limit).scan(&last); err != nil || last == "" {
		return "", err
	}
	_, err = t.exec(op, sqlCopyRows, to, from, after, last)
	return last, err
}

// UpdateDirectoryRow replaces the body of a row of a generation that is being made; fault.NotFound when it has none.
func (t *Tx) UpdateDirectoryRow(generation int64, r wire.DirectoryRow) error {
	const op = "store.UpdateDirectoryRow"
	if !wire.GoodRow(r) || !json.Valid(r.Body) {
		return fault.New(fault.Invalid, op, "server.malformed")
	}
	return t.execOne(op, sqlUpdateRow, string(r.Body), generation, r.ID)
}

// DirectoryRow is a row of a generation; fault.NotFound when it has none with the id.
func (t *Tx) DirectoryRow(generation int64, id string) (r wire.DirectoryRow, err error) {
	var body []byte
	err = t.row("store.DirectoryRow", sqlGenerationRow, generation, id).scan(&r.ID, &r.Kind, &body)
	r.Body = body
	return r, err
}
