package store

import (
	"database/sql"

	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const (
	sqlPutRead = `INSERT INTO past_change (space, rev, entity, field, old_value, new_value, device, device_name, seq, person, person_name, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (space, rev, entity, field) DO UPDATE SET old_value = excluded.old_value, new_value = excluded.new_value,
			device = excluded.device, device_name = excluded.device_name, seq = excluded.seq, person = excluded.person,
			person_name = excluded.person_name, at = excluded.at`
	sqlRead = `SELECT rev, entity, field, old_value, new_value, device, device_name, seq, person, person_name, at FROM past_change
		WHERE space = $1 AND rev < $2 AND (entity = $3 OR $3 = '') AND (field = $4 OR $4 = '') AND (person = $5 OR $5 = '')
		ORDER BY rev DESC, entity, field LIMIT $6`
	sqlTouchingSpans = `SELECT low, high FROM past_span WHERE space = $1 AND low <= $2 AND high >= $3 ORDER BY low`
	sqlSpans         = `SELECT low, high FROM past_span WHERE space = $1 ORDER BY high DESC`
	sqlDropSpans     = `DELETE FROM past_span WHERE space = $1 AND low >= $2 AND low <= $3`
	sqlPutSpan       = `INSERT INTO past_span (space, low, high) VALUES ($1, $2, $3)`
	sqlForgetRead    = `DELETE FROM past_change WHERE space = $1`
	sqlForgetSpans   = `DELETE FROM past_span WHERE space = $1`
)

// KeepHistory stores changes that were read and, when span is not empty, that they are all there are in it.
func (d *Desktop) KeepHistory(space string, changes []wire.NamedChange, span wire.Span) error {
	return d.update(func(t *txn) error {
		const op = "store.KeepHistory"
		for _, c := range changes {
			_, err := t.exec(op, sqlPutRead, space, c.Rev, c.Entity, c.Field, valueArg(c.Old), valueArg(c.New),
				c.Device, c.DeviceName, c.Seq, c.Person, c.PersonName, millis(c.At))
			if err != nil {
				return err
			}
		}
		if span.Low > span.High {
			return nil
		}
		return joinSpan(t, space, span)
	})
}

// joinSpan adds a stretch and melts it with those that it touches.
func joinSpan(t *txn, space string, span wire.Span) error {
	const op = "store.joinSpan"
	touching, err := list(t, op, scanSpan, sqlTouchingSpans, space, span.High+1, span.Low-1)
	if err != nil {
		return err
	}
	for _, s := range touching {
		span.Low, span.High = min(span.Low, s.Low), max(span.High, s.High)
	}
	if _, err := t.exec(op, sqlDropSpans, space, span.Low, span.High); err != nil {
		return err
	}
	_, err = t.exec(op, sqlPutSpan, space, span.Low, span.High)
	return err
}

// PastHistory lists the changes that were read, newest first, and the stretches that are complete, the newest first.
func (d *Desktop) PastHistory(space string, q wire.HistoryQuery) (changes []wire.NamedChange, spans []wire.Span, err error) {
	err = d.view(func(t *txn) error {
		const op = "store.PastHistory"
		changes, err = list(t, op, scanPastChange, sqlRead, space, q.Before, q.Entity, q.Field, q.Person, q.Limit)
		if err != nil {
			return err
		}
		spans, err = list(t, op, scanSpan, sqlSpans, space)
		return err
	})
	return changes, spans, err
}

// ForgetHistory removes what was read of a space, whose revisions mean something else in another epoch.
func (d *Desktop) ForgetHistory(space string) error {
	return d.update(func(t *txn) error {
		const op = "store.ForgetHistory"
		if _, err := t.exec(op, sqlForgetRead, space); err != nil {
			return err
		}
		_, err := t.exec(op, sqlForgetSpans, space)
		return err
	})
}

// update and view are transactions for what the synchronisation core does not know.
func (d *Desktop) update(f func(*txn) error) error {
	return d.Update(func(tx syncing.ClientTx) error { return f(tx.(*clientTx).txn) })
}

func (d *Desktop) view(f func(*txn) error) error {
	return d.View(func(tx syncing.ClientTx) error { return f(tx.(*clientTx).txn) })
}

func scanSpan(s scanner) (span wire.Span, err error) {
	err = s.Scan(&span.Low, &span.High)
	return span, err
}

func scanPastChange(s scanner) (c wire.NamedChange, err error) {
	var before, after sql.NullString
	var at int64
	err = s.Scan(&c.Rev, &c.Entity, &c.Field, &before, &after, &c.Device, &c.DeviceName, &c.Seq, &c.Person, &c.PersonName, &at)
	c.Old, c.New, c.At = valueOf(before), valueOf(after), fromMillis(at)
	return c, err
}
