package store

import (
	"encoding/json"
	"time"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Federation is a group of accounts with a common directory.
type Federation struct {
	ID         string
	Provider   string
	Generation int64 // current one of its directory, 0 before the first import
	CreatedAt  time.Time
}

// Space is the directory's.
func (f Federation) Space() string { return wire.DirectorySpace(f.ID) }

// Generation is one import of a directory.
type Generation struct {
	ID         int64
	Federation string
	Size       int64 // rows, 0 until it is whole
	MadeAt     time.Time
	LeftAt     time.Time // when another took its place, zero for the current one and for one that is being made
}

const (
	sqlInsertFederation = `INSERT INTO federation (id, provider, generation, created_at) VALUES ($1, $2, 0, $3)`
	sqlSelectFederation = `SELECT id, provider, generation, created_at FROM federation WHERE id = $1`
	sqlFederationsOf    = `SELECT f.id, f.provider, f.generation, f.created_at FROM federation f
		JOIN member m ON m.provider = f.provider WHERE m.person = $1 AND m.disabled_at = 0 AND (m.role <> 'kiosk' OR m.federation = f.id) ORDER BY f.id`
	sqlSwitchFederation = `UPDATE federation SET generation = $1 WHERE id = $2`

	sqlNextGeneration   = `SELECT COALESCE(MAX(id), 0) + 1 FROM directory_generation`
	sqlInsertGeneration = `INSERT INTO directory_generation (id, federation, size, made_at, left_at) VALUES ($1, $2, 0, $3, 0)`
	sqlSelectGeneration = `SELECT id, federation, size, made_at, left_at FROM directory_generation WHERE id = $1`
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

// AddFederation inserts a federation; ErrUnique when it exists.
func (t *Tx) AddFederation(f Federation) error {
	_, err := t.exec("store.AddFederation", sqlInsertFederation, f.ID, f.Provider, millis(f.CreatedAt))
	return err
}

// Federation is the federation with the id; fault.NotFound when there is none.
func (t *Tx) Federation(id string) (f Federation, err error) {
	return scanFederation(t.row("store.Federation", sqlSelectFederation, id).scan)
}

// FederationsOf lists the federations of the providers that a person is a member of; for a kiosk, its own.
func (t *Tx) FederationsOf(person string) ([]Federation, error) {
	return list(t, "store.FederationsOf", func(s scanner) (Federation, error) { return scanFederation(s.Scan) }, sqlFederationsOf, person)
}

func scanFederation(scan func(...any) error) (f Federation, err error) {
	var created int64
	err = scan(&f.ID, &f.Provider, &f.Generation, &created)
	f.CreatedAt = fromMillis(created)
	return f, err
}

// NewGeneration begins an import. Nobody reads its rows before SwitchGeneration.
func (t *Tx) NewGeneration(federation string, now time.Time) (id int64, err error) {
	const op = "store.NewGeneration"
	if err := t.row(op, sqlNextGeneration).scan(&id); err != nil {
		return 0, err
	}
	_, err = t.exec(op, sqlInsertGeneration, id, federation, millis(now))
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
	return t.execOne(op, sqlSwitchFederation, generation, f.ID)
}

// Generation is the one with the id; fault.NotFound when there is none.
func (t *Tx) Generation(id int64) (g Generation, err error) {
	var made, left int64
	err = t.row("store.Generation", sqlSelectGeneration, id).scan(&g.ID, &g.Federation, &g.Size, &made, &left)
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
