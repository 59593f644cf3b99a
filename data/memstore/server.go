package memstore

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Server is the server's store. Epochs are counted, not drawn.
type Server struct {
	write sync.Mutex
	state atomic.Pointer[serverState]
}

// serverState is never changed once it is published.
type serverState struct {
	epochs  int64
	spaces  map[string]*serverSpace
	members map[string]map[string]access.Role // by provider, then person
}

type serverSpace struct {
	row     syncing.Space
	items   map[itemKey]wire.Item
	revs    map[int64]itemKey
	ledger  map[string]map[int64]syncing.LedgerEntry // by device, then seq
	history []syncing.History
}

// NewServer makes an empty store.
func NewServer() *Server {
	s := &Server{}
	s.state.Store(&serverState{spaces: map[string]*serverSpace{}, members: map[string]map[string]access.Role{}})
	return s
}

// Write runs f in one transaction, the only one at a time; when it fails nothing has changed.
func (s *Server) Write(ctx context.Context, f func(*Tx) error) error {
	s.write.Lock()
	defer s.write.Unlock()
	if err := ctx.Err(); err != nil {
		return fault.As(fault.Unavailable, "memstore.Write", "", err)
	}
	old := s.state.Load()
	state := &serverState{epochs: old.epochs, spaces: maps.Clone(old.spaces), members: maps.Clone(old.members)}
	tx := &Tx{guard: guard{writable: true}, state: state, own: map[string]bool{}}
	if err := f(tx); err != nil {
		return err
	}
	if tx.failed != nil {
		return tx.failed
	}
	s.state.Store(state)
	return nil
}

// Read runs f on one consistent state, beside any writer.
func (s *Server) Read(ctx context.Context, f func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return fault.As(fault.Unavailable, "memstore.Read", "", err)
	}
	return f(&Tx{state: s.state.Load()})
}

// Tx is one transaction of a Server; it implements syncing.ServerTx and syncing.Reader.
type Tx struct {
	guard
	state *serverState
	own   map[string]bool // the spaces that this transaction has copied
}

var (
	_ syncing.ServerTx = (*Tx)(nil)
	_ syncing.Reader   = (*Tx)(nil)
)

// edit gives a space to change.
func (t *Tx) edit(op, space string) (*serverSpace, error) {
	if err := t.ready(op); err != nil {
		return nil, err
	}
	s := t.state.spaces[space]
	if s == nil {
		return nil, fault.New(fault.NotFound, op, "store.not_found")
	}
	if t.own[space] {
		return s, nil
	}
	// The ledger's inner maps and the history are only added to: see PutLedger and AppendHistory.
	s = &serverSpace{
		row: s.row, items: cloneMap(s.items), revs: cloneMap(s.revs), ledger: cloneMap(s.ledger),
		history: slices.Clip(s.history),
	}
	t.state.spaces[space], t.own[space] = s, true
	return s, nil
}

// NewSpace makes an empty space; fault.Conflict when it exists.
func (t *Tx) NewSpace(id string) (syncing.Space, error) {
	const op = "memstore.NewSpace"
	if err := t.ready(op); err != nil {
		return syncing.Space{}, err
	}
	if t.state.spaces[id] != nil {
		return syncing.Space{}, t.fail(fault.Conflict, op, errExists)
	}
	t.state.epochs++
	s := &serverSpace{row: syncing.Space{ID: id, Epoch: "epoch-" + strconv.FormatInt(t.state.epochs, 10)}}
	t.state.spaces[id] = s
	return s.row, nil
}

// RenewEpoch gives the space a new epoch, as a restored backup has.
func (t *Tx) RenewEpoch(space string) (syncing.Space, error) {
	s, err := t.edit("memstore.RenewEpoch", space)
	if err != nil {
		return syncing.Space{}, err
	}
	t.state.epochs++
	s.row.Epoch = "epoch-" + strconv.FormatInt(t.state.epochs, 10)
	return s.row, nil
}

// PutMember gives a person a role with a provider; fault.Conflict when the provider has another primary.
func (t *Tx) PutMember(m access.Member) error {
	const op = "memstore.PutMember"
	if err := t.ready(op); err != nil {
		return err
	}
	members := cloneMap(t.state.members[m.Provider])
	for person, role := range members {
		if m.Role == access.Primary && role == access.Primary && person != m.Person {
			return t.fail(fault.Conflict, op, errExists)
		}
	}
	members[m.Person] = m.Role
	t.state.members[m.Provider] = members
	return nil
}

// RemoveMember takes a person's role away; fault.NotFound when there is none.
func (t *Tx) RemoveMember(provider, person string) error {
	const op = "memstore.RemoveMember"
	if err := t.ready(op); err != nil {
		return err
	}
	members := cloneMap(t.state.members[provider])
	if _, ok := members[person]; !ok {
		return fault.New(fault.NotFound, op, "store.not_found")
	}
	delete(members, person)
	t.state.members[provider] = members
	return nil
}

// Members lists the people of a provider by their ids.
func (t *Tx) Members(provider string) []access.Member {
	members := t.state.members[provider]
	out := make([]access.Member, 0, len(members))
	for _, person := range slices.Sorted(maps.Keys(members)) {
		out = append(out, access.Member{Provider: provider, Person: person, Role: members[person]})
	}
	return out
}

// Spaces lists the ids of the spaces, in order.
func (t *Tx) Spaces() []string { return slices.Sorted(maps.Keys(t.state.spaces)) }

// ForgetTombstones removes the tombstones up to a revision, which becomes the floor.
func (t *Tx) ForgetTombstones(space string, floor int64) error {
	s, err := t.edit("memstore.ForgetTombstones", space)
	if err != nil {
		return err
	}
	maps.DeleteFunc(s.items, func(_ itemKey, it wire.Item) bool {
		old := it.Deleted && it.Rev <= floor
		if old {
			delete(s.revs, it.Rev)
		}
		return old
	})
	s.row.Floor = max(s.row.Floor, floor)
	return nil
}

// History is the changes of a space in the order in which they were applied.
func (t *Tx) History(space string) []syncing.History {
	if s := t.state.spaces[space]; s != nil {
		return slices.Clone(s.history)
	}
	return nil
}

// byName orders items as SQL's ORDER BY entity, field.
func byName(a, b wire.Item) int {
	return cmp.Or(cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Field, b.Field))
}
