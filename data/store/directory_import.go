package store

import (
	"time"

	"pupitre/data/wire"
)

const (
	sqlInsertImport = `INSERT INTO directory_import (id, federation, person, state, generation, parent, report, made_at, touched_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	sqlSelectImport = `SELECT id, federation, person, state, generation, parent, report, made_at, touched_at FROM directory_import
		WHERE id = $1 AND federation = $2`
	sqlLastImport = `SELECT id, federation, person, state, generation, parent, report, made_at, touched_at FROM directory_import
		WHERE federation = $1 ORDER BY made_at DESC, id DESC LIMIT 1`
	sqlTouchImport  = `UPDATE directory_import SET report = $1, touched_at = $2 WHERE id = $3 AND state = 'running'`
	sqlMoveImport   = `UPDATE directory_import SET state = $1, touched_at = $2 WHERE id = $3 AND state = $4`
	sqlPruneImports = `DELETE FROM directory_import WHERE made_at <= $1 AND NOT EXISTS
		(SELECT 1 FROM directory_import_problem p WHERE p.import = directory_import.id)`

	sqlInsertProblem = `INSERT INTO directory_import_problem (import, n, body) VALUES ($1, $2, $3)`
	sqlProblems      = `SELECT body FROM directory_import_problem WHERE import = $1 AND n >= $2 ORDER BY n LIMIT $3`
	sqlOldProblems   = `SELECT i.id FROM directory_import i WHERE (i.made_at <= $1 OR i.state IN ('cancelled', 'failed')) AND EXISTS
		(SELECT 1 FROM directory_import_problem p WHERE p.import = i.id) ORDER BY i.id LIMIT 1`
	sqlLeastProblem = `SELECT MIN(n) FROM directory_import_problem WHERE import = $1`
	sqlDropProblems = `DELETE FROM directory_import_problem WHERE import = $1 AND n < $2`
)

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

// AddImportProblems notes why lines are refused, JSON each, from the nth on.
func (t *Tx) AddImportProblems(id string, n int, bodies []string) error {
	for i, body := range bodies {
		if _, err := t.exec("store.AddImportProblems", sqlInsertProblem, id, n+i, body); err != nil {
			return err
		}
	}
	return nil
}

// ImportProblems lists at most limit of an import's refused lines, from the nth on.
func (t *Tx) ImportProblems(id string, n, limit int) ([]string, error) {
	return list(t, "store.ImportProblems", func(s scanner) (body string, err error) {
		err = s.Scan(&body)
		return body, err
	}, sqlProblems, id, n, limit)
}

// PruneImports forgets the imports that were made before a time. Refused lines go before: at most limit of them at once, also
// those of imports that came to nothing; done tells that none is left.
func (t *Tx) PruneImports(before time.Time, limit int) (done bool, err error) {
	const op = "store.PruneImports"
	old, err := list(t, op, func(s scanner) (id string, err error) {
		err = s.Scan(&id)
		return id, err
	}, sqlOldProblems, millis(before))
	if err != nil {
		return false, err
	}
	if len(old) == 0 {
		_, err := t.exec(op, sqlPruneImports, millis(before))
		return true, err
	}
	var least int64
	if err := t.row(op, sqlLeastProblem, old[0]).scan(&least); err != nil {
		return false, err
	}
	_, err = t.exec(op, sqlDropProblems, old[0], least+int64(limit))
	return false, err
}
