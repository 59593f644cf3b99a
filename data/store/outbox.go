package store

import (
	"database/sql"
	"encoding/json"
	"hash/crc32"
	"time"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const (
	sqlOverlay = `SELECT space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox
		WHERE space = $1 AND state <> 'done' ORDER BY seq`
	sqlJournal = `SELECT space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox
		WHERE space = $1 AND seq > $2 AND state <> 'pending' ORDER BY seq`
	sqlNotices = `SELECT space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox
		WHERE space = $1 AND notice = 1 ORDER BY seq`
	sqlOutboxRow = `SELECT space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox
		WHERE space = $1 AND seq = $2`
	sqlPutOutbox = `INSERT INTO outbox (space, seq, mutation, state, result, saved_at, ended_at, seen, notice, checksum)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (space, seq) DO UPDATE SET mutation = excluded.mutation, state = excluded.state, result = excluded.result,
			saved_at = excluded.saved_at, ended_at = excluded.ended_at, seen = excluded.seen, notice = excluded.notice,
			checksum = excluded.checksum`
	sqlDropPending = `DELETE FROM outbox WHERE space = $1 AND state = 'pending'`
	sqlLowestSeq   = `SELECT COALESCE(MIN(seq), 0) FROM outbox WHERE space = $1 AND seq < 0`
	sqlArchive     = `UPDATE outbox SET seq = $1 - seq, state = 'done' WHERE space = $2 AND seq > 0`
	sqlPrune       = `DELETE FROM outbox WHERE state = 'done' AND notice = 0 AND ended_at < $1`
)

// Outbox implements syncing.ClientTx.
func (t *clientTx) Outbox(space string) ([]syncing.OutboxRow, error) {
	return list(t, "store.Outbox", scanOutbox, sqlOverlay, space)
}

// Journal implements syncing.ClientTx.
func (t *clientTx) Journal(space string, after int64) ([]syncing.OutboxRow, error) {
	return list(t, "store.Journal", scanOutbox, sqlJournal, space, after)
}

// Notices implements syncing.ClientTx.
func (t *clientTx) Notices(space string) ([]syncing.OutboxRow, error) {
	return list(t, "store.Notices", scanOutbox, sqlNotices, space)
}

// OutboxRow implements syncing.ClientTx.
func (t *clientTx) OutboxRow(space string, seq int64) (syncing.OutboxRow, error) {
	const op = "store.OutboxRow"
	rows, err := list(t, op, scanOutbox, sqlOutboxRow, space, seq)
	if err == nil && len(rows) == 0 {
		err = mapError(op, t.db.path, sql.ErrNoRows)
	}
	if err != nil {
		return syncing.OutboxRow{}, err
	}
	return rows[0], nil
}

// PutOutbox implements syncing.ClientTx.
func (t *clientTx) PutOutbox(row syncing.OutboxRow) error {
	const op = "store.PutOutbox"
	mutation, err := encode(row.Mutation)
	if err != nil {
		return fault.As(fault.Invalid, op, "", err)
	}
	var result sql.NullString
	if row.Result != nil {
		if result.String, err = encode(row.Result); err != nil {
			return fault.Wrap(op, err)
		}
		result.Valid = true
	}
	_, err = t.exec(op, sqlPutOutbox, row.Space, row.Mutation.Seq, mutation, row.State, result, millis(row.SavedAt),
		millis(row.EndedAt), row.Seen, isNotice(row), checksum(mutation, result))
	return err
}

// checksum is the CRC-32C of what a row says. SQLite keeps none, so that a damaged text could pass for a saved one.
func checksum(mutation string, result sql.NullString) int64 {
	return int64(crc32.Checksum([]byte(mutation+"\n"+result.String), crc32.MakeTable(crc32.Castagnoli)))
}

// ArchiveOutbox implements syncing.ClientTx.
func (t *clientTx) ArchiveOutbox(space string) error {
	const op = "store.ArchiveOutbox"
	var lowest int64
	if err := t.row(op, sqlLowestSeq, space).scan(&lowest); err != nil {
		return err
	}
	if _, err := t.exec(op, sqlDropPending, space); err != nil {
		return err
	}
	_, err := t.exec(op, sqlArchive, lowest, space)
	return err
}

// PruneJournal implements syncing.ClientTx.
func (t *clientTx) PruneJournal(before time.Time) error {
	_, err := t.exec("store.PruneJournal", sqlPrune, before.UnixMilli())
	return err
}

// isNotice tells whether the person has yet to be told that a field was not taken.
func isNotice(row syncing.OutboxRow) bool {
	if row.State == syncing.Pending || row.Seen || row.Result == nil {
		return false
	}
	for _, f := range row.Result.Fields {
		if f.Outcome == wire.Conflict || f.Outcome == wire.Rejected {
			return true
		}
	}
	return false
}

func scanOutbox(s scanner) (syncing.OutboxRow, error) {
	var row syncing.OutboxRow
	var mutation string
	var result sql.NullString
	var seq, saved, ended int64
	if err := s.Scan(&row.Space, &seq, &mutation, &row.State, &result, &saved, &ended, &row.Seen); err != nil {
		return row, err
	}
	row.SavedAt, row.EndedAt = fromMillis(saved), fromMillis(ended)
	err := decodeOutbox(&row, mutation, result)
	row.Mutation.Seq = seq // archived rows have another number than when they were made
	return row, err
}

// decodeOutbox fills in what is kept as JSON.
func decodeOutbox(row *syncing.OutboxRow, mutation string, result sql.NullString) error {
	const op = "store.decodeOutbox"
	if err := json.Unmarshal([]byte(mutation), &row.Mutation); err != nil {
		return fault.As(fault.Internal, op, "", err)
	}
	if !result.Valid {
		return nil
	}
	row.Result = &wire.MutationResult{}
	if err := json.Unmarshal([]byte(result.String), row.Result); err != nil {
		return fault.As(fault.Internal, op, "", err)
	}
	return nil
}
