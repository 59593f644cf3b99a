package store

import (
	"encoding/json"
	"time"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Generation is one import of a directory.
type Generation struct {
	ID         int64
	Federation string
	Size       int64 // rows, 0 until it is whole
	MadeAt     time.Time
	LeftAt     time.Time // when another took its place, zero for the current one and for one that is being made
	Cause      wire.DirectoryChange
	Person     string // who made it, "" for the operator
	Parent     int64  // whose place it has taken, 0 for none
}

const (
	sqlSwitchFederation = `UPDATE federation SET generation = $1 WHERE id = $2`

	sqlNextGeneration   = `SELECT COALESCE(MAX(id), 0) + 1 FROM directory_generation`
	sqlInsertGeneration = `INSERT INTO directory_generation (id, federation, size, made_at, left_at, cause, person, parent) VALUES ($1, $2, 0, $3, 0, $4, $5, $6)`
	sqlSelectGeneration = `SELECT id, federation, size, made_at, left_at, cause, person, parent FROM directory_generation WHERE id = $1`
	sqlCountRows        = `SELECT count(*) FROM directory_row WHERE generation = $1`
	sqlSizeGeneration   = `UPDATE directory_generation SET size = $1 WHERE id = $2`
	sqlLeaveGeneration  = `UPDATE directory_generation SET left_at = $1 WHERE id = $2`
	sqlOldGenerations   = `SELECT g.id FROM directory_generation g JOIN federation f ON f.id = g.federation
		WHERE g.id <> f.generation AND ((g.left_at > 0 AND g.left_at <= $1) OR (g.left_at = 0 AND g.made_at <= $2)) ORDER BY g.id`
	sqlDropGeneration = `DELETE FROM directory_generation WHERE id = $1`
	sqlRowsUpTo       = `SELECT id FROM directory_row WHERE generation = $1 ORDER BY id LIMIT 1 OFFSET $2`
	sqlDropRowsUpTo   = `DELETE FROM directory_row WHERE generation = $1 AND id <= $2`
	sqlDropRows       = `DELETE FROM directory_row WHERE generation = $1`

	sqlInsertDirectoryRow = `INSERT INTO directory_row (generation, id, kind, body) VALUES ($1, $2, $3, $4)`
	sqlDirectoryRows      = `SELECT id, kind, body FROM directory_row WHERE generation = $1 AND id > $2 ORDER BY id LIMIT $3`
)

// NewGeneration begins an import by the operator. Nobody reads its rows before SwitchGeneration.
func (t *Tx) NewGeneration(federation string, now time.Time) (id int64, err error) {
	return t.BeginGeneration(Generation{Federation: federation, MadeAt: now, Cause: wire.ChangeLoad})
}

// BeginGeneration begins a generation that is to take the place of its parent; its id is chosen here.
func (t *Tx) BeginGeneration(g Generation) (id int64, err error) {
	const op = "store.BeginGeneration"
	if err := t.row(op, sqlNextGeneration).scan(&id); err != nil {
		return 0, err
	}
	_, err = t.exec(op, sqlInsertGeneration, id, g.Federation, millis(g.MadeAt), string(g.Cause), g.Person, g.Parent)
	return id, err
}

// AddDirectoryRows adds rows to a generation that is being made; ErrUnique when it has one of the ids. In the order of
// their ids it is several times faster.
func (t *Tx) AddDirectoryRows(generation int64, rows []wire.DirectoryRow) error {
	const op = "store.AddDirectoryRows"
	for _, r := range rows {
		if !wire.GoodRow(r) || !json.Valid(r.Body) {
			return fault.New(fault.Invalid, op, "server.malformed")
		}
		if _, err := t.exec(op, sqlInsertDirectoryRow, generation, r.ID, r.Kind, string(r.Body)); err != nil {
			return err
		}
	}
	return nil
}

// SwitchGeneration makes a whole generation the current one; the one before is kept for those who are reading it.
func (t *Tx) SwitchGeneration(generation int64, now time.Time) error {
	const op = "store.SwitchGeneration"
	g, err := t.Generation(generation)
	if err != nil {
		return err
	}
	f, err := t.Federation(g.Federation)
	if err != nil {
		return err
	}
	var size int64
	if err := t.row(op, sqlCountRows, generation).scan(&size); err != nil {
		return err
	}
	if err := t.execOne(op, sqlSizeGeneration, size, generation); err != nil {
		return err
	}
	if f.Generation != 0 {
		if err := t.execOne(op, sqlLeaveGeneration, millis(now), f.Generation); err != nil {
			return err
		}
	}
	if err := t.execOne(op, sqlLeaveGeneration, 0, generation); err != nil { // of one that was left before
		return err
	}
	return t.execOne(op, sqlSwitchFederation, generation, f.ID)
}

// Generation is the one with the id; fault.NotFound when there is none.
func (t *Tx) Generation(id int64) (g Generation, err error) {
	var made, left int64
	err = t.row("store.Generation", sqlSelectGeneration, id).
		scan(&g.ID, &g.Federation, &g.Size, &made, &left, &g.Cause, &g.Person, &g.Parent)
	g.MadeAt, g.LeftAt = fromMillis(made), fromMillis(left)
	return g, err
}

// DirectoryRows lists at most limit rows of a generation after an id, byte by byte in order.
func (t *Tx) DirectoryRows(generation int64, after string, limit int) ([]wire.DirectoryRow, error) {
	return list(t, "store.DirectoryRows", scanDirectoryRow, sqlDirectoryRows, generation, after, limit)
}

// OldGenerations lists those that were left before the time, and those that were begun before it and never became whole.
func (t *Tx) OldGenerations(before time.Time) ([]int64, error) {
	return list(t, "store.OldGenerations", func(s scanner) (id int64, err error) {
		err = s.Scan(&id)
		return id, err
	}, sqlOldGenerations, millis(before), millis(before))
}

// DropRows removes at most about limit rows of a generation, and the generation itself with the last of them; done tells
// that it is gone. A million at once would hold the write lock for seconds.
func (t *Tx) DropRows(generation int64, limit int) (done bool, err error) {
	const op = "store.DropRows"
	var last string
	err = t.row(op, sqlRowsUpTo, generation, limit).scan(&last)
	switch {
	case err == nil:
		_, err = t.exec(op, sqlDropRowsUpTo, generation, last)
		return false, err
	case !fault.Is(err, fault.NotFound):
		return false, err
	}
	if _, err := t.exec(op, sqlDropRows, generation); err != nil {
		return false, err
	}
	return true, t.execOne(op, sqlDropGeneration, generation)
}
