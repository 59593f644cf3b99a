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
	// Each half reads along its index.
	sqlOverlay = `SELECT space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox
			WHERE space = $1 AND state = 'pending'
		UNION ALL SELECT space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox
			WHERE space = $1 AND state = 'acked' ORDER BY seq`
	sqlPending = `SELECT space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox
		WHERE space = $1 AND state = 'pending' ORDER BY seq LIMIT $2`
	sqlWaiting = `SELECT COALESCE(SUM(fields), 0) FROM outbox WHERE space = $1 AND state = 'pending'`
	sqlJournal = `SELECT space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox
		WHERE space = $1 AND seq > $2 AND state <> 'pending' ORDER BY seq`
	sqlNotices = `SELECT space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox
		WHERE space = $1 AND notice = 1 ORDER BY seq`
	sqlNoticePage = `SELECT space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox
		WHERE space = $1 AND notice = 1 AND seq > $2 ORDER BY seq LIMIT $3`
	sqlCountNotices = `SELECT COUNT(*) FROM outbox WHERE space = $1 AND notice = 1`
	sqlOutboxRow    = `SELECT space, seq, mutation, state, result, saved_at, ended_at, seen FROM outbox
		WHERE space = $1 AND seq = $2`
	sqlPutOutbox = `INSERT INTO outbox (space, seq, mutation, state, result, saved_at, ended_at, seen, notice, checksum, fields, rev)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (space, seq) DO UPDATE SET mutation = excluded.mutation, state = excluded.state, result = excluded.result,
			saved_at = excluded.saved_at, ended_at = excluded.ended_at, seen = excluded.seen, notice = excluded.notice,
			checksum = excluded.checksum, fields = excluded.fields, rev = excluded.rev`
	sqlSums   = `SELECT seq, checksum, seen FROM outbox WHERE space = $1 AND seq >= $2 AND seq <= $3 AND state = 'pending'`
	sqlAnswer = `UPDATE outbox SET state = $1, result = $2, ended_at = $3, notice = $4, checksum = $5, rev = $6
		WHERE space = $7 AND seq = $8`
	sqlRetire      = `UPDATE outbox SET state = 'done' WHERE space = $1 AND state = 'acked' AND (rev <= $2 OR seq <= $3)`
	sqlDropPending = `DELETE FROM outbox WHERE space = $1 AND state = 'pending'`
	sqlLowestSeq   = `SELECT COALESCE(MIN(seq), 0) FROM outbox WHERE space = $1 AND seq < 0`
	sqlArchive     = `UPDATE outbox SET seq = $1 - seq, state = 'done' WHERE space = $2 AND seq > 0`
	sqlPrune       = `DELETE FROM outbox WHERE state = 'done' AND notice = 0 AND ended_at < $1`
)

// Outbox implements syncing.ClientTx.
func (t *clientTx) Outbox(space string) ([]syncing.OutboxRow, error) {
	return list(t, "store.Outbox", scanOutbox, sqlOverlay, space)
}

// Pending implements syncing.ClientTx.
func (t *clientTx) Pending(space string, limit int) ([]syncing.OutboxRow, error) {
	return list(t, "store.Pending", scanOutbox, sqlPending, space, max(limit, 0))
}

// Waiting implements syncing.ClientTx.
func (t *clientTx) Waiting(space string) (fields int, err error) {
	err = t.row("store.Waiting", sqlWaiting, space).scan(&fields)
	return fields, err
}

// Journal implements syncing.ClientTx.
func (t *clientTx) Journal(space string, after int64) ([]syncing.OutboxRow, error) {
	return list(t, "store.Journal", scanOutbox, sqlJournal, space, after)
}

// Notices implements syncing.ClientTx.
func (t *clientTx) Notices(space string) ([]syncing.OutboxRow, error) {
	return list(t, "store.Notices", scanOutbox, sqlNotices, space)
}

// NoticePage implements syncing.ClientTx.
func (t *clientTx) NoticePage(space string, after int64, limit int) ([]syncing.OutboxRow, error) {
	return list(t, "store.NoticePage", scanOutbox, sqlNoticePage, space, after, limit)
}

// CountNotices implements syncing.ClientTx.
func (t *clientTx) CountNotices(space string) (rows int, err error) {
	err = t.row("store.CountNotices", sqlCountNotices, space).scan(&rows)
	return rows, err
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
		millis(row.EndedAt), row.Seen, isNotice(row), checksum(mutation, result), max(1, len(row.Mutation.Fields)), lastRev(row.Result))
	return err
}

// sum is the checksum of a pending row.
type sum struct {
	seq, checksum int64
	seen          bool
}

func scanSum(s scanner) (out sum, err error) {
	err = s.Scan(&out.seq, &out.checksum, &out.seen)
	return out, err
}

// AnswerOutbox implements syncing.ClientTx. The mutations are neither read nor written: the checksum goes on from theirs, so
// that one that was damaged meanwhile still shows.
func (t *clientTx) AnswerOutbox(space string, answers []syncing.Answer) error {
	const op = "store.AnswerOutbox"
	if len(answers) == 0 {
		return t.sound(op)
	}
	low, high := answers[0].Result.Seq, answers[0].Result.Seq
	for _, a := range answers {
		low, high = min(low, a.Result.Seq), max(high, a.Result.Seq)
	}
	sums, err := list(t, op, scanSum, sqlSums, space, low, high)
	if err != nil {
		return err
	}
	waiting := make(map[int64]sum, len(sums))
	for _, s := range sums {
		waiting[s.seq] = s
	}
	for _, a := range answers {
		s, ok := waiting[a.Result.Seq]
		if !ok {
			continue
		}
		if err := t.answer(space, s, a); err != nil {
			return err
		}
		delete(waiting, s.seq)
	}
	return t.sound(op)
}

func (t *clientTx) answer(space string, s sum, a syncing.Answer) error {
	const op = "store.answer"
	result, err := encode(a.Result)
	if err != nil {
		return fault.Wrap(op, err)
	}
	notice := isNotice(syncing.OutboxRow{State: a.State, Result: &a.Result, Seen: s.seen})
	total := int64(crc32.Update(uint32(s.checksum), castagnoli, []byte(result)))
	_, err = t.exec(op, sqlAnswer, a.State, result, millis(a.At), notice, total, lastRev(&a.Result), space, s.seq)
	return err
}

// RetireOutbox implements syncing.ClientTx.
func (t *clientTx) RetireOutbox(space string, rev, known int64) error {
	_, err := t.exec("store.RetireOutbox", sqlRetire, space, rev, known)
	return err
}

// lastRev is the highest revision of a result, 0 when there is none.
func lastRev(result *wire.MutationResult) (rev int64) {
	if result == nil {
		return 0
	}
	for _, f := range result.Fields {
		rev = max(rev, f.Rev)
	}
	return rev
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum is the CRC-32C of what a row says. SQLite keeps none, so that a damaged text could pass for a saved one.
func checksum(mutation string, result sql.NullString) int64 {
	return int64(crc32.Checksum([]byte(mutation+"\n"+result.String), castagnoli))
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
