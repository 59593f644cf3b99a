package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/google/uuid"

	"pupitre/data/blob"
	"pupitre/data/fault"
	"pupitre/data/syncing"
)

const (
	sqlRemainingMeta     = `SELECT key, value FROM meta ORDER BY key`
	sqlRemainingMetaBack = `SELECT key, value FROM meta ORDER BY key DESC`

	sqlRemainingSpaces     = `SELECT id, epoch, rev, next_seq, gen, snapshot FROM space ORDER BY id`
	sqlRemainingSpacesBack = `SELECT id, epoch, rev, next_seq, gen, snapshot FROM space ORDER BY id DESC`

	sqlRemaining     = `SELECT rowid, checksum, space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox ORDER BY rowid`
	sqlRemainingBack = `SELECT rowid, checksum, space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox ORDER BY rowid DESC`
	sqlRemainingAt   = `SELECT rowid, checksum, space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox WHERE rowid = $1`
)

// The search between the two ends of a damaged table is bounded: a row takes at least minRow bytes of the file, and a
// hundred thousand looks take a few seconds.
const (
	maxProbes = 100_000
	minRow    = 64
)

// remains is what can still be read of a damaged store.
type remains struct {
	meta     map[string]string
	cursors  map[string]syncing.Cursor
	rows     []syncing.OutboxRow // by space and seq
	images   map[imageKey]blob.Kept
	lost     int    // images that are known of and could not be read
	complete bool   // no row of the outbox is missing
	fresh    string // a device id, should one be needed
}

// readRemains reads a copy of the store, made in the folder dir: reading plays the log into the file.
func readRemains(ctx context.Context, o Options, dir string) (*remains, error) {
	const op = "store.readRemains"
	id, err := uuid.NewV7FromReader(o.Rand)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	path := filepath.Join(dir, "copy")
	if err := copyDatabase(o.Path, path); err != nil {
		return nil, mapError(op, o.Path, err)
	}
	size, err := sizeOf(path)
	if err != nil {
		return nil, mapOS(op, path, err)
	}
	left := &remains{meta: map[string]string{}, cursors: map[string]syncing.Cursor{}, fresh: id.String()}
	if size > 0 { // SQLite would throw away the log of an empty file
		if err := left.read(ctx, o, path); !fault.Is(err, fault.Internal) {
			return left, err
		}
	}
	if err := lendHead(ctx, o, path); err != nil {
		return nil, mapError(op, path, err)
	}
	if err := left.read(ctx, o, path); err != nil && !fault.Is(err, fault.Internal) {
		return nil, err
	}
	return left, nil // at worst nothing could be read, and the new store starts empty
}

// lendHead gives the file the first page of a new store. The first page holds the list of tables; as the same migrations
// put the same tables on the same pages, a borrowed one opens whatever lies behind it.
func lendHead(ctx context.Context, o Options, path string) error {
	o.Path = path + "-head"
	d, err := OpenDesktop(ctx, o)
	if err != nil {
		return err
	}
	if err := d.Close(); err != nil {
		return err
	}
	head := make([]byte, pageSize)
	size, err := readHead(o.Path, path, head)
	if err != nil {
		return err
	}
	binary.BigEndian.PutUint32(head[28:], uint32(max(size/pageSize, 1))) // the header's number of pages
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(head, 0)
	return errors.Join(err, f.Close())
}

// pageSize is SQLite's default, in bytes.
const pageSize = 4096

func readHead(from, damaged string, head []byte) (size int64, err error) {
	f, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	_, err = f.ReadAt(head, 0)
	if err = errors.Join(err, f.Close()); err != nil {
		return 0, err
	}
	return sizeOf(damaged)
}

// read collects what it can. store.damaged when not even the list of tables can be read; store.newer_version and
// store.not_ours when the file is not for this program.
func (r *remains) read(ctx context.Context, o Options, path string) error {
	dsn := sqliteDSN(path, readWrite, o.BusyTimeout)
	db := sql.OpenDB(newConnector(dsn, "PRAGMA cell_size_check = ON", "PRAGMA trusted_schema = OFF"))
	db.SetMaxOpenConns(1)
	defer func() { _ = db.Close() }() // a scratch copy
	if _, err := desktopKind.version(ctx, db, path, sqlTables); err != nil && !fault.Is(err, fault.Internal) {
		return err
	}
	if _, _, err := desktopKind.look(ctx, db, sqlTables); err != nil {
		return mapError("store.read", path, err)
	}
	c := collector{ctx: ctx, db: db}
	c.each(sqlRemainingMeta, sqlRemainingMetaBack, func(s scanner) error {
		var key, value string
		err := s.Scan(&key, &value)
		if err == nil && (key != metaDevice || uuid.Validate(value) == nil) {
			r.meta[key] = value
		}
		return err
	})
	c.each(sqlRemainingSpaces, sqlRemainingSpacesBack, func(s scanner) error {
		var cur syncing.Cursor
		err := s.Scan(&cur.Space, &cur.Epoch, &cur.Rev, &cur.NextSeq, &cur.Gen, &cur.Snapshot)
		if err == nil {
			r.cursors[cur.Space] = cur
		}
		return err
	})
	size, err := sizeOf(path)
	if err != nil {
		return mapOS("store.read", path, err)
	}
	r.rows, r.complete = c.outbox(min(size/minRow, maxProbes))
	r.images, r.lost = c.images(r.rows)
	return ctx.Err()
}

// spaces lists those of which something was found, in order.
func (r *remains) spaces() []string {
	var out []string
	for id := range r.cursors {
		out = append(out, id)
	}
	for _, row := range r.rows {
		out = append(out, row.Space)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// cursor is where the new store begins: the numbering goes on, the base is read again. With the old epoch the server can
// tell whether it has lost commits since.
func (r *remains) cursor(space string) syncing.Cursor {
	old, ok := r.cursors[space]
	cur := syncing.Cursor{Space: space, Epoch: old.Epoch, NextSeq: max(old.NextSeq, 1), Gen: old.Gen + 1, Snapshot: old.Epoch != ""}
	if !ok {
		cur.Gen = 0
	}
	for _, row := range r.rows {
		if row.Space == space {
			cur.NextSeq = max(cur.NextSeq, row.Mutation.Seq+1)
		}
	}
	return cur
}

// whole tells whether no number is missing among those that the server may still have to be told.
func (r *remains) whole(space string) bool {
	cur, ok := r.cursors[space]
	if r.complete && ok {
		return true
	}
	have := map[int64]bool{}
	first, before := int64(0), int64(0) // the first pending row, and the last answered one before it
	for _, row := range r.rows {
		if row.Space != space || row.Mutation.Seq < 1 {
			continue
		}
		have[row.Mutation.Seq] = true
		switch {
		case first == 0 && row.State == syncing.Pending:
			first = row.Mutation.Seq
		case first == 0:
			before = row.Mutation.Seq
		}
	}
	if !ok || (first > 1 && before == 0) {
		return false // where the numbering ends, or where the queue began, cannot be known
	}
	for seq := before + 1; seq < cur.NextSeq; seq++ {
		if !have[seq] {
			return false
		}
	}
	return true
}

// collector reads tables that may be damaged anywhere.
type collector struct {
	ctx context.Context
	db  *sql.DB
}

// each reads a table from its start and, should that fail on the way, from its end. It tells whether all was read.
func (c collector) each(forth, back string, take func(scanner) error) bool {
	if c.until(forth, take) {
		return true
	}
	c.until(back, take)
	return false
}

// until reads as far as it can, and tells whether that was the end. Rows that cannot be understood are passed over.
func (c collector) until(query string, take func(scanner) error, args ...any) bool {
	rows, err := c.db.QueryContext(c.ctx, query, args...)
	if err != nil {
		return false
	}
	defer func() { _ = rows.Close() }() // its error is that of rows.Err
	sound := true
	for rows.Next() {
		if take(rows) != nil {
			sound = false
		}
	}
	return rows.Err() == nil && sound
}

// outbox reads the rows from both ends of the table, then one by one in what lies between.
func (c collector) outbox(probes int64) (rows []syncing.OutboxRow, complete bool) {
	found := map[int64]syncing.OutboxRow{} // by row id
	var last int64
	take := func(s scanner) error {
		id, row, err := scanRemaining(s)
		if err == nil {
			found[id], last = row, id
		}
		return err
	}
	complete = c.until(sqlRemaining, take)
	if !complete {
		from := last + 1
		last = from + probes // stays so when nothing can be read from the end: the number of rows is not known
		c.until(sqlRemainingBack, take)
		to := min(last, from+probes)
		for id := from; id < to; id++ {
			c.until(sqlRemainingAt, take, id)
		}
	}
	for _, row := range found {
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b syncing.OutboxRow) int {
		return cmp.Or(cmp.Compare(a.Space, b.Space), cmp.Compare(a.Mutation.Seq, b.Mutation.Seq))
	})
	return rows, complete
}

// withSum scans the columns that come before those of a row.
type withSum struct {
	scanner
	id, sum *int64
}

// Scan implements scanner. It refuses texts that are not those of the checksum: dest has the mutation and the result at the
// places where scanOutbox puts them.
func (w withSum) Scan(dest ...any) error {
	if err := w.scanner.Scan(append([]any{w.id, w.sum}, dest...)...); err != nil {
		return err
	}
	mutation, result := dest[2].(*string), dest[4].(*sql.NullString)
	if checksum(*mutation, *result) != *w.sum {
		return errors.New("the checksum is wrong")
	}
	return nil
}

// scanRemaining reads a row with its row id and refuses one that is not as it was saved.
func scanRemaining(s scanner) (id int64, row syncing.OutboxRow, err error) {
	var sum int64
	row, err = scanOutbox(withSum{s, &id, &sum})
	return id, row, err
}
