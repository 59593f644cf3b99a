package syncing

import (
	"maps"
	"slices"
	"sync"
	"time"

	"pupitre/data/wire"
)

// Mirror is a desktop's store that remembers the view of one space: after a change, only the entities that it was about are
// made anew, however long the queue and however large the space. Whatever writes to the space goes through it; that
// another program did shows by the cursor.
type Mirror struct {
	store ClientStore
	space string

	mu    sync.Mutex
	image *image // nil when it is to be read from the store
}

var _ ClientStore = (*Mirror)(nil)

// NewMirror makes the mirror of a space over a store.
func NewMirror(store ClientStore, space string) *Mirror { return &Mirror{store: store, space: space} }

// View implements ClientStore.
func (m *Mirror) View(f func(ClientTx) error) error { return m.store.View(f) }

// Update implements ClientStore.
func (m *Mirror) Update(f func(ClientTx) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	known := m.image
	if known == nil {
		return m.store.Update(f)
	}
	m.image = nil // until the commit is certain, also after a panic
	var seen *mirrorTx
	err := m.store.Update(func(tx ClientTx) error {
		seen = &mirrorTx{ClientTx: tx, space: m.space}
		return f(seen)
	})
	if err != nil || seen.lost {
		return err
	}
	for _, change := range seen.changes {
		change(known)
	}
	m.image = known
	return nil
}

// Read gives the view of the space, whose entities must not be changed, and the cursor that it stands at.
func (m *Mirror) Read() (v View, cur Cursor, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	err = m.store.View(func(tx ClientTx) error {
		if cur, err = tx.Cursor(m.space); err != nil {
			return err
		}
		if m.image != nil && m.image.cursor == cur {
			return nil
		}
		m.image, err = readImage(tx, cur)
		return err
	})
	if err != nil {
		m.image = nil
		return nil, cur, err
	}
	m.image.refresh()
	return maps.Clone(m.image.view), cur, nil
}

// image is the view of a space with what it is made of. Entities are replaced and never changed: they have been given out.
type image struct {
	cursor Cursor
	base   View
	rows   map[int64]OutboxRow // of the overlay, by seq
	about  map[string][]int64  // their seqs in order, by entity
	stale  map[string]bool     // entities to make anew in the view
	view   View
}

func readImage(tx ClientTx, cur Cursor) (*image, error) {
	base, err := readBase(tx, cur.Space)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Outbox(cur.Space)
	if err != nil {
		return nil, err
	}
	out := &image{
		cursor: cur, base: base, rows: make(map[int64]OutboxRow, len(rows)), about: map[string][]int64{},
		stale: map[string]bool{}, view: maps.Clone(base),
	}
	for _, row := range rows {
		out.putRow(row)
	}
	return out, nil
}

// refresh brings the view to what the base and the rows say.
func (i *image) refresh() {
	for entity := range i.stale {
		i.remake(entity)
	}
	clear(i.stale)
}

// remake shows an entity as its base and its rows say.
func (i *image) remake(entity string) {
	one := View{}
	if base := i.base[entity]; base != nil {
		one[entity] = base
	}
	if rows := i.about[entity]; len(rows) > 0 {
		if one[entity] != nil {
			one[entity] = maps.Clone(one[entity])
		}
		for _, seq := range rows {
			one.overlay(i.rows[seq])
		}
	}
	if e, ok := one[entity]; ok {
		i.view[entity] = e
	} else {
		delete(i.view, entity)
	}
}

func (i *image) putBase(it wire.Item) {
	e := maps.Clone(i.base[it.Entity])
	if e == nil {
		e = Entity{}
	}
	e[it.Field] = baseState(it)
	i.base[it.Entity], i.stale[it.Entity] = e, true
}

// putRow takes in a row; one that is done is not of the overlay any more.
func (i *image) putRow(row OutboxRow) {
	seq, entity := row.Mutation.Seq, row.Mutation.Entity
	i.stale[entity] = true
	at, found := slices.BinarySearch(i.about[entity], seq)
	switch {
	case row.State == Done && found:
		i.about[entity] = slices.Delete(i.about[entity], at, at+1)
	case row.State != Done && !found:
		i.about[entity] = slices.Insert(i.about[entity], at, seq)
	}
	if len(i.about[entity]) == 0 {
		delete(i.about, entity)
	}
	if row.State == Done {
		delete(i.rows, seq)
	} else {
		i.rows[seq] = row
	}
}

// mirrorTx notes what a transaction does to a space.
type mirrorTx struct {
	ClientTx
	space   string
	changes []func(i *image)
	lost    bool // something that is not followed: all is read again
}

func (t *mirrorTx) note(change func(i *image)) {
	t.changes = append(t.changes, change)
}

// PutCursor implements ClientTx.
func (t *mirrorTx) PutCursor(c Cursor) error {
	if c.Space == t.space {
		t.note(func(i *image) { i.cursor = c })
	}
	return t.ClientTx.PutCursor(c)
}

// PutItem implements ClientTx.
func (t *mirrorTx) PutItem(space string, gen int64, it wire.Item) error {
	if space == t.space {
		t.lost = t.lost || it.Deleted
		it.Value = slices.Clone(it.Value)
		t.note(func(i *image) { i.putBase(it) })
	}
	return t.ClientTx.PutItem(space, gen, it)
}

// Bury implements ClientTx.
func (t *mirrorTx) Bury(space string, gen int64, tombstone wire.Item) error {
	if space == t.space {
		t.note(func(i *image) {
			delete(i.base, tombstone.Entity)
			i.stale[tombstone.Entity] = true
		})
	}
	return t.ClientTx.Bury(space, gen, tombstone)
}

// DropOlder implements ClientTx.
func (t *mirrorTx) DropOlder(space string, gen int64) error {
	t.lost = t.lost || space == t.space
	return t.ClientTx.DropOlder(space, gen)
}

// PutOutbox implements ClientTx.
func (t *mirrorTx) PutOutbox(row OutboxRow) error {
	if err := t.ClientTx.PutOutbox(row); err != nil || row.Space != t.space {
		return err
	}
	row, err := t.OutboxRow(row.Space, row.Mutation.Seq) // as it is stored
	if err != nil {
		return err
	}
	t.note(func(i *image) {
		if old, ok := i.rows[row.Mutation.Seq]; ok && old.Mutation.Entity != row.Mutation.Entity {
			old.State = Done
			i.putRow(old)
		}
		i.putRow(row)
	})
	return nil
}

// AnswerOutbox implements ClientTx.
func (t *mirrorTx) AnswerOutbox(space string, answers []Answer) error {
	if space == t.space {
		t.note(func(i *image) {
			for _, a := range answers {
				row, ok := i.rows[a.Result.Seq]
				if !ok || row.State != Pending {
					continue
				}
				row.State, row.Result = a.State, &a.Result
				i.putRow(row)
			}
		})
	}
	return t.ClientTx.AnswerOutbox(space, answers)
}

// RetireOutbox implements ClientTx.
func (t *mirrorTx) RetireOutbox(space string, rev, known int64) error {
	if space == t.space {
		t.note(func(i *image) {
			for seq, row := range i.rows {
				if row.State != Acked || (seq > known && row.Result != nil && !told(*row.Result, rev)) {
					continue
				}
				row.State = Done
				i.putRow(row)
			}
		})
	}
	return t.ClientTx.RetireOutbox(space, rev, known)
}

// ArchiveOutbox implements ClientTx.
func (t *mirrorTx) ArchiveOutbox(space string) error {
	t.lost = t.lost || space == t.space
	return t.ClientTx.ArchiveOutbox(space)
}

// baseState is a field that nobody here has edited.
func baseState(it wire.Item) FieldState {
	return FieldState{Value: it.Value, Base: it.Value, Rev: it.Rev, Person: it.Person, At: it.At.UTC().Truncate(time.Millisecond)}
}
