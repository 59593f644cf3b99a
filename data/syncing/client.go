package syncing

import (
	"errors"
	"math/rand/v2"
	"time"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Rhythm of a desktop.
const (
	pollEvery     = 60 * time.Second // at the latest, whatever the stream says; up to a quarter sooner
	firstBackoff  = 500 * time.Millisecond
	longestWait   = 15 * time.Second
	journalKept   = 30 * 24 * time.Hour
	deviceRetries = 3 // new ids that a store takes in a row before it gives up
)

// Event is something that happened to a desktop; Step answers it with effects.
type Event interface{ event() }

// The events.
type (
	// Follow starts to follow a space, at sign-in or start-up.
	Follow struct{ Space string }
	// Saved is a person's save, stored in one transaction: the edits, one mutation for each entity in the order in which
	// the entities first come, then the deletions in their order.
	Saved struct {
		Space   string
		Edits   []FieldEdit
		Deletes []Deletion
	}
	// Resolved is a person's decision of a conflict.
	Resolved struct {
		Space    string
		Conflict string
		Edit     FieldEdit
	}
	// Pushed and Pulled are the answers to the effects of the same Req.
	Pushed struct {
		Space string
		Req   int64
		Res   wire.PushResult
		Err   error
		After time.Duration // what the server asks to wait before the next try, 0 when it says nothing
	}
	Pulled struct {
		Space string
		Req   int64
		Res   wire.Pull
		Err   error
		After time.Duration
	}
	// Poked is a hint that a space has moved.
	Poked struct{ Poke wire.Poke }
	// Stream tells that the stream of pokes is up or down.
	Stream struct{ Up bool }
	// Woken is the alarm that WakeAt asked for.
	Woken struct{}
	// Retry is a person's wish, or a network that came back: try now.
	Retry struct{}
	// SignedIn tells that the session is good again.
	SignedIn struct{}
)

func (Follow) event() {}

func (Saved) event() {}

func (Resolved) event() {}

func (Pushed) event() {}

func (Pulled) event() {}

func (Poked) event() {}

func (Stream) event() {}

func (Woken) event() {}

func (Retry) event() {}

func (SignedIn) event() {}

// Effect is something that the shell around a Client has to do.
type Effect interface{ effect() }

// The effects.
type (
	// Push sends mutations; the answer is a Pushed with the same Req.
	Push struct {
		Space string
		Req   int64
		Push  wire.Push
	}
	// Pull asks for a page; the answer is a Pulled with the same Req. Wait is how long the server may hold it.
	Pull struct {
		Space string
		Req   int64
		Since int64
		Epoch string
		Wait  time.Duration
	}
	// WakeAt asks for a Woken at T; a later WakeAt replaces an earlier one.
	WakeAt struct{ T time.Time }
	// ViewChanged tells that what ReadView gives has changed.
	ViewChanged struct{ Space string }
	// StateChanged tells that Status has changed.
	StateChanged struct{}
	// DeviceChanged tells that the store was found to be a copy and has a new device id: sign in again with it.
	DeviceChanged struct{ Device string }
)

func (Push) effect() {}

func (Pull) effect() {}

func (WakeAt) effect() {}

func (ViewChanged) effect() {}

func (StateChanged) effect() {}

func (DeviceChanged) effect() {}

// Halt is why a client sends nothing any more.
type Halt string

// The reasons.
const (
	Running       Halt = ""
	HaltSignedOut Halt = "signed_out" // the session ended: SignedIn goes on
	HaltRevoked   Halt = "revoked"    // no membership any more
	HaltUpgrade   Halt = "upgrade"    // the server speaks another version
)

// Status is the state of the exchange.
type Status struct {
	Halt         Halt
	Reached      bool      // the last exchange with the server worked
	Tried        bool      // there was one
	LastExchange time.Time // of the last that worked, zero when none
	Problem      error     // of the last that did not
}

// same compares without relying on the error's type being comparable.
func (s Status) same(o Status) bool {
	return s.Halt == o.Halt && s.Reached == o.Reached && s.Tried == o.Tried && s.LastExchange.Equal(o.LastExchange) &&
		problemText(s.Problem) == problemText(o.Problem)
}

func problemText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// NewIDs makes device ids.
type NewIDs func() string

// Client is the desktop's half of the protocol: single-threaded, driven by Step alone.
type Client struct {
	store   ClientStore
	rand    *rand.Rand
	newID   NewIDs
	spaces  map[string]*track
	order   []string // of the spaces: maps would make the order of effects random
	stream  bool
	status  Status
	lastReq int64
	device  string // of the store, "" before it was read
	devices int
}

// track is what is in flight for one space.
type track struct {
	space    string
	revoked  bool  // no access to it any more
	push     int64 // Req in flight, 0 when none
	pull     int64
	waiting  bool      // the pull in flight is a long poll
	dirty    bool      // something to pull
	failures int       // in a row
	notUntil time.Time // back-off
	nextPoll time.Time
}

// NewClient makes a client on a store. r must not be shared.
func NewClient(store ClientStore, r *rand.Rand, newID NewIDs) *Client {
	return &Client{store: store, rand: r, newID: newID, spaces: map[string]*track{}}
}

// Status is the state of the exchange after the last Step.
func (c *Client) Status() Status { return c.status }

// Step takes one event and says what to do. An error is the store's: unless its commit has failed in a way that leaves
// open whether it was carried out, nothing of the event was stored. The effects are to be carried out all the same. Errors of the
// network, and of the store while it is asked what there is to send, are part of the status.
func (c *Client) Step(now time.Time, ev Event) ([]Effect, error) {
	before := c.status
	out, err := c.handle(now, ev)
	out = append(out, c.proceed(now)...)
	if !c.status.same(before) {
		out = append(out, StateChanged{})
	}
	return out, err
}

func (c *Client) handle(now time.Time, ev Event) ([]Effect, error) {
	switch ev := ev.(type) {
	case Follow:
		c.follow(ev.Space)
		return nil, c.store.Update(func(tx ClientTx) error { return tx.PruneJournal(now.Add(-journalKept)) })
	case Saved:
		return c.save(now, ev)
	case Resolved:
		return c.resolve(now, ev)
	case Pushed:
		return c.pushed(now, ev)
	case Pulled:
		return c.pulled(now, ev)
	case Poked:
		return nil, c.poked(ev.Poke)
	case Stream:
		c.streamChanged(ev.Up)
	case Retry:
		for _, t := range c.spaces {
			t.revoked = false // access may have been given again
		}
		c.touchAll(true)
	case SignedIn:
		if c.status.Halt == HaltSignedOut {
			c.status.Halt = Running
		}
		c.touchAll(true)
	case Woken:
	}
	return nil, nil
}

func (c *Client) follow(space string) {
	if c.spaces[space] == nil {
		c.spaces[space] = &track{space: space, dirty: true}
		c.order = append(c.order, space)
	}
}

// streamChanged asks for news once: what was poked while the stream was down, or whether the server is still there.
func (c *Client) streamChanged(up bool) {
	if up {
		c.touchAll(true)
	} else if c.stream {
		for _, t := range c.spaces {
			t.dirty = true
		}
	}
	c.stream = up
}

// touchAll forgets the back-off and, when pull is set, asks for news.
func (c *Client) touchAll(pull bool) {
	for _, t := range c.spaces {
		t.notUntil, t.failures = time.Time{}, 0
		t.dirty = t.dirty || pull
	}
}

func (c *Client) poked(p wire.Poke) error {
	t := c.spaces[p.Space]
	if t == nil {
		return nil
	}
	return c.store.View(func(tx ClientTx) error {
		cur, err := tx.Cursor(p.Space)
		if err == nil && cur.Rev < p.Rev {
			t.dirty = true
		}
		return err
	})
}

// failed decides what an error of the exchange means for the space.
func (c *Client) failed(now time.Time, t *track, err error, after time.Duration) {
	c.status.Tried, c.status.Reached, c.status.Problem = true, false, err
	var refusal *Refusal
	switch {
	case errors.As(err, &refusal) && refusal.Code == wire.CodeRevoked:
		t.revoked = true
		if c.allRevoked() {
			c.status.Halt = HaltRevoked
		}
	case errors.As(err, &refusal) && refusal.Code == wire.CodeUpgrade:
		c.status.Halt = HaltUpgrade
	case fault.Is(err, fault.SignedOut):
		c.status.Halt = HaltSignedOut
	}
	t.failures++
	wait := firstBackoff << min(t.failures-1, 10)
	wait = min(wait, longestWait)
	t.notUntil = now.Add(max(c.jitter(wait), after))
	if planted(noBackoff) {
		t.notUntil = time.Time{}
	}
	t.dirty = true
}

// allRevoked tells whether no space is left to the person: access to one has nothing to do with that to another.
func (c *Client) allRevoked() bool {
	for _, t := range c.spaces {
		if !t.revoked {
			return false
		}
	}
	return true
}

func (c *Client) worked(now time.Time, t *track) {
	t.failures, t.notUntil = 0, time.Time{}
	c.status.Tried, c.status.Reached, c.status.Problem, c.status.LastExchange = true, true, nil, now
}

// jitter spreads d over ±25 %, so that a thousand desktops do not come back at once.
func (c *Client) jitter(d time.Duration) time.Duration {
	return d*3/4 + time.Duration(c.rand.Int64N(int64(d/2)+1))
}

func earliest(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}
