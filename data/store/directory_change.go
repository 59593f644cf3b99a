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

	sqlInsertImport = `INSERT INTO directory_import (id, federation, person, state, generation, parent, report, made_at, touched_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	sqlSelectImport = `SELECT id, federation, person, state, generation, parent, report, made_at, touched_at FROM directory_import
		WHERE id = $1 AND federation = $2`
	sqlLastImport = `SELECT id, federation, person, state, generation, parent, report, made_at, touched_at FROM directory_import
		WHERE federation = $1 ORDER BY made_at DESC, id DESC LIMIT 1`
	sqlTouchImport  = `UPDATE directory_import SET report = $1, touched_at = $2 WHERE id = $3 AND state = 'running'`
	sqlMoveImport   = `UPDATE directory_import SET state = $1, touched_at = $2 WHERE id = $3 AND state = $4`
	sqlPruneImports = `DELETE FROM directory_import WHERE made_at <= $1`
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

// Import is a file that is read into a generation.
type Import struct {
	ID         string
	Federation string
	Person     string
	State      wire.ImportState
	Generation int64  // that is made
	Parent     int64  // that it is held against
	Report     string // JSON
	MadeAt     time.Time
	TouchedAt  time.Time // by the process that reads
}

// AddImport inserts an import.
func (t *Tx) AddImport(i Import) error {
	_, err := t.exec("store.AddImport", sqlInsertImport, i.ID, i.Federation, i.Person, string(i.State), i.Generation, i.Parent, i.Report,
		millis(i.MadeAt), millis(i.TouchedAt))
	return err
}

// Import is an import of a federation; fault.NotFound when there is none.
func (t *Tx) Import(federation, id string) (Import, error) {
	return scanImport(t.row("store.Import", sqlSelectImport, id, federation).scan)
}

// LastImport is the newest import of a federation; fault.NotFound when there was none.
func (t *Tx) LastImport(federation string) (Import, error) {
	return scanImport(t.row("store.LastImport", sqlLastImport, federation).scan)
}

func scanImport(scan func(...any) error) (i Import, err error) {
	var made, touched int64
	err = scan(&i.ID, &i.Federation, &i.Person, &i.State, &i.Generation, &i.Parent, &i.Report, &made, &touched)
	i.MadeAt, i.TouchedAt = fromMillis(made), fromMillis(touched)
	return i, err
}

// TouchImport says how far a running import is; fault.NotFound when it does not run any more.
func (t *Tx) TouchImport(id, report string, now time.Time) error {
	return t.execOne("store.TouchImport", sqlTouchImport, report, millis(now), id)
}

// MoveImport gives an import another state; fault.NotFound when it was not in the one named.
func (t *Tx) MoveImport(id string, from, to wire.ImportState, now time.Time) error {
	return t.execOne("store.MoveImport", sqlMoveImport, string(to), millis(now), id, string(from))
}

// PruneImports forgets the imports that were made before a time.
func (t *Tx) PruneImports(before time.Time) error {
	_, err := t.exec("store.PruneImports", sqlPruneImports, millis(before))
	return err
}
