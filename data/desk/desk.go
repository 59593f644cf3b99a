// Package desk is Pupitre on one computer for one person: it joins the local store, the synchronisation core and the
// server, and gives the windows and the command line one small, thread-safe face.
package desk

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Exchange is the server as the desk needs it; data/remote has it over HTTP.
type Exchange interface {
	Push(ctx context.Context, space string, p wire.Push) (wire.PushResult, error)
	// Pull may be held by the server for wait when there is nothing new.
	Pull(ctx context.Context, space string, since int64, epoch string, limit int, wait time.Duration) (wire.Pull, error)
	// Events blocks and calls poke until the stream breaks or ctx ends; up is called once it is open.
	Events(ctx context.Context, up func(), poke func(wire.Poke)) error
}

// Options of a desk. Now, NewID and what stands after Space may be nil.
type Options struct {
	Store      syncing.ClientStore
	Exchange   Exchange
	Space      string // of the provider
	Rand       *rand.Rand
	Now        func() time.Time
	NewID      syncing.NewIDs
	RetryAfter func(error) time.Duration // what a server asked to wait, 0 when nothing
	Log        *slog.Logger
	Person     string          // who it is
	Lease      *Lease          // nil when the server gives none
	Revoked    func()          // called once when access is found withdrawn
	Poked      func(wire.Poke) // called for each hint of the stream
	// Refed is called, on a goroutine of the network, when the server wants the space to be read anew: its history is another
	// one, or the person's role is. After an error it is called again with the next answers, until it has none.
	Refed func(context.Context) error
}

// Desk is safe for concurrent use. One goroutine, that of Run, drives the synchronisation core.
type Desk struct {
	opt    Options
	mirror *syncing.Mirror // of opt.Store: what writes to the space goes through it
	asks   chan ask
	done   chan struct{} // closed when Run has ended

	sections chan string // see Editing
	revoked  sync.Once
	unheard  atomic.Bool // Refed has failed

	mu     sync.Mutex
	state  State
	people map[string]string // names by id
	subs   map[int]func()
	nextID int
}

// ask is an event for the core, with the place of its answer.
type ask struct {
	event  syncing.Event
	answer chan<- error // nil when nobody waits
}

// New makes a desk; Run starts it.
func New(o Options) *Desk {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.RetryAfter == nil {
		o.RetryAfter = func(error) time.Duration { return 0 }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Desk{
		opt: o, mirror: syncing.NewMirror(o.Store, o.Space), asks: make(chan ask), done: make(chan struct{}),
		sections: make(chan string, 1), state: State{Connection: Connecting}, subs: map[int]func(){},
	}
}

// View is the provider's space as the screen shows it: the server's state under this person's own edits. Before the first
// reading of the space it waits for it; when the server cannot be reached it says so (sync.not_loaded_yet).
func (d *Desk) View(ctx context.Context) (syncing.View, error) {
	const op = "desk.View"
	changed, cancel := d.changes()
	defer cancel()
	for {
		v, loaded, err := d.view()
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		st := d.State()
		if loaded && st.Locked == nil {
			return v, nil
		}
		if st.Connection != Connecting && st.Connection != Online {
			if st.Locked != nil {
				return nil, fault.Wrap(op, st.Locked)
			}
			return nil, &fault.Error{Code: fault.Unavailable, Op: op, Key: "sync.not_loaded_yet", Err: st.Problem}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, fault.Wrap(op, ctx.Err())
		case <-d.done:
			return nil, fault.New(fault.Unavailable, op, "sync.stopped")
		}
	}
}

func (d *Desk) view() (v syncing.View, loaded bool, err error) {
	v, cur, err := d.mirror.Read()
	return v, cur.Epoch != "", err
}

// changes is Subscribe as a channel in which several changes melt into one.
func (d *Desk) changes() (changed <-chan struct{}, cancel func()) {
	c := make(chan struct{}, 1)
	return c, d.Subscribe(func() {
		select {
		case c <- struct{}{}:
		default:
		}
	})
}

// Save puts the edits and then the deletions on this computer's disk, all or none, and returns; they are sent as soon as
// possible.
func (d *Desk) Save(ctx context.Context, edits []syncing.FieldEdit, deletes ...syncing.Deletion) error {
	if err := d.locked(); err != nil {
		return fault.Wrap("desk.Save", err)
	}
	return d.do(ctx, syncing.Saved{Space: d.opt.Space, Edits: settings.InOrder(edits), Deletes: deletes})
}

// ResolveMine closes a conflict with this person's value; for a rejection it only dismisses the notice.
func (d *Desk) ResolveMine(ctx context.Context, n Notice) error {
	return d.resolve(ctx, n, n.Mine)
}

// DismissNotice keeps the server's value and closes the conflict, or takes note of a rejection.
func (d *Desk) DismissNotice(ctx context.Context, n Notice) error {
	return d.resolve(ctx, n, nil)
}

// resolve decides a notice; a nil value keeps what stands.
func (d *Desk) resolve(ctx context.Context, n Notice, value wire.Value) error {
	const op = "desk.resolve"
	if n.Conflict != "" {
		v, err := d.View(ctx)
		if err != nil {
			return fault.Wrap(op, err)
		}
		saw := v.Field(n.Entity, n.Field)
		if value == nil {
			value = saw.Value
		}
		edit := syncing.FieldEdit{Entity: n.Entity, Field: n.Field, Saw: saw, Value: value}
		if err := d.do(ctx, syncing.Resolved{Space: n.Space, Conflict: n.Conflict, Edit: edit}); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return fault.Wrap(op, d.dismiss(n))
}

// dismiss takes note of a notice.
func (d *Desk) dismiss(n Notice) error {
	err := d.mirror.Update(func(tx syncing.ClientTx) error {
		row, err := tx.OutboxRow(n.Space, n.Seq)
		if err != nil {
			return err
		}
		row.Seen = true
		return tx.PutOutbox(row)
	})
	if err != nil {
		return fault.Wrap("desk.dismiss", err)
	}
	d.refresh(nil)
	return nil
}

// RetryNow forgets the back-off and tries the server at once.
func (d *Desk) RetryNow() { go d.tell(syncing.Retry{}) }

// SignedIn tells that the exchange has a good session again.
func (d *Desk) SignedIn() { go d.tell(syncing.SignedIn{}) }

// State is the last known state; it never blocks on the disk or the network.
func (d *Desk) State() State {
	locked := d.locked()
	d.mu.Lock()
	defer d.mu.Unlock()
	st := d.state
	st.Locked = locked
	return st
}

// Subscribe calls f, on any goroutine, after the view or the state has changed. f must not block.
func (d *Desk) Subscribe(f func()) (cancel func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	id := d.nextID
	d.nextID++
	d.subs[id] = f
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.subs, id)
	}
}

func (d *Desk) notify() {
	d.mu.Lock()
	subs := make([]func(), 0, len(d.subs))
	for _, f := range d.subs {
		subs = append(subs, f)
	}
	d.mu.Unlock()
	for _, f := range subs {
		f()
	}
}

// do gives the core an event and waits until what it stores is on disk.
func (d *Desk) do(ctx context.Context, ev syncing.Event) error {
	answer := make(chan error, 1)
	select {
	case d.asks <- ask{ev, answer}:
	case <-d.done:
		return fault.New(fault.Unavailable, "desk.do", "sync.stopped")
	case <-ctx.Done():
		return fault.As(fault.Unavailable, "desk.do", "sync.stopped", ctx.Err())
	}
	return <-answer // the core always answers what it has taken
}

// tell gives the core an event that nobody waits for.
func (d *Desk) tell(ev syncing.Event) {
	select {
	case d.asks <- ask{event: ev}:
	case <-d.done:
	}
}

// refresh recomputes the state from the store and the core's status (nil keeps the last one), and tells everybody.
func (d *Desk) refresh(st *syncing.Status) {
	var pending, more int
	var notices []Notice
	err := d.opt.Store.View(func(tx syncing.ClientTx) error {
		fields, err := tx.Waiting(d.opt.Space)
		if err != nil {
			return err
		}
		pending = fields
		notices, more, err = readNotices(tx, d.opt.Space)
		return err
	})
	d.mu.Lock()
	if err == nil {
		for i := range notices {
			notices[i].By = d.people[notices[i].ByID]
		}
		d.state.Pending, d.state.Notices, d.state.More = pending, notices, more
	}
	if st != nil {
		d.state.Connection, d.state.Problem, d.state.LastExchange = connectionOf(*st), st.Problem, st.LastExchange
	}
	if err != nil {
		d.state.Problem = err
	}
	gone := d.state.Connection == Revoked
	d.mu.Unlock()
	if gone && d.opt.Revoked != nil {
		d.revoked.Do(d.opt.Revoked)
	}
	d.notify()
}

func connectionOf(st syncing.Status) Connection {
	switch {
	case st.Halt == syncing.HaltSignedOut:
		return SignedOut
	case st.Halt == syncing.HaltRevoked:
		return Revoked
	case st.Halt == syncing.HaltUpgrade:
		return Outdated
	case !st.Tried:
		return Connecting
	case st.Reached:
		return Online
	}
	return Offline
}
