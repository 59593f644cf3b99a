package store

import (
	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/syncing"
)

const (
	sqlNewSpace  = `INSERT INTO space (id, rev, epoch, floor) VALUES ($1, 0, $2, 0)`
	sqlLockSpace = `UPDATE space SET rev = rev WHERE id = $1 RETURNING id, rev, epoch, floor`
	sqlSpace     = `SELECT id, rev, epoch, floor FROM space WHERE id = $1`
	sqlSpaceIDs  = `SELECT id FROM space ORDER BY id`
	sqlSetRev    = `UPDATE space SET rev = $1 WHERE id = $2`
	sqlSetEpoch  = `UPDATE space SET epoch = $1 WHERE id = $2`
	sqlSetFloor  = `UPDATE space SET floor = $1 WHERE id = $2`
	sqlMember    = `SELECT m.role, m.reseller, m.lead FROM member m JOIN person p ON p.id = m.person
		WHERE m.provider = $1 AND m.person = $2 AND m.disabled_at = 0 AND p.disabled_at = 0`
)

// NewSpace makes an empty space with an epoch of its own; ErrUnique when it exists.
func (t *Tx) NewSpace(id string) (syncing.Space, error) {
	const op = "store.NewSpace"
	epoch, err := t.newEpoch()
	if err != nil {
		return syncing.Space{}, fault.Wrap(op, err)
	}
	if _, err := t.exec(op, sqlNewSpace, id, epoch); err != nil {
		return syncing.Space{}, err
	}
	return syncing.Space{ID: id, Epoch: epoch}, nil
}

// newEpoch draws the random id of a space's history.
func (t *Tx) newEpoch() (string, error) {
	id, err := uuid.NewRandomFromReader(t.db.opt.Rand)
	return id.String(), err
}

// Lock implements syncing.ServerTx. On PostgreSQL the statement takes the row lock that gives the space's changes one order.
func (t *Tx) Lock(space string) (syncing.Space, error) {
	s, err := t.space("store.Lock", sqlLockSpace, space)
	if err == nil {
		t.entities.lock(space)
	}
	return s, err
}

// Space implements syncing.Reader.
func (t *Tx) Space(space string) (syncing.Space, error) {
	return t.space("store.Space", sqlSpace, space)
}

func (t *Tx) space(op, query, id string) (s syncing.Space, err error) {
	err = t.row(op, query, id).scan(&s.ID, &s.Rev, &s.Epoch, &s.Floor)
	return s, err
}

// Spaces lists the ids of all spaces, in order.
func (t *Tx) Spaces() ([]string, error) {
	return list(t, "store.Spaces", scanText, sqlSpaceIDs)
}

// SetRev implements syncing.ServerTx.
func (t *Tx) SetRev(space string, rev int64) error {
	return t.execOne("store.SetRev", sqlSetRev, rev, space)
}

// SetFloor makes readers behind the revision floor read the space anew.
func (t *Tx) SetFloor(space string, floor int64) error {
	return t.execOne("store.SetFloor", sqlSetFloor, floor, space)
}

// Member implements both of syncing's interfaces. A person who was disabled is a member of nothing.
func (t *Tx) Member(space, person string) (access.Member, error) {
	m := access.Member{Provider: syncing.ProviderOf(space), Person: person}
	err := t.row("store.Member", sqlMember, m.Provider, person).scan(&m.Role, &m.Reseller, &m.Lead)
	if fault.Is(err, fault.NotFound) {
		return t.subscriber(space, person)
	}
	if err != nil {
		return access.Member{}, err
	}
	return m, nil
}
