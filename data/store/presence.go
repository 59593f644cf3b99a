package store

import (
	"time"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

const (
	sqlPresenceOf = `SELECT section, since FROM presence WHERE space = $1 AND session = $2 AND until > $3`
	// One statement decides that there is room, so that two servers do not both find the last place.
	sqlPutPresence = `INSERT INTO presence (space, session, person, section, since, until)
		SELECT $1, $2, $3, $4, CAST($5 AS BIGINT), CAST($6 AS BIGINT)
		WHERE (SELECT count(*) FROM presence WHERE space = $1 AND session <> $2) < $7
		ON CONFLICT (space, session) DO UPDATE SET section = excluded.section, since = excluded.since, until = excluded.until`
	sqlDropPresence = `DELETE FROM presence WHERE space = $1 AND session = $2`
	sqlEndPresence  = `DELETE FROM presence WHERE space = $1 AND until <= $2`
	sqlPresences    = `SELECT p.person, who.name, p.section, p.since FROM presence p JOIN person who ON who.id = p.person
		WHERE p.space = $1 AND p.until > $2 ORDER BY p.section, p.since, p.person, p.session LIMIT $3`
)

// PutPresence notes that a session edits a section of a space until a time, nothing when the section is empty; at is now. It
// tells whether the others see a difference. There are at most wire.MaxPresent notes in a space: one more is dropped.
func (t *Tx) PutPresence(space string, who Session, section string, at, until time.Time) (changed bool, err error) {
	const op = "store.PutPresence"
	if _, err := t.exec(op, sqlEndPresence, space, millis(at)); err != nil {
		return false, err
	}
	if section == "" {
		n, err := t.exec(op, sqlDropPresence, space, who.ID)
		return n > 0, err
	}
	var old string
	since := millis(at)
	err = t.row(op, sqlPresenceOf, space, who.ID, millis(at)).scan(&old, &since)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return false, err
	}
	if old != section {
		since = millis(at)
	}
	n, err := t.exec(op, sqlPutPresence, space, who.ID, who.Person, section, since, millis(until), wire.MaxPresent)
	return n > 0 && old != section, err
}

// Presences lists who edits what in a space, by section.
func (t *Tx) Presences(space string, at time.Time) ([]wire.Present, error) {
	return list(t, "store.Presences", func(s scanner) (p wire.Present, err error) {
		var since int64
		err = s.Scan(&p.Person, &p.Name, &p.Section, &since)
		p.Since = fromMillis(since)
		return p, err
	}, sqlPresences, space, millis(at), wire.MaxPresent)
}
