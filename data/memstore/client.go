// Package memstore is the in-memory twin of package store, for tests, the gallery and the simulator: the same transactions,
// order and errors, nothing on disk, and no randomness.
//
// A transaction works on a copy of what it changes, which takes the place of the old state when it commits. Readers are
// never blocked and never see half of a change.
package memstore

import (
	"errors"
	"sync"
	"sync/atomic"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// errReadTransaction is the cause when somebody writes in a Read or a View, a defect of the caller.
var errReadTransaction = errors.New("this transaction is for reading")

// errExists is the cause of a fault.Conflict: a key that must be unique.
var errExists = errors.New("a row with this key exists already")

// Client is a desktop's store; it implements syncing.ClientStore.
type Client struct {
	write sync.Mutex
	state atomic.Pointer[clientState]
}

var (
	_ syncing.ClientStore = (*Client)(nil)
	_ syncing.ClientTx    = (*clientTx)(nil)
)

// clientState is never changed once it is published.
type clientState struct {
	meta   map[string]string
	spaces map[string]*clientSpace
}

type clientSpace struct {
	cursor syncing.Cursor
	known  bool // it has a cursor
	base   map[itemKey]baseItem
	outbox map[int64]syncing.OutboxRow // by seq
}

type itemKey struct{ entity, field string }

type baseItem struct {
	wire.Item
	gen int64
}

const metaDevice = "device"

// NewClient makes an empty store with the given id.
func NewClient(device string) *Client {
	c := &Client{}
	c.state.Store(&clientState{meta: map[string]string{metaDevice: device}, spaces: map[string]*clientSpace{}})
	return c
}

// Update implements syncing.ClientStore.
func (c *Client) Update(f func(syncing.ClientTx) error) error {
	c.write.Lock()
	defer c.write.Unlock()
	old := c.state.Load()
	tx := &clientTx{guard: guard{writable: true}, state: old.fork(), own: map[string]bool{}}
	if err := f(tx); err != nil {
		return err
	}
	if tx.failed != nil {
		return tx.failed
	}
	c.state.Store(tx.state)
	return nil
}

// View implements syncing.ClientStore.
func (c *Client) View(f func(syncing.ClientTx) error) error {
	return f(&clientTx{state: c.state.Load()})
}

// fork copies what is small; spaces are copied when they are first written.
func (s *clientState) fork() *clientState {
	return &clientState{meta: cloneMap(s.meta), spaces: cloneMap(s.spaces)}
}

func (s *clientSpace) fork() *clientSpace {
	return &clientSpace{cursor: s.cursor, known: s.known, base: cloneMap(s.base), outbox: cloneMap(s.outbox)}
}

// guard refuses what a transaction must not do any more, as SQL databases do.
type guard struct {
	writable bool
	failed   error
}

// sound is what each read of a transaction that may fail asks first.
func (g *guard) sound(op string) error { return fault.Wrap(op, g.failed) }

// ready is what each write asks first.
func (g *guard) ready(op string) error {
	if err := g.sound(op); err != nil {
		return err
	}
	if !g.writable {
		return fault.As(fault.Internal, op, "", errReadTransaction)
	}
	return nil
}

// fail spoils the transaction.
func (g *guard) fail(code fault.Code, op string, err error) error {
	g.failed = fault.As(code, op, "", err)
	return g.failed
}
