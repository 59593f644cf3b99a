package store

import (
	"database/sql"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const (
	sqlPast = `SELECT rev, entity, field, old_value, new_value, device, seq, person, at FROM history
		WHERE space = $1 AND rev < $2 AND (entity = $3 OR $3 = '') AND (field = $4 OR $4 = '') AND (person = $5 OR $5 = '')
		ORDER BY rev DESC, entity, field LIMIT $6`
	sqlPastAt = `SELECT rev, entity, field, old_value, new_value, device, seq, person, at FROM history
		WHERE space = $1 AND rev = $2 AND (entity = $3 OR $3 = '') AND (field = $4 OR $4 = '') AND (person = $5 OR $5 = '')
		ORDER BY entity, field`
	sqlPersonName = `SELECT name FROM person WHERE id = $1`
	sqlDeviceName = `SELECT name FROM device WHERE id = $1`
)

// History lists the newest changes before a revision, newest first, and the revision to ask for next, 0 at the end. A page
// never cuts a revision in two; one revision with more changes than the limit comes whole.
func (t *Tx) History(space string, q wire.HistoryQuery) (changes []syncing.History, next int64, err error) {
	const op = "store.History"
	changes, err = list(t, op, scanHistory, sqlPast, space, q.Before, q.Entity, q.Field, q.Person, q.Limit+1)
	if err != nil || len(changes) <= q.Limit {
		return changes, 0, err
	}
	cut := changes[q.Limit].Rev
	end := q.Limit
	for end > 0 && changes[end-1].Rev == cut {
		end--
	}
	if end > 0 {
		return changes[:end], changes[end-1].Rev, nil
	}
	changes, err = list(t, op, scanHistory, sqlPastAt, space, cut, q.Entity, q.Field, q.Person)
	return changes, cut, err
}

func scanHistory(s scanner) (h syncing.History, err error) {
	var before, after sql.NullString
	var at int64
	err = s.Scan(&h.Rev, &h.Entity, &h.Field, &before, &after, &h.Device, &h.Seq, &h.Person, &at)
	h.Old, h.New, h.At = valueOf(before), valueOf(after), fromMillis(at)
	return h, err
}

// PersonName is a person's name, "" for nobody.
func (t *Tx) PersonName(id string) (string, error) {
	return t.name("store.PersonName", sqlPersonName, id)
}

// DeviceName is the name of a device, "" when it is not known.
func (t *Tx) DeviceName(id string) (string, error) {
	return t.name("store.DeviceName", sqlDeviceName, id)
}

func (t *Tx) name(op, query, id string) (name string, err error) {
	err = t.row(op, query, id).scan(&name)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return name, err
}
